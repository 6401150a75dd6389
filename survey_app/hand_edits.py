"""Workbooks that come back: what a person changed in them, as changes that are looked at before they are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from forms.rows import Value as Answer
from survey_app.workbook_notices import notices_in
from survey_app.workspace import Workspace
from sync.answers import answer_value, commit_value
from sync.certificate import is_under
from sync.commit import Commit
from sync.effect import Counts, Effect, Outcome
from sync.refusal import Refusal
from sync.replica import Batch, Intake
from sync.workbook.commits import commits_from, stream_of
from sync.workbook.edits import Reading, Why
from sync.workbook.reader import OpenedWorkbook, open_workbook
from sync.workbook.refused import refusals_in


@dataclass(frozen=True)
class HandEdits:
    """What was done by hand in one workbook. Nothing has been taken."""

    path: Path
    opened: OpenedWorkbook
    reading: Reading
    commits: tuple[Commit, ...]
    outside: frozenset[str] = frozenset()
    """Records that belong to another office: nothing about them is signed here."""

    @property
    def embedded(self) -> bytes:
        """The bundle that a laptop put into its workbook, to be taken in first."""
        return self.opened.embedded

    @property
    def records(self) -> int:
        return len(self.reading.base.rows) + len(self.reading.new_rows)

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why cells were not taken -> how many."""
        found = Counter(str(cell.why) for cell in self.reading.refused)
        found["held"] = sum(len(column.changes) for column in self.reading.held)
        found["duplicate"] = len(self.reading.duplicates)
        found[Why.OUTSIDE] = len(self.outside)
        return {why: count for why, count in found.items() if count}

    @property
    def repairs(self) -> Mapping[str, int]:
        """How spoilt cells were understood all the same -> how many."""
        return Counter(str(cell.how) for cell in self.reading.repaired)

    @property
    def refusals(self) -> list[Refusal]:
        """What was not taken, each with its place and what was kept."""
        return refusals_in(self.reading, self.path.name, self.outside)

    def refused_records(self) -> set[str]:
        """The records of which at least one cell was not taken; rows without a key count one each."""
        reading = self.reading
        rows = {cell.record or f"{cell.place.sheet} {cell.place.row}" for cell in reading.refused}
        held = {change.record for column in reading.held for change in column.changes}
        return rows | held | {each.record for each in reading.duplicates} | self.outside


def read_hand_edits(
    workspace: Workspace,
    path: Path,
    *,
    is_later_save: bool = False,
    confirmed: Collection[tuple[str, str]] = (),
) -> HandEdits:
    """Read a workbook of ours. Raises WorkbookRefused with the reason.

    `is_later_save` says that it is the same file saved once more; `confirmed` are columns whose bulk changes somebody
    has looked at.
    """
    opened = open_workbook(path, lambda xid: workspace.store.fact(f"export {xid}"))
    reading = opened.read(
        workspace.definitions.datasets,
        lambda dataset, seen: _base_values(workspace, seen),
        earlier=_earlier(workspace, opened.base.xid),
        is_later_save=is_later_save,
        confirmed=confirmed,
        is_right=workspace.pack.number_checks if workspace.pack else None,
    )
    reading = _without_kept(workspace, reading)
    groups = workspace.pack.groups if workspace.pack else {}
    commits = commits_from(reading, groups)
    # The others put aside what is signed for an area that is not the signer's; the right office reads the same file.
    ours = tuple(commit for commit in commits if is_under(commit.area, workspace.area))
    outside = frozenset(commit.record for commit in commits) - {commit.record for commit in ours}
    return HandEdits(path, opened, reading, ours, outside)


def _without_kept(workspace: Workspace, reading: Reading) -> Reading:
    """Leave out what the record keeps and does not show any more: it was asked when the workbook was made."""
    records = workspace.store.records(reading.changed_records)
    changes = tuple(
        change
        for change in reading.changes
        if not (
            (record := records.get(change.record))
            and change.base is None
            and change.new is not None
            and record.values.get(change.field) is None
            and record.kept.get(change.field) == change.new
        )
    )
    return replace(reading, changes=changes)


