"""XLSForm workbooks: what their authors are told."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from forms.problems import FormRefused
from forms.xlsform import form_from_sheets, form_from_xlsx, load_form, sheets_in


def problems_of(table: str) -> list[tuple[str, int, str]]:
    with pytest.raises(FormRefused) as refused:
        form_from_sheets(sheets_in(table))
    return [(problem.sheet, problem.row, problem.column) for problem in refused.value.problems]


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    book.active.title = "survey"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_every_slip_is_told_at_once_each_at_its_cell():
    found = problems_of(
        """
        | survey  |
        |         | type            | name | label | relevant   | constraint | calculation |
        |         | texxt           | a    | A     | ${zz} = 1  | foo(1)     |             |
        |         | text            | a    | A     |            |            |             |
        |         | select_one nope | b    | B     |            | . =        |             |
        |         | text            | c    |       |            |            |             |
        |         | text            | 1 d  | D     | ${b} =     |            |             |
        |         | begin group     | g    | G     |            |            |             |
        |         | calculate       | k    |       |            |            | ${k} + 1    |
        |         | calculate       | l    |       |            |            | ${m} + 1    |
        |         | calculate       | m    |       |            |            | ${l} + 1    |
        |         | end group       |      |       |            |            |             |
        |         | text            |      | F     |            |            |             |
        |         |                 | t    | T     |            |            |             |
        | choices |
        |         | list_name | name | label |
        |         | yn        | 1    | A     |
        |         | yn        | 1    | B     |
        """
    )

    assert set(found) == {
        ("survey", 2, "type"),
        ("survey", 2, "relevant"),
        ("survey", 2, "constraint"),
        ("survey", 3, "name"),
        ("survey", 4, "type"),
        ("survey", 4, "constraint"),
        ("survey", 5, "label"),
        ("survey", 6, "name"),
        ("survey", 6, "relevant"),
        ("survey", 8, "calculation"),
        ("survey", 9, "calculation"),
        ("survey", 12, "name"),
        ("survey", 13, "type"),
        ("choices", 3, "name"),
    }


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("| text | a | A ${ |\n", ("survey", 2, "label")),
        ("| begin group | a | A |\n| | text | b | B |\n", ("survey", 2, "type")),
        ("| text | b | B |\n| | end group | | |\n", ("survey", 3, "type")),
        ("| select_one_external other | a | A |\n| external_choices |\n| | list_name | name |\n| | l | 1 |\n", None),
    ],
)
def test_a_slip_is_told_where_it_is(rows, place):
    found = problems_of(f"| survey |\n| | type | name | label |\n| {rows}")

    assert place is None or found == [place]


def test_a_list_without_a_sheet_of_choices_is_refused():
    assert problems_of("| survey |\n| | type | name | label |\n| | select_one x | a | A |\n") == [("", 0, "")]


def test_a_workbook_is_read_and_its_rows_are_those_of_excel(tmp_path):
    good = workbook(tmp_path / "good.xlsx", ("type", "name", "label"), ("text", "a", "A"))
    bad = workbook(tmp_path / "bad.xlsx", ("type", "name", "label", "relevant"), (), ("text", "a", "A", "1 +"))

    form = form_from_xlsx(good)
    with pytest.raises(FormRefused) as refused:
        load_form(bad)

    assert form.nodes["/data/a"].control == "text" or form.root.children[0].control == "text"
    assert refused.value.file == "bad.xlsx"
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [(3, "relevant")]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, b"type,name"]
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path, capsys, name, content):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(FormRefused):
        form_from_xlsx(path)

    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there_is_not_a_slip_of_its_author(tmp_path):
    with pytest.raises(FileNotFoundError):
        form_from_xlsx(tmp_path / "nothing.xlsx")


def test_an_xform_file_is_read_by_its_ending(tmp_path):
    damaged, foreign = tmp_path / "a.xml", tmp_path / "b.xml"
    damaged.write_bytes(b"\xff\xfe\xfa")
    foreign.write_text("<a/>")

    for path in (damaged, foreign):
        with pytest.raises(FormRefused) as refused:
            load_form(path)
        assert refused.value.file == path.name
