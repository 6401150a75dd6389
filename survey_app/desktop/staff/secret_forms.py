"""The two forms with passwords in them: a colleague's first, one's own next."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from survey_app.desktop.side_form import SideForm


class SecretForm(SideForm):
    """A new password is typed twice; the button waits until everything is there."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.leave_button.setText(self.tr("Esc  Leave"))
        self.changed.connect(self._judge)

    def secret_field(self) -> QLineEdit:
        field = self.text_field()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def begin(self) -> None:
        for field in self.findChildren(QLineEdit):
            field.clear()
        self._judge()
        super().begin()

    def refuse(self, text: str) -> None:
        """Say why it was not taken; what was typed stays."""
        self.result.setText(text)

    def wanted(self) -> list[QLineEdit]:
        """What must be filled in."""
        raise NotImplementedError

    def twice(self) -> tuple[QLineEdit, QLineEdit]:
        raise NotImplementedError

    def _judge(self) -> None:
        first, second = self.twice()
        differ = bool(second.text()) and not first.text().startswith(second.text())
        self.result.setText(self.tr("The two passwords differ.") if differ else "")
        filled = all(field.text().strip() for field in self.wanted())
        self.accept_button.setEnabled(filled and first.text() == second.text())


class ColleagueForm(SecretForm):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.person = self.text_field()
        self.number = self.text_field()
        self.password, self.again = self.secret_field(), self.secret_field()
        self.own = self.secret_field()
        self.title.setText(self.tr("Add a colleague"))
        self.explanation.setText(self.tr("They choose a password and type it here; yours says that you agree."))
        self.add_row(self.tr("Name"), self.person)
        self.add_row(self.tr("Staff number"), self.number)
        self.add_row(self.tr("Their password"), self.password)
        self.add_row(self.tr("The same again"), self.again)
        self.add_row(self.tr("My own password"), self.own)
        self.accept_button.setText(self.tr("Add"))

    def wanted(self) -> list[QLineEdit]:
        return [self.person, self.number, self.password, self.own]

    def twice(self) -> tuple[QLineEdit, QLineEdit]:
        return self.password, self.again


class PasswordForm(SecretForm):
    def __init__(self, has_password: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self._has_password = has_password
        self.old = self.secret_field()
        self.password, self.again = self.secret_field(), self.secret_field()
        self.title.setText(self.tr("Change my password"))
        here = self.tr("The records stay as they are; only the way in changes.")
        none = self.tr("This computer has no password yet. Choose one here.")
        self.explanation.setText(here if has_password else none)
        if has_password:
            self.add_row(self.tr("The password now"), self.old)
        else:
            self.old.hide()
        self.add_row(self.tr("New password"), self.password)
        self.add_row(self.tr("The same again"), self.again)
        self.accept_button.setText(self.tr("Change"))

    def wanted(self) -> list[QLineEdit]:
        return [self.old, self.password] if self._has_password else [self.password]

    def twice(self) -> tuple[QLineEdit, QLineEdit]:
        return self.password, self.again
