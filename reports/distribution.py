"""Distribution tables: one row per area or class, one column per figure, the total in the first row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from forms.areas import in_language
from forms.pack_reports import ReportColumn, ReportDefinition
from reports.classes import classes_of, is_multiple, title_of
from reports.counting import Measure, Number, count_by_area
from reports.output.table import Cell
from reports.report import Asked, Behind, Check, Column, Kind, Report, Row, both, share


@dataclass(frozen=True, slots=True)
class _Figure:
    """One printed column and where its number comes from."""

    column: Column
    measure: Measure
    name: str = ""
    share_of: str = ""
    single_choice: str = ""
    """The field whose classes this column is one of, where a record falls into exactly one of them."""


def distribution(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the table. A number opens to the records that meet its condition in its area."""
    figures = _figures(definition, asked)
    if definition.rows is None:
        rows, checks = _by_area(figures, asked)
    else:
        rows, checks = _by_class(definition, figures, asked)
    first = Column(_first_label(definition, asked), Kind.TEXT)
    says = in_language(definition.says, asked.language)
    return Report(
        name=definition.name,
        title=in_language(definition.titles, asked.language, definition.name),
        scope=asked.scope,
        as_of=asked.as_of,
        since=asked.since,
        columns=[first, *(figure.column for figure in figures)],
        rows=rows,
        unit=in_language(definition.units, asked.language),
        notes=[says] if says else [],
        checks=[*checks, *_sums_of_classes(figures, rows, asked)],
        chart=definition.chart,
        asked=asked.parameters,
    )


def _first_label(definition: ReportDefinition, asked: Asked) -> str:
    if definition.rows is None:
        return asked.say("report.area")
    return title_of(definition.rows, asked.datasets[definition.dataset], asked.language)


def _figures(definition: ReportDefinition, asked: Asked) -> list[_Figure]:
    found: list[_Figure] = []
    for column in definition.columns:
        found += _of_column(definition, column, asked)
    return found


def _of_column(definition: ReportDefinition, column: ReportColumn, asked: Asked) -> list[_Figure]:
    name = column.dataset or definition.dataset
    base = definition.where if name == definition.dataset else ""
    measure = Measure(name, both(base, column.where), column.sum, column.distinct)
    label, under = (in_language(words, asked.language) for words in (column.labels, column.under))
    drawn = column.name in definition.chart_of
    if column.split is None:
        kind = Kind.SHARE if column.share_of else Kind.COUNT
        return [_Figure(Column(label, kind, under, column.part, drawn), measure, column.name, column.share_of)]
    dataset = asked.datasets[name]
    under = under or label or title_of(column.split, dataset, asked.language)
    single = "" if is_multiple(column.split, dataset) else (column.split.by or column.split.of)
    return [
        _Figure(
            Column(each.label, Kind.COUNT, under, drawn=not definition.chart_of or drawn),
            replace(measure, where=both(measure.where, each.where)),
            single_choice=single,
        )
        for each in classes_of(column.split, dataset, asked.language, asked.say)
    ]


def _by_area(figures: Sequence[_Figure], asked: Asked) -> tuple[list[Row], list[Check]]:
    code = asked.area.rpartition("/")[2]
    inside = [asked.areas.path(area.code) for area in asked.areas.children(code)]
    paths = [asked.area, *inside]
    counted = count_by_area(asked, [figure.measure for figure in figures], paths)
    rows = [_row(asked.say("report.total"), figures, counted[0], asked.area, total=True)]
    for path, values in zip(inside, counted[1:], strict=True):
        name = asked.areas.name(path.rpartition("/")[2], asked.language)
        if asked.delivered(path):
            rows.append(_row(name, figures, values, path))
        else:
            rows.append(Row([name, asked.say("report.not_delivered"), *([None] * (len(figures) - 1))]))
    return rows, _areas_add_up(figures, counted, asked) if inside else []


def _by_class(definition: ReportDefinition, figures: Sequence[_Figure], asked: Asked) -> tuple[list[Row], list[Check]]:
    assert definition.rows is not None
    dataset = asked.datasets[definition.dataset]
    whole = count_by_area(asked, [figure.measure for figure in figures], [asked.area])[0]
    rows = [_row(asked.say("report.total"), figures, whole, asked.area, total=True)]
    for each in classes_of(definition.rows, dataset, asked.language, asked.say):
        narrowed = [
            replace(figure, measure=replace(figure.measure, where=both(figure.measure.where, each.where)))
            for figure in figures
        ]
        values = count_by_area(asked, [figure.measure for figure in narrowed], [asked.area])[0]
        rows.append(_row(each.label, narrowed, values, asked.area))
    return rows, []


def _row(label: str, figures: Sequence[_Figure], values: Sequence[Number], area: str, *, total: bool = False) -> Row:
    named = {figure.name: value for figure, value in zip(figures, values, strict=True) if figure.name}
    cells: list[Cell] = [label]
    behind: list[Behind | None] = [None]
    for figure, value in zip(figures, values, strict=True):
        cells.append(share(value, named.get(figure.share_of)) if figure.share_of else value)
        behind.append(Behind(figure.measure.dataset, figure.measure.where, area))
    return Row(cells, behind, total)


def _areas_add_up(figures: Sequence[_Figure], counted: Sequence[Sequence[Number]], asked: Asked) -> list[Check]:
    """Σ areas = the whole, for all that adds up at all: a person counted once in two areas does not."""
    adding = [at for at, figure in enumerate(figures) if not figure.share_of and not figure.measure.distinct]
    holds = all(abs(sum(row[at] for row in counted[1:]) - counted[0][at]) < 0.005 for at in adding)
    return [Check(asked.say("report.areas_add_up"), holds)] if adding else []


def _sums_of_classes(figures: Sequence[_Figure], rows: Sequence[Row], asked: Asked) -> list[Check]:
    """Σ classes = total, where one record falls into exactly one class and the table has a count of all beside them."""
    checks: list[Check] = []
    for name in dict.fromkeys(figure.single_choice for figure in figures if figure.single_choice):
        classes = [at for at, figure in enumerate(figures, start=1) if figure.single_choice == name]
        whole = next((at for at, figure in enumerate(figures, start=1) if figure.name == "all"), 0)
        if whole:
            counted = [row.cells for row in rows if row.behind]
            holds = all(sum(_number(cells[at]) for at in classes) == cells[whole] for cells in counted)
            checks.append(Check(asked.say("report.classes_add_up"), holds))
    return checks


def _number(cell: Cell) -> Number:
    return cell if isinstance(cell, (int, float)) else 0
