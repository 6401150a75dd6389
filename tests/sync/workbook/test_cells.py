"""Cells written many at a time are the cells written one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.datasets import Field
from forms.state import Missing
from sync.workbook.cells import EXACT, canonical_cells, column_formatter, formatter, number_text

KINDS = ("integer", "range", "decimal", "text", "date", "select_one", "select_multiple")
CHOICES = {"1": {"zh": "在职"}, "2": {"zh": "下岗"}, "refused": {"zh": "拒答"}}
NUMBERS = st.one_of(
    st.integers(-3000, 3000), st.sampled_from([EXACT, EXACT - 1, -EXACT, 1 - EXACT]), st.integers(-(2**62), 2**62)
)
ANSWERS = st.one_of(
    st.none(),
    NUMBERS,
    st.booleans(),
    st.sampled_from(Missing),
    st.sampled_from(["1", "1 2", "1.50", "\uffff"]),
    st.text(),
)


@given(st.sampled_from(KINDS), st.lists(st.none() | NUMBERS, min_size=1) | st.lists(ANSWERS, min_size=1))
@settings(max_examples=200)
def test_a_column_is_written_as_each_of_its_cells_would_be(kind, values):
    field = Field("answer", kind, choices=CHOICES if kind.startswith("select") else {})
    one = formatter(field, "zh")

    cells = column_formatter(field, "zh")(values)

    expected = ["" if value is None else one(value) for value in values]
    assert list(map(repr, cells)) == list(map(repr, expected))


@given(st.lists(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False))))
@settings(max_examples=100)
def test_canonical_cells_are_the_canonical_text_of_each(cells):
    assert canonical_cells(cells) == [cell if isinstance(cell, str) else number_text(cell) for cell in cells]
