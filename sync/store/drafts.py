"""Drafts: open interviews, durable answer by answer, with what their author had before them when they were opened."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from forms.entities import Purpose
from forms.rows import Row
from sync.answers import answers_from, commit_value
from sync.store.tables import DRAFTS


@dataclass(frozen=True, slots=True)
class Draft:
    """One open interview."""

    id: str
    form_id: str
    form: str
    """Content hash of the form."""
    record: str
    """The record of the form's root."""
    parent: str
    actor: str
    opened: str
    written: str
    place: str
    """Where in the form its author stands."""
    base: tuple[Row, ...]
    """The rows as they were when it was opened: what is touched is told from these."""
    seen: Mapping[str, tuple[str, ...]]
    """For each of those records the commits held at that moment. What arrives meanwhile was not seen."""
    snapshot: bytes


def put_draft(connection: Connection, draft: Draft) -> None:
    """Keep a new draft."""
    frozen = {
        "base": [_plain(row) for row in draft.base],
        "seen": {name: list(ids) for name, ids in draft.seen.items()},
    }
    connection.execute(
        DRAFTS.insert().values(
            id=draft.id,
            form_id=draft.form_id,
            form=draft.form,
            record=draft.record,
            parent=draft.parent,
            actor=draft.actor,
            opened=draft.opened,
            written=draft.written,
            place=draft.place,
            frozen=json.dumps(frozen, ensure_ascii=False).encode(),
            snapshot=draft.snapshot,
        )
    )


def write_draft(connection: Connection, draft_id: str, snapshot: bytes, place: str, at: str) -> None:
    """Replace what a draft holds. Raises KeyError where it is gone."""
    same = DRAFTS.c.id == draft_id
    if not connection.execute(DRAFTS.update().where(same).values(snapshot=snapshot, place=place, written=at)).rowcount:
        raise KeyError(draft_id)


def drafts(connection: Connection) -> list[Draft]:
    """Return all drafts, the one written last at the end."""
    return [_draft(row) for row in connection.execute(select(DRAFTS).order_by(DRAFTS.c.written, DRAFTS.c.opened))]


def draft(connection: Connection, draft_id: str) -> Draft:
    """Return one draft. Raises KeyError where it is gone."""
    row = connection.execute(select(DRAFTS).where(DRAFTS.c.id == draft_id)).first()
    if row is None:
        raise KeyError(draft_id)
    return _draft(row)


def discard_draft(connection: Connection, draft_id: str) -> None:
    """Forget a draft; nothing happens where it is gone."""
    connection.execute(DRAFTS.delete().where(DRAFTS.c.id == draft_id))


def _draft(row: Any) -> Draft:
    frozen = json.loads(row.frozen)
    return Draft(
        id=row.id,
        form_id=row.form_id,
        form=row.form,
        record=row.record,
        parent=row.parent,
        actor=row.actor,
        opened=row.opened,
        written=row.written,
        place=row.place,
        base=tuple(_row(each) for each in frozen["base"]),
        seen={name: tuple(ids) for name, ids in frozen["seen"].items()},
        snapshot=row.snapshot,
    )


def _plain(row: Row) -> Sequence[Any]:
    values = {name: commit_value(value) for name, value in row.values.items()}
    return [row.dataset, row.record_id, row.parent_id, row.position, values, row.purpose]


def _row(plain: Sequence[Any]) -> Row:
    dataset, record, parent, position, values, *more = plain
    return Row(dataset, record, parent, position, answers_from(values), Purpose(more[0]) if more else Purpose.CREATE)
