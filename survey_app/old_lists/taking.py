"""A list taken in as one batch, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from survey_app.merge_desk import new_batch, redo_batch, undo_batch
from survey_app.old_lists.draft import Draft
from survey_app.old_lists.elsewhere import write_elsewhere
from survey_app.old_lists.list_map import ListMap
from survey_app.old_lists.opening import remember
from survey_app.workspace import Workspace
from sync.commit import LIFE, LIVE, Value
from sync.edit import Edit
from sync.progress import Report, unwatched
from sync.replica import Batch, Intake

UNDONE = "gone:undone"


@dataclass(frozen=True)
class Taken:
    """What became of a list."""

    draft: Draft
    batch: Batch | None
    """None where nothing was new."""
    elsewhere: Path | None = None
    """Where the rows lie that belong to another office; None where there are none."""


def take(workspace: Workspace, draft: Draft, report: Report = unwatched) -> Taken:
    """Take a list in, all of it or nothing; what somebody said about it is remembered for the next one."""
    report(0, len(draft.commits))
    elsewhere = write_elsewhere(workspace, draft)
    if not draft.commits:
        return Taken(draft, None, elsewhere)
    batch = new_batch(workspace)
    batch = Batch(
        batch.id,
        file=draft.opened.path.name,
        sha256=draft.opened.sha256,
        area=workspace.area,
        at=batch.at,
        by=batch.by,
        name=batch.by,
    )
    save = workspace.store.attest(draft.commits)
    with workspace.store.transaction():
        workspace.store.take_in(Intake([save]), batch)
        remember(workspace, draft.dataset, ListMap(columns=draft.told.columns, words=draft.told.words))
    report(len(draft.commits), len(draft.commits))
    return Taken(draft, batch, elsewhere)


def take_back(workspace: Workspace, taken: Taken) -> None:
    """Take the list back as a whole."""
    if taken.batch is None:
        return
    if workspace.role.is_office:
        undo_batch(workspace, taken.batch.id)
        return
    # Taking commits back is an office's decision; whoever records says that his own records are not there.
    earlier = taken.draft.earlier
    _say(workspace, taken, lambda record: {LIFE: UNDONE} if record not in earlier else dict(earlier[record]))


def take_again(workspace: Workspace, taken: Taken) -> None:
    """Bring back what was taken back."""
    if taken.batch is None:
        return
    if workspace.role.is_office:
        redo_batch(workspace, taken.batch.id)
        return
    earlier = taken.draft.earlier
    said = {commit.record: commit.set for commit in taken.draft.commits}
    _say(workspace, taken, lambda record: {LIFE: LIVE} if record not in earlier else dict(said[record]))


def _say(workspace: Workspace, taken: Taken, values: Callable[[str], Mapping[str, Value]]) -> None:
    seen = workspace.store.seen_of(commit.record for commit in taken.draft.commits)
    every = taken.draft.commits
    workspace.save([Edit(each.record, each.dataset, values(each.record), seen.get(each.record, ())) for each in every])
