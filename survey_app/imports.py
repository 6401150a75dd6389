"""Existing lists into records: one batch, which can be undone; the same list twice changes nothing."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forms.datasets import Dataset
from survey_app.list_import import ListedRow, ListMap, listed_rows, unmatched
from survey_app.workspace import UnknownArea, Workspace
from sync.answers import commit_value
from sync.clock import hybrid
from sync.commit import AREA, LIFE, LIVE, Commit, Value, canonical
from sync.errors import SyncError
from sync.progress import Report, unwatched
from sync.replica import Batch, Intake
from sync.workbook.plain_table import read_table

SOURCE = "list"


class UnknownDataset(SyncError):
    """A dataset that these forms do not have."""

    def __init__(self, dataset: str, known: Iterable[str]) -> None:
        super().__init__(dataset)
        self.dataset, self.known = dataset, tuple(known)


class UnknownColumns(SyncError):
    """A list of which no column is a question."""

    def __init__(self, columns: Iterable[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list, row by row."""

    counts: Mapping[str, int]
    """new, changed, unchanged, conflicting, refused: they add up to the rows of the list."""
    batch: str
    left_out: tuple[str, ...]
    """Headings that are no question."""
    reasons: tuple[Mapping[str, object], ...] = field(default=())
    """Cells that were not taken: row, field, why."""

    @property
    def lines(self) -> list[str]:
        return [f"{each['row']}: {each['field']}: {each['why']}" for each in self.reasons]


def read_map(path: Path | None) -> ListMap:
    """Read a mapping: `[columns]` heading = field, `key = [fields]`, `header_row = 1`."""
    if path is None:
        return ListMap()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        columns = {str(heading): str(name) for heading, name in told.get("columns", {}).items()}
        return ListMap(columns, tuple(told.get("key", ())), int(told.get("header_row", 1)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
        raise UnknownColumns([path.name]) from error


def import_table(
    workspace: Workspace, table: Path, dataset_name: str, asked: ListMap, report: Report = unwatched
) -> Imported:
    """Read a list into records of one dataset. Raises UnknownDataset, UnknownColumns, UnknownArea, WrongFileKind."""
    datasets = workspace.definitions.datasets
    if dataset_name not in datasets:
        raise UnknownDataset(dataset_name, datasets)
    dataset = datasets[dataset_name]
    cells = read_table(table)
    area_code = workspace.area.rpartition("/")[2]
    columns, rows = listed_rows(cells, dataset, asked, area_code, _key(workspace, dataset_name))
    headings = cells[asked.header_row - 1] if len(cells) >= asked.header_row else []
    if not columns:
        raise UnknownColumns(heading for heading in headings if heading)
    report(0, len(rows))
    taken = list({row.record_id: row for row in rows if row.values}.values())
    commits = _commits(workspace, dataset, taken, table)
    batch = Batch(
        workspace.random(16).hex(),
        file=table.name,
        sha256=hashlib.sha256(table.read_bytes()).hexdigest(),
        area=workspace.area,
        at=workspace.now().isoformat(timespec="seconds"),
        by=workspace.staff.number,
    )
    outcomes: dict[str, str] = {}
    if commits:
        effect = workspace.store.take_in(Intake([workspace.store.attest(commits)]), batch)
        outcomes = {each.record: str(each.outcome) for each in effect.records}
    report(len(rows), len(rows))
    return Imported(
        _counts(rows, outcomes),
        batch.id if commits else "",
        tuple(unmatched(headings, columns)),
        tuple(_reasons(rows)),
    )


def _key(workspace: Workspace, dataset: str) -> tuple[str, ...]:
    """A door is told from others by its plate, whatever else a list says about it."""
    pack = workspace.pack
    if pack is None or dataset != pack.roles.place:
        return ()
    place = pack.place
    parts = (place.road, place.road_no, place.estate, place.building, place.unit, place.door, place.row, place.row_no)
    return tuple(part for part in parts if part)


def _commits(workspace: Workspace, dataset: Dataset, rows: list[ListedRow], table: Path) -> list[Commit]:
    known = workspace.store.records(row.record_id for row in rows)
    now = workspace.now()
    made: list[Commit] = []
    for row in rows:
        record = known.get(row.record_id)
        area = _area(workspace, row) if record is None else record.area
        values: dict[str, Value] = {name: commit_value(value) for name, value in row.values.items()}
        if record is None:
            values |= {LIFE: LIVE} | ({AREA: area} if area else {})
        else:
            values = {name: value for name, value in values.items() if commit_value(record.kept.get(name)) != value}
        if not values:
            continue
        seen = record.commits if record else ()
        nonce = hashlib.blake2b(canonical([row.record_id, values, list(seen)]), digest_size=8).hexdigest()
        made.append(
            Commit(
                record=row.record_id,
                dataset=dataset.name,
                set=values,
                seen=seen,
                source=SOURCE,
                actor=workspace.staff.number,
                area=area,
                stream=f"wb:list {table.name}"[:64],
                hlc=hybrid(int(now.timestamp() * 1000)),
                wall=now.isoformat(timespec="seconds"),
                nonce=nonce,
            )
        )
    return made


def _area(workspace: Workspace, row: ListedRow) -> str:
    if not row.area_code:
        return workspace.area
    return workspace.area_path(row.area_code)


def _counts(rows: list[ListedRow], outcomes: Mapping[str, str]) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(("new", "changed", "unchanged", "conflicting", "refused"), 0)
    counted: set[str] = set()
    for row in rows:
        # A row that repeats another says nothing new; one of which nothing could be taken is refused.
        outcome = "refused" if not row.values else "unchanged"
        if row.values and row.record_id not in counted:
            counted.add(row.record_id)
            outcome = outcomes.get(row.record_id, "unchanged")
        counts[outcome] += 1
    return counts


def _reasons(rows: Iterable[ListedRow]) -> Iterable[Mapping[str, object]]:
    for row in rows:
        for name, why in row.refused.items():
            yield {"row": row.number, "field": name, "why": why}


__all__ = ["Imported", "UnknownArea", "UnknownColumns", "UnknownDataset", "import_table", "read_map"]
