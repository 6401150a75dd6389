"""Families: the records that one form fills in together, whose calculations are done again when one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from forms.rows import Row
from forms.rows import Value as Answer
from sync.answers import answer_value
from sync.fold import Folded, Status
from sync.store.database import gathered
from sync.store.known import Known
from sync.store.schema import Recalculation, Schema
from sync.store.tables import RECORDS


@dataclass(frozen=True, slots=True)
class Derived:
    """What forms make of one record: calculated values, and the fields that are not relevant."""

    values: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    irrelevant: frozenset[str] = frozenset()


NOTHING_DERIVED = Derived()


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
        self._calculated = {
            name: frozenset(field.name for field in dataset.fields if field.calculated)
            for name, dataset in schema.datasets.items()
        }

    def derive(self, touched: Collection[int]) -> dict[int, Derived]:
        """Return what is derived of the touched records and of everything that is folded with them.

        A family may bring in records that belong to a family of another form as well. Whatever is folded is written
        again, so it needs what all its forms make of it.
        """
        derived: dict[int, Derived] = {}
        computed: set[tuple[int, int]] = set()
        asked: set[int] = set()
        while waiting := {*touched, *self._folded} - asked:
            asked |= waiting
            for number, recalculation in enumerate(self._schema.recalculate):
                roots = {root for record in waiting if (root := self._root(record, recalculation))}
                new = {root for root in roots if (number, root) not in computed}
                computed |= {(number, root) for root in new}
                for root, members in self._members(new, recalculation.members).items():
                    self._compute(recalculation, root, members, derived)
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
        rows = {one.record_id: (record, one) for record, one in [(root, self._row(top, 1)), *self._rows(members)]}
        for found in recalculation.compute([row for _, row in rows.values()]):
            record, given = rows[found.record_id]
            derived[record] = self._joined(derived.get(record, NOTHING_DERIVED), given, found)

    def _joined(self, before: Derived, given: Row, found: Row) -> Derived:
        """Return what is known of a record after one more form has been asked."""
        calculated = self._calculated[given.dataset]
        values = {name: value for name, value in found.values.items() if name in calculated}
        blank = {name for name, value in found.values.items() if value is None and given.values.get(name) is not None}
        return Derived({**before.values, **values}, before.irrelevant | (blank - calculated))

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
