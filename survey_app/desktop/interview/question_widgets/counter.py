"""A number that is counted: one more, one less, by button or by arrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.number import NumberQuestion, half_width


class Counter(NumberQuestion):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line.setMaximumWidth(100)
        self._line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._less = self._button("−", self.tr("One less"))
        self._more = self._button("+", self.tr("One more"))
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(0, self._less)
        layout.insertWidget(2, self._more)
        self._line.installEventFilter(self)
        self._less.clicked.connect(self._one_less)
        self._more.clicked.connect(self._one_more)

    def show_state(self, state: QuestionState) -> None:
        super().show_state(state)
        for button in (self._less, self._more):
            button.setEnabled(not state.readonly)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._line.isReadOnly():
            if event.key() == Qt.Key.Key_Up:
                self._one_more()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._one_less()
                return True
        return super().eventFilter(watched, event)

    def _button(self, sign: str, name: str) -> QPushButton:
        button = QPushButton(sign, self)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _one_more(self) -> None:
        self._count(+1)

    def _one_less(self) -> None:
        self._count(-1)

    def _count(self, by: int) -> None:
        self._line.setFocus()
        text = half_width(self._line.text()).strip()
        # From nothing the first step goes to nought, as a counter that has just been set.
        number = int(text) + by if text.lstrip("-").isdecimal() else 0
        self._line.setText(str(number))
        self.keep()
