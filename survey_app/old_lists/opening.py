"""A list opened for import: its sheets, what its columns can be, what was remembered from lists before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from forms.pack_settings import DatasetSettings
from survey_app.old_lists.cells import CellReader
from survey_app.old_lists.columns import Targets, holders_of, match_columns, targets_for
from survey_app.old_lists.layout import Header, find_header, header_at, plain
from survey_app.old_lists.list_map import ListMap
from survey_app.workspace import Workspace
from sync.errors import SyncError
from sync.workbook.plain_table import PlainSheet, PlainTable

REMEMBERED = "old lists"
RESIDENTS = "cn_resident"


class UnknownDataset(SyncError):
    """A dataset that these forms do not have."""

    def __init__(self, dataset: str, known: Iterable[str]) -> None:
        super().__init__(dataset)
        self.dataset, self.known = dataset, tuple(known)


@dataclass
class OpenList:
    """One file; it is read once, however often somebody changes his mind about its columns."""

    path: Path
    table: PlainTable
    sha256: str
    _sheets: dict[str, PlainSheet] = field(default_factory=dict[str, PlainSheet])

    def sheet(self, name: str = "") -> PlainSheet:
        """Raises NoSuchSheet."""
        if name not in self._sheets:
            self._sheets[name] = self.table.sheet(name)
        return self._sheets[name]


@dataclass(frozen=True)
class Matched:
    """Headings and columns of one sheet, as guessed, remembered and told."""

    sheet: PlainSheet
    header: Header
    targets: Targets
    columns: Mapping[int, str]
    """Position -> target."""
    words: Mapping[str, Mapping[str, str]]

    @property
    def left_out(self) -> Sequence[str]:
        """Headings of columns that are no question."""
        return [each for place, each in enumerate(self.header.headings) if each and place not in self.columns]


def open_list(path: Path) -> OpenList:
    """Raises WrongFileKind, WorkbookRefused, FileNotFoundError."""
    table = PlainTable(path)
    return OpenList(path, table, hashlib.sha256(path.read_bytes()).hexdigest())


def match(workspace: Workspace, opened: OpenList, dataset_name: str, told: ListMap) -> Matched:
    """Find headings and columns. Raises UnknownDataset, NoSuchSheet."""
    datasets = workspace.definitions.datasets
    if dataset_name not in datasets:
        raise UnknownDataset(dataset_name, datasets)
    settings = dataset_settings(workspace)
    aliases = {name: each.aliases for name, each in settings.items()}
    targets = targets_for(datasets[dataset_name], datasets, aliases)
    headings, words = remembered(workspace, dataset_name)
    known = {**headings, **{plain(heading): target for heading, target in told.columns.items()}}
    sheet = opened.sheet(told.sheet)
    header = (
        header_at(sheet, *told.header)
        if told.header
        else find_header(sheet, lambda heading: bool(known.get(plain(heading)) or targets.of(heading)))
    )
    columns = match_columns(header.headings, targets, known)
    names = {*words, *told.words}
    return Matched(
        sheet, header, targets, columns, {name: {**words.get(name, {}), **told.words.get(name, {})} for name in names}
    )


def readers_for(workspace: Workspace, matched: Matched) -> dict[str, CellReader]:
    """Return target -> what reads its cells."""
    pack, settings = workspace.pack, dataset_settings(workspace)
    number = (pack.roles.person, pack.identity.number) if pack and pack.identity.scheme == RESIDENTS else ("", "")
    found: dict[str, CellReader] = {}
    for name in matched.columns.values():
        target = matched.targets.every[name]
        if target.field is not None:
            declared = settings.get(target.dataset, DatasetSettings()).words.get(target.field.name, {})
            words = {**declared, **matched.words.get(name, {})}
            found[name] = CellReader(target.field, words, (target.dataset, target.field.name) == number)
    return found


def likely_dataset(workspace: Workspace, opened: OpenList, candidates: Sequence[str]) -> str:
    """Return the dataset that most columns fit, its own before those of whatever holds it."""

    def fitting(name: str) -> tuple[int, int]:
        matched = match(workspace, opened, name, ListMap())
        own = sum(matched.targets.every[each].dataset == name for each in matched.columns.values())
        # A list of persons also says where they live; one that says only this is a list of doors.
        return (len(matched.columns), own) if own else (0, 0)

    return max(candidates, key=fitting)


def list_datasets(workspace: Workspace) -> list[str]:
    """Return the datasets that lists are imported into: persons, households, doors, then what else has no holder."""
    datasets, pack = workspace.definitions.datasets, workspace.pack
    roles = pack.roles if pack else None
    first = [name for name in (roles.person, roles.household, roles.place) if name] if roles else []
    others = [each.name for each in datasets.values() if not list(holders_of(each, datasets))]
    return list(dict.fromkeys([*first, *others]))


def dataset_settings(workspace: Workspace) -> Mapping[str, DatasetSettings]:
    return workspace.pack.settings.datasets if workspace.pack else {}


def remembered(workspace: Workspace, dataset: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return what people have said before: heading -> target, and target -> word -> code."""
    kept: Any = workspace.store.fact(REMEMBERED, {}).get(dataset, {})
    return dict(kept.get("columns", {})), {name: dict(words) for name, words in kept.get("words", {}).items()}


def remember(workspace: Workspace, dataset: str, told: ListMap) -> None:
    """Keep what somebody said about columns and words for the next list."""
    if not told.columns and not told.words:
        return
    columns, words = remembered(workspace, dataset)
    columns |= {plain(heading): target for heading, target in told.columns.items()}
    for name, said in told.words.items():
        words[name] = {**words.get(name, {}), **said}
    every = dict(workspace.store.fact(REMEMBERED, {}))
    workspace.store.keep_fact(REMEMBERED, every | {dataset: {"columns": columns, "words": words}})


def with_column(told: ListMap, matched: Matched, position: int, target: str) -> ListMap:
    """Return the mapping with one column changed; a target that another column had is taken from it."""
    headings = matched.header.headings
    losing = {headings[place]: "" for place, name in matched.columns.items() if name == target}
    return replace(told, columns={**told.columns, **losing, headings[position]: target})


def with_word(told: ListMap, target: str, word: str, code: str) -> ListMap:
    return replace(told, words={**told.words, target: {**told.words.get(target, {}), word: code}})
