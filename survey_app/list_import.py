"""Existing lists into records: which column is which question, and what each cell says. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.datasets import Dataset, Field
from forms.rows import Value

LISTS = uuid.UUID("6f1f8a5e-0f57-4b0a-9a4e-5b7f6a1c2d30")
"""Namespace of the record ids of imported rows: one list imported twice gives the same records."""

AREA_COLUMN = "@area"
"""What a mapping writes for the column that holds each row's area code."""

DITTO = frozenset({"同上", "〃", "″", '"', "ditto", "do."})


@dataclass(frozen=True, slots=True)
class ListMap:
    """What a person may say about a list, in a small TOML file."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading -> field name, `@area`, or "" to leave the column out."""
    key: tuple[str, ...] = ()
    """Fields that tell one row from another; () is all the columns that were found."""
    header_row: int = 1
    """1-based; everything above it is a title."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list as a record to be."""

    number: int
    """1-based row in the table, as the spreadsheet program shows it."""
    record_id: str
    values: Mapping[str, Value]
    area_code: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Field -> why its cell was not taken: `damaged`, `number`, `choice` or `date`."""


def match_columns(headings: Sequence[str], dataset: Dataset, asked: ListMap) -> dict[int, str]:
    """Return position -> field name (or `@area`): by the mapping first, then by name, then by label."""
    by_name = {_plain(each.name): each.name for each in dataset.fields if not each.calculated}
    for each in dataset.fields:
        for label in each.labels.values():
            if not each.calculated:
                by_name.setdefault(_plain(label), each.name)
    found: dict[int, str] = {}
    for position, heading in enumerate(headings):
        name = asked.columns.get(heading.strip(), by_name.get(_plain(heading), ""))
        # Two columns for one field: the first is the one people fill in.
        if name and name not in found.values():
            found[position] = name
    return found


def listed_rows(
    table: Sequence[Sequence[str]], dataset: Dataset, asked: ListMap, area: str, key: Sequence[str] = ()
) -> tuple[dict[int, str], list[ListedRow]]:
    """Return the matched columns and the rows as records; blank rows are passed over, 同上 takes the cell above."""
    if len(table) < asked.header_row:
        return {}, []
    columns = match_columns(table[asked.header_row - 1], dataset, asked)
    fields = {each.name: each for each in dataset.fields}
    names = [name for name in columns.values() if name != AREA_COLUMN]
    wanted = [name for name in (asked.key or key) if name in names] or names
    rows: list[ListedRow] = []
    above: dict[int, str] = {}
    for number, cells in enumerate(table[asked.header_row :], asked.header_row + 1):
        texts = {position: _text(cells, position, above) for position in columns}
        if any(texts.values()):
            rows.append(_row(number, {columns[at]: text for at, text in texts.items()}, fields, dataset, wanted, area))
            above = texts
    return columns, rows


def _row(
    number: int,
    texts: Mapping[str, str],
    fields: Mapping[str, Field],
    dataset: Dataset,
    key: Sequence[str],
    area: str,
) -> ListedRow:
    values: dict[str, Value] = {}
    refused: dict[str, str] = {}
    for name, text in texts.items():
        if name == AREA_COLUMN or not text:
            continue
        try:
            values[name] = value_of(fields[name], text)
        except UnfitCell as unfit:
            refused[name] = unfit.why
    area_code = texts.get(AREA_COLUMN, "")
    parts = [dataset.name, area_code or area, *(_plain(texts[name]) for name in key)]
    record_id = str(uuid.uuid5(LISTS, json.dumps(parts, ensure_ascii=False)))
    return ListedRow(number, record_id, values, area_code, refused)


def _text(cells: Sequence[str], position: int, above: Mapping[int, str]) -> str:
    text = cells[position].strip() if position < len(cells) else ""
    return above.get(position, "") if text in DITTO else text


class UnfitCell(ValueError):
    """A cell that is no answer to its question."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def value_of(question: Field, text: str) -> Value:
    """Return a cell as the value of a question: codes for labels, plain digits, ISO dates. Raises UnfitCell."""
    match question.kind:
        case "select_one":
            return _code(question, text)
        case "select_multiple":
            return " ".join(_code(question, part) for part in re.split(r"[\s,，、;；/]+", text) if part)
        case "integer":
            return _whole(text)
        case "date":
            return _date(text)
        case _:
            return _undamaged(text)


def _code(question: Field, text: str) -> str:
    plain = _plain(text)
    for code, labels in question.choices.items():
        if plain == _plain(code) or any(plain == _plain(label) for label in labels.values()):
            return code
    # A spreadsheet drops the zero in front: 2 is meant as 02 where only 02 exists.
    for code in question.choices:
        if code.lstrip("0") == plain.lstrip("0") != "":
            return code
    if question.choices:
        raise UnfitCell("choice")
    return text


def _whole(text: str) -> int:
    plain = re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", text).replace(",", ""))
    if not re.fullmatch(r"[-+]?\d{1,18}", plain):
        raise UnfitCell("number")
    return int(plain)


def _date(text: str) -> str:
    found = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", unicodedata.normalize("NFKC", text))
    if not found:
        raise UnfitCell("date")
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


def _undamaged(text: str) -> str:
    # 18 digits that went through a number cell have lost their last three.
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d{2}", text) or re.fullmatch(r"\d{15,}\.0", text):
        raise UnfitCell("damaged")
    return re.sub(r"^(\d+)\.0$", r"\1", text)


def _plain(text: str) -> str:
    return re.sub(r"[\s*＊:：()（）]+", "", unicodedata.normalize("NFKC", text)).casefold()


def unmatched(headings: Iterable[str], columns: Mapping[int, str]) -> list[str]:
    """Return the headings that stayed without a field."""
    return [heading for position, heading in enumerate(headings) if heading.strip() and position not in columns]
