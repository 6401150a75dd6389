"""From commits to tables: fold the records that were touched and write again all that hangs on them.

There is no cleverness about what a new commit adds to a row. A touched record is folded anew from all of its commits,
so nothing can drift apart between what arrived bit by bit and what is rebuilt from the beginning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from sync import places
from sync.commit import Commit
from sync.fold import Folded
from sync.store import log
from sync.store.database import gathered, update_rows
from sync.store.families import Families
from sync.store.known import Known, shown_status
from sync.store.numbers import record_numbers
from sync.store.rows_written import write_rows
from sync.store.schema import Schema
from sync.store.search_index import SearchIndex
from sync.store.tables import RECORDS


class Deriving:
    """One refolding inside one transaction."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self._connection, self._schema = connection, schema
        self._taken_back = log.taken_back(connection)
        self._known: dict[int, Known] = {}
        self.folded: dict[int, Folded | None] = {}
        self._commits: dict[int, Sequence[Commit]] = {}

    def derive(self, commits: Mapping[int, Sequence[Commit]], unheard: Collection[int] = ()) -> None:
        """Write everything that follows from the records' commits. Of `unheard` records no row exists yet."""
        if not commits:
            return
        self._look_up(record for record in commits if record not in unheard)
        before = {record: replace(known) for record, known in self._known.items()}
        self._fold(commits)
        self._place(commits)
        links_before = {record: known.parent for record, known in before.items() if known.parent}
        self._climb([*commits, *links_before.values()])
        self._cut_circles()
        self._uncross(before)
        self._load_more(
            self._below([each for each, known in before.items() if known.dataset != self._known[each].dataset])
        )
        families = Families(self._connection, self._schema, self._known, self.folded, self._load_more)
        derived = families.derive({*commits, *links_before.values()})
        stale = {record: known.dataset for record, known in self._known.items() if record not in unheard}
        stale |= {record: known.dataset for record, known in before.items()}
        written = [record for record in self.folded if record not in unheard]
        index = SearchIndex(self._connection, self._schema)
        texts = index.texts({record: stale[record] for record in written})
        write_rows(self._connection, self._schema, self._known, self.folded, derived, {r: stale[r] for r in written})
        moved = {record for record in self.folded if not _hangs_alike(before.get(record), self._known[record])}
        index.renew({record: self._known[record].dataset for record in self.folded}, texts, moved)

    def _fold(self, commits: Mapping[int, Sequence[Commit]]) -> None:
        for record, every in commits.items():
            active = [commit for commit in every if commit.id not in self._taken_back] if self._taken_back else every
            self.folded[record] = self._schema.fold(active) if active else None
            self._commits[record] = every

    def _load_more(self, records: Iterable[int]) -> None:
        """Fold further records, which were not touched themselves but hang on those that were."""
        missing = [record for record in records if record not in self.folded]
        if missing:
            self._fold(log.load(self._connection, missing))
            self._climb(missing)

    def _look_up(self, records: Iterable[int]) -> None:
        for row in gathered(self._connection, select(RECORDS), RECORDS.c.r, records):
            self._known[row.r] = Known(row.id, row.dataset, row.parent, row.merged_into, row.is_cut, row.is_crossed)

    def _place(self, records: Iterable[int]) -> None:
        """Write for each record where its commits put it."""
        folded = {record: self.folded[record] for record in records}
        named = [each for one in folded.values() if one for each in (one.parent, one.into) if each]
        numbers, unheard = record_numbers(self._connection, named)
        for name in unheard:
            self._known[numbers[name]] = Known(name, "", None, None, False, False)
        rows: list[dict[str, Any]] = []
        for record, one in folded.items():
            known = self._known.get(record)
            now = Known(
                self._commits[record][0].record,
                one.dataset if one else "",
                numbers.get(one.parent) if one else None,
                numbers.get(one.into) if one else None,
                known.is_cut if known else False,
                known.is_crossed if known else False,
            )
            self._known[record] = now
            rows.append(
                {
                    "r": record,
                    "dataset": now.dataset,
                    "area": one.area if one else "",
                    "status": shown_status(one, now),
                    "parent": now.parent,
                    "merged_into": now.merged_into,
                }
            )
        update_rows(self._connection, RECORDS, "r", rows)

    def _climb(self, start: Iterable[int]) -> None:
        """Look up everything above the records, as far as it is known."""
        level = list(start)
        while level:
            above = [known.parent for record in level if (known := self._known.get(record)) and known.parent]
            above += [record for record in level if record not in self._known]
            level = [record for record in dict.fromkeys(above) if record not in self._known]
            self._look_up(level)

    def _below(self, records: Iterable[int]) -> list[int]:
        """Return all that hangs on records which vanished or came back: their form is asked again, or no more."""
        found: dict[int, None] = {}
        level = list(records)
        while level:
            rows = gathered(self._connection, select(RECORDS.c.r), RECORDS.c.parent, level)
            level = [row.r for row in rows if row.r not in found]
            found |= dict.fromkeys(level)
        return list(found)

    def _cut_circles(self) -> None:
        """Cut circles of parents at their weakest link, and mend those that are circles no longer."""
        links = {str(record): str(known.parent) for record, known in self._known.items() if known.parent}
        circles = places.circles(links)
        self._load_more(int(each) for circle in circles for each in circle)
        ranks = {
            each: one.parent_rank or (0, "") for circle in circles for each in circle if (one := self.folded[int(each)])
        }
        cut = {int(each) for each in places.cut(links, ranks)} if circles else set[int]()
        self._mark("is_cut", cut, [record for record, known in self._known.items() if known.is_cut])

    def _uncross(self, before: Mapping[int, Known]) -> None:
        """Keep one of the records visible that were merged into each other at two desks."""
        level = [each.merged_into for each in (*self._known.values(), *before.values()) if each.merged_into]
        if not level:
            return
        passed: set[int] = set()
        while level:
            passed.update(level)
            self._look_up(record for record in level if record not in self._known)
            onward = [self._known[record].merged_into for record in level]
            level = [record for record in dict.fromkeys(onward) if record and record not in passed]
        mergers = {known.id: self._known[known.merged_into].id for known in self._known.values() if known.merged_into}
        crossed = places.crossed(mergers)
        marked = {record for record, known in self._known.items() if known.id in crossed}
        self._mark("is_crossed", marked, [record for record, known in self._known.items() if known.is_crossed])

    def _mark(self, column: str, marked: Collection[int], marked_before: Collection[int]) -> None:
        changed = sorted(set(marked) ^ set(marked_before))
        if not changed:
            return
        self._load_more(changed)
        rows: list[dict[str, Any]] = []
        for record in changed:
            known = self._known[record]
            setattr(known, column, record in marked)
            status = shown_status(self.folded.get(record), known)
            rows.append({"r": record, column: record in marked, "status": status})
        update_rows(self._connection, RECORDS, "r", rows)


def _hangs_alike(before: Known | None, now: Known) -> bool:
    return before is not None and (before.parent, before.is_cut) == (now.parent, now.is_cut)
