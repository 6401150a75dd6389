"""A forgotten password and a dead laptop: no record is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_street import CHEN_JING, STREET, record_at_a_door
from one_community import COMMUNITY, PASSWORD, now

from forms.pack import REEMPLOYMENT_4050
from survey_app.doors import save_door
from survey_app.drafts import resumable
from survey_app.enrolment import enrol
from survey_app.hand_over import hand_over
from survey_app.interviews import Interview
from survey_app.merge_desk import merge, receive
from survey_app.recovery import (
    answer_laptop,
    ask_office,
    back_up_workspace,
    recovery_sheet,
    reopen,
    reopen_by_sheet,
    restore,
)
from survey_app.workspace import Staff, Workspace, create_from_start, create_workspace, open_workspace
from sync.errors import NoRecovery, WrongPassword

NEW = "新的口令"


@pytest.fixture
def office(tmp_path: Path):
    workspace = create_workspace(tmp_path / "office", REEMPLOYMENT_4050, STREET, CHEN_JING, None, now)
    yield workspace
    workspace.close()


@pytest.fixture
def laptop(office: Workspace, tmp_path: Path) -> Path:
    """A laptop with one household recorded and one open at a question, closed for the night."""
    made = enrol(office, COMMUNITY, Staff("0301", "李敏"), tmp_path / "start.bundle")
    workspace = create_from_start(tmp_path / "laptop", tmp_path / "start.bundle", PASSWORD, now, code=made.code)
    record_at_a_door(workspace, "101", seed=1)
    door = save_door(workspace, building="1", unit="1", floor=1, door="102")
    interview = Interview.open(workspace, "household", parent_id=door)
    interview.answer("/data/person[1]/core/full_name", "王桂芝")
    workspace.close()
    return workspace.folder


def test_a_forgotten_password_is_reopened_by_the_offices_file(office: Workspace, laptop: Path, tmp_path: Path):
    before = held(laptop, PASSWORD)

    ask_office(laptop, tmp_path / "li_min.request")
    answer_laptop(office, tmp_path / "li_min.request", tmp_path / "li_min.answer")
    reopen(laptop, tmp_path / "li_min.answer", NEW)

    assert held(laptop, NEW) == before
    with pytest.raises(WrongPassword):
        open_workspace(laptop, PASSWORD, now)
    with pytest.raises(NoRecovery):
        reopen(laptop, tmp_path / "li_min.answer", "a second time")


def test_whoever_finds_request_and_answer_opens_nothing(office: Workspace, laptop: Path, tmp_path: Path):
    ask_office(laptop, tmp_path / "asked")
    answer_laptop(office, tmp_path / "asked", tmp_path / "answer")
    (tmp_path / "thief").mkdir()
    for name in ("keys.json", "records.db", "workspace.json"):
        (tmp_path / "thief" / name).write_bytes((laptop / name).read_bytes())

    with pytest.raises(NoRecovery):
        reopen(tmp_path / "thief", tmp_path / "answer", NEW)


def test_the_printed_sheet_opens_a_laptop_when_nobody_at_the_office_can(office: Workspace, laptop: Path):
    before = held(laptop, PASSWORD)
    printed = recovery_sheet(office, "zh").split("\n")
    numbered = [line for line in printed if line[:3].strip().isdigit()]

    reopen_by_sheet(laptop, numbered, NEW)

    assert held(laptop, NEW) == before


def test_a_dead_laptop_goes_on_from_its_second_copy(office: Workspace, laptop: Path, tmp_path: Path):
    workspace = open_workspace(laptop, PASSWORD, now)
    copy = back_up_workspace(workspace)[0]
    kept = tmp_path / "second disk"
    copy.parent.rename(kept)
    workspace.close()
    before = held(laptop, PASSWORD)
    laptop.rename(tmp_path / "dead")

    restore(kept, tmp_path / "new laptop", PASSWORD, now)

    assert held(tmp_path / "new laptop", PASSWORD) == before
    workspace = open_workspace(tmp_path / "new laptop", PASSWORD, now)
    record_at_a_door(workspace, "201", seed=2)
    file = hand_over(workspace, tmp_path / "li_min.bundle").path
    workspace.close()
    (applied,) = merge(office, receive(office, [file]))
    assert applied.error is None
    assert office.store.count("household") == 3
    assert office.store.verify() == []


def held(folder: Path, password: str) -> tuple[object, ...]:
    """Return everything recorded in a workspace, and where its open interview stands."""
    workspace = open_workspace(folder, password, now)
    try:
        assert workspace.store.verify() == []
        rows = [
            workspace.store.query(f"SELECT * FROM {name} ORDER BY record_id")[1]
            for name in workspace.definitions.datasets
        ]
        return rows, [(each.record_id, each.place) for each in resumable(workspace)]
    finally:
        workspace.close()
