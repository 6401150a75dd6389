"""The page of what fits: reasons under the table, Enter proposes, and what an employer gets finds nobody."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_town import building, laptop_by_hand, record

from survey_app.desktop.registers.match_page import MatchPage
from survey_app.desktop.registers.registers_page import RegistersPage
from survey_app.register_listing import begin_on
from survey_app.registers import register_named

POST = {
    "post_name": "保洁员",
    "headcount": "3",
    "dev_mode": "scattered",
    "post_kind": "1",
    "in_bank": "1",
    "wage": "900",
}


@pytest.fixture
def laptop(tmp_path):
    workspace = laptop_by_hand(tmp_path / "laptop")
    for seed, door in enumerate(building(workspace, floors=5), start=1):
        record(workspace, door, seed)
    yield workspace
    workspace.close()


@pytest.fixture
def post(laptop):
    told = {"employer_name": "欧亚集团", "contact_name": "赵敏", "contact_phone": "0431-8914050"}
    employer = begin_on(laptop, register_named(laptop, "employer"), "", told, "en")
    return begin_on(laptop, register_named(laptop, "job_post"), "", {**POST, "employer_ref": employer}, "en")


@pytest.fixture
def heard(shell):
    said = []
    shell.told.connect(said.append)
    shell.act_done.connect(said.append)
    shell.trouble.connect(lambda trouble: said.append(trouble.what if trouble else ""))
    return said


@pytest.fixture
def page(laptop, shell, qtbot, post):
    page = MatchPage(laptop, shell)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.on_show(register="job_post", record=post)
    return page


def press(page, key):
    QTest.keyClick(page.table, key)


def test_candidates_stand_with_their_score_and_why_the_chosen_one_was_found(page):
    assert page.title() == "For 保洁员: Candidates"
    scores = [int(page.model.text(row, 0)) for row in range(page.model.rowCount())]
    assert scores == sorted(scores, reverse=True) and scores[0] > 0
    best = page.why.text()
    assert best.startswith("Why: ")
    press(page, Qt.Key.Key_End)
    page.table.stand_on(page.model.rowCount() - 1)
    assert page.why.text() != best


def test_enter_proposes_and_the_way_back_takes_the_placement_away(page, laptop, shell, heard):
    count = page.model.rowCount()
    press(page, Qt.Key.Key_Return)
    assert heard[-1].startswith("Proposed: ")
    (placement,) = laptop.rows("placement")
    assert placement["place_desc"] == "保洁员" and placement["place_state"] == "proposed"
    assert page.model.rowCount() == count
    shell.undo()
    assert laptop.rows("placement") == []


def test_a_post_that_is_closed_says_so_and_proposes_nobody(page, laptop, post):
    laptop.change(post, "job_post", {"post_state": "closed"})
    page.refresh()
    assert page.model.rowCount() == 0 and "begins from" in page.empty.text()
    press(page, Qt.Key.Key_Return)
    assert laptop.rows("placement") == []


def test_the_list_for_the_employer_is_saved_without_contacts(page, laptop, tmp_path, shell, qtbot, heard):
    page.write_list(tmp_path / "candidates.html")
    qtbot.waitUntil(lambda: "Saved: candidates.html" in heard)
    text = (tmp_path / "candidates.html").read_text("utf-8")
    person = page.model.pair(0).row
    mobile = laptop.store.record(person.record_id).values.get("mobile")
    assert page.model.text(0, 1) in text and (not mobile or mobile not in text)


def test_f4_goes_from_a_post_and_from_a_person_to_what_fits(laptop, shell, qtbot, post):
    opened = []
    shell.wanted.connect(lambda place, spot: opened.append((place, spot)))
    page = RegistersPage(laptop, shell)
    qtbot.addWidget(page)
    page.show()
    for register in ("job_post", "pool"):
        page.on_show(register=register)
        qtbot.waitUntil(lambda: not shell.jobs.is_busy)
        QTest.keyClick(page.table, Qt.Key.Key_F4)
        assert opened[-1] == ("match", {"register": register, "record": page.current().record_id})
    page.on_show(register="employer")
    count = len(opened)
    QTest.keyClick(page.table, Qt.Key.Key_F4)
    assert len(opened) == count
    qtbot.waitUntil(lambda: not shell.jobs.is_busy)
