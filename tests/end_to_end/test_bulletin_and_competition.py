"""The bulletin (S09) and the competition of communities (S10), from what offices recorded to every kind of file."""

import io
import json
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from python_calamine import CalamineWorkbook
from small_city import CITY, DAY, HUBIN, NANLING, Province

from forms.bulletin import Criterion
from reports.competition import score_of
from reports.completion import Line, by_rank, ranked
from reports.figures import Counted
from reports.output.report_docx import OddTemplate, report_docx
from survey_app.explain import explain
from survey_app.reporting import find_report, make_report, records_behind, write_report

SUFFIXES = (".xlsx", ".html", ".csv", ".pdf", ".docx", ".json")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = Province(tmp_path_factory.mktemp("province"))
    for number, area in enumerate([HUBIN] * 6 + [NANLING] * 3):
        person = made.person_in(area, labour_status="20", able="1", willing="1")
        made.placed(person, area, "2003-07-11" if number % 3 == 0 else "2003-06-11", channel="community")
    made.target("220104", 5, signed_by="王建国", weight="60")
    made.target("220102", 4, signed_by="李敏")
    yield made
    made.workspace.close()


def made(office, name="bulletin", area="220100", language="zh", **more):
    path = office.workspace.area_path(area)
    return make_report(office.workspace, find_report(office.workspace, name), language, as_of=DAY, area=path, **more)


def lines(report, indicator="4050人员再就业人数"):
    names = [column.label for column in report.columns]
    rows = [dict(zip(names, row.cells, strict=True)) for row in report.rows]
    return {row["单位"]: row for row in rows if row["指标"] == indicator}


def part(report, title):
    return next(each for each in report.parts if each.title == title)


def test_each_area_has_its_target_its_period_its_completion_and_its_rank(office):
    found = lines(made(office))

    assert found["合计"]["年度目标"] == 9 and found["合计"]["累计完成"] == 9
    chaoyang, nanguan = found["朝阳区"], found["南关区"]
    assert (chaoyang["本期完成"], chaoyang["上期"], chaoyang["累计完成"]) == (2, 4, 6)
    assert (chaoyang["环比（%）"], chaoyang["完成率（%）"], chaoyang["排名"]) == (-50.0, 120.0, 1)
    assert (nanguan["完成率（%）"], nanguan["进度差"], nanguan["排名"]) == (75.0, 16.92, 2)
    assert found["合计"]["序时进度（%）"] == 58.08
    # Nothing was recorded in the year before, which is no zero.
    assert chaoyang["去年同期"] is None and chaoyang["同比（%）"] is None
    assert (chaoyang["责任人"], nanguan["责任人"]) == ("王建国", "李敏")


def test_an_area_that_has_not_delivered_prints_not_delivered_and_no_zero(office):
    report = made(office, area="220104003")
    late = lines(report)["工农社区"]

    assert late["累计完成"] == "未报"
    assert not any(isinstance(cell, (int, float)) for cell in late.values())
    assert "未报的单位：工农社区。" in part(report, "存在的问题").lines


def test_a_number_of_the_bulletin_opens_to_its_records_for_its_period(office):
    report = made(office)
    row = next(row for row in report.rows if row.cells[1] == "朝阳区")
    names = [column.label for column in report.columns]

    for label, count in (("累计完成", 6), ("本期完成", 2)):
        _, rows = records_behind(office.workspace, row.behind[names.index(label)], report.asked)
        assert len(rows) == count


def test_sentences_are_printed_with_exact_figures_and_the_target_is_met_only_where_it_is(office):
    report = made(office)
    first = {each.name: each.text for each in report.sentences}["b01"]
    assert first.startswith("截止7月末，全市共开发用工岗位0个，安置下岗失业人员再就业9人，其中“4050”人员9人，提前完成")

    district = {each.name: each.text for each in made(office, area="220102").sentences}["b01"]
    assert district == "截止7月末，全区共开发用工岗位0个，安置下岗失业人员再就业3人，其中“4050”人员3人。"
    english = {each.name: each.text for each in made(office, language="en").sentences}["b01"]
    assert english.startswith("By the end of July, the city had developed 0 jobs")


