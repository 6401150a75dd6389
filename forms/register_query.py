"""The SQL of a register: columns of its records, of what they hang on and refer to, and counts of other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.datasets import Dataset, Field
from forms.pack_parameters import with_values
from forms.pack_settings import Parameter
from forms.register import Derived, Register
from forms.sql_condition import RECORD_COLUMNS, UNFINISHED, quoted, rewritten

TODAY, NOW = "today", "now"
PARAMETERS = (TODAY, NOW, "me", "area")
"""What a condition may ask for beside columns: `:today`, the moment `:now`, the staff number `:me`, our area's path
`:area`, and the parameters of the pack."""
COUNTED_BY = "human"
"""The listing by which a human is counted: of most records themselves."""
ALSO = ("created_at", "created_by", "updated_at", "updated_by", COUNTED_BY)
"""What the store adds to every record."""
THIS = "this"
Column = tuple[str, ...]


class OddColumn(ValueError):
    """A column that a dataset does not have, or with "" for it a dataset that is not there."""

    def __init__(self, dataset: str, name: str, mend: str = "") -> None:
        super().__init__(f"{dataset!r} has no field {name!r}." if dataset else f"There is no dataset {name!r}.")
        self.mend = mend


@dataclass(frozen=True)
class Described:
    """What a query must know of a pack."""

    datasets: Mapping[str, Dataset]
    identity: str = ""
    """The field by which the same human is recognised in two listings."""
    person: str = ""
    """The dataset that has it."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    registers: Mapping[str, Register] = field(default_factory=dict[str, Register])
    """By name."""

    def rewritten(self, text: str, column: Callable[[Column], str]) -> str:
        """Return the SQL of a condition. Raises OddCondition, and what `column` does."""
        return rewritten(with_values(text, self.parameters), column, PARAMETERS)

    def derived_of(self, dataset: str) -> tuple[Derived, ...]:
        """Return what the register of a dataset counts of other records."""
        own = (each for each in self.registers.values() if each.dataset == dataset and not each.only_lists)
        return next((each.derived for each in own), ())


def above(dataset: str, datasets: Mapping[str, Dataset]) -> list[str]:
    """Return the datasets whose records hold those of a dataset, the nearest first."""
    found: list[str] = []
    while (holder := datasets[dataset].parent) and holder in datasets and holder not in found:
        found.append(holder)
        dataset = holder
    return found


class Source:
    """Records of one dataset, and the records that are reached from them, joined as they are asked for."""

    def __init__(self, dataset: str, described: Described, alias: str) -> None:
        self.dataset, self.alias = dataset, alias
        self._described = described
        self._joins: dict[Column, tuple[str, str]] = {}
        """Way -> (alias, dataset)."""
        self._texts: list[str] = []

    @property
    def sql(self) -> str:
        return " ".join([f"{quoted(self.dataset)} {self.alias}", *self._texts])

    def column(self, way: Column) -> str:
        """Return the SQL of a column. Raises OddColumn."""
        alias, dataset = self._at(way[:-1])
        name = way[-1]
        if name not in (*RECORD_COLUMNS, *ALSO):
            field = field_called(self._described.datasets[dataset], name)
            if field is None:
                raise OddColumn(dataset, name)
            name = field.name
        return f"{alias}.{quoted(name)}"

    def field(self, way: Column) -> tuple[str, Field | None]:
        """Return the dataset that a column is of, and its field. Raises OddColumn."""
        _, dataset = self._at(way[:-1])
        return dataset, field_called(self._described.datasets[dataset], way[-1])

    def _at(self, way: Column) -> tuple[str, str]:
        if not way:
            return self.alias, self.dataset
        if way not in self._joins:
            self._joins[way] = self._joined(way)
        return self._joins[way]

    def _joined(self, way: Column) -> tuple[str, str]:
        datasets = self._described.datasets
        alias, dataset = self._at(way[:-1])
        name = way[-1]
        field = field_called(datasets[dataset], name)
        if field is not None and field.source in datasets:
            return self._join(field.source, f"{alias}.{quoted(field.name)}")
        # Otherwise it is what the record hangs on, however far up: a person's door.
        ways = above(dataset, datasets)
        for holder in ways if name in ways else ():
            alias, _ = self._joins.get((*way[:-1], holder)) or self._join(holder, f"{alias}.parent_id")
            self._joins[*way[:-1], holder] = alias, holder
            if holder == name:
                return alias, holder
        raise OddColumn(dataset, name, "Name a dataset that it hangs on, or a question that refers to one.")

    def _join(self, dataset: str, on: str) -> tuple[str, str]:
        alias = f"{self.alias}_{len(self._texts) + 1}"
        self._texts.append(f"LEFT JOIN {quoted(dataset)} {alias} ON {alias}.record_id = {on}")
        return alias, dataset


def field_called(dataset: Dataset, name: str) -> Field | None:
    """Return a field, also by a name that it had in an earlier version of its form."""
    return dataset.field(name) or dataset.field(dataset.renamed.get(name, ""))


