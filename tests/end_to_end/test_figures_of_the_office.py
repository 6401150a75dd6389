"""What a pack's figures count, of whom, where and when; and who stands behind each number."""

from time import process_time

import pytest
from small_city import CHAOYANG, CITY, DAY, GONGNONG, HUBIN, LONGSHAN, NANGUAN, NANLING, Province

from forms.figure_query import FigureQuery, Window
from reports.bulletin import said
from survey_app.reporting import find_report, make_report, records_behind
from sync.commit import SAME
from sync.edit import Author

WANG, LI = "220104196005120028", "220104196005120079"


@pytest.fixture
def office(tmp_path):
    made = Province(tmp_path)
    yield made
    made.workspace.close()


def listed(office, area=""):
    path = office.workspace.area_path(area) if area.isdecimal() else area
    return make_report(office.workspace, find_report(office.workspace, "figures"), "zh", as_of=DAY, area=path)


def value(office, name, area=""):
    return next(each.value for each in listed(office, area).figures if each.name == name)


def behind(office, name, area=""):
    """The records behind a figure, as the screen opens them."""
    report = listed(office, area)
    place = [each.name for each in report.figures].index(name)
    _, rows = records_behind(office.workspace, report.rows[place].behind[1], report.asked)
    return {row["record_id"] for row in rows}


def test_a_human_is_counted_once_whichever_listing_the_records_hang_on(office):
    here, there, other = (office.person_in(HUBIN), office.person_in(GONGNONG), office.person_in(GONGNONG))
    first = office.placed(here, HUBIN)
    second = office.placed(there, GONGNONG, "2003-05-01")
    office.placed(other, GONGNONG)
    assert value(office, "cc_reemp") == 3

    office.workspace.change(there, "person", {SAME: here})

    assert value(office, "cc_reemp") == 2
    # In each community he counts, in both together once.
    assert [value(office, "reemployed", each) for each in (HUBIN, GONGNONG, CHAOYANG)] == [1, 2, 2]
    assert {first, second} < behind(office, "cc_reemp")


def test_two_listings_with_one_identity_number_are_one_human(office):
    for area in (HUBIN, NANLING):
        office.placed(office.person_in(area, WANG), area)
    office.placed(office.person_in(HUBIN, LI), HUBIN)

    assert value(office, "cc_reemp") == 2


def test_what_another_register_knows_of_the_same_human_counts(office):
    here, there = office.person_in(HUBIN, WANG), office.person_in(GONGNONG, WANG)
    office.placed(here, HUBIN)
    office.placed(office.person_in(HUBIN, LI), HUBIN)
    office.record("certificate", GONGNONG, there, cert_state="issued", issue_date="2003-02-01", apply_date="2003-01-10")
    assert (value(office, "cc_cert_reemp"), value(office, "cc_reemp")) == (1, 2)

    office.record("training_record", GONGNONG, there, train_state="passed", passed="1", end_date="2003-03-02")
    assert value(office, "cc_train_reemp") == 0  # The day after he began to work.
    office.record("training_record", GONGNONG, there, train_state="passed", passed="1", end_date="2003-02-28")
    assert value(office, "cc_train_reemp") == 1


def test_a_void_certificate_and_one_issued_later_do_not_count(office):
    for number, state, day in ((WANG, "void", "2003-02-01"), (LI, "issued", "2003-08-01")):
        person = office.person_in(HUBIN, number)
        office.placed(person, HUBIN)
        office.record("certificate", HUBIN, person, cert_state=state, issue_date=day)

    assert (value(office, "cc_cert_reemp"), value(office, "cc_cert")) == (0, 0)


def test_proposals_and_what_lies_outside_of_the_year_do_not_count(office):
    for day, state in (
        ("2003-01-01", "on_post"),
        ("2003-07-31", "lost"),
        ("2002-12-31", "on_post"),
        ("2003-08-01", "on_post"),
        ("2003-05-01", "proposed"),
    ):
        office.placed(office.person_in(HUBIN), HUBIN, day, place_state=state)

    assert value(office, "cc_reemp") == 2


def test_the_first_half_of_the_year_ends_with_june(office):
    for day in ("2003-06-30", "2003-07-01"):
        office.placed(office.person_in(HUBIN), HUBIN, day, channel="labour_market")

    assert (value(office, "cc_market_reemp"), value(office, "cc_reemp")) == (1, 2)


def test_before_the_first_of_may(office):
    police = office.record("employer", CITY, employer_name="长春市交警支队")
    for day in ("2003-04-30", "2003-05-01"):
        office.placed(office.person_in(HUBIN), HUBIN, day, channel="batch", employer_ref=police)
    shop = office.record("employer", CITY, employer_name="早市")
    office.placed(office.person_in(HUBIN), HUBIN, "2003-04-01", channel="batch", employer_ref=shop)

    assert (value(office, "cc_police"), value(office, "cc_batch_4050")) == (1, 3)


