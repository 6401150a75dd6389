"""What waits for a person: doors to visit again, interviews to go on with, disagreements, what was put aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from survey_app import quarantine
from survey_app.doors import Door, doors
from survey_app.drafts import resumable
from survey_app.interviews import Interview
from survey_app.laptop_copies import alarms, note_seen
from survey_app.open_conflicts import field_label, open_conflicts, record_title
from survey_app.records import place_of, plate_of, root_of
from survey_app.refused_cells import refusal_in_words
from survey_app.register_listing import DUE
from survey_app.registers import RegisterList, registers_of
from survey_app.sent_back import seen_to, send_back, sent_back
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.commit import PERHAPS, STATE
from sync.effect import Counts
from sync.marks import ANOTHER, TOLD, other_of
from sync.replica import Batch


class Kind(StrEnum):
    """Why something waits, in the order in which it is shown."""

    OPEN = "open"  # an interview that was not closed
    RETURNED = "returned"  # the office asks to look at it again
    UNFINISHED = "unfinished"  # handed over while it stood open, and not gone on with since
    OVERDUE = "overdue"
    TODAY = "today"
    REGISTER = "register"  # a register has something that is due
    CONFLICT = "conflict"
    PERHAPS = "perhaps"  # an assistant says: this may be somebody who is here already
    REFUSED = "refused"  # a cell, row or column of a workbook that was not taken
    COPIED = "copied"  # a laptop exists twice, or has fallen back
    WITHHELD = "withheld"  # put aside when it came: not rightly signed, or from another place
    CONTESTED = "contested"  # deleted by somebody who did not know what others had written
    UNPLACED = "unplaced"  # its household is deleted or has not arrived
    UNFIT = "unfit"  # a value that does not fit its question
    ASKED = "asked"  # sent back; it waits for its assistant


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, and where it is done."""

    kind: Kind
    what: str
    """Whom or what it is about."""
    detail: str = ""
    when: str = ""
    """ISO 8601, "" where time says nothing."""
    place: str = ""
    """The page to open."""
    spot: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    """What the act on it takes: of what was put aside, of refusals; or a record and a field of it."""


def tasks(workspace: Workspace, language: str) -> list[Task]:
    """Return everything that waits for whoever sits here, the most urgent kind first."""
    found = [
        *_open_interviews(workspace, language),
        *_doors_due(workspace),
        *_registers_due(workspace, language),
        *_conflicts(workspace, language),
        *_sent_back(workspace, language),
        *_copied(workspace, language),
    ]
    if workspace.role.is_office:
        found += [
            *_perhaps_same(workspace, language),
            *_refused(workspace, language),
            *_put_aside(workspace, language),
            *_odd_records(workspace, language),
        ]
    else:
        found += _unfinished(workspace, language)
    order = list(Kind)
    return sorted(found, key=lambda task: order.index(task.kind))


def let_in(workspace: Workspace, task: Task, why: str) -> tuple[Batch, Counts]:
    """Apply what was put aside after all, as a batch that can be taken back. Raises NotAllowed, NotReleasable."""
    batch, effect = quarantine.let_in(workspace, task.keys, why)
    return batch, effect.counts


def deal_with(workspace: Workspace, task: Task, why: str = "") -> None:
    """Say that it is done: it leaves the list and stays in the log. What is put aside needs a reason."""
    match task.kind:
        case Kind.RETURNED | Kind.ASKED:
            seen_to(workspace, *task.keys[:2])
        case Kind.PERHAPS:
            record, dataset, field = task.keys
            workspace.change(record, dataset, {field: ANOTHER})
        case Kind.REFUSED:
            workspace.store.deal_with(task.keys, workspace.staff.name or workspace.staff.number)
        case Kind.COPIED:
            note_seen(workspace, task.keys[0], True)
        case Kind.WITHHELD:
            quarantine.keep_out(workspace, task.keys, why)
        case _:
            raise ValueError(task.kind)


def take_up_again(workspace: Workspace, task: Task) -> None:
    """The way back from `deal_with`."""
    match task.kind:
        case Kind.RETURNED | Kind.ASKED:
            record, dataset, remark = task.keys
            send_back(workspace, record, dataset, remark)
        case Kind.PERHAPS:
            record, dataset, field = task.keys
            workspace.change(record, dataset, {field: TOLD})
        case Kind.REFUSED:
            workspace.store.deal_with(task.keys, "")
        case Kind.COPIED:
            note_seen(workspace, task.keys[0], False)
        case Kind.WITHHELD:
            quarantine.look_again(workspace, task.keys)
        case _:
            raise ValueError(task.kind)


