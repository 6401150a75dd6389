"""Perhaps already entered: the same number, or a name that is read the same with the same birth date."""

import pytest
from small_town import HUBIN, Clock, building, laptop_by_hand, laptop_of, office_at, record

from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.known_already import known_already
from survey_app.merge_desk import judged, merge
from survey_app.to_do import Kind, deal_with, tasks
from sync.marks import ANOTHER, TOLD

CORE = "/data/person[1]/core"
MEMBER = "/data/person[1]"


@pytest.fixture
def laptop(tmp_path):
    workspace = laptop_by_hand(tmp_path / "laptop")
    yield workspace
    workspace.close()


def somebody(laptop, door, name="张莉", number="", birth=""):
    """Open a household and type what is known of its first member."""
    interview = Interview.open(laptop, "household", parent_id=door)
    interview.answer(f"{CORE}/full_name", name)
    if number:
        interview.answer(f"{CORE}/id_no", number)
    if birth:
        interview.answer(f"{CORE}/birth_date", birth)
    return interview


def found(interview, path=MEMBER):
    record_id = interview.instance.record_of(path)
    return known_already(interview.workspace, record_id, interview.answers_of(path), interview.records, "zh")


def test_the_same_number_is_found_with_where_when_and_by_whom(laptop):
    doors = building(laptop)
    somebody(laptop, doors[0], number="220104198403170046").close()

    (known,) = found(somebody(laptop, doors[1], "王五", "220104198403170046"))

    assert (known.name, known.birth, known.same_number) == ("张莉", "1984-03-17", True)
    assert known.place and known.when.startswith("2003-06-12") and known.who == "李敏"
    assert "张莉" in dict(known.lines).values()
    assert "220104 19840317 004 6" in dict(known.lines).values()


@pytest.mark.acceptance(5)
def test_an_old_number_and_the_new_one_of_the_same_person_are_the_same(laptop):
    doors = building(laptop)
    somebody(laptop, doors[0], number="220104840317004").close()

    assert [known.same_number for known in found(somebody(laptop, doors[1], number="220104198403170046"))] == [True]


@pytest.mark.parametrize(
    ("name", "birth", "known"),
    [
        ("张丽", "1984-03-17", True),
        ("张立", "1984-03-17", True),
        ("张敏", "1984-03-17", False),
        ("张丽", "1984-03-18", False),
    ],
)
def test_a_name_that_is_read_the_same_needs_the_same_birth_date(laptop, name, birth, known):
    doors = building(laptop)
    somebody(laptop, doors[0], birth="1984-03-17").close()

    assert bool(found(somebody(laptop, doors[1], name, birth=birth))) is known


def test_nobody_is_their_own_double(laptop):
    doors = building(laptop)
    interview = somebody(laptop, doors[0], number="220104198403170046")
    household = interview.record_id
    interview.close()

    assert found(Interview.open(laptop, "household", household)) == []


def test_whoever_was_deleted_is_not_nearby(laptop):
    doors = building(laptop)
    interview = somebody(laptop, doors[0], number="220104198403170046")
    person = interview.instance.record_of(MEMBER)
    interview.close()
    laptop.change(person, "person", {"@life": "gone:removed"})

    assert found(somebody(laptop, doors[1], number="220104198403170046")) == []


def test_what_was_said_is_remembered_from_both_sides(laptop):
    doors = building(laptop)
    first = somebody(laptop, doors[0], number="220104198403170046")
    household = first.record_id
    first.close()
    second = somebody(laptop, doors[1], number="220104198403170046")
    (known,) = found(second)

    second.say(MEMBER, known.record, ANOTHER)
    again = Interview.resume(laptop, second.draft_id)
    assert again.said(MEMBER, known.record) == ANOTHER
    again.close()

    (other,) = found(Interview.open(laptop, "household", household))
    assert other.said == ANOTHER
    assert laptop.store.marks("@perhaps:") == []


def test_saying_nothing_after_all_writes_nothing(laptop):
    doors = building(laptop)
    somebody(laptop, doors[0], number="220104198403170046").close()
    second = somebody(laptop, doors[1], number="220104198403170046")
    (known,) = found(second)

    second.say(MEMBER, known.record, TOLD)
    second.say(MEMBER, known.record, None)
    second.close()

    assert laptop.store.marks("@perhaps:") == []


def test_what_the_street_is_told_travels_and_lies_on_its_desk_until_it_was_seen_to(tmp_path):
    clock = Clock()
    office = office_at(tmp_path, clock)
    laptop = laptop_of(office, tmp_path, HUBIN, "李敏", clock)
    doors = building(laptop)
    somebody(laptop, doors[0], number="220104198403170046").close()
    second = somebody(laptop, doors[1], "张丽", "220104198403170046")
    (known,) = found(second)
    second.say(MEMBER, known.record, TOLD)
    second.close()

    merge(office, judged(office, [hand_over(laptop, tmp_path / "one.bundle").path]))

    (task,) = [task for task in tasks(office, "zh") if task.kind is Kind.PERHAPS]
    assert "张丽" in task.what and "张莉" in task.detail
    assert (task.place, task.spot["record"]) == ("merge_desk", second.instance.record_of(MEMBER))
    assert Kind.PERHAPS not in [task.kind for task in tasks(laptop, "zh")]
    deal_with(office, task)
    assert Kind.PERHAPS not in [task.kind for task in tasks(office, "zh")]
    laptop.close()
    office.close()


def test_a_form_without_persons_knows_nobody(laptop):
    household = record(laptop, building(laptop)[0])

    assert known_already(laptop, household, {}, (), "zh") == []


def test_the_look_up_goes_through_an_index(laptop):
    from sqlalchemy import text

    tables = laptop.store.schema.tables["person"]
    with laptop.store.database.read() as connection:
        for field in ("id_no18", "birth_date"):
            column = tables.column(field)
            plan = connection.execute(
                text(f'EXPLAIN QUERY PLAN SELECT r FROM "{column.table.name}" WHERE "{column.name}" = :it'), {"it": "x"}
            ).all()
            assert "USING INDEX" in plan[0].detail or "USING COVERING INDEX" in plan[0].detail
