"""Two laptops have listed one woman: the office sees why, decides, and is asked again only when something changes."""

import json

import pytest
from small_town import HUBIN, XINCUN, Clock, building, laptop_of, office_at
from typer.testing import CliRunner

from survey_app.cli import app
from survey_app.decisions import Decision
from survey_app.duplicates import Search, ask_again, duplicates, join, set_apart, tells_people_apart
from survey_app.figures import behind, figures_at
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.merge_desk import judged, merge
from survey_app.sent_back import sent_back
from survey_app.to_do import Kind, tasks
from survey_app.workspace import create_lone
from sync.errors import NotAllowed
from sync.marks import TOLD, perhaps

MEMBER = "/data/person[1]"
NUMBER, WRONG, OLD = "220104196005120028", "220104196005120082", "220104600512002"


class Friday:
    """An office, and two laptops that hand over what they have recorded."""

    def __init__(self, folder):
        self.clock, self.folder, self.files = Clock(), folder, 0
        self.office = office_at(folder, self.clock)
        self.li = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.zhao = laptop_of(self.office, folder, XINCUN, "赵红", self.clock)
        self.doors = {laptop.staff.name: building(laptop) for laptop in (self.li, self.zhao)}

    def list_at(self, laptop, door=0, name="王桂芝", number=NUMBER, **answers):
        """Record a household of one; return the person's record."""
        interview = Interview.open(laptop, "household", parent_id=self.doors[laptop.staff.name][door])
        told = {"full_name": name, "id_no": number, "birth_date": "1960-05-12", "presence": "1"} | answers
        for question, answer in told.items():
            if answer:
                # What is asked in the second place stands in no one group, and appears with other answers.
                member = (state.path for state in interview.states() if state.path.startswith(MEMBER))
                interview.answer(next(path for path in member if path.endswith(f"/{question}")), answer)
        record = interview.instance.record_of(MEMBER)
        interview.close()
        return record

    def merge(self, laptop):
        self.files += 1
        file = hand_over(laptop, self.folder / f"{self.files}.bundle").path
        merge(self.office, judged(self.office, [file]))

    def persons(self):
        return next(each.value for each in figures_at(self.office, "") if each.name == "persons")

    def close(self):
        for workspace in (self.office, self.li, self.zhao):
            workspace.close()


@pytest.fixture
def friday(tmp_path):
    story = Friday(tmp_path)
    yield story
    story.close()


@pytest.fixture
def twice(friday):
    """One woman, listed by both, with an old number and a name that sounds the same."""
    friday.one = friday.list_at(friday.li, mobile="13500000021")
    friday.other = friday.list_at(friday.zhao, name="王桂枝", number=OLD, mobile="13900000077", presence="2")
    friday.merge(friday.li)
    friday.merge(friday.zhao)
    return friday


def test_the_pair_is_shown_with_both_doors_and_the_reasons_in_words(twice):
    (pair,) = duplicates(twice.office, "zh")

    assert pair.words == "身份号码相同（15 位和 18 位），姓名同音，出生日期相同，电话不同，住址不同"
    assert [(side.name, side.who) for side in (pair.one, pair.other)] == [("王桂芝", "李敏"), ("王桂枝", "赵红")]
    assert [row.shown for row in pair.rows if row.field == "mobile"] == [("13500000021", "13900000077")]
    assert not pair.same_door and pair.one.plate and pair.resident is pair.one
    (english,) = duplicates(twice.office, "en")
    assert "names sound the same, same birth date" in english.words


def test_nobody_is_joined_by_looking(twice):
    before = twice.office.store.numbers()

    duplicates(twice.office, "zh")

    assert twice.office.store.numbers() == before


@pytest.mark.acceptance(4, 5)
@pytest.mark.fault(47)
def test_one_human_at_two_doors_stays_twice_and_is_counted_once(twice):
    twice.office.change(twice.other, "person", {"presence": "1"})
    assert twice.persons() == 2
    (pair,) = duplicates(twice.office, "zh")

    decision = Decision(twice.office, join(twice.office, pair))

    assert (twice.persons(), twice.office.store.count("person")) == (1, 2)
    assert duplicates(twice.office, "zh") == []
    decision.take_back()
    assert twice.persons() == 2 and len(duplicates(twice.office, "zh")) == 1
    decision.make_again()
    assert twice.persons() == 1


