"""What importing a list would do: the commits it becomes, counted row by row. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.datasets import Dataset
from forms.pack_settings import Identity, Place
from reports.indicators import Change
from survey_app.merge_desk import count_figures, figure_changes
from survey_app.old_lists.cells import Unfit
from survey_app.old_lists.columns import holders_of
from survey_app.old_lists.commits import CHANGED, NEW, OUTSIDE, UNCHANGED, Writing
from survey_app.old_lists.layout import plain
from survey_app.old_lists.list_map import ListMap
from survey_app.old_lists.opening import Matched, OpenList, match, readers_for
from survey_app.old_lists.rows import Listed, ListedRow, Rules, Texts, place_id, read_rows, unplaced_id
from survey_app.workspace import Workspace
from sync.commit import LIFE, Commit, Value
from sync.errors import SyncError
from sync.progress import Report, unwatched
from sync.replica import Batch, Intake

CONFLICTING, REFUSED = "conflicting", "refused"


class UnknownColumns(SyncError):
    """A list of which no column is a question."""

    def __init__(self, columns: Iterable[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)


@dataclass(frozen=True)
class Reason:
    """A cell, or with `target` "" a whole row, that is not taken."""

    row: int
    target: str
    why: str
    same_as: int = 0


@dataclass(frozen=True)
class Draft:
    """A list held against the records."""

    opened: OpenList
    dataset: str
    told: ListMap
    matched: Matched
    listed: Listed
    outcomes: Mapping[int, str]
    """Row -> new, changed, unchanged or refused."""
    commits: Sequence[Commit]
    earlier: Mapping[str, Mapping[str, Value]]
    """Record -> what its changed fields said before; of new records nothing."""
    holders: Mapping[str, int]
    """Dataset -> how many households or doors the list adds."""
    unplaced: int
    """New records whose household the list does not say."""
    batch: Batch | None = None
    """With which the very same file came before, the latest."""
    figures: tuple[Change, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """new, changed, unchanged, conflicting and refused add up to the rows of the list that are records."""
        found = Counter(self.outcomes.values())
        return {each: found.get(each, 0) for each in (NEW, CHANGED, UNCHANGED, CONFLICTING, REFUSED)}

    @property
    def reasons(self) -> list[Reason]:
        found: list[Reason] = []
        for row in self.listed.rows:
            if row.refusal:
                found.append(Reason(row.number, "", row.refusal, row.same_as))
            found += [Reason(row.number, target, why) for target, why in row.refused.items()]
        return found

    @property
    def repeated(self) -> int:
        """Rows that are the same record as an earlier one."""
        return sum(bool(row.same_as) for row in self.listed.rows)

    @property
    def changed_fields(self) -> Mapping[str, int]:
        """How many records change in each field, the most frequent first; new records not counted."""
        return dict(Counter(name for values in self.earlier.values() for name in values).most_common())


def draft(
    workspace: Workspace,
    opened: OpenList,
    dataset: str,
    told: ListMap,
    report: Report = unwatched,
    with_figures: bool = True,
) -> Draft:
    """Read a list against the records. Raises UnknownDataset, UnknownColumns, UnknownArea, NoSuchSheet."""
    matched = match(workspace, opened, dataset, told)
    if not matched.columns:
        raise UnknownColumns(heading for heading in matched.header.headings if heading)
    rules = rules_for(workspace, matched, dataset, told)
    readers = readers_for(workspace, matched)
    listed = read_rows(matched.sheet, matched.header, matched.columns, matched.targets.every, readers, rules, report)
    listed.rows = _without_held(workspace, rules, listed.rows)
    writing = Writing(workspace, opened.path.name)
    writing.know([*listed.holders, *(row.record_id for row in listed.rows if row.record_id)], report)
    for holder in listed.holders.values():
        writing.add(holder.record_id, holder.dataset, holder.area, holder.holder, holder.values)
    added = Counter(commit.dataset for commit in writing.commits if LIFE in commit.set)
    held_by = bool(rules.holders)
    outcomes: dict[int, str] = {}
    unplaced, outside = 0, set[int]()
    for row in listed.rows:
        if row.refusal or row.same_as:
            outcomes[row.number] = REFUSED if row.refusal else UNCHANGED
            continue
        holder = row.holder or (unplaced_id(row) if held_by else "")
        outcomes[row.number] = writing.add(row.record_id, dataset, row.area, holder, row.values)
        if outcomes[row.number] == OUTSIDE:
            outcomes[row.number] = REFUSED
            outside.add(row.number)
        unplaced += outcomes[row.number] == NEW and held_by and not row.holder
    listed.rows = [replace(row, refusal=Unfit.OUTSIDE) if row.number in outside else row for row in listed.rows]
    changes: tuple[Change, ...] = ()
    if with_figures and writing.commits:
        report(1, 0)
        done = workspace.store.rehearse([Intake([workspace.store.attest(writing.commits)])], count_figures(workspace))
        changes = figure_changes(workspace, done.before, done.after)
    same = [each for each in workspace.store.batches() if each.sha256 == opened.sha256]
    return Draft(
        opened, dataset, told, matched, listed, outcomes, writing.commits, writing.earlier, added, unplaced,
        same[-1] if same else None, changes,
    )  # fmt: skip


def rules_for(workspace: Workspace, matched: Matched, dataset_name: str, told: ListMap) -> Rules:
    """Return what the pack says, as far as a list needs it. Raises UnknownArea."""
    datasets, pack = workspace.definitions.datasets, workspace.pack
    dataset = datasets[dataset_name]
    area = told.area or workspace.area.rpartition("/")[2]
    if told.area:
        workspace.area_path(told.area)
    rules = Rules(dataset, tuple(holders_of(dataset, datasets)), area, _code_of(workspace), key=told.key)
    if pack is None:
        return rules
    place, identity = pack.place, pack.identity
    rules = replace(
        rules,
        place=pack.roles.place,
        plate=tuple(filter(None, _plate(place))),
        door=tuple(filter(None, (place.door, place.row_no))),
        address=place.address,
        person=pack.roles.person,
        number=identity.number,
        named_by=tuple(filter(None, (identity.name, identity.birth, identity.sex))),
        head=pack.interview.head,
        name=identity.name,
    )
    if any(name.startswith(f"{rules.place}.") for name in matched.columns.values()):
        rules = replace(rules, held_place=_held_places(workspace, rules, matched))
        if dataset.name == pack.roles.person:
            rules = replace(rules, held_household=_held_households(workspace, rules.holders[0]))
    return rules


def _plate(place: Place) -> tuple[str, ...]:
    return (place.road, place.road_no, place.estate, place.building, place.unit, place.door, place.row, place.row_no)


def _code_of(workspace: Workspace) -> Callable[[str], str]:
    """Areas are known by code or name; within ours a name stands for one, or for none."""
    areas = workspace.pack.areas if workspace.pack else None
    if areas is None:
        return str
    ours = list(areas.below(workspace.area.rpartition("/")[2]))
    by_name: dict[str, set[str]] = {}
    for area in ours:
        for name in area.names.values():
            by_name.setdefault(plain(name), set()).add(area.code)
    codes = {area.code for area in ours}

    def code_of(word: str) -> str:
        named = by_name.get(plain(word), set())
        return word if word in codes else next(iter(named)) if len(named) == 1 else ""

    return code_of


def _held_places(workspace: Workspace, rules: Rules, matched: Matched) -> Callable[[str, Texts, str], str]:
    """Doors that stand here are found by what the list says of them, if that fits one alone."""
    parts = [part for part in rules.plate if f"{rules.place}.{part}" in matched.columns.values()]
    by_plate: dict[tuple[str, ...], list[str]] = {}
    by_address: dict[tuple[str, str], list[str]] = {}
    own: set[str] = set()
    for row in workspace.rows(rules.place):
        area = str(row["area"] or "").rpartition("/")[2]
        own.add(row["record_id"])
        by_plate.setdefault((area, *(_plain(row.get(part)) for part in parts)), []).append(row["record_id"])
        by_address.setdefault((area, _plain(row.get(rules.address))), []).append(row["record_id"])

    def held_place(area: str, said: Texts, address: str) -> str:
        # What an earlier list has made is found by its own id.
        if place_id(rules, area, said) in own:
            return ""
        found = by_plate.get((area, *(plain(said.get(part, "")) for part in parts)), []) if said else []
        if not found and address:
            found = by_address.get((area, plain(address)), [])
        return found[0] if len(found) == 1 else ""

    return held_place


def _held_households(workspace: Workspace, household: Dataset) -> Callable[[str, str], str]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in workspace.rows(household.name):
        found.setdefault((str(row["parent_id"] or ""), _plain(row.get(household.label_field))), []).append(
            row["record_id"]
        )

    def held_household(place: str, head: str) -> str:
        every = found.get((place, plain(head)), [])
        return every[0] if len(every) == 1 else ""

    return held_household


def _without_held(workspace: Workspace, rules: Rules, rows: Sequence[ListedRow]) -> list[ListedRow]:
    """Refuse persons whose number stands here under another record: whose word goes is not a list's to say."""
    wanted = {row.person_number: row.record_id for row in rows if row.person_number}
    identity = workspace.pack.identity if workspace.pack else Identity()
    if not wanted or not identity.normal:
        return list(rows)
    _, found = workspace.store.query(
        f'SELECT record_id, "{identity.normal}" FROM "{rules.person}" WHERE "{identity.normal}" <> \'\'', seconds=60
    )
    held: dict[str, set[str]] = {}
    for record_id, number in found:
        if number in wanted:
            held.setdefault(number, set()).add(record_id)
    return [
        replace(row, refusal=Unfit.HELD)
        if held.get(row.person_number, set()) - {row.record_id} and row.record_id not in held[row.person_number]
        else row
        for row in rows
    ]


def _plain(cell: object) -> str:
    return plain("" if cell is None else str(cell))
