"""A lost laptop is shut out: what came of it stands, what it signs later waits with the reason, everywhere."""

import io
import json
import zipfile

import pytest
from small_town import HUBIN, NANHU, XINCUN, Clock, building, compiled_pack, laptop_of, office_at, persons, record
from typer.testing import CliRunner

from forms.pack import load_pack
from survey_app.answering import write_back
from survey_app.cli import app
from survey_app.hand_over import hand_over
from survey_app.laptops import laptops, reinstate, withdraw
from survey_app.ledger import ledger
from survey_app.merge_desk import judged, merge
from survey_app.quarantine import put_aside
from survey_app.returns import take_return
from survey_app.to_do import Kind, tasks
from survey_app.workspace import Staff, create_workspace
from sync.errors import NotAllowed, NothingToUndo


class Story:
    """Two laptops of one street; a file of each is merged."""

    def __init__(self, folder):
        self.clock, self.folder = Clock(), folder
        self.office = office_at(folder, self.clock)
        self.lost = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.other = laptop_of(self.office, folder, XINCUN, "赵红", self.clock)
        self.doors = building(self.lost)
        record(self.lost, self.doors[0], 1)
        self.carry(self.lost, "1")
        self.key = self.lost.credentials.device.public

    def carry(self, laptop, name):
        (arrival,) = judged(self.office, [hand_over(laptop, self.folder / f"{name}.bundle").path])
        merge(self.office, [arrival])
        return arrival

    def close(self):
        for each in (self.office, self.lost, self.other):
            each.close()


@pytest.fixture
def story(tmp_path):
    made = Story(tmp_path)
    yield made
    made.close()


def test_what_a_lost_laptop_signs_later_waits_with_the_reason_and_what_came_before_stands(story):
    before = persons(story.office)
    withdraw(story.office, story.key, "放在车里被偷了")
    record(story.lost, story.doors[1], 2)

    arrival = story.carry(story.lost, "2")

    assert dict(arrival.checked.reasons).keys() == {"withdrawn"}
    assert persons(story.office) == before
    assert {each.reason for each in put_aside(story.office)} == {"withdrawn"}
    (task,) = [each for each in tasks(story.office, "zh") if each.kind is Kind.WITHHELD]
    assert "吊销" in task.detail
    assert "放在车里被偷了" in "\n".join(ledger(story.office, "", "zh").notes)


def test_it_stands_among_the_laptops_with_who_when_and_why_and_can_be_let_back(story):
    withdraw(story.office, story.key, "丢了")
    shut_out = {each.name: (each.withdrawn_by, each.why) for each in laptops(story.office) if each.is_withdrawn}
    with pytest.raises(NothingToUndo):
        withdraw(story.office, story.key, "又丢了")
    reinstate(story.office, story.key, "找到了")
    record(story.lost, story.doors[1], 2)

    arrival = story.carry(story.lost, "2")

    assert shut_out == {"李敏": ("陈静", "丢了")}
    assert [each.is_withdrawn for each in laptops(story.office)] == [False, False]
    assert arrival.checked.reasons == {}


def test_the_laptop_itself_and_a_new_one_of_its_community_hear_of_it(story):
    withdraw(story.office, story.key, "丢了")
    (back,) = write_back(story.office, judged(story.office, [story.folder / "1.bundle"]), story.folder)
    take_return(story.lost, back)
    new = laptop_of(story.office, story.folder, HUBIN, "高明", story.clock)

    assert [each.key for each in story.lost.store.withdrawals()] == [story.key]
    assert [each.key for each in new.store.withdrawals()] == [story.key]
    assert persons(new) == persons(story.office)
    new.close()


def test_only_an_office_shuts_out_and_only_whom_it_knows(story):
    with pytest.raises(NotAllowed):
        withdraw(story.lost, story.key, "?")
    with pytest.raises(NothingToUndo):
        withdraw(story.office, "no such key", "?")
    with pytest.raises(NothingToUndo):
        reinstate(story.office, story.key)


def test_from_the_command_line(story):
    run = CliRunner()
    story.office.close()
    folder = str(story.folder / "office")

    unexplained = run.invoke(app, ["laptops", folder, "--withdraw", story.key[:12]])
    done = run.invoke(app, ["laptops", folder, "--withdraw", story.key[:12], "--reason", "丢了", "--json"])
    told = run.invoke(app, ["laptops", folder], env={"LANGUAGE": "zh"})
    back = run.invoke(app, ["laptops", folder, "--reinstate", story.key[:12], "--reason", "找到了", "--json"])

    assert unexplained.exit_code == 2
    assert [each["why"] for each in json.loads(done.stdout)["laptops"]] == ["丢了", ""]
    assert "李敏" in told.stdout and "吊销证书：丢了" in told.stdout
    assert [each["withdrawn_at"] for each in json.loads(back.stdout)["laptops"]] == ["", ""]


def test_a_certificate_of_another_round_of_the_survey_signs_nothing_for_this_one(tmp_path):
    clock = Clock()
    pack = in_round(tmp_path, "2003")
    office = create_workspace(tmp_path / "office", pack, NANHU, Staff("S-01", "陈静", "street"), None, clock)
    laptop = laptop_of(office, tmp_path, HUBIN, "李敏", clock)
    record(laptop, building(laptop)[0], 1)
    path = hand_over(laptop, tmp_path / "1.bundle").path
    (good,) = judged(office, [path])
    next_year = create_workspace(
        tmp_path / "next", in_round(tmp_path, "2004"), NANHU, Staff("S-01", "陈静", "street"), None, clock
    )
    next_year.keep_credentials(office.credentials)

    (late,) = judged(next_year, [path])

    assert laptop.credentials.certificate.rounds == ("2003",)
    assert good.checked.reasons == {}
    assert dict(late.checked.reasons).keys() == {"other_round"}
    for each in (office, laptop, next_year):
        each.close()


def in_round(folder, survey_round):
    """The pack as one for a round of its own."""
    pack = load_pack(compiled_pack())
    settings = f'round = "{survey_round}"\n'.encode() + pack.files["pack.toml"]
    path = folder / f"{survey_round}.zip"
    with zipfile.ZipFile(io.BytesIO(compiled_pack().read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            new.writestr(info, settings if info.filename == "pack.toml" else old.read(info))
    return path