@pytest.mark.acceptance(4)
def test_they_are_counted_where_they_say_that_they_live(friday):
    friday.list_at(friday.li, presence="2")
    living = friday.list_at(friday.zhao, presence="3")
    friday.merge(friday.li)
    friday.merge(friday.zhao)
    (pair,) = duplicates(friday.office, "zh")

    join(friday.office, pair)

    assert pair.resident.record == living
    assert friday.persons() == 1


@pytest.mark.acceptance(4)
@pytest.mark.parametrize("is_living_first", [False, True])
def test_registered_at_one_door_and_living_at_another_is_one_in_every_figure(friday, is_living_first):
    doors = [(friday.li, "2"), (friday.zhao, "3")]
    for laptop, presence in reversed(doors) if is_living_first else doors:
        friday.list_at(laptop, presence=presence, labour_status="20", able="1", willing="1")
        friday.merge(laptop)
    (pair,) = duplicates(friday.office, "zh")
    assert friday.persons() == 1

    join(friday.office, pair)

    for name in ("persons", "persons_4050", "persons_4050_women"):
        _, counted = behind(friday.office, name, "")
        assert [row["record_id"] for row in counted] == [pair.resident.record]


@pytest.mark.acceptance(5)
@pytest.mark.parametrize("numbers", [(OLD, NUMBER), (NUMBER, OLD)])
def test_the_15_and_the_18_digits_of_one_card_become_one_person(friday, numbers):
    first, second = (friday.list_at(friday.li, number=number) for number in numbers)
    friday.merge(friday.li)
    assert {row["id_no18"] for row in friday.office.store.rows("person")} == {NUMBER}
    (pair,) = duplicates(friday.office, "zh")
    assert "身份号码相同（15 位和 18 位）" in pair.words

    join(friday.office, pair)

    assert [row["record_id"] for row in friday.office.store.rows("person")] == [first]
    assert friday.office.store.record(second).into == first
    assert friday.persons() == 1


def test_at_one_door_the_second_goes_into_the_first_with_what_it_knows_better(friday):
    first = friday.list_at(friday.li, mobile="13500000021")
    second = friday.list_at(friday.li, mobile="13900000077", phone="0431-8555012", education="70")
    friday.merge(friday.li)
    (pair,) = duplicates(friday.office, "zh")
    assert pair.same_door and pair.one.record == first

    decision = Decision(friday.office, join(friday.office, pair, taken=["mobile"]))

    kept = friday.office.store.record(first)
    assert (kept.values["mobile"], kept.values["phone"]) == ("13900000077", "0431-8555012")
    assert friday.office.store.record(second).into == first
    assert [row["record_id"] for row in friday.office.store.rows("person")] == [first]
    decision.take_back()
    assert friday.office.store.count("person") == 2
    assert friday.office.store.record(first).values["mobile"] == "13500000021"


def test_what_is_different_is_asked_again_only_when_something_has_changed(twice):
    (pair,) = duplicates(twice.office, "zh")

    decision = Decision(twice.office, set_apart(twice.office, pair))

    assert duplicates(twice.office, "zh") == []
    twice.office.change(twice.one, "person", {"education": "70"})
    assert duplicates(twice.office, "zh") == []
    twice.office.change(twice.one, "person", {"mobile": "13900000077"})
    assert "电话相同" in duplicates(twice.office, "zh")[0].words
    twice.office.change(twice.one, "person", {"mobile": "13500000021"})
    assert duplicates(twice.office, "zh") == []
    decision.take_back()
    assert len(duplicates(twice.office, "zh")) == 1


def test_who_decided_when_is_kept_and_the_decision_travels(twice):
    (pair,) = duplicates(twice.office, "zh")

    join(twice.office, pair)

    last = twice.office.store.history(twice.other)[-1].commit
    assert (last.set, last.actor, last.source) == ({"@same": twice.one}, "S-01", "resolve")
    assert last.area.endswith(XINCUN) and last.wall.startswith("2003-06-12")


def test_the_decision_of_another_day_takes_the_place_of_the_first(twice):
    (pair,) = duplicates(twice.office, "zh")
    join(twice.office, pair)

    set_apart(twice.office, pair)

    assert duplicates(twice.office, "zh") == []
    assert "@same" not in twice.office.store.record(twice.other).marks


def test_two_offices_that_have_said_the_opposite_are_asked_again(twice):
    (pair,) = duplicates(twice.office, "zh")
    join(twice.office, pair)
    first, second = sorted(pair.key)
    twice.office.change(first, "person", {f"@apart:{second}": pair.likeness.mark})

    assert len(duplicates(twice.office, "zh")) == 1


