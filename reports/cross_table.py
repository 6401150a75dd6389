"""Cross tables: any question or band against any other, as persons, row and column shares."""

from __future__ import annotations

from forms.areas import in_language
from forms.pack_reports import ReportDefinition, Split
from forms.sql_condition import quoted
from reports.classes import Class, classes_of, title_of
from reports.output.table import Cell
from reports.report import Asked, Behind, Column, Kind, Report, Row, both, everybody, share

FEWEST = 3
"""Below this many, a number hung up for everybody would name somebody."""


def cross_table(definition: ReportDefinition, asked: Asked, show: str = "count") -> Report:
    """Return the table; `show` is count, row or column (shares in percent). Empty rows and columns are left out."""
    assert definition.rows is not None and definition.across is not None
    dataset = asked.datasets[definition.dataset]
    downs = _with_total(definition.rows, definition, asked)
    acrosses = _with_total(definition.across, definition, asked)
    counts = [_counts(definition, down.where, acrosses, asked) for down in downs]
    used = [at for at in range(len(acrosses)) if at == 0 or any(row[at] for row in counts[1:])]
    kind = Kind.COUNT if show == "count" else Kind.SHARE
    title = title_of(definition.across, dataset, asked.language)
    rows = [
        Row(
            [down.label, *(_cell(counts, place, at, show, definition.public) for at in used)],
            [None, *(Behind(dataset.name, _where(definition, down, acrosses[at]), asked.area) for at in used)],
            total=not place,
        )
        for place, down in enumerate(downs)
        if not place or any(counts[place])
    ]
    says = in_language(definition.says, asked.language)
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        columns=[
            Column(title_of(definition.rows, dataset, asked.language), Kind.TEXT),
            *(Column(acrosses[at].label, kind, title if at else "", drawn=bool(at)) for at in used),
        ],
        rows=rows,
        unit=in_language(definition.units, asked.language),
        notes=[says] if says else [],
        chart=definition.chart,
        asked=asked.parameters,
    )


def _with_total(split: Split, definition: ReportDefinition, asked: Asked) -> list[Class]:
    dataset = asked.datasets[definition.dataset]
    return [Class(asked.say("report.total"), ""), *classes_of(split, dataset, asked.language, asked.say)]


def _where(definition: ReportDefinition, down: Class, across: Class) -> str:
    return both(definition.where, down.where, across.where)


def _counts(definition: ReportDefinition, down: str, acrosses: list[Class], asked: Asked) -> list[int]:
    conditions = [each.where or "TRUE" for each in acrosses]
    sums = ", ".join(f"SUM(CASE WHEN {each} THEN 1 ELSE 0 END)" for each in conditions)
    where = everybody(definition.where, down)
    (row,) = asked.rows_of(f"SELECT {sums} FROM {quoted(definition.dataset)} WHERE {where}")
    return [int(value or 0) for value in row]


def _cell(counts: list[list[int]], place: int, at: int, show: str, public: bool) -> Cell:
    count = counts[place][at]
    if public and 0 < count < FEWEST:
        return "*"
    if show == "count":
        return count
    return share(count, counts[place][0] if show == "row" else counts[0][at])
