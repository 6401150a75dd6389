"""Registers as lists: rows with their columns, parts of a list, and what is due of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from forms.areas import in_language
from forms.datasets import Field
from forms.pack import Pack
from forms.register import Register
from forms.register_query import Described, RegisterQuery
from survey_app.open_conflicts import shown_value
from survey_app.workspace import Workspace
from survey_app.workspace_errors import UnknownRegister

MOST_FOUND = 1000
"""A search that finds more people asks for another word instead."""
IN_AREA = "({0} = :area OR substr({0}, 1, length(:area) + 1) = :area || '/' OR :area = '')"

Cell = None | int | float | str


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column of a list."""

    name: str
    label: str
    field: Field | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One record of a register."""

    record_id: str
    parent_id: str
    area: str
    state: str
    cells: tuple[Cell, ...]
    due: str = ""
    """The earliest day on which something has to be done, ISO 8601; "" where nothing has."""
    why: str = ""
    """The name of that due rule."""

    def is_due(self, today: date) -> bool:
        return bool(self.due) and self.due <= today.isoformat()

    def days_over(self, today: date) -> int:
        return (today - date.fromisoformat(self.due)).days if self.due else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a list."""

    text: str = ""
    """What was typed into the search."""
    filter: str = ""
    due_on: date | None = None
    """Only what is due on that day or before."""
    holder: str = ""
    """Only what hangs on that record."""
    record: str = ""
    area: str = ""
    today: date | None = None
    """The day that conditions take for today, where it is another."""
    order: tuple[str, ...] | None = None
    """The columns to sort by, in place of the register's own."""


def registers_of(workspace: Workspace) -> list[Register]:
    return list(workspace.pack.registers.values()) if workspace.pack else []


def register_named(workspace: Workspace, name: str) -> Register:
    """Return a register by its name or a title of it. Raises UnknownRegister."""
    known = registers_of(workspace)
    for register in known:
        if name == register.name or name in register.title.values():
            return register
    raise UnknownRegister(name, [register.name for register in known])


