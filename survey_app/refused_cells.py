"""What was not taken from a workbook, in the words of whoever has to deal with it."""

from __future__ import annotations

from survey_app.open_conflicts import field_label, record_title, shown_kept
from survey_app.sentences import catalogue, sentence
from survey_app.workbook_notices import is_notice, notice_in_words
from survey_app.workspace import Workspace
from sync.refusal import ROW, Refusal


def refusal_in_words(workspace: Workspace, refusal: Refusal, language: str) -> tuple[str, str]:
    """Return what it is about (who, which question), and in one line where it stands, what it says, what was kept."""
    if is_notice(refusal):
        return refusal.file, notice_in_words(workspace, refusal, language)
    record = workspace.store.record(refusal.record) if refusal.record else None
    who = record_title(workspace, record.dataset, record.values) if record else ""
    label = "" if refusal.field == ROW else field_label(workspace, refusal.dataset, refusal.field, language)
    facts = {
        "sheet": refusal.sheet,
        "cell": f"{refusal.column}{refusal.row or ''}",
        "row": refusal.row,
        "why": reason_in_words(refusal.why, language),
        "found": refusal.found or "–",
        "kept": shown_kept(workspace, refusal.dataset, refusal.field, refusal.kept, language) or "–",
        "count": refusal.count,
    }
    if not refusal.row:
        key = "column"
    elif refusal.field == ROW:
        key = "row"
    else:
        key = "cell" if refusal.record else "new_cell"
    what = "  ".join(part for part in (who, label) if part) or refusal.file
    return what, sentence(language, f"refused.{key}", **facts)


def reason_in_words(why: str, language: str) -> str:
    """Return why a record or a cell was not taken."""
    return sentence(language, f"reason.{why}") if f"reason.{why}" in catalogue(language) else why
