"""Who may be the same person as the one being entered: found at once by an index, reported to the office, never joined.

The pack says what tells people apart: `[identity]` names the fields that hold the number, the name and the birth date.
A name counts as the same when it is read the same, so that 张莉 finds 张丽.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from forms.pinyin import name_syllables
from forms.rows import Value as Answer
from survey_app.enrolment import staff_name
from survey_app.open_conflicts import field_label, record_title, shown_kept
from survey_app.records import place_of, plate_of
from survey_app.workspace import Workspace
from sync.answers import commit_value
from sync.marks import perhaps


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is here already."""

    record: str
    name: str
    birth: str
    place: str
    when: str
    """When it was recorded, ISO 8601."""
    who: str
    same_number: bool
    """The number is the same; otherwise the name as it is read, and the birth date."""
    said: str
    """What was said of the two before, from the other side."""
    lines: tuple[tuple[str, str], ...]
    """(question, answer): what a list shows of people."""


def known_already(
    workspace: Workspace, record: str, answers: Mapping[str, Answer], but: Collection[str], language: str
) -> list[KnownPerson]:
    """Return who may be the same person as a record with those answers; `but` are the records of the open household."""
    pack = workspace.pack
    if pack is None or not pack.roles.person:
        return []
    identity, dataset = pack.identity, pack.roles.person
    number_field = identity.normal or identity.number
    number, name, birth = (_text(answers.get(each)) for each in (number_field, identity.name, identity.birth))
    found: dict[str, dict[str, Any]] = {}
    same_number: set[str] = set()
    if number_field and number:
        for row in workspace.store.look_up(dataset, number_field, number):
            found[row["record_id"]] = row
            same_number.add(row["record_id"])
    if identity.birth and name and birth:
        spoken = name_syllables(name)
        for row in workspace.store.look_up(dataset, identity.birth, birth):
            if spoken and name_syllables(_text(row.get(identity.name))) == spoken:
                found.setdefault(row["record_id"], row)
    others = [row for each, row in found.items() if each not in but]
    return [_person(workspace, row, record, row["record_id"] in same_number, language) for row in others]


def _person(workspace: Workspace, row: Mapping[str, Any], record: str, same: bool, language: str) -> KnownPerson:
    pack = workspace.pack
    assert pack is not None
    dataset = pack.roles.person
    known = workspace.store.record(row["record_id"])
    # What somebody is not counted as says nothing here.
    columns = [name for name in pack.columns.get(dataset, ()) if name != pack.interview.key_flag or row.get(name)]
    shown: list[tuple[str, str]] = []
    for name in columns:
        text = shown_kept(workspace, dataset, name, commit_value(row.get(name)), language)
        grouping = pack.groupings.get(name)
        shown.append((field_label(workspace, dataset, name, language), grouping(text) if grouping else text))
    return KnownPerson(
        row["record_id"],
        record_title(workspace, dataset, row),
        _text(row.get(pack.identity.birth)),
        plate_of(workspace, place_of(workspace, row["record_id"])),
        str(row.get("created_at") or ""),
        staff_name(workspace, str(row.get("created_by") or "")),
        same,
        known.marks.get(perhaps(record), "") if known else "",
        tuple(line for line in shown if line[1]),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
