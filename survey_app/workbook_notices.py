"""What is odd about a workbook as a whole: a column or sheet that is gone or there twice, another office's export."""

from __future__ import annotations

from collections.abc import Iterable

from survey_app.open_conflicts import field_label
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.certificate import is_under
from sync.refusal import ROW, Refusal
from sync.workbook.edits import Notice, NoticeKind, Reading

NOTICE = "notice."
"""With a kind behind it, why something is listed that is no refused cell."""
OTHER_OFFICE = "other_office"
_HARMLESS = frozenset({NoticeKind.SUBTOTAL})
"""Told before the merge, and no business of anybody afterwards."""


def notices_in(workspace: Workspace, reading: Reading, file: str) -> list[Refusal]:
    """Return what somebody should deal with, as it is kept beside the refused cells."""
    found = [_noted(reading, file, each) for each in reading.notices if each.kind not in _HARMLESS]
    area = reading.base.area
    if area and not (is_under(area, workspace.area) or is_under(workspace.area, area)):
        found.append(Refusal(reading.xid, file, "", 0, "", "", "", ROW, NOTICE + OTHER_OFFICE, area))
    return found


def is_notice(refusal: Refusal) -> bool:
    return refusal.why.startswith(NOTICE)


def notice_in_words(workspace: Workspace, refusal: Refusal, language: str) -> str:
    """Say what is odd, whether anything is lost by it, and what to do."""
    what = refusal.found
    if refusal.dataset and refusal.why == NOTICE + NoticeKind.COLUMN_MISSING:
        what = field_label(workspace, refusal.dataset, what, language)
    if refusal.why == NOTICE + OTHER_OFFICE:
        what = workspace.full_area_name(language, what) or what
    return sentence(language, refusal.why, sheet=refusal.sheet, what=what)


def told_before(workspace: Workspace, reading: Reading, file: str, language: str) -> list[str]:
    """Return a sentence for everything that is odd, before anything is taken."""
    harmless = [_noted(reading, file, each) for each in reading.notices if each.kind in _HARMLESS]
    every: Iterable[Refusal] = (*notices_in(workspace, reading, file), *harmless)
    return list(dict.fromkeys(notice_in_words(workspace, each, language) for each in every))


def _noted(reading: Reading, file: str, notice: Notice) -> Refusal:
    sheet, what = notice.place.sheet, notice.what
    dataset = next((each.dataset for each in reading.sheets if each.name == sheet), "")
    return Refusal(reading.xid, file, sheet, notice.place.row, "", "", dataset, ROW, NOTICE + notice.kind, what)