def test_amounts_are_added_in_yuan_and_printed_in_their_unit(office):
    person = office.person_in(HUBIN)
    for amount in ("1694499.99", "0.02"):
        office.record("benefit", HUBIN, person, kind="post_subsidy", amount=amount, grant_date="2003-05-01")
    assert value(office, "cc_subsidy_amount") == 169.5  # 1,694,500.01 yuan

    for amount in ("5000", "1020000"):
        office.record("benefit", HUBIN, person, kind="fee_waiver", amount=amount, grant_date="2003-05-01")
    assert (value(office, "cc_fee_amount"), value(office, "cc_fee_persons")) == (103, 1)  # Halves away from zero.


def test_a_figure_of_a_city_counts_there_and_nowhere_else(office):
    office.placed(office.person_in(HUBIN), HUBIN)
    office.placed(office.person_in(LONGSHAN), LONGSHAN)

    assert [value(office, "cc_reemp", area) for area in ("", "220100", CHAOYANG, NANGUAN, "220400")] == [
        1,
        1,
        1,
        0,
        None,
    ]
    assert value(office, "reemployed") == 2
    assert len(behind(office, "cc_reemp")) == 1


def test_a_star_means_the_topmost_areas_whose_codes_begin_so(tmp_path):
    from office_desk import Desk

    desk = Desk(tmp_path, "220104", "district")
    try:
        assert value(desk, "cc_communities") > 0
        assert value(desk, "cc_communities", "220104/220104003") == 12
    finally:
        desk.workspace.close()


def test_targets_count_in_the_area_that_they_name_and_when_they_are_signed(office):
    office.target("220104", 6000)
    office.target("220102", 3000)
    office.target("220104003", 6000)
    office.target("220102", 500, year=2004)
    office.target("220104", 10, indicator="jobs_developed")
    draft = office.target("220102", 77, target_state="drafted")

    assert [value(office, "cc_target_4050", area) for area in ("", "220100", CHAOYANG, NANGUAN)] == [
        9000,
        9000,
        6000,
        3000,
    ]
    assert value(office, "cc_target_jobs") == 10
    assert len(behind(office, "cc_target_4050")) == 2 and draft not in behind(office, "cc_target_4050")


def test_a_share_of_nothing_is_no_number(office):
    assert value(office, "four_haves_rate") is None
    office.placed(office.person_in(HUBIN), HUBIN, roster_no="1", follow_plan="1", follow_due="2003-04-01")
    office.placed(office.person_in(HUBIN), HUBIN)

    assert (value(office, "four_haves_rate"), value(office, "followed_rate")) == (50, 0)


def test_every_figure_is_asked_of_the_store_and_opens_to_records(office):
    office.placed(office.person_in(HUBIN), HUBIN)
    report = make_report(office.workspace, find_report(office.workspace, "figures"), "en", as_of=DAY)

    for row in report.rows:
        if row.behind[1] is not None:
            records_behind(office.workspace, row.behind[1], report.asked)
    blank = [row.cells[0] for row in report.rows if row.cells[1] is None and row.cells[2] not in ("%", "")]
    assert blank == ["State-owned firms not yet restructured"], "only Tonghua's, which is none of the areas here"
    assert all(row.cells[0] for row in report.rows)


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("cc_batch_jobs", 3960, "近4000"),
        ("cc_batch_jobs", 4000, "4000"),
        ("cc_batch_jobs", 3100, "3100"),
        ("cc_batch_4050", 1312, "1300多"),
        ("cc_green_4050", 508, "500余"),
        ("cc_green_4050", 8, "8"),
        ("cc_nanny", 590, "近600"),
        ("cc_reemp", 33756, "33756"),
    ],
)
def test_round_words_are_said_only_where_they_are_asked_for_and_true(office, name, number, words):
    figure = find_report(office.workspace, "figures").more.figures.known[name]

    assert said(number, figure, rounded=True) == words
    assert said(number, figure, rounded=False) == str(number)


def test_looking_into_another_register_costs_a_pass_and_not_one_for_each_record(office):
    figures = find_report(office.workspace, "figures").more.figures
    query = FigureQuery(figures.known["cc_cert_reemp_4050"], figures.described, Window()).by_area()

    def time_with(records):
        edits = []
        for _ in range(records):
            person = office.workspace.new_edit("person", {"full_name": "王桂芝", "id_type": "99", "presence": "1"})
            answers = {"place_date": "2003-03-01", "place_state": "on_post", "was_4050": 1}
            placed = office.workspace.new_edit("placement", answers, person.record_id)
            held = office.workspace.new_edit("certificate", {"issue_date": "2003-02-01"}, person.record_id)
            edits += [person, placed, held]
        office.workspace.store.save(edits, Author("office", HUBIN))
        begun = process_time()
        office.workspace.store.query(query, {"as_of": "2003-07-31"})
        return process_time() - begun

    few = time_with(200)

    # Eight times as many: eight times as long, where one pass for each record would be sixty-four times.
    assert time_with(1400) < 24 * few
