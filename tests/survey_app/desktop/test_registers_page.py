"""The page of all registers: what is due is marked, digits take steps, a person is found by a few letters."""

import shutil

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_town import Clock, building, laptop_by_hand, record

from survey_app.access_log import accesses
from survey_app.desktop.registers.register_names import RegisterNames
from survey_app.desktop.registers.registers_page import DUE, RegistersPage
from survey_app.register_steps import begin, take
from survey_app.registers import register_named
from survey_app.workspace import open_workspace


@pytest.fixture(scope="module")
def stairwell(tmp_path_factory):
    """The folder of a laptop with ten households, some of whose members want work."""
    workspace = laptop_by_hand(tmp_path_factory.mktemp("town") / "laptop")
    for seed, door in enumerate(building(workspace, floors=5), start=1):
        record(workspace, door, seed)
    workspace.close()
    return workspace.folder


@pytest.fixture
def laptop(stairwell, tmp_path):
    workspace = open_workspace(shutil.copytree(stairwell, tmp_path / "laptop"), None, Clock())
    yield workspace
    workspace.close()


@pytest.fixture
def page(laptop, shell, qtbot):
    page = RegistersPage(laptop, shell)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.on_show()
    qtbot.waitUntil(lambda: not shell.jobs.is_busy)
    yield page
    qtbot.waitUntil(lambda: not shell.jobs.is_busy)


@pytest.fixture
def told(shell):
    heard = []
    shell.told.connect(heard.append)
    shell.act_done.connect(heard.append)
    shell.trouble.connect(lambda trouble: heard.append(trouble.what if trouble else ""))
    return heard


@pytest.fixture
def opened(shell):
    heard = []
    shell.wanted.connect(lambda place, spot: heard.append((place, spot)))
    return heard


def willing(workspace):
    rows = workspace.store.rows("person", {"willing": "1", "resident": 1})
    assert len(rows) >= 2, "the seeds give some who want work"
    return rows


def registered(workspace, person):
    begun = begin(workspace, register_named(workspace, "jobseek_reg"), person["record_id"], "en")
    assert begun.interview is None
    return begun.record_id


def placed(workspace, person, due="2003-06-20"):
    register = register_named(workspace, "placement")
    interview = begin(workspace, register, person["record_id"], "en").interview
    for name, value in {
        "place_date": "2003-05-01",
        "destination": "3",
        "channel": "self",
        "place_desc": "早市摊位",
    }.items():
        interview.answer(f"/data/core/{name}", value)
    record_id = interview.record_id
    interview.close()
    answers = {"contract": "4", "follow_plan": "1", "follow_due": due}
    take(workspace, register, record_id, register.step("start"), answers, "en")
    return record_id


