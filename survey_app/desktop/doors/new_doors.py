"""Doors that are made: by the building, or one by one; each way has its form at the side."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from survey_app.acts import Act
from survey_app.desktop.doors.door_book import DoorBook, Written
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.side_form import SideForm
from survey_app.doors import Door

if TYPE_CHECKING:
    from survey_app.desktop.doors.add_panel import AddPanel
    from survey_app.desktop.doors.generator_panel import GeneratorPanel

Form = TypeVar("Form", bound=SideForm)


class NewDoors(QObject):
    """The two forms, each made when it is first opened: most days nobody makes a door."""

    opened = Signal()
    left = Signal()
    planned = Signal(object)
    """A DoorPlan: what would be made by the building, to be shown before it is."""
    made = Signal(object)
    """What was Written."""

    def __init__(self, book: DoorBook, shell: Shell, sides: QStackedWidget):
        super().__init__(sides)
        self._book, self._shell, self._sides = book, shell, sides

    @cached_property
    def generator(self) -> GeneratorPanel:
        # Imported here, like the other: the doors are painted without.
        from survey_app.desktop.doors.generator_panel import GeneratorPanel

        panel = GeneratorPanel()
        panel.changed.connect(self._tell_plan)
        panel.accepted.connect(self._generate)
        return self._placed(panel)

    @cached_property
    def adder(self) -> AddPanel:
        from survey_app.desktop.doors.add_panel import AddPanel

        panel = AddPanel()
        panel.accepted.connect(self._add)
        return self._placed(panel)

    @property
    def form(self) -> SideForm | None:
        """The form that is open."""
        side = self._sides.currentWidget()
        return side if isinstance(side, SideForm) else None

    def generate(self, last: Door | None, building: int) -> None:
        """Open the form for whole buildings; `last` is a door to take the street from, `building` the next number."""
        place = (last.road, last.road_no, last.estate) if last else ("", "", "")
        self.generator.prefill(*place, building)
        self._open(self.generator)
        self._tell_plan()

    def add(self, last: Door | None) -> None:
        if last is not None:
            self.adder.prefill(last.road, last.road_no, last.estate, last.building, last.unit, last.row)
        self._open(self.adder)

    def remember(self, written: Written, door: str) -> None:
        """Say what was made and how it is taken back; `door` is what the only one is called."""
        facts = {"door": door} if len(written.doors) == 1 and door else {"count": str(len(written.doors))}
        act = Act("act.door" if "door" in facts else "act.doors", facts, written.undo, written.redo)
        self._shell.remember(act)

    def _placed(self, panel: Form) -> Form:
        panel.left.connect(self.left)
        self._sides.addWidget(panel)
        return panel

    def _open(self, form: SideForm) -> None:
        self._sides.setCurrentWidget(form)
        self.opened.emit()
        form.begin()

    def _tell_plan(self) -> None:
        if (plan := self.generator.plan) is not None:
            self.planned.emit(plan)

    def _generate(self) -> None:
        plan = self.generator.plan
        if plan is not None and self.generator.accept_button.isEnabled():
            self._write(lambda: self._book.generate(plan))

    def _add(self) -> None:
        self._write(lambda: self._book.add(self.adder.values))

    def _write(self, write: Callable[[], Written]) -> None:
        try:
            written = write()
        except self._shell.refusals as error:
            self._shell.refuse(error)
            return
        self._shell.note_saved(self._shell.now())
        self.made.emit(written)
