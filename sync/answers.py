"""Answers as a form holds them, and as a commit holds them: a reason for a missing answer becomes a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from forms.rows import Value as Answer
from forms.state import Missing
from sync.commit import MISSING, Value

Held = TypeVar("Held")

_REASONS = {reason.value: reason for reason in Missing}


def commit_value(value: Answer | Value) -> Value:
    """Return an answer as a commit holds it."""
    return (MISSING, value.value) if isinstance(value, Missing) else value


def answer_value(value: Value) -> Answer:
    """Return what a commit holds as an answer; what no form of ours can hold reads as blank."""
    if not isinstance(value, tuple):
        return value
    reason = missing_reason(value)
    return _REASONS.get(reason) if reason else None


def answers_in(values: Mapping[str, Value]) -> dict[str, Answer]:
    """Return the answers among the fields of a record, as `answer_value` would give each."""
    found: dict[str, Any] = {name: value for name, value in values.items() if name[0] != "@"}
    if tuple in map(type, found.values()):
        return {name: answer_value(value) for name, value in found.items()}
    return found


def columns_in(records: Sequence[Mapping[str, Held]], names: Sequence[str]) -> list[Sequence[Held | None]]:
    """Return for each name what every record holds under it, None where it holds nothing."""
    # Laying each record over a blank one takes half as long as looking up name after name.
    blank: dict[str, Held | None] = dict.fromkeys(names)
    rows = [tuple({**blank, **record}.values()) for record in records]
    columns = dict(zip(blank, zip(*rows, strict=False), strict=False))
    return [columns.get(name, ()) for name in names]


def answers_from(plain: Mapping[str, Any]) -> dict[str, Answer]:
    """Return answers as JSON brought them back: there a reason is a list."""
    return {name: answer_value(tuple(value) if isinstance(value, list) else value) for name, value in plain.items()}


def missing_reason(value: Value) -> str:
    """Return the reason in a pair ("missing", reason), "" for any other value. The reason may be a newer program's."""
    if isinstance(value, tuple) and len(value) == 2 and value[0] == MISSING:
        return str(value[1])
    return ""
