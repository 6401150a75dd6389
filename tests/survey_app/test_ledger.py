"""The ledger: what a file held is what became of it; who decided what; what is still open."""

import json
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small_town import HUBIN, XINCUN, Clock, building, laptop_of, office_at, persons, record
from typer.testing import CliRunner

from survey_app.cli import app
from survey_app.hand_over import hand_over, packer_of
from survey_app.ledger import ledger
from survey_app.merge_desk import judged, merge, undo_batch
from survey_app.merge_report import merge_files
from survey_app.open_conflicts import open_conflicts, settle
from survey_app.quarantine import let_in, put_aside
from survey_app.reporting import write_report
from sync.commit import new_record_id
from sync.edit import Author, Edit
from sync.effect import Counts
from sync.hand_over import Envelope, Load, pack_export
from sync.progress import unwatched


class Week:
    """An office and two laptops that know the same doors."""

    def __init__(self, folder):
        self.clock, self.folder = Clock(), folder
        self.office = office_at(folder, self.clock)
        self.li = laptop_of(self.office, folder, HUBIN, "李敏", self.clock)
        self.zhao = laptop_of(self.office, folder, XINCUN, "赵红", self.clock)
        self.doors = {laptop.area: building(laptop) for laptop in (self.li, self.zhao)}
        for seed, laptop in enumerate((self.li, self.zhao)):
            record(laptop, self.doors[laptop.area][0], seed + 1)
        self.files = []

    def carry(self, laptop, suffix="bundle"):
        path = hand_over(laptop, self.folder / f"{len(self.files)}.{suffix}").path
        self.files.append(path)
        return self.merge(path)

    def merge(self, path):
        return merge_files(self.office, [path], "zh", False, True, unwatched)

    def close(self):
        for each in (self.office, self.li, self.zhao):
            each.close()


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    made = Week(tmp_path_factory.mktemp("week"))
    yield made
    made.close()


def what_a_laptop_does():
    return st.sampled_from(["change", "record", "hand over", "workbook", "again", "undo", "office changes"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(what_a_laptop_does(), st.booleans(), st.integers(0, 3)), min_size=3, max_size=7))
def test_counts_in_are_counts_out_whatever_arrives_in_whatever_order(week, steps):
    for step, is_li, number in [*steps, ("hand over", True, 0), ("hand over", False, 0)]:
        laptop = week.li if is_li else week.zhao
        people = persons(laptop)
        match step:
            case "change":
                person = people[number % len(people)]["record_id"]
                laptop.change(person, "person", {"mobile": f"1350000{number:04}"})
            case "record":
                record(laptop, week.doors[laptop.area][number % 4], number + 10)
            case "hand over":
                week.carry(laptop)
            case "workbook":
                week.carry(laptop, "xlsx")
            case "again" if week.files:
                week.merge(week.files[number % len(week.files)])
            case "undo" if week.office.store.batches():
                standing = [each for each in week.office.store.batches() if not each.is_undone]
                if standing:
                    undo_batch(week.office, standing[number % len(standing)].id)
            case "office changes" if people and week.office.store.record(people[0]["record_id"]):
                week.office.change(people[0]["record_id"], "person", {"mobile": f"1360000{number:04}"})
            case _:
                pass

    for batch in week.office.store.batches():
        together = sum(batch.by_area.values(), Counts())
        assert together.total == batch.records > 0, batch.file
    made = ledger(week.office)
    assert [check.holds for check in made.checks] == [True]
    assert all(row.cells[4] == sum(row.cells[5:10]) for row in made.rows)
    *rows, total = made.rows
    standing = {batch.id[:8] for batch in week.office.store.batches() if not batch.is_undone}
    kept = [row for row in rows if row.cells[10][:8] in standing]
    assert list(total.cells[4:10]) == [sum(row.cells[at] for row in kept) for at in range(4, 10)]


@pytest.fixture
def story(tmp_path):
    """A file merged, a disagreement settled, another open, an entry put aside."""
    made = Week(tmp_path)
    made.carry(made.li)
    for number, person in enumerate(persons(made.li)[:2]):
        made.office.change(person["record_id"], "person", {"mobile": f"1350000002{number}"})
        made.li.change(person["record_id"], "person", {"mobile": f"1350000003{number}"})
    made.carry(made.li)
    first, _ = open_conflicts(made.office, "zh")
    settle(made.office, [(first, {"mobile": "13500000030"})])
    yield made
    made.close()


def test_decisions_and_what_is_open_stand_under_the_table(story):
    made = ledger(story.office)

    told = "\n".join(made.notes)
    assert "判定 1 项" in told and "手机：陈静" in told
    assert "湖滨社区  分歧 1 处" in told
    assert made.title == "合并台账" and made.unit == "条" and "南湖街道" in made.scope


def test_one_batch_has_a_sheet_of_its_own_and_one_taken_back_says_so(story):
    first, second = story.office.store.batches()
    undo_batch(story.office, second.id)

    alone, every = ledger(story.office, first.id[:8]), ledger(story.office)

    assert [row.cells[1] for row in alone.rows[:-1]] == ["0.bundle"]
    assert "陈静 撤销" in every.rows[1].cells[10]
    assert every.rows[-1].cells[4] == first.records


def test_on_paper_it_has_its_head_on_every_page_page_numbers_and_lines_to_sign(story, tmp_path):
    made = ledger(story.office)

    for suffix in ("xlsx", "html", "pdf"):
        write_report(made, tmp_path / f"ledger.{suffix}", "zh")

    sheet = load_workbook(BytesIO((tmp_path / "ledger.xlsx").read_bytes())).worksheets[0]
    assert sheet.print_title_rows and "&P" in sheet.oddFooter.center.text
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("填表人" in text and "审核人" in text for text in texts)
    page = (tmp_path / "ledger.html").read_text(encoding="utf-8")
    assert "<thead>" in page and "counter(pages)" in page
    assert (tmp_path / "ledger.pdf").read_bytes().startswith(b"%PDF")


def test_the_command_line_writes_it_and_prints_one_object(story, tmp_path, monkeypatch):
    monkeypatch.setenv("SURVEY_APP_SETTINGS", str(tmp_path / "settings"))
    story.office.close()
    to = tmp_path / "ledger.xlsx"

    done = CliRunner().invoke(app, ["ledger", str(story.office.folder), "--to", str(to), "--json"])

    assert done.exit_code == 0, done.output
    assert to.exists() and json.loads(done.stdout)["file"] == str(to)


def test_what_was_let_in_stands_there_with_its_reason(tmp_path):
    week = Week(tmp_path)
    record_id = new_record_id(week.li.random(16))
    week.li.store.save([Edit(record_id, "dwelling", {"building": "9"})], Author("A", week.zhao.area))
    week.carry(week.li)
    path = all_of(week)
    merge(week.office, judged(week.office, [path]))
    (aside,) = put_aside(week.office)

    batch, _ = let_in(week.office, [aside.key], "帮邻社区走了一家")

    told = "\n".join(ledger(week.office, batch.id).notes)
    assert "放行" in told and "帮邻社区走了一家" in told and "陈静" in told
    week.close()


def all_of(week):
    """A file with all that a laptop holds, whatever its certificate says."""
    li = week.li
    envelope = Envelope(li.area, li.random(16).hex(), li.now().isoformat(), li.credentials.locks)
    path = week.folder / "all.bundle"
    path.write_bytes(pack_export(packer_of(li), envelope, Load(list(li.store.saves()))))
    return path
