"""Reports that every survey with doors has, whatever its pack: coverage, what is due, a sheet for checking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.pack_reports import ReportDefinition
from reports.report import Asked, Report
from survey_app.back_check import back_check
from survey_app.coverage import coverage
from survey_app.due_list import due_list
from survey_app.sentences import LANGUAGES, sentence
from survey_app.workspace import Workspace

Make = Callable[[Workspace, Asked, str], Report]

_MAKE: Mapping[str, Make] = {"coverage": coverage, "due": due_list, "back_check": back_check}


def standing_reports(workspace: Workspace) -> list[ReportDefinition]:
    """Return their definitions; none where nobody goes from door to door. A pack's own report of a name goes first."""
    pack = workspace.pack
    if pack is None or not pack.roles.place or not pack.roles.visit:
        return []
    own = {each.name for each in pack.reports}
    return [
        ReportDefinition(
            name=name,
            kind=name,
            titles={language: sentence(language, f"standing.{name}") for language in LANGUAGES},
            dataset=pack.roles.place,
        )
        for name in _MAKE
        if name not in own
    ]


def standing_report(workspace: Workspace, definition: ReportDefinition, asked: Asked) -> Report | None:
    """Return the report where it is one of these."""
    make = _MAKE.get(definition.kind)
    return make(workspace, asked, definition.name) if make else None
