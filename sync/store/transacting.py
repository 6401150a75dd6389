"""The open store's transactions: what is read in one state, and what is kept as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from sync.store import datasets
from sync.store.attachments import AttachmentStore, attachments_of
from sync.store.database import Database
from sync.store.facts import fact
from sync.store.high_water import Mark, write_mark
from sync.store.reading import Reading
from sync.store.recording import INCARNATION, WRITTEN, Pen
from sync.store.schema import Schema


class Transacting:
    """What every part of an open store builds on."""

    def __init__(self, database: Database, pen: Pen, high_water: Path | None) -> None:
        self.database = database
        self._pen, self._high_water = pen, high_water
        self._attachments: AttachmentStore | None = None
        with database.read() as connection:
            self._schema = Schema(tables=datasets.load_tables(connection))

    @property
    def schema(self) -> Schema:
        return self._schema

    @property
    def attachments(self) -> AttachmentStore:
        """The pictures and files beside the records; most workspaces never open them."""
        if self._attachments is None:
            self._attachments = attachments_of(self.database)
        return self._attachments

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Make everything done inside one transaction. Raising rolls it back."""
        is_outermost = not self.database.is_writing
        with self.database.write() as connection:
            yield connection
        if is_outermost:
            self._mark()

    @contextmanager
    def altogether(self) -> Iterator[None]:
        """Keep all that is done inside or none of it, also as a part of a larger transaction."""
        if self.database.is_writing:
            with self.database.write() as connection, connection.begin_nested():
                yield
        else:
            with self.transaction():
                yield

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self.database.read() as connection:
            yield Reading(connection, self._schema)

    def _mark(self) -> None:
        """Say outside of the database how far it has come, so that one that fell back is noticed."""
        if self._high_water is not None:
            with self.database.read() as connection:
                write_mark(self._high_water, Mark(fact(connection, INCARNATION), fact(connection, WRITTEN, 0)))
