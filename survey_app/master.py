"""The master workbook: made once, then refreshed in place, never over an edit that has not been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey_app.exporting import export_of, sheet_language
from survey_app.hand_edits import HandEdits, is_waiting, read_hand_edits, refusals_left
from survey_app.hand_over import remember_export
from survey_app.workspace import Workspace
from sync.progress import Report, unwatched
from sync.workbook.losses import Loss
from sync.workbook.master import create_master, plan_refresh

MASTER = "master"


@dataclass(frozen=True, slots=True)
class MasterWritten:
    """What stands in the master now."""

    path: Path
    counts: Mapping[str, int]
    refreshed: bool
    losses: tuple[Loss, ...] = ()
    """What could not be preserved."""


def refresh_master(
    workspace: Workspace,
    to: Path | None = None,
    report: Report = unwatched,
    *,
    language: str = "zh",
    set_back: bool = False,
) -> MasterWritten:
    """Make the master, or bring it up to date where it lies.

    Raises MasterInUse while somebody has it open, EditsNotRead where it holds edits that were not read in;
    `set_back` says that a person agreed to lose cells that were refused.
    """
    path = to or workspace.master
    export = export_of(workspace, sheet_language(workspace, language))
    key = workspace.credentials.device
    report(0, 1)
    is_there = path.exists()
    if not is_there:
        path.parent.mkdir(parents=True, exist_ok=True)
        written = create_master(path, export, key)
        losses: tuple[Loss, ...] = ()
    else:
        edits = read_hand_edits(workspace, path)
        # Whoever has dealt with a refused cell has said that what was kept may stand there again.
        set_back = set_back or not refusals_left(workspace, edits)
        groups = workspace.pack.groups if workspace.pack else None
        refresh = plan_refresh(
            path,
            export,
            key,
            edits.reading,
            lambda commit: bool(workspace.store.holds([commit])),
            groups=groups,
            set_back=set_back,
        )
        refresh.write()
        written, losses = refresh.written, refresh.losses
    remember_export(workspace, export.xid, written.base)
    told = {"path": str(path), "at": workspace.now().isoformat(timespec="seconds")}
    workspace.store.keep_fact(MASTER, told)
    report(1, 1)
    return MasterWritten(path, written.counts, is_there, losses)


def pending_edits(workspace: Workspace, path: Path | None = None) -> HandEdits | None:
    """Return what a person changed in the master and nobody has read in yet; None where there is nothing."""
    path = path or workspace.master
    if not path.exists():
        return None
    edits = read_hand_edits(workspace, path)
    return edits if is_waiting(workspace, edits) or refusals_left(workspace, edits) else None


def refreshed_at(workspace: Workspace) -> str:
    """Return when the master was written last, ISO 8601, "" for never."""
    return str(workspace.store.fact(MASTER, {}).get("at", ""))
