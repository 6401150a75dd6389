"""Hand edits as changes: each row found by its record key, each column by its code, compared with the base."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from forms.datasets import Dataset
from sync.errors import BundleRefused, ForeignWorkbook, WorkbookRefused
from sync.looking import Desk, Looked, look
from sync.workbook.base import Base, BaseDamaged, unpack
from sync.workbook.comparison import BaseValues, Comparison, Earlier, NumberChecks
from sync.workbook.edits import (
    CellPlace,
    Notice,
    NoticeKind,
    Reading,
)
from sync.workbook.finding import xid_of
from sync.workbook.grid import Grid, Workbook
from sync.workbook.sheets import BASE_SHEET, EMBEDDED_SHEET, RESERVED_SHEETS

Recall = Callable[[str], Sequence[str] | None]
"""The id of an export -> the base lines that `Written` had given, where this replica made it."""


def _nothing_recalled(xid: str) -> None:
    return None


class OpenedWorkbook:
    """A workbook known to be ours. `embedded` are commits to take in first, encrypted to their receiver."""

    def __init__(self, data: bytes, name: str = "", recall: Recall = _nothing_recalled) -> None:
        self.file_hash = hashlib.sha256(data).hexdigest()
        self._workbook = Workbook(data, name)
        self.notices: list[Notice] = []
        self.base = self._base(recall)
        self.embedded = self._embedded()

    def read(
        self,
        datasets: Mapping[str, Dataset],
        base_values: BaseValues,
        *,
        earlier: Earlier | None = None,
        is_later_save: bool = False,
        confirmed: Collection[tuple[str, str]] = (),
        is_right: NumberChecks | None = None,
    ) -> Reading:
        """Return everything that was done to the workbook since it was made.

        `earlier` is what this export has already brought; with `is_later_save` (the same file, saved again) cells that
        differ from it continue it, otherwise they will be concurrent with it. `confirmed` are (dataset, field) pairs
        whose bulk changes somebody has looked at; `is_right` are the fields whose spoilt numbers may prove themselves.
        """
        base = self.base.named_now(datasets)
        look = Comparison(base, datasets, list(self.notices), is_right or {})
        for name in self._workbook.sheet_names:
            if name.lower() in RESERVED_SHEETS:
                continue
            sealed = base.sealed_with(self._workbook.seal_of(name))
            if sealed and sealed.dataset in datasets:
                look.at_sealed(name, sealed)
            else:
                look.at_sheet(self._grid(name))
        self._workbook.forget()
        return look.conclude(base_values, earlier or {}, is_later_save, confirmed, self.file_hash)

    def _grid(self, name: str) -> Grid:
        return self._workbook.grid(name)

    def _base(self, recall: Recall) -> Base:
        if BASE_SHEET in self._workbook.sheet_names:
            lines = ["".join(map(str, cells)) for _, cells in self._workbook.grid(BASE_SHEET).rows()]
            try:
                return unpack(lines)
            except BaseDamaged:
                pass
        # Somebody has deleted or disturbed the hidden sheet; the export may be remembered here.
        for name in self._workbook.sheet_names:
            xid = xid_of(self._workbook.grid(name).first_rows())
            lines = recall(xid) if xid else None
            if lines:
                self.notices.append(Notice(NoticeKind.BASE_RECALLED, xid, CellPlace(name, 0)))
                return unpack(lines)
        raise ForeignWorkbook

    def _embedded(self) -> bytes:
        if EMBEDDED_SHEET not in self._workbook.sheet_names:
            return b""
        text = "".join(str(cell) for _, cells in self._workbook.grid(EMBEDDED_SHEET).rows() for cell in cells)
        try:
            return b64decode(text, validate=True)
        except Error:
            return b""


def look_inside(path: Path, desk: Desk) -> Looked | None:
    """Look at the bundle inside a workbook; None where there is no good one."""
    try:
        return look(open_workbook(path).embedded, desk)
    except (OSError, WorkbookRefused, BundleRefused):
        return None


def open_workbook(path: Path, recall: Recall = _nothing_recalled) -> OpenedWorkbook:
    """Open a workbook file. Raises WorkbookRefused with the reason."""
    return OpenedWorkbook(path.read_bytes(), path.name, recall)
