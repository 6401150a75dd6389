"""One of many choices: typed by label, code, pinyin or initials (xg finds 下岗)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from forms.pinyin import matches
from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.markup import as_plain
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.choices_found import ChoicesFound
from survey_app.desktop.interview.question_widgets.line import Line
from survey_app.desktop.interview.question_widgets.open_list import ROWS, OpenList

PAGE = ROWS - 1


class ChoiceList(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        # Letters are for searching here, so an input method would only be in the way.
        self._line = Line(self, input_method=False)
        self._open = QPushButton("▾", self)
        self._open.setProperty("kind", "quiet")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = ChoicesFound(self)
        self._list: OpenList | None = None

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(self._open)

        self.setFocusProxy(self._line)
        self._line.installEventFilter(self)
        self._line.textEdited.connect(self._search)
        self._line.entered.connect(self._enter)
        self._line.left.connect(self.keep)
        self._open.clicked.connect(self._toggle)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._value = state.path, state.value
        self._rows.show(self._choices_of(state))
        self._line.setReadOnly(state.readonly)
        self._open.setEnabled(not state.readonly)
        if not self._is_open and not self._line.isModified():
            self._show_value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not self._line.isReadOnly() and self._walked(event.key())
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._line.selectAll()
            # While the question is being read out, the list makes itself ready for the first letter.
            QTimer.singleShot(0, self._rows.prepare)
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Leaving takes the only match; anything else that was typed is no answer and goes."""
        if self._is_open and self._rows.rowCount() == 1 and self._line.text():
            self._take(self._rows.found(0))
        elif not self._line.text() and self._value and not self._line.isReadOnly():
            self._take(None)
        self._close()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_list()
        super().hideEvent(event)

    def _choices_of(self, state: QuestionState) -> Sequence[ChoiceState]:
        return state.choices

    def _walked(self, key: int) -> bool:
        """Handle the keys that belong to the open list; say whether one was."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
        if key in steps:
            if self._is_open:
                row = self._row() + steps[Qt.Key(key)]
                self._stand_on(max(0, min(self._rows.rowCount() - 1, row)))
            else:
                self._search("")
            return True
        if key == Qt.Key.Key_Escape and self._is_open:
            self._close()
            return True
        return False

    def _search(self, text: str) -> None:
        if not text and not self._line.text() and self._line.isModified() and self._value:
            self._hide_list()
            return
        found = self._rows.search(text.strip())
        if not found:
            self._hide_list()
            return
        opened = self._opened_list()
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        high = opened.height_for(found)
        screen = self.screen().availableGeometry()
        top = below.y() if below.y() + high <= screen.bottom() else below.y() - self.height() - high - 4
        opened.setGeometry(below.x(), top, self._line.width(), high)
        self._stand_on(max(0, self._rows.row_of(self._value)) if self._value and not text else 0)
        opened.show()

    @property
    def _is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _opened_list(self) -> OpenList:
        """Return the list, made when it is first wanted: most questions of a paper are answered without."""
        if self._list is None:
            self._list = OpenList(self._rows, self)
            self._list.clicked.connect(self._take_row)
        return self._list

    def _hide_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _row(self) -> int:
        return self._list.currentIndex().row() if self._list is not None else -1

    def _stand_on(self, row: int) -> None:
        index = self._rows.index(row)
        opened = self._opened_list()
        opened.setCurrentIndex(index)
        opened.scrollTo(index)

    def _toggle(self) -> None:
        self._line.setFocus()
        if self._is_open:
            self._close()
        else:
            self._search("")

    def _enter(self) -> None:
        if self._is_open:
            self._take(self._rows.found(max(0, self._row())))
        elif not self._line.text() and self._value and not self._line.isReadOnly():
            self._take(None)
        self._close()
        self.finished.emit(self.path)

    def _take_row(self) -> None:
        self._take(self._rows.found(self._row()))
        self._close()
        self.finished.emit(self.path)

    def _take(self, choice: ChoiceState | None) -> None:
        name = choice.name if choice else ""
        if name != self._value:
            self._value = name
            self.answered.emit(self.path, name or None)

    def _close(self) -> None:
        self._hide_list()
        self._show_value()

    def _show_value(self) -> None:
        choice = self._rows.choice(self._value) if self._value else None
        self._line.setText(as_plain(choice.label) if choice else self._value)
        self._line.setCursorPosition(0)
        self._line.setModified(False)


def fits(text: str, choice: ChoiceState) -> bool:
    """Say whether what is typed means this choice: code, label, pinyin or initials."""
    return choice.name.startswith(text) or matches(text, choice.label)
