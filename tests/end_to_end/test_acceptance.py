"""Two days that take several computers: three assistants know one person, and somebody asks to be deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from four_levels import Levels, record
from one_community import now
from street_and_two import Street

from survey_app.figures import figures_at
from survey_app.merge_desk import judged, merge
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.people import rows
from survey_app.record_removal import remove
from survey_app.verification import verify
from survey_app.workspace import Workspace


@pytest.fixture
def street(tmp_path: Path):
    made = Street(tmp_path, now)
    yield made
    assert verify(made.office).problems == ()
    made.close()


@pytest.mark.acceptance(7)
def test_three_assistants_change_one_person_and_what_was_decided_stays_decided(street: Street):
    sun = street.laptop("孙伟")
    person, laptops = street.person(), {"li": street.li, "zhao": street.zhao, "sun": sun}
    answers = ["13500000021", "13500000028", "13500000035"]
    for laptop, mobile in zip(laptops.values(), answers, strict=True):
        laptop.change(person, "person", {"mobile": mobile})
    files = [street.file(laptop, name) for name, laptop in laptops.items()]
    for file in files:
        street.take(file)

    (conflict,) = open_conflicts(street.office, "en")
    shown = {(each.shown, each.who) for each in conflict.candidates}
    settle(street.office, [(conflict, {"mobile": answers[1]})])

    assert shown == set(zip(answers, ("A-李敏", "A-赵红", "A-孙伟"), strict=True))
    for name, laptop in laptops.items():
        street.carry(laptop, f"{name} again")
    for file in reversed(files):
        merge(street.office, judged(street.office, [file]))
    assert open_conflicts(street.office, "en") == []
    assert street.answer("mobile") == answers[1]
    for name, laptop in laptops.items():
        street.home(laptop, f"{name} home")
        street.carry(laptop, f"{name} last")
        assert street.answer("mobile", laptop) == answers[1]
    assert open_conflicts(street.office, "en") == []
    assert street.answer("mobile") == answers[1]


@pytest.fixture
def levels(tmp_path: Path):
    made = Levels(tmp_path, now)
    yield made
    assert [verify(each).problems for each in made.every] == [()] * len(made.every)
    made.close()


def persons(workspace: Workspace) -> set[str]:
    return {row["record_id"] for row in workspace.store.rows("person")}


def counted(workspace: Workspace) -> object:
    return next(each.value for each in figures_at(workspace, "") if each.name == "persons")


def up(levels: Levels, name: str = "") -> None:
    levels.carry(levels.li, levels.street, f"{name}li")
    levels.carry(levels.street, levels.district, f"{name}street")


@pytest.mark.acceptance(12)
def test_who_is_deleted_in_the_district_is_gone_from_the_street_and_the_laptop(levels: Levels):
    record(levels.li, "101", seed=1)
    up(levels)
    line = next(row for row in levels.li.store.rows("person") if row["id_no"] and row["resident"])
    person, number = line["record_id"], line["id_no"]
    below = [levels.street, levels.li]
    before = [counted(each) for each in below]
    assert all(rows(each, "person", number) for each in below)

    remove(levels.district, "person", [person])
    levels.home(levels.district, levels.street)
    levels.home(levels.street, levels.li)

    for each, count in zip(below, before, strict=True):
        assert person not in persons(each)
        assert rows(each, "person", number) == []
        assert counted(each) == count - 1  # type: ignore[operator]
        assert each.store.contested() == []


@pytest.mark.acceptance(12)
def test_who_is_deleted_at_the_door_is_gone_above_and_no_old_stick_brings_them_back(levels: Levels):
    record(levels.li, "101", seed=1)
    up(levels, "old ")
    person = next(iter(persons(levels.li)))

    remove(levels.li, "person", [person])
    up(levels)

    for each, name in ((levels.street, "li"), (levels.district, "street")):
        assert person not in persons(each)
        merge(each, judged(each, [levels.folder / f"old {name}.bundle"]))
        assert person not in persons(each)
