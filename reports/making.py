"""One report of a pack, made: which kind needs which computation, and which file ending which output."""

from __future__ import annotations

import json
from typing import Any

from forms.pack_reports import ReportDefinition
from reports.bulletin import bulletin, figure_list
from reports.competition import competition
from reports.cross_table import cross_table
from reports.distribution import distribution
from reports.output.csv import csv_bytes
from reports.output.headings import as_table, facts, foot
from reports.output.report_html import report_html
from reports.quality import quality
from reports.register_table import instalment_table, register_table
from reports.report import Asked, Report, Say
from reports.responsibility import responsibility
from reports.roster import roster

SUFFIXES = (".xlsx", ".html", ".csv", ".pdf", ".docx", ".json")


def make(definition: ReportDefinition, asked: Asked) -> Report:
    """Return the report for an area and a day."""
    match definition.kind:
        case "roster":
            return roster(definition, asked)
        case "cross":
            return cross_table(definition, asked)
        case "register":
            return register_table(definition, asked)
        case "instalments":
            return instalment_table(definition, asked)
        case "checks":
            return quality(definition, asked)
        case "bulletin":
            return bulletin(definition, asked)
        case "figures":
            return figure_list(definition, asked)
        case "responsibility":
            return responsibility(definition, asked)
        case "competition":
            return competition(definition, asked)
        case _:
            return distribution(definition, asked)


def written(report: Report, suffix: str, say: Say, language: str) -> bytes:
    """Return the report as the content of a file with that ending. Raises KeyError for an ending of another kind."""
    match suffix:
        case ".xlsx":
            from reports.output.report_xlsx import report_xlsx

            return report_xlsx(report, say)
        case ".html":
            return report_html(report, say, language)
        case ".csv":
            return csv_bytes(as_table(report, facts(report, say)))
        case ".pdf":
            from reports.output.report_pdf import report_pdf

            return report_pdf(report, say)
        case ".docx":
            from reports.output.report_docx import report_docx

            return report_docx(report, say)
        case ".json":
            return (json.dumps(as_plain(report, say), ensure_ascii=False, indent=1) + "\n").encode()
        case _:
            raise KeyError(suffix)


def as_plain(report: Report, say: Say) -> dict[str, Any]:
    """Return the report as plain values, as a program reads it."""
    return {
        "name": report.name,
        "title": report.title,
        "scope": report.scope,
        "as_of": report.as_of.isoformat(),
        "since": report.since.isoformat() if report.since else None,
        "unit": report.unit,
        "columns": [{"label": each.label, "under": each.under, "kind": each.kind.value} for each in report.columns],
        "rows": [list(row.cells) for row in report.rows],
        "notes": foot(report, say),
        "checks": [{"what": each.says, "holds": each.holds} for each in report.checks],
        **_named(report),
    }


def _named(report: Report) -> dict[str, Any]:
    """Return what programs find by its name: every figure, every sentence, and the sections as they are printed."""
    if not report.figures and not report.parts:
        return {}
    return {
        "figures": {
            each.name: {"label": each.label, "value": each.value, "unit": each.unit, "said": each.said}
            for each in report.figures
        },
        "sentences": {each.name: each.text for each in report.sentences},
        "parts": [
            {
                "title": part.title,
                "lines": list(part.lines),
                "columns": [each.label for each in part.columns],
                "rows": [list(row.cells) for row in part.rows],
            }
            for part in report.parts
        ],
    }
