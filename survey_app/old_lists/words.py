"""What is said about a list on screen and terminal: its layout, what it would do, what was not taken and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.areas import in_language
from survey_app.old_lists.columns import Target
from survey_app.old_lists.draft import Draft, Reason
from survey_app.old_lists.elsewhere import rows_elsewhere
from survey_app.old_lists.opening import Matched, OpenList
from survey_app.sentences import sentence
from survey_app.workspace import Workspace


def target_label(workspace: Workspace, target: Target, language: str, own: str) -> str:
    """Return what a column is called: the question, with its dataset where that is not the list's own."""
    if target.field is None:
        return sentence(language, f"list.target.{target.name.removeprefix('@')}")
    label = in_language(target.field.labels, language, target.field.name)
    dataset = workspace.definitions.datasets[target.dataset]
    return label if target.dataset == own else f"{in_language(dataset.labels, language, dataset.name)} · {label}"


def reason_words(reason: Reason, language: str) -> str:
    return sentence(language, f"list.why.{reason.why}", same=reason.same_as)


def file_words(opened: OpenList, matched: Matched, language: str) -> str:
    """Say what kind of file it is and where its headings stand."""
    kind = {"gb18030": "GBK", "utf-8-sig": "UTF-8 (BOM)"}.get(opened.table.encoding, opened.table.encoding.upper())
    header = matched.header
    rows = str(header.first) if header.first == header.last else f"{header.first}-{header.last}"
    return "   ".join(part for part in (kind, sentence(language, "list.headings", rows=rows)) if part)


def lines_of(workspace: Workspace, draft: Draft, language: str) -> Iterator[str]:
    """Yield all that a person should know before or after taking a list, a line each."""
    yield from summary_of(workspace, draft, language)
    for heading in draft.matched.left_out:
        yield sentence(language, "list.left_out", heading=heading)
    for (target, word), count in draft.listed.unknown.most_common():
        label = target_label(workspace, draft.matched.targets.every[target], language, draft.dataset)
        yield sentence(language, "list.unknown", question=label, word=word, count=count)
    for reason in draft.reasons:
        yield reason_line(workspace, draft, reason, language)


def summary_of(workspace: Workspace, draft: Draft, language: str) -> Iterator[str]:
    """Yield what the counts do not say: households made, who is unplaced, what was passed over."""
    datasets = workspace.definitions.datasets
    for name, count in draft.holders.items():
        label = in_language(datasets[name].labels, language, name)
        yield sentence(language, "list.holders", dataset=label, count=count)
    if draft.unplaced:
        yield sentence(language, "list.unplaced", count=draft.unplaced)
    if elsewhere := rows_elsewhere(draft):
        yield sentence(language, "list.not_ours", count=len(elsewhere))
    if draft.repeated:
        yield sentence(language, "list.repeated", count=draft.repeated)
    if draft.listed.passed_over:
        rows = ", ".join(map(str, draft.listed.passed_over[:8])) + (" …" if len(draft.listed.passed_over) > 8 else "")
        yield sentence(language, "list.passed_over", rows=rows)
    if draft.batch is not None:
        key = "list.undone_before" if draft.batch.is_undone else "list.came_before"
        yield sentence(language, key, at=draft.batch.at[:16].replace("T", " "))


def reason_line(workspace: Workspace, draft: Draft, reason: Reason, language: str) -> str:
    label = ""
    if reason.target:
        target = draft.matched.targets.every[reason.target]
        label = target_label(workspace, target, language, draft.dataset)
    key = "list.cell" if label else "list.row"
    return sentence(language, key, row=reason.row, question=label, why=reason_words(reason, language))


def as_plain(workspace: Workspace, draft: Draft, language: str) -> dict[str, Any]:
    """Return a draft as the one JSON object of the command line."""
    headings = draft.matched.header.headings
    return {
        **draft.counts,
        "sheet": draft.matched.sheet.name,
        "encoding": draft.opened.table.encoding,
        "header_rows": [draft.matched.header.first, draft.matched.header.last],
        "columns": {headings[place]: name for place, name in draft.matched.columns.items()},
        "columns_left_out": list(draft.matched.left_out),
        "unknown": [
            {"field": target, "word": word, "rows": count}
            for (target, word), count in draft.listed.unknown.most_common()
        ],
        "holders": dict(draft.holders),
        "unplaced": draft.unplaced,
        "repeated": draft.repeated,
        "passed_over": draft.listed.passed_over,
        "changed_fields": dict(draft.changed_fields),
        "reasons": [
            {"row": each.row, "field": each.target, "why": each.why, **({"same": each.same_as} if each.same_as else {})}
            for each in draft.reasons
        ],
        "figures": {each.figure.name: {"before": each.before, "after": each.figure.value} for each in draft.figures},
    }
