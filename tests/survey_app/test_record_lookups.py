"""A form looks persons up where they are kept: by an index, as they are now, and only those of one's own area."""

from small_survey import brought, laptop_of, office_and_laptop
from test_entity_updates import FOLLOW_UP, HOUSEHOLD, household

from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.merge_desk import new_batch

office, ann = office_and_laptop(HOUSEHOLD, FOLLOW_UP)


def persons(workspace):
    return workspace.environment().instances("person")


def names(items):
    return sorted(item.child("label").text for item in items)


def test_one_person_is_found_without_reading_the_others(ann):
    wang, *_ = household(ann, "Wang", "Zhang", "Li")
    interview = Interview.open(ann, "follow_up")
    found = interview.instance.environment.instances("person")

    interview.answer("/data/who", wang)
    interview.answer("/data/phone", "136")
    state = interview.instance.state("/data/who")

    assert interview.instance.root.child("before").text == "100"
    assert state.violation is None and found.family == []
    assert sorted(choice.label for choice in state.choices) == ["Li", "Wang", "Zhang"]
    interview.answer("/data/who", interview.record_id)
    assert interview.instance.state("/data/who").violation is not None


def test_any_field_can_be_looked_up_by_an_index(ann):
    household(ann, "Wang", "Zhang", phone="135")
    household(ann, "Li", phone="0135")
    found = persons(ann)

    assert names(found.holding("phone", "135")) == ["Wang", "Zhang"]
    assert found.holding("phone", "13") == found.holding("no_such_field", "x") == []
    assert names(found.holding("job", "")) == ["Li", "Wang", "Zhang"]
    tables = ann.store.schema.tables["person"]
    with ann.store.database.read() as connection:
        plan = connection.exec_driver_sql(
            f'EXPLAIN QUERY PLAN SELECT r FROM "{tables.main.name}" WHERE {tables.column("phone").name} = ?', ("135",)
        ).all()
    assert "USING" in plan[0][-1] and "INDEX" in plan[0][-1]


def test_what_was_saved_since_is_found_too(ann):
    found = persons(ann)
    assert found.holding("phone", "135") == []

    household(ann, "Wang", phone="135")

    assert names(found.holding("phone", "135")) == ["Wang"]


def test_whoever_sits_at_the_office_sees_all_wards_and_an_assistant_her_own(office, ann, tmp_path):
    ben = laptop_of(office, tmp_path, "Ben", "T2")
    household(ann, "Wang")
    household(ben, "Zhang")
    files = [hand_over(laptop, tmp_path / f"{laptop.staff.name}.bundle").path for laptop in (ann, ben)]
    brought(office, *files)

    assert names(persons(office).children) == ["Wang", "Zhang"]
    assert names(persons(ann).children) == ["Wang"]
    # Whatever found its way onto this laptop: what lies in another ward is none of her business.
    brought_along = [save for save in office.store.saves() if save.commits[0].area == ben.area]
    ann.store.add(brought_along, new_batch(ann))
    assert ann.store.count("person") == 2
    assert names(persons(ann).children) == ["Wang"]
    ben.close()
