"""What authors of questionnaires are told: in Chinese and in English, where it is, and how to mend it."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import Workbook
from pyxform.errors import ErrorCode

import forms
from forms.problems import FormProblem, FormRefused
from forms.xlsform import form_from_sheets, form_from_xlsx, sheets_in
from forms.xlsform_slips import problem_of
from survey_app.form_check import Finding
from survey_app.problem_words import in_words
from tests.survey_app.slips_of_authors import SLIPS, Slip

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOLD = {
    "FormProblem",
    "PackProblem",
    "problem",
    "_refused",
    "ExpressionError",
    "refuse",
    "error",
    "_problem",
    "_misfit",
}
"""Functions whose first text tells what is wrong."""
ONLY_WARNED = {"NAMES_002", "HEADER_004", "LABEL_001"}
"""What pyxform tells and converts all the same; `forms/form_warnings.py` has words of its own for what matters."""
NOT_FOR_AUTHORS = {"INTERNAL_001", "INTERNAL_002"}
"""Slips of whoever calls pyxform from a program."""
NEVER_MET = {
    "Invalid headers provided": "a workbook's own reader gives every row the headings of row 1",
    "Column headers must not be empty": "pyxform only warns of it",
    "Choices should have a label": "pyxform only warns of it",
    "The name is a case-insensitive match": "pyxform only warns of it",
    "Survey cannot have an empty id_string": "pyxform takes the name of the root instead",
    "There (?:is no|are multiple) survey elements?": "names are looked for before, and told by row",
    "There should be choices for this question": "the list is looked for before, and told by row",
    "has an invalid date on": "only in an .xls of the calendar of 1904; nothing here writes one",
    "When looking for a sheet": "pyxform tells it within another message",
    "Duplicate column header": "a test of its own: a form as a table in a test has its headings read otherwise",
}
"""Beginnings of patterns that no questionnaire below leads to, and why."""


def problems_in(form: str) -> tuple[FormProblem, ...]:
    with pytest.raises(FormRefused) as refused:
        form_from_sheets(sheets_in(form))
    return refused.value.problems


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.name for slip in SLIPS])
def test_a_slip_is_told_in_both_languages_at_its_cell_with_how_to_mend_it(slip: Slip):
    problems = problems_in(slip.form)

    assert slip.place in [(problem.sheet, problem.row, problem.column) for problem in problems]
    assert len({problem.what for problem in problems}) == 1, "something that follows from it is told too"
    for finding in map(Finding, problems):
        assert CHINESE.search(finding.what("zh_CN")) and CHINESE.search(finding.mend("zh_CN"))
        assert finding.what("en") and finding.mend("en")
        assert "{" not in finding.what("zh").replace("${", "") + finding.what("en").replace("${", "")
        # Neither the converter's own words with rows and sheets in them, nor Python's.
        assert not re.search(r"\[row|On the '|Learn more|pyxform|PyXForm", finding.what("en"))


def test_a_heading_that_stands_twice_is_told(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    book.active.append(["type", "name", "label", "label"])
    book.active.append(["text", "a", "A", "B"])
    book.save(tmp_path / "twice.xlsx")

    with pytest.raises(FormRefused) as refused:
        form_from_xlsx(tmp_path / "twice.xlsx")

    (problem,) = refused.value.problems
    assert Finding(problem).what("zh") == "列标题 label 出现了两次。"
    assert Finding(problem).what("en") == "The column heading label stands there twice."


def test_a_workbook_that_is_no_form_is_told_what_a_form_has(tmp_path):
    book = Workbook()
    book.active.append(["Name", "Phone"])
    book.save(tmp_path / "list.xlsx")

    with pytest.raises(FormRefused) as refused:
        form_from_xlsx(tmp_path / "list.xlsx")

    (problem,) = refused.value.problems
    assert "type, name and label" in Finding(problem).mend("en")
    assert "type、name、label" in Finding(problem).mend("zh")


def test_everything_that_the_catalogue_of_the_converter_knows_is_met_by_a_slip():
    told = [problem.what for slip in SLIPS for problem in problems_in(slip.form)]

    unmet = [
        pattern
        for pattern in patterns("converter_problems")
        if not any(re.search(pattern, what, re.DOTALL) for what in told)
    ]
    assert {pattern for pattern in unmet if not any(reason in pattern for reason in NEVER_MET)} == set()


@pytest.mark.parametrize(
    "code", sorted(code.name for code in ErrorCode if code.name not in ONLY_WARNED | NOT_FOR_AUTHORS)
)
def test_every_message_of_the_converter_has_words(code):
    what = problem_of(ErrorCode[code].value.format(row=2)).what

    assert in_words(what, "", "zh").what != what
    assert in_words(what, "", "en").mend


def test_every_message_of_our_own_readers_has_chinese_words():
    told = sorted({text for path in Path(forms.__file__).parent.rglob("*.py") for text in texts_told(path)})

    words = {text: in_words(text, "", "zh") for text in told}
    assert len(told) > 90
    assert [text for text, said in words.items() if not all(CHINESE.search(part) for part in said)] == []
    assert [said.what for said in words.values() if re.search(r"[a-z]{3,} [a-z]{2,}", said.what)] == []


def test_what_no_catalogue_knows_is_told_as_it_was():
    assert in_words("Something new.", "Do this.", "zh") == ("Something new.", "Do this.")


def patterns(catalogue: str) -> list[str]:
    text = resources.files("resources").joinpath("messages", f"{catalogue}.toml").read_text(encoding="utf-8")
    return [each["pattern"] for each in tomllib.loads(text)["problem"]]


def texts_told(path: Path) -> list[str]:
    """Return what the source of a reader tells, with `x` or `7` in the place of what it fills in."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_expression = "expression" in path.parts
        match node:
            case ast.Call(args=arguments) if any(
                isinstance(each, ast.Name) and each.id == "what" for each in arguments
            ):
                continue
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=arguments) if name in TOLD:
                texts = [text for each in arguments if (text := text_of(each)) and " " in text]
            case ast.Assign(targets=[ast.Name(id="what")], value=value):
                texts = [text for text in [text_of(value)] if text]
            case ast.Return(value=value) if is_expression and value is not None:
                texts = [text for text in [text_of(value)] if text and "() " in text]
            case _:
                continue
        # What follows a first text is how to mend it.
        found += [f"{text} (at 7: x)" if is_expression else text for text in texts[:1]]
    return found


def text_of(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(text_of(part) for part in parts)
        case ast.FormattedValue(value=ast.IfExp(body=ast.Constant(value=str(text)))):
            return text
        case ast.FormattedValue(conversion=conversion):
            return "'x'" if conversion == ord("r") else "7"
        case _:
            return ""
