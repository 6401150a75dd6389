"""A few short choices, side by side or in columns; a key chooses, arrows walk."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.media import picture_of
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.choice_button import ChoiceButton
from survey_app.desktop.interview.question_widgets.choice_keys import keys_of
from survey_app.desktop.interview.question_widgets.flow import AS_MANY_AS_FIT, Flow

ONE_LINE = 6
"""More choices than this become a list, where the form does not ask for columns."""
PICTURE = 96
"""The most that the picture of a choice is wide or high, in pixels."""
COLUMNS = re.compile(r"(?:columns|compact|quickcompact)-([0-9]{1,2})")
QUICK = {"quick", "quickcompact"}
IN_ONE_LINE = {"likert", "list", "list-nolabel", "label"}


class Chips(AnswerWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[ChoiceButton] = []
        self._names: list[str] = []
        self._keys: list[str] = []
        self._value = ""
        self._at = -1
        """The choice that arrows have come to, where they do not choose by themselves."""
        self._readonly = False
        self._is_quick = False
        self._shown: tuple[object, ...] = ()
        self._nothing = QLabel(self.tr("Nothing to choose from yet."), self)
        self._nothing.setProperty("role", "hint")
        self._flow = Flow(self)
        self._flow.addWidget(self._nothing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._value, self._readonly = state.path, state.value, state.readonly
        self._is_quick = bool(state.appearance & QUICK)
        shown = (state.choices, state.appearance)
        if self._shown != shown:
            self._shown = shown
            self._make_chips(state)
        for chip in self._chips:
            chip.setEnabled(not state.readonly)
        self._mark()

    def sizeHint(self) -> QSize:
        return self._flow.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().lower()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(self.path)
        elif self._readonly:
            super().keyPressEvent(event)
        elif text and text in self._keys:
            self._press(self._keys.index(text))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(self._step(key))
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose("")
        else:
            super().keyPressEvent(event)

    def _make_chips(self, state: QuestionState) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._names = [choice.name for choice in state.choices]
        self._keys = keys_of(state.choices)
        self._at = -1
        self._flow.columns = columns_of(state)
        self._nothing.setVisible(not state.choices)
        self._chips = [self._chip(choice, key, state) for choice, key in zip(state.choices, self._keys, strict=True)]

    def _chip(self, choice: ChoiceState, key: str, state: QuestionState) -> ChoiceButton:
        label = as_plain(choice.label)
        shows_key = bool(key) and "no-buttons" not in state.appearance
        words = label
        if "list-nolabel" in state.appearance:
            words = key or choice.name
        elif shows_key:
            words = f"{key}  {label}"
        chip = ChoiceButton(words, self)
        chip.setProperty("choice", choice.name)
        chip.setAccessibleName(label)
        if picture := picture_of(self.media, choice.media.get("image", ""), PICTURE):
            chip.set_picture(picture)
        chip.clicked.connect(self._clicked)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _press(self, place: int) -> None:
        """A key that stands for a choice: chosen, and on to the next question."""
        self._choose(self._names[place])
        self.finished.emit(self.path)

    def _clicked(self) -> None:
        name = self.sender().property("choice")
        self.setFocus()
        # A second click takes the answer back.
        self._choose("" if name == self._value else name)
        if self._is_quick and self._value:
            self.finished.emit(self.path)

    def _step(self, key: int) -> int:
        """Return how many places an arrow goes: up and down by a whole line where there are columns."""
        line = max(1, self._flow.columns)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: line, Qt.Key.Key_Up: -line}
        return steps[Qt.Key(key)]

    def _walk(self, by: int) -> None:
        if self._names:
            place = self._names.index(self._value) + by if self._value in self._names else 0
            self._choose(self._names[max(0, min(len(self._names) - 1, place))])

    def _choose(self, name: str) -> None:
        self._value = name
        self._mark()
        self.answered.emit(self.path, name or None)

    def _mark(self) -> None:
        for name, chip in zip(self._names, self._chips, strict=True):
            chip.setChecked(name == self._value)


def columns_of(state: QuestionState) -> int:
    """Return how many choices stand in a line by the wish of the form; 0 for as they come."""
    if state.appearance & IN_ONE_LINE:
        return max(1, len(state.choices))
    for word in state.appearance:
        if match := COLUMNS.fullmatch(word):
            return max(1, int(match[1]))
    return AS_MANY_AS_FIT if state.appearance & {"columns", "horizontal"} else 0
