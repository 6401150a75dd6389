"""A table on the clipboard, as Excel, WPS and LibreOffice take it: every cell is text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

# Excel reads this style of its own and leaves an 18-digit number as the text that it is.
AS_TEXT = "mso-number-format:'\\@'"


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return both forms: tab-separated text, and an HTML table whose cells are marked as text."""
    lines = [head, *rows]
    data = QMimeData()
    data.setText("\n".join("\t".join(_plain(cell) for cell in line) for line in lines))
    body = "".join(
        "<tr>" + "".join(f'<td style="{AS_TEXT}">{escape(cell)}</td>' for cell in line) + "</tr>" for line in lines
    )
    data.setHtml(f"<table>{body}</table>")
    return data


def _plain(cell: str) -> str:
    """A tab or line break inside a cell would begin another cell."""
    return " ".join(cell.split())
