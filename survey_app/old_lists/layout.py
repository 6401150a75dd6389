"""Where in a list the headings stand, which rows are records, and which are titles, sums and signatures. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sync.workbook.plain_table import PlainSheet

LOOKED_AT = 20
"""Rows among which the headings are looked for."""

DITTO = frozenset({"同上", "〃", "″", '"', "''", "ditto", "do."})
SUMS = re.compile(r"(合计|总计|小计|共计|累计|总人数|总户数|grand total|subtotal|total|sum)(?![a-z])", re.IGNORECASE)
SIGNED = re.compile(
    r"(制表|填表|填报|审核|复核|负责人|单位盖章|经办人|备注|注|说明|prepared by|note)[人日期时间]*[:：]", re.IGNORECASE
)
BETWEEN = " / "
"""Stands between the upper and the lower heading of one column."""


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of the headings, 1-based, and one heading for each column."""

    first: int
    last: int
    headings: tuple[str, ...]


def plain(text: str) -> str:
    """Return a text as it is compared: without blanks, brackets and signs of what must be filled in."""
    return re.sub(r"[\s*＊:：()（）【】\[\]]+", "", unicodedata.normalize("NFKC", text)).casefold()


def find_header(sheet: PlainSheet, is_known: Callable[[str], bool]) -> Header:
    """Guess where the headings stand; `is_known` says whether a heading names a question."""
    rows = sheet.rows[:LOOKED_AT]
    best, best_score = 0, 0.0
    for place, row in enumerate(rows):
        score = _score(row, is_known)
        if score > best_score:
            best, best_score = place, score
    first = last = best
    # A second row of headings: merged cells of the upper one reach into it, or lie over several of its cells.
    if best + 1 < len(rows) and _continues(sheet, best, is_known):
        last = best + 1
    elif best and _continues(sheet, best - 1, is_known):
        first = best - 1
    return header_at(sheet, first + 1, last + 1)


def header_at(sheet: PlainSheet, first: int, last: int) -> Header:
    """Return the headings that stand in those rows, 1-based: one for each column, the upper one first."""
    rows = [list(row) for row in sheet.rows[first - 1 : last]]
    width = max((len(row) for row in sheet.rows[: last + LOOKED_AT]), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    for top, left, bottom, right in sheet.merged:
        for row in range(max(top, first - 1), min(bottom, last - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                if top >= first - 1:
                    rows[row - first + 1][column] = sheet.rows[top][left]
    if not sheet.merged:
        _spread(rows)
    return Header(first, last, tuple(_joined(row[column] for row in rows) for column in range(width)))


def body_rows(sheet: PlainSheet, header: Header) -> Iterator[tuple[int, Sequence[str], bool]]:
    """Yield each row below the headings with its number, and whether it is a record; blank rows are passed over.

    A cell merged over several rows holds for each of them. Sums, signatures and headings repeated on a new page are no
    records.
    """
    under = _under(sheet, header.last)
    repeated = [plain(cell) for cell in sheet.rows[header.last - 1]] if header.last else []
    for number, cells in enumerate(sheet.rows[header.last :], header.last + 1):
        filled = cells
        for column, top in under.get(number - 1, ()):
            if column < len(sheet.rows[top]) and not (column < len(filled) and filled[column]):
                filled = [*filled, *[""] * (column + 1 - len(filled))]
                filled[column] = sheet.rows[top][column]
        said = [cell for cell in cells if cell]
        if said:
            yield number, filled, not (is_no_record(said) or [plain(cell) for cell in cells] == repeated)


def is_no_record(said: Sequence[str]) -> bool:
    """Say whether the cells of a row that are not blank are a sum, a signature or a remark below the table."""
    first = re.sub(r"\s+", "", said[0])
    return bool(SUMS.match(first) or (len(said) <= 4 and SIGNED.match(first)))


def _score(row: Sequence[str], is_known: Callable[[str], bool]) -> float:
    said = {cell for cell in row if cell}
    if len(said) < 2:
        # A title; unless it is the one column of a very short list.
        return 0.5 if said and is_known(next(iter(said))) else 0.0
    known = sum(is_known(cell) for cell in said)
    values = sum(bool(re.search(r"\d{2,}", cell)) for cell in said)
    return known * 3 + len(said) * 0.1 - values


def _continues(sheet: PlainSheet, place: int, is_known: Callable[[str], bool]) -> bool:
    """Say whether the row below that one, counted from 0, is a second row of headings."""
    upper, lower = sheet.rows[place], sheet.rows[place + 1]
    if len({cell for cell in upper if cell}) < 2 or any(re.search(r"\d{2,}", cell) for cell in lower):
        return False
    reaches = any(top == place and bottom == place + 1 for top, _, bottom, _ in sheet.merged)
    spans = any(top == bottom == place and right > left for top, left, bottom, right in sheet.merged)
    if reaches:
        return True
    blank = any(not above and below for above, below in zip([*upper, *[""] * len(lower)], lower, strict=False))
    known = sum(is_known(cell) for cell in lower if cell)
    return (spans or blank) and known * 2 >= sum(bool(cell) for cell in lower) > 0


def _spread(rows: list[list[str]]) -> None:
    """Without merged cells, as in a .csv: an upper heading holds as far as the cells below it go on."""
    for upper, lower in pairwise(rows):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]


def _joined(parts: Iterator[str] | Sequence[str]) -> str:
    said = [re.sub(r"\s+", " ", part) for part in parts if part]
    return BETWEEN.join(dict.fromkeys(said))


def _under(sheet: PlainSheet, below: int) -> dict[int, list[tuple[int, int]]]:
    """Return row -> (column, row that says it) for cells merged downwards; the body only."""
    found: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, _ in sheet.merged:
        if top >= below:
            for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
                found.setdefault(row, []).append((left, top))
    return found
