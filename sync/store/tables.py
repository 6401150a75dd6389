"""What is kept, table by table. No behaviour; SQLite and PostgreSQL alike.

Every name begins with @, which no dataset can: so the view of a dataset never meets a table of ours, whatever a
district calls its forms. Only commits, saves, chains, batches, quarantine, refusals, publications, drafts and facts
are kept; the rest is derived from them and can be rebuilt.
"""

# pyright: reportAssignmentType=false
# SQLModel declares __tablename__ as a method, and takes the plain text that it documents.

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Index, Table
from sqlmodel import Field, SQLModel


class StoredCommit(SQLModel, table=True):
    """One commit as it came. Both of two commits with one number of a stream are kept: a laptop was copied."""

    __tablename__ = "@commits"
    __table_args__ = (Index("@commits_of_stream", "stream", "seq"),)
    n: int = Field(primary_key=True)
    """Number of arrival here."""
    id: bytes = Field(unique=True)
    record: int | None = Field(default=None, foreign_key="@records.r", index=True)
    stream: int = Field(foreign_key="@streams.s")
    seq: int = Field()
    save: int = Field(foreign_key="@saves.n")
    body: bytes = Field()


class StoredSave(SQLModel, table=True):
    """What one device wrote and signed in one go."""

    __tablename__ = "@saves"
    n: int = Field(primary_key=True)
    ids: bytes = Field()
    """The ids of its commits, one after the other, in the order in which they were made."""
    area: str = Field()
    signer: str = Field()
    signature: str = Field()
    chain: int = Field(foreign_key="@chains.c")


class StoredChain(SQLModel, table=True):
    """A chain of certificates as JSON; many saves share one."""

    __tablename__ = "@chains"
    c: int = Field(primary_key=True)
    body: str = Field(unique=True)


class StoredBatch(SQLModel, table=True):
    """One file taken in. Its commits are those that arrived from `first` to `last`."""

    __tablename__ = "@batches"
    n: int = Field(primary_key=True)
    id: str = Field(unique=True)
    first: int = Field()
    last: int = Field()
    body: str = Field()
    """What is known of the file, as JSON."""


class Quarantined(SQLModel, table=True):
    """A save that was not applied, with the reason."""

    __tablename__ = "@quarantine"
    key: str = Field(primary_key=True)
    n: int = Field(index=True)
    batch: str = Field()
    reason: str = Field()
    why: str = Field(default="")
    """For what this program cannot read: what stood in the way."""
    is_readable: bool = Field()
    body: bytes = Field()


class StoredDraft(SQLModel, table=True):
    """An open interview, every answer of it."""

    __tablename__ = "@drafts"
    id: str = Field(primary_key=True)
    form_id: str = Field()
    form: str = Field()
    record: str = Field()
    parent: str = Field()
    actor: str = Field()
    opened: str = Field()
    written: str = Field()
    place: str = Field()
    frozen: bytes = Field()
    """Base rows and `seen` when it was opened."""
    snapshot: bytes = Field()


class Fact(SQLModel, table=True):
    """Anything of which there is one, as JSON."""

    __tablename__ = "@facts"
    name: str = Field(primary_key=True)
    value: str = Field()


class KnownRecord(SQLModel, table=True):
    """Every record that a commit names, with what its commits say of its place. Derived."""

    __tablename__ = "@records"
    r: int = Field(primary_key=True)
    id: str = Field(unique=True)
    dataset: str = Field(default="")
    area: str = Field(default="")
    status: str = Field(default="")
    """live, deleted or contested; "" where all its commits are taken back, or none has arrived."""
    parent: int | None = Field(default=None, index=True)
    """As written, also where the circle that it closes was cut."""
    merged_into: int | None = Field(default=None)
    is_cut: bool = Field(default=False)
    is_crossed: bool = Field(default=False)


class KnownStream(SQLModel, table=True):
    """A stream of commits; for our own also how far it has come."""

    __tablename__ = "@streams"
    s: int = Field(primary_key=True)
    name: str = Field(unique=True)
    seq: int = Field(default=0)
    last: str = Field(default="")


