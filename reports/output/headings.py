"""The head of a report's table in one or two lines, as every output lays it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.output.table import Cell, Table
from reports.report import Column, Kind, Report, Say


@dataclass(frozen=True, slots=True)
class Heading:
    """One cell of the head: its text, where it begins, how many columns and lines it covers."""

    text: str
    line: int
    column: int
    columns: int = 1
    lines: int = 1


def headings(columns: Sequence[Column]) -> list[Heading]:
    """Return the cells of the head; columns under one heading share a cell above."""
    lines = 2 if any(column.under for column in columns) else 1
    found: list[Heading] = []
    at = 0
    for under, count in _runs(columns):
        if under:
            found.append(Heading(under, 0, at, count))
        for place in range(at, at + count):
            text = columns[place].label
            found.append(Heading(text, 1, place) if under else Heading(text, 0, place, lines=lines))
        at += count
    return found


def _runs(columns: Sequence[Column]) -> Iterator[tuple[str, int]]:
    """Yield (common heading, how many neighbours share it)."""
    at = 0
    while at < len(columns):
        under = columns[at].under
        end = at + 1
        while under and end < len(columns) and columns[end].under == under:
            end += 1
        yield under, end - at
        at = end


def shown(cell: Cell, column: Column) -> str:
    """Return a cell as it is printed: blank for nothing, 0 for zero, two decimals for shares."""
    if cell is None:
        return ""
    if column.kind is Kind.SHARE and isinstance(cell, (int, float)):
        return f"{cell:.2f}"
    if column.kind in (Kind.YUAN, Kind.WAN) and isinstance(cell, (int, float)):
        yuan, fen = f"{cell:.6f}"[:-4], f"{cell:.6f}"[-4:]
        return yuan + (fen.rstrip("0") if column.kind is Kind.WAN else "")
    if isinstance(cell, float):
        return f"{cell:.2f}".rstrip("0").rstrip(".")
    return str(cell)


def as_table(report: Report, subtitle: Sequence[str]) -> Table:
    """Return the report with its head in one line, for files that programs read."""
    head = [f"{column.under} {column.label}".strip() for column in report.columns]
    return Table(report.title, head, [list(row.cells) for row in report.rows], [*subtitle, *report.notes])


def facts(report: Report, say: Say) -> list[str]:
    """Return the lines under the title: where, of which day or period, in which unit."""
    day = say("report.day", year=report.as_of.year, month=report.as_of.month, day=report.as_of.day)
    if report.since:
        first = say("report.day", year=report.since.year, month=report.since.month, day=report.since.day)
        day = say("report.period", first=first, last=day)
    lines = [say("report.scope", scope=report.scope), say("report.as_of_day", day=day)]
    return [*lines, say("report.unit", unit=report.unit)] if report.unit else lines


def foot(report: Report, say: Say) -> list[str]:
    """Return the lines under the table: which records, which sums were checked."""
    return [
        *report.notes,
        *(say("report.check_holds" if each.holds else "report.check_fails", what=each.says) for each in report.checks),
    ]


def signers(report: Report, say: Say) -> list[str]:
    """Return the lines to be signed: the report's own, else as on every statistical form."""
    return list(report.signers) or [
        say(f"report.{who}") for who in ("compiled_by", "checked_by", "in_charge", "signed_on")
    ]
