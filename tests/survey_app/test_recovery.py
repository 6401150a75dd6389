"""A forgotten password, a dead laptop, an office's own password: no record is lost."""

import shutil
from dataclasses import replace

import pytest
from small_town import HUBIN, Clock, building, compiled_pack, persons, record

from survey_app.enrolment import enrol
from survey_app.recovery import (
    add_staff,
    answer_laptop,
    ask_office,
    back_up_daily,
    back_up_workspace,
    change_password,
    recovery_sheet,
    reopen,
    reopen_by_sheet,
    restore,
)
from survey_app.verification import verify
from survey_app.workspace import Staff, create_from_start, create_workspace, open_workspace
from sync.errors import InUse, NoRecovery, NotAllowed, SheetMistyped, StartCodeNeeded, WrongPassword
from sync.store.backup import copies

NANHU = "220104003"


@pytest.fixture
def office(tmp_path):
    workspace = create_workspace(
        tmp_path / "office", compiled_pack(), NANHU, Staff("S-01", "陈静", "street"), "office", Clock()
    )
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(tmp_path, office):
    """The folder of a laptop on which one household was recorded."""
    enrol(office, HUBIN, Staff("A-01", "李敏"), tmp_path / "start.bundle", locked=False)
    workspace = create_from_start(tmp_path / "laptop", tmp_path / "start.bundle", "forgotten", Clock())
    record(workspace, building(workspace)[0])
    workspace.close()
    return tmp_path / "laptop"


def names_in(folder, password):
    workspace = open_workspace(folder, password, Clock())
    found = [row["full_name"] for row in persons(workspace)]
    assert verify(workspace).problems == ()
    workspace.close()
    return found


def test_a_forgotten_password_is_reopened_by_file(office, laptop, tmp_path):
    before = names_in(laptop, "forgotten")
    ask_office(laptop, tmp_path / "asked")
    answer_laptop(office, tmp_path / "asked", tmp_path / "answer")

    reopen(laptop, tmp_path / "answer", "三号楼")

    assert names_in(laptop, "三号楼") == before != []
    with pytest.raises(WrongPassword):
        open_workspace(laptop, "forgotten", Clock())


def test_an_answer_serves_one_occasion_only(office, laptop, tmp_path):
    ask_office(laptop, tmp_path / "asked")
    answer_laptop(office, tmp_path / "asked", tmp_path / "answer")
    ask_office(laptop, tmp_path / "asked again")

    with pytest.raises(NoRecovery):
        reopen(laptop, tmp_path / "answer", "三号楼")


def test_another_office_cannot_answer(laptop, tmp_path):
    other = create_workspace(tmp_path / "other", compiled_pack(), NANHU, Staff("S", role="street"), None, Clock())
    ask_office(laptop, tmp_path / "asked")

    with pytest.raises(NoRecovery):
        answer_laptop(other, tmp_path / "asked", tmp_path / "answer")
    other.close()


def test_a_laptop_cannot_answer_for_the_office(laptop, tmp_path):
    ask_office(laptop, tmp_path / "asked")
    workspace = open_workspace(laptop, "forgotten", Clock())

    with pytest.raises(NotAllowed):
        answer_laptop(workspace, tmp_path / "asked", tmp_path / "answer")
    workspace.close()


def test_the_printed_sheet_opens_the_offices_own_records(office, tmp_path):
    sheet = recovery_sheet(office, "zh")
    office.close()

    reopen_by_sheet(office.folder, key_lines(sheet), "new")

    open_workspace(office.folder, "new", Clock()).close()


def test_a_line_typed_wrongly_is_named(office):
    lines = key_lines(recovery_sheet(office, "zh"))
    lines[1] = lines[1][:5] + ("Q" if lines[1][5] != "Q" else "P") + lines[1][6:]

    with pytest.raises(SheetMistyped) as mistyped:
        reopen_by_sheet(office.folder, lines, "new")

    assert mistyped.value.line == 2


