"""A register: its list, what is due, who may take which step; all of it ordinary records that travel and merge."""

import json
from datetime import date

import pytest
from small_register import ALLOWANCE, CALL, CLIENT, register_pack
from small_survey import brought, laptop_of
from small_town import Clock

from survey_app.hand_over import hand_over
from survey_app.merge_desk import undo_batch
from survey_app.register_steps import begin, put_back, questions_of, steps_for, take, take_again
from survey_app.registers import RegisterList, Wanted, register_named
from survey_app.sent_back import send_back
from survey_app.to_do import tasks
from survey_app.workspace import Staff, create_workspace
from survey_app.workspace_errors import StepRefused, UnknownRegister


@pytest.fixture
def office(tmp_path):
    workspace = create_workspace(
        tmp_path / "office", register_pack(tmp_path), "T", Staff("S-01", "Ruth", "street"), None, Clock()
    )
    yield workspace
    workspace.close()


@pytest.fixture
def ann(office, tmp_path):
    workspace = laptop_of(office, tmp_path, "Ann")
    yield workspace
    workspace.close()


def client(workspace, name="Mary Ward", number="1960-001", **more):
    edit = workspace.new_edit("client", {"full_name": name, "id_no": number, **more})
    workspace.save([edit])
    return edit.record_id


def called(workspace, holder, day, reached):
    edit = workspace.new_edit("call", {"called": day, "reached": "1" if reached else "0"}, parent=holder)
    workspace.save([edit])


def allowances(workspace, language="en"):
    return RegisterList(workspace, register_named(workspace, "allowances"), language)


def asked_for(workspace, holder):
    return begin(workspace, register_named(workspace, "allowances"), holder, "en").record_id


def step(workspace, record, name, answers=None):
    register = register_named(workspace, "allowances")
    return take(workspace, register, record, register.step(name), answers, "en")


def granted(office, holder, amount="100"):
    record = asked_for(office, holder)
    step(office, record, "grant", {"amount": amount})
    return record


def refusal_of(act, *given):
    with pytest.raises(StepRefused) as refused:
        act(*given)
    return refused.value.says


def cells(register, row):
    return [register.shown(row, place) for place in range(len(register.columns))]


# ------------------------------------------------------------------ the list


def test_a_list_shows_what_a_record_hangs_on_what_is_counted_and_numbers_only_in_part(office):
    mary = client(office, number="196005120028")
    granted(office, mary)
    called(office, mary, "2003-06-20", reached=False)

    register = allowances(office)
    (row,) = register.rows(Wanted())

    assert [column.label for column in register.columns] == [
        "Name",
        "Number",
        "Asked on",
        "Amount",
        "Stage",
        "Serial number",
        "Calls in vain",
    ]
    assert cells(register, row) == ["Mary Ward", "196*****0028", "2003-06-12", "100", "Granted", "T0001", "1"]


def test_a_list_is_searched_by_whom_it_is_about_and_filtered_by_its_parts(office):
    for name, number, income in (("Mary Ward", "1", 0), ("John Wood", "2", 300)):
        asked_for(office, client(office, name, number, income=income))

    register = allowances(office)

    assert [row.cells[0] for row in register.rows(Wanted(text="wood"))] == ["John Wood"]
    assert register.rows(Wanted(text="nobody")) == []
    assert [row.cells[0] for row in register.rows(Wanted(filter="poor"))] == ["Mary Ward"]
    assert (register.count(Wanted()), register.count(Wanted(filter="poor"))) == (2, 1)


def test_a_list_comes_by_the_page_in_its_own_order_or_another(office):
    for number in range(5):
        asked_for(office, client(office, f"Client {number}", str(number)))

    register = allowances(office)
    first, second = register.rows(Wanted(), limit=3), register.rows(Wanted(), limit=3, offset=3)
    turned = register.rows(Wanted(order=("-client.full_name",)), limit=1)

    assert len({row.record_id for row in (*first, *second)}) == 5
    assert [row.cells[0] for row in turned] == ["Client 4"]


# ------------------------------------------------------------------ what is due


def test_a_call_is_due_thirty_days_after_somebody_was_last_reached(office):
    mary = client(office)
    record = granted(office, mary)
    register = allowances(office)

    assert register.due(date(2003, 7, 11)) == []
    (row,) = register.due(date(2003, 7, 13))
    assert (row.record_id, row.due, register.reason(row)) == (record, "2003-07-12", "Call the client")
    assert row.days_over(date(2003, 7, 13)) == 1

    called(office, mary, "2003-07-10", reached=True)

    assert register.due(date(2003, 7, 13)) == []
    assert [row.due for row in register.due(date(2003, 8, 9))] == ["2003-08-09"]


