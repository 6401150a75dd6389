"""Twelve exports lie on the merge desk, in whatever order the sticks were carried in."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from a_street import Sticks, street_with_sticks
from one_community import now
from python_calamine import CalamineWorkbook

from survey_app.master import refresh_master
from survey_app.merge_desk import merge, outlook, receive
from survey_app.workspace import Workspace, open_workspace
from sync.arrival import State


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sticks]:
    return street_with_sticks(tmp_path_factory.mktemp("street"), now)


@pytest.fixture
def office(street: tuple[Path, Sticks], tmp_path: Path):
    workspace = opened_copy(street[0], tmp_path / "office")
    yield workspace
    workspace.close()


@pytest.mark.acceptance(2)
@pytest.mark.fault(30)
def test_ten_random_orders_some_files_twice_give_the_same_master(street: tuple[Path, Sticks], tmp_path: Path):
    folder, sticks = street

    masters = [carried_in(folder, sticks, seed, tmp_path) for seed in range(10)]

    assert len(sticks.every) == 12
    assert all(master == masters[0] for master in masters)
    assert masters[0]["conflicts"] == 1
    assert len(masters[0]["views"]["person"]) > 20


@pytest.mark.acceptance(2)
def test_four_kinds_of_files_are_not_taken_and_the_desk_says_why(office: Workspace, street: tuple[Path, Sticks]):
    _, sticks = street
    merge(office, receive(office, sticks.good))

    again = {arrival.file.name: arrival for arrival in receive(office, sticks.every)}

    shown = [again[file.name] for file in (sticks.damaged, sticks.foreign, sticks.older, sticks.good[0])]
    assert [each.state for each in shown] == [State.DAMAGED, State.FOREIGN, State.OLD, State.KNOWN]
    assert [str(each.explanation(office, "zh")) for each in shown] == [
        "这份文件坏了一段，一条也没有并入。录入那边的数据都在。请高明重新导出。",
        "这是二道区东盛街道清和社区的文件，这里不收。没有改动任何数据。请转给它该去的地方。",
        "这份比已并入的早（2003-06-12），没有新内容。不用处理。",
        "这份已经并过了，没有新内容。不用处理。",
    ]
    assert [each.explanation(office, "en").what for each in shown] == [
        "Part of this file is damaged; nothing was taken in.",
        "This file belongs to Qinghe, Dongsheng Street, Erdao District and is not taken here.",
        "This is older than what is merged (2003-06-12) and holds nothing new.",
        "This file has been merged already and holds nothing new.",
    ]


def test_good_files_do_not_wait_for_bad_ones_and_looking_writes_nothing(office: Workspace, street: tuple[Path, Sticks]):
    _, sticks = street
    before = contents(office)
    arrived = receive(office, sticks.every)

    seen = outlook(office, arrived)
    assert contents(office) == before

    merged = merge(office, arrived)

    ready = [each for each in arrived if each.checked.can_be_applied]
    assert seen.counts.refused == 0
    assert seen.counts.new + seen.counts.changed + seen.counts.unchanged + seen.counts.conflicting == sum(
        each.records for each in ready
    )
    assert [one.error for one in merged if one.checked.can_be_applied] == [None] * len(ready)
    assert {path.name for path in office.inbox.iterdir()} == {sticks.damaged.name, sticks.foreign.name}


def carried_in(folder: Path, sticks: Sticks, seed: int, tmp_path: Path) -> dict[str, Any]:
    """Carry all files in, three of them twice, a few at a time; return what the office then holds and shows."""
    chance = random.Random(seed)
    files = [*sticks.every, *chance.sample(sticks.every, 3)]
    chance.shuffle(files)
    office = opened_copy(folder, tmp_path / f"office {seed}")
    try:
        while files:
            handful = [files.pop() for _ in range(min(len(files), chance.randint(1, 4)))]
            merge(office, receive(office, handful))
        assert office.store.verify() == []
        return contents(office) | {"workbook": cells(refresh_master(office).path)}
    finally:
        office.close()


def opened_copy(folder: Path, to: Path) -> Workspace:
    shutil.copytree(folder, to)
    return open_workspace(to, None, now)


def contents(office: Workspace) -> dict[str, Any]:
    views = {
        name: office.store.query(f"SELECT * FROM {name} ORDER BY record_id")[1] for name in office.definitions.datasets
    }
    return {"views": views, "conflicts": len(office.store.conflicts())}


def cells(workbook: Path) -> dict[str, list[list[Any]]]:
    """Return every cell of every sheet, but for the number that each export has of its own."""
    book = CalamineWorkbook.from_path(str(workbook))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != "_base"}
    for rows in sheets.values():
        if rows and str(rows[0][0]).startswith("@record "):
            rows[0][0] = "@record"
    return sheets