def intake_of(workspace: Workspace, edits: HandEdits) -> Intake:
    """Return the edits under this device's signature: whoever reads the file makes the same commits."""
    return Intake([workspace.store.attest(edits.commits)] if edits.commits else [])


def take(workspace: Workspace, edits: HandEdits, batch: Batch) -> Effect:
    """Take the edits in as one batch, and remember what this export has brought."""
    with workspace.store.transaction():
        effect = workspace.store.take_in(intake_of(workspace, edits), batch)
        counts = counts_of(edits, (effect,))
        workspace.store.count_batch(batch.id, records_in(edits), {edits.reading.base.area: counts})
        odd = notices_in(workspace, edits.reading, edits.path.name)
        workspace.store.note_refusals([*edits.refusals, *odd], batch.id)
        _remember(workspace, edits)
    return effect


def is_waiting(workspace: Workspace, edits: HandEdits) -> bool:
    """Whether a workbook holds anything that was neither taken nor put on the list of what was refused."""
    held = workspace.store.holds(commit.id for commit in edits.commits)
    if any(commit.id not in held for commit in edits.commits):
        return True
    known = workspace.store.known_refusals(each.key for each in edits.refusals)
    return any(each.key not in known for each in edits.refusals)


def refusals_left(workspace: Workspace, edits: HandEdits) -> int:
    """Return how many things in a workbook were refused and nobody has dealt with."""
    dealt = workspace.store.known_refusals(each.key for each in edits.refusals)
    return sum(not dealt.get(each.key) for each in edits.refusals)


_WEIGHT = (Outcome.UNCHANGED, Outcome.CHANGED, Outcome.NEW, Outcome.CONFLICTING, Outcome.REFUSED)


def counts_of(edits: HandEdits, effects: Iterable[Effect]) -> Counts:
    """Count per record what the embedded commits and then the edits did.

    new + changed + unchanged + conflicting + refused are the records in the file.
    """
    outcomes = dict.fromkeys([*edits.reading.base.rows, *(row.record for row in edits.reading.new_rows)], _WEIGHT[0])
    for effect in effects:
        for each in effect.records:
            outcomes[each.record] = max(outcomes.get(each.record, _WEIGHT[0]), each.outcome, key=_WEIGHT.index)
    outcomes |= dict.fromkeys(edits.refused_records(), Outcome.REFUSED)
    return Counts(**{str(outcome): count for outcome, count in Counter(outcomes.values()).items()})


def records_in(edits: HandEdits) -> int:
    """Return how many records a workbook holds: those it was made of, those added, and what was refused beside them."""
    reading = edits.reading
    return len({*reading.base.rows, *(row.record for row in reading.new_rows), *edits.refused_records()})


def _base_values(workspace: Workspace, seen: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, Answer]]:
    """Return what the workbook had shown of records: their fold then, without what was not relevant."""
    folded = workspace.store.values_seen(seen)
    records = workspace.store.records(seen)
    found: dict[str, dict[str, Answer]] = {}
    for record_id, values in folded.items():
        shown = {name: answer_value(value) for name, value in values.items()}
        record = records.get(record_id)
        for name, value in list(shown.items()):
            # A kept answer to a question that is not asked stood as a blank cell.
            hidden = record and name in record.values and record.values[name] is None and record.kept.get(name) == value
            if hidden:
                shown[name] = None
        found[record_id] = shown
    return found


def _earlier(workspace: Workspace, xid: str) -> dict[tuple[str, str], tuple[Answer, str]]:
    kept: Iterable[list[Any]] = workspace.store.fact(stream_of(xid), [])
    return {(record, name): (_answer(value), commit) for record, name, value, commit in kept}


def _remember(workspace: Workspace, edits: HandEdits) -> None:
    xid = edits.opened.base.xid
    by_cell = {
        (record, name): [value, commit] for record, name, value, commit in workspace.store.fact(stream_of(xid), [])
    }
    for commit in edits.commits:
        for name, value in commit.set.items():
            by_cell[commit.record, name] = [value, commit.id]
    plain = [[record, name, value, commit] for (record, name), (value, commit) in by_cell.items()]
    workspace.store.keep_fact(stream_of(xid), plain)


def _answer(value: Any) -> Answer:
    return answer_value(tuple(value) if isinstance(value, list) else commit_value(value))
