"""Visits: knocking at a door begins one, leaving closes it, one key records one whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forms.pack import Pack
from forms.rows import Value as Answer
from forms.rows import instance_from_rows
from survey_app.records import is_complete, kept_rows
from survey_app.visiting import comes_again, next_visit
from survey_app.workspace import Workspace
from sync.edit import Edit

SITTING = timedelta(hours=3)
"""Several households opened at one door within this time are one visit."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A visit in progress."""

    visit_id: str
    door_id: str
    began: str
    attempt: int

    def as_plain(self) -> dict[str, Any]:
        return {"visit": self.visit_id, "door": self.door_id, "began": self.began, "attempt": self.attempt}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any] | None) -> Sitting | None:
        return cls(plain["visit"], plain["door"], plain["began"], plain["attempt"]) if plain else None

    def outcome(self, workspace: Workspace, record_id: str, complete: bool) -> str:
        """Return complete or partly: of all the households at the door, the one being left among them."""
        visits = pack_of(workspace).visits
        return visits.complete if complete and _others_complete(workspace, self.door_id, record_id) else visits.partly


@dataclass(frozen=True, slots=True)
class ClosedVisit:
    """The visit as it is to be saved."""

    edit: Edit
    outcome: str
    next_visit: datetime | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as it was recorded."""

    record_id: str
    door_id: str
    outcome: str
    at: datetime
    attempt: int
    next_visit: datetime | None


def sitting_at(workspace: Workspace, door_id: str) -> Sitting | None:
    """Begin a visit at a door, or go on with the one that is in progress there; None where nobody visits."""
    pack = workspace.pack
    if pack is None or not pack.roles.visit or not door_id:
        return None
    door = workspace.store.record(door_id)
    if door is None or door.dataset != pack.roles.place:
        return None
    now, earlier = workspace.now(), visits_of(workspace, door_id)
    for row in reversed(earlier):
        began = moment(row.get(pack.visits.at))
        if began and row.get("created_by") == workspace.staff.number and timedelta() <= now - began < SITTING:
            return Sitting(str(row["record_id"]), door_id, str(row[pack.visits.at]), _attempt(pack, row, len(earlier)))
    return Sitting(workspace.new_id(), door_id, stamp(now), len(earlier) + 1)


def close_visit(
    workspace: Workspace,
    sitting: Sitting,
    outcome: str,
    next_at: datetime | None = None,
    respondent: str = "",
    more: Mapping[str, str] | None = None,
) -> ClosedVisit:
    """Return the edit that closes a visit: its outcome, and when to come again where something is left."""
    pack = pack_of(workspace)
    visits = pack.visits
    began = moment(sitting.began) or workspace.now()
    proposed = next_at
    if proposed is None and comes_again(visits, outcome):
        others = [row for row in visits_of(workspace, sitting.door_id) if row["record_id"] != sitting.visit_id]
        earlier = [at for row in others if (at := moment(row.get(visits.at)))]
        proposed = next_visit([*earlier, began], visits.rule)
    values: dict[str, Answer] = {
        visits.outcome: outcome,
        visits.at: sitting.began,
        visits.attempt: sitting.attempt,
        visits.respondent: respondent,
        visits.next: stamp(proposed) if proposed else None,
        **(more or {}),
    }
    return ClosedVisit(_edit(workspace, sitting, values), outcome, proposed)


def record_outcome(
    workspace: Workspace,
    door_id: str,
    outcome: str,
    *,
    next_at: datetime | None = None,
    at: datetime | None = None,
    more: Mapping[str, str] | None = None,
) -> Visit:
    """Record a whole visit with one outcome: the time, the attempt counted, the next one proposed by the rule.

    `more` are further fields of the visit (`refuse_reason`, `moved_to` …). The way back is `doors.remove_records`.
    """
    began = at or workspace.now()
    attempt = len(visits_of(workspace, door_id)) + 1
    sitting = Sitting(workspace.new_id(), door_id, stamp(began), attempt)
    closed = close_visit(workspace, sitting, outcome, next_at, more=more)
    workspace.save([closed.edit])
    return Visit(sitting.visit_id, door_id, outcome, began, attempt, closed.next_visit)


def change_next_visit(workspace: Workspace, visit_id: str, at: datetime) -> None:
    """Write another appointment into a visit."""
    pack = pack_of(workspace)
    workspace.change(visit_id, pack.roles.visit, {pack.visits.next: stamp(at)})


def visits_of(workspace: Workspace, door_id: str) -> list[dict[str, Any]]:
    """Return the visits of a door, the oldest first, as rows of the visit dataset."""
    pack = pack_of(workspace)
    rows = workspace.rows(pack.roles.visit, parent=door_id)
    return sorted(rows, key=lambda row: str(row.get(pack.visits.at) or ""))


def proposed_next(workspace: Workspace, door_id: str) -> datetime:
    """Return when the attempt rule would knock again, if nobody is home now."""
    visits = pack_of(workspace).visits
    earlier = [at for row in visits_of(workspace, door_id) if (at := moment(row.get(visits.at)))]
    return next_visit([*earlier, workspace.now()], visits.rule)


def stamp(at: datetime) -> str:
    """Return a time as XForms writes it: `2003-06-12T18:30:00.000+08:00`."""
    return at.isoformat(timespec="milliseconds")


def moment(text: object) -> datetime | None:
    """Return the time that a field holds, None where it holds none."""
    if not isinstance(text, str) or not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def pack_of(workspace: Workspace) -> Pack:
    assert workspace.pack is not None, "a lone form has no doors"
    return workspace.pack


def _edit(workspace: Workspace, sitting: Sitting, values: Mapping[str, Answer]) -> Edit:
    dataset = pack_of(workspace).roles.visit
    record = workspace.store.record(sitting.visit_id)
    if record is None:
        return workspace.new_edit(dataset, values, parent=sitting.door_id, record_id=sitting.visit_id)
    touched = {name: value for name, value in values.items() if name and record.kept.get(name) != value}
    return Edit(sitting.visit_id, dataset, touched, workspace.store.seen(sitting.visit_id))


def _others_complete(workspace: Workspace, door_id: str, record_id: str) -> bool:
    pack = pack_of(workspace)
    form = workspace.forms.get(pack.interview.form)
    if form is None or not pack.roles.household:
        return True
    for household in workspace.store.children(door_id, pack.roles.household):
        if household.id != record_id:
            rows, _ = kept_rows(workspace, form, household.id)
            if rows and not is_complete(instance_from_rows(form, rows, workspace.environment())):
                return False
    return True


def _attempt(pack: Pack, row: Mapping[str, Any], otherwise: int) -> int:
    counted = row.get(pack.visits.attempt)
    return counted if isinstance(counted, int) else otherwise
