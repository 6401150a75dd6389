"""What the clerk has before him, put together from bundles and workbooks alike. No Qt."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reports.indicators import Change
from survey_app import merge_desk
from survey_app.field_changes import FieldChange, field_changes
from survey_app.hand_edits import HandEdits, counts_of, is_waiting, read_hand_edits, take
from survey_app.merge_desk import Arrival, Outlook, RollLine
from survey_app.workspace import Workspace
from sync.effect import Counts
from sync.errors import SyncError
from sync.exchange import State
from sync.progress import Report, unwatched
from sync.replica import Batch


@dataclass(frozen=True)
class Book:
    """A workbook on the desk: what was changed in it by hand, or why it cannot be read."""

    arrival: Arrival
    edits: HandEdits | None = None
    error: SyncError | None = None
    is_waiting: bool = False
    """It holds edits that have not been read in: the same file may be laid on the desk twice."""

    @property
    def counts(self) -> Counts:
        """What taking it would do, at most: records that others changed meanwhile may become conflicts."""
        if self.edits is None:
            return Counts()
        reading, plain = self.edits.reading, counts_of(self.edits, ())
        new, changed = len(reading.new_rows), len(reading.changed_records)
        return Counts(new, changed, max(0, plain.total - plain.refused - new - changed), 0, plain.refused)


@dataclass(frozen=True)
class Desk:
    """Everything that lies there, and what merging it would do."""

    arrivals: tuple[Arrival, ...]
    roll: tuple[RollLine, ...]
    books: tuple[Book, ...]
    outlook: Outlook

    @property
    def mergeable(self) -> int:
        """How many files F9 would take in."""
        ready = sum(arrival.checked.can_be_applied for arrival in self.arrivals)
        return ready + sum(book.is_waiting for book in self.books)

    @property
    def figures(self) -> tuple[Change, ...]:
        return self.outlook.figures

    def by_field(self) -> Mapping[str, int]:
        found = dict(self.outlook.by_field())
        for book in self.books:
            for change in book.edits.reading.changes if book.edits else ():
                found[change.field] = found.get(change.field, 0) + 1
        return dict(sorted(found.items(), key=lambda item: -item[1]))


@dataclass(frozen=True)
class Merged:
    """What F9 did."""

    batches: tuple[Batch, ...]
    errors: tuple[Exception, ...] = field(default=())


def look(workspace: Workspace, new: Sequence[Path] = (), report: Report = unwatched) -> Desk:
    """Take files to the desk and judge everything on it. Nothing is merged."""
    arrived = merge_desk.receive(workspace, new, report) if new else merge_desk.arrivals(workspace, report)
    bundles = [each for each in arrived if each.state is not State.WORKBOOK]
    books = tuple(_book(workspace, each) for each in arrived if each.state is State.WORKBOOK)
    outlook = merge_desk.outlook(workspace, bundles)
    return Desk(tuple(arrived), tuple(merge_desk.roll_call(workspace, arrived)), books, outlook)


def changes_on(workspace: Workspace, desk: Desk, language: str) -> list[FieldChange]:
    """Return what everything on the desk that is ready would change, field by field."""
    edits = [book.edits for book in desk.books if book.edits is not None and book.is_waiting]
    return field_changes(workspace, desk.outlook, edits, language)


def merge(workspace: Workspace, desk: Desk, report: Report = unwatched) -> Merged:
    """Merge what is ready: bundles first, then what was changed by hand on top of them."""
    bundles = [each for each in desk.arrivals if each.checked.can_be_applied]
    applied = merge_desk.merge(workspace, bundles, report)
    batches = [one.batch for one in applied if one.batch and one.error is None]
    errors: list[Exception] = [one.error for one in applied if one.error]
    for book in desk.books:
        if book.edits is not None and book.is_waiting:
            batches.append(_take(workspace, book.edits, book.arrival))
    return Merged(tuple(batches), tuple(errors))


def _book(workspace: Workspace, arrival: Arrival) -> Book:
    try:
        edits = read_hand_edits(workspace, arrival.file)
    except SyncError as error:
        return Book(arrival, error=error)
    return Book(arrival, edits, is_waiting=is_waiting(workspace, edits))


def _take(workspace: Workspace, edits: HandEdits, arrival: Arrival) -> Batch:
    base = edits.reading.base
    batch = replace(
        merge_desk.new_batch(workspace),
        file=arrival.file.name,
        sha256=arrival.checked.sha256,
        area=base.area,
        created=base.wall,
    )
    take(workspace, edits, batch)
    if arrival.file.parent == workspace.inbox:
        shutil.move(arrival.file, _free_name(workspace.imported, arrival.file.name))
    return batch


def _free_name(folder: Path, name: str) -> Path:
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem} {number}{Path(name).suffix}", number + 1
    return path
