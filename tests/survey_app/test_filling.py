"""A household typed by nobody goes through the real form."""

from small_town import building, households, laptop_by_hand, record

from forms.instance import Instance
from forms.state import Missing
from survey_app.demo import fill_household
from survey_app.demo_people import DemoHousehold
from survey_app.filling import fill_under


def test_invented_households_leave_nothing_unasked_and_break_no_rule(tmp_path):
    laptop = laptop_by_hand(tmp_path / "laptop")
    town = households(7)

    for _ in range(40):
        instance = Instance.new(laptop.form("household"), laptop.environment())
        fill_household(instance, instance, "person", town.household())
        assert [state.path for state in instance.unasked()] == []
        assert [state.path for state in instance.violations()] == []
    laptop.close()


def test_a_person_without_a_card_is_left_with_that_reason(tmp_path):
    laptop = laptop_by_hand(tmp_path / "laptop")
    household = households(7).household()
    one = household.persons[0]
    without = DemoHousehold(household.answers, (type(one)(one.answers, no_card=True),))
    instance = Instance.new(laptop.form("household"), laptop.environment())

    fill_household(instance, instance, "person", without)

    assert instance.state("/data/person[1]/core/id_no").missing is Missing.NO_CARD
    laptop.close()


def test_what_is_not_asked_is_not_answered(tmp_path):
    laptop = laptop_by_hand(tmp_path / "laptop")
    instance = Instance.new(laptop.form("household"), laptop.environment())

    given = fill_under(instance, "/data", {"dibao_no": "DB000123", "notice_given": "1", "colour": "red"})

    assert given == 1
    assert instance.state("/data/house_more/dibao_no").value == ""
    laptop.close()


def test_the_two_ways_of_recording_write_the_same_fields(tmp_path):
    from small_town import typed

    laptop = laptop_by_hand(tmp_path / "laptop")
    first, second, *_ = building(laptop)
    typed(laptop, first, seed=4).close(respondent=households(4).household().answers["respondent"])
    record(laptop, second, seed=4)

    households_ = [laptop.store.children(door, "household")[0] for door in (first, second)]
    kept = [dict(one.kept) for one in households_]
    visits = [laptop.store.children(door, "visit")[0].kept["outcome"] for door in (first, second)]

    assert kept[0] == kept[1]
    assert visits[0] == visits[1]
    laptop.close()
