"""Whom a register's records are about: in a word or two, and found by a name, pinyin, an ID or a phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.register import Register
from survey_app.open_conflicts import record_title
from survey_app.records import place_of, plate_of
from survey_app.registers import RegisterRow
from survey_app.workspace import Workspace

FOUND = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be meant."""

    record_id: str
    words: str


def holder_words(workspace: Workspace, record_id: str) -> str:
    """Return what a record is called, "" where there is none."""
    record = workspace.store.record(record_id) if record_id else None
    return record_title(workspace, record.dataset, record.values) if record else ""


def about(workspace: Workspace, register: Register, row: RegisterRow) -> str:
    """Return whom or what a record of a register is about."""
    return holder_words(workspace, row.parent_id if row.parent_id and register.of else row.record_id)


def holders_like(workspace: Workspace, register: Register, text: str) -> list[Found]:
    """Return the records that a register's may hang on and that fit what is typed."""
    rows = workspace.store.search(register.of, text, FOUND)
    return [Found(str(row["record_id"]), _line(workspace, register.of, row)) for row in rows]


def _line(workspace: Workspace, dataset: str, row: Mapping[str, Any]) -> str:
    """Return a record as it is told from others of the same name: its number, a phone, where it is."""
    pack = workspace.pack
    assert pack is not None
    words = [record_title(workspace, dataset, row)]
    if dataset == pack.roles.person:
        named = pack.identity.normal or pack.identity.number
        number, grouping = str(row.get(named) or ""), pack.groupings.get(named)
        phones = [str(row[name]) for name in pack.identity.phones if row.get(name)]
        words += [grouping(number) if grouping and number else number, *phones[:1]]
        words.append(plate_of(workspace, place_of(workspace, str(row["record_id"]))))
    return "   ".join(word for word in words if word)