def test_a_sentence_of_another_city_is_left_out(office):
    here = {each.name for each in made(office).sentences}
    everywhere = {each.name for each in made(office, area="220000").sentences}

    assert everywhere - here == {"b08", "b10"}


def test_in_the_middle_of_a_month_the_day_is_said(office):
    report = make_report(
        office.workspace,
        find_report(office.workspace, "bulletin"),
        "zh",
        as_of=date(2003, 7, 15),
        area=CITY,
    )

    assert report.sentences[0].text.startswith("截止7月15日，")
    assert lines(report)["朝阳区"]["本期完成"] == 2 and lines(report)["朝阳区"]["上期"] == 4


def test_what_contradicts_itself_is_named_and_never_hidden(office, tmp_path):
    other = Province(tmp_path)
    try:
        person = other.person_in(HUBIN)
        other.record("benefit", HUBIN, person, kind="fee_waiver", amount="42000", grant_date="2003-05-01")
        other.target("220100", 100)
        other.target("220104", 60)
        other.target("220102", 30)
        report = made(other)
    finally:
        other.workspace.close()

    breach = "数字之间对不上：享受减免收费的在持证再就业的4050人员之中（享受减免收费人数 1, 持证再就业中4050人员 0）"
    assert [each.says for each in report.checks if not each.holds] == [breach]
    told = part(report, "存在的问题").lines
    assert breach in told
    assert "长春市4050人员再就业人数目标 100，下级目标合计 90，差 10，请核对分解。" in told


def test_the_public_version_names_nobody(office):
    report = made(office, "bulletin_public")
    text = json.dumps([[*row.cells] for row in report.rows] + [list(row.cells) for p in report.parts for row in p.rows])

    assert "责任人" not in [column.label for column in report.columns]
    assert "\\u738b\\u5efa\\u56fd" not in text
    assert "王建国" in str([list(row.cells) for row in made(office).rows])


def test_ties_share_a_rank_and_the_next_is_left_out():
    def line(name, completion, total):
        return Line(None, name, completion=completion, total=Counted(total))

    found = ranked(
        [line("a", 80.0, 8), line("b", 120.0, 6), line("c", 120.0, 12), line("d", None, 3), line("e", "—", 1)]
    )

    assert {each.path: each.rank for each in found} == {"a": 3, "b": 1, "c": 1, "d": None, "e": None}
    assert [each.path for each in by_rank(found)] == ["c", "b", "a", "d", "e"]


