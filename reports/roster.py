"""Rosters: one line per record, with what stands in the records that hold it, masked where the reader may not see."""

from __future__ import annotations

from collections.abc import Sequence

from forms.areas import in_language, language_code
from forms.datasets import Dataset, Field
from forms.pack_reports import ReportColumn, ReportDefinition
from forms.sql_condition import quoted
from reports.classes import MULTIPLE
from reports.masking import masked
from reports.output.table import Cell
from reports.report import Asked, Behind, Column, Kind, Report, Row, everybody

SEPARATOR = {"zh": "、", "en": ", "}


def roster(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the list, numbered anew in each area, in the order of the definition."""
    dataset = asked.datasets[definition.dataset]
    columns = [_Shown(each, dataset, asked, definition.public) for each in definition.columns]
    columns = [each for each in columns if each.allowed]
    rows: list[Row] = []
    area, number = None, 0
    for record, where, *cells in asked.rows_of(_sql(definition, columns, asked)):
        number = number + 1 if where == area else 1
        area = where
        shown = [column.text(cell) for column, cell in zip(columns, cells, strict=True)]
        behind = Behind(dataset.name, f"record_id = '{record}'", "")
        place = asked.areas.name(str(where or "").rpartition("/")[2], asked.language)
        rows.append(Row([number, place, *shown], [behind]))
    says = in_language(definition.says, asked.language)
    head = [Column(asked.say("report.number"), Kind.NUMBER), Column(asked.say("report.area"), Kind.TEXT)]
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[*head, *(Column(each.label, each.kind) for each in columns)],
        rows=rows,
        unit=in_language(definition.units, asked.language),
        notes=[*([says] if says else []), asked.say("report.records", records=len(rows))],
        asked=asked.parameters,
        whole=Behind(dataset.name, definition.where, asked.area),
    )


class _Shown:
    """One column of a roster: where it comes from and how its cells read."""

    def __init__(self, column: ReportColumn, dataset: Dataset, asked: Asked, public: bool) -> None:
        holder, _, self.name = column.field.rpartition(".")
        self.dataset = asked.datasets[holder] if holder else dataset
        found = self.dataset.field(self.name)
        assert found is not None, "checked when the pack was loaded"
        self.field: Field = found
        self.language = asked.language
        self.label = in_language(column.labels or found.labels, asked.language, self.name)
        self.kind = Kind.NUMBER if found.kind in ("integer", "decimal") and not found.choices else Kind.TEXT
        self.is_masked = self.name in asked.masked.get(self.dataset.name, frozenset())
        # A list on the wall carries neither numbers nor what is left of them.
        self.allowed = not (public and self.name in asked.masked.get(self.dataset.name, frozenset()))

    def text(self, cell: Cell) -> Cell:
        if cell is None or cell == "":
            return None
        if self.is_masked:
            return masked(str(cell))
        choices = self.field.choices
        if choices:
            codes = str(cell).split() if self.field.kind in MULTIPLE else [str(cell)]
            words = [in_language(choices.get(code, {}), self.language, code) for code in codes]
            return SEPARATOR.get(language_code(self.language), ", ").join(words)
        return cell


def _sql(definition: ReportDefinition, columns: Sequence[_Shown], asked: Asked) -> str:
    """Return one SELECT over the dataset and whatever holds its records, each under a letter of its own."""
    chain = _holders(definition.dataset, asked)
    letters = {name: f"t{place}" for place, name in enumerate(chain)}
    chosen = ", ".join(f"{letters[column.dataset.name]}.{quoted(column.name)}" for column in columns)
    needed = max((chain.index(column.dataset.name) for column in columns), default=0)
    where = everybody(definition.where)
    joins = "".join(
        f" LEFT JOIN {quoted(name)} t{place} ON t{place}.record_id = t{place - 1}.parent_id"
        for place, name in enumerate(chain[: max(needed, _ordered(definition, chain)) + 1])
        if place
    )
    order = ", ".join(["t0.area", *(_qualified(each, letters, definition.dataset) for each in definition.order)])
    inside = f"(SELECT * FROM {quoted(definition.dataset)} WHERE {where}) t0"
    return f"SELECT t0.record_id, t0.area, {chosen} FROM {inside}{joins} ORDER BY {order}, t0.record_id"


def _ordered(definition: ReportDefinition, chain: Sequence[str]) -> int:
    holders = [each.rpartition(".")[0] for each in definition.order]
    return max((chain.index(holder) for holder in holders if holder in chain), default=0)


def _qualified(name: str, letters: dict[str, str], dataset: str) -> str:
    holder, _, field = name.rpartition(".")
    return f"{letters[holder or dataset]}.{quoted(field)}"


def _holders(name: str, asked: Asked) -> list[str]:
    """Return the dataset, the one that holds it, and so on to the top."""
    chain = [name]
    while (parent := asked.datasets[chain[-1]].parent) and parent not in chain:
        chain.append(parent)
    return chain
