"""The commits themselves: put in once, never changed, read by record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, LargeBinary, func, literal, select

from sync.certificate import Chain, is_under
from sync.commit import Commit, canonical, commit_kept
from sync.fold import revoked
from sync.save import Save
from sync.store.database import chunks, gathered, insert_rows
from sync.store.numbers import chain_numbers, chains, next_number, record_numbers, stream_numbers
from sync.store.tables import COMMITS, FORKS, RECORDS, SAVES, STREAMS, TAKEN_BACK

ID_BYTES = 16
_SAVES_AT_A_TIME = 500

HAND_EDITS = "wb:"
"""Streams of workbooks are named by their export and number nothing: two clerks may hold copies."""


def held(connection: Connection, commit_ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are stored."""
    wanted = [bytes.fromhex(each) for each in dict.fromkeys(commit_ids)]
    rows = gathered(connection, select(COMMITS.c.id), COMMITS.c.id, wanted)
    return {row.id.hex() for row in rows}


def put_in(connection: Connection, saves: Sequence[Save], new: Collection[str]) -> tuple[dict[str, int], set[str]]:
    """Store saves, and of their commits those that are new. Return the records' numbers, and which records are new."""
    fresh = list({commit.id: commit for save in saves for commit in save.commits if commit.id in new}.values())
    records, unheard = record_numbers(connection, (commit.record for commit in fresh if commit.record))
    streams, new_streams = stream_numbers(connection, (commit.stream for commit in fresh))
    signed_by = _put_saves(connection, saves)
    start = next_number(connection, COMMITS, "n")
    rows = [
        {
            "n": start + place,
            "id": bytes.fromhex(commit.id),
            "record": records.get(commit.record),
            "stream": streams[commit.stream],
            "seq": commit.seq,
            "save": signed_by[commit.id],
            "body": commit.body(),
        }
        for place, commit in enumerate(fresh)
    ]
    insert_rows(connection, COMMITS, rows)
    note_forks(connection, {streams[name]: name for name in streams}, {streams[name] for name in new_streams}, fresh)
    return records, unheard


def load(connection: Connection, records: Iterable[int]) -> dict[int, list[Commit]]:
    """Return all commits of records, those taken back too."""
    found: dict[int, list[Commit]] = {}
    wanted = select(COMMITS.c.record, COMMITS.c.id, COMMITS.c.body)
    rows = gathered(connection, wanted, COMMITS.c.record, records)
    for record, commit_id, body in rows:
        found.setdefault(record, []).append(commit_kept(body, commit_id.hex()))
    return found


def commits(connection: Connection, commit_ids: Iterable[str]) -> list[Commit]:
    """Return those of the commits that are stored, in order of arrival."""
    wanted = [bytes.fromhex(each) for each in commit_ids]
    rows = gathered(connection, select(COMMITS.c.n, COMMITS.c.id, COMMITS.c.body), COMMITS.c.id, wanted)
    return [commit_kept(row.body, row.id.hex()) for row in sorted(rows, key=lambda row: row.n)]


def of_stream(connection: Connection, name: str) -> list[Commit]:
    """Return all commits of one stream."""
    wanted = select(COMMITS.c.id, COMMITS.c.body).join(STREAMS, STREAMS.c.s == COMMITS.c.stream)
    rows = connection.execute(wanted.where(STREAMS.c.name == name).order_by(COMMITS.c.n))
    return [commit_kept(row.body, row.id.hex()) for row in rows]


def of_source(connection: Connection, source: str) -> list[Commit]:
    """Return the commits that came about in one way and stand, in order of arrival: all decisions, say."""
    # Bodies are canonical, so the words stand in them in one way only; a value that quotes them is looked at below.
    words = literal(b"%" + canonical({"source": source})[1:-1] + b"%", LargeBinary)
    rows = connection.execute(
        select(COMMITS.c.id, COMMITS.c.body).where(COMMITS.c.body.op("LIKE")(words)).order_by("n")
    )
    every = (commit_kept(row.body, row.id.hex()) for row in rows)
    gone = taken_back(connection)
    return [commit for commit in every if commit.source == source and commit.id not in gone]


def taken_back(connection: Connection) -> set[str]:
    """Return the ids of all commits that an active revoke names."""
    return {commit_id.hex() for commit_id in connection.scalars(select(TAKEN_BACK.c.id))}


def of_no_record(connection: Connection) -> list[Commit]:
    """Return every commit of no record, in order of arrival: what is taken back, and certificates withdrawn."""
    rows = connection.execute(select(COMMITS.c.id, COMMITS.c.body).where(COMMITS.c.record.is_(None)).order_by("n"))
    return [commit_kept(row.body, row.id.hex()) for row in rows]


def renew_taken_back(connection: Connection) -> set[str]:
    """Work out again which commits are taken back; return those for which that has changed."""
    before, after = taken_back(connection), revoked(of_no_record(connection))
    gone, come = before - after, after - before
    for commit_id in gone:
        connection.execute(TAKEN_BACK.delete().where(TAKEN_BACK.c.id == bytes.fromhex(commit_id)))
    insert_rows(connection, TAKEN_BACK, [{"id": bytes.fromhex(commit_id)} for commit_id in come])
    return gone | come


def records_of(connection: Connection, commit_ids: Iterable[str]) -> set[int]:
    """Return the numbers of the records that commits belong to."""
    wanted = [bytes.fromhex(each) for each in commit_ids]
    rows = gathered(connection, select(COMMITS.c.record), COMMITS.c.id, wanted)
    return {row.record for row in rows if row.record is not None}