def test_who_is_not_reached_three_times_in_a_row_is_lost_from_sight_at_once(office):
    mary = client(office)
    granted(office, mary)
    for day in ("2003-06-13", "2003-06-14"):
        called(office, mary, day, reached=False)
    called(office, mary, "2003-06-15", reached=True)
    for day in ("2003-06-16", "2003-06-17"):
        called(office, mary, day, reached=False)

    assert allowances(office).due(date(2003, 6, 18)) == []

    called(office, mary, "2003-06-18", reached=False)

    (row,) = allowances(office).due(date(2003, 6, 18))
    assert row.why == "lost"


# ------------------------------------------------------------------ beginning


def test_one_key_is_enough_where_nothing_is_left_to_ask(office):
    begun = begin(office, register_named(office, "allowances"), client(office), "en")

    assert begun.interview is None
    assert office.store.record(begun.record_id).kept["asked_on"] == "2003-06-12"
    assert office.store.drafts() == []


def test_what_is_left_to_ask_is_asked_in_an_interview_that_writes_nothing_by_itself(office):
    begun = begin(office, register_named(office, "calls"), client(office), "en")

    assert begun.interview is not None
    begun.interview.close()
    assert office.store.count("call") == 0


def test_a_record_is_not_begun_on_nobody_nor_against_a_condition_nor_twice(office):
    register = register_named(office, "allowances")
    rich, mary = client(office, "Rich", "9", income=5000), client(office)
    asked_for(office, mary)

    assert refusal_of(begin, office, register, "", "en") == "Choose a person first, then press New."
    assert refusal_of(begin, office, register, rich, "zh") == "月收入不到 1000 元的才行。"
    assert "cannot be a second" in refusal_of(begin, office, register, mary, "en")
    assert office.store.count("allowance") == 1


def test_the_same_human_listed_at_another_place_has_one_as_well(office):
    asked_for(office, client(office, number="7"))
    listed_again, another = client(office, number="7"), client(office, number="8")

    assert "cannot be a second" in refusal_of(begin, office, register_named(office, "allowances"), listed_again, "en")
    assert asked_for(office, another)


def test_who_has_no_number_is_not_taken_for_everybody_else_without_one(office):
    asked_for(office, client(office, number=None))

    assert asked_for(office, client(office, "Other", number=None))


# ------------------------------------------------------------------ steps


def test_a_step_writes_its_answers_its_state_and_the_next_number_in_one_commit(office):
    record = asked_for(office, client(office))

    (commit,) = step(office, record, "grant", {"amount": "120"}).commits

    assert dict(commit.set) == {"amount": 120, "stage": "granted", "serial": "T0001", "ended_on": None}
    assert office.store.record(granted(office, client(office, number="2"))).kept["serial"] == "T0002"


def test_a_step_is_put_back_and_taken_again_with_everything_that_it_wrote(office):
    record = asked_for(office, client(office))
    before = {name: value for name, value in office.store.record(record).kept.items() if value is not None}

    taken = step(office, record, "grant", {"amount": "120"})
    put_back(office, taken)
    assert {name: value for name, value in office.store.record(record).kept.items() if value is not None} == before
    take_again(office, taken)
    assert office.store.record(record).kept["serial"] == "T0001"


def test_what_a_step_asks_is_asked_as_it_will_stand_then_and_kept_only_with_it(office):
    record = granted(office, client(office))
    register = register_named(office, "allowances")

    asked = questions_of(office, register, record, register.step("end"), "en")
    (state,) = asked.states()
    asked.answer(state.path, "work")

    assert (state.name, state.required) == ("why", True)
    assert asked.answers == {"why": "work"}
    assert office.store.record(record).kept.get("why") is None
    assert office.store.drafts() == []


def test_a_number_is_not_given_again_when_its_record_is_deleted(office):
    from survey_app.record_removal import remove

    first = granted(office, client(office))
    remove(office, "allowance", [first])

    assert office.store.record(granted(office, client(office, number="2"))).kept["serial"] == "T0002"


def test_a_step_is_refused_to_the_wrong_role_in_the_wrong_state_and_without_its_condition(office, ann):
    mary = client(ann)
    record = asked_for(ann, mary)
    assert refusal_of(step, ann, record, "grant", {"amount": "5"}) == "This step is for the street office."

    here = asked_for(office, client(office, number="2"))
    assert refusal_of(step, office, here, "again") == "It is “Asked for” now; this step begins from “Ended”."
    assert refusal_of(step, office, here, "grant") == "Say first how much."
    assert refusal_of(step, office, here, "grant", {"amount": "900"}).startswith("Amount: ")
    assert refusal_of(step, office, here, "end") == "Not answered yet: Why ended."
    assert refusal_of(step, office, "nothing", "end") == "This record is no longer there."
    assert office.store.record(here).kept["stage"] == "asked"
    assert len(office.store.history(here)) == 1


