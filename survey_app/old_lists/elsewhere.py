"""Rows of a list that belong to another office: nothing of them is signed here, and they are kept for that office."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from survey_app.old_lists.cells import Unfit
from survey_app.old_lists.draft import Draft
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.durable import write_durably

NOT_OURS = frozenset({Unfit.AREA, Unfit.OUTSIDE})


def rows_elsewhere(draft: Draft) -> list[int]:
    """Return the rows of the list that name no area of ours, or a record that stands in another."""
    return [row.number for row in draft.listed.rows if row.refusal in NOT_OURS]


def write_elsewhere(workspace: Workspace, draft: Draft, language: str = "zh") -> Path | None:
    """Write those rows below the list's own headings, as a list that the right office can take in; None for none.

    Raises StickFull, StickUnwritable.
    """
    rows = rows_elsewhere(draft)
    if not rows:
        return None
    header, sheet = draft.matched.header, draft.matched.sheet
    headings = range(header.first, header.last + 1) if header.last else ()
    text = io.StringIO()
    csv.writer(text).writerows(sheet.rows[number - 1] for number in (*headings, *rows))
    name = sentence(language, "list.elsewhere", file=draft.opened.path.stem)
    path = workspace.exports / f"{name}.csv"
    # Excel and WPS read it as UTF-8 only with its mark in front.
    write_durably(path, text.getvalue().encode("utf-8-sig"), lambda back: None)
    return path
