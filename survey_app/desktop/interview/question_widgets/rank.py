"""Choices put in order: the first key pressed comes first, Backspace takes the last one back."""

from __future__ import annotations

from survey_app.desktop.interview.question_widgets.several import SeveralChoices

PLACES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Ranking(SeveralChoices):
    """The value is the names in the order of choosing; whatever is left over at the end takes the last place."""

    def _in_order(self, chosen: list[str]) -> list[str]:
        left = [name for name in self._names if name not in chosen]
        before = len(self._value.split())
        return [*chosen, *left] if len(left) == 1 and len(chosen) > before else chosen

    def _mark(self) -> None:
        super()._mark()
        places = {name: place for place, name in enumerate(self._value.split())}
        for name, chip, key in zip(self._names, self._chips, self._keys, strict=True):
            place = places.get(name)
            sign = PLACES[place] if place is not None and place < len(PLACES) else key
            chip.set_words(f"{sign}  {chip.accessibleName()}")
