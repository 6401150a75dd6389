"""A laptop that was copied, or has fallen back, is told to a person: who, what is lost, what to do."""

import shutil
from pathlib import Path

import pytest
from small_town import Clock, building, laptop_of, office_at, record

from survey_app.hand_over import hand_over
from survey_app.laptop_copies import alarms
from survey_app.machine import Machine
from survey_app.merge_desk import judged, merge
from survey_app.to_do import Kind, deal_with, take_up_again, tasks
from survey_app.workspace import open_workspace
from sync.store.backup import DATABASE


@pytest.fixture
def clock():
    return Clock()


def handed_over(laptop, to: Path) -> Path:
    return hand_over(laptop, to).path


@pytest.mark.fault(22)
@pytest.mark.invariant(19)
def test_the_office_is_told_whose_laptop_exists_twice_and_strikes_it_from_its_list(tmp_path, clock):
    office = office_at(tmp_path, clock)
    laptop = laptop_of(office, tmp_path, clock=clock)
    doors = building(laptop)
    laptop.close()
    shutil.copytree(laptop.folder, tmp_path / "copy")
    pair = [open_workspace(folder, None, clock) for folder in (laptop.folder, tmp_path / "copy")]
    files = []
    for number, each in enumerate(pair):
        record(each, doors[number], seed=number + 1)
        files.append(handed_over(each, tmp_path / f"{number}.bundle"))
        each.close()
    merge(office, judged(office, files))

    (task,) = [each for each in tasks(office, "zh") if each.kind is Kind.COPIED]
    assert "李敏" in task.what and "李敏的笔记本被复制或恢复过" in task.detail and "没有丢" in task.detail
    assert "Nothing is lost" in alarms(office, "en")[0].told
    assert office.store.count("household") == 2

    deal_with(office, task)
    assert alarms(office, "zh") == []
    take_up_again(office, task)
    assert len(alarms(office, "zh")) == 1
    office.close()


@pytest.mark.fault(13, 21)
def test_a_laptop_that_has_forgotten_its_last_saves_says_how_many(tmp_path, clock):
    office = office_at(tmp_path, clock)
    laptop, machine = laptop_of(office, tmp_path, clock=clock), Machine("desk", tmp_path / "mark.json")
    doors = building(laptop)
    laptop.close()
    open_workspace(laptop.folder, None, clock, machine=machine).close()
    before = (laptop.folder / DATABASE).read_bytes()
    laptop = open_workspace(laptop.folder, None, clock, machine=machine)
    assert alarms(laptop, "zh") == []
    record(laptop, doors[0])
    laptop.close()

    # The disk had kept nothing of that evening.
    (laptop.folder / DATABASE).write_bytes(before)
    back = open_workspace(laptop.folder, None, clock, machine=machine)

    (alarm,) = alarms(back, "zh")
    assert "少了最后" in alarm.told and "had forgotten its last" in alarms(back, "en")[0].told
    back.close()
    office.close()
