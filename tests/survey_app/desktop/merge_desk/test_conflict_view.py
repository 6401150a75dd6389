"""Deciding one by one: a digit, the suggestion, the alike ones as a list, or back to the assistant; all undoable."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from standing_clock import THURSDAY_EVENING

from survey_app.hand_over import hand_over
from survey_app.ledger import ledger
from survey_app.merge_desk import judged, merge
from survey_app.open_conflicts import open_conflicts, shown_values
from survey_app.sent_back import sent_back
from survey_app.workspace import open_workspace
from sync.reasons import reason_of


@pytest.fixture
def rivals(friday, tmp_path, show, qtbot):
    """Two persons whose telephone laptop and office have written differently, the laptop in the late evening."""
    carry(friday.laptop, friday.office, tmp_path / "one.bundle")
    people = [row["record_id"] for row in friday.office.store.rows("person", order=["record_id"])][:2]
    for number, person in enumerate(people):
        friday.office.change(person, "person", {"mobile": f"1350000000{number}"})
    friday.laptop.close()
    evening = open_workspace(friday.folder / "李敏", None, lambda: THURSDAY_EVENING.replace(hour=22))
    for number, person in enumerate(people):
        evening.change(person, "person", {"mobile": f"1390000000{number}"})
    carry(evening, friday.office, tmp_path / "two.bundle")
    evening.close()
    window = show(friday.office, "merge_desk")
    window.page.show_conflicts()
    return SimpleNamespace(
        office=friday.office, window=window, view=window.page.conflicts.view, people=people, qtbot=qtbot
    )


def carry(laptop, office, path):
    merge(office, judged(office, [hand_over(laptop, path).path]))


def mobiles(rivals):
    records = rivals.office.store.records(rivals.people)
    return [str(records[person].values["mobile"]) for person in rivals.people]


def still_open(rivals):
    return len(open_conflicts(rivals.office, "en"))


def reasons(rivals):
    return [reason_of(commit) for commit in rivals.office.store.commits_by("resolve")]


def test_the_suggestion_stands_beside_it_with_its_reason_and_enter_takes_it(rivals):
    why = rivals.view._card._why.text()
    number = rivals.view.conflict.suggestion.choice + 1

    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_Return)

    assert f"Take {number}." in why and "saved later" in why and "22:" in why
    assert still_open(rivals) == 1
    assert [mobile for mobile in mobiles(rivals) if mobile.startswith("139")]


def test_it_says_who_it_is_about_and_f2_shows_what_nobody_disputes(rivals):
    record = rivals.office.store.record(rivals.view.conflict.record)
    about = rivals.view._about.text()
    assert ("Female" in about) == (record.values["sex"] == "2") and "aged" in about and "5栋" in about
    assert not rivals.view.agreed.is_unfolded and "without disagreement" in rivals.view.agreed.fold.text()

    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_F2)

    told = rivals.view.agreed.answers.text()
    assert record.values["full_name"] in told
    assert not any(candidate.shown in told for candidate in rivals.view.conflict.candidates)
    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_F2)
    assert not rivals.view.agreed.is_unfolded and still_open(rivals) == 2


def test_leaving_decides_nothing(rivals):
    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_PageDown)
    rivals.window.step_back()

    assert still_open(rivals) == 2


def test_a_digit_chooses_against_the_suggestion_and_ctrl_z_takes_it_back(rivals):
    other = 1 - rivals.view.conflict.suggestion.choice
    before = mobiles(rivals)
    rivals.qtbot.keyClick(rivals.view, str(other + 1))
    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_Return)
    assert still_open(rivals) == 1

    rivals.window.undo()
    assert still_open(rivals) == 2
    assert mobiles(rivals) == before

    rivals.window.redo()
    assert still_open(rivals) == 1


def test_the_alike_ones_are_confirmed_as_a_list_without_those_whose_tick_was_taken_away(rivals):
    rivals.qtbot.keyClick(rivals.view, "a")
    listed = rivals.view._alike.list
    assert listed.count() == 2 and "13900000001" in listed.item(0).text() + listed.item(1).text()

    listed.item(1).setCheckState(Qt.CheckState.Unchecked)
    rivals.qtbot.keyClick(rivals.view._alike, Qt.Key.Key_Return)
    rivals.qtbot.keyClick(rivals.view._alike.why, "1")

    assert still_open(rivals) == 1


def test_both_are_decided_in_one_act(rivals):
    rivals.qtbot.keyClick(rivals.view, "a")
    rivals.qtbot.keyClick(rivals.view._alike, Qt.Key.Key_Return)
    assert still_open(rivals) == 2, "of many at once a reason is asked first"
    rivals.qtbot.keyClick(rivals.view._alike.why, "1")
    assert still_open(rivals) == 0
    assert all("saved later" in why for why in reasons(rivals))
    assert mobiles(rivals) == ["13900000000", "13900000001"]

    rivals.window.undo()

    assert still_open(rivals) == 2


def test_esc_puts_the_reasons_away_before_it_leaves_the_list(rivals):
    rivals.qtbot.keyClick(rivals.view, "a")
    rivals.qtbot.keyClick(rivals.view._alike, Qt.Key.Key_Return)

    rivals.window.step_back()

    assert rivals.view._sheets.currentWidget() is rivals.view._alike
    assert still_open(rivals) == 2


def test_w_and_a_digit_say_why_and_enter_decides_with_it(rivals):
    rivals.qtbot.keyClick(rivals.view, "1")
    rivals.qtbot.keyClick(rivals.view, "w")
    rivals.qtbot.keyClick(rivals.view.why, "2")
    assert still_open(rivals) == 2, "saying why decides nothing"

    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_Return)

    assert reasons(rivals) == ["Seen on the original document"]
    assert "Seen on the original document" in "\n".join(ledger(rivals.office, "", "en").notes)


def test_a_reason_of_ones_own_is_typed_and_one_decision_needs_none(rivals):
    rivals.qtbot.keyClick(rivals.view, "w")
    rivals.qtbot.keyClicks(rivals.view.why.line, "her sister answered")
    rivals.qtbot.keyClick(rivals.view.why.line, Qt.Key.Key_Return)
    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_Return)
    rivals.qtbot.keyClick(rivals.view, Qt.Key.Key_Return)

    assert still_open(rivals) == 0
    assert sorted(reasons(rivals)) == ["", "her sister answered"]


def test_esc_in_the_list_goes_back_to_the_one_and_decides_nothing(rivals):
    rivals.qtbot.keyClick(rivals.view, "a")

    rivals.window.step_back()

    assert still_open(rivals) == 2
    assert rivals.view._sheets.currentWidget() is rivals.view._one


def test_r_sends_it_back_with_a_sentence(rivals):
    rivals.qtbot.keyClick(rivals.view, "r")
    rivals.qtbot.keyClicks(rivals.view._card.sentence, "Which one answers?")
    record = rivals.view.conflict.record
    rivals.qtbot.keyClick(rivals.view._card.sentence, Qt.Key.Key_Return)

    assert [(each.record, each.remark) for each in sent_back(rivals.office)] == [(record, "Which one answers?")]
    assert rivals.view.conflict.record != record
    assert rivals.window.page.steps.buttons[3].text().endswith("1")
    rivals.window.undo()
    assert sent_back(rivals.office) == []


def test_something_else_is_typed_and_decides_only_this_one(rivals):
    rivals.view._other.setFocus()
    rivals.qtbot.keyClicks(rivals.view._other, "13700000000")
    rivals.qtbot.keyClick(rivals.view._other, Qt.Key.Key_Return)

    assert still_open(rivals) == 1
    assert "13700000000" in mobiles(rivals)


def test_without_a_sentence_nothing_is_sent(rivals):
    rivals.qtbot.keyClick(rivals.view, "r")
    rivals.qtbot.keyClick(rivals.view._card.sentence, Qt.Key.Key_Return)
    assert sent_back(rivals.office) == []

    rivals.window.step_back()

    assert rivals.view._card.sentence.isHidden()
    assert rivals.window.page.views.currentWidget() is rivals.view


def test_two_numbers_of_a_card_stand_in_groups_beside_each_other(rivals):
    shown = shown_values(rivals.office, "person", {"id_no": "220104198403170046"}, "zh")

    assert shown == "220104 19840317 004 6"
