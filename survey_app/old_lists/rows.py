"""The rows of a list as records to be: who each is, which household holds it, what is refused and why. Pure."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms.datasets import Dataset
from forms.rows import Value
from survey_app.old_lists.cells import CellReader, Unfit, long_number
from survey_app.old_lists.columns import AREA, HOLDER, Target
from survey_app.old_lists.layout import DITTO, Header, body_rows, plain
from sync.progress import Report, unwatched
from sync.workbook.edits import Why
from sync.workbook.plain_table import PlainSheet

LISTS = uuid.UUID("6f1f8a5e-0f57-4b0a-9a4e-5b7f6a1c2d30")
"""Namespace of the record ids of imported rows: one list imported twice gives the same records."""

STEP = 500
"""Rows between two reports."""

Texts = Mapping[str, str]
"""Target -> what the cell says."""


def nothing_held(*_: object) -> str:
    """Answer for a workspace without records."""
    return ""


@dataclass(frozen=True)
class Rules:
    """What a survey says about its records, as far as a list needs it."""

    dataset: Dataset
    holders: tuple[Dataset, ...] = ()
    """Whose records hold those of the dataset, and theirs; the nearest first."""
    area: str = ""
    """Code of the area of rows that do not say theirs."""
    code_of: Callable[[str], str] = str
    """Code or name of an area -> its code; "" for none of ours."""
    place: str = ""
    plate: tuple[str, ...] = ()
    """Fields of the place that say where it is."""
    door: tuple[str, ...] = ()
    """Of these one must be there, or a row has said no more than a street."""
    address: str = ""
    person: str = ""
    number: str = ""
    """The field that holds a person's number; "" where persons have none that can be compared."""
    named_by: tuple[str, ...] = ()
    """Fields that say who a person without a number is."""
    head: Mapping[str, str] = field(default_factory=dict[str, str])
    """The answers of a household's head."""
    name: str = ""
    key: tuple[str, ...] = ()
    """What somebody said tells rows apart, in place of all this."""
    held_place: Callable[[str, Texts, str], str] = nothing_held
    """Area code, plate and address -> the one record of such a place that was not made from a list."""
    held_household: Callable[[str, str], str] = nothing_held
    """Place and head -> the same for a household."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row as a record to be."""

    number: int
    """1-based row in the table, as the spreadsheet program shows it."""
    record_id: str
    values: Mapping[str, Value]
    area: str = ""
    holder: str = ""
    """The record that holds it; "" where the list does not say."""
    refused: Mapping[str, str] = field(default_factory=dict[str, str])
    """Target -> why its cell was not taken."""
    refusal: str = ""
    """Why nothing of the row is taken."""
    person_number: str = ""
    same_as: int = 0
    """The earlier row that is the same record."""


@dataclass
class Holder:
    """A household or a door that rows of the list speak of."""

    record_id: str
    dataset: str
    area: str
    holder: str = ""
    values: dict[str, Value] = field(default_factory=dict[str, Value])


@dataclass
class Listed:
    """A whole list, read."""

    rows: list[ListedRow]
    holders: dict[str, Holder]
    unknown: Counter[tuple[str, str]]
    """Target and word -> in how many rows it stands, where it is no choice."""
    passed_over: list[int]
    """Rows that are sums, signatures, headings on a new page."""