def shown(page):
    model = page.model
    return [[model.text(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]


def press(page, key):
    QTest.keyClick(page.table, key)


# ------------------------------------------------------------------ the list


def test_every_register_of_the_pack_stands_at_the_left_under_the_packs_headings(page, laptop):
    names = [page.names.item(place).text() for place in range(page.names.count())]

    assert names[:4] == ["Finding work", "Job seekers", "Placements", "Follow-ups"]
    assert sorted(page.names.names) == sorted(laptop.pack.registers)
    headings = [page.names.item(place) for place in range(page.names.count()) if not page.names.item(place).flags()]
    assert len(headings) == len(names) - len(laptop.pack.registers) == 6
    assert page.title() == "Job seekers"
    assert page.summary().startswith("0 ")


def test_the_next_register_is_the_one_below_also_across_a_heading(page):
    last_of_the_first = page.names.names[page.names.names.index("employer") - 1]
    page.open_register(last_of_the_first)

    page.next_register()
    assert page.register.name == "employer" and page.names.currentItem().text() == "Employers"
    page.previous_register()
    assert page.register.name == last_of_the_first


def test_an_arrow_passes_over_a_heading(page):
    page.open_register("employer")
    page.names.setFocus()

    QTest.keyClick(page.names, Qt.Key.Key_Up)

    assert page.register.name == page.names.names[page.names.names.index("employer") - 1]


def test_letters_in_the_list_of_registers_find_one_and_open_it_after_a_pause(page, qtbot):
    page.names.setFocus()

    QTest.keyClicks(page.names, "fund")
    assert page.names.currentItem().text() == "Guarantee fund" and page.register.name == "jobseek_reg"

    qtbot.waitUntil(lambda: page.register.name == "fund_ledger")


def test_initials_find_a_register_and_enter_opens_it(laptop, qtbot):
    names = RegisterNames([("贷款", {"loan": "小额贷款", "fund_ledger": "担保基金"}), ("", {"visit": "走访"})])
    qtbot.addWidget(names)
    heard = []
    names.chosen.connect(heard.append)
    names.show()

    QTest.keyClicks(names, "dbjj")
    assert heard == []
    QTest.keyClick(names, Qt.Key.Key_Return)
    QTest.keyClicks(names, "zf")
    QTest.keyClick(names, Qt.Key.Key_Return)

    assert heard == ["fund_ledger", "visit"]
    assert [names.item(place).text() for place in range(names.count())] == ["贷款", "小额贷款", "担保基金", "走访"]


def test_the_keys_below_are_the_steps_of_the_chosen_record_for_this_role(page, laptop):
    registered(laptop, willing(laptop)[0])
    page.refresh()

    offered = page.keys()
    assert [(key.key, key.does) for key in offered][:4] == [
        ("1", "Suspend"),
        ("2", "Close"),
        ("4", "Place"),
        ("5", "Follow up"),
    ]


def test_what_is_due_is_marked_counted_and_a_list_of_its_own(page, laptop, qtbot):
    late, later = willing(laptop)[:2]
    placed(laptop, late, due="2003-06-10")
    placed(laptop, later, due="2003-07-30")
    page.open_register("placement")
    page.refresh()
    qtbot.waitUntil(lambda: page.names.text_of("placement") == "Placements   1")

    marks = {row[1]: row[0] for row in shown(page)}
    assert marks == {late["full_name"]: "2 days overdue", later["full_name"]: "2003-07-30"}

    page.show_part(DUE)
    assert [row[:3] for row in shown(page)] == [["2 days overdue", "Follow-up is due", late["full_name"]]]
    page.next_part()
    assert page.part == "lacking"


def test_a_register_is_searched_by_the_initials_of_whom_it_is_about(page, laptop):
    from forms.pinyin import search_keys

    first, second = willing(laptop)[:2]
    for person in (first, second):
        registered(laptop, person)
    initials = sorted(search_keys(first["full_name"]), key=len)[0]

    page.search_done(initials)

    assert first["full_name"] in [row[1] for row in shown(page)]
    page.search_done("zzzz")
    assert shown(page) == []


# ------------------------------------------------------------------ steps


def test_a_digit_takes_a_step_and_ctrl_z_takes_it_back(page, laptop, shell, told):
    record_id = registered(laptop, willing(laptop)[0])
    page.refresh()

    press(page, Qt.Key.Key_1)
    assert laptop.store.record(record_id).kept["reg_state"] == "2"
    assert told[-1].startswith("Suspend")

    shell.undo()
    assert laptop.store.record(record_id).kept["reg_state"] == "1"
    shell.redo()
    assert laptop.store.record(record_id).kept["reg_state"] == "2"


def test_what_a_step_asks_is_asked_under_the_table_and_taken_as_one(page, laptop):
    record_id = registered(laptop, willing(laptop)[0])
    page.refresh()

    press(page, Qt.Key.Key_2)
    assert page.steps.isVisible() and page.is_filling_in()
    page.take_asked()
    assert page.steps.isVisible(), "why it is closed is still to be said"
    assert laptop.store.record(record_id).kept["reg_state"] == "1"

    (row,) = page.steps.findChildren(type(next(iter(page.steps._rows.values()))))
    row.answered.emit(row.state.path, "4")
    page.take_asked()

    kept = laptop.store.record(record_id).kept
    assert (kept["reg_state"], kept["close_reason"], kept["state_date"]) == ("9", "4", "2003-06-12")
    assert not page.steps.isVisible()


def test_esc_leaves_a_step_and_everything_as_it_was(page, laptop):
    record_id = registered(laptop, willing(laptop)[0])
    page.refresh()
    before = len(laptop.store.history(record_id))

    press(page, Qt.Key.Key_2)
    assert page.step_back()

    assert not page.is_filling_in()
    assert len(laptop.store.history(record_id)) == before
    assert not page.step_back()


def test_a_step_that_opens_another_register_begins_there_on_the_same_person(page, laptop, opened):
    registered(laptop, willing(laptop)[0])
    page.refresh()

    press(page, Qt.Key.Key_5)

    ((place, spot),) = opened
    draft = laptop.store.draft(spot["draft"])
    assert (place, draft.form_id, draft.parent) == ("interview", "followup", willing(laptop)[0]["record_id"])


# ------------------------------------------------------------------ beginning and opening


def test_a_person_is_found_by_a_name_and_registered_with_enter(page, laptop, shell, told):
    person = willing(laptop)[1]

    page.new()
    QTest.keyClicks(page.holders.line, person["id_no18"])
    QTest.keyClick(page.holders.line, Qt.Key.Key_Return)

    (row,) = shown(page)
    assert row[1] == person["full_name"]
    assert told[-1].startswith("Job seekers: kept")
    shell.undo()
    page.refresh()
    assert shown(page) == []


def test_whoever_is_registered_already_is_not_registered_twice_and_it_is_said(page, laptop, told):
    person = willing(laptop)[0]
    registered(laptop, person)

    page.new()
    page.holders.chosen.emit(person["record_id"])

    assert told[-1] == "This person is registered already, and the registration is not closed."
    assert laptop.store.count("jobseek_reg") == 1


def test_a_call_can_be_noted_without_a_name(page, laptop, opened):
    page.open_register("service_log")
    page.new()

    QTest.keyClick(page.holders.line, Qt.Key.Key_Return)

    ((place, spot),) = opened
    draft = laptop.store.draft(spot["draft"])
    assert (place, draft.form_id, draft.parent) == ("interview", "service_log", "")


def test_enter_opens_a_record_and_in_the_pool_the_household(page, laptop, opened):
    person = willing(laptop)[0]
    record_id = registered(laptop, person)
    page.refresh()

    press(page, Qt.Key.Key_Return)
    page.open_register("pool")
    page.search_done(person["id_no18"])
    page.open_record()

    assert opened[0] == ("interview", {"form": "jobseek_reg", "record": record_id})
    assert opened[1][1]["person"] == person["record_id"]


def test_the_pool_registers_with_one_key_and_begins_no_records_of_its_own(page, laptop):
    page.open_register("pool")
    page.search_done(willing(laptop)[0]["id_no18"])

    press(page, Qt.Key.Key_1)

    assert laptop.store.count("jobseek_reg") == 1
    page.new()
    assert not page.is_filling_in() and not page.new_button.isVisible()


def test_delete_takes_a_record_away_with_the_way_back(page, laptop, shell):
    registered(laptop, willing(laptop)[0])
    page.refresh()

    press(page, Qt.Key.Key_Delete)
    assert laptop.store.count("jobseek_reg") == 0
    shell.undo()
    assert laptop.store.count("jobseek_reg") == 1


def test_from_a_person_only_their_records_are_shown_until_esc(page, laptop):
    first, second = willing(laptop)[:2]
    for person in (first, second):
        registered(laptop, person)

    page.on_show(holder=second["record_id"])

    assert [row[1] for row in shown(page)] == [second["full_name"]]
    assert page.step_back()
    assert len(shown(page)) == 2


def test_the_page_opens_at_the_part_that_is_asked_for(page, laptop):
    placed(laptop, willing(laptop)[0], due="2003-06-01")
    page.on_show(register="placement", part=DUE)
    assert page.part == DUE and page.model.rowCount() == 1


# ------------------------------------------------------------------ numbers in full, and the list as a file


def numbers_in(page):
    return {cell for row in shown(page) for cell in row if len(cell) == 18 and cell[:6].isdigit()}


def say_why(page, why):
    page.in_full.button.click()
    QTest.keyClicks(page.in_full.field, why)
    QTest.keyClick(page.in_full.field, Qt.Key.Key_Return)


def test_numbers_are_shown_in_full_only_after_somebody_said_why(page, laptop):
    registered(laptop, willing(laptop)[0])
    page.refresh()
    assert numbers_in(page) and all("*" in number for number in numbers_in(page))

    say_why(page, "   ")
    assert all("*" in number for number in numbers_in(page)) and accesses(laptop) == []
    QTest.keyClicks(page.in_full.field, "checking certificates")
    QTest.keyClick(page.in_full.field, Qt.Key.Key_Return)

    assert numbers_in(page) == {willing(laptop)[0]["id_no18"]}
    (line,) = accesses(laptop)
    assert (line["what"], line["records"], line["reason"]) == ("jobseek_reg", 1, "checking certificates")
    assert page.step_back() and all("*" in number for number in numbers_in(page))


@pytest.mark.parametrize(
    "turn",
    [
        lambda page: page.show_part("valid"),
        lambda page: page.search_done("a"),
        lambda page: page.open_register("jobseek_reg"),
        lambda page: page.on_show(),
    ],
    ids=["part", "search", "register", "coming back"],
)
def test_a_reason_is_for_the_list_that_it_was_given_for(page, laptop, turn):
    registered(laptop, willing(laptop)[0])
    page.refresh()
    say_why(page, "once")

    turn(page)

    assert page.in_full.reason == "" and not page.in_full.is_open
    assert all("*" in number for number in numbers_in(page))
    assert len(accesses(laptop)) == 1


def test_numbers_stay_hidden_where_the_reason_cannot_be_kept(page, laptop, told):
    registered(laptop, willing(laptop)[0])
    page.refresh()
    (laptop.folder / "access.jsonl").mkdir()

    say_why(page, "checking")

    assert all("*" in number for number in numbers_in(page)) and page.in_full.reason == ""
    assert told


def test_a_register_that_hides_nothing_asks_for_no_reason(page):
    page.open_register("job_fair")

    assert not page.in_full.isVisible()


def test_the_part_that_is_shown_is_saved_as_every_kind_of_file(page, laptop, tmp_path, qtbot, shell, told):
    late, later = willing(laptop)[:2]
    placed(laptop, late, due="2003-06-10")
    placed(laptop, later, due="2003-07-30")
    page.open_register("placement")
    page.show_part(DUE)

    for suffix in (".xlsx", ".pdf", ".html", ".csv"):
        page.saving.save_to(tmp_path / f"due{suffix}")
        qtbot.waitUntil(lambda suffix=suffix: f"Saved: due{suffix}" in told)

    assert (tmp_path / "due.pdf").read_bytes().startswith(b"%PDF")
    for text in (
        (tmp_path / "due.csv").read_text("utf-8-sig"),
        (tmp_path / "due.html").read_text("utf-8"),
        str(list(load_workbook(tmp_path / "due.xlsx").active.values)),
    ):
        assert late["full_name"] in text and later["full_name"] not in text and "2 days overdue" in text
    assert "Placements · Due" in (tmp_path / "due.html").read_text("utf-8")
    assert accesses(laptop) == []


def test_the_file_is_sorted_as_the_list_and_its_numbers_are_in_full_only_with_the_reason(
    page, laptop, tmp_path, qtbot, told
):
    people = willing(laptop)[:2]
    for person in people:
        registered(laptop, person)
    page.refresh()
    place = [column.name for column in page.model.register.columns].index("person.full_name")
    page.model.sort(page.model.first + place, Qt.SortOrder.DescendingOrder)
    page.saving.save_to(tmp_path / "masked.csv")
    qtbot.waitUntil(lambda: "Saved: masked.csv" in told)
    masked = (tmp_path / "masked.csv").read_text("utf-8-sig")
    names = sorted((person["full_name"] for person in people), reverse=True)
    assert masked.index(names[0]) < masked.index(names[1])

    say_why(page, "for the labour office")
    page.saving.save_to(tmp_path / "full.csv")
    qtbot.waitUntil(lambda: "Saved: full.csv" in told)
    full = (tmp_path / "full.csv").read_text("utf-8-sig")

    for person in people:
        assert person["id_no18"] in full and person["id_no18"] not in masked
    assert [line["reason"] for line in accesses(laptop)] == ["for the labour office"] * 2


def test_an_empty_list_is_not_saved(page, tmp_path, told):
    page.saving.save_to(tmp_path / "nothing.xlsx")

    assert told == ["There is nothing in the list to save."] and not (tmp_path / "nothing.xlsx").exists()