def key_lines(sheet):
    return [line for line in sheet.splitlines() if line[:1].isdigit()]


@pytest.mark.fault(20, 26)
def test_a_dead_laptop_comes_back_from_its_second_copy(laptop, tmp_path):
    workspace = open_workspace(laptop, "forgotten", Clock())
    back_up_workspace(workspace)
    before = [row["full_name"] for row in persons(workspace)]
    shutil.copytree(workspace.backups, tmp_path / "stick")
    workspace.close()
    shutil.rmtree(laptop)

    restore(tmp_path / "stick", tmp_path / "new laptop", "forgotten", Clock())

    assert names_in(tmp_path / "new laptop", "forgotten") == before


def test_a_second_disk_gets_its_own_copy(laptop, tmp_path):
    workspace = open_workspace(laptop, "forgotten", Clock())
    workspace.keep_settings(replace(workspace.settings, second_copy=str(tmp_path / "second disk")))

    back_up_workspace(workspace)

    assert len(copies(tmp_path / "second disk")) == len(copies(workspace.backups)) == 1
    workspace.close()


def test_one_copy_a_day_is_enough(laptop):
    workspace = open_workspace(laptop, "forgotten", Clock())

    first, second = back_up_daily(workspace), back_up_daily(workspace)

    assert len(first) == 1 and second == []
    workspace.close()


def test_a_second_disk_that_is_not_there_holds_nothing_up(laptop, tmp_path):
    workspace = open_workspace(laptop, "forgotten", Clock())
    workspace.keep_settings(replace(workspace.settings, second_copy=str(tmp_path / "pulled out" / "copies")))

    assert len(back_up_workspace(workspace)) == 1
    workspace.close()


def test_a_copy_without_the_right_password_stays_closed(laptop, tmp_path):
    workspace = open_workspace(laptop, "forgotten", Clock())
    back_up_workspace(workspace)
    workspace.close()

    with pytest.raises(WrongPassword):
        restore(laptop / "backups", tmp_path / "new", "guess", Clock())


def test_a_changed_password_is_the_only_one(laptop):
    workspace = open_workspace(laptop, "forgotten", Clock())
    with pytest.raises(WrongPassword):
        change_password(workspace, "guess", "new")
    change_password(workspace, "forgotten", "new")
    workspace.close()

    names_in(laptop, "new")
    with pytest.raises(WrongPassword):
        open_workspace(laptop, "forgotten", Clock())


@pytest.mark.fault(27)
def test_two_assistants_share_a_laptop_each_with_a_password(laptop):
    workspace = open_workspace(laptop, "forgotten", Clock())
    add_staff(workspace, "forgotten", Staff("A-02", "赵红"), "hers")
    workspace.close()

    hers = open_workspace(laptop, "hers", Clock())

    assert hers.staff.name == "赵红" and hers.author.actor == "A-02"
    hers.close()


def test_a_second_writer_is_told_who_is_there(laptop):
    workspace = open_workspace(laptop, "forgotten", Clock())

    with pytest.raises(InUse) as busy:
        open_workspace(laptop, "forgotten", Clock())
    reading = open_workspace(laptop, "forgotten", Clock(), read_only=True)

    assert busy.value.who == "李敏"
    assert len(persons(reading)) == len(persons(workspace))
    reading.close()
    workspace.close()


def test_a_locked_start_bundle_opens_with_the_code_on_the_slip_only(office, tmp_path):
    made = enrol(office, HUBIN, Staff("A-09", "孙伟"), tmp_path / "locked.bundle")

    with pytest.raises(StartCodeNeeded):
        create_from_start(tmp_path / "new", tmp_path / "locked.bundle", "x", Clock(), code="AAAA-BBBB-CCCC")
    laptop = create_from_start(tmp_path / "new", tmp_path / "locked.bundle", "x", Clock(), code=made.code.lower())

    assert laptop.staff.name == "孙伟" and laptop.area.endswith(HUBIN)
    laptop.close()
