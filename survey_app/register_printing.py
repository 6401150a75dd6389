"""A register's list, or what matches a record, as a sheet: printed, signed, given to an employer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reports.output.table import Cell
from reports.report import Column, Kind, Report, Row
from survey_app.matching import Matches
from survey_app.register_listing import Listing
from survey_app.registers import RegisterColumn
from survey_app.sentences import sentence
from survey_app.workspace import Workspace

NUMBERS = ("integer", "decimal")
TEN_THOUSAND = Decimal(10_000)


def register_report(listing: Listing, area: str = "", part: str = "") -> Report:
    """Return a list as a report; money is summed in yuan, and the sum is told in 万元 as well."""
    listed, language = listing.register, listing.register.language
    shown = [_kind(column) for column in listed.columns]
    due = listing.head[: len(listing.head) - len(shown)]
    rows = [
        [number, *_cells(listing, place, len(due), shown)] for number, place in enumerate(range(len(listing.rows)), 1)
    ]
    notes = [sentence(language, "report.records", records=len(rows))]
    for name in listed.register.sums:
        place = next(at for at, column in enumerate(listed.columns) if column.name == name)
        total = sum((Decimal(str(row.cells[place] or 0)) for row in listing.rows), Decimal())
        ten_thousands = (total / TEN_THOUSAND).quantize(Decimal("0.01"))
        label = listed.columns[place].label
        notes.append(sentence(language, "register.sum", label=label, yuan=f"{total:.2f}", wan=f"{ten_thousands}"))
    return Report(
        name=listed.register.name,
        title=f"{listed.title} · {part}" if part else listed.title,
        scope=_scope(listed.workspace, area, language),
        as_of=listing.today,
        columns=[
            Column(sentence(language, "report.number"), Kind.NUMBER),
            *(Column(label, Kind.TEXT) for label in due),
            *(Column(column.label, kind) for column, kind in zip(listed.columns, shown, strict=True)),
        ],
        rows=[Row(cells) for cells in rows],
        notes=notes,
    )


def matches_report(matches: Matches, today: date) -> Report:
    """Return what fits a record as a sheet that may be handed to an employer: nothing on it finds anybody."""
    found, language = matches.found, matches.found.language
    head = [Column(sentence(language, "report.number"), Kind.NUMBER)]
    score = Column(sentence(language, "match.score", most=matches.most), Kind.NUMBER)
    rows: list[Row] = []
    for number, pair in enumerate(matches.pairs, 1):
        cells: list[Cell] = [matches.shown(pair, place) or None for place in range(len(matches.columns))]
        rows.append(Row([number, *cells, pair.score, sentence(language, "match.comma").join(pair.reasons)]))
    return Report(
        name="match",
        title=sentence(language, "match.title", about=matches.about, found=found.title),
        scope=_scope(found.workspace, "", language),
        as_of=today,
        columns=[
            *head,
            *(Column(column.label, Kind.TEXT) for column in matches.columns),
            score,
            Column(sentence(language, "match.why"), Kind.TEXT),
        ],
        rows=rows,
        notes=[sentence(language, "report.records", records=len(rows))],
    )


def _kind(column: RegisterColumn) -> Kind:
    # What is counted from other records has no field, and is a number or a day.
    field = column.field
    return Kind.NUMBER if field is not None and field.kind in NUMBERS and not field.choices else Kind.TEXT


def _cells(listing: Listing, number: int, due: int, kinds: Sequence[Kind]) -> list[Cell]:
    row = listing.rows[number]
    texts: list[Cell] = [text or None for text in listing.cells(row)]
    for place, kind in enumerate(kinds):
        value = row.cells[place]
        if kind is Kind.NUMBER and not listing.register.columns[place].masked:
            texts[due + place] = float(value) if isinstance(value, str) and value else value
    return texts


def _scope(workspace: Workspace, area: str, language: str) -> str:
    areas = workspace.pack.areas if workspace.pack else None
    everywhere = sentence(language, "report.everywhere")
    return (areas.full_name(area or workspace.area, language) if areas else "") or everywhere
