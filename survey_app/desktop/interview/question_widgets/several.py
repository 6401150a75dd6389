"""Several choices at once: keys tick, arrows and Space too, Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from survey_app.desktop.interview.question_widgets.chips import Chips


class SeveralChoices(Chips):
    """The value is the chosen names with single blanks, in the order of the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._at >= 0 and not self._readonly:
            self._choose(self._names[self._at])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        self._mark()
        super().focusOutEvent(event)

    def _press(self, place: int) -> None:
        self._choose(self._names[place])

    def _clicked(self) -> None:
        self.setFocus()
        self._choose(self.sender().property("choice"))

    def _walk(self, by: int) -> None:
        """Arrow keys choose nothing here: they only say where Space will tick."""
        self._at = max(0, min(len(self._names) - 1, self._at + by if self._at >= 0 else 0))
        self._mark()

    def _choose(self, name: str) -> None:
        chosen = self._value.split()
        if not name:
            chosen = chosen[:-1]
        elif name in chosen:
            chosen.remove(name)
        else:
            chosen.append(name)
        self._value = " ".join(self._in_order(chosen))
        self._mark()
        self.answered.emit(self.path, self._value or None)

    def _in_order(self, chosen: list[str]) -> list[str]:
        # What is no longer in the list stays where it was, at the end.
        places = {name: place for place, name in enumerate(self._names)}
        return sorted(chosen, key=lambda name: places.get(name, len(places)))

    def _mark(self) -> None:
        chosen = set(self._value.split())
        for place, (name, chip) in enumerate(zip(self._names, self._chips, strict=True)):
            chip.setChecked(name in chosen)
            if bool(chip.property("at")) != (place == self._at):
                chip.setProperty("at", place == self._at)
                chip.style().polish(chip)
