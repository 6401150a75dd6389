"""Refresh a workbook that a person works in: new answers into its cells, everything of theirs left as it is.

Only the data sheets' cells and the hidden base are written anew. Rows stay where they are, so that nothing that refers
to them has to move: new records come below, the rows of records that are gone are emptied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from forms.datasets import Dataset
from forms.rows import Value
from sync.commit import PARENT
from sync.durable import write_durably
from sync.errors import EditsNotRead, StickUnwritable, WorkbookRefused
from sync.signing import SigningKey
from sync.workbook.base import Base, BaseSheet, pack
from sync.workbook.commits import Groups, commits_from
from sync.workbook.edits import NoticeKind, Reading, Why
from sync.workbook.grid import Workbook
from sync.workbook.losses import Loss, LossKind
from sync.workbook.master_lock import refuse_if_open
from sync.workbook.master_parts import Parts
from sync.workbook.master_sheet import MasterSheet, SheetRefresh
from sync.workbook.reader import OpenedWorkbook
from sync.workbook.sheets import Export, SheetRow
from sync.workbook.writer import QUICK, Written, write_into

IMPORTED = "imported"
"""The folder beside the master that keeps what it was before each refresh."""

IsKept = Callable[[str], bool]
"""Whether the store holds the commit with that id."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """A refresh that is ready to be written; `losses` are what it could not preserve."""

    path: Path
    before: bytes
    after: bytes
    written: Written
    losses: tuple[Loss, ...]
    xid_before: str

    def write(self) -> Path:
        """Put the new master in place of the old, which is kept in `imported/`. Returns where."""
        refuse_if_open(self.path)
        if self.path.read_bytes() != self.before:
            raise EditsNotRead(str(self.path), 0)
        kept = self._kept()
        kept.parent.mkdir(exist_ok=True)
        write_durably(kept, self.before, lambda back: None)
        write_durably(self.path, self.after, lambda back: None)
        return kept

    def _kept(self) -> Path:
        """Return a name in `imported/` that no other state of the master has."""
        number = 1
        while True:
            ending = f" {number}" if number > 1 else ""
            kept = self.path.parent / IMPORTED / f"{self.path.stem} {self.xid_before[:8]}{ending}{self.path.suffix}"
            if not kept.exists() or kept.read_bytes() == self.before:
                return kept
            number += 1


def create_master(path: Path, export: Export, key: SigningKey) -> Written:
    """Write a new master, read it back, and only then put it in its place.

    What comes back is compared byte by byte and opened. A refresh, which patches what others have written, is also
    read cell by cell.
    """
    if path.exists():
        raise EditsNotRead(str(path), 0)
    file = BytesIO()
    written = write_into(export, key, file)
    write_durably(path, file.getvalue(), lambda back: _raise_unless_opened(back, path))
    return written


def plan_refresh(
    path: Path,
    export: Export,
    key: SigningKey,
    reading: Reading,
    is_kept: IsKept,
    *,
    groups: Groups | None = None,
    set_back: bool = False,
) -> Refresh:
    """Prepare the refresh of a master that `reading` has just read; nothing is written yet.

    Raises MasterInUse while it is open, and EditsNotRead unless every edit in it is kept as a commit. Cells that were
    refused, held or asked about are no commits: `set_back` says that a person agreed to lose them.
    """
    refuse_if_open(path)
    data = path.read_bytes()
    _refuse_unread(path, data, reading, is_kept, groups, set_back)
    export = replace(export, language=reading.base.language)
    workbook = Workbook(data, path.name)
    parts = Parts(workbook, reading.base)
    sheets: list[SheetRefresh] = []
    lines: list[str] = []
    areas: dict[str, int] = {}
    for sheet in export.sheets:
        found = next((each for each in reading.sheets if each.dataset == sheet.dataset.name), None)
        if found is None:
            parts.losses.append(Loss(LossKind.SHEET_MISSING, sheet.dataset.name))
            continue
        old = MasterSheet(workbook, found, reading, sheet.dataset, export.xid)
        refreshed = old.refresh(sheet.rows, len(sheets), areas, lines)
        # It holds the sheet's XML, of which there is no second copy in memory.
        del old
        parts.take(refreshed)
        sheets.append(refreshed)
    base = Base(export.xid, export.language, export.area, export.replica, export.hlc, export.wall, "", _of(sheets))
    signed = pack(base, list(areas), lines, key)
    parts.take_base(signed)
    if any(notice.kind is NoticeKind.SHEET_TWICE for notice in reading.notices):
        parts.losses.append(Loss(LossKind.COPIED_SHEET, ""))
    after = _rewritten(data, parts)
    workbook.forget()
    parts.forget()
    rows = {record: row for each in sheets for record, row in each.rows.items()}
    datasets = {sheet.dataset.name: sheet.dataset for sheet in export.sheets}
    _raise_unless_untouched(after, datasets, path, rows)
    counts = {each.dataset: each.count for each in sheets}
    return Refresh(path, data, after, Written(tuple(signed), counts), tuple(parts.losses), reading.xid)


def _of(sheets: list[SheetRefresh]) -> tuple[BaseSheet, ...]:
    return tuple(BaseSheet(each.dataset, each.name, each.digested, each.calculated) for each in sheets)


def _refuse_unread(
    path: Path, data: bytes, reading: Reading, is_kept: IsKept, groups: Groups | None, set_back: bool
) -> None:
    if hashlib.sha256(data).hexdigest() != reading.file_hash:
        # Saved again since it was read
        raise EditsNotRead(str(path), 0)
    unread = sum(not is_kept(commit.id) for commit in commits_from(reading, groups))
    if not set_back:
        held = sum(len(column.changes) for column in reading.held)
        unread += len(reading.refused) + len(reading.duplicates) + held
    if unread:
        raise EditsNotRead(str(path), unread)


def _rewritten(data: bytes, parts: Parts) -> bytes:
    """Return the package with the changed parts in place of the old, all others byte for byte."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename in parts.removed:
                continue
            copy = ZipInfo(info.filename, info.date_time)
            copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
            if pieces := parts.patched.get(info.filename):
                copy._compresslevel = QUICK  # type: ignore[attr-defined]  # public from Python 3.13 on
                with new.open(copy, "w", force_zip64=True) as part:
                    for piece in pieces:
                        part.write(piece)
                continue
            content = parts.changed.get(info.filename)
            big = info.file_size > 1 << 20
            new.writestr(copy, old.read(info) if content is None else content, compresslevel=QUICK if big else None)
        for name in parts.changed.keys() - set(old.namelist()):
            new.writestr(name, parts.changed[name])
    return out.getvalue()


def _raise_unless_opened(data: bytes, path: Path) -> None:
    try:
        OpenedWorkbook(data, path.name)
    except WorkbookRefused as refused:
        raise StickUnwritable(str(path), str(refused)) from refused


def _raise_unless_untouched(
    data: bytes, datasets: Mapping[str, Dataset], path: Path, rows: Mapping[str, SheetRow] | None = None
) -> None:
    """Read back what was written: it must say exactly what its base says."""
    known = rows or {}

    def values(dataset: str, seen: Mapping[str, tuple[str, ...]]) -> Mapping[str, Mapping[str, Value]]:
        found = {record: known[record] for record in seen if record in known}
        return {record: {**row.values, PARENT: row.parent} for record, row in found.items()}

    try:
        back = OpenedWorkbook(data, path.name)
        reading = back.read(datasets, values)
    except WorkbookRefused as refused:
        raise StickUnwritable(str(path), str(refused)) from refused
    # Cells that the person has merged stay merged.
    odd = [cell for cell in reading.refused if cell.why is not Why.MERGED]
    if reading.changes or reading.new_rows or reading.held or reading.duplicates or odd or reading.missing:
        raise StickUnwritable(str(path), "read back different")
