"""The ledger: every merge as a sheet that can be printed, signed and filed; counts in are counts out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reports.report import Check, Column, Kind, Report, Row
from survey_app.enrolment import staff_name
from survey_app.laptops import laptops
from survey_app.merge_desk import batch_named, undone_facts
from survey_app.open_conflicts import SOURCE, field_label, open_conflicts, record_title
from survey_app.quarantine import Act, decisions, put_aside
from survey_app.refused_cells import reason_in_words
from survey_app.sentences import sentence
from survey_app.workbook_notices import is_notice, notice_in_words
from survey_app.workspace import Workspace
from sync.commit import Commit
from sync.effect import Counts
from sync.reasons import WHY, reason_of
from sync.replica import Batch
from sync.withdrawal import Withdrawal


def ledger(workspace: Workspace, batch_id: str = "", language: str = "zh") -> Report:
    """Return the ledger of one batch, or of all that was ever merged here. Raises NothingToUndo for an unknown one."""
    say = partial(sentence, language)
    batches = [batch_named(workspace, batch_id)] if batch_id else workspace.store.batches()
    rows = [row for batch in batches for row in _rows(workspace, batch, language)]
    standing = [batch for batch in batches if not batch.is_undone]
    together = sum((counts for batch in standing for counts in batch.by_area.values()), Counts())
    came = sum(_records(batch) for batch in standing)
    if rows:
        rows.append(Row([say("ledger.together"), "", "", "", came, *_numbers(together), ""], total=True))
    adds_up = all(_records(batch) == sum((c for c in batch.by_area.values()), Counts()).total for batch in batches)
    area = batches[0].area if batch_id else workspace.area
    return Report(
        "ledger",
        say("ledger.title"),
        workspace.full_area_name(language, area) or workspace.area_name(language, area),
        workspace.now().date(),
        _columns(say),
        rows,
        unit=say("ledger.unit"),
        notes=[
            *_noticed(workspace, batches if batch_id else (), language),
            *_decided(workspace, batches if batch_id else (), language),
            *_open(workspace, batches if batch_id else (), language),
        ],
        checks=[Check(say("ledger.adds_up"), adds_up)],
    )


def _columns(say: partial[str]) -> Sequence[Column]:
    texts = ("came_at", "file", "community", "who")
    counts = ("new", "changed", "unchanged", "conflicting", "refused")
    return (
        *(Column(say(f"ledger.{name}"), Kind.TEXT) for name in texts),
        Column(say("ledger.records")),
        *(Column(say(f"ledger.{name}"), under=say("ledger.became")) for name in counts),
        Column(say("ledger.remark"), Kind.TEXT),
    )


def _rows(workspace: Workspace, batch: Batch, language: str) -> list[Row]:
    """One row for each community that a file wrote to: nearly always one."""
    parts = batch.by_area or {batch.area: Counts()}
    at = batch.at[:16].replace("T", " ")
    who = "、".join(dict.fromkeys(each for each in (batch.name or batch.staff, batch.by) if each))
    remark = f"{batch.id[:8]}"
    if batch.is_undone:
        facts = undone_facts(workspace, batch, language)
        remark += " " + sentence(language, "ledger.undone", at=facts["date"], by=facts["by"]) + facts["because"]
    if not batch.counts:
        remark += " " + sentence(language, "ledger.not_counted")
    rows: list[Row] = []
    for area, counts in parts.items():
        name = workspace.area_name(language, area) or area
        came = counts.total if batch.counts else None
        numbers = _numbers(counts) if batch.counts else [None] * 5
        rows.append(Row([at, batch.file, name, who, came, *numbers, remark]))
    return rows


def _records(batch: Batch) -> int:
    """What the file held. A list that was read in is counted by what it did."""
    return batch.records or sum((counts for counts in batch.by_area.values()), Counts()).total


def _numbers(counts: Counts) -> list[int]:
    return [counts.new, counts.changed, counts.unchanged, counts.conflicting, counts.refused]


def _decided(workspace: Workspace, only: Sequence[Batch], language: str) -> list[str]:
    """Who has decided what, when; of one batch what concerns its records."""
    say = partial(sentence, language)
    records = {record for batch in only for record in workspace.store.records_in(batch.id)}
    settled = [each for each in workspace.store.commits_by(SOURCE) if not only or each.record in records]
    lines = [_settled(workspace, each, language) for each in settled]
    lines += [] if only else [_shut_out(workspace, each, language) for each in workspace.store.withdrawals()]
    let_in = {batch.id for batch in only}
    for each in decisions(workspace):
        if not only or each.batch in let_in:
            facts = {"what": each.what, "area": workspace.area_name(language, each.area) or each.area}
            reason = reason_in_words(each.reason, language)
            act = "let_in" if each.act == Act.LET_IN else "kept_out"
            told = {"at": each.at[:16].replace("T", " "), "by": each.by, "why": each.why, "reason": reason}
            lines.append(say(f"ledger.{act}", **facts, **told))
    return [say("ledger.decisions", count=len(lines)), *lines]


def _settled(workspace: Workspace, commit: Commit, language: str) -> str:
    record = workspace.store.record(commit.record)
    names = (name for name in commit.set if not name.startswith(WHY))
    fields = [field_label(workspace, commit.dataset, name, language) for name in names]
    why = reason_of(commit)
    settled = sentence(
        language,
        "ledger.settled",
        what=record_title(workspace, commit.dataset, record.values) if record else "",
        area=workspace.area_name(language, commit.area) or commit.area,
        fields=" + ".join(fields),
        by=staff_name(workspace, commit.actor),
        at=commit.wall[:16].replace("T", " "),
    )
    return settled + (sentence(language, "arrival_word.because", why=why) if why else "")


def _noticed(workspace: Workspace, only: Sequence[Batch], language: str) -> list[str]:
    """What was odd about workbooks as a whole, also where somebody has dealt with it."""
    batches = {batch.id for batch in only}
    noted = [each for each in workspace.store.refusals() if is_notice(each.refusal)]
    told = (each.refusal for each in noted if not only or each.batch in batches)
    return [f"{each.file}  {notice_in_words(workspace, each, language)}" for each in told]


def _shut_out(workspace: Workspace, each: Withdrawal, language: str) -> str:
    """Which laptop signs nothing any more that is taken, since when and why."""
    holder = next((one for one in laptops(workspace) if one.key == each.key), None)
    what = (holder.name or holder.staff) if holder else each.key[:12]
    area = workspace.area_name(language, each.area) or each.area
    told = {"at": each.at[:16].replace("T", " "), "by": staff_name(workspace, each.by), "why": each.why}
    return sentence(language, "ledger.withdrawn", what=what, area=area, **told)


def _open(workspace: Workspace, only: Sequence[Batch], language: str) -> list[str]:
    """What nobody has decided yet, community by community."""
    say = partial(sentence, language)
    records = {record for batch in only for record in workspace.store.records_in(batch.id)}
    by_area: dict[str, dict[str, int]] = {}
    for conflict in open_conflicts(workspace, language):
        if not only or conflict.record in records:
            kind = "asked" if conflict.remark else "conflicts"
            counts = by_area.setdefault(conflict.area, {})
            counts[kind] = counts.get(kind, 0) + 1
    for each in () if only else put_aside(workspace):
        if each.decided is None:
            counts = by_area.setdefault(each.area, {})
            counts["aside"] = counts.get("aside", 0) + 1
    lines = [
        f"{workspace.area_name(language, area) or area or say('ledger.somewhere')}  "
        + sentence(language, "stick.comma").join(say(f"ledger.open_{kind}", count=n) for kind, n in counts.items())
        for area, counts in sorted(by_area.items())
    ]
    cells = 0 if only else sum(each.is_open for each in workspace.store.refusals())
    if cells:
        lines.append(say("ledger.open_cells", count=cells))
    return [say("ledger.still_open" if lines else "ledger.nothing_open"), *lines]
