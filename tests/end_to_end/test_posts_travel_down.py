"""Posts and employers go down to every laptop with what an office writes back; persons stay at home (S16)."""

import pytest
from four_levels import NEIGHBOUR, Levels, record
from one_community import now

from survey_app.merge_desk import undo_batch
from survey_app.register_listing import begin_on, open_by_name
from survey_app.register_steps import take
from survey_app.registers import RegisterList, Wanted, register_named
from survey_app.workspace_errors import StepRefused

POST = {"headcount": "2", "dev_mode": "scattered", "post_kind": "1", "dev_date": "2003-06-01", "in_bank": "1"}


@pytest.fixture
def levels(tmp_path):
    made = Levels(tmp_path, now)
    yield made
    made.close()


def begin(workspace, register, holder="", **answers):
    return begin_on(workspace, register_named(workspace, register), holder, answers, "en")


def employer_and_post(workspace, name):
    told = {"employer_name": name, "contact_name": "赵敏", "contact_phone": "0431-8914050"}
    return begin(workspace, "job_post", post_name="保洁员", employer_ref=begin(workspace, "employer", **told), **POST)


def shown(workspace, register, part=""):
    listed = RegisterList(workspace, register_named(workspace, register), "en")
    names = [column.name for column in listed.columns]
    rows = listed.rows(Wanted(filter=part))
    return [dict(zip(names, [listed.shown(row, at) for at in range(len(names))], strict=True)) for row in rows]


def employers_of_posts(workspace, part="open"):
    return {row["employer_ref"] for row in shown(workspace, "job_post", part)}


def step(workspace, register, record_id, name, **answers):
    found = register_named(workspace, register)
    return take(workspace, found, record_id, found.step(name), answers, "en")


def areas_of(workspace, dataset):
    return {row["area"] for row in workspace.rows(dataset)}


def test_a_post_of_the_street_and_of_a_neighbour_is_seen_at_every_door_and_no_neighbour_is(levels):
    neighbour = levels.below(levels.street, NEIGHBOUR, "周敏")
    record(levels.li, "101", seed=1)
    record(neighbour, "201", seed=2)
    employer_and_post(levels.street, "欧亚集团")
    employer_and_post(neighbour, "邻里超市")
    levels.carry(neighbour, levels.street)

    levels.home(levels.street, levels.li)

    assert employers_of_posts(levels.li) == {"欧亚集团", "邻里超市"}
    for dataset in ("person", "household", "dwelling"):
        assert areas_of(levels.li, dataset) == {levels.li.area}
    carried = {commit.dataset for save in levels.li.store.saves() for commit in save.commits}
    theirs = {commit.dataset for save in levels.li.store.saves(neighbour.area) for commit in save.commits}
    assert "person" in carried and theirs == {"job_post", "employer"}
    # A laptop that is made later knows them from its first evening.
    late = levels.below(levels.street, NEIGHBOUR, "吴倩")
    assert employers_of_posts(late) == {"欧亚集团", "邻里超市"}


def test_a_candidate_for_a_post_elsewhere_goes_up_and_the_post_is_changed_only_where_it_belongs(levels):
    record(levels.li, "101", seed=1)
    post = employer_and_post(levels.district, "区环卫处")
    levels.home(levels.district, levels.street)
    levels.home(levels.street, levels.li)
    person = next(row["record_id"] for row in levels.li.rows("person") if str(row["resident"]) == "1")

    open_by_name(levels.li, register_named(levels.li, "job_post"), post, "propose", person, {"destination": "1"}, "en")
    with pytest.raises(StepRefused, match="is changed there only"):
        step(levels.li, "job_post", post, "close")

    levels.carry(levels.li, levels.street)
    levels.carry(levels.street, levels.district)
    (row,) = shown(levels.district, "placement")
    assert row["place_desc"] == "保洁员"

    step(levels.district, "job_post", post, "close")
    levels.home(levels.district, levels.street)
    levels.home(levels.street, levels.li)
    assert employers_of_posts(levels.li) == set()
    with pytest.raises(StepRefused, match="begins from"):
        open_by_name(levels.li, register_named(levels.li, "job_post"), post, "propose", person, {}, "en")


def test_of_a_save_with_persons_only_the_post_goes_down(levels):
    neighbour = levels.below(levels.street, NEIGHBOUR, "周敏")
    record(levels.li, "101", seed=1)
    record(neighbour, "201", seed=2)
    employer = neighbour.new_edit("employer", {"employer_name": "邻里超市"})
    door = neighbour.new_edit("dwelling", {"road": "南湖大路"})
    neighbour.save([employer, door])
    levels.carry(neighbour, levels.street)

    levels.home(levels.street, levels.li)

    assert [row["employer_name"] for row in levels.li.rows("employer")] == ["邻里超市"]
    assert not list(levels.li.store.withheld()) and areas_of(levels.li, "dwelling") == {levels.li.area}


def test_what_an_office_takes_back_is_taken_back_below_as_well(levels):
    neighbour = levels.below(levels.street, NEIGHBOUR, "周敏")
    record(levels.li, "101", seed=1)
    employer_and_post(neighbour, "邻里超市")
    levels.carry(neighbour, levels.street)
    levels.home(levels.street, levels.li)
    assert employers_of_posts(levels.li) == {"邻里超市"}

    undo_batch(levels.street, levels.street.store.batches()[-1].id)
    levels.home(levels.street, levels.li)
    assert employers_of_posts(levels.li, "") == set()
