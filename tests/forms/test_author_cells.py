"""Slips in expressions are shown where their author wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.author_cells import place_in_cell
from forms.problems import FormRefused
from forms.xlsform import form_from_sheets, sheets_in


@pytest.mark.parametrize(
    ("cell", "converted", "place", "expected"),
    [
        ("1 + + 2", "1 + + 2", 4, 4),
        ("${age} > > 3", " /data/age  > > 3", 14, 9),
        ("${age} > ${b} c", " /data/age  > ../b  c", 20, 14),
        ("${age} > ${b} c", " /data/age  > ../b  c", 3, 0),
        ("f(${a}, ${b}", "f( indexed-repeat( /d/p/a ,  /d/p , 1) ,  /d/b ", 47, 12),
        ("${a}", " /d/a ", 6, 4),
        ("${a} b", "something else", 3, None),
        ("${a} b", " /d/a  c", 3, None),
    ],
)
def test_a_place_is_found_in_the_cell(cell, converted, place, expected):
    assert place_in_cell(cell, converted, place) == expected


@given(st.lists(st.sampled_from(["${a}", "${bc}", " + ", "1", " ", "(", "x y"]), max_size=12))
def test_every_letter_outside_of_references_keeps_its_place(parts):
    cell = "".join(parts)
    converted = cell.replace("${a}", " /data/a ").replace("${bc}", " ../bc ")
    letters = [place for place, letter in enumerate(converted) if letter in "+1("]

    found = [place_in_cell(cell, converted, place) for place in letters]

    assert "".join(cell[place] for place in found) == "".join(converted[place] for place in letters)


def test_the_author_reads_the_own_words_and_the_letter_that_is_wrong():
    sheets = sheets_in(
        """
        | survey |
        |  | type    | name | label | relevance      | constraint |
        |  | integer | age  | Age   |                |            |
        |  | integer | next | Next  | ${age} > > 3   | . > foo(   |
        """
    )

    with pytest.raises(FormRefused) as refused:
        form_from_sheets(sheets)

    assert [(problem.sheet, problem.row, problem.column, problem.what) for problem in refused.value.problems] == [
        ("survey", 3, "relevant", "unexpected '>' (at 10: ${age} > > 3)"),
        ("survey", 3, "constraint", "it ends too early (at 9: . > foo()"),
    ]