def test_sent_back_it_waits_at_the_end_with_the_sentence(twice):
    (pair,) = duplicates(twice.office, "zh")

    ask_again(twice.office, pair, "请再问一次身份证")

    assert [(each.record, each.remark) for each in sent_back(twice.office)] == [(pair.other.record, "请再问一次身份证")]
    assert [each.remark for each in duplicates(twice.office, "zh")] == ["请再问一次身份证"]


def test_an_assistant_sees_and_decides_nothing(friday):
    friday.list_at(friday.li)
    friday.list_at(friday.li, door=1, number=WRONG, id_source="3")
    (pair,) = duplicates(friday.li, "zh")

    for decide in (
        lambda: join(friday.li, pair),
        lambda: set_apart(friday.li, pair),
        lambda: ask_again(friday.li, pair, "?"),
    ):
        with pytest.raises(NotAllowed):
            decide()
    assert "身份号码有两位颠倒" in pair.words


def test_after_a_merge_only_the_touched_are_looked_at_and_nothing_is_missed(twice):
    search = Search(twice.office)
    assert len(search.look("zh").pairs) == 1
    third = twice.list_at(twice.zhao, door=1, name="王桂之", number="")
    twice.merge(twice.zhao)

    found = search.look("zh")

    assert {frozenset(pair.key) for pair in found.pairs} == {
        frozenset(pair.key) for pair in duplicates(twice.office, "zh")
    }
    assert sum(third in pair.key for pair in found.pairs) == 2
    assert (len(search.look("zh", most=1).pairs), search.look("zh", most=1).count) == (1, 3)


def test_a_batch_that_is_taken_back_takes_its_pairs_with_it(twice):
    search = Search(twice.office)
    assert len(search.look("zh").pairs) == 1

    twice.office.store.undo(twice.office.store.batches()[-1].id, twice.office.author)

    assert search.look("zh").pairs == ()


def test_a_form_that_does_not_say_what_tells_people_apart_has_no_duplicates(tmp_path):
    form = tmp_path / "form.xml"
    form.write_text(
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"><h:head><h:title>x</h:title>'
        '<model><instance><data id="x"><q/></data></instance><bind nodeset="/data/q" type="string"/></model></h:head>'
        '<h:body><input ref="/data/q"><label>q</label></input></h:body></h:html>',
        encoding="utf-8",
    )
    workspace = create_lone(tmp_path / "lone", form, None, Clock())

    assert not tells_people_apart(workspace)
    assert duplicates(workspace, "zh") == []
    workspace.close()


def test_the_command_line_lists_them_with_their_reasons(twice):
    twice.office.close()

    answer = CliRunner().invoke(app, ["duplicates", str(twice.folder / "office"), "--json"])

    (pair,) = json.loads(answer.stdout)["duplicates"]
    assert set(pair["records"]) == {twice.one, twice.other}
    assert pair["points"] == sum(each["points"] for each in pair["evidence"])


def test_what_an_assistant_has_told_comes_first_however_little_speaks_for_it(twice):
    friend = twice.list_at(twice.li, door=1, name="李红", number="")
    twice.li.change(friend, "person", {perhaps(twice.one): TOLD})
    twice.merge(twice.li)

    first, second = duplicates(twice.office, "zh")

    assert first.key == {friend, twice.one} and first.said == TOLD and not first.likeness.is_enough
    set_apart(twice.office, first)
    assert [pair.key for pair in duplicates(twice.office, "zh")] == [second.key]
    assert not [task for task in tasks(twice.office, "zh") if task.kind is Kind.PERHAPS]


@pytest.mark.parametrize("is_turned", [False, True])
def test_who_was_entered_twice_at_one_door_is_still_counted_once_with_the_other_door(twice, is_turned):
    twice.office.change(twice.other, "person", {"presence": "1"})
    (pair,) = duplicates(twice.office, "zh")
    join(twice.office, pair.turned() if is_turned else pair)
    again = twice.list_at(twice.li, mobile="13500000021")
    twice.merge(twice.li)
    (found,) = [each for each in duplicates(twice.office, "zh") if each.key == {twice.one, again}]

    join(twice.office, found.turned())

    assert twice.office.store.record(twice.one).into == again
    assert twice.persons() == 1
    assert duplicates(twice.office, "zh") == []
