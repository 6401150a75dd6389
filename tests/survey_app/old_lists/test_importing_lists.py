"""An office's list into a workspace: guessed, previewed, taken as one batch, taken back; files as offices have them."""

import os
import shutil
import subprocess

import pytest
from openpyxl import Workbook
from small_town import HUBIN, building, laptop_by_hand, office_at, persons, record

from survey_app.old_lists.draft import UnknownColumns, draft
from survey_app.old_lists.list_map import ListMap, UnreadableMap, read_map
from survey_app.old_lists.opening import likely_dataset, list_datasets, match, open_list, with_column, with_word
from survey_app.old_lists.taking import take, take_again, take_back
from survey_app.old_lists.words import lines_of

ROSTER = [
    ["湖滨社区4050人员花名册", "", "", "", "", "", "", "", ""],
    ["序号", "户主姓名", "家庭成员", "", "", "家庭住址", "", "", "电话"],
    ["", "", "姓名", "与户主关系", "身份证号", "楼栋", "单元", "门号", ""],
    ["1", "李强", "李强", "户主", "22010419580203001X", "5", "2", "402", "13500000001"],
    ["2", "同上", "王桂芝", "妻", "220104196005120028", "同上", "同上", "同上", "13500000002"],
    ["3", "赵平", "赵平", "本人", "1.1E+17", "5", "2", "501", "13500000003"],
    ["4", "", "孙丽", "", "", "", "", "", "13500000004"],
    ["合计", "4人", "", "", "", "", "", "", ""],
]
MERGED = ["A1:I1", "A2:A3", "B2:B3", "C2:E2", "F2:H2", "I2:I3"]


