"""One of many choices: typed by label, code, pinyin or initials (xg finds 下岗)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QPushButton, QWidget

from forms.pinyin import matches
from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget
from survey_app.desktop.interview.question_widgets.line import Line

ROWS = 8
ROW_HEIGHT = 32


class ChoiceList(AnswerWidget):
    takes_text = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[ChoiceState, ...] = ()
        self._found: list[ChoiceState] = []
        self._value = ""
        # Letters are for searching here, so an input method would only be in the way.
        self._line = Line(self, input_method=False)
        self._open = QPushButton("▾", self)
        self._open.setProperty("kind", "quiet")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = QStringListModel(self)
        self._list = QListView(self)
        self._list.setWindowFlags(Qt.WindowType.ToolTip)
        self._list.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._list.setProperty("role", "open_list")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._rows)

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
        self._list.clicked.connect(self._take_row)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._value = state.path, state.value
        self._choices = tuple(state.choices)
        self._line.setReadOnly(state.readonly)
        self._open.setEnabled(not state.readonly)
        if not self._list.isVisible():
            self._show_value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._walked(event.key())
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._line.selectAll()
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Leaving takes the only match; anything else that was typed is no answer and goes."""
        if self._list.isVisible() and len(self._found) == 1 and self._line.text():
            self._take(self._found[0])
        elif not self._line.text() and self._value:
            self._take(None)
        self._list.hide()
        self._show_value()

    def hideEvent(self, event) -> None:  # type: ignore[override]
        self._list.hide()
        super().hideEvent(event)

    def _walked(self, key: int) -> bool:
        """Handle the keys that belong to the open list; say whether one was."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._list.isVisible():
                row = self._list.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
                self._list.setCurrentIndex(self._rows.index(max(0, min(len(self._found) - 1, row))))
            else:
                self._search("")
            return True
        if key == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.hide()
            self._show_value()
            return True
        return False

    def _search(self, text: str) -> None:
        if not text and not self._line.text() and self._line.isModified() and self._value:
            self._list.hide()
            return
        self._found = [choice for choice in self._choices if not text or fits(text, choice)]
        # An exact code comes first: who knows the codes types them.
        self._found.sort(key=lambda choice: choice.name != text)
        self._rows.setStringList([f"{choice.label}   {choice.name}" for choice in self._found])
        if not self._found:
            self._list.hide()
            return
        shown = min(ROWS, len(self._found))
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._list.setGeometry(below.x(), below.y(), self._line.width(), shown * ROW_HEIGHT + 4)
        self._list.setCurrentIndex(self._rows.index(0))
        self._list.show()

    def _toggle(self) -> None:
        self._line.setFocus()
        if self._list.isVisible():
            self._list.hide()
        else:
            self._search("")

    def _enter(self) -> None:
        if self._list.isVisible() and self._found:
            self._take(self._found[max(0, self._list.currentIndex().row())])
        elif not self._line.text() and self._value:
            self._take(None)
        self._list.hide()
        self._show_value()
        self.finished.emit(self.path)

    def _take_row(self) -> None:
        self._take(self._found[self._list.currentIndex().row()])
        self._list.hide()
        self._show_value()
        self.finished.emit(self.path)

    def _take(self, choice: ChoiceState | None) -> None:
        name = choice.name if choice else ""
        if name != self._value:
            self._value = name
            self.answered.emit(self.path, name or None)

    def _show_value(self) -> None:
        label = next((choice.label for choice in self._choices if choice.name == self._value), self._value)
        self._line.setText(label)
        self._line.setModified(False)


def fits(text: str, choice: ChoiceState) -> bool:
    """Say whether what is typed means this choice: code, label, pinyin or initials."""
    return choice.name.startswith(text) or matches(text, choice.label)
