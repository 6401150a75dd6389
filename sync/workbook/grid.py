"""A workbook's sheets as rows of cells, read in bulk by calamine after a careful first look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from sync.errors import WorkbookDamaged, WorkbookLocked
from sync.workbook.base import seal_of
from sync.workbook.finding import SEARCHED
from sync.workbook.judgement import Found
from sync.workbook.package import Package, SheetPart
from sync.workbook.sheet_scan import Scan, scan_sheet

_READ_WHOLE = ("sharedStrings", "styles", "theme")
_MOST_MERGED = 1_000_000


class Workbook:
    """A workbook file open for reading."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self._package = Package(data, name)
        self._parts = {sheet.name: sheet for sheet in self._package.sheets()}
        for kind, part in self._package.kind_of_links(self._package.workbook_part).items():
            if kind in _READ_WHOLE:
                self._package.check(part)
        self.since_1904 = _since_1904(self._package)
        try:
            self._bulk = CalamineWorkbook.from_filelike(BytesIO(data))
            names = set(self._bulk.sheet_names)
        except PasswordError as error:
            raise WorkbookLocked from error
        except CalamineError as error:
            raise WorkbookDamaged("workbook") from error
        self.sheet_names = [name for name in self._parts if name in names]
        self._scans: dict[str, Scan] = {}
        self._last: Grid | None = None

    def forget(self) -> None:
        """Give back the memory of the sheet that was looked at last."""
        self._last = None

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return [info.filename for info in self._package.infos]

    @property
    def workbook_part(self) -> str:
        return self._package.workbook_part

    @property
    def links_part(self) -> str:
        """The part that says which part each sheet is."""
        folder, _, name = self.workbook_part.rpartition("/")
        return f"{folder}/_rels/{name}.rels".lstrip("/")

    def part_of(self, name: str) -> str:
        """Return the part that a sheet is kept in."""
        return self._parts[name].part

    def seal_of(self, name: str) -> str:
        """Return the seal of a sheet as it lies in the file; it is not looked into."""
        return seal_of(self._package.packed(self._parts[name].part))

    def part(self, part: str) -> bytes:
        return self._package.read(part)

    def targets(self, part: str) -> list[str]:
        """Return the parts that a part refers to."""
        return list(self._package.targets(part).values())

    def has_formulas(self, name: str) -> bool:
        """Whether a sheet holds a formula, ours or the person's own."""
        return bool(self._scan(name).formulas)

    def grid(self, name: str) -> Grid:
        """Return one sheet. Raises WorkbookTooBig or WorkbookDamaged. The last one is kept, for it is large."""
        if self._last and self._last.name == name:
            return self._last
        scan = self._scan(name)
        self._last = None
        try:
            self._last = Grid(self._parts[name], self._bulk.get_sheet_by_name(name), scan, self.since_1904)
            return self._last
        except CalamineError as error:
            raise WorkbookDamaged(name) from error

    def _scan(self, name: str) -> Scan:
        if name not in self._scans:
            part = self._parts[name].part
            self._scans[name] = scan_sheet(lambda: self._package.chunks(part), name)
        return self._scans[name]


class Grid:
    """One sheet: rows with their numbers, cells from column 1 on."""

    def __init__(self, part: SheetPart, sheet: Any, scan: Scan, since_1904: bool) -> None:
        self.name = part.name
        self.scan = scan
        self.since_1904 = since_1904
        self._sheet = sheet

    def rows(self) -> Iterator[tuple[int, Sequence[Found]]]:
        """Yield every row, blank ones too."""
        start = self._sheet.start
        if start is None:
            return
        # Rows are counted from the top of the sheet, columns from the first that holds anything.
        left = [""] * start[1]
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            yield number, left + cells if left else cells

    @property
    def width(self) -> int:
        """The last column that holds anything."""
        return self._sheet.end[1] + 1 if self._sheet.end else 0

    def first_rows(self) -> list[tuple[int, Sequence[Found]]]:
        """Return the rows among which the codes and the labels are."""
        return list(islice(self.rows(), SEARCHED))

    def merged_blocks(self) -> tuple[tuple[int, int, int, int], ...]:
        """Return top, left, bottom and right of each group of merged cells, counted from 0."""
        return tuple((*first, *last) for first, last in self._sheet.merged_cell_ranges or ())

    def merged_cells(self) -> set[tuple[int, int]]:
        """Return the cells that lie under another one, (row, column) counted from 1."""
        found: set[tuple[int, int]] = set()
        for top, left, bottom, right in self.merged_blocks():
            if (bottom - top + 1) * (right - left + 1) + len(found) > _MOST_MERGED:
                continue
            covered = {(row + 1, column + 1) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            found |= covered - {(top + 1, left + 1)}
        return found


def _since_1904(package: Package) -> bool:
    settings = package.xml(package.workbook_part).find("{*}workbookPr")
    return settings is not None and settings.get("date1904") in ("1", "true")