DEALT_WITH = frozenset({Kind.RETURNED, Kind.ASKED, Kind.PERHAPS, Kind.REFUSED, Kind.COPIED})
"""Kinds that a person strikes from the list; the others go when the thing itself is done."""


def _open_interviews(workspace: Workspace, language: str) -> Iterator[Task]:
    for draft in resumable(workspace):
        interview = Interview.resume(workspace, draft.draft_id, language)
        states = {state.path: state for state in interview.states()}
        stood = states.get(draft.place)
        yield Task(
            Kind.OPEN,
            plate_of(workspace, draft.parent_id)
            or interview.instance.title
            or _name(workspace, draft.record_id, language),
            stood.label if stood else "",
            draft.written,
            "interview",
            {"draft": draft.draft_id},
        )


def _doors_due(workspace: Workspace) -> Iterator[Task]:
    # An office looks at the doors of many communities; their revisits are the assistants' business.
    if workspace.role.is_office:
        return
    today = workspace.now().date()
    due = [door for door in doors(workspace) if door.next_visit and door.next_visit.date() <= today]
    for door in sorted(due, key=lambda door: door.next_visit or workspace.now()):
        kind = Kind.OVERDUE if door.is_overdue(today) else Kind.TODAY
        when = door.next_visit.isoformat() if door.next_visit else ""
        yield Task(kind, plate(door), door.name, when, "doors", {"door": door.record_id})


def _registers_due(workspace: Workspace, language: str) -> Iterator[Task]:
    """One task for each register: in a street hundreds of follow-ups are due, and its list says whose."""
    today = workspace.now().date()
    for register in registers_of(workspace):
        if register.dues:
            listed = RegisterList(workspace, register, language)
            count, since = listed.due_in_all(today)
            if count:
                said = sentence(language, "register.due_in_all", count=count)
                spot = {"register": register.name, "part": DUE}
                yield Task(Kind.REGISTER, listed.title, said, since, "registers", spot)


def plate(door: Door) -> str:
    """Return where a door is: its address, or building, unit and door."""
    parts = (door.row, door.row_no) if door.is_bungalow else (door.building, door.unit, door.door)
    return door.address or "-".join(part for part in parts if part)


def _sent_back(workspace: Workspace, language: str) -> Iterator[Task]:
    kind = Kind.ASKED if workspace.role.is_office else Kind.RETURNED
    for each in sent_back(workspace):
        place, spot = _where(workspace, each.record)
        keys = (each.record, each.dataset, each.remark)
        yield Task(kind, _name(workspace, each.record, language), each.remark, "", place, spot, keys)


def _unfinished(workspace: Workspace, language: str) -> list[Task]:
    """One task for each household; one that is open again stands among the open interviews."""
    open_now = {draft.record for draft in workspace.store.drafts()}
    found: dict[str, Task] = {}
    for mark in workspace.store.marks(STATE):
        place, spot = _where(workspace, mark.record)
        household = spot.get("record", mark.record)
        if household in open_now or household in found:
            continue
        what = plate_of(workspace, spot.get("door", "")) or _name(workspace, household, language)
        spot = {name: value for name, value in spot.items() if name != "person"}
        found[household] = Task(Kind.UNFINISHED, what, _name(workspace, household, language), "", place, spot)
    return list(found.values())


def _perhaps_same(workspace: Workspace, language: str) -> Iterator[Task]:
    for mark in workspace.store.marks(PERHAPS):
        place, spot = _where(workspace, mark.record)
        if workspace.role.is_office:
            place, spot = "merge_desk", {"view": "duplicates", "record": mark.record}
        other = other_of(mark.field)
        named = [_person_and_place(workspace, each, language) for each in (mark.record, other)]
        yield Task(Kind.PERHAPS, named[0], named[1], "", place, spot, (mark.record, mark.dataset, mark.field))


def _refused(workspace: Workspace, language: str) -> Iterator[Task]:
    for noted in workspace.store.refusals():
        if noted.is_open:
            place, spot = _where(workspace, noted.refusal.record)
            what, detail = refusal_in_words(workspace, noted.refusal, language)
            yield Task(Kind.REFUSED, what, detail, "", place, spot, (noted.refusal.key,))


