"""Reports of a workspace: which there are, one made for an area and a day, who stands behind a number, a file of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from forms.datasets import Dataset
from forms.pack_reports import ReportDefinition
from forms.sql_condition import quoted
from reports.making import SUFFIXES, make, written
from reports.report import Asked, Behind, Report, everybody
from survey_app.access_log import note_access
from survey_app.figures import columns_of
from survey_app.filters import saved_reports
from survey_app.sentences import sentence
from survey_app.standing_reports import standing_report, standing_reports
from survey_app.workspace import Workspace
from survey_app.workspace_errors import NoSuchFormat, UnknownReport
from sync.certificate import is_under
from sync.durable import write_durably


def reports_of(workspace: Workspace) -> Sequence[ReportDefinition]:
    """Return the reports of the pack, those that every survey has, then those of the filters that were saved here."""
    if workspace.pack is None:
        return []
    return [*workspace.pack.reports, *standing_reports(workspace), *saved_reports(workspace)]


def find_report(workspace: Workspace, name: str) -> ReportDefinition:
    """Return a report by its name. Raises UnknownReport, which says which there are."""
    for each in reports_of(workspace):
        if each.name == name:
            return each
    raise UnknownReport(name, [each.name for each in reports_of(workspace)])


def make_report(
    workspace: Workspace,
    definition: ReportDefinition,
    language: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    area: str | None = None,
    reason: str = "",
    rounded: bool = False,
) -> Report:
    """Return a report. Numbers are masked unless a reason is given, and the reason is noted before they are shown."""
    asked = replace(asked_for(workspace, language, as_of, since, area), rounded=rounded)
    in_full = bool(reason) and not definition.public
    asked = replace(asked, masked={}) if in_full else asked
    report = standing_report(workspace, definition, asked) or make(definition, asked)
    if in_full and definition.lists_records:
        note_access(workspace, definition.name, asked.area, len(report.rows), reason)
    return report


def asked_for(
    workspace: Workspace, language: str, as_of: date | None = None, since: date | None = None, area: str | None = None
) -> Asked:
    """Return what a report is made from: the records of an area (ours), on a day (today), numbers masked."""
    assert workspace.pack is not None, "a lone form has no reports"
    return Asked(
        query=workspace.store.query,
        datasets=workspace.definitions.datasets,
        areas=workspace.pack.areas,
        area=workspace.area if area is None else area,
        as_of=as_of or workspace.now().date(),
        since=since,
        language=language,
        say=partial(sentence, language),
        delivered=_delivered(workspace),
        masked=workspace.pack.masked_fields,
        described=workspace.pack.described,
    )


def records_behind(
    workspace: Workspace, behind: Behind, asked: Mapping[str, str]
) -> tuple[Dataset, list[dict[str, Any]]]:
    """Return the dataset and the records that a number of a report counts, with the columns that lists show."""
    dataset = workspace.definitions.datasets[behind.dataset]
    columns = ["record_id", "parent_id", "area", *columns_of(workspace, dataset)]
    shown = ", ".join(map(quoted, dict.fromkeys(columns)))
    sql = f"SELECT {shown} FROM {quoted(dataset.name)} WHERE {everybody(behind.where)}"
    names, rows = workspace.store.query(sql, {**asked, "area": behind.area})
    return dataset, [dict(zip(names, row, strict=True)) for row in rows]


def write_report(report: Report, to: Path, language: str) -> None:
    """Write a report as a file of the kind that its name ends in. Raises NoSuchFormat."""
    suffix = to.suffix.lower()
    if suffix not in SUFFIXES:
        raise NoSuchFormat(to.name, SUFFIXES)
    write_durably(to, written(report, suffix, partial(sentence, language), language), lambda _back: None)


def _delivered(workspace: Workspace) -> Callable[[str], bool]:
    """Return what tells whether anything was ever recorded in an area, beside the door list that the office made."""
    assert workspace.pack is not None
    roles = workspace.pack.roles
    found: set[str] = set()
    for name in workspace.definitions.datasets:
        if name not in (roles.place, roles.staff):
            _, rows = workspace.store.query(f"SELECT DISTINCT area FROM {quoted(name)}")
            found |= {str(area or "") for (area,) in rows}
    return lambda path: any(is_under(area, path) for area in found)
