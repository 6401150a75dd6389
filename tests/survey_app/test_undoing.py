"""Before a batch is taken back its clerk reads what hangs on it; afterwards everything is as it was told."""

import pytest
from small_town import HUBIN, Clock, building, laptop_of, office_at, persons, record

from survey_app.answering import write_back
from survey_app.hand_over import hand_over
from survey_app.hand_over_standing import standing as received_state
from survey_app.ledger import ledger
from survey_app.merge_desk import figures_now, judged, merge, redo_batch, undo_batch
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.returns import arrived, take_return
from survey_app.undoing import Kind, lines_of, undo_outlook
from sync.exchange import State


class Story:
    """An office that has merged one file of a laptop."""

    def __init__(self, folder):
        self.clock, self.folder = Clock(), folder
        self.office = office_at(folder, self.clock)
        self.li = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.doors = building(self.li)
        record(self.li, self.doors[0], 1)
        self.batch = self.carry("1")

    def carry(self, name):
        (applied,) = merge(self.office, judged(self.office, [hand_over(self.li, self.folder / f"{name}.bundle").path]))
        return applied.batch

    def figures(self):
        return {figure.name: figure.value for figure in figures_now(self.office)}


@pytest.fixture
def story(tmp_path):
    made = Story(tmp_path)
    yield made
    made.office.close()
    made.li.close()


def test_a_batch_that_nobody_went_on_with_says_so_and_names_its_persons(story):
    found = undo_outlook(story.office, story.batch.id)

    assert found.dependents == () and found.changed == 0
    assert found.gone == story.office.store.count("person") + 4 + 1 + 1
    assert {row["full_name"] for row in persons(story.office)} <= set(found.who)
    assert story.office.store.count("household") == 1
    assert "后来没有人" in "\n".join(lines_of(found, story.office, "zh"))


def test_later_edits_decisions_and_what_hangs_on_it_are_listed_before_it_is_taken_back(story):
    person = persons(story.office)[0]
    story.office.change(person["record_id"], "person", {"mobile": "13500000021"})
    story.li.change(person["record_id"], "person", {"mobile": "13500000028"})
    record(story.li, story.doors[1], 2)
    story.carry("2")
    (conflict,) = open_conflicts(story.office, "zh")
    settle(story.office, [(conflict, {"mobile": "13500000028"})])

    found = undo_outlook(story.office, story.batch.id)

    kinds = [each.kind for each in found.dependents]
    assert Kind.DECISION in kinds and Kind.EDIT in kinds and Kind.HELD in kinds
    decision = found.dependents[0]
    assert (decision.what, decision.fields) == (person["full_name"], ("手机",))
    assert {each.figure.name: (each.before, each.figure.value) for each in found.figures}["doors"][0] == 4


def test_what_was_told_is_what_happens_and_bringing_it_back_restores_everything(story):
    record(story.li, story.doors[1], 2)
    story.carry("2")
    before, rows = story.figures(), persons(story.office)
    told = {each.figure.name: each.figure.value for each in undo_outlook(story.office, story.batch.id).figures}

    undo_batch(story.office, story.batch.id)
    undone = story.figures()
    redo_batch(story.office, story.batch.id)

    assert told == undone != before
    assert story.figures() == before and persons(story.office) == rows


# ------------------------------------------------------------------ at the laptop


def take_home(story, name):
    """Write the answer to a file that lies on the stick, and take it in at the laptop."""
    (back,) = write_back(story.office, judged(story.office, [story.folder / f"{name}.bundle"]), story.folder)
    return take_return(story.li, back)


def test_an_undo_travels_to_the_laptop_which_is_told_what_was_taken_back_by_whom_and_why(story):
    undo_batch(story.office, story.batch.id, "上个月的盘拿错了")

    returned = take_home(story, "1")

    (back,) = returned.taken_back
    assert (back.file, back.by, back.why) == ("1.bundle", "陈静", "上个月的盘拿错了")
    assert back.records == story.batch.records > 0
    assert persons(story.li) == [] == persons(story.office)
    told = arrived(returned, "zh")
    assert "1.bundle" in told and "上个月的盘拿错了" in told and "没有删" in told
    assert received_state(story.li).taken_back == (back,)


def test_what_was_taken_back_returns_to_the_laptop_when_the_street_brings_it_back(story):
    before = persons(story.li)
    undo_batch(story.office, story.batch.id)
    take_home(story, "1")
    redo_batch(story.office, story.batch.id)

    returned = take_home(story, "1")

    assert returned.taken_back == () == received_state(story.li).taken_back
    assert persons(story.li) == before


def test_a_file_made_anew_of_what_was_taken_back_says_so_and_brings_it_back(story):
    before = persons(story.office)
    undo_batch(story.office, story.batch.id, "拿错了盘")
    take_home(story, "1")

    (again,) = judged(story.office, [hand_over(story.li, story.folder / "2.bundle").path])
    told = str(again.explanation(story.office, "zh"))
    merge(story.office, [again])

    assert again.state is State.UNDONE
    assert "陈静" in told and "拿错了盘" in told
    assert persons(story.office) == before


def test_new_work_beside_what_was_taken_back_is_merged_and_the_rest_is_told_to_stay_out(story):
    undo_batch(story.office, story.batch.id, "拿错了盘")
    record(story.li, story.doors[1], 2)

    (again,) = judged(story.office, [hand_over(story.li, story.folder / "2.bundle").path])

    assert again.state is State.READY
    assert again.checked.taken_back is not None
    assert "拿错了盘" in again.beside(story.office, "zh")


def test_who_why_and_when_of_an_undo_stand_in_the_ledger(story):
    undo_batch(story.office, story.batch.id, "拿错了盘")

    (row, *_) = ledger(story.office, "", "zh").rows

    assert "拿错了盘" in str(row.cells[-1]) and "陈静" in str(row.cells[-1])
