"""The parts of a master around its data sheets: ranges that grow, the hidden base, what must be named as lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from sync.errors import WorkbookDamaged
from sync.workbook.base import Base
from sync.workbook.grid import Workbook
from sync.workbook.losses import Loss, LossKind
from sync.workbook.master_sheet import SheetRefresh
from sync.workbook.sheet_patch import extended
from sync.workbook.sheets import BASE_SHEET
from sync.workbook.writer import chunked, text_rows

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

_DEFINED_NAME = re.compile(r"(<(?:\w+:)?definedName\b[^>]*>)([^<]*)(</)")
_CALCULATION = re.compile(r"<((?:\w+:)?)calcPr\b([^>]*?)/>")
_TABLE_REFERENCE = re.compile(r'(<(?:\w+:)?(?:table|autoFilter)\b[^>]*? ref=")([^"]*)"')


class Parts:
    """The parts that a refresh changes, by name; all others stay as they are. `base` is what the workbook has known."""

    def __init__(self, workbook: Workbook, base: Base) -> None:
        self._workbook, self._base = workbook, base
        self.changed: dict[str, bytes] = {}
        self.patched: dict[str, list[bytes | memoryview]] = {}
        """The data sheets, in pieces."""
        self.removed: set[str] = set()
        self.losses: list[Loss] = []
        if any(name.startswith("_xmlsignatures/") for name in workbook.names):
            self.losses.append(Loss(LossKind.SIGNATURE, ""))

    def take(self, sheet: SheetRefresh) -> None:
        """Take a refreshed sheet, and let what refers to its list grow with it."""
        self.patched[sheet.part] = sheet.patched.pieces
        self.losses += sheet.losses
        if sheet.extend:
            self._grow_names(sheet.name, *sheet.extend)
            self._grow_tables(sheet, *sheet.extend)
            self._name_short_charts(sheet.name, sheet.extend[0])
        if sheet.patched.formulas_replaced:
            self._drop_calculation_chain()
        self._recalculate_on_opening()

    def forget(self) -> None:
        """Give back the memory of what was written."""
        self.changed.clear()
        for pieces in self.patched.values():
            pieces.clear()

    def take_base(self, lines: Sequence[str]) -> None:
        """Write the hidden sheet anew, or add it where somebody has deleted it."""
        rows = "".join(text_rows(map(chunked, lines)))
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        part = self._workbook.part_of(BASE_SHEET) if BASE_SHEET in self._workbook.sheet_names else self._added_sheet()
        self.changed[part] = f'<?xml version="1.0" encoding="UTF-8"?>\n{sheet}'.encode()

    def _current(self, part: str) -> str:
        return (self.changed.get(part) or self._workbook.part(part)).decode()

    def _grow_names(self, sheet: str, old_last: int, new_last: int) -> None:
        def grown(match: re.Match[str]) -> str:
            areas = match[2]
            ours = f"'{_xml_name(sheet)}'!" in areas or areas.startswith(f"{_xml_name(sheet)}!")
            return f"{match[1]}{extended(areas, old_last, new_last)}{match[3]}" if ours else match[0]

        before = self._current(self._workbook.workbook_part)
        after = _DEFINED_NAME.sub(grown, before)
        if after != before:
            self.changed[self._workbook.workbook_part] = after.encode()

    def _grow_tables(self, sheet: SheetRefresh, old_last: int, new_last: int) -> None:
        for part in self._workbook.targets(sheet.part):
            if "/tables/" not in part:
                continue
            table = self._current(part)
            if re.search(r'totalsRowCount="[1-9]', table):
                self.losses.append(Loss(LossKind.TABLE_TOO_SHORT, sheet.name))
                continue
            grown = _TABLE_REFERENCE.sub(lambda m: f'{m[1]}{extended(m[2], old_last, new_last)}"', table)
            if grown != table:
                self.changed[part] = grown.encode()

    def _name_short_charts(self, sheet: str, old_last: int) -> None:
        """Name the charts and pivot tables that end where the list ended."""
        ends_there = re.compile(rf"\$?[A-Z]{{1,3}}\$?[0-9]+:\$?[A-Z]{{1,3}}\$?{old_last}\b")
        for part in self._workbook.names:
            is_chart = re.search(r"/charts/chart\w*\.xml$", part)
            is_pivot = re.search(r"/pivotCache/pivotCacheDefinition\w*\.xml$", part)
            if (is_chart or is_pivot) and _xml_name(sheet) in (text := self._current(part)) and ends_there.search(text):
                self.losses.append(Loss(LossKind.CHART_TOO_SHORT, part.rpartition("/")[2]))

    def _drop_calculation_chain(self) -> None:
        """Take out the list of formulas, which would name cells that hold none any more; programs rebuild it."""
        chain = next((part for part in self._workbook.names if part.endswith("/calcChain.xml")), "")
        if not chain or chain in self.removed:
            return
        self.removed.add(chain)
        types = re.sub(rf'<(?:\w+:)?Override\b[^>]*PartName="/{re.escape(chain)}"[^>]*/>', "", self._current(_TYPES))
        links = self._workbook.links_part
        without = re.sub(r'<(?:\w+:)?Relationship\b[^>]*/calcChain"[^>]*/>', "", self._current(links))
        self.changed |= {_TYPES: types.encode(), links: without.encode()}

    def _recalculate_on_opening(self) -> None:
        """Let the person's own formulas see the new answers as soon as the workbook is opened."""
        part = self._workbook.workbook_part
        before = self._current(part)
        if 'fullCalcOnLoad="1"' in before or not self._has_formulas():
            return
        after = _CALCULATION.sub(r'<\1calcPr\2 fullCalcOnLoad="1"/>', re.sub(r' fullCalcOnLoad="[^"]*"', "", before))
        if after != before:
            self.changed[part] = after.encode()

    def _has_formulas(self) -> bool:
        """Whether there are any, ours or the person's own; a sheet that nobody has saved since we wrote it has none."""
        book = self._workbook
        return any(
            book.has_formulas(name) for name in book.sheet_names if not self._base.sealed_with(book.seal_of(name))
        )

    def _added_sheet(self) -> str:
        """Add an empty, very hidden `_base` to the package and return its part."""
        number = 1
        folder = self._workbook.workbook_part.rpartition("/")[0]
        while (part := f"{folder}/worksheets/base{number}.xml".lstrip("/")) in self._workbook.names:
            number += 1
        links, book = self._workbook.links_part, self._workbook.workbook_part
        sheets = self._current(book)
        ids = [int(found) for found in re.findall(r'\bsheetId="([0-9]+)"', sheets)]
        target = part.removeprefix(f"{folder}/")
        link = f'<Relationship Id="rIdBase{number}" Type="{_LINKS}/worksheet" Target={quoteattr(target)}/>'
        sheet = (
            f'<sheet xmlns="{_MAIN}" xmlns:r="{_LINKS}" name="{BASE_SHEET}" sheetId="{max(ids, default=0) + 1}" '
            f'state="veryHidden" r:id="rIdBase{number}"/>'
        )
        kind = f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>'
        self.changed[book] = _before_end(sheets, "sheets", sheet).encode()
        self.changed[links] = _before_end(self._current(links), "Relationships", link).encode()
        self.changed[_TYPES] = _before_end(self._current(_TYPES), "Types", kind).encode()
        return part


_TYPES = "[Content_Types].xml"


def _before_end(xml: str, element: str, addition: str) -> str:
    found = re.search(rf"</(?:\w+:)?{element}>", xml)
    if found is None:
        raise WorkbookDamaged(element)
    return xml[: found.start()] + addition + xml[found.start() :]


def _xml_name(sheet: str) -> str:
    """Return a sheet's name as formulas in XML write it."""
    return sheet.replace("'", "''").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
