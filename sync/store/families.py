"""Families: the records that one form fills in together, whose calculations are done again when one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from forms.rows import Row
from sync.answers import answer_value
from sync.fold import Folded, Status
from sync.store.database import gathered
from sync.store.known import Known
from sync.store.schema import Derived, Recalculation, Schema
from sync.store.tables import RECORDS


class Families:
    """Finds the families of touched records and derives what their forms calculate."""

    def __init__(
        self,
        connection: Connection,
        schema: Schema,
        known: Mapping[int, Known],
        folded: Mapping[int, Folded | None],
        load_more: Callable[[Iterable[int]], None],
    ) -> None:
        self._connection, self._schema = connection, schema
        self._known, self._folded, self._load_more = known, folded, load_more

    def derive(self, touched: Collection[int]) -> dict[int, Derived]:
        """Return what is derived of each record in a family of the touched ones. Folds what it needs for that."""
        derived: dict[int, Derived] = {}
        for recalculation in self._schema.recalculate:
            roots = {root for record in touched if (root := self._root(record, recalculation))}
            for root, members in self._members(roots, recalculation.members).items():
                self._compute(recalculation, root, members, derived)
        # A record that was folded for another reason keeps what its other families make of it.
        return derived

    def _root(self, record: int, recalculation: Recalculation) -> int | None:
        at: int | None = record
        passed: set[int] = set()
        while at and at not in passed and (known := self._known.get(at)):
            if known.dataset == recalculation.root:
                return at
            if known.dataset not in recalculation.members:
                return None
            passed.add(at)
            at = None if known.is_cut else known.parent
        return None

    def _members(self, roots: Collection[int], datasets: frozenset[str]) -> dict[int, list[int]]:
        """Return the records below each root, level by level."""
        root_of = {root: root for root in roots}
        members: dict[int, list[int]] = {root: [] for root in sorted(roots)}
        level = list(members)
        wanted = select(RECORDS.c.r, RECORDS.c.parent).where(
            RECORDS.c.dataset.in_(datasets), RECORDS.c.is_cut.is_(False)
        )
        while level and datasets:
            rows = gathered(self._connection, wanted, RECORDS.c.parent, level)
            level = []
            for record, parent in rows:
                if record not in root_of:
                    root_of[record] = root_of[parent]
                    members[root_of[parent]].append(record)
                    level.append(record)
        self._load_more(record for record in root_of)
        return members

    def _compute(
        self, recalculation: Recalculation, root: int, members: Collection[int], derived: dict[int, Derived]
    ) -> None:
        top = self._folded.get(root)
        if top is None:
            return
        rows = self._rows(members)
        found = recalculation.compute(self._row(top, 1), [row for _, row in rows])
        for record, row_id in [(root, top.record), *((record, row.record_id) for record, row in rows)]:
            if row_id in found:
                before = derived.get(record, _NOTHING)
                now = found[row_id]
                derived[record] = Derived({**before.values, **now.values}, before.irrelevant | now.irrelevant)

    def _rows(self, members: Iterable[int]) -> list[tuple[int, Row]]:
        """Return the rows of the family that are there, siblings in their order."""
        present = [(record, one) for record in members if (one := self._folded.get(record))]
        alive = [(record, one) for record, one in present if one.status is not Status.DELETED]
        alive.sort(key=lambda each: (each[1].position, each[1].record))
        counts: dict[tuple[str, str], int] = {}
        rows: list[tuple[int, Row]] = []
        for record, one in alive:
            place = counts[one.dataset, one.parent] = counts.get((one.dataset, one.parent), 0) + 1
            rows.append((record, self._row(one, place)))
        return rows

    def _row(self, one: Folded, position: int) -> Row:
        dataset = self._schema.datasets.get(one.dataset)
        written = one.values
        names = (field.name for field in dataset.fields) if dataset else iter(written)
        values = {name: answer_value(written.get(name)) for name in names}
        return Row(one.dataset, one.record, one.parent, position, values)


_NOTHING = Derived({})
