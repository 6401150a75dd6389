"""One look at a list: opened, matched, and held against the records as far as its columns allow. Nothing is written."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from survey_app.form_check import is_form
from survey_app.old_lists.draft import Draft, UnknownColumns, draft
from survey_app.old_lists.list_map import ListMap
from survey_app.old_lists.opening import Matched, OpenList, likely_dataset, list_datasets, match, open_list
from survey_app.workspace import Workspace
from sync.errors import SyncError
from sync.progress import Report, unwatched
from sync.workbook.plain_table import PlainTable
from sync.workbook.sheets import BASE_SHEET

LISTS = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods"})


@dataclass(frozen=True)
class Look:
    opened: OpenList
    dataset: str
    told: ListMap
    matched: Matched
    draft: Draft | None
    """None where no column is a question yet."""


def look(workspace: Workspace, file: Path | OpenList, dataset: str, told: ListMap, report: Report = unwatched) -> Look:
    """Look at a list as somebody says that it is to be read; a dataset of "" is guessed."""
    opened = open_list(file) if isinstance(file, Path) else file
    dataset = dataset or likely_dataset(workspace, opened, list_datasets(workspace))
    matched = match(workspace, opened, dataset, told)
    try:
        return Look(opened, dataset, told, matched, draft(workspace, opened, dataset, told, report))
    except UnknownColumns:
        return Look(opened, dataset, told, matched, None)


def is_list(path: Path) -> bool:
    """Say at a glance whether a file is a list of somebody's own: a table that is no form and no workbook of ours."""
    kind = path.suffix.lower()
    if kind not in LISTS or not path.is_file() or is_form(path):
        return False
    try:
        if kind == ".xlsx" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                return f'name="{BASE_SHEET}"'.encode() not in package.read("xl/workbook.xml")
        return kind != ".xls" or BASE_SHEET not in PlainTable(path).sheets
    except (KeyError, OSError, SyncError, zipfile.BadZipFile):
        # Whoever reads it says what is wrong with it.
        return kind != ".xlsx"
