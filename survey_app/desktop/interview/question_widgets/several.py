"""Several choices at once, or a ranking: number keys tick, Enter goes on."""

from __future__ import annotations

from survey_app.desktop.interview.question_widgets.chips import Chips


class SeveralChoices(Chips):
    """The value is the chosen names with single blanks: in the order of the list, or of choosing for a ranking."""

    def show_state(self, state) -> None:  # type: ignore[override]
        self._ranked = state.kind == "rank"
        super().show_state(state)
        self._mark()

    def keyPressEvent(self, event) -> None:  # type: ignore[override]
        if event.text() and event.text() in self._keys:
            self._choose(self._names[self._keys.index(event.text())])
        else:
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        self.setFocus()
        self._choose(self.sender().property("choice"))

    def _walk(self, by: int) -> None:
        """Arrow keys choose nothing here."""

    def _choose(self, name: str) -> None:
        chosen = self._value.split()
        if not name:
            chosen = chosen[:-1]
        elif name in chosen:
            chosen.remove(name)
        else:
            chosen.append(name)
        if not self._ranked:
            chosen.sort(key=self._names.index)
        self._value = " ".join(chosen)
        self._mark()
        self.answered.emit(self.path, self._value or None)

    def _mark(self) -> None:
        chosen = self._value.split()
        for name, chip in zip(self._names, self._chips, strict=True):
            chip.setChecked(name in chosen)