def read_rows(
    sheet: PlainSheet,
    header: Header,
    columns: Mapping[int, str],
    targets: Mapping[str, Target],
    readers: Mapping[str, CellReader],
    rules: Rules,
    report: Report = unwatched,
) -> Listed:
    """Read every row below the headings. `report` is called along the way and may raise to stop."""
    reading = _Reading(columns, targets, readers, rules)
    passed_over: list[int] = []
    total = len(sheet.rows)
    spoken: list[tuple[int, dict[str, str]]] = []
    above: dict[str, str] = {}
    for number, cells, is_record in body_rows(sheet, header):
        if number % STEP == 0:
            report(number // 2, total)
        if not is_record:
            passed_over.append(number)
            continue
        texts = {name: _text(cells, place, above.get(name, "")) for place, name in columns.items()}
        if any(texts.values()):
            spoken.append((number, texts))
            above = texts
    heads = reading.heads(texts for _, texts in spoken)
    for (number, texts), head in zip(spoken, heads, strict=True):
        if number % STEP == 0:
            report((total + number) // 2, total)
        reading.add(number, texts, head)
    return Listed(_told_apart(reading.rows), reading.holders, reading.unknown, passed_over)


class _Reading:
    def __init__(
        self,
        columns: Mapping[int, str],
        targets: Mapping[str, Target],
        readers: Mapping[str, CellReader],
        rules: Rules,
    ) -> None:
        self._rules, self._readers = rules, readers
        names = set(columns.values())
        # In the order of the form, not of the list: columns that change places change no record.
        self._own = [name for name in targets if name in names and targets[name].dataset == rules.dataset.name]
        self._own = [name for name in self._own if targets[name].field is not None]
        self._above = {
            each.name: {name: name.partition(".")[2] for name in names if name.startswith(f"{each.name}.")}
            for each in rules.holders
        }
        self._kept = {name for name in names if targets[name].is_kept}
        self._areas: dict[str, str] = {}
        self.rows: list[ListedRow] = []
        self.holders: dict[str, Holder] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()

    def add(self, number: int, texts: Texts, head: str) -> None:
        refused: dict[str, str] = {}
        values = {name: value for name in self._own if (value := self._value(name, texts, refused)) is not None}
        values = {name: value for name, value in values.items() if name in self._kept}
        area = self._area(texts.get(AREA, ""))
        if not area and texts.get(AREA):
            self.rows.append(ListedRow(number, "", {}, refused=refused, refusal=Unfit.AREA))
            return
        if not values:
            self.rows.append(ListedRow(number, "", {}, area, refused=refused, refusal=Unfit.EMPTY))
            return
        holder = self._holder(area, texts, head, refused)
        person_number = self._person_number(values)
        record_id = self._identity(area, texts, values, person_number, holder)
        self.rows.append(ListedRow(number, record_id, values, area, holder, refused, "", person_number))

    def heads(self, spoken: Iterator[Texts]) -> list[str]:
        """Return the head of each row's household: as a column says, else the head listed at the same address."""
        rules, told = self._rules, ""
        if rules.holders and rules.holders[0].name != rules.place:
            told = f"{rules.holders[0].name}.{rules.holders[0].label_field}"
        found: list[str] = []
        first: dict[tuple[str, ...], str] = {}
        latest: dict[tuple[str, ...], str] = {}
        waiting: list[tuple[int, tuple[str, ...]]] = []
        for texts in spoken:
            head, at = texts.get(told, ""), self._address(texts)
            if not head and any(at) and rules.head:
                if self._is_head(texts):
                    latest[at] = head = texts.get(rules.name, "")
                    first.setdefault(at, head)
                elif not (head := latest.get(at, "")):
                    waiting.append((len(found), at))
            found.append(head)
        # Who stands above the head of his household belongs to the first one listed there.
        for place, at in waiting:
            found[place] = first.get(at, "")
        return found

    def _value(self, name: str, texts: Texts, refused: dict[str, str]) -> Value:
        text = texts.get(name, "")
        if not text:
            return None
        value, why = self._readers[name].read(text)
        if why:
            refused[name] = why
            if why == Why.CHOICE:
                self.unknown[name, text] += 1
        return value

    def _area(self, word: str) -> str:
        if not word:
            return self._rules.area
        if word not in self._areas:
            self._areas[word] = self._rules.code_of(word)
        return self._areas[word]

    # Who holds a row

    def _holder(self, area: str, texts: Texts, head: str, refused: dict[str, str]) -> str:
        rules = self._rules
        if not rules.holders:
            return ""
        nearest = rules.holders[0].name
        if nearest == rules.place:
            return self._place(area, texts, refused)
        at = self._place(area, texts, refused)
        if number := texts.get(HOLDER, ""):
            record_id = _named(nearest, area, "number", plain(number))
        elif head and any(self._address(texts)):
            record_id = _named(nearest, area, "at", *self._address(texts), plain(head))
        else:
            return ""
        held = rules.held_household(at, head) if at and head else ""
        if held and held != record_id:
            return held
        self._keep(Holder(record_id, nearest, area, at), texts, refused)
        return record_id

    def _place(self, area: str, texts: Texts, refused: dict[str, str]) -> str:
        rules = self._rules
        if rules.place not in self._above:
            return ""
        said: dict[str, str] = {}
        for part in rules.plate:
            value = self._value(f"{rules.place}.{part}", texts, {})
            if value is not None:
                said[part] = str(value)
        address = texts.get(f"{rules.place}.{rules.address}", "")
        if not said and not address:
            return ""
        record_id = place_id(rules, area, said)
        if record_id in self.holders:
            self._keep(self.holders[record_id], texts, refused)
            return record_id
        held = rules.held_place(area, said, address)
        if held or not any(part in said for part in rules.door):
            return held
        self._keep(Holder(record_id, rules.place, area), texts, refused)
        return record_id

    def _keep(self, holder: Holder, texts: Texts, refused: dict[str, str]) -> None:
        holder = self.holders.setdefault(holder.record_id, holder)
        for name, plain_name in self._above.get(holder.dataset, {}).items():
            value = self._value(name, texts, refused) if name in self._kept else None
            # The first row that says it has it; the others are shown.
            if value is not None and holder.values.setdefault(plain_name, value) != value:
                refused[name] = Unfit.DIFFERS

    def _address(self, texts: Texts) -> tuple[str, ...]:
        rules = self._rules
        parts = (*rules.plate, rules.address)
        return tuple(plain(texts.get(f"{rules.place}.{part}", "")) for part in parts)

    def _is_head(self, texts: Texts) -> bool:
        return all(
            name in self._readers and self._readers[name].read(texts.get(name, ""))[0] == code
            for name, code in self._rules.head.items()
        )

    # Who a row is

    def _person_number(self, values: Mapping[str, Value]) -> str:
        rules = self._rules
        if rules.dataset.name != rules.person or not rules.number:
            return ""
        return long_number(str(values.get(rules.number, "")))

    def _identity(self, area: str, texts: Texts, values: Mapping[str, Value], person_number: str, holder: str) -> str:
        rules, dataset = self._rules, self._rules.dataset.name
        if rules.key:
            return _named(dataset, area, "key", *(_said(name, texts, values) for name in rules.key))
        if dataset == rules.place and any(part in values for part in rules.door):
            return place_id(rules, area, {part: str(values[part]) for part in rules.plate if part in values})
        if dataset == rules.person:
            if person_number:
                return _named(dataset, area, "number", person_number)
            if rules.name in values:
                return _named(dataset, area, "name", holder, *(_said(name, texts, values) for name in rules.named_by))
        told = [f"{name}={_said(name, texts, values)}" for name in self._own if texts.get(name)]
        return _named(dataset, area, "all", holder, *sorted(told))


def place_id(rules: Rules, area: str, said: Mapping[str, str]) -> str:
    """Return the record of the place with that plate: the same whichever list names it."""
    return _named(rules.place, area, "plate", *(plain(said.get(part, "")) for part in rules.plate))


def unplaced_id(row: ListedRow) -> str:
    """Return the holder of a row whose household nobody has named yet: a record that has not arrived."""
    return _named("", row.area, "unplaced", row.record_id)


def _named(dataset: str, area: str, *parts: str) -> str:
    return str(uuid.uuid5(LISTS, json.dumps([dataset, area, *parts], ensure_ascii=False)))


def _said(name: str, texts: Texts, values: Mapping[str, Value]) -> str:
    value = values.get(name)
    return plain(texts.get(name, "") if value is None else str(value))


def _text(cells: Sequence[str], position: int, above: str) -> str:
    text = cells[position] if position < len(cells) else ""
    return above if text in DITTO else text


def _told_apart(rows: Sequence[ListedRow]) -> list[ListedRow]:
    """Mark rows that are the same record as an earlier one: what says nothing new is let be, the rest is refused."""
    first: dict[str, ListedRow] = {}
    found: list[ListedRow] = []
    for row in rows:
        same = first.setdefault(row.record_id, row) if row.record_id else row
        if same is not row:
            is_new = (row.values, row.holder) != (same.values, same.holder)
            row = replace(row, same_as=same.number, refusal=Unfit.REPEATED if is_new else "")
        found.append(row)
    return found
