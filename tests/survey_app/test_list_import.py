"""The lists that offices already have become records."""

import pytest

from forms.datasets import Dataset, Field
from survey_app.list_import import AREA_COLUMN, ListMap, UnfitCell, listed_rows, match_columns, unmatched, value_of

KIND = Field(
    "dwelling_type",
    "select_one",
    {"中文 (zh)": "住房类型"},
    {"1": {"中文 (zh)": "楼房", "English (en)": "Block of flats"}, "2": {"中文 (zh)": "平房"}},
)
OUTCOME = Field("outcome", "select_one", choices={"01": {"": "完成"}, "02": {"": "部分完成"}})
DOORS = Dataset(
    "dwelling",
    (
        Field("building", "text", {"中文 (zh)": "楼栋", "English (en)": "Building"}),
        Field("unit", "text", {"中文 (zh)": "单元"}),
        Field("floor", "integer", {"中文 (zh)": "楼层"}),
        Field("door", "text", {"中文 (zh)": "门号"}),
        KIND,
        Field("address_text", "text", {"中文 (zh)": "地址全称"}, calculated=True),
    ),
)
LIST = [
    ["楼栋", "单元", "楼层", "门号*", "住房类型", "备忘"],
    ["5", "2", "4", "402", "楼房", "x"],
    ["", "", "", "", "", ""],
    ["同上", "同上", "4.0", "403", "楼房", ""],
]


def test_columns_are_found_by_their_chinese_headings():
    columns = match_columns(LIST[0], DOORS, ListMap())

    assert list(columns.values()) == ["building", "unit", "floor", "door", "dwelling_type"]
    assert unmatched(LIST[0], columns) == ["备忘"]


def test_a_mapping_goes_before_headings():
    columns = match_columns(["幢", "楼栋"], DOORS, ListMap({"幢": "building", "楼栋": ""}))

    assert columns == {0: "building"}


def test_calculated_fields_are_not_imported():
    assert match_columns(["地址全称", "address_text"], DOORS, ListMap()) == {}


def test_rows_become_values_and_ditto_takes_the_cell_above():
    _, rows = listed_rows(LIST, DOORS, ListMap(), area="220104003001")

    assert [row.number for row in rows] == [2, 4]
    assert rows[1].values == {"building": "5", "unit": "2", "floor": 4, "door": "403", "dwelling_type": "1"}


def test_the_same_list_twice_gives_the_same_records():
    first, second = (listed_rows(LIST, DOORS, ListMap(), area="220104003001")[1] for _ in range(2))

    assert [row.record_id for row in first] == [row.record_id for row in second]
    assert first[0].record_id != first[1].record_id


def test_the_same_door_number_in_two_communities_is_two_doors():
    here, there = (listed_rows(LIST, DOORS, ListMap(), area=area)[1] for area in ("220104003001", "220104003002"))

    assert here[0].record_id != there[0].record_id


def test_the_key_decides_which_rows_are_one_record():
    table = [["楼栋", "门号", "楼层"], ["5", "402", "4"], ["5", "402", "5"]]

    _, rows = listed_rows(table, DOORS, ListMap(key=("building", "door")), area="")

    assert rows[0].record_id == rows[1].record_id


def test_a_column_may_say_which_community_each_row_is_of():
    table = [["社区", "楼栋"], ["220104003002", "5"]]

    _, rows = listed_rows(table, DOORS, ListMap({"社区": AREA_COLUMN}), area="220104003001")

    assert rows[0].area_code == "220104003002"
    assert rows[0].values == {"building": "5"}


def test_titles_above_the_header_are_passed_over():
    table = [["湖滨社区门牌底册", ""], ["楼栋", "门号"], ["5", "402"]]

    _, rows = listed_rows(table, DOORS, ListMap(header_row=2), area="")

    assert rows[0].values == {"building": "5", "door": "402"}


def test_a_cell_that_is_no_choice_is_refused_and_the_row_stays():
    _, rows = listed_rows([["楼栋", "住房类型"], ["5", "船"]], DOORS, ListMap(), area="")

    assert rows[0].values == {"building": "5"}
    assert rows[0].refused == {"dwelling_type": "choice"}


@pytest.mark.parametrize(
    ("text", "code"), [("楼房", "1"), ("block of flats", "1"), ("２", "2"), ("平 房", "2"), ("1", "1")]
)
def test_labels_and_codes_are_both_understood(text, code):
    assert value_of(KIND, text) == code


def test_a_zero_lost_in_front_of_a_code_is_put_back():
    assert value_of(OUTCOME, "2") == "02"


@pytest.mark.parametrize(("text", "date"), [("2003年6月2日", "2003-06-02"), ("2003/6/2", "2003-06-02")])
def test_dates_as_people_write_them(text, date):
    assert value_of(Field("birth_date", "date"), text) == date


@pytest.mark.parametrize("text", ["2.20104E+17", "220104196005120000.0"])
def test_an_id_number_that_lost_its_last_digits_is_refused(text):
    with pytest.raises(UnfitCell) as refused:
        value_of(Field("id_no", "text"), text)

    assert refused.value.why == "damaged"


def test_text_is_kept_as_it_is():
    assert value_of(Field("id_no", "text"), "22010419600512002X") == "22010419600512002X"
    assert value_of(Field("road_no", "text"), "1288.0") == "1288"


def test_a_list_without_a_header_has_no_rows():
    assert listed_rows([], DOORS, ListMap(), area="") == ({}, [])