class RegisterList:
    """One register of a workspace, ready to be asked."""

    def __init__(self, workspace: Workspace, register: Register, language: str, in_full: bool = False) -> None:
        """`in_full` shows what is masked; whoever sets it has noted who wants it and why."""
        self.workspace, self.register, self.language = workspace, register, language
        self._in_full = in_full
        self._described = described_in(workspace)
        self.columns = tuple(self.column(name) for name in register.columns)

    @property
    def title(self) -> str:
        return in_language(self.register.title, self.language, self.register.name)

    def rows(self, wanted: Wanted, limit: int | None = None, offset: int = 0) -> list[RegisterRow]:
        """Return one page of the list."""
        query, facts = self._query(wanted)
        columns = [query.column((name,)) for name in ("record_id", "parent_id", "area")]
        columns.append(query.column((self.register.state,)) if self.register.state else "''")
        dues = [self._due_sql(query, place) for place in range(len(self.register.dues))]
        cells = [query.column(self.way(column.name)) for column in self.columns]
        order = [self._ordered(query, name) for name in (wanted.order or self.register.order)]
        sql = query.select([*columns, *dues, *cells], order, limit, offset)
        _, found = self.workspace.store.query(sql, facts)
        return [self._row(each, len(dues)) for each in found]

    def count(self, wanted: Wanted) -> int:
        query, facts = self._query(wanted)
        _, ((count,),) = self.workspace.store.query(query.count(), facts)
        return int(count)

    def due(self, today: date, area: str = "") -> list[RegisterRow]:
        """Return what is due, what has waited longest first."""
        return sorted(self.rows(Wanted(due_on=today, area=area)), key=lambda row: (row.due, row.record_id))

    def due_in_all(self, today: date) -> tuple[int, str]:
        """Return how much is due, and since when."""
        query, facts = self._query(Wanted(due_on=today))
        dues = [self._due_sql(query, place) for place in range(len(self.register.dues))]
        sql = query.summed(["COUNT(*)", *(f"MIN({due})" for due in dues)])
        _, ((count, *days),) = self.workspace.store.query(sql, facts)
        return int(count), min((str(day)[:10] for day in days if is_day(day)), default="")

    def row(self, record_id: str) -> RegisterRow | None:
        return next(iter(self.rows(Wanted(record=record_id))), None)

    def shown(self, row: RegisterRow, place: int) -> str:
        """Return a cell as people read it: the label of a choice, and only a part of what is masked."""
        return self.shown_in(self.columns[place], row.cells[place])

    def shown_in(self, column: RegisterColumn, value: Cell) -> str:
        text = self.words(column.field, value)
        return masked(text) if column.masked else text

    def state_words(self, state: str) -> str:
        field = self.workspace.definitions.datasets[self.register.dataset].field(self.register.state)
        return self.words(field, state)

    def reason(self, row: RegisterRow) -> str:
        """Return in words why something has to be done."""
        return next((in_language(d.reason, self.language, d.name) for d in self.register.dues if d.name == row.why), "")

    # ------------------------------------------------------------ within

    def _query(self, wanted: Wanted) -> tuple[RegisterQuery, dict[str, Any]]:
        register, workspace = self.register, self.workspace
        query = RegisterQuery(register, self._described)
        facts = facts_for(workspace, wanted.today or wanted.due_on) | {"area": wanted.area}
        query.only(IN_AREA.format(query.column(("area",))))
        if register.where:
            query.only(query.condition(register.where))
        if wanted.filter:
            chosen = next(each for each in register.filters if each.name == wanted.filter)
            query.only(query.condition(chosen.where))
        if wanted.due_on is not None:
            dues = [f"{self._due_sql(query, place)} <= :today" for place in range(len(register.dues))]
            query.only(f"({' OR '.join(dues)})" if dues else "1 = 0")
        for name, value in (("parent_id", wanted.holder), ("record_id", wanted.record)):
            if value:
                query.only(f"{query.column((name,))} = :{name}")
                facts[name] = value
        if wanted.text.strip():
            query.only(self._found(query, wanted, facts))
        return query, facts

    def _found(self, query: RegisterQuery, wanted: Wanted, facts: dict[str, Any]) -> str:
        """Return the condition that a record, or what it hangs on, is among what the search finds."""
        register, store = self.register, self.workspace.store
        conditions: list[str] = []
        for column, dataset in (("record_id", register.dataset), ("parent_id", register.of)):
            if dataset:
                found = store.search(dataset, wanted.text, MOST_FOUND, 0, wanted.area)
                names = {f"{column}_{place}": row["record_id"] for place, row in enumerate(found)}
                facts |= names
                if names:
                    listed = ", ".join(f":{name}" for name in names)
                    conditions.append(f"{query.column((column,))} IN ({listed})")
        return f"({' OR '.join(conditions)})" if conditions else "1 = 0"

    def _due_sql(self, query: RegisterQuery, place: int) -> str:
        due = self.register.dues[place]
        day = query.condition(due.date)
        return f"CASE WHEN {query.condition(due.when)} THEN {day} END" if due.when else day

    def _ordered(self, query: RegisterQuery, name: str) -> str:
        column = query.column(self.way(name.removeprefix("-")))
        # Blanks last, whichever way round: they say nothing.
        return f"{column} IS NULL, {column}{' DESC' if name.startswith('-') else ''}"

    def way(self, name: str) -> tuple[str, ...]:
        """Return where a column is read: of a reference, what the record that it refers to is called."""
        way = tuple(name.split("."))
        field = self.field_at(way)
        referred = self._described.datasets.get(field.source) if field and field.source else None
        return (*way, referred.label_field) if referred and referred.label_field else way

    def field_at(self, way: tuple[str, ...]) -> Field | None:
        query = RegisterQuery(self.register, self._described)
        if len(way) == 1 and any(each.name == way[0] for each in self.register.derived):
            return None
        return query.source.field(way)[1]

    def column(self, name: str) -> RegisterColumn:
        """Return a column by its name, as lists of the register may show it."""
        register = self.register
        derived = next((each for each in register.derived if each.name == name), None)
        if derived is not None:
            return RegisterColumn(name, in_language(derived.label, self.language, name))
        field = self.field_at(tuple(name.split(".")))
        label = in_language(field.labels, self.language, field.name) if field else name
        return RegisterColumn(name, label, field, name in register.masked and not self._in_full)

    def words(self, field: Field | None, value: Cell) -> str:
        """Return a value as people read it."""
        pack = self.workspace.pack
        listed = pack.lists.get(field.source) if pack and field and field.source else None
        if listed is not None:
            row = next((each for each in listed if each.code == str(value)), None)
            return in_language(row.labels, self.language, str(value)) if row else str(value or "")
        return shown_value(field, value if not isinstance(value, float) else in_digits(value), self.language)

    def _row(self, told: Sequence[Any], dues: int) -> RegisterRow:
        record, parent, area, state = told[:4]
        days = [
            (str(day)[:10], due.name)
            for day, due in zip(told[4 : 4 + dues], self.register.dues, strict=True)
            if is_day(day)
        ]
        day, why = min(days, default=("", ""))
        return RegisterRow(
            str(record), str(parent or ""), str(area), str(state or ""), tuple(told[4 + dues :]), day, why
        )


def described_in(workspace: Workspace) -> Described:
    pack = workspace.pack
    assert isinstance(pack, Pack), "a form on its own has no registers"
    return pack.described


def facts_for(workspace: Workspace, today: date | None = None) -> dict[str, Any]:
    """Return what a register's conditions may ask for."""
    day = today or workspace.now().date()
    now = workspace.now()
    # On another day than ours it is the last moment of that day.
    moment = now if day == now.date() else datetime.combine(day, time.max, now.tzinfo)
    return {
        "today": day.isoformat(),
        "now": as_moment(moment),
        "me": workspace.staff.number,
        "area": workspace.area,
    }


def as_moment(moment: datetime) -> str:
    """Return a moment as forms write it."""
    return moment.isoformat(timespec="milliseconds")


def is_day(value: object) -> bool:
    try:
        return bool(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return False


def in_digits(number: float) -> str:
    """Return a number with all its digits: a million yuan is not 1e+06."""
    text = format(Decimal(f"{number:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def masked(text: str) -> str:
    """Return a number of which only as much is shown as tells it from others: 220104********0028, 135****0000."""
    if len(text) >= 15:
        return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}"
    if len(text) > 7:
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
    return "*" * len(text)
