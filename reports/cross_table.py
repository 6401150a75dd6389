"""Cross tables: any question or band against any other, as persons, row and column shares."""

from __future__ import annotations

from forms.areas import in_language
from forms.pack_reports import ReportDefinition, Split
from forms.sql_condition import quoted
from reports.classes import Class, classes_of, places_of, title_of, value_of
from reports.output.table import Cell
from reports.report import Asked, Behind, Column, Kind, Report, Row, both, everybody, share
from reports.small_cells import HIDDEN, Place, hidden_cells


def cross_table(definition: ReportDefinition, asked: Asked, show: str = "count") -> Report:
    """Return the table; `show` is count, row or column (shares in percent). Empty rows and columns are left out."""
    assert definition.rows is not None and definition.across is not None
    dataset = asked.datasets[definition.dataset]
    downs = _with_total(definition.rows, definition, asked)
    acrosses = _with_total(definition.across, definition, asked)
    counts = _counts(definition, len(downs), len(acrosses), asked)
    hidden = hidden_cells(counts) if definition.public else frozenset[Place]()
    used = [at for at in range(len(acrosses)) if at == 0 or any(row[at] for row in counts[1:])]
    kind = Kind.COUNT if show == "count" else Kind.SHARE
    title = title_of(definition.across, dataset, asked.language)
    rows = [
        Row(
            [down.label, *(_cell(counts, place, at, show, hidden) for at in used)],
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


def _counts(definition: ReportDefinition, downs: int, acrosses: int, asked: Asked) -> list[list[int]]:
    """Count every cell in one pass over the records: how often each pair of answers stands there."""
    assert definition.rows is not None and definition.across is not None
    dataset = asked.datasets[definition.dataset]
    counts = [[0] * acrosses for _ in range(downs)]
    values = f"{value_of(definition.rows)}, {value_of(definition.across)}"
    where = everybody(definition.where)
    sql = f"SELECT {values}, COUNT(*) FROM {quoted(definition.dataset)} WHERE {where} GROUP BY 1, 2"
    for down, across, number in asked.rows_of(sql):
        assert isinstance(number, int)
        columns = [0, *(1 + place for place in places_of(definition.across, dataset, across))]
        for row in (0, *(1 + place for place in places_of(definition.rows, dataset, down))):
            for column in columns:
                counts[row][column] += number
    return counts


def _cell(counts: list[list[int]], place: int, at: int, show: str, hidden: frozenset[Place]) -> Cell:
    if (place, at) in hidden:
        return HIDDEN
    count = counts[place][at]
    if show == "count":
        return count
    whole = (place, 0) if show == "row" else (0, at)
    return HIDDEN if whole in hidden else share(count, counts[whole[0]][whole[1]])
