"""Interviews that stand open: each answer is on the disk before the next is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from forms.rows import Row
from sync.store import drafts
from sync.store.drafts import Draft
from sync.store.reading import Reading
from sync.store.transacting import Transacting


class Drafting(Transacting):
    """The drafts of an open store."""

    def open_draft(
        self,
        draft_id: str,
        form_id: str,
        record: str,
        actor: str,
        base: Iterable[Row] = (),
        snapshot: bytes = b"",
        parent: str = "",
        form: str = "",
        place: str = "",
    ) -> Draft:
        """Begin an interview: what is held now of the base's records is frozen as what its author has seen."""
        rows, at = tuple(base), self._pen.now().isoformat()
        with self.transaction() as connection:
            seen = Reading(connection, self._schema).seen(dict.fromkeys([record, *(row.record_id for row in rows)]))
            draft = Draft(draft_id, form_id, form, record, parent, actor, at, at, place, rows, seen, snapshot)
            drafts.put_draft(connection, draft)
        return draft

    def write_draft(self, draft_id: str, snapshot: bytes, place: str = "") -> None:
        """Keep an interview as it stands. It is on the disk when this returns. Raises KeyError where it is gone."""
        with self.database.write() as connection:
            drafts.write_draft(connection, draft_id, snapshot, place, self._pen.now().isoformat())

    def draft(self, draft_id: str) -> Draft:
        """Return one draft. Raises KeyError where it is gone."""
        with self.database.read() as connection:
            return drafts.draft(connection, draft_id)

    def drafts(self) -> list[Draft]:
        with self.database.read() as connection:
            return drafts.drafts(connection)

    def discard_draft(self, draft_id: str) -> None:
        with self.database.write() as connection:
            drafts.discard_draft(connection, draft_id)
