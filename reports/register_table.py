"""A register on paper: its list or a part of it with sums, and the instalments of what is lent in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from forms.areas import in_language
from forms.datasets import Field
from forms.pack_reports import ReportDefinition
from forms.pack_settings import Texts
from forms.register import Register
from forms.register_query import RegisterQuery
from forms.register_table import AREA, ListedColumn, RegisterTable
from reports.instalments import instalments
from reports.masking import masked
from reports.output.table import Cell
from reports.report import IN_AREA_OF, UNCOUNTED, Asked, Behind, Check, Column, Kind, Report, Row

KINDS = {"yuan": Kind.YUAN, "wan": Kind.WAN}
WAN = 10_000


def register_table(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the records of a register, or of a part of it, as they stood at the end of the report's day."""
    listed = _Listed(definition, asked)
    rows = [
        Row([number, *shown], [listed.behind(record)])
        for number, (record, shown, _) in enumerate(listed.records(), start=1)
    ]
    sums = [listed.sum_of(place, rows) for place in range(len(listed.shown))]
    total = [Row([None, *_with_word(sums, asked)], total=True)] if rows and any(s is not None for s in sums) else []
    head = [Column(asked.say("report.number"), Kind.NUMBER), *listed.columns]
    return listed.report(head, [*rows, *total], len(rows), listed.checks(rows))


def instalment_table(definition: ReportDefinition, asked: Asked) -> Report:
    """Return what is due of each record and when, what of it is paid and what is owed after it."""
    listed = _Listed(definition, asked)
    rows: list[Row] = []
    records = listed.records()
    for record, shown, (amount, paid, begins, months, monthly) in records:
        if amount and begins and months:
            for each in instalments(int(amount), str(begins), int(months), bool(monthly), int(paid or 0)):
                money = [fen / 100 for fen in (each.due, each.paid, each.owed)]
                rows.append(Row([*shown, each.number, each.day, *money], [listed.behind(record)]))
    say = asked.say
    kinds = {"number": Kind.NUMBER, "day": Kind.TEXT, "due": Kind.YUAN, "paid": Kind.YUAN, "owed": Kind.YUAN}
    head = [*listed.columns, *(Column(say(f"instalments.{name}"), kind) for name, kind in kinds.items())]
    return listed.report(head, rows, len(records), ())


class _Listed:
    """A register being printed: its columns, and its records."""

    def __init__(self, definition: ReportDefinition, asked: Asked) -> None:
        assert isinstance(definition.more, RegisterTable) and asked.described is not None
        self._definition, self._asked, self._table = definition, asked, definition.more
        self._described = asked.described
        self.register: Register = self._described.registers[self._table.register]
        self.shown = [_Shown(each, self.register, asked) for each in self._table.columns]

    @property
    def columns(self) -> Sequence[Column]:
        return [each.column for each in self.shown]

    def records(self) -> Sequence[tuple[str, Sequence[Cell], Sequence[Any]]]:
        """Return for each its id, its cells, and what its instalments follow from."""
        query = RegisterQuery(self.register, self._described)
        area, status = query.column(("area",)), query.column(("status",))
        query.only(f"({IN_AREA_OF.format(area)})")
        query.only(f"{status} NOT IN ({UNCOUNTED})")
        chosen = next((each.where for each in self.register.filters if each.name == self._table.filter), "")
        for condition in (self.register.where, chosen):
            if condition:
                query.only(query.condition(condition))
        plan = self._table.instalments
        told = (plan.amount, plan.paid, plan.begins, plan.months) if plan else ()
        columns = [query.column(("record_id",)), *(query.column(each.way) for each in self.shown)]
        columns += [query.condition(text) for text in told]
        if plan:
            columns.append(f"CASE WHEN {query.condition(plan.monthly)} THEN 1 ELSE 0 END")
        order = [self._ordered(query, name) for name in (self._table.order or self.register.order)]
        _, found = self._asked.query(query.select(columns, order), self._facts)
        width = len(self.shown)
        return [
            (str(record), [each.text(cell) for each, cell in zip(self.shown, cells, strict=False)], cells[width:])
            for record, *cells in found
        ]

    def behind(self, record: str) -> Behind:
        return Behind(self.register.dataset, f"record_id = '{record}'", "")

    def sum_of(self, place: int, rows: Sequence[Row]) -> Cell:
        """Return the sum of a column that has one; money is added up in fen, ten thousands in hundredths of a fen."""
        if not self.shown[place].listed.total:
            return None
        cells = [row.cells[place + 1] for row in rows]
        scale = WAN * 100 if self.shown[place].column.kind is Kind.WAN else 100
        return sum(round(cell * scale) for cell in cells if isinstance(cell, (int, float))) / scale

    def checks(self, rows: Sequence[Row]) -> Sequence[Check]:
        """Say whether the parts add up to the whole in every row."""
        if not self._table.add_up:
            return ()
        names = [each.listed.field for each in self.shown]
        whole, *parts = [names.index(name) + 1 for name in self._table.add_up]
        holds = all(_fen(row, [whole]) == _fen(row, parts) for row in rows)
        words = " + ".join(self.columns[place - 1].label for place in parts)
        return (Check(f"{words} = {self.columns[whole - 1].label}", holds),)

    def report(self, head: Sequence[Column], rows: Sequence[Row], count: int, checks: Sequence[Check]) -> Report:
        definition, asked = self._definition, self._asked
        says = in_language(definition.says, asked.language)
        return Report(
            name=definition.name,
            title=in_language(definition.titles, asked.language, definition.name),
            scope=asked.scope,
            as_of=asked.as_of,
            columns=head,
            rows=rows,
            unit=in_language(definition.units, asked.language),
            notes=[*([says] if says else []), asked.say("report.records", records=count)],
            checks=checks,
            asked=asked.parameters,
        )

    def _ordered(self, query: RegisterQuery, name: str) -> str:
        column = query.column(tuple(name.removeprefix("-").split(".")))
        return f"{column} IS NULL, {column}{' DESC' if name.startswith('-') else ''}"

    @property
    def _facts(self) -> Mapping[str, str]:
        asked = self._asked
        # A day is over at its end: what was decided on it counts.
        moment = datetime.combine(asked.as_of, time(23, 59, 59)).isoformat(timespec="milliseconds")
        return {**asked.parameters, "today": asked.as_of.isoformat(), "now": moment, "me": ""}


