"""The laptops of an office on the staff page: who works with each; one that is lost is shut out here, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from survey_app.decisions import Decision
from survey_app.desktop.lines_of_an_item import LinesOfAnItem
from survey_app.desktop.why_bar import WhyBar
from survey_app.laptops import Laptop, laptops, reinstate, withdraw
from survey_app.why import Act, ready_reasons

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace

LAPTOP = Qt.ItemDataRole.UserRole


class LaptopList(QWidget):
    changed = Signal()

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        heading = QLabel(self.tr("Laptops that hand over here"), self)
        heading.setProperty("role", "heading")
        self.list = QListWidget(self)
        LinesOfAnItem(shell.theme, self.list)
        self.act_button = QPushButton(self)
        self.why = WhyBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.act_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.why)
        self.list.currentItemChanged.connect(self._show_act)
        self.act_button.clicked.connect(self.ask)
        self.why.said.connect(self._act)
        self.why.left.connect(self.list.setFocus)

    def refresh(self) -> None:
        place = self.list.currentRow()
        self.list.clear()
        for laptop in laptops(self._workspace):
            item = QListWidgetItem(self._words(laptop))
            item.setData(LAPTOP, laptop)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(place, 0), self.list.count() - 1))
        self.setVisible(self.list.count() > 0)
        self._show_act()

    def laptop(self) -> Laptop | None:
        item = self.list.currentItem()
        return item.data(LAPTOP) if item else None

    def ask(self) -> None:
        """Why is it shut out, or let back?"""
        laptop = self.laptop()
        if laptop is None or self._workspace.read_only:
            return
        name = laptop.name or laptop.staff
        if laptop.is_withdrawn:
            asked, act = self.tr("Let the laptop of %1 back: why?").replace("%1", name), Act.REINSTATE
        else:
            act = Act.WITHDRAW
            asked = self.tr(
                "Shut out the laptop of %1: what has come of it stands, what it signs from now on is put aside. Why?"
            ).replace("%1", name)
        self.why.ask(asked, ready_reasons(act, self._shell.language))

    def step_back(self) -> bool:
        """Esc: the reasons are put away, nothing is done. True where they were shown."""
        was_asked = not self.why.isHidden()
        self.why.close_up()
        return was_asked

    def _act(self, why: str) -> None:
        laptop = self.laptop()
        if laptop is None:
            return
        commits = (reinstate if laptop.is_withdrawn else withdraw)(self._workspace, laptop.key, why)
        told = self.tr("Let back: %1") if laptop.is_withdrawn else self.tr("Shut out: %1")
        decision = Decision(self._workspace, commits)
        told = told.replace("%1", laptop.name or laptop.staff)
        self._shell.did(told, lambda: self._again(decision.take_back), lambda: self._again(decision.make_again))
        self._shell.note_saved(self._shell.now())
        self.refresh()
        self.list.setFocus()
        self.changed.emit()

    def _again(self, act: object) -> None:
        if callable(act):
            act()
        self.refresh()

    def _words(self, laptop: Laptop) -> str:
        area = self._workspace.area_name(self._shell.language, laptop.area) or laptop.area
        last = self.tr("last file %1").replace("%1", _day(laptop.last)) if laptop.last else self.tr("no file yet")
        lines = [f"{laptop.name or laptop.staff}   {area}", "   ".join(part for part in (last, laptop.phone) if part)]
        if laptop.is_withdrawn:
            shut = self.tr("shut out %1 by %2: %3").replace("%1", _day(laptop.withdrawn_at))
            lines.append(shut.replace("%2", laptop.withdrawn_by).replace("%3", laptop.why))
        return "\n".join(lines)

    def _show_act(self) -> None:
        laptop = self.laptop()
        self.act_button.setVisible(laptop is not None and not self._workspace.read_only)
        let_back = laptop is not None and laptop.is_withdrawn
        self.act_button.setText(self.tr("Let it back …") if let_back else self.tr("Lost or stolen: shut it out …"))


def _day(moment: str) -> str:
    return moment[:16].replace("T", " ")
