"""Several of many choices: typed as in a list for one, ticked with Enter; an empty line and Enter go on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList


class TickList(ChoiceList):
    """The value is the chosen names with single blanks, in the order of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = QLabel()
        self._chosen.setWordWrap(True)
        self._chosen.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setPlaceholderText(self.tr("Type to find, Enter ticks"))
        # The line and its button go below what has been chosen.
        line = QWidget(self)
        inner = self.layout()
        assert inner is not None
        line.setLayout(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._chosen)
        layout.addWidget(line)

    def show_state(self, state: QuestionState) -> None:
        super().show_state(state)
        self._show_chosen()

    def keep(self) -> None:
        """Leaving ticks nothing by itself."""
        self._close()

    def _enter(self) -> None:
        if self._is_open:
            self._take(self._rows.found(max(0, self._row())))
            self._close()
        else:
            self._close()
            self.finished.emit(self.path)

    def _take_row(self) -> None:
        self._take(self._rows.found(self._row()))
        self._opened_list().viewport().update()

    def _take(self, choice: ChoiceState | None) -> None:
        if choice is None:
            return
        chosen = self._value.split()
        chosen = [name for name in chosen if name != choice.name] if choice.name in chosen else [*chosen, choice.name]
        self._value = " ".join(sorted(chosen, key=self._rows.place_of))
        self._show_chosen()
        self.answered.emit(self.path, self._value or None)

    def _show_value(self) -> None:
        self._line.setText("")
        self._line.setModified(False)

    def _show_chosen(self) -> None:
        names = self._value.split()
        self._rows.ticked = frozenset(names)
        labels = [as_plain(choice.label) if (choice := self._rows.choice(name)) else name for name in names]
        self._chosen.setText(self.tr(", ").join(labels))
        self._chosen.setVisible(bool(labels))