class _Shown:
    """One column: where it is read, and how its cells read."""

    def __init__(self, listed: ListedColumn, register: Register, asked: Asked) -> None:
        self.listed, self._asked = listed, asked
        derived = next((each for each in register.derived if each.name == listed.field), None)
        way = tuple(listed.field.split("."))
        self._field: Field | None = None
        self._masked, self._is_counted = False, derived is not None
        words: Texts = derived.label if derived else {}
        if derived is None and listed.field != AREA:
            assert asked.described is not None
            dataset, self._field = RegisterQuery(register, asked.described).source.field(way)
            hidden = asked.masked.get(dataset, frozenset())
            self._masked = bool(asked.masked) and (way[-1] in hidden or listed.field in register.masked)
            words = self._field.labels if self._field else words
        referred = asked.datasets.get(self._field.source) if self._field and self._field.source else None
        # Of a reference: what the record that it refers to is called.
        self.way = (*way, referred.label_field) if referred and referred.label_field else way
        label = in_language(listed.label or words, asked.language)
        if not label:
            label = asked.say("report.area") if listed.field == AREA else listed.field
        is_number = derived is not None or (self._field is not None and self._field.kind in ("integer", "decimal"))
        otherwise = Kind.NUMBER if is_number and not (self._field and self._field.choices) else Kind.TEXT
        self.column = Column(label, KINDS.get(listed.money, otherwise))

    def text(self, cell: Any) -> Cell:
        if cell is None or cell == "":
            return None
        if self._masked:
            return masked(str(cell))
        if self._is_counted and isinstance(cell, str):
            # What an expression gives is known when it is there: a day stands like words.
            self.column = replace(self.column, kind=Kind.TEXT)
        if isinstance(cell, (int, float)):
            return cell / WAN if self.column.kind is Kind.WAN else cell
        if self.listed.field == AREA:
            return self._asked.areas.name(str(cell).rpartition("/")[2], self._asked.language)
        field, text = self._field, str(cell)
        if field is None:
            return text
        if field.choices:
            return in_language(field.choices.get(text, {}), self._asked.language, text)
        if field.source and text in self._asked.areas:
            return self._asked.areas.name(text, self._asked.language)
        return text[:16].replace("T", " ") if field.kind in ("dateTime", "datetime") else text


def _with_word(sums: Sequence[Cell], asked: Asked) -> list[Cell]:
    """Return the row of sums with its word in the first column that has none."""
    place = next((at for at, each in enumerate(sums) if each is None), None)
    return [asked.say("report.total") if at == place else each for at, each in enumerate(sums)]


def _fen(row: Row, places: Sequence[int]) -> int:
    cells = [row.cells[place] for place in places]
    return sum(round(cell * 100) for cell in cells if isinstance(cell, (int, float)))
