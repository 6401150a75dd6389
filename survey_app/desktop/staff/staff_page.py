"""Who works on this computer: colleagues with passwords of their own; for an office, forgotten passwords elsewhere."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from survey_app.desktop.page import Key, Page
from survey_app.desktop.side_form import SideForm
from survey_app.desktop.staff.answer_form import AnswerForm
from survey_app.desktop.staff.laptop_list import LaptopList
from survey_app.desktop.staff.secret_forms import ColleagueForm, PasswordForm
from survey_app.recovery import add_staff, answer_laptop, change_password, who_asks
from survey_app.workspace import Staff
from sync.errors import WrongPassword

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

REQUEST, ANSWER = ".request", ".answer"
WIDTH = 560


class StaffPage(Page):
    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None):
        super().__init__(workspace, shell, parent)
        self.people = QVBoxLayout()
        self.add_button = QPushButton(self.tr("Add a colleague"), self)
        self.change_button = QPushButton(self.tr("Change my password"), self)
        self.request_button = QPushButton(self.tr("A forgotten password …"), self)
        self.laptops = LaptopList(workspace, shell, self.body)
        self._sides = QStackedWidget(self)
        self._arrange()
        self.add_button.clicked.connect(self.open_colleague)
        self.change_button.clicked.connect(self.open_password)
        self.request_button.clicked.connect(self.choose_request)
        self.setAcceptDrops(self._may_answer)

    def _arrange(self) -> None:
        theme = self.shell.theme
        heading = QLabel(self.tr("Who works on this computer"), self)
        heading.setProperty("role", "title")
        words = QLabel(self.tr("Everyone has a password of their own. What somebody records carries their name."), self)
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(words)
        column.addLayout(self.people)
        column.addSpacing(8)
        for button in (self.add_button, self.change_button, self.request_button):
            button.setFixedWidth(theme.pixels(280))
            column.addWidget(button)
        self.add_button.setVisible(self.workspace.has_password)
        self.request_button.setVisible(self._may_answer)
        column.addSpacing(8)
        column.addWidget(self.laptops, 1)
        column.addStretch(0 if self._has_laptops else 1)
        inner = QWidget(self.body)
        inner.setLayout(column)
        inner.setFixedWidth(theme.pixels(WIDTH))
        row = QHBoxLayout(self.body)
        row.setContentsMargins(24, 24, 24, 24)
        row.addWidget(inner, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self.set_side(self._sides)
        self.show_side(False)

    # Its forms, each made when it is first wanted

    @cached_property
    def colleague(self) -> ColleagueForm:
        return self._placed(ColleagueForm(), self._add)

    @cached_property
    def password(self) -> PasswordForm:
        return self._placed(PasswordForm(self.workspace.has_password), self._change)

    @cached_property
    def answer(self) -> AnswerForm:
        return self._placed(AnswerForm(), self._choose_answer)

    def _placed(self, form: Any, accept: Any) -> Any:
        form.accepted.connect(accept)
        form.left.connect(self.step_back)
        self._sides.addWidget(form)
        return form

    # What the window asks

    def title(self) -> str:
        return self.tr("Staff")

    def keys(self) -> list[Key]:
        return [Key("Esc", self.tr("leave"))]

    def help(self) -> str:
        return self.tr(
            "Add a colleague, change your password: by the button with the person in the top bar. "
            "Whoever forgot a password brings a request file to the office."
        )

    def on_show(self, **spot: Any) -> None:
        self._show_people()
        self._show_laptops()
        self.change_button.setFocus()
        if request := spot.get("request"):
            self.read_request(Path(request))

    def step_back(self) -> bool:
        if self.laptops.step_back():
            return True
        was_open = self._form is not None
        self._close()
        return was_open

    # Colleagues and passwords

    def open_colleague(self) -> None:
        self._open(self.colleague)

    def open_password(self) -> None:
        self._open(self.password)

    def _add(self) -> None:
        form = self.colleague
        staff = Staff(form.number.text().strip(), form.person.text().strip(), self.workspace.staff.role)
        if any(each.number == staff.number for each in self.workspace.settings.staff):
            form.refuse(self.tr("{number} works here already.").format(number=staff.number))
            return
        try:
            add_staff(self.workspace, form.own.text(), staff, form.password.text())
        except WrongPassword as error:
            form.refuse(self.shell.explained(error))
            return
        self._done(self.tr("{name} can work here from now on, with a password of their own").format(name=staff.name))

    def _change(self) -> None:
        form = self.password
        try:
            change_password(self.workspace, form.old.text(), form.password.text())
        except WrongPassword as error:
            form.refuse(self.shell.explained(error))
            return
        self.add_button.setVisible(True)
        self._done(self.tr("Your password has been changed"))

    # A forgotten password elsewhere

    @property
    def _may_answer(self) -> bool:
        return self.workspace.credentials.recovery is not None

    def choose_request(self) -> None:
        title, kinds = self.tr("Somebody forgot a password"), self.tr("Requests (*.request)")
        path, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self.read_request(Path(path))

    def read_request(self, request: Path) -> None:
        """Say who asks; nothing is answered yet."""
        try:
            asking = who_asks(self.workspace, request)
        except self.shell.refusals as error:
            self.shell.refuse(error)
            return
        self.shell.calm()
        self.answer.show_request(request, asking)
        self._open(self.answer)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().endswith(REQUEST) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        self.read_request(next(path for path in paths if path.suffix == REQUEST))

    def _choose_answer(self) -> None:
        request = self.answer.request
        assert request is not None
        title, kinds = self.tr("Write the answer …"), self.tr("Answers (*.answer)")
        path, _ = QFileDialog.getSaveFileName(self, title, str(request.with_suffix(ANSWER)), kinds)
        if path:
            self.write_answer(Path(path).with_suffix(ANSWER))

    def write_answer(self, to: Path) -> None:
        assert self.answer.request is not None
        try:
            answer_laptop(self.workspace, self.answer.request, to)
        except self.shell.refusals as error:
            self.shell.refuse(error)
            return
        self._done(self.tr("Written: {file}. Take it back to the computer that asked.").format(file=to.name))

    # Laptops

    @property
    def _has_laptops(self) -> bool:
        return self.workspace.role.is_office and self.workspace.pack is not None

    def _show_laptops(self) -> None:
        if self._has_laptops:
            self.laptops.refresh()
        else:
            self.laptops.hide()

    # Small things

    @property
    def _form(self) -> SideForm | None:
        side = self._sides.currentWidget()
        return side if isinstance(side, SideForm) and self._sides.isVisible() else None

    def _open(self, form: SideForm) -> None:
        self._sides.setCurrentWidget(form)
        self.show_side(True)
        if self.side_is_drawer and not self._sides.isVisible():
            self.toggle_drawer()
        form.begin()

    def _close(self) -> None:
        self.close_drawer()
        self.show_side(False)
        self.change_button.setFocus()

    def _done(self, words: str) -> None:
        self._close()
        self._show_people()
        self.shell.tell(words)

    def _show_people(self) -> None:
        while item := self.people.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for staff in self.workspace.settings.staff:
            parts = [staff.name or staff.number, staff.number if staff.name else ""]
            if staff.number == self.workspace.staff.number:
                parts.append(self.tr("it is you"))
            self.people.addWidget(QLabel("    ".join(part for part in parts if part), self))
