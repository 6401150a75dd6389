"""The contents of pictures and files, each once: in an encrypted file beside the records, or in their database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import DatabaseError

from sync.errors import NoRoom, OnlyReading, StoreFull, StoreUnwritable
from sync.store.database import Database, gathered
from sync.store.dialect import Dialect
from sync.store.sqlite import Sqlite
from sync.store.tables import ATTACHMENTS

ATTACHED = "attachments.db"
"""The records change all day and are copied each day; pictures never change and are copied once."""


class AttachmentStore:
    """Every content is on the disk before `keep` returns. SHA-256 goes in and out as 64 hex digits."""

    def __init__(self, dialect: Dialect, read_only: bool = False) -> None:
        self._dialect, self._read_only = dialect, read_only
        # Most workspaces never see a picture; the file comes with the first.
        is_absent = dialect.path is not None and not dialect.path.exists()
        self._database = _opened(Sqlite(None, None) if is_absent else dialect, read_only and not is_absent)

    @classmethod
    def within(cls, database: Database) -> AttachmentStore:
        """Return a store whose contents stand in the same database as the records."""
        kept = cls.__new__(cls)
        kept._dialect, kept._read_only, kept._database = database.dialect, database.read_only, database
        _with_table(database)
        return kept

    def keep(self, content: bytes) -> str:
        """Keep a content and return its SHA-256. What is here already is not written again."""
        if self._read_only:
            raise OnlyReading
        if self._database.dialect is not self._dialect:
            self._database.close()
            self._database = _opened(self._dialect)
        digest = hashlib.sha256(content).digest()
        known = select(ATTACHMENTS.c.size).where(ATTACHMENTS.c.sha256 == digest)
        try:
            with self._database.write() as connection:
                if connection.scalar(known) is None:
                    connection.execute(ATTACHMENTS.insert().values(sha256=digest, size=len(content), body=content))
        except StoreFull as error:
            raise NoRoom(len(content)) from error
        return digest.hex()

    def content(self, sha256: str) -> bytes | None:
        """Return a content, None where it is not here or its pages are damaged."""
        wanted = select(ATTACHMENTS.c.body).where(ATTACHMENTS.c.sha256 == bytes.fromhex(sha256))
        try:
            with self._database.read() as connection:
                return connection.scalar(wanted)
        except (DatabaseError, StoreUnwritable):
            return None

    def sizes(self, digests: Iterable[str] | None = None) -> dict[str, int]:
        """Return those contents that are here, of all or of some, with their sizes in bytes."""
        statement = select(ATTACHMENTS.c.sha256, ATTACHMENTS.c.size)
        with self._database.read() as connection:
            if digests is None:
                rows = list(connection.execute(statement))
            else:
                rows = gathered(connection, statement, ATTACHMENTS.c.sha256, map(bytes.fromhex, digests))
        return {row.sha256.hex(): row.size for row in rows}

    def forget(self, digests: Iterable[str]) -> int:
        """Delete contents for good and give the room back; return how many bytes that were."""
        sizes = self.sizes(digests)
        with self._database.write() as connection:
            for digest in sizes:
                connection.execute(ATTACHMENTS.delete().where(ATTACHMENTS.c.sha256 == bytes.fromhex(digest)))
        self._database.dialect.compact()
        return sum(sizes.values())

    def damaged(self) -> list[str]:
        """Return the contents that cannot be read any more, or are not what their SHA-256 says."""
        return [each for each in self.sizes() if hashlib.sha256(self.content(each) or b"").hexdigest() != each]

    def copy_into(self, other: AttachmentStore) -> int:
        """Bring to another store what it lacks; return how many contents that were."""
        lacking = self.sizes().keys() - other.sizes().keys()
        for digest in sorted(lacking):
            if (content := self.content(digest)) is not None:
                other.keep(content)
        return len(lacking)

    def total(self) -> tuple[int, int]:
        """Return how many contents there are, and their size in bytes."""
        with self._database.read() as connection:
            count, size = connection.execute(select(func.count(), func.sum(ATTACHMENTS.c.size))).one()
        return count, int(size or 0)

    def close(self) -> None:
        self._database.close()


def attachments_of(database: Database) -> AttachmentStore:
    """Return the store of the contents that belong to an open store of records."""
    beside = database.dialect.beside(ATTACHED)
    return AttachmentStore(beside, database.read_only) if beside else AttachmentStore.within(database)


def _opened(dialect: Dialect, read_only: bool = False) -> Database:
    return _with_table(Database(dialect, read_only))


def _with_table(database: Database) -> Database:
    if not database.read_only:
        with database.write() as connection:
            if not inspect(connection).has_table(ATTACHMENTS.name):
                ATTACHMENTS.create(connection)
    return database
