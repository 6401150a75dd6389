"""Before a batch is taken back: whom that concerns, what was built on it since, and the figures before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from reports.indicators import Change
from survey_app.enrolment import staff_name
from survey_app.merge_desk import batch_named, figures_now, undo_batch
from survey_app.open_conflicts import SOURCE, field_label, record_title
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.commit import Commit
from sync.reasons import WHY, reason_of
from sync.replica import Batch
from sync.store.reading import Record

TITLED = 40
"""Records that are named one by one; behind them only their number is told."""


class Kind(StrEnum):
    """What was built on a batch."""

    DECISION = "decision"  # a disagreement that somebody has settled
    EDIT = "edit"  # a later change, by whomever
    HELD = "held"  # a record that hangs on one of the batch and came later


@dataclass(frozen=True, slots=True)
class Dependent:
    """One record that somebody has gone on with since. What was written stays; it loses what lay beneath."""

    kind: Kind
    what: str
    area: str
    who: str
    when: str
    fields: tuple[str, ...]
    why: str = ""
    """The reason of a decision, where one was said."""


@dataclass(frozen=True)
class UndoOutlook:
    """What taking a batch back would do. Nothing has been written."""

    batch: Batch
    gone: int
    """Records that would stand no more."""
    changed: int
    """Records that would look as before the batch."""
    who: tuple[str, ...]
    """The first persons of both, by name."""
    dependents: tuple[Dependent, ...]
    figures: tuple[Change, ...]

    def as_plain(self) -> dict[str, Any]:
        return {
            "gone": self.gone,
            "changed": self.changed,
            "depends": [asdict(each) for each in self.dependents],
            "figures": {each.figure.name: {"before": each.before, "after": each.figure.value} for each in self.figures},
        }


class _Looked(Exception):
    """Ends the rehearsal, so that everything is rolled back."""


def undo_outlook(workspace: Workspace, batch_id: str, language: str = "zh") -> UndoOutlook:
    """Take a batch back in a transaction that is rolled back. Raises NotAllowed, NothingToUndo."""
    batch, store = batch_named(workspace, batch_id), workspace.store
    built = store.built_on(batch.id)
    records = store.records_in(batch.id)
    before, figures = store.records(records), figures_now(workspace)
    after: dict[str, Record] = {}
    later = figures
    try:
        with store.transaction():
            undo_batch(workspace, batch.id)
            after, later = store.records(records), figures_now(workspace)
            raise _Looked
    except _Looked:
        pass
    gone = [before[each] for each in records if each in before and each not in after]
    changed = [before[each] for each in records if each in before and each in after and before[each] != after[each]]
    person = workspace.pack.roles.person if workspace.pack else ""
    # Whom it concerns: a door or a visit has no name that says anything here.
    concerned = [each for each in (*gone, *changed) if each.dataset == person or not person]
    named = [record_title(workspace, each.dataset, each.values) for each in concerned]
    return UndoOutlook(
        batch,
        len(gone),
        len(changed),
        tuple(dict.fromkeys(name for name in named if name))[:TITLED],
        tuple(_dependents(workspace, built, set(records), language)),
        tuple(Change(now, was.value) for was, now in zip(figures, later, strict=True)),
    )


def lines_of(found: UndoOutlook, workspace: Workspace, language: str) -> list[str]:
    """Say it in lines: how much goes, whom it concerns, what was built on it, which figures move."""
    lines = [sentence(language, "undo.goes", gone=found.gone, changed=found.changed)]
    if found.who:
        lines.append(sentence(language, "stick.comma").join(found.who))
    for each in found.dependents:
        area = workspace.area_name(language, each.area) or each.area
        who = staff_name(workspace, each.who)
        fields = sentence(language, "stick.comma").join(each.fields)
        facts = {"what": each.what, "area": area, "who": who, "when": each.when[:16].replace("T", " ")}
        why = sentence(language, "arrival_word.because", why=each.why) if each.why else ""
        lines.append(sentence(language, f"undo.{each.kind}", fields=fields, **facts) + why)
    if not found.dependents:
        lines.append(sentence(language, "undo.nothing_on_it"))
    for change in found.figures:
        if change.difference:
            lines.append(f"{change.figure.label(language)}  {change.before} -> {change.figure.value}")
    return lines


def _dependents(workspace: Workspace, built: Sequence[Commit], own: set[str], language: str) -> list[Dependent]:
    """One line for each record and kind, told by the last who wrote there."""
    records = workspace.store.records({commit.record for commit in built if commit.record})
    latest: dict[tuple[str, Kind], list[Commit]] = {}
    for commit in built:
        kind = Kind.HELD if commit.record not in own else Kind.DECISION if commit.source == SOURCE else Kind.EDIT
        latest.setdefault((commit.record, kind), []).append(commit)
    found: list[Dependent] = []
    for (record, kind), commits in latest.items():
        standing, last = records.get(record), commits[-1]
        fields = dict.fromkeys(name for commit in commits for name in commit.set if not name.startswith(WHY))
        found.append(
            Dependent(
                kind,
                record_title(workspace, last.dataset, standing.values) if standing else "",
                last.area,
                last.actor,
                last.wall,
                tuple(field_label(workspace, last.dataset, name, language) for name in fields),
                next((why for commit in reversed(commits) if (why := reason_of(commit))), ""),
            )
        )
    return sorted(found, key=lambda each: (list(Kind).index(each.kind), each.area, each.what))
