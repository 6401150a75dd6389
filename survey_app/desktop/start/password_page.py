"""The password before the data, at the start and after Ctrl+L."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from survey_app.desktop.icons import icon
from survey_app.desktop.start.centred import Centred
from survey_app.desktop.theme import Theme


class PasswordPage(Centred):
    entered = Signal(str)
    forgotten = Signal()
    elsewhere = Signal()
    """Another workspace, or a new one."""

    def __init__(
        self,
        theme: Theme,
        whose: str,
        people: Sequence[tuple[str, str]] = (),
        user: str = "",
        parent: QWidget | None = None,
    ):
        """`people` are (staff number, name) of all who may open it; who is asked only where there are several."""
        super().__init__(theme, 460, parent)
        self.who = QLabel(self)
        self.who.setProperty("role", "quiet")
        self.person = QComboBox(self)
        for asked in (self.who, self.person):
            asked.setVisible(len(people) > 1)
        for number, name in people:
            self.person.addItem(name or number, number)
        self.person.setCurrentIndex(max(0, self.person.findData(user)))
        self.whose = QLabel(whose, self)
        self.whose.setProperty("role", "heading")
        self.whose.setWordWrap(True)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_button = QPushButton(self)
        self.open_button = QPushButton(self)
        self.open_button.setProperty("kind", "primary")
        self.forgot_button = QPushButton(self)
        self.other_button = QPushButton(self)
        self._arrange()
        self._say()
        self._connect()
        self.setFocusProxy(self.password)

    def _arrange(self) -> None:
        for button in (self.forgot_button, self.other_button):
            button.setProperty("kind", "link")
        self.show_button.setProperty("kind", "quiet")
        self.show_button.setCheckable(True)
        self.show_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self.whose)
        self.column.addWidget(self.who)
        self.column.addWidget(self.person)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.password, 1)
        line.addWidget(self.show_button)
        self.column.addLayout(line)
        self.add_trouble()
        self.column.addWidget(self.open_button)
        below = QHBoxLayout()
        below.addWidget(self.forgot_button)
        below.addStretch(1)
        below.addWidget(self.other_button)
        self.column.addSpacing(8)
        self.column.addLayout(below)

    def _say(self) -> None:
        self.name.setText(self.tr("survey-app"))
        self.who.setText(self.tr("Who are you?"))
        self.person.setAccessibleName(self.tr("Who are you?"))
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.show_button.setText(self.tr("Show"))
        self.show_button.setIcon(icon("key", self.theme.tokens.quiet, 18))
        self.open_button.setText(self.tr("Open"))
        self.forgot_button.setText(self.tr("F4  Forgot the password"))
        self.other_button.setText(self.tr("Another workspace"))

    @property
    def user(self) -> str:
        """Staff number of who says to be here; "" where nobody need say it."""
        return self.person.currentData() if self.person.count() > 1 else ""

    def _connect(self) -> None:
        self.person.activated.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._enter)
        self.open_button.clicked.connect(self._enter)
        self.show_button.toggled.connect(self._show_password)
        self.forgot_button.clicked.connect(self.forgotten)
        self.other_button.clicked.connect(self.elsewhere)
        QShortcut(QKeySequence("F4"), self).activated.connect(self.forgotten)

    def say_trouble(self, text: str) -> None:
        super().say_trouble(text)
        self.set_busy(False)
        if text:
            self.password.setFocus()
            self.password.selectAll()

    def set_busy(self, busy: bool) -> None:
        """Opening takes a moment: the password is stretched on purpose."""
        self.open_button.setEnabled(not busy)
        self.open_button.setText(self.tr("Opening …") if busy else self.tr("Open"))
        self.password.setReadOnly(busy)

    def _enter(self) -> None:
        if self.open_button.isEnabled():
            self.set_busy(True)
            self.entered.emit(self.password.text())

    def _show_password(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