def saves(connection: Connection, area: str = "", since: int = 0) -> Iterator[tuple[int, Save]]:
    """Yield saves with their number, in order of arrival: those of an area's subtree, after a number."""
    wanted = select(SAVES).where(SAVES.c.n > since).order_by(SAVES.c.n)
    if area:
        wanted = wanted.where((SAVES.c.area == area) | SAVES.c.area.startswith(area + "/", autoescape=True))
    certificates = chains(connection)
    for rows in connection.execute(wanted, execution_options={"yield_per": 500}).partitions():
        yield from _with_commits(connection, rows, certificates)


def saves_about(
    connection: Connection, datasets: Collection[str], apart_from: str
) -> Iterator[tuple[Save, frozenset[str]]]:
    """Yield the saves that write to records of datasets outside an area's subtree, with the ids of those commits.

    What takes such commits back belongs to them.
    """
    records = select(RECORDS.c.r).where(RECORDS.c.dataset.in_(datasets))
    if apart_from:
        inside = (RECORDS.c.area == apart_from) | RECORDS.c.area.startswith(apart_from + "/", autoescape=True)
        records = records.where(~inside)
    columns = select(COMMITS.c.id, COMMITS.c.save)
    found = {row.id.hex(): row.save for row in connection.execute(columns.where(COMMITS.c.record.in_(records)))}
    taking_back = {each.id: each for each in of_no_record(connection)}
    # A record of which nothing stands is of no dataset any more; its commits still say what they wrote to.
    targets = [bytes.fromhex(target) for each in taking_back.values() for target in each.targets]
    bodies = columns.add_columns(COMMITS.c.body)
    for row in gathered(connection, bodies, COMMITS.c.id, targets):
        commit = commit_kept(row.body, row.id.hex())
        if commit.dataset in datasets and not (apart_from and is_under(commit.area, apart_from)):
            found[commit.id] = row.save
    while late := [each for each in taking_back.values() if not found.keys().isdisjoint(each.targets)]:
        wanted = [bytes.fromhex(each.id) for each in late]
        found |= {row.id.hex(): row.save for row in gathered(connection, columns, COMMITS.c.id, wanted)}
        for each in late:
            del taking_back[each.id]
    named = frozenset(found)
    certificates = chains(connection)
    rows = sorted(gathered(connection, select(SAVES), SAVES.c.n, set(found.values())), key=lambda row: row.n)
    for several in chunks(rows, _SAVES_AT_A_TIME):
        for _, save in _with_commits(connection, several, certificates):
            yield save, named.intersection(save.ids)


def _with_commits(
    connection: Connection, rows: Sequence[Any], certificates: Mapping[int, Chain]
) -> Iterator[tuple[int, Save]]:
    ids = {row.n: _split(row.ids) for row in rows}
    every = [commit_id for each in ids.values() for commit_id in each]
    found = gathered(connection, select(COMMITS.c.id, COMMITS.c.body), COMMITS.c.id, every)
    bodies: dict[bytes, bytes] = {row.id: row.body for row in found}
    for row in rows:
        commits = tuple(commit_kept(bodies[each], each.hex()) for each in ids[row.n])
        yield row.n, Save(commits, row.signer, row.signature, certificates[row.chain])


def note_forks(
    connection: Connection, streams: Mapping[int, str], unheard: Collection[int], fresh: Sequence[Commit]
) -> None:
    """Remember each number of a stream that two different commits claim."""
    numbers = {name: number for number, name in streams.items()}
    claimed: dict[int, list[int]] = {}
    for commit in fresh:
        if commit.seq > 0 and not commit.stream.startswith(HAND_EDITS):
            claimed.setdefault(numbers[commit.stream], []).append(commit.seq)
    for stream, claims in claimed.items():
        if stream in unheard and len(set(claims)) == len(claims):
            continue
        doubled = connection.execute(
            select(COMMITS.c.seq)
            .where(COMMITS.c.stream == stream, COMMITS.c.seq.between(min(claims), max(claims)))
            .group_by(COMMITS.c.seq)
            .having(func.count() > 1)
        )
        known = set(connection.scalars(select(FORKS.c.seq).where(FORKS.c.stream == stream)))
        found = {row.seq for row in doubled} - known
        insert_rows(connection, FORKS, [{"stream": stream, "seq": seq} for seq in sorted(found)])


def _put_saves(connection: Connection, saves: Sequence[Save]) -> dict[str, int]:
    numbers = chain_numbers(connection, {save.chain for save in saves})
    start = next_number(connection, SAVES, "n")
    signed_by: dict[str, int] = {}
    rows: list[dict[str, object]] = []
    for n, save in enumerate(saves, start):
        for commit in save.commits:
            signed_by.setdefault(commit.id, n)
        rows.append(
            {
                "n": n,
                "ids": b"".join(bytes.fromhex(commit.id) for commit in save.commits),
                "area": save.commits[0].area,
                "signer": save.signer,
                "signature": save.signature,
                "chain": numbers[save.chain],
            }
        )
    insert_rows(connection, SAVES, rows)
    return signed_by


def _split(ids: bytes) -> list[bytes]:
    return [ids[at : at + ID_BYTES] for at in range(0, len(ids), ID_BYTES)]
