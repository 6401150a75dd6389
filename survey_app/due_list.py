"""The due list: what an assistant has to do, door by door in walking order, on a sheet that is clipped to a board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms.areas import is_within
from reports.output.table import Cell
from reports.report import Asked, Behind, Column, Kind, Report, Row
from survey_app.doors import Door, doors, is_due, outcome_label
from survey_app.open_conflicts import record_title
from survey_app.registers import RegisterList, registers_of
from survey_app.visiting import DoorState, walking_key
from survey_app.workspace import Workspace

BLANK = "□"
"""To be ticked with a pen."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do."""

    day: str
    """ISO 8601; "" where it is merely not done yet."""
    what: str
    who: str
    where: str
    phone: str
    last: str
    behind: Behind
    place: tuple[str, ...] = ()
    """What walking order is made of."""

    def bucket(self, today: date) -> str:
        """Return overdue, today, week or later."""
        if not self.day or self.day == today.isoformat():
            return "today"
        if self.day < today.isoformat():
            return "overdue"
        return "week" if self.day <= (today + timedelta(days=6 - today.weekday())).isoformat() else "later"


def due_list(workspace: Workspace, asked: Asked, name: str) -> Report:
    """Return what is due by the end of the report's week: revisits and what the registers ask for."""
    today = asked.as_of
    found = [each for each in (*_doors_due(workspace, asked), *_registers_due(workspace, asked)) if each]
    shown = sorted(
        (each for each in found if each.bucket(today) != "later"),
        key=lambda each: (("overdue", "today", "week").index(each.bucket(today)), walking_key(each.place), each.day),
    )
    rows = [
        Row(
            [
                place,
                asked.say(f"standing.{each.bucket(today)}"),
                each.day or None,
                _days_over(each.day, today),
                each.who,
                each.where,
                each.phone,
                each.what,
                each.last,
                BLANK,
            ],
            [each.behind],
        )
        for place, each in enumerate(shown, start=1)
    ]
    heads = ("bucket", "due_on", "days_over", "who", "where", "phone", "what", "last", "done")
    return Report(
        name=name,
        title=asked.say("standing.due"),
        scope=asked.scope,
        as_of=today,
        columns=[
            Column(asked.say("report.number"), Kind.NUMBER),
            *(Column(asked.say(f"standing.{key}"), Kind.NUMBER if key == "days_over" else Kind.TEXT) for key in heads),
        ],
        rows=rows,
        notes=[asked.say("standing.due_says"), asked.say("report.records", records=len(rows))],
        asked=asked.parameters,
    )


def _doors_due(workspace: Workspace, asked: Asked) -> Iterable[Due]:
    pack = workspace.pack
    assert pack is not None
    people = _who_answers(workspace)
    for door in doors(workspace, asked.as_of):
        if not is_within(door.area, asked.area) or door.state is DoorState.NOT_VISITED:
            continue
        day = door.next_visit.date().isoformat() if door.next_visit else ""
        if not day and not is_due(door, asked.as_of):
            continue
        name, phone = people.get(door.record_id, (door.name, ""))
        yield Due(
            day,
            asked.say("standing.finish" if door.state is DoorState.PARTLY else "standing.revisit"),
            name,
            where_is(door),
            phone,
            outcome_label(pack, door.outcome, asked.language),
            Behind(pack.roles.place, f"record_id = '{door.record_id}'", ""),
            door.place,
        )


def _registers_due(workspace: Workspace, asked: Asked) -> Iterable[Due]:
    week = asked.as_of + timedelta(days=6 - asked.as_of.weekday())
    holders = _Holders(workspace)
    for register in registers_of(workspace):
        listed = RegisterList(workspace, register, asked.language)
        for row in listed.due(week, asked.area):
            about = holders.of(register.of, row.parent_id) or holders.of(register.dataset, row.record_id)
            door = holders.door(register.of, row.parent_id)
            yield Due(
                row.due,
                asked.say("standing.of_register", register=listed.title, reason=listed.reason(row)),
                record_title(workspace, register.of or register.dataset, about),
                where_is(door) if door else "",
                _phone(workspace, about),
                listed.state_words(row.state) if row.state else "",
                Behind(register.dataset, f"record_id = '{row.record_id}'", ""),
                door.place if door else (),
            )


class _Holders:
    """Whom registers' records are about, and behind which door: each dataset is read once, as its view shows it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._datasets = workspace.definitions.datasets
        self._rows: dict[str, dict[str, dict[str, Any]]] = {}
        self._doors = {door.record_id: door for door in doors(workspace)}

    def of(self, dataset: str, record_id: str) -> Mapping[str, Any]:
        """Return a record's row, empty where it is not there."""
        if not dataset or not record_id:
            return {}
        if dataset not in self._rows:
            every = self._workspace.store.rows(dataset)
            self._rows[dataset] = {str(row["record_id"]): row for row in every}
        return self._rows[dataset].get(record_id, {})

    def door(self, dataset: str, record_id: str) -> Door | None:
        """Return the door that a record lies behind, None for what lies behind none."""
        while dataset and record_id:
            if record_id in self._doors:
                return self._doors[record_id]
            record_id = str(self.of(dataset, record_id).get("parent_id") or "")
            dataset = self._datasets[dataset].parent
        return None


def _who_answers(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Return of each door the head of its first household, and the first phone that somebody there has told."""
    pack = workspace.pack
    if pack is None or not pack.roles.household:
        return {}
    phones: dict[str, str] = {}
    for person in workspace.store.rows(pack.roles.person) if pack.roles.person else ():
        phones.setdefault(str(person["parent_id"]), _phone(workspace, person))
    found: dict[str, tuple[str, str]] = {}
    for household in workspace.store.rows(pack.roles.household):
        name = str(household.get(pack.interview.household_name) or "")
        found.setdefault(str(household["parent_id"]), (name, phones.get(str(household["record_id"]), "")))
    return found


def _phone(workspace: Workspace, values: Mapping[str, Any]) -> str:
    phones = workspace.pack.identity.phones if workspace.pack else ()
    return next((str(values[name]) for name in phones if values.get(name)), "")


def where_is(door: Door) -> str:
    """Return building, unit and door, as they stand on a route; else the address."""
    parts = [door.building, door.unit, door.door] if not door.is_bungalow else [door.row, door.row_no]
    return "-".join(part for part in parts if part) or door.address


def _days_over(day: str, today: date) -> Cell:
    over = (today - date.fromisoformat(day)).days if day else 0
    return over if over > 0 else None
