"""A street office and two laptops of one community that both know the same household."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from four_levels import COMMUNITY, STREET, record

from forms.pack import REEMPLOYMENT_4050
from survey_app.answering import write_back
from survey_app.enrolment import enrol
from survey_app.hand_over import hand_over
from survey_app.merge_desk import judged, merge
from survey_app.returns import take_return
from survey_app.workspace import Staff, Workspace, create_from_start, create_workspace, open_workspace
from sync.exchange import Applied

Clock = Callable[[], datetime]


class Street:
    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.opened: list[Workspace] = []
        clerk = Staff("S-01", "陈静", "street")
        self.office = self._kept(create_workspace(folder / "office", REEMPLOYMENT_4050, STREET, clerk, None, clock))
        self.li = self.laptop("李敏")
        self.household = record(self.li, "101", seed=1)
        self.carry(self.li, "first")
        self.zhao = self.laptop("赵红")

    def laptop(self, name: str, clock: Clock | None = None) -> Workspace:
        start = self.folder / f"{name}.start"
        enrol(self.office, COMMUNITY, Staff(f"A-{name}", name), start, locked=False)
        return self._kept(create_from_start(self.folder / name, start, None, clock or self.clock))

    def copy_of(self, laptop: Workspace, name: str) -> Workspace:
        """Copy the folder of a laptop as it stands, as somebody does who buys a second one."""
        return self._kept(open_workspace(shutil.copytree(laptop.folder, self.folder / name), None, self.clock))

    def file(self, laptop: Workspace, name: str) -> Path:
        return hand_over(laptop, self.folder / f"{name}.bundle").path

    def carry(self, laptop: Workspace, name: str) -> Applied:
        return self.take(self.file(laptop, name))

    def take(self, file: Path) -> Applied:
        (applied,) = merge(self.office, judged(self.office, [file]))
        return applied

    def home(self, laptop: Workspace, name: str) -> None:
        """The stick comes home with what the office has written on it."""
        (back,) = write_back(self.office, judged(self.office, [self.file(laptop, name)]), self.folder)
        take_return(laptop, back)

    def person(self, workspace: Workspace | None = None) -> str:
        rows = (workspace or self.office).store.rows("person", order=["record_id"])
        return next(str(row["record_id"]) for row in rows if row["id_no"] and row["mobile"])

    def answer(self, name: str, workspace: Workspace | None = None) -> object:
        found = (workspace or self.office).store.record(self.person())
        return found.values[name] if found else None

    def close(self) -> None:
        for each in self.opened:
            each.close()

    def _kept(self, workspace: Workspace) -> Workspace:
        self.opened.append(workspace)
        return workspace
