"""Looking for anything that is wrong: in the file, in the commits, in what was derived from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, select, text

from sync.commit import Commit, UnfitValue, commit_from
from sync.progress import Report, unwatched
from sync.save import Save, signature_refusal
from sync.store.dialect import dialect_of
from sync.store.numbers import chains
from sync.store.rebuilding import derived_digest, rebuild
from sync.store.schema import Schema
from sync.store.tables import COMMITS, SAVES


class Flaw(StrEnum):
    """What can be wrong."""

    FILE = "file"  # the database engine itself found a damaged page
    REFERENCE = "reference"  # a row names another that is not there
    CONTENT = "content"  # a commit's bytes are not what its id is the hash of
    PLACE = "place"  # a commit is filed under another record or number than it says
    SIGNATURE = "signature"  # a save is not what its device signed
    MISSING = "missing"  # a save names a commit that is not there
    CHAIN = "chain"  # a stream's commit does not follow the one before it
    ATTACHMENT = "attachment"  # a picture or file is not what its name says, or cannot be read
    DERIVED = "derived"  # a derived table is not what the commits say


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `where` names it for the log: an id, a table, never what a person said."""

    flaw: Flaw
    where: str


def check_log(connection: Connection, report: Report = unwatched) -> list[Finding]:
    """Go through every page, commit and save."""
    return [*_file(connection), *_commits(connection, report), *_streams(connection)]


def check_derived(connection: Connection, schema: Schema) -> list[Finding]:
    """Derive everything again beside what is there, and compare. Leaves all as it was."""
    before = derived_digest(connection, schema)
    rehearsed = connection.begin_nested()
    rebuild(connection, schema)
    after = derived_digest(connection, schema)
    rehearsed.rollback()
    return [Finding(Flaw.DERIVED, name) for name in before if before[name] != after[name]]


def _file(connection: Connection) -> Iterator[Finding]:
    for is_reference, where in dialect_of(connection).damages(connection):
        yield Finding(Flaw.REFERENCE if is_reference else Flaw.FILE, where)


def _commits(connection: Connection, report: Report) -> Iterator[Finding]:
    certificates = chains(connection)
    total = connection.scalar(select(func.count()).select_from(SAVES)) or 0
    names = {row.r: row.id for row in connection.execute(text('SELECT r, id FROM "@records"'))}
    for done, row in enumerate(connection.execute(select(SAVES).order_by(SAVES.c.n))):
        if done % 500 == 0:
            report(done, total)
        commits: list[Commit] = []
        ids = [row.ids[at : at + 16] for at in range(0, len(row.ids), 16)]
        for stored in connection.execute(select(COMMITS).where(COMMITS.c.id.in_(ids))):
            try:
                commit = commit_from(stored.body)
            except UnfitValue:
                yield Finding(Flaw.CONTENT, stored.id.hex())
                continue
            commits.append(commit)
            if commit.id != stored.id.hex():
                yield Finding(Flaw.CONTENT, stored.id.hex())
            if commit.record != names.get(stored.record, "") or commit.seq != stored.seq:
                yield Finding(Flaw.PLACE, stored.id.hex())
        missing = {each.hex() for each in ids} - {commit.id for commit in commits}
        yield from (Finding(Flaw.MISSING, each) for each in sorted(missing))
        if not missing and signature_refusal(Save(tuple(commits), row.signer, row.signature, certificates[row.chain])):
            yield Finding(Flaw.SIGNATURE, str(row.n))
    signed = select(func.count()).select_from(COMMITS).where(COMMITS.c.save.not_in(select(SAVES.c.n)))
    if connection.scalar(signed):
        yield Finding(Flaw.SIGNATURE, "unsigned")


def _streams(connection: Connection) -> Iterator[Finding]:
    """Each commit of a stream names the one before it.

    Where that is not here, nothing is wrong: it has not arrived, or the laptop went on from an old copy of itself, so
    that what others have under that number is another one.
    """
    places: dict[str, tuple[int, int]] = {}
    follows: list[tuple[int, Commit]] = []
    for row in connection.execute(select(COMMITS.c.id, COMMITS.c.stream, COMMITS.c.body).where(COMMITS.c.seq > 0)):
        try:
            commit = commit_from(row.body)
        except UnfitValue:
            continue
        places[commit.id] = (row.stream, commit.seq)
        follows.append((row.stream, commit))
    for stream, commit in follows:
        before = (stream, commit.seq - 1)
        is_first = commit.seq == 1
        if is_first == bool(commit.prev) or places.get(commit.prev, before) != before:
            yield Finding(Flaw.CHAIN, commit.id)
