"""Taking a record away with all that hangs on it, and bringing it back; both stay in the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from survey_app.doors import UNDONE
from survey_app.workspace import Workspace
from sync.commit import LIFE, LIVE
from sync.edit import Edit

Removed = Mapping[str, str]
"""Record id -> dataset: what was taken away together."""


def remove(workspace: Workspace, dataset: str, record_ids: Iterable[str], why: str = UNDONE) -> Removed:
    """Take records and everything below them away, in one transaction."""
    gone: dict[str, str] = {}
    for record_id in record_ids:
        gone |= _below(workspace, dataset, record_id)
    _mark(workspace, gone, why)
    return gone


def bring_back(workspace: Workspace, removed: Removed) -> None:
    """Undo `remove`."""
    _mark(workspace, removed, LIVE)


def remove_again(workspace: Workspace, removed: Removed, why: str = UNDONE) -> None:
    _mark(workspace, removed, why)


def _mark(workspace: Workspace, records: Removed, life: str) -> None:
    seen = workspace.store.seen_of(records)
    workspace.save([Edit(record, dataset, {LIFE: life}, seen[record]) for record, dataset in records.items()])


def _below(workspace: Workspace, dataset: str, record_id: str) -> dict[str, str]:
    found = {record_id: dataset}
    for name, each in workspace.definitions.datasets.items():
        if each.parent == dataset:
            for child in workspace.store.children(record_id, name):
                found |= _below(workspace, name, child.id)
    return found
