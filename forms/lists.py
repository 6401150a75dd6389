"""The code lists of a pack: lists/*.csv, each row with the sheet row where a clerk finds it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from forms.areas import Area, Areas, language_code
from forms.pack_problems import PackProblem
from forms.pack_settings import AreaSettings

LABEL = "label"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list. `row` is 1-based with the heading as row 1."""

    row: int
    code: str
    labels: Mapping[str, str]
    """Language code (`zh`; "" for a plain `label` column) -> label."""
    more: Mapping[str, str]


def read_list(file: str, content: bytes) -> tuple[list[ListRow], list[PackProblem]]:
    """Return the rows of a csv file and what is wrong with it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        mend = "In Excel: Save as, CSV UTF-8."
        return [], [PackProblem(file, "The file is not written in UTF-8.", mend)]
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    problems: list[PackProblem] = []
    rows: list[ListRow] = []
    try:
        if "name" not in (reader.fieldnames or ()):
            return [], [PackProblem(file, "There is no column `name`.", "The code stands in a column `name`.", row=1)]
        for number, cells in enumerate(reader, start=2):
            rows.append(_row(number, cells))
    except csv.Error as error:
        problems.append(PackProblem(file, f"This row cannot be read ({error}).", row=reader.line_num))
    problems += _twice(file, rows)
    return rows, problems


def _row(number: int, cells: Mapping[str | None, str | list[str] | None]) -> ListRow:
    plain = {name: cell.strip() for name, cell in cells.items() if name is not None and isinstance(cell, str)}
    labels = {
        language_code(name.partition("::")[2]): text
        for name, text in plain.items()
        if name.partition("::")[0] == LABEL and text
    }
    more = {name: text for name, text in plain.items() if name != "name" and name.partition("::")[0] != LABEL}
    return ListRow(number, plain.get("name", ""), labels, more)


def _twice(file: str, rows: list[ListRow]) -> list[PackProblem]:
    problems: list[PackProblem] = []
    first: dict[str, int] = {}
    for row in rows:
        if not row.code:
            problems.append(PackProblem(file, "The code is empty.", row=row.row))
        elif row.code in first:
            problems.append(PackProblem(file, f"{row.code!r} stands in row {first[row.code]} already.", row=row.row))
        first.setdefault(row.code, row.row)
    return problems


def areas_from(file: str, rows: list[ListRow], settings: AreaSettings) -> tuple[Areas, list[PackProblem]]:
    """Return the tree of areas in a list with the columns `level` and `parent`, and what is wrong with it."""
    problems: list[PackProblem] = []
    areas = {row.code: _area(row) for row in rows}
    for row in rows:
        area = areas[row.code]
        if "/" in area.code:
            problems.append(PackProblem(file, f"{area.code!r} has a stroke in it.", row=row.row))
        if area.parent and area.parent not in areas:
            what = f"{area.code!r} lies in {area.parent!r}, which is not listed."
            problems.append(PackProblem(file, what, row=row.row))
        if settings.levels and area.level not in settings.levels:
            mend = f"Levels are {', '.join(settings.levels)}."
            problems.append(PackProblem(file, f"{area.level!r} is no level.", mend, row=row.row))
        elif not problems and _in_a_ring(area, areas):
            problems.append(PackProblem(file, f"{area.code!r} lies in itself.", row=row.row))
    return Areas({} if problems else areas, settings.levels, settings.unit), problems


def _area(row: ListRow) -> Area:
    return Area(row.code, row.labels, row.more.get("level", ""), row.more.get("parent", ""))


def _in_a_ring(area: Area, areas: Mapping[str, Area]) -> bool:
    seen = {area.code}
    while area.parent:
        if area.parent in seen or area.parent not in areas:
            return area.parent in seen
        seen.add(area.parent)
        area = areas[area.parent]
    return False
