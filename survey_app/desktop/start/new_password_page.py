"""A new password, twice; with the code of a slip or the lines of a recovery sheet where they are needed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from survey_app.desktop.start.centred import Centred
from survey_app.desktop.theme import Theme


class NewPasswordPage(Centred):
    accepted = Signal(str, str)
    """Password and code; the code is "" where none was asked for."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        code_label: str = "",
        lines_label: str = "",
        parent: QWidget | None = None,
    ):
        super().__init__(theme, 460, parent)
        self.name.setText(title)
        self.text = QLabel(text, self)
        self.text.setWordWrap(True)
        self.code = QLineEdit(self)
        self.code.setPlaceholderText(code_label)
        self.code.setAccessibleName(code_label)
        self.lines = QPlainTextEdit(self)
        self.lines.setPlaceholderText(lines_label)
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(theme.pixels(132))
        self.password = self._secret(self.tr("New password"))
        self.again = self._secret(self.tr("The same again"))
        self.accept_button = QPushButton(self.tr("Continue"), self)
        self.accept_button.setProperty("kind", "primary")
        self.leave_button = QPushButton(self.tr("Esc  Back"), self)
        for widget in (self.text, self.code, self.lines, self.password, self.again):
            self.column.addWidget(widget)
        self.add_trouble()
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept_button, 2)
        buttons.addWidget(self.leave_button, 1)
        self.column.addLayout(buttons)
        self._asks_code = bool(code_label)
        self.code.setVisible(self._asks_code)
        self.lines.setVisible(bool(lines_label))
        self._connect()
        self.setFocusProxy(self.code if self._asks_code else self.lines if lines_label else self.password)

    def _connect(self) -> None:
        self.code.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._accept)
        self.accept_button.clicked.connect(self._accept)
        self.leave_button.clicked.connect(self.left)

    def say_trouble(self, text: str) -> None:
        super().say_trouble(text)
        self.accept_button.setEnabled(True)

    def _secret(self, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        return field

    def _accept(self) -> None:
        if not self.accept_button.isEnabled():
            return
        if not self.password.text():
            self.say_trouble(self.tr("A password is needed: without one, a lost laptop would lose its secrets too."))
        elif self.password.text() != self.again.text():
            self.say_trouble(self.tr("The two passwords differ. Please type the second one again."))
            self.again.setFocus()
            self.again.selectAll()
        elif self._asks_code and not self.code.text().strip():
            self.say_trouble(self.tr("The code on the slip is still missing."))
            self.code.setFocus()
        else:
            self.accept_button.setEnabled(False)
            self.accepted.emit(self.password.text(), self.code.text().strip())
