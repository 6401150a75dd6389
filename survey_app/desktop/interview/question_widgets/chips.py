"""A few short choices, side by side; a number key chooses."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.choice_keys import keys_of
from survey_app.desktop.interview.question_widgets.flow import Flow

ONE_LINE = 6
"""More choices than this become a list."""


class Chips(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[QPushButton] = []
        self._names: list[str] = []
        self._keys: list[str] = []
        self._value = ""
        self._shown: tuple[object, ...] = ()
        self._nothing = QLabel(self.tr("Nothing to choose from yet."), self)
        self._nothing.setProperty("role", "hint")
        self._flow = Flow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._value = state.path, state.value
        if self._shown != tuple(state.choices):
            self._make_chips(state)
        for name, chip in zip(self._names, self._chips, strict=True):
            chip.setChecked(name == state.value)
            chip.setEnabled(not state.readonly)

    def sizeHint(self) -> QSize:
        return self._flow.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(self.path)
        elif text and text in self._keys:
            self._choose(self._names[self._keys.index(text)])
            self.finished.emit(self.path)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._walk(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose("")
        else:
            super().keyPressEvent(event)

    def _make_chips(self, state: QuestionState) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._shown = tuple(state.choices)
        self._names = [choice.name for choice in state.choices]
        self._keys = keys_of(state.choices)
        self._chips = []
        self._nothing.setVisible(not state.choices)
        for choice, key in zip(state.choices, self._keys, strict=True):
            chip = QPushButton(f"{key}  {choice.label}" if key else choice.label, self)
            chip.setProperty("kind", "chip")
            chip.setProperty("choice", choice.name)
            chip.setCheckable(True)
            # The question has the focus, not one of its answers: one Tab per question.
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(self._clicked)
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()

    def _clicked(self) -> None:
        name = self.sender().property("choice")
        self.setFocus()
        # A second click takes the answer back.
        self._choose("" if name == self._value else name)

    def _walk(self, by: int) -> None:
        if self._names:
            place = self._names.index(self._value) + by if self._value in self._names else 0
            self._choose(self._names[max(0, min(len(self._names) - 1, place))])

    def _choose(self, name: str) -> None:
        self._value = name
        for known, chip in zip(self._names, self._chips, strict=True):
            chip.setChecked(known == name)
        self.answered.emit(self.path, name or None)
