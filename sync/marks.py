"""What a record carries beside its answers until somebody has seen to it. Pure.

An interview that was handed over while it stood open, an office's remark with which a record goes back, a person who
may have been entered before: each is a reserved field, so it travels, is kept in the history and can be taken back
like any answer. Nobody has to decide between two values of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms.sql_condition import UNFINISHED
from sync.commit import APART, PERHAPS, RETURNED, SAME, STATE, Value

TOLD, ANOTHER = "told", "another"
"""What somebody said of two persons who may be the same: the street is to look, or they are two."""

SEEN_TO: Mapping[str, Value] = {STATE: None, RETURNED: None}
"""What somebody writes who has seen to it."""

_MARKS = (STATE, RETURNED, PERHAPS, APART, SAME)


def perhaps(record_id: str) -> str:
    """Return the field in which a person's record says what was found out about another, perhaps the same person."""
    return PERHAPS + record_id


def apart(record_id: str) -> str:
    """Return the field in which a person's record says that another is another human, by an office's decision."""
    return APART + record_id


def other_of(field: str) -> str:
    """Return the other record that such a field speaks of."""
    return field.removeprefix(PERHAPS)


def standing_marks(values: Mapping[str, Value]) -> dict[str, str]:
    """Return the marks of a record that still wait for somebody."""
    return {name: value for name, value in marks_in(values).items() if _stands(name, value)}


def marks_in(values: Mapping[str, Value]) -> dict[str, str]:
    """Return every mark of a record that says something, also what was decided already."""
    # Nearly no record has one, and all names together are looked through faster than each by itself.
    together = "".join(values)
    if not any([mark in together for mark in _MARKS]):
        return {}
    return {name: value for name, value in values.items() if name.startswith(_MARKS) and isinstance(value, str)}


def is_unfinished(values: Mapping[str, Value]) -> bool:
    """Whether the interview stood open when the record was handed over: carried, visible, not counted."""
    return values.get(STATE) == UNFINISHED


def _stands(name: str, value: str) -> bool:
    match name:
        case "@state":
            return value == UNFINISHED
        case "@returned":
            return value != ""
        case _:
            return name.startswith(PERHAPS) and value == TOLD