@pytest.mark.parametrize("name", ["bulletin", "bulletin_public", "responsibility", "competition", "figures"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_file_is_written_and_the_same_report_gives_the_same_bytes(office, tmp_path, name, language):
    report = made(office, name, language=language)

    for suffix in SUFFIXES:
        one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
        write_report(report, one, language)
        write_report(report, other, language)
        assert one.read_bytes() == other.read_bytes() and one.stat().st_size > 100


def test_programs_find_every_figure_and_sentence_by_its_name(office, tmp_path):
    file = tmp_path / "bulletin.json"
    write_report(made(office), file, "zh")
    told = json.loads(file.read_text(encoding="utf-8"))

    assert told["figures"]["cc_reemp"] == {"label": "安置下岗失业人员再就业", "value": 9, "unit": "人", "said": "9"}
    assert told["figures"]["ly_fund"]["value"] is None
    assert told["sentences"]["b09"] == "“岗位银行”共存储岗位信息0个"


def test_the_workbook_has_the_table_the_text_and_the_figures(office, tmp_path):
    file = tmp_path / "bulletin.xlsx"
    write_report(made(office), file, "zh")
    book = CalamineWorkbook.from_path(file)

    assert book.sheet_names[0] == "再就业工作情况通报" and {"通报", "数字"} <= set(book.sheet_names)
    figures = {row[0]: row[2] for row in book.get_sheet_by_name("数字").to_python()}
    assert figures["cc_reemp"] == 9
    assert any("提前完成" in str(row[0]) for row in book.get_sheet_by_name("通报").to_python())


def test_the_document_holds_the_sections_in_their_order_and_two_lines_to_sign(office, tmp_path):
    file = tmp_path / "bulletin.docx"
    write_report(made(office), file, "zh")
    texts = [each.text for each in Document(str(file)).paragraphs]

    order = [
        "总体情况",
        "目标完成",
        "各单位排名",
        "岗位和安置",
        "发证和政策",
        "培训和招聘",
        "绿色通道",
        "存在的问题",
        "下步工作",
    ]
    assert [text for text in texts if text in order] == order
    assert texts[-3:-1] == ["拟稿人：", "签发人："] or texts[-2:] == ["拟稿人：", "签发人："]
    assert [cell.text for cell in Document(str(file)).tables[0].rows[1].cells][:3] == ["4050人员再就业人数", "9", "9"]


def template(*paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return b64encode(made.getvalue()).decode()


def test_an_office_lays_out_the_document_itself(office):
    own = replace(made(office), template=template("共{{ cc_reemp }}人。{{ b09 }}", "{{ scope }}"))

    content = report_docx(own, lambda key, **facts: key)
    assert [each.text for each in Document(io.BytesIO(content)).paragraphs] == [
        "共9人。“岗位银行”共存储岗位信息0个",
        "吉林省长春市",
    ]


def test_a_template_that_names_what_is_not_there_is_refused_with_the_name(office):
    wrong = replace(made(office), template=template("共{{ cc_reempp }}人"))

    with pytest.raises(OddTemplate) as refused:
        report_docx(wrong, lambda key, **facts: key)
    assert "cc_reempp" in explain(refused.value, "zh").what
    for broken in ("{% for x in %}", "{{ "):
        with pytest.raises(OddTemplate):
            report_docx(replace(wrong, template=template(broken)), lambda key, **facts: key)


def test_letters_of_responsibility_have_one_sheet_each_and_two_signatures(office):
    report = made(office, "responsibility")

    assert [each.title for each in report.parts] == ["吉林省长春市南关区", "吉林省长春市朝阳区"]
    chaoyang = report.parts[1]
    assert chaoyang.lines[0] == "为落实2003年度再就业工作目标，长春市与朝阳区签订本责任状。"
    assert [list(row.cells) for row in chaoyang.rows] == [["4050人员再就业人数", 5, 60, "王建国"]]
    assert chaoyang.signers[:2] == ["下达单位（签字、盖章）：", "责任人（签字）："]


# ------------------------------------------------------------ competition


def test_communities_are_scored_by_the_printed_weights_and_ranked(office):
    report = made(office, "competition")
    names = [f"{column.under} {column.label}".strip() for column in report.columns]
    rows = {row.cells[0]: dict(zip(names, row.cells, strict=True)) for row in report.rows}
    hubin, nanling = rows["南湖街道湖滨社区"], rows["南岭街道南岭社区"]

    assert hubin["各项比率（%） 安置率（权重25）"] == 100
    assert hubin["名次 街道内"] == nanling["名次 街道内"] == 1
    assert rows["南湖街道工农社区"]["各项比率（%） 入户率（权重20）"] == "未报"
    assert any("表彰线：85 分。" in line for line in report.notes)


def test_a_rate_counts_up_to_a_hundred_and_what_has_no_base_costs_nothing():
    criteria = [Criterion("a", 60), Criterion("b", 40)]

    assert score_of(criteria, [120, 50]) == 80
    assert score_of(criteria, [50, None]) == 50
    assert score_of(criteria, [None, None]) is None


# ------------------------------------------------------------ on the command line


def test_the_bulletin_is_written_on_the_command_line(tmp_path):
    made = Province(tmp_path)
    made.placed(made.person_in(HUBIN), HUBIN)
    made.workspace.close()
    file = tmp_path / "bulletin.json"
    command = [sys.executable, "-m", "survey_app", "report", str(tmp_path / "office"), "bulletin"]

    done = subprocess.run(
        [*command, "--as-of", "2003-07-31", "--area", "220104", "--to", str(file)], capture_output=True
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text(encoding="utf-8"))["figures"]["cc_reemp"]["value"] == 1