class RegisterQuery:
    """Builds one SELECT over a register; ask for columns first, then for the text."""

    def __init__(self, register: Register, described: Described, dataset: str = "", alias: str = "r") -> None:
        self.register, self._described, self._alias = register, described, alias
        self.source = Source(dataset or register.dataset, described, alias)
        derived = described.derived_of(dataset) if dataset else register.derived
        self._derived = {each.name: each for each in derived}
        self._counted = 0
        self._conditions: list[str] = []

    @classmethod
    def of_the_holder(cls, register: Register, described: Described) -> RegisterQuery:
        """Return a query over the records that a register's own hang on."""
        return cls(register, described, register.of)

    def column(self, way: Column) -> str:
        """Return the SQL of a column, counted ones too. Raises OddColumn, OddCondition."""
        if len(way) == 1 and way[0] in self._derived:
            return self._count(self._derived[way[0]])
        return self.source.column(way)

    def condition(self, text: str) -> str:
        """Return the SQL of a condition or an expression. Raises OddColumn, OddCondition."""
        return f"({self._described.rewritten(text, self.column)})"

    def only(self, condition: str) -> None:
        """Leave out what does not fulfil a condition that is SQL already."""
        self._conditions.append(condition)

    def another_of_the_same_human(self) -> str:
        """Return a condition: there is another record of the same human that fulfils the register's `once`."""
        self._counted += 1
        other = Source(self.register.dataset, self._described, f"n{self._counted}")
        fulfils = self._described.rewritten(self.register.new.once, other.column)
        same = [f"{other.column(('parent_id',))} = {self.source.column(('parent_id',))}"]
        if self.register.of == self._described.person and self._described.identity:
            way = (self.register.of, self._described.identity)
            same.append(f"{other.column(way)} = {self.source.column(way)}")
        conditions = [
            f"{other.column(('record_id',))} <> {self.source.column(('record_id',))}",
            f"({' OR '.join(same)})",
            f"({fulfils})",
        ]
        return f"EXISTS (SELECT 1 FROM {other.sql} WHERE {' AND '.join(conditions)})"

    def one_of_that_human(self) -> str:
        """Return a condition on what a record would hang on: it, or its human, has one that fulfils `once`."""
        other = Source(self.register.dataset, self._described, "n0")
        fulfils = self._described.rewritten(self.register.new.once, other.column)
        same = [f"{other.column(('parent_id',))} = {self.source.column(('record_id',))}"]
        if self.register.of == self._described.person and self._described.identity:
            theirs = other.column((self.register.of, self._described.identity))
            same.append(f"{theirs} = {self.source.column((self._described.identity,))}")
        return f"EXISTS (SELECT 1 FROM {other.sql} WHERE ({' OR '.join(same)}) AND ({fulfils}))"

    def select(
        self, columns: Sequence[str], order: Iterable[str] = (), limit: int | None = None, offset: int = 0
    ) -> str:
        """Return the whole SELECT; columns and order are SQL."""
        where = f" WHERE {' AND '.join(self._conditions)}" if self._conditions else ""
        named = [f"{sql} AS c{place}" for place, sql in enumerate(columns)]
        # Rows that are alike in every column asked for keep one order from page to page.
        ordered = ", ".join([*order, self.source.column(("record_id",))])
        cut = "" if limit is None else f" LIMIT {limit:d} OFFSET {offset:d}"
        return f"SELECT {', '.join(named)} FROM {self.source.sql}{where} ORDER BY {ordered}{cut}"

    def count(self) -> str:
        return self.summed(["COUNT(*)"])

    def summed(self, values: Sequence[str]) -> str:
        """Return a SELECT of aggregates over all that is asked for."""
        where = f" WHERE {' AND '.join(self._conditions)}" if self._conditions else ""
        return f"SELECT {', '.join(values)} FROM {self.source.sql}{where}"

    def _count(self, derived: Derived) -> str:
        if not derived.dataset:
            return self.condition(derived.value)
        if derived.dataset not in self._described.datasets:
            known = ", ".join(self._described.datasets)
            raise OddColumn("", derived.dataset, f"There are: {known}.")
        self._counted += 1
        other = Source(derived.dataset, self._described, f"n{self._alias}{self._counted}")

        def column(way: Column) -> str:
            return self.column(way[1:]) if way[0] == THIS and len(way) > 1 else other.column(way)

        # What somebody was in the middle of counts nowhere.
        conditions = [f"{other.column(('status',))} <> '{UNFINISHED}'"]
        for theirs, ours in derived.match.items():
            conditions.append(f"{other.column(tuple(theirs.split('.')))} = {self.column(tuple(ours.split('.')))}")
        if derived.where:
            conditions.append(f"({self._described.rewritten(derived.where, column)})")
        value = self._described.rewritten(derived.value.replace("(*)", "(1)"), column)
        return f"(SELECT {value} FROM {other.sql} WHERE {' AND '.join(conditions)})"
