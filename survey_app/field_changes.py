"""What merging would change, field by field: of whom, from what to what, by whom, when, from which file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from survey_app.enrolment import staff_name
from survey_app.hand_edits import HandEdits
from survey_app.merge_desk import Outlook
from survey_app.open_conflicts import field_label, record_title, shown_kept
from survey_app.refused_cells import reason_in_words
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.answers import commit_value
from sync.commit import AREA, LIFE, PARENT, Commit, Value
from sync.effect import Effect, Outcome, RecordEffect
from sync.exchange import Checked
from sync.fold import heads
from sync.save import Save
from sync.store.reading import Record

NEW, REFUSED = "@new", "@refused"
"""What stands for a field where a whole record comes, or is put aside."""
_TOLD = (LIFE, PARENT, AREA)
"""Of the reserved fields those that people have words for."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One line: a field of a record that would look different, or on which people would disagree."""

    record: str
    dataset: str
    area: str
    what: str
    """What the record is called: a person's name, an address."""
    field: str
    label: str
    old: str
    new: str
    who: str
    when: str
    file: str
    is_conflict: bool = False

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def field_changes(
    workspace: Workspace, outlook: Outlook, edits: Iterable[HandEdits] = (), language: str = "zh"
) -> list[FieldChange]:
    """Return every change that the ready files and the workbooks would bring, community by community.

    What is old is what stands here now, also where two files would change the same field.
    """
    found: list[FieldChange] = []
    for checked, effect in outlook.preview.files:
        found += _of_bundle(workspace, checked, effect, language)
    for each in edits:
        found += _of_workbook(workspace, each, language)
    return sorted(found, key=lambda each: (each.area, each.what, each.record, each.label))


def by_label(changes: Iterable[FieldChange]) -> Mapping[str, int]:
    """Return how many changes each field has, the most frequent first."""
    return dict(Counter(each.label for each in changes).most_common())


def chosen(changes: Iterable[FieldChange], label: str = "", area: str = "") -> list[FieldChange]:
    """Return the changes of one field, of one community; "" for all."""
    return [each for each in changes if label in ("", each.label) and area in ("", each.area)]


def _of_bundle(workspace: Workspace, checked: Checked, effect: Effect, language: str) -> Iterator[FieldChange]:
    wanted = {each.record: each for each in effect.records if each.outcome is not Outcome.UNCHANGED}
    written = _written(checked, wanted)
    before = workspace.store.records(wanted)
    reasons = _reasons(checked, language)
    for each in wanted.values():
        writes = written.get(each.record, [])
        line = _line(workspace, each, writes, before.get(each.record), checked.path.name)
        if each.outcome is Outcome.REFUSED:
            label = sentence(language, "change_line.refused")
            yield replace(line, field=REFUSED, label=label, new=reasons.get(each.record, ""))
        elif each.outcome is Outcome.NEW:
            yield replace(line, field=NEW, label=sentence(language, "change_line.new"))
        else:
            yield from _fields(workspace, each, writes, before.get(each.record), line, language)


def _fields(
    workspace: Workspace,
    effect: RecordEffect,
    writes: Sequence[Commit],
    before: Record | None,
    line: FieldChange,
    language: str,
) -> Iterator[FieldChange]:
    for name in effect.fields:
        if name.startswith("@") and name not in _TOLD:
            continue
        standing = heads([commit for commit in writes if name in commit.set])
        if not standing:
            # A member of a group of which another one was written.
            continue
        last = standing[-1]
        old = commit_value(before.kept.get(name)) if before and not name.startswith("@") else None
        yield replace(
            line,
            field=name,
            label=field_label(workspace, effect.dataset, name, language),
            old=_shown(workspace, effect.dataset, name, old, language),
            new=_shown(workspace, effect.dataset, name, last.set[name], language),
            who=staff_name(workspace, last.actor),
            when=last.wall,
            is_conflict=effect.outcome is Outcome.CONFLICTING,
        )


def _of_workbook(workspace: Workspace, edits: HandEdits, language: str) -> Iterator[FieldChange]:
    reading = edits.reading
    taken = [change for change in reading.changes if change.record not in edits.outside]
    before = workspace.store.records({change.record for change in taken})
    for change in taken:
        record = before.get(change.record)
        title = record_title(workspace, change.dataset, record.values) if record else ""
        area = record.area if record else reading.base.area
        yield FieldChange(
            change.record,
            change.dataset,
            area,
            title,
            change.field,
            field_label(workspace, change.dataset, change.field, language),
            _shown(workspace, change.dataset, change.field, commit_value(change.base), language),
            _shown(workspace, change.dataset, change.field, commit_value(change.new), language),
            sentence(language, "change_line.by_hand"),
            "",
            edits.path.name,
        )
    for row in reading.new_rows:
        if row.record not in edits.outside:
            title = record_title(workspace, row.dataset, row.values)
            label, by = sentence(language, "change_line.new"), sentence(language, "change.by_hand")
            yield FieldChange(row.record, row.dataset, row.area, title, NEW, label, "", "", by, "", edits.path.name)


def _line(
    workspace: Workspace, effect: RecordEffect, writes: Sequence[Commit], before: Record | None, file: str
) -> FieldChange:
    told: dict[str, Value] = {name: value for commit in writes for name, value in commit.set.items()}
    title = record_title(workspace, effect.dataset, before.values if before else told)
    last = writes[-1] if writes else None
    who, when = (staff_name(workspace, last.actor), last.wall) if last else ("", "")
    return FieldChange(effect.record, effect.dataset, effect.area, title, "", "", "", "", who, when, file)


def _written(checked: Checked, wanted: Mapping[str, object]) -> dict[str, list[Commit]]:
    """Return what the file holds of each record, the earliest first."""
    found: dict[str, list[Commit]] = {}
    for save in checked.bundle.saves() if checked.bundle else ():
        for commit in save.commits if isinstance(save, Save) else ():
            if commit.record in wanted:
                found.setdefault(commit.record, []).append(commit)
    return {record: sorted(every, key=lambda commit: (commit.hlc, commit.id)) for record, every in found.items()}


def _reasons(checked: Checked, language: str) -> dict[str, str]:
    withheld = checked.intake().withheld
    return {
        commit.record: reason_in_words(each.reason, language)
        for each in withheld
        if isinstance(each.save, Save)
        for commit in each.save.commits
    }


def _shown(workspace: Workspace, dataset: str, name: str, value: Value, language: str) -> str:
    if name == AREA:
        return workspace.area_name(language, str(value)) if value else ""
    return shown_kept(workspace, dataset, name, value, language)
