"""A report as one page of HTML that prints well: the head of the table on each page, page numbers, lines to sign."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reports.output.headings import facts, foot, headings, shown, signers
from reports.report import Column, Kind, Part, Report, Row, Say

STYLE = """
body { font: 12pt/1.5 "FangSong", "仿宋", "Noto Serif CJK SC", serif; margin: 1.5cm; color: #111; background: #fff }
h1 { font-size: 18pt; text-align: center; margin: 0 0 .4em }
.facts { display: flex; flex-wrap: wrap; gap: 0 2.5em; margin-bottom: .5em }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt }
th, td { border: 1px solid #777; padding: .25em .5em; vertical-align: middle }
th { background: #f1f1f1; text-align: center }
td.number { text-align: right; font-variant-numeric: tabular-nums }
tr.total td { font-weight: bold }
tr { break-inside: avoid }
h2 { font-size: 14pt; margin: 1.2em 0 .3em }
p.said { text-indent: 2em; margin: .2em 0 }
section.sheet { break-after: page; margin-bottom: 3em }
.signers { display: flex; flex-wrap: wrap; gap: 0 3em; margin-top: 2em }
.signers span { min-width: 10em }
@media print { body { margin: 0 } th { background: none } }
@page { size: A4 SIZE; margin: 1.5cm; @bottom-center { content: PAGE } }
"""
WIDE = 6


def report_html(report: Report, say: Say, language: str) -> bytes:
    """Return the page; it needs nothing from outside of itself."""
    sections = "".join(_section(part) for part in report.parts)
    if report.parts:
        sections += f"<h2>{escape(say('report.all_areas'))}</h2>\n"
    page = say("report.page", page="\x00", pages="\x01")
    counted = '"' + page.replace("\x00", '" counter(page) "').replace("\x01", '" counter(pages) "') + '"'
    style = STYLE.replace("SIZE", "landscape" if len(report.columns) > WIDE else "portrait").replace("PAGE", counted)
    spans = "".join(f"<span>{escape(each)}</span>" for each in facts(report, say))
    notes = "".join(f"<p>{escape(line)}</p>" for line in foot(report, say))
    signed = "".join(f"<span>{escape(each)}</span>" for each in signers(report, say))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(report.title)}</title>'
        f"<style>{style}</style></head>\n<body><h1>{escape(report.title)}</h1>\n<div class=facts>{spans}</div>\n"
        f"{sections}{_table(report.columns, report.rows)}\n{notes}\n"
        f"<div class=signers>{signed}</div></body></html>\n"
    ).encode()


def _section(part: Part) -> str:
    lines = "".join(f"<p class=said>{escape(line)}</p>\n" for line in part.lines)
    table = _table(part.columns, part.rows) if part.columns else ""
    signed = "".join(f"<span>{escape(each)}</span>" for each in part.signers)
    signed = f"<div class=signers>{signed}</div>" if signed else ""
    kind = " class=sheet" if part.signers else ""
    return f"<section{kind}><h2>{escape(part.title)}</h2>\n{lines}{table}{signed}</section>\n"


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    head = "".join(_head_line(columns, line) for line in (0, 1))
    body = "".join(
        f"<tr{' class=total' if row.total else ''}>"
        + "".join(
            f"<td{'' if column.kind is Kind.TEXT else ' class=number'}>{escape(shown(cell, column))}</td>"
            for cell, column in zip(row.cells, columns, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    return f"<table><thead>{head}</thead>\n<tbody>\n{body}</tbody></table>"


def _head_line(columns: Sequence[Column], line: int) -> str:
    cells = [each for each in headings(columns) if each.line == line]
    if not cells:
        return ""
    return (
        "<tr>"
        + "".join(
            f"<th{_spans('colspan', each.columns)}{_spans('rowspan', each.lines)}>{escape(each.text)}</th>"
            for each in sorted(cells, key=lambda each: each.column)
        )
        + "</tr>"
    )


def _spans(name: str, count: int) -> str:
    return f" {name}={count}" if count > 1 else ""