class Fork(SQLModel, table=True):
    """A number of a stream that two commits claim: a laptop was copied or restored."""

    __tablename__ = "@forks"
    stream: int = Field(primary_key=True, foreign_key="@streams.s")
    seq: int = Field(primary_key=True)


class TakenBack(SQLModel, table=True):
    """A commit that an active revoke names, whether it has arrived or not. Derived."""

    __tablename__ = "@taken_back"
    id: bytes = Field(primary_key=True)


class KnownConflict(SQLModel, table=True):
    """An open conflict: one row for each of its fields. Derived."""

    __tablename__ = "@conflicts"
    record: int = Field(primary_key=True, foreign_key="@records.r")
    field: str = Field(primary_key=True)
    unit: str = Field()
    """All fields of the conflict, so that a group counts once."""


class UnfitValue(SQLModel, table=True):
    """A value that does not fit its column's type; the column holds NULL. Derived."""

    __tablename__ = "@unfit_values"
    record: int = Field(primary_key=True, foreign_key="@records.r")
    field: str = Field(primary_key=True)
    value: str = Field()


class KnownMark(SQLModel, table=True):
    """Something on a record that waits for somebody: sent back, handed over open, perhaps entered before. Derived."""

    __tablename__ = "@marks"
    record: int = Field(primary_key=True, foreign_key="@records.r")
    field: str = Field(primary_key=True)
    value: str = Field()


class Refusal(SQLModel, table=True):
    """A cell, row or column of a workbook that was not taken, until somebody has dealt with it and for ever after."""

    __tablename__ = "@refusals"
    key: str = Field(primary_key=True)
    """Stands for this very cell of this very workbook, so that a file read again brings nothing twice."""
    n: int = Field(index=True)
    batch: str = Field()
    body: str = Field()
    """Where it stands, what it says and what was kept, as JSON."""
    dealt_at: str = Field(default="")
    dealt_by: str = Field(default="")


class Published(SQLModel, table=True):
    """A report as it was published. Nothing ever changes in it."""

    __tablename__ = "@publications"
    n: int = Field(primary_key=True)
    arrived: int = Field()
    """Number of arrival of the last commit that it stands on."""
    sha256: str = Field()
    told: str = Field()
    """What its list shows, as JSON."""
    body: bytes = Field()
    """zstd of the content whose SHA-256 that is; last, so that the list is read without it."""


class DatasetColumn(SQLModel, table=True):
    """The registry: which column of which table holds a field, and what the view calls it."""

    __tablename__ = "@columns"
    dataset: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    number: int = Field()
    """Number of the dataset's table."""
    part: int = Field()
    """A dataset with very many fields stands in several tables."""
    physical: str = Field()
    shown: str = Field()
    kind: str = Field()


class StoredAttachment(SQLModel, table=True):
    """One content, in the file beside: see `sync/store/attachments.py`."""

    __tablename__ = "@attachments"
    sha256: bytes = Field(primary_key=True)
    size: int = Field()
    body: bytes = Field()
    """Last, so that sizes are read without it."""


class Migration(SQLModel, table=True):
    """A step that the tables have taken."""

    __tablename__ = "@migrations"
    number: int = Field(primary_key=True)
    at: str = Field()


def core(model: type[SQLModel]) -> Table:
    """Return the table as SQLAlchemy's statements name it: thousands of rows at a time go in without objects."""
    return cast(Table, cast(Any, model).__table__)


COMMITS, SAVES, CHAINS, BATCHES = core(StoredCommit), core(StoredSave), core(StoredChain), core(StoredBatch)
QUARANTINE, DRAFTS, FACTS, MIGRATIONS = core(Quarantined), core(StoredDraft), core(Fact), core(Migration)
RECORDS, STREAMS, FORKS, TAKEN_BACK = core(KnownRecord), core(KnownStream), core(Fork), core(TakenBack)
ATTACHMENTS = core(StoredAttachment)
CONFLICTS, UNFIT_VALUES, COLUMNS = core(KnownConflict), core(UnfitValue), core(DatasetColumn)
MARKS, REFUSALS, PUBLICATIONS = core(KnownMark), core(Refusal), core(Published)
