"""The laptops of an office: who works with each, when its last file came; shutting one out that is lost or stolen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from survey_app.enrolment import enrolled, staff_name
from survey_app.workspace import Workspace
from sync.commit import Commit
from sync.edit import Author
from sync.errors import NothingToUndo
from sync.exchange import only_offices
from sync.replica import Batch
from sync.withdrawal import Withdrawal

SHORTEST = 4
"""Characters of a key that name it, if no other begins so."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """One computer that hands over here."""

    key: str
    name: str
    staff: str
    area: str
    enrolled_at: str = ""
    """When its start file was made here, "" where somebody else has set it up."""
    phone: str = ""
    last: str = ""
    """When the last file of it that was merged had been made, "" for none."""
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    why: str = ""

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_at)

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def laptops(workspace: Workspace) -> list[Laptop]:
    """Return every computer that this office has enrolled or has merged a file of, by community."""
    latest: dict[str, Batch] = {}
    for batch in workspace.store.batches():
        if batch.sender and batch.created >= (latest[batch.sender].created if batch.sender in latest else ""):
            latest[batch.sender] = batch
    withdrawn = {each.key: each for each in workspace.store.withdrawals()}
    ours = workspace.credentials.device.public
    found = {
        key: Laptop(key, batch.name, batch.staff, batch.area, last=batch.created)
        for key, batch in latest.items()
        if key != ours
    }
    for each in enrolled(workspace):
        last = latest[each.key].created if each.key in latest else ""
        found[each.key] = Laptop(each.key, each.name, each.staff, each.area, each.at, each.phone, last)
    return [_with(workspace, found[key], withdrawn) for key in sorted(found, key=lambda key: _order(found[key]))]


def withdraw(workspace: Workspace, key: str, why: str) -> list[Commit]:
    """Withdraw a laptop's certificate: what has come of it stands, whatever it signs from now on is put aside.

    It travels to every other computer with the files. Raises NotAllowed, NothingToUndo.
    """
    only_offices(workspace.role)
    laptop = laptop_named(workspace, key)
    if laptop.is_withdrawn:
        raise NothingToUndo(key)
    # Under the laptop's own area, so that it goes wherever that laptop's records go.
    return [workspace.store.withdraw(laptop.key, Author(workspace.staff.number, laptop.area), why)]


def reinstate(workspace: Workspace, key: str, why: str = "") -> list[Commit]:
    """Make a laptop's certificate good again: it was found. Raises NotAllowed, NothingToUndo."""
    only_offices(workspace.role)
    laptop = laptop_named(workspace, key)
    statements = [each for each in workspace.store.withdrawals() if each.key == laptop.key]
    if not statements:
        raise NothingToUndo(key)
    author = Author(workspace.staff.number, laptop.area)
    return [workspace.store.take_back([each.statement for each in statements], author, why)]


def laptop_named(workspace: Workspace, key: str) -> Laptop:
    """Return the laptop whose key begins so, or whose person has that staff number. Raises NothingToUndo."""
    every = laptops(workspace)
    found = [each for each in every if each.staff == key] or [each for each in every if each.key.startswith(key)]
    if len(found) != 1 or not key or (len(key) < SHORTEST and found[0].staff != key):
        raise NothingToUndo(key)
    return found[0]


def _with(workspace: Workspace, laptop: Laptop, withdrawn: Mapping[str, Withdrawal]) -> Laptop:
    told = withdrawn.get(laptop.key)
    if told is None:
        return laptop
    plain = {**asdict(laptop), "withdrawn_at": told.at, "withdrawn_by": staff_name(workspace, told.by)}
    return Laptop(**{**plain, "why": told.why})


def _order(laptop: Laptop) -> tuple[str, str, str]:
    return laptop.area, laptop.enrolled_at, laptop.key
