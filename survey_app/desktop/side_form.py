"""A small form in the side panel: labelled fields, Enter to the next one, one filled button, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


class SideForm(QFrame):
    """Inherit and add rows; `changed` after every key, `accepted` on the button or Enter in the last field."""

    changed = Signal()
    accepted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fields: list[QLineEdit] = []
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.explanation = QLabel(self)
        self.explanation.setProperty("role", "quiet")
        self.explanation.setWordWrap(True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.result.setProperty("role", "quiet")
        self.accept_button = QPushButton(self)
        self.accept_button.setProperty("kind", "primary")
        self.leave_button = QPushButton(self)
        inner = QWidget(self)
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(12)
        self.column.addWidget(self.title)
        self.column.addWidget(self.explanation)
        self.column.addLayout(self.grid)
        self.column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        told = QVBoxLayout()
        told.setContentsMargins(16, 8, 16, 0)
        told.addWidget(self.result)
        buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons = buttons
        buttons.setContentsMargins(16, 8, 16, 16)
        buttons.setSpacing(8)
        buttons.addWidget(self.accept_button, 2)
        buttons.addWidget(self.leave_button, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        # Below what scrolls: why the button cannot be pressed is seen beside the button.
        outer.addLayout(told)
        outer.addLayout(buttons)
        self.accept_button.clicked.connect(self.accepted)
        self.leave_button.clicked.connect(self.left)

    def add_row(self, label: str, *fields: QWidget) -> None:
        row = self.grid.rowCount()
        text = QLabel(label, self)
        text.setWordWrap(True)
        self.grid.addWidget(text, row, 0)
        line = QHBoxLayout()
        line.setSpacing(8)
        for field in fields:
            line.addWidget(field, 1 if not isinstance(field, QLabel) else 0)
        self.grid.addLayout(line, row, 1)
        if isinstance(fields[0], QLineEdit):
            text.setBuddy(fields[0])
        for field in fields:
            if isinstance(field, QLineEdit):
                field.setAccessibleName(label)

    def text_field(self, value: str = "", digits_only: bool = False) -> QLineEdit:
        field = QLineEdit(value, self)
        field.setMinimumWidth(40)
        if digits_only:
            # The input method stays off in number fields; full-width digits would be no number.
            field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        field.textEdited.connect(self._tell_change)
        field.returnPressed.connect(self._next_field)
        self._fields.append(field)
        return field

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._place_buttons()
        return done

    def _place_buttons(self) -> None:
        """Side by side, or one above the other where the words are longer than the panel is wide."""
        margins = self._buttons.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._buttons.spacing()
        least = self.accept_button.sizeHint().width() + self.leave_button.sizeHint().width()
        direction = QBoxLayout.Direction.LeftToRight if least <= room else QBoxLayout.Direction.TopToBottom
        if self._buttons.direction() != direction:
            self._buttons.setDirection(direction)

    def begin(self) -> None:
        """Put the cursor where typing starts."""
        if self._fields:
            self._fields[0].setFocus()
            self._fields[0].selectAll()

    def _next_field(self) -> None:
        shown = [field for field in self._fields if not field.isHidden()]
        place = shown.index(self.sender()) if self.sender() in shown else -1  # type: ignore[arg-type]
        if place + 1 < len(shown):
            shown[place + 1].setFocus()
            shown[place + 1].selectAll()
        elif self.accept_button.isEnabled():
            self.accepted.emit()

    def _tell_change(self) -> None:
        self.changed.emit()


def number_of(field: QLineEdit) -> int | None:
    """The whole number typed, None where it is none; minus stands for cellars."""
    text = field.text().strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) <= 4 else None