def _copied(workspace: Workspace, language: str) -> Iterator[Task]:
    for alarm in alarms(workspace, language):
        yield Task(Kind.COPIED, _named(workspace, alarm.who, alarm.area, language), alarm.told, keys=(alarm.key,))


def _conflicts(workspace: Workspace, language: str) -> Iterator[Task]:
    for conflict in open_conflicts(workspace, language):
        if conflict.remark:
            # It stands among what was sent back.
            continue
        values = "  |  ".join(candidate.shown or "–" for candidate in conflict.candidates)
        place, spot = _where(workspace, conflict.record)
        if workspace.role.is_office:
            place, spot = "merge_desk", {"view": "conflicts", "record": conflict.record}
        what = _named(workspace, conflict.title, conflict.area, language)
        yield Task(Kind.CONFLICT, what, f"{conflict.label}: {values}", "", place, spot)


def _put_aside(workspace: Workspace, language: str) -> Iterator[Task]:
    groups: dict[tuple[str, str], list[quarantine.PutAside]] = {}
    for each in quarantine.put_aside(workspace):
        if each.decided is None:
            groups.setdefault((each.area, each.reason), []).append(each)
    for (area, reason), found in groups.items():
        name = workspace.area_name(language, area) if area else ""
        who = "、".join(dict.fromkeys(each.who for each in found if each.who))
        told = (sentence(language, f"reason.{reason}"), str(sum(each.records for each in found)), who)
        yield Task(Kind.WITHHELD, name, "   ".join(each for each in told if each), keys=tuple(e.key for e in found))


def _odd_records(workspace: Workspace, language: str) -> Iterator[Task]:
    for kind, records in (
        (Kind.CONTESTED, workspace.store.contested()),
        (Kind.UNPLACED, workspace.store.unplaced()),
    ):
        for record_id in records:
            place, spot = _where(workspace, record_id)
            yield Task(kind, _name(workspace, record_id, language), "", "", place, spot)
    for record_id, name, value in workspace.store.unfit_values():
        record = workspace.store.record(record_id)
        detail = f"{field_label(workspace, record.dataset if record else '', name, language)}: {value}"
        place, spot = _where(workspace, record_id)
        yield Task(Kind.UNFIT, _name(workspace, record_id, language), detail, "", place, spot)


def _where(workspace: Workspace, record_id: str) -> tuple[str, dict[str, Any]]:
    """Return the page and the spot where a record can be looked at: its door, or the interview that it is part of."""
    record = workspace.store.record(record_id)
    pack = workspace.pack
    if record is None:
        return "", {}
    if pack and record.dataset == pack.roles.place:
        return "doors", {"door": record_id}
    if pack and record.dataset == pack.roles.visit:
        return "doors", {"door": record.parent}
    registers = pack.registers.values() if pack else ()
    form = next((each.form for each in registers if each.dataset == record.dataset and not each.only_lists), "")
    if form:
        return "interview", {"form": form, "record": record_id}
    form = pack.interview.form if pack else next(iter(workspace.forms))
    root = root_of(workspace, form, record_id) if form in workspace.forms else ""
    household = workspace.store.record(root) if root else None
    if household is None:
        return "", {}
    spot = {"record": root, "door": household.parent}
    return "interview", spot if root == record_id else spot | {"person": record_id}


def _name(workspace: Workspace, record_id: str, language: str) -> str:
    record = workspace.store.record(record_id)
    if record is None:
        return ""
    return _named(workspace, record_title(workspace, record.dataset, record.values), record.area, language)


def _person_and_place(workspace: Workspace, record_id: str, language: str) -> str:
    address = plate_of(workspace, place_of(workspace, record_id))
    return "   ".join(part for part in (_name(workspace, record_id, language), address) if part)


def _named(workspace: Workspace, title: str, area: str, language: str) -> str:
    """An office has many communities; a laptop knows its own."""
    community = workspace.area_name(language, area) if workspace.role.is_office and area else ""
    return "   ".join(part for part in (title, community) if part)


__all__ = ["DEALT_WITH", "Kind", "Task", "deal_with", "let_in", "plate", "take_up_again", "tasks"]