def test_a_step_without_a_required_answer_is_refused_in_the_words_of_the_form(tmp_path):
    head, why = "| default | readonly |", "| why | Why ended | why | yes | ${stage} = 'ended' | | | |"
    worded = ALLOWANCE.replace(head, f"{head} required_message |").replace(why, f"{why} Say why it has ended. |")
    pack = register_pack(tmp_path, forms=(CLIENT, worded, CALL))
    office = create_workspace(tmp_path / "office", pack, "T", Staff("S-01", "Ruth", "street"), None, Clock())
    here = asked_for(office, client(office))

    assert refusal_of(step, office, here, "end") == "Why ended: Say why it has ended."
    office.close()
    assert office.store.drafts() == []


def test_a_step_that_would_make_a_second_valid_one_is_refused(office):
    mary = client(office)
    first = granted(office, mary)
    step(office, first, "end", {"why": "work"})
    asked_for(office, mary)

    assert "cannot be a second" in refusal_of(step, office, first, "again")
    assert office.store.record(first).kept["stage"] == "ended"


def test_a_record_that_somebody_is_filling_in_takes_no_step(office):
    from survey_app.interviews import Interview

    record = granted(office, client(office))
    Interview.open(office, "allowance", record)

    assert "half filled in" in refusal_of(step, office, record, "end", {"why": "work"})


def test_only_the_steps_of_the_state_and_the_role_are_offered(office, ann):
    register = register_named(office, "allowances")

    assert [each.name for each in steps_for(office, register, "asked")] == ["grant", "end", "call"]
    assert [each.name for each in steps_for(ann, register, "asked")] == ["end", "call"]
    assert [each.name for each in steps_for(ann, register, "ended")] == ["call"]


def test_a_register_is_found_by_its_name_or_title_and_an_unknown_one_is_refused(office):
    assert register_named(office, "补助").name == "allowances"
    with pytest.raises(UnknownRegister) as refused:
        register_named(office, "loans")
    assert refused.value.known == ("allowances", "calls")


# ------------------------------------------------------------------ travelling


def test_steps_travel_merge_and_are_taken_back_as_all_records_are(office, ann):
    record = asked_for(ann, client(ann))
    step(ann, record, "end", {"why": "moved"})
    stick = hand_over(ann, ann.exports / "ann.bundle").path

    brought(office, stick)
    register = allowances(office)

    (row,) = register.rows(Wanted())
    assert cells(register, row)[4] == "Ended"
    undo_batch(office, office.store.batches()[-1].id)
    assert register.count(Wanted()) == 0


def test_what_the_office_sends_back_is_opened_as_the_record_that_it_is(ann):
    record = asked_for(ann, client(ann))
    send_back(ann, record, "allowance", "Which day was it?")

    (task,) = tasks(ann, "en")
    assert (task.place, task.spot, task.detail) == (
        "interview",
        {"form": "allowance", "record": record},
        "Which day was it?",
    )


# ------------------------------------------------------------------ the command line


@pytest.fixture
def command(office):
    """Run a command in the office's workspace, which nobody else has open then."""
    office.close()

    def run(*words, fails=False):
        from typer.testing import CliRunner

        from survey_app.cli import app

        result = CliRunner().invoke(app, ["register", str(office.folder), *words, "--json"], env={"LANG": "en_GB"})
        assert (result.exit_code != 0) == fails, result.output
        return json.loads(result.stdout)

    return run


def test_the_command_line_begins_a_record_takes_a_step_and_lists_what_is_due(office, request):
    mary = client(office)
    run = request.getfixturevalue("command")

    record = run("allowances", "--new", mary)["record"]
    assert run("allowances", "--step", "end", "--record", record, fails=True)["what"] == "Not answered yet: Why ended."
    run("allowances", "--step", "grant", "--record", record, "--answer", "amount=80")

    (row,) = run("allowances", "--due", "--as-of", "2099-01-01")["rows"]
    assert (row["record"], row["state"], row["reason"]) == (record, "granted", "Call the client")
    assert row["values"]["amount"] == "80"
    assert run("allowances", "--due", "--as-of", "2003-01-01")["rows"] == []
    assert [each["records"] for each in run()["registers"]] == [1, 0]
    assert "There are: allowances, calls." in run("loans", fails=True)["todo"]
