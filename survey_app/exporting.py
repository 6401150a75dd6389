"""What a workbook made here holds: every dataset with its rows as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forms.datasets import Dataset
from survey_app.definitions import form_language
from survey_app.workspace_opened import Workspace
from sync.clock import hybrid
from sync.workbook.sheets import Export, Sheet, SheetRow

ORDER = ("area", "created_at", "parent_id", "position", "record_id")
"""Told by the records alone: in whatever order files came in, the rows stand in one order."""


def export_of(workspace: Workspace, language: str, embedded: bytes = b"") -> Export:
    """Return everything that a workbook of this workspace shows; rows are read while they are written."""
    datasets = shown_datasets(workspace)
    now = workspace.now()
    return Export(
        xid=workspace.random(16).hex(),
        sheets=[Sheet(dataset, rows(workspace, dataset)) for dataset in datasets],
        language=language,
        area=workspace.area,
        replica=workspace.credentials.device.public,
        hlc=hybrid(int(now.timestamp() * 1000)),
        wall=now.isoformat(timespec="seconds"),
        embedded=embedded,
    )


def shown_datasets(workspace: Workspace) -> list[Dataset]:
    """Return the datasets as a workbook has them: without the fields that are no column for people."""
    hidden = workspace.pack.hidden_fields if workspace.pack else {}
    found: list[Dataset] = []
    for dataset in workspace.definitions.datasets.values():
        gone = hidden.get(dataset.name, frozenset())
        found.append(replace(dataset, fields=tuple(field for field in dataset.fields if field.name not in gone)))
    return found


def rows(workspace: Workspace, dataset: Dataset) -> Iterator[SheetRow]:
    """Yield the records of a dataset with the commits that they are the fold of, read while they are written."""
    for record in workspace.store.each_record(dataset.name, ORDER):
        yield SheetRow(record.id, record.values, record.commits, record.area, record.parent)


def sheet_language(workspace: Workspace, language: str) -> str:
    """Return the language of the forms that a language of the program means, as workbooks name it."""
    spoken = (form_language(form, language) for form in workspace.forms.values())
    return next((each for each in spoken if each), language)
