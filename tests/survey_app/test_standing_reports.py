"""Coverage per stairwell, what is due on a sheet, and doors drawn by lot for checking back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_town import HUBIN, Clock, building, laptop_by_hand, record

from reports.making import SUFFIXES, written
from survey_app.back_check import PER_AREA, drawn
from survey_app.coverage import COLUMNS
from survey_app.demo import demo
from survey_app.doors import Door, doors, record_outcome
from survey_app.register_listing import begin_on
from survey_app.registers import register_named
from survey_app.reporting import find_report, make_report, records_behind, reports_of
from survey_app.sentences import sentence
from survey_app.visiting import DoorState
from survey_app.workspace import open_workspace

STANDING = ("coverage", "due", "back_check")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    clock = Clock()
    town = demo(tmp_path_factory.mktemp("street") / "demo", 20, 2, 3, clock)
    workspace = open_workspace(town.office, None, clock)
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(tmp_path):
    made = laptop_by_hand(tmp_path / "laptop", clock=Clock())
    building(made, units=2)
    yield made
    made.close()


def report(workspace, name, language="zh", **more):
    return make_report(workspace, find_report(workspace, name), language, **more)


def cells(report):
    labels = [column.label for column in report.columns]
    return [dict(zip(labels, row.cells, strict=True)) for row in report.rows]


@pytest.mark.parametrize("name", STANDING)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_is_listed_and_written_in_every_format(office, name, language):
    made = report(office, name, language)

    assert name in [each.name for each in reports_of(office)]
    assert made.rows and all(check.holds for check in made.checks)
    for suffix in SUFFIXES:
        assert written(made, suffix, lambda key, **facts: sentence(language, key, **facts), language)


def test_every_state_of_a_door_stands_in_exactly_one_column():
    assert sorted(state for _, states in COLUMNS for state in states) == sorted(DoorState)


def test_coverage_counts_the_doors_of_each_stairwell_as_they_stand(laptop):
    first, second, *_ = [door.record_id for door in doors(laptop)]
    record(laptop, first, 1)
    record_outcome(laptop, second, "04")

    total, community, stairwell, other = cells(report(laptop, "coverage"))

    assert total == community | {"单位": "合计"} and stairwell["楼门"] == "湖滨家园5号楼1单元"
    assert (stairwell["门户"], stairwell["完成"], stairwell["拒访"], stairwell["未走"]) == (4, 1, 1, 2)
    assert stairwell["完成率%"] == 25.0 and other["未走"] == 4 and total["完成率%"] == 12.5


def test_coverage_of_an_earlier_day_does_not_know_later_visits(laptop):
    first = doors(laptop)[0].record_id
    laptop.now.set(20)
    record_outcome(laptop, first, "04")

    before, after = (cells(report(laptop, "coverage", as_of=date(2003, 6, day)))[0] for day in (19, 20))

    assert (before["拒访"], before["未走"]) == (0, 8) and (after["拒访"], after["未走"]) == (1, 7)


def test_a_number_of_the_coverage_opens_to_its_doors(office):
    made = report(office, "coverage")
    looked_at = 0
    for row in made.rows:
        for cell, behind in zip(row.cells, row.behind, strict=True):
            if behind is not None:
                assert len(records_behind(office, behind, made.asked)[1]) == cell
                looked_at += 1
    assert looked_at > 10


def test_a_door_where_nobody_was_home_is_due_on_the_day_that_was_proposed(laptop):
    door = doors(laptop)[0]
    record_outcome(laptop, door.record_id, "03")
    day = doors(laptop)[0].next_visit.date()

    (row,) = cells(report(laptop, "due", as_of=day))
    (late,) = cells(report(laptop, "due", as_of=day + timedelta(days=9)))

    assert (row["时限"], row["到期日"], row["事项"], row["上次结果"]) == ("今天", day.isoformat(), "再访", "无")
    assert (late["时限"], late["逾期天数"]) == ("逾期", 9) and row["楼-单元-门"] == "5-1-101"


def test_what_a_register_asks_for_stands_beside_the_doors_with_whom_it_is_about(laptop):
    record(laptop, doors(laptop)[0].record_id, 1)
    person = next(row for row in laptop.store.rows("person") if row["resident"] == 1 and row["mobile"])
    placed = begin_on(laptop, register_named(laptop, "placement"), person["record_id"], {"destination": "1"}, "zh")
    laptop.change(placed, "placement", {"place_state": "on_post", "place_date": "2003-05-01"})

    found = cells(report(laptop, "due", as_of=date(2003, 7, 1)))

    mine = [row for row in found if row["姓名"] == person["full_name"]]
    assert mine and mine[0]["事项"].startswith("安置：") and mine[0]["电话"] == person["mobile"]
    assert mine[0]["时限"] == "逾期" and mine[0]["楼-单元-门"] == "5-1-101"


def test_the_back_check_draws_the_same_doors_on_the_same_day_and_others_on_another(office):
    one, again, other = (
        [row["楼-单元-门"] for row in cells(report(office, "back_check", as_of=date(2003, 6, day)))]
        for day in (28, 28, 29)
    )

    assert one == again != other and len(one) == 2 * PER_AREA


@given(st.integers(0, 12), st.integers(1, 6), st.text(max_size=5), st.randoms())
def test_the_lot_falls_on_finished_doors_only_whatever_order_they_come_in(finished, per_area, seed, random):
    every = [Door(f"{n}", HUBIN, state=DoorState.COMPLETE) for n in range(finished)]
    every += [Door(f"x{n}", HUBIN, state=DoorState.REFUSED) for n in range(3)]
    shuffled = random.sample(every, len(every))

    chosen = {door.record_id for door in drawn(every, seed, per_area)}

    assert chosen == {door.record_id for door in drawn(shuffled, seed, per_area)}
    assert len(chosen) == min(finished, per_area) and not any(each.startswith("x") for each in chosen)
