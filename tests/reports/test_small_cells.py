"""What hangs on the wall names nobody, neither by a small number nor by what the others leave over."""

from hypothesis import given
from hypothesis import strategies as st

from reports.small_cells import FEWEST, hidden_cells

tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=5)
)


def with_totals(inner):
    rows = [[sum(line), *line] for line in inner]
    return [[sum(column) for column in zip(*rows, strict=True)], *rows]


def lines(counts):
    width = len(counts[0])
    yield from ([(row, column) for column in range(width)] for row in range(len(counts)))
    yield from ([(row, column) for row in range(len(counts))] for column in range(width))


def test_two_widows_are_starred_and_so_is_the_number_that_would_give_them_away():
    counts = with_totals([[2, 7, 11], [6, 8, 9], [5, 4, 12]])

    assert hidden_cells(counts) == {(1, 1), (1, 2), (3, 1), (3, 2)}


def test_a_table_without_small_numbers_is_printed_whole():
    assert hidden_cells(with_totals([[5, 0], [9, 3]])) == frozenset()


def test_a_table_of_two_people_is_not_printed_at_all():
    assert hidden_cells(with_totals([[1, 1]])) >= {(0, 0), (1, 0), (1, 1), (1, 2)}


@given(tables)
def test_every_small_number_is_starred_and_no_line_tells_what_its_stars_stand_for(inner):
    counts = with_totals(inner)
    hidden = hidden_cells(counts)

    assert {(r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if 0 < n < FEWEST} <= hidden
    for total, *parts in lines(counts):
        stars = [counts[row][column] for row, column in parts if (row, column) in hidden]
        if stars and total not in hidden:
            assert len(stars) > 1 and sum(stars) >= FEWEST
