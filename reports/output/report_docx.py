"""A report written into a .docx that an office has laid out in WPS or Word (docxtpl), or into the program's own."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Sequence
from importlib import resources
from typing import Any

from forms.errors import FormError
from reports.output.dated import dated
from reports.output.headings import as_table, facts, foot, shown, signers
from reports.report import Column, Report, Row, Say

WORDS = ("title", "scope", "facts", "parts", "table", "notes", "signers", "as_of")
"""What a template may name beside figures and sentences."""


class OddTemplate(FormError):
    """A template that cannot be filled: names in it that nothing has, or what else is wrong."""

    def __init__(self, names: Sequence[str], why: str = "") -> None:
        super().__init__(why or ", ".join(names))
        self.names, self.why = ", ".join(names), why


def report_docx(report: Report, say: Say) -> bytes:
    """Return the document. Raises OddTemplate."""
    # Imported here: to be able to write office documents takes a third of a second.
    from docxtpl import DocxTemplate  # pyright: ignore[reportMissingTypeStubs]
    from jinja2 import Environment, TemplateError

    own = b64decode(report.template) or resources.files("reports.output").joinpath("report.docx").read_bytes()
    context = _context(report, say)
    # What is typed somewhere is text in the document, never markup and never a template of its own.
    environment = Environment(autoescape=True)
    try:
        template: Any = DocxTemplate(io.BytesIO(own))
        unknown = sorted(template.get_undeclared_template_variables(environment, context))
        if unknown:
            raise OddTemplate(unknown)
        template.render(context, environment, autoescape=True)
    except TemplateError as error:
        raise OddTemplate((), str(error)) from error
    except (KeyError, ValueError, OSError) as error:
        raise OddTemplate((), f"{type(error).__name__}: {error}") from error
    made = io.BytesIO()
    template.save(made)
    return dated(made.getvalue(), report.as_of)


def _context(report: Report, say: Say) -> dict[str, Any]:
    named = {each.name: each.said for each in report.figures} | {each.name: each.text for each in report.sentences}
    known = {
        "title": report.title,
        "scope": report.scope,
        "as_of": say("report.day", year=report.as_of.year, month=report.as_of.month, day=report.as_of.day),
        "facts": "    ".join(facts(report, say)),
        "parts": [
            {
                "title": part.title,
                "lines": list(part.lines),
                "signers": list(part.signers),
                **_cells(part.columns, part.rows),
            }
            for part in report.parts
        ],
        "table": _cells(report.columns, report.rows, as_table(report, ()).head),
        "notes": foot(report, say),
        "signers": signers(report, say),
    }
    return named | known


def _cells(columns: Sequence[Column], rows: Sequence[Row], head: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "head": list(head) or [column.label for column in columns],
        "rows": [[shown(cell, column) for cell, column in zip(row.cells, columns, strict=True)] for row in rows],
    }
