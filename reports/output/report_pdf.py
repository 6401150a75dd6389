"""A report as PDF, set by Typst: A4, the head of the table on each page, page x of y, fonts embedded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from importlib import resources
from typing import Any

from reports.output.headings import facts, foot, headings, shown, signers
from reports.output.xlsx import width_of
from reports.report import Column, Kind, Report, Row, Say

WIDE = 6
"""A table of more columns than this goes on a landscape page."""
LONG = 18
"""In characters of the fixed-width kind: a citizen ID must stay in one line."""


def report_pdf(report: Report, say: Say) -> bytes:
    """Return the pages. The same report gives the same bytes: the file is dated with the report's own day."""
    import typst  # 30 MB of typesetter: loaded when something is printed

    source = resources.files("reports.output").joinpath("report.typ").read_bytes()
    stamp = datetime.combine(report.as_of, time(), UTC)
    inputs = {"report": json.dumps(_content(report, say), ensure_ascii=False)}
    made = typst.compile(source, sys_inputs=inputs, timestamp=stamp, pdf_tags=False)
    assert isinstance(made, bytes)
    return made


def _content(report: Report, say: Say) -> dict[str, Any]:
    return {
        "title": report.title,
        "facts": facts(report, say),
        "landscape": len(report.columns) > WIDE,
        "table": _table(report.columns, report.rows),
        "parts": [
            {
                "title": part.title,
                "lines": list(part.lines),
                "table": _table(part.columns, part.rows) if part.columns else None,
                "signers": list(part.signers),
            }
            for part in report.parts
        ],
        "all": say("report.all_areas"),
        "foot": foot(report, say),
        "signers": signers(report, say),
        "page": say("report.page", page="\x00", pages="\x01").replace("\x00", "{page}").replace("\x01", "{pages}"),
    }


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, Any]:
    wide = _wide_columns(columns, rows)
    return {
        "columns": [[column.kind is Kind.TEXT, at in wide] for at, column in enumerate(columns)],
        "head": [
            [each.text, each.column, each.line, each.columns, each.lines]
            for each in sorted(headings(columns), key=lambda each: (each.line, each.column))
        ],
        "rows": [
            {"total": row.total, "cells": [shown(c, col) for c, col in zip(row.cells, columns, strict=True)]}
            for row in rows
        ],
    }


def _wide_columns(columns: Sequence[Column], rows: Sequence[Row]) -> set[int]:
    """Return the columns that share what room the others leave: those of long texts, which are wrapped, else of words.

    A table of numbers alone leaves it to the widest.
    """
    widths = [
        max((width_of(shown(row.cells[at], column)) for row in rows[:500]), default=0)
        for at, column in enumerate(columns)
    ]
    # A long heading over short numbers is wrapped as well, or it would leave no room for the names of the rows.
    heads = [width_of(column.label) for column in columns]
    wrapped = {at for at, (width, head) in enumerate(zip(widths, heads, strict=True)) if max(width, head) > LONG}
    if any(width > LONG for width in widths):
        return wrapped
    words = {at for at, column in enumerate(columns) if column.kind is Kind.TEXT}
    return wrapped | words or ({widths.index(max(widths))} if widths else set())
