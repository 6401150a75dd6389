"""The lists that offices already have: headings, columns, cells and rows, by rules that know no workspace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.datasets import Dataset, Field
from survey_app.old_lists.cells import CellReader, long_number
from survey_app.old_lists.columns import AREA, HOLDER, match_columns, targets_for
from survey_app.old_lists.layout import find_header, header_at, plain
from survey_app.old_lists.rows import Rules, read_rows
from sync.workbook.plain_table import PlainSheet

SEX = Field("sex", "select_one", {"zh": "性别"}, {"1": {"zh": "男", "en": "Male"}, "2": {"zh": "女", "en": "Female"}})
RELATION = Field(
    "relation", "select_one", {"zh": "与户主关系"}, {"02": {"zh": "户主"}, "10": {"zh": "配偶"}, "20": {"zh": "子"}}
)
WORK = Field("work", "select_one", {"zh": "就业状况"}, {"10": {"zh": "在职(单位就业)"}, "21": {"zh": "登记失业"}})
WISH = Field("wish", "select_multiple", {"zh": "求职意向"}, {"1": {"zh": "单位就业"}, "2": {"zh": "自谋职业"}})
BORN = Field("born", "date", {"zh": "出生日期"})
NUMBER = Field("id_no", "text", {"zh": "公民身份号码"})
DOOR = Dataset(
    "dwelling",
    (
        Field("building", "text", {"zh": "楼栋"}),
        Field("unit", "text", {"zh": "单元"}),
        Field("floor", "integer", {"zh": "楼层"}),
        Field("door", "text", {"zh": "门号"}),
        Field("address", "text", {"zh": "地址全称"}, calculated=True),
    ),
    label_field="address",
)
HOUSE = Dataset(
    "household",
    (Field("telephone", "text", {"zh": "户联系电话"}), Field("head_name", "text", {"zh": "户主姓名"}, calculated=True)),
    parent="dwelling",
    label_field="head_name",
)
PERSON = Dataset(
    "person",
    (Field("full_name", "text", {"zh": "姓名", "en": "Full name"}), RELATION, SEX, BORN, NUMBER, WORK, WISH,
     Field("age", "integer", {"zh": "周岁"}, calculated=True)),
    parent="household",
    label_field="full_name",
)  # fmt: skip
TOWN = {each.name: each for each in (DOOR, HOUSE, PERSON)}
ALIASES = {"person": {"id_no": ["身份证号"]}, "dwelling": {"door": ["室"]}}
PERSONS = targets_for(PERSON, TOWN, ALIASES)
PLATE = ("building", "unit", "door")


def rules(dataset=PERSON, **more):
    holders = {"person": (HOUSE, DOOR), "household": (DOOR,), "dwelling": ()}[dataset.name]
    told = dict(area="220104003001", place="dwelling", plate=PLATE, door=("door",), address="address", person="person")
    return Rules(
        dataset, holders, number="id_no", named_by=("full_name", "born"), head={"relation": "02"}, name="full_name",
        **(told | more),
    )  # fmt: skip


def read(table, dataset=PERSON, merged=(), words=None, **more):
    sheet = PlainSheet("list", [list(row) for row in table], tuple(merged))
    targets = targets_for(dataset, TOWN, ALIASES)
    header = find_header(sheet, lambda heading: bool(targets.of(heading)))
    columns = match_columns(header.headings, targets, {})
    readers = {
        name: CellReader(targets.every[name].field, (words or {}).get(name), name == "id_no")
        for name in columns.values()
        if targets.every[name].field is not None
    }
    return read_rows(sheet, header, columns, targets.every, readers, rules(dataset, **more))


# Headings


def test_a_title_above_the_headings_is_passed_over():
    sheet = PlainSheet(
        "", [["湖滨社区4050人员花名册", "", ""], ["2003年6月", "", ""], ["姓名", "性别", "备忘"], ["王桂芝", "女", ""]]
    )

    assert find_header(sheet, lambda heading: bool(PERSONS.of(heading))) == header_at(sheet, 3, 3)


def test_two_rows_of_headings_with_merged_cells_become_one():
    rows = [
        ["花名册", "", "", ""],
        ["姓名", "住址", "", "身份证号"],
        ["", "楼栋", "门号", ""],
        ["王桂芝", "5", "402", ""],
    ]
    sheet = PlainSheet("", rows, ((0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3)))

    header = find_header(sheet, lambda heading: bool(PERSONS.of(heading)))

    assert (header.first, header.last) == (2, 3)
    assert header.headings == ("姓名", "住址 / 楼栋", "住址 / 门号", "身份证号")


def test_two_rows_of_headings_in_a_csv_are_spread_over_what_they_head():
    sheet = PlainSheet("", [["姓名", "住址", ""], ["", "楼栋", "门号"], ["王桂芝", "5", "402"]])

    header = find_header(sheet, lambda heading: bool(PERSONS.of(heading)))

    assert header.headings == ("姓名", "住址 / 楼栋", "住址 / 门号")


def test_a_first_person_below_one_row_of_headings_is_no_heading():
    sheet = PlainSheet("", [["姓名", "性别", ""], ["王桂芝", "女", "下岗"], ["李强", "男", ""]])

    assert find_header(sheet, lambda heading: bool(PERSONS.of(heading))).last == 1


# Columns


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("姓名", "full_name"), ("姓　名*", "full_name"), ("Full Name", "full_name"), ("xingming", "full_name"),
        ("xm", "full_name"), ("身份证号（18位）", "id_no"), ("住址 / 楼栋", "dwelling.building"),
        ("室", "dwelling.door"),
        ("户主姓名", "household.head_name"), ("社区", AREA), ("户号", HOLDER), ("周岁", ""), ("备忘", ""),
    ],
)  # fmt: skip
def test_a_heading_is_understood_by_name_label_alias_and_pinyin(heading, target):
    assert PERSONS.of(heading) == target


def test_what_was_said_about_a_heading_goes_before_what_fits():
    told = {plain("姓名"): "", plain("大名"): "full_name"}

    assert match_columns(["姓名", "大名", "性别"], PERSONS, told) == {1: "full_name", 2: "sex"}


def test_of_two_columns_for_one_question_the_first_has_it():
    assert match_columns(["性别", "性别"], PERSONS, {}) == {0: "sex"}


@given(st.permutations(["姓名", "性别", "身份证号", "楼栋", "门号", "户主姓名", "备忘"]))
def test_the_order_of_columns_changes_no_record(order):
    said = dict(
        zip(
            ["姓名", "性别", "身份证号", "楼栋", "门号", "户主姓名", "备忘"],
            ["王桂芝", "女", "", "5", "402", "李强", "x"],
            strict=True,
        )
    )
    first = read([list(said), list(said.values())])

    other = read([order, [said[heading] for heading in order]])

    assert (other.rows[0].record_id, other.rows[0].values, other.rows[0].holder) == (
        first.rows[0].record_id, first.rows[0].values, first.rows[0].holder,
    )  # fmt: skip


# Cells


@pytest.mark.parametrize(
    "text",
    ["1960-05-12", "1960/5/12", "1960.5.12", "1960年5月12日", "1960 年 5 月 12 号", "19600512", "１９６０．５．１２",
     "60.5.12",
     "12/31/1960", "31.12.1960", "22048", "一九六〇年五月十二日", "1960-05-12 00:00:00"],
)  # fmt: skip
def test_dates_in_every_spelling(text):
    value, why = CellReader(BORN).read(text)

    assert (value, why) == ("1960-12-31" if "31" in text else "1960-05-12", "")


@pytest.mark.parametrize(("text", "date"), [("1960.5", "1960-05"), ("一九六零年十二月", "1960-12"), ("1960", "1960")])
def test_a_date_of_which_only_the_month_is_known_stays_one(text, date):
    assert CellReader(BORN).read(text) == (date, "")


@pytest.mark.parametrize("text", ["5/12/1960", "1960-13-01", "05.5.12", "不详", "五月"])
def test_a_date_that_could_be_two_is_refused(text):
    assert CellReader(BORN).read(text) == (None, "date")


@pytest.mark.parametrize("text", ["2.20104E+17", "1.1E+17", "220104196005120000.0", "220104196005120000"])
def test_a_number_that_a_spreadsheet_program_has_damaged_is_refused(text):
    assert CellReader(NUMBER, is_id_number=True).read(text) == (None, "damaged")


def test_a_number_that_really_ends_in_zeros_is_taken():
    # The one day of that month on which the check digit of ...000 comes out as a zero.
    read = [CellReader(NUMBER, is_id_number=True).read(f"2201041960{day:04d}1000") for day in range(501, 532)]

    assert 0 < sum(why == "" for _, why in read) < 6


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (SEX, "男", "1"), (SEX, "female", "2"), (SEX, "nv", "2"), (SEX, "1", "1"), (SEX, "２", "2"), (SEX, "2 女", "2"),
        (WORK, "在职", "10"), (WORK, "djsy", "21"), (RELATION, "2", "02"), (WISH, "单位就业、自谋职业", "1 2"),
        (WISH, "2", "2"),
    ],
)  # fmt: skip
def test_choices_by_label_code_and_pinyin(question, text, code):
    assert CellReader(question).read(text) == (code, "")


def test_a_word_that_somebody_has_explained_is_understood_or_left_out():
    reader = CellReader(SEX, {"先生": "1", "不详": ""})

    assert [reader.read(text) for text in ("先生", "不详", "外星人")] == [("1", ""), (None, ""), (None, "choice")]


@given(
    st.one_of(
        st.tuples(st.just(SEX), st.sampled_from(["1", "2"])),
        st.tuples(st.just(WORK), st.sampled_from(["10", "21"])),
        st.tuples(st.just(BORN), st.dates().filter(lambda day: 1800 <= day.year <= 2200).map(str)),
        st.tuples(st.just(Field("n", "integer")), st.integers(-(10**14), 10**14)),
        st.tuples(st.just(NUMBER), st.from_regex(r"[1-9]\d{16}[1-9X]", fullmatch=True)),
        st.tuples(
            st.just(Field("t", "text")), st.text(st.characters(categories=["Lo", "Lu"]), min_size=1, max_size=20)
        ),
    )
)
def test_what_was_exported_as_text_is_read_back_as_it_was(answer):
    question, value = answer
    label = question.choices.get(str(value), {}).get("zh", "")

    assert CellReader(question).read(str(value)) == (value, "")
    if label:
        assert CellReader(question).read(label) == CellReader(question).read(f"{value} {label}") == (value, "")


# Rows

LIST = [
    ["户主姓名", "姓名", "与户主关系", "性别", "楼栋", "门号", "户联系电话"],
    ["李强", "李强", "户主", "男", "5", "402", "8555"],
    ["同上", "王桂芝", "配偶", "女", "〃", "同上", "同上"],
    ["", "", "", "", "", "", ""],
    ["赵平", "赵平", "户主", "男", "5", "403", ""],
    ["合计", "3", "", "", "", "", ""],
    ["制表人：陈静", "", "", "", "", "", "2003.6"],
]


def test_rows_of_one_household_are_joined_by_address_and_head():
    listed = read(LIST)

    assert [row.number for row in listed.rows] == [2, 3, 5]
    first, second, third = (row.holder for row in listed.rows)
    assert first == second != third
    assert listed.holders[first].values == {"telephone": "8555"}
    assert listed.holders[listed.holders[first].holder].values == {"building": "5", "door": "402"}


def test_sums_and_signatures_are_no_persons():
    assert read(LIST).passed_over == [6, 7]


def test_a_family_without_a_column_for_its_head_is_joined_by_who_is_listed_as_head():
    table = [
        ["姓名", "与户主关系", "楼栋", "门号"],
        ["李强", "户主", "5", "402"],
        ["王桂芝", "配偶", "5", "402"],
        ["钱多", "子", "5", "403"],
    ]

    rows = read(table).rows

    assert rows[0].holder == rows[1].holder != "" and rows[2].holder == ""


def test_a_household_number_joins_rows_wherever_they_stand():
    rows = read([["户号", "姓名"], ["1", "李强"], ["2", "赵平"], ["1", "王桂芝"], ["", "孙丽"]]).rows

    assert rows[0].holder == rows[2].holder not in (rows[1].holder, "")
    assert rows[3].holder == ""


def test_cells_merged_downwards_hold_for_every_row():
    listed = read([["楼栋", "门号"], ["5", "402"], ["", "403"]], DOOR, merged=[(1, 0, 2, 0)])

    assert [row.values for row in listed.rows] == [{"building": "5", "door": "402"}, {"building": "5", "door": "403"}]


def test_one_number_is_one_record_in_its_old_and_new_form():
    rows = read([["姓名", "身份证号"], ["王桂芝", "220104600512002"], ["王桂芝", "220104196005120020"]]).rows
    # The older form lacks the century and the check digit.
    assert long_number("220104600512002")[:17] == "22010419600512002"
    assert (rows[0].record_id == rows[1].record_id) == (long_number("220104600512002") == "220104196005120020")


def test_a_row_twice_is_one_record_and_a_row_that_says_otherwise_is_refused():
    table = [["姓名", "身份证号", "性别"], *[["王桂芝", "220104196005120028", sex] for sex in ("女", "女", "男")]]

    rows = read(table).rows

    assert [(row.same_as, row.refusal) for row in rows] == [(0, ""), (2, ""), (2, "repeated")]


def test_what_is_no_choice_is_counted_once_for_each_word():
    listed = read([["姓名", "性别"], ["甲", "M"], ["乙", "M"], ["丙", "女"]])

    assert listed.unknown == {("sex", "M"): 2}
    assert [row.refused for row in listed.rows] == [{"sex": "choice"}, {"sex": "choice"}, {}]


def test_a_row_of_another_area_is_refused_as_a_whole():
    codes = {"湖滨社区": "220104003001"}

    rows = read([["社区", "姓名"], ["湖滨社区", "甲"], ["外地", "乙"]], code_of=lambda word: codes.get(word, "")).rows

    assert [(row.area, row.refusal) for row in rows] == [("220104003001", ""), ("", "area")]


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(["男", "女", "?", ""]), st.sampled_from(["", "5"])),
        max_size=8,
    )
)
def test_the_same_list_twice_gives_the_same_records(people):
    table = [["姓名", "性别", "楼栋"], *people]

    assert read(table).rows == read(table).rows


def test_a_key_that_somebody_names_decides_which_rows_are_one_record():
    rows = read([["姓名", "性别"], ["甲", "男"], ["甲", "女"]], key=("full_name",)).rows

    assert rows[0].record_id == rows[1].record_id


def test_the_same_door_in_two_communities_is_two_doors():
    here, there = (read([["楼栋", "门号"], ["5", "402"]], DOOR, area=area).rows[0] for area in ("1", "2"))

    assert here.record_id != there.record_id
