"""Numbers are read to their last digit, however narrow the table is; then the names, then the words above."""

import pytest
from PySide6.QtGui import QFontMetrics

from survey_app.desktop.merge_desk.number_table import NumberRow, NumberTable

BESIDE = 12
"""Pixels that the style sheet keeps free within a cell."""


@pytest.mark.parametrize("width", [900, 420, 260])
def test_no_number_ends_in_dots_and_no_head_while_there_is_room(qtbot, theme, width):
    table = NumberTable()
    qtbot.addWidget(table)
    head = ["", "new", "changed", "unchanged"]
    table.show_rows(head, [NumberRow("南湖新村", ("366", "47", "5724")), NumberRow("合计", ("17388", "-2", "5"), True)])
    table.resize(width, 300)
    table.show()

    for column in (1, 2, 3):
        for row in (0, 1):
            index = table.numbers.index(row, column)
            wanted = QFontMetrics(theme.font(bold=row == 1)).horizontalAdvance(index.data())
            assert table.columnWidth(column) >= wanted + BESIDE
        if width > 400:
            assert table.columnWidth(column) >= table.horizontalHeader().fontMetrics().horizontalAdvance(head[column])
    name = QFontMetrics(theme.font()).horizontalAdvance("南湖新村")
    if width > 400:
        assert table.columnWidth(0) > name
        assert sum(table.columnWidth(column) for column in range(4)) <= table.viewport().width()
