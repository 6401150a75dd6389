"""Targets pasted as a block from a spreadsheet: areas down, indicators across; taken as a whole or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.areas import in_language
from forms.bulletin import Bulletin, Targets
from forms.pack_registers import ROLES
from forms.sql_condition import quoted
from survey_app.register_steps import may
from survey_app.reporting import reports_of
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.certificate import is_under
from sync.edit import Edit

Number = int | float
NEARLY = 0.005
NUMBER = re.compile(r"\d+(\.\d+)?")
OFFICE = ROLES[1]
"""The lowest role that sets targets."""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """One target of the block."""

    row: int
    area: str
    """Its code."""
    indicator: str
    value: str
    responsible: str = ""
    weight: str = ""
    record: str = ""
    """The draft that it changes, "" for a new one."""


@dataclass(frozen=True)
class TargetBlock:
    """What a block says, what is wrong with it, and what to look at."""

    year: int
    targets: Sequence[NewTarget] = ()
    problems: Sequence[str] = ()
    """Nothing is kept while there is one."""
    remarks: Sequence[str] = field(default_factory=tuple[str, ...])
    """Who is responsible is missing; parts that do not add up, with the difference."""


def targets_of(workspace: Workspace) -> Targets | None:
    """Return where the pack's targets stand, None where it has none."""
    for each in reports_of(workspace):
        if isinstance(each.more, Bulletin) and each.more.targets.dataset:
            return each.more.targets
    return None


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of what a spreadsheet puts on the clipboard."""
    return [[cell.strip().strip('"') for cell in line.split("\t")] for line in text.rstrip().splitlines()]


def read_block(workspace: Workspace, rows: Sequence[Sequence[str]], language: str, year: int = 0) -> TargetBlock:
    """Return what a block means; its first row names the columns: the area, indicators, who is responsible, weight."""
    settings = targets_of(workspace)
    year = year or workspace.now().year
    if settings is None:
        return TargetBlock(year, problems=[sentence(language, "targets.none")])
    return _Reading(workspace, settings, language, year).read(rows)


def keep_block(workspace: Workspace, block: TargetBlock) -> int:
    """Save every target of a block without problems, in one transaction; return how many."""
    settings = targets_of(workspace)
    assert settings is not None and not block.problems
    edits: list[Edit] = []
    for each in block.targets:
        values: dict[str, str | int] = {
            settings.area: each.area,
            settings.indicator: each.indicator,
            settings.year: block.year,
            settings.value: each.value,
            settings.responsible: each.responsible,
            settings.weight: each.weight,
            settings.state: settings.draft,
        }
        given = {name: value for name, value in values.items() if name and value != ""}
        if each.record:
            edits.append(Edit(each.record, settings.dataset, given, workspace.store.seen(each.record)))
        else:
            edits.append(workspace.new_edit(settings.dataset, given))
    workspace.save(edits)
    return len(edits)


class _Reading:
    """One block being read."""

    def __init__(self, workspace: Workspace, settings: Targets, language: str, year: int) -> None:
        assert workspace.pack is not None
        self._workspace, self._settings, self._language, self._year = workspace, settings, language, year
        self._areas = workspace.pack.areas
        self._dataset = workspace.definitions.datasets[settings.dataset]
        self._problems: list[str] = []
        self._standing = self._stand()

    def read(self, rows: Sequence[Sequence[str]]) -> TargetBlock:
        if not may(self._workspace, OFFICE):
            return TargetBlock(self._year, problems=[self._say("not_here")])
        head, *body = rows or [[]]
        columns = self._columns(head)
        found: list[NewTarget] = []
        if "area" in columns.values() and any(each.startswith("=") for each in columns.values()):
            for place, row in enumerate(body, start=2):
                found += self._row(place, row, columns)
        else:
            self._problems.append(self._say("no_head", indicators=self._ways(self._indicator_labels().values())))
        self._once_each(found)
        if not found and not self._problems:
            self._problems.append(self._say("empty"))
        return TargetBlock(self._year, found, self._problems, [*self._nobody(found), *self._apart(found)])

    # ------------------------------------------------------------ the head

    def _columns(self, head: Sequence[str]) -> dict[int, str]:
        """Return place -> `area`, `responsible`, `weight`, or `=` and the code of an indicator."""
        settings = self._settings
        named = {name: name for name in ("area", "responsible", "weight")}
        for key, name in (("area", settings.area), ("responsible", settings.responsible), ("weight", settings.weight)):
            asked = self._dataset.field(name) if name else None
            named |= {_plain(word): key for word in (name, *(asked.labels.values() if asked else ())) if word}
        words = " ".join(sentence(language, "targets.area_words") for language in ("zh", "en"))
        named |= {_plain(word): "area" for word in words.split()}
        for code, words in self._choices().items():
            named |= {_plain(word): f"={code}" for word in (code, *words.values())}
        found: dict[int, str] = {}
        for place, cell in enumerate(head):
            if not cell.strip():
                continue
            known = named.get(_plain(cell))
            if known is None:
                self._problems.append(self._say("unknown_column", column=cell))
            else:
                found[place] = known
        return found

    def _choices(self) -> Mapping[str, Mapping[str, str]]:
        asked = self._dataset.field(self._settings.indicator)
        return asked.choices if asked else {}

    def _indicator_labels(self) -> dict[str, str]:
        return {code: in_language(words, self._language, code) for code, words in self._choices().items()}

    # ------------------------------------------------------------ rows

    def _row(self, place: int, row: Sequence[str], columns: Mapping[int, str]) -> list[NewTarget]:
        cells = {key: row[at].strip() if at < len(row) else "" for at, key in columns.items()}
        name = cells.get("area", "")
        values = {key[1:]: cell for key, cell in cells.items() if key.startswith("=") and cell}
        if not name and not values:
            return []
        code = self._area(place, name)
        weight = self._number(place, cells.get("weight", ""))
        found: list[NewTarget] = []
        for indicator, cell in values.items():
            value = self._number(place, cell)
            if code and value:
                record = self._draft(place, code, indicator)
                found.append(NewTarget(place, code, indicator, value, cells.get("responsible", ""), weight, record))
        return found

    def _area(self, place: int, name: str) -> str:
        meant = [area for area in self._areas if name == area.code or name in area.names.values()]
        ours = [area for area in meant if is_under(self._areas.path(area.code), self._workspace.area)]
        if len(ours) == 1:
            return ours[0].code
        if not meant or not name:
            self._problems.append(self._say("unknown_area", row=place, name=name or "–"))
        elif not ours:
            here = self._workspace.area_name(self._language)
            self._problems.append(self._say("other_area", row=place, name=name, here=here))
        else:
            named = self._ways(
                f"{self._areas.full_name(self._areas.path(area.code), self._language)} {area.code}" for area in ours
            )
            self._problems.append(self._say("two_areas", row=place, name=name, areas=named))
        return ""

    def _number(self, place: int, cell: str) -> str:
        text = unicodedata.normalize("NFKC", cell).replace(",", "").replace(" ", "")
        if not text or NUMBER.fullmatch(text):
            return text
        self._problems.append(self._say("no_number", row=place, cell=cell))
        return ""

    def _draft(self, place: int, code: str, indicator: str) -> str:
        standing = self._standing.get((indicator, code))
        if standing is None:
            return ""
        if self._settings.state and standing.state != self._settings.draft:
            area, label = self._areas.name(code, self._language), self._indicator_labels()[indicator]
            self._problems.append(self._say("signed", row=place, area=area, indicator=label))
        return standing.record

    def _once_each(self, found: Sequence[NewTarget]) -> None:
        first: dict[tuple[str, str], int] = {}
        for each in found:
            before = first.setdefault((each.indicator, each.area), each.row)
            if before != each.row:
                area = self._areas.name(each.area, self._language)
                self._problems.append(self._say("twice", row=each.row, before=before, area=area))

    # ------------------------------------------------------------ what to look at

    def _nobody(self, found: Sequence[NewTarget]) -> list[str]:
        rows = dict.fromkeys(each.row for each in found if not each.responsible)
        return [self._say("nobody", rows=self._ways(map(str, rows)))] if rows and self._settings.responsible else []

    def _apart(self, found: Sequence[NewTarget]) -> list[str]:
        """Return where, with the block, a target is not the sum of those of the areas inside."""
        after: dict[tuple[str, str], Number] = {key: each.value for key, each in self._standing.items()}
        after |= {(each.indicator, each.area): float(each.value) for each in found}
        touched = {(each.indicator, code) for each in found for code in (each.area, self._areas[each.area].parent)}
        labels = self._indicator_labels()
        told: list[str] = []
        for indicator, code in sorted(touched):
            own = after.get((indicator, code))
            inside = [
                after[indicator, area.code] for area in self._areas.children(code) if (indicator, area.code) in after
            ]
            if code and own is not None and inside and abs(own - sum(inside)) > NEARLY:
                told.append(
                    self._say(
                        "apart",
                        area=self._areas.name(code, self._language),
                        indicator=labels.get(indicator, indicator),
                        target=f"{own:g}",
                        parts=f"{sum(inside):g}",
                        gap=f"{own - sum(inside):g}",
                    )
                )
        return told

    def _stand(self) -> dict[tuple[str, str], _Standing]:
        settings = self._settings
        names = (settings.area, settings.indicator, settings.value, settings.state)
        columns = ", ".join(quoted(name) if name else "NULL" for name in names)
        sql = f"SELECT record_id, {columns} FROM {quoted(settings.dataset)} WHERE {quoted(settings.year)} = :year"
        _, rows = self._workspace.store.query(sql, {"year": self._year})
        return {
            (str(indicator), str(code)): _Standing(str(record), float(value or 0), str(state or ""))
            for record, code, indicator, value, state in rows
        }

    def _ways(self, words: Iterable[str]) -> str:
        return self._say("between").join(words)

    def _say(self, key: str, **facts: object) -> str:
        return sentence(self._language, f"targets.{key}", **facts)


@dataclass(frozen=True, slots=True)
class _Standing:
    record: str
    value: float
    state: str


def _plain(text: str) -> str:
    """Return a heading as it is compared: without blanks, units in brackets and capitals."""
    return re.sub(r"[(（].*?[)）]|\s", "", unicodedata.normalize("NFKC", text)).lower()
