"""Workbooks of a real store: what it shows goes out, what is typed comes back as commits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from workbook_town import AREA, CHINESE, DATASETS, HOUSEHOLD, PERSON, edited, news_of, record_id, type_into

from forms.state import Missing
from sync.commit import PARENT
from sync.edit import Author, Edit
from sync.refusal import ROW
from sync.replica import Batch
from sync.store.opening import create_store
from sync.store.store import RecordStore
from sync.workbook.commits import commits_from
from sync.workbook.edits import Reading, Why
from sync.workbook.joining import base_values, earlier_of, recall_from, remember, sheets_of
from sync.workbook.master import create_master, plan_refresh
from sync.workbook.reader import open_workbook
from sync.workbook.sheets import Export

CLERK = Author("周", AREA)
WANG, LI, HOME = record_id(1), record_id(2), record_id(9000)


@pytest.fixture
def store() -> RecordStore:
    clock = count()
    begin = datetime(2026, 6, 12, 18, tzinfo=UTC)
    store = create_store(None, None, now=lambda: begin + timedelta(seconds=next(clock)))
    store.prepare(DATASETS)
    store.save(
        [
            Edit(HOME, "household", {"address": "湖滨路 1 号"}),
            Edit(WANG, "person", {PARENT: HOME, "full_name": "王伟", "phone": "04318765432", "status": "21"}),
            Edit(
                LI,
                "person",
                {PARENT: HOME, "full_name": "李娜", "rooms": 3, "income": "1.50", "status": Missing.REFUSED},
            ),
        ],
        CLERK,
    )
    return store


def export_of(store: RecordStore, xid: str) -> Export:
    sheets = sheets_of(store, (HOUSEHOLD, PERSON), CHINESE, AREA)
    return Export(xid, sheets, CHINESE, AREA, "office", 7, "2026-06-13T08:00:00+08:00")


def master(store: RecordStore, path: Path, xid: str = "5a" * 16) -> None:
    remember(store, xid, create_master(path, export_of(store, xid), store.device[0]).base)


def read(store: RecordStore, path: Path, **options: bool) -> Reading:
    opened = open_workbook(path, recall_from(store))
    return opened.read(DATASETS, base_values(store), earlier=earlier_of(store, opened.base.xid), **options)


def take_in(store: RecordStore, reading: Reading, batch: str) -> list[str]:
    commits = commits_from(reading)
    store.add([store.attest(commits)], Batch(batch))
    return [commit.id for commit in commits]


def type_phone(path: Path, record: str, phone: str) -> None:
    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, record, "phone", phone)))


def test_what_the_store_shows_reads_back_untouched(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"

    master(store, path)

    assert read(store, path).is_untouched


def test_a_telephone_number_corrected_by_hand_is_kept_like_any_other_save(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    master(store, path)
    type_phone(path, WANG, "13900000001")

    take_in(store, read(store, path), "b1")

    record = store.record(WANG)
    assert record is not None
    assert record.values["phone"] == "13900000001"
    assert record.conflicts == {}


@pytest.mark.invariant(26)
@pytest.mark.fault(44)
def test_a_change_made_elsewhere_meanwhile_is_a_conflict_and_never_overwritten(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    master(store, path)
    store.save([Edit(WANG, "person", {"phone": "13800000008"}, store.seen(WANG))], CLERK)
    type_phone(path, WANG, "13900000001")

    take_in(store, read(store, path), "b1")

    record = store.record(WANG)
    assert record is not None
    assert set(record.conflicts) == {"phone"}


def test_the_master_goes_round_and_round(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    master(store, path)

    for number in range(3):
        type_phone(path, WANG, f"1390000000{number}")
        reading = read(store, path)
        take_in(store, reading, f"b{number}")
        xid = f"{number + 1:032x}"
        plan = plan_refresh(
            path, export_of(store, xid), store.device[0], reading, lambda commit: bool(store.holds([commit]))
        )
        plan.write()
        remember(store, xid, plan.written.base)

    record = store.record(WANG)
    assert record is not None
    assert (record.values["phone"], record.conflicts) == ("13900000002", {})
    assert read(store, path).is_untouched


def test_the_same_file_saved_again_continues_what_it_brought(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    master(store, path)
    type_phone(path, WANG, "13900000001")
    take_in(store, read(store, path), "b1")
    type_phone(path, WANG, "13900000002")

    asked = read(store, path)
    take_in(store, read(store, path, is_later_save=True), "b2")

    record = store.record(WANG)
    assert record is not None
    assert [(each.imported, each.now) for each in asked.later] == [("13900000001", "13900000002")]
    assert (record.values["phone"], record.conflicts) == ("13900000002", {})


def test_what_had_been_taken_back_before_the_export_is_no_base(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    first = tmp_path / "alt.xlsx"
    master(store, first, "11" * 16)
    type_phone(first, WANG, "13900000001")
    take_in(store, read(store, first), "b1")
    store.undo("b1", CLERK)
    master(store, path)

    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, WANG, "full_name", "王小伟")))

    assert news_of(read(store, path)) == {(WANG, "full_name"): "王小伟"}


def test_a_row_added_by_hand_becomes_a_person_of_the_household(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    master(store, path)

    def add(book):
        book["人员"]["B5"], book["人员"]["C5"] = HOME, "新人"

    path.write_bytes(edited(path.read_bytes(), add))
    take_in(store, read(store, path), "b1")

    assert [person.values["full_name"] for person in store.children(HOME, "person")] != []
    assert "新人" in {person.values["full_name"] for person in store.children(HOME, "person")}


def test_deleting_by_the_action_column_deletes(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    master(store, path)
    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, LI, "@action", "删除")))
    reading = read(store, path)
    take_in(store, reading, "b1")

    plan_refresh(path, export_of(store, "22" * 16), store.device[0], reading, lambda commit: True).write()

    assert [person.id for person in store.children(HOME, "person")] == [WANG]
    assert set(read(store, path).base.rows) == {WANG, HOME}


def test_a_disagreement_is_told_in_the_remarks(store: RecordStore):
    seen = store.seen(WANG)
    store.save([Edit(WANG, "person", {"phone": "1"}, seen)], CLERK)
    store.save([Edit(WANG, "person", {"phone": "2"}, seen)], CLERK)

    (row,) = [row for sheet in sheets_of(store, [PERSON], CHINESE) for row in sheet.rows if row.record == WANG]

    assert row.remarks == "有分歧：联系电话"


@pytest.mark.invariant(25)
def test_a_row_whose_base_has_not_all_arrived_waits_and_nothing_is_made_up(store: RecordStore, tmp_path: Path):
    """What was typed waits in the file: compared with half of its base, cells that nobody touched would be changes."""
    path = tmp_path / "总表.xlsx"
    other = create_store(None, None, now=lambda: datetime(2026, 6, 13, 9, tzinfo=UTC))
    other.prepare(DATASETS)
    other.add(store.saves(), Batch("b0"))
    store.save([Edit(WANG, "person", {"full_name": "王大伟"}, store.seen(WANG))], CLERK)
    master(store, path)
    type_phone(path, WANG, "13900000001")
    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, LI, "rooms", 4)))

    early = read(other, path)
    other.add(store.saves(), Batch("b1"))
    late = read(other, path)

    assert news_of(early) == {(LI, "rooms"): 4}
    (waiting,) = early.refused
    assert (waiting.record, waiting.field, waiting.why) == (WANG, ROW, Why.BASE_AWAITED)
    assert "13900000001" in waiting.found
    assert news_of(late) == {(LI, "rooms"): 4, (WANG, "phone"): "13900000001"} and late.refused == ()


def test_where_nothing_of_a_record_has_arrived_its_row_is_no_new_answer(store: RecordStore, tmp_path: Path):
    path = tmp_path / "总表.xlsx"
    other = create_store(None, None, now=lambda: datetime(2026, 6, 13, 9, tzinfo=UTC))
    other.prepare(DATASETS)
    master(store, path)
    type_phone(path, WANG, "13900000001")

    assert commits_from(read(other, path)) == []
    assert [each.why for each in read(other, path).refused] == [Why.BASE_AWAITED]


@pytest.mark.invariant(25, 28)
def test_what_a_workbook_of_the_earlier_form_could_not_show_is_not_cleared_by_its_blank_cell(
    store: RecordStore, tmp_path: Path
):
    path = tmp_path / "总表.xlsx"
    fields = tuple(replace(each, name="mobile") if each.name == "phone" else each for each in PERSON.fields)
    now = {**DATASETS, "person": replace(PERSON, fields=fields, renamed={"phone": "mobile"})}
    later = create_store(None, None, now=lambda: datetime(2026, 6, 13, 9, tzinfo=UTC))
    later.prepare(now)
    store.save([Edit(WANG, "person", {"mobile": "13900000001"}, store.seen(WANG))], CLERK)
    master(store, path)
    path.write_bytes(edited(path.read_bytes(), lambda book: type_into(book, WANG, "full_name", "王小伟")))
    later.add(store.saves(), Batch("b"))

    opened = open_workbook(path)

    assert news_of(opened.read(now, base_values(later))) == {(WANG, "full_name"): "王小伟"}
    type_phone(path, WANG, "")
    assert news_of(open_workbook(path).read(now, base_values(later))) == {
        (WANG, "full_name"): "王小伟",
        (WANG, "mobile"): None,
    }


@pytest.mark.invariant(2, 26)
@pytest.mark.fault(44)
def test_two_clerks_who_read_one_file_get_the_same_commits(store: RecordStore, tmp_path: Path):
    """INV 2, INV 26: a workbook read anywhere, any number of times, is read once."""
    path = tmp_path / "总表.xlsx"
    master(store, path)
    type_phone(path, WANG, "13900000001")

    first, second = (commits_from(read(store, path)) for _ in range(2))
    store.add([store.attest(first)], Batch("b1"))
    again = commits_from(read(store, path))

    assert len(first) == 1
    assert [each.id for each in first] == [each.id for each in second] == [each.id for each in again]