def roster(folder, rows=ROSTER, name="花名册.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for block in MERGED:
        book.active.merge_cells(block)
    book.save(folder / name)
    return folder / name


@pytest.fixture
def laptop(tmp_path):
    opened = laptop_by_hand(tmp_path / "laptop")
    yield opened
    opened.close()


@pytest.fixture
def office(tmp_path):
    opened = office_at(tmp_path)
    yield opened
    opened.close()


def drafted(workspace, path, dataset="person", told=None, **more):
    return draft(workspace, open_list(path), dataset, told or ListMap(), **more)


def numbers(found):
    return {name: count for name, count in found.counts.items() if count}


@pytest.mark.acceptance(3)
def test_a_roster_with_two_rows_of_headings_becomes_persons_households_and_doors(laptop, tmp_path):
    found = drafted(laptop, roster(tmp_path))

    assert numbers(found) == {"new": 4}
    assert (found.matched.header.first, found.matched.header.last) == (2, 3)
    assert found.matched.left_out == ["序号"]
    assert dict(found.holders) == {"household": 2, "dwelling": 2}
    assert (found.unplaced, found.listed.passed_over) == (1, [8])
    assert [(each.row, each.target, each.why) for each in found.reasons] == [(6, "id_no", "damaged")]
    assert {each.figure.name: (each.before, each.figure.value) for each in found.figures}["doors"] == (0, 2)
    assert persons(laptop) == []

    take(laptop, found)

    family = {row["full_name"]: row["parent_id"] for row in persons(laptop)}
    assert family["李强"] == family["王桂芝"] != family["赵平"]
    heads = {row["head_name"]: row["parent_id"] for row in laptop.rows("household")}
    doors = {row["record_id"]: row["address_text"] for row in laptop.rows("dwelling")}
    assert "402" in doors[heads["李强"]] and "501" in doors[heads["赵平"]]
    assert len(laptop.store.unplaced()) == 1


def test_the_same_list_twice_changes_nothing_and_says_that_it_came_before(laptop, tmp_path):
    take(laptop, drafted(laptop, roster(tmp_path)))

    again = drafted(laptop, roster(tmp_path, name="again.xlsx"))
    same_file = drafted(laptop, tmp_path / "花名册.xlsx")

    assert numbers(again) == numbers(same_file) == {"unchanged": 4}
    assert take(laptop, again).batch is None
    assert same_file.batch is not None


def test_columns_in_another_order_are_the_same_records(laptop, tmp_path):
    take(laptop, drafted(laptop, roster(tmp_path)))
    (tmp_path / "turned.csv").write_text(
        "电话,门号,单元,楼栋,身份证号,与户主关系,姓名,户主姓名\n13500000001,402,2,5,22010419580203001X,户主,李强,李强\n",
        encoding="gb18030",
    )

    assert numbers(drafted(laptop, tmp_path / "turned.csv")) == {"unchanged": 1}


def test_a_list_that_says_more_changes_its_records_and_the_same_list_does_not_take_back_what_people_did(
    laptop, tmp_path
):
    take(laptop, drafted(laptop, roster(tmp_path)))
    wang = next(row for row in persons(laptop) if row["full_name"] == "王桂芝")
    laptop.change(wang["record_id"], "person", {"mobile": "13999999999"})

    assert numbers(drafted(laptop, roster(tmp_path))) == {"unchanged": 4}

    changed = [[cell.replace("13500000002", "13700000000") for cell in row] for row in ROSTER]
    found = drafted(laptop, roster(tmp_path, changed))
    assert numbers(found) == {"changed": 1, "unchanged": 3}
    assert found.changed_fields == {"mobile": 1}


def test_an_office_takes_a_list_back_as_a_whole_and_brings_it_again(office, tmp_path):
    taken = take(office, drafted(office, roster(tmp_path), told=ListMap(area=HUBIN)))
    assert len(persons(office)) == 4 and {row["area"][-12:] for row in persons(office)} == {HUBIN}

    take_back(office, taken)
    assert persons(office) == office.rows("household") == office.rows("dwelling") == []
    assert drafted(office, roster(tmp_path), told=ListMap(area=HUBIN)).counts["new"] == 4

    take_again(office, taken)
    assert len(persons(office)) == 4
    assert office.store.batches()[-1].file == "花名册.xlsx"


def test_a_laptop_takes_its_own_list_back_too(laptop, tmp_path):
    first = take(laptop, drafted(laptop, roster(tmp_path)))
    changed = [[cell.replace("13500000002", "13700000000") for cell in row] for row in ROSTER]
    second = take(laptop, drafted(laptop, roster(tmp_path, changed)))

    def phones():
        return sorted(str(row["mobile"]) for row in persons(laptop))

    take_back(laptop, second)
    assert "13500000002" in phones()
    take_again(laptop, second)
    assert "13700000000" in phones()
    take_back(laptop, first)
    assert persons(laptop) == laptop.rows("dwelling") == []


def test_doors_and_numbers_that_stand_here_are_not_made_a_second_time(laptop, tmp_path):
    door = next(row for row in laptop.rows("dwelling") if row["door"]) if building(laptop) else {}
    record(laptop, door["record_id"])
    held = next(row for row in persons(laptop) if row["id_no18"])
    (tmp_path / "list.csv").write_text(
        "户主,姓名,身份证,楼栋,单元,门号\n"
        f"钱多,钱多,,{door['building']},{door['unit']},{door['door']}\n"
        f"某人,某人,{held['id_no18']},{door['building']},{door['unit']},{door['door']}\n",
        encoding="utf-8-sig",
    )

    found = drafted(laptop, tmp_path / "list.csv")

    assert numbers(found) == {"new": 1, "refused": 1}
    assert [(each.row, each.why) for each in found.reasons] == [(3, "held")]
    assert "dwelling" not in found.holders


def test_unknown_words_are_explained_once_and_remembered_for_the_next_list(laptop, tmp_path):
    (tmp_path / "list.csv").write_text("大名,性别,备忘\n甲,先生,x\n乙,先生,y\n丙,女,\n", encoding="utf-8")
    opened = open_list(tmp_path / "list.csv")
    with pytest.raises(UnknownColumns):
        (tmp_path / "none.csv").write_text("x,y\n1,2\n")
        drafted(laptop, tmp_path / "none.csv")

    told = with_column(ListMap(), match(laptop, opened, "person", ListMap()), 0, "full_name")
    first = draft(laptop, opened, "person", told)
    assert first.listed.unknown == {("sex", "先生"): 2}
    take(laptop, draft(laptop, opened, "person", with_word(told, "sex", "先生", "1")))

    assert [row["sex"] for row in persons(laptop)].count("1") == 2
    (tmp_path / "next.csv").write_text("大名,性别\n丁,先生\n", encoding="utf-8")
    following = drafted(laptop, tmp_path / "next.csv")
    assert following.listed.rows[0].values == {"full_name": "丁", "sex": "1"}


def test_what_is_said_about_a_list_is_said_in_both_languages(laptop, tmp_path):
    found = drafted(laptop, roster(tmp_path, [*ROSTER[:4], ROSTER[3], ["5", "", "周五", "邻居", "", "", "", "", ""]]))

    for language, words in (("zh", "邻居"), ("en", "Community")):
        said = list(lines_of(laptop, found, language))
        assert all(said) and (language != "zh" or any(words in line for line in said))


def test_the_dataset_of_a_list_is_guessed_from_its_columns(laptop, tmp_path):
    (tmp_path / "doors.csv").write_text("楼栋,单元,楼层,门号,住房类型\n5,2,4,402,楼房\n", encoding="utf-8")

    assert list_datasets(laptop)[:3] == ["person", "household", "dwelling"]
    assert likely_dataset(laptop, open_list(roster(tmp_path)), list_datasets(laptop)) == "person"
    assert likely_dataset(laptop, open_list(tmp_path / "doors.csv"), list_datasets(laptop)) == "dwelling"


@pytest.mark.parametrize("text", ["nonsense", "header_rows = [3, 2]", "columns = 1", 'header_row = "x"'])
def test_a_mapping_that_cannot_be_read_is_refused(tmp_path, text):
    (tmp_path / "map.toml").write_text(text)

    with pytest.raises(UnreadableMap):
        read_map(tmp_path / "map.toml")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice writes the .xls")
def test_an_xls_of_libreoffice_gives_the_same_as_the_xlsx(laptop, tmp_path):
    path = roster(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
        env=os.environ | {"HOME": str(tmp_path)},
    )

    old, new = drafted(laptop, path.with_suffix(".xls")), drafted(laptop, path)

    assert old.matched.columns == new.matched.columns
    assert old.listed.rows == new.listed.rows
