"""Why a record counts in one report and not in an earlier one: late, corrected, changed, moved, removed, older."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forms.areas import is_within
from forms.sql_condition import RECORD_COLUMNS, names_in
from reports.differences import Difference
from reports.masking import masked
from survey_app.open_conflicts import field_label, record_title, shown_kept
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.answers import answers_in
from sync.commit import AREA, LIFE, PARENT, Value
from sync.fold import Folded, Status
from sync.store.formerly import Between
from sync.store.publications import Publication

HOLDERS = 3
"""How far up the cause is looked for: a person's figure may hang on the household or the door."""


class Why(StrEnum):
    """One reason for each record that came into a number or went out of it."""

    NEW = "new"  # recorded in the meantime, of the meantime
    LATE = "late"  # its day lies before that of the earlier report, but it arrived afterwards
    CORRECTED = "corrected"  # an answer was mended that the earlier report should have had
    CHANGED = "changed"  # an answer of a later day: the person's state has changed
    MOVED = "moved"  # it belongs to another area now
    REMOVED = "removed"
    RESTORED = "restored"
    TAKEN_BACK = "taken_back"  # what had brought it was undone
    DAY = "day"  # nobody wrote anything: the report's day has moved on, an age with it
    OTHERWISE = "otherwise"  # something else that it is calculated from


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One answer before and after, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One record that came or went, and why."""

    record: str
    dataset: str
    title: str
    area: str
    came: bool
    why: Why
    changes: tuple[FieldChange, ...] = ()
    who: str = ""
    when: str = ""

    def says(self, language: str) -> str:
        """Return the reason as a sentence, with the answers that have changed."""
        why = sentence(language, f"why_different.{self.why}")
        if not self.changes:
            return why
        changes = "; ".join(f"{each.label}: {each.before or '—'} → {each.after or '—'}" for each in self.changes)
        return sentence(language, "why_different.with_changes", why=why, changes=changes)


def who_differs(
    workspace: Workspace, difference: Difference, then: Publication, now: Publication | None, language: str
) -> list[Moved]:
    """Return everybody who stands behind a difference, those who came first, each with the reason."""
    end = now.arrived if now else workspace.store.arrived()
    records = [*sorted(difference.came), *sorted(difference.went)]
    finder = _Finder(workspace, difference, then, now, end, language)
    finder.look_at(records)
    return [finder.moved(record, record in difference.came) for record in records]


class _Finder:
    def __init__(
        self,
        workspace: Workspace,
        difference: Difference,
        then: Publication,
        now: Publication | None,
        end: int,
        language: str,
    ) -> None:
        self._workspace, self._difference, self._language = workspace, difference, language
        self._start, self._end = then.arrived, end
        self._day = str(then.told["as_of"])
        self._is_same_day = now is None or now.told["as_of"] == self._day
        self._between: dict[str, Between] = {}
        dataset = workspace.definitions.datasets.get(difference.cell.dataset)
        named = names_in(difference.cell.where, ("area", "as_of", "since"))
        calculated = {each.name for each in dataset.fields if each.calculated} if dataset else set[str]()
        self._named = frozenset(named) - frozenset(RECORD_COLUMNS) - calculated

    def look_at(self, records: Iterable[str]) -> None:
        """Read the records, and what holds them, as they stood at both moments."""
        wanted = set(records)
        for _ in range(HOLDERS):
            read = self._workspace.store.between(wanted - self._between.keys(), self._start, self._end)
            self._between |= read
            wanted = {folded.parent for each in read.values() for folded in (each.before, each.after) if folded} - {""}

    def moved(self, record: str, came: bool) -> Moved:
        between = self._between.get(record)
        stood = (between.after or between.before) if between else None
        dataset = self._difference.cell.dataset
        if between is None or stood is None:
            return Moved(record, dataset, "", "", came, Why.OTHERWISE)
        why, changes = self._why(between)
        if why in (Why.DAY, Why.OTHERWISE):
            why, changes = self._of_holders(stood, why)
        last = between.commits[-1] if between.commits else None
        return Moved(
            record,
            dataset,
            record_title(self._workspace, dataset, stood.values),
            stood.area,
            came,
            why,
            tuple(changes),
            last.actor if last else "",
            last.wall if last else "",
        )

    def _why(self, between: Between) -> tuple[Why, list[FieldChange]]:
        before, after = between.before, between.after
        is_there, was_there = _is_there(after), _is_there(before)
        if is_there and not was_there:
            if before is not None:
                return Why.RESTORED, []
            assert after is not None
            return (Why.LATE if after.first.wall[:10] <= self._day else Why.NEW), []
        if was_there and not is_there:
            return (Why.TAKEN_BACK if after is None else Why.REMOVED), []
        if before is None or after is None:
            return Why.OTHERWISE, []
        here = self._difference.cell.area
        if before.area != after.area and is_within(before.area, here) != is_within(after.area, here):
            return Why.MOVED, []
        return self._of_answers(before, after, between)

    def _of_answers(self, before: Folded, after: Folded, between: Between) -> tuple[Why, list[FieldChange]]:
        changed = _changed(answers_in(before.values), answers_in(after.values))
        if not changed:
            return (Why.OTHERWISE if self._is_same_day else Why.DAY), []
        wrote = [commit for commit in between.commits if not changed.isdisjoint(commit.set)]
        is_late = self._is_same_day or not wrote or min(commit.wall[:10] for commit in wrote) <= self._day
        shown = [each for each in changed if each in self._named] or sorted(changed)
        changes = [self._change(before, after, name) for name in sorted(shown)]
        return (Why.CORRECTED if is_late else Why.CHANGED), changes

    def _of_holders(self, stood: Folded, otherwise: Why) -> tuple[Why, Sequence[FieldChange]]:
        """Return why what holds a record has changed, where it has."""
        at = stood.parent
        for _ in range(HOLDERS):
            between = self._between.get(at)
            if between is None:
                break
            why, changes = self._why(between)
            if why not in (Why.DAY, Why.OTHERWISE):
                return why, changes
            above = between.after or between.before
            at = above.parent if above else ""
        return otherwise, []

    def _change(self, before: Folded, after: Folded, name: str) -> FieldChange:
        workspace, dataset, language = self._workspace, after.dataset, self._language
        in_part = workspace.pack.masked_fields.get(dataset, frozenset()) if workspace.pack else frozenset[str]()

        def shown(values: Mapping[str, Value]) -> str:
            text = shown_kept(workspace, dataset, name, values.get(name), language)
            return masked(text) if name in in_part else text

        return FieldChange(field_label(workspace, dataset, name, language), shown(before.values), shown(after.values))


def _is_there(folded: Folded | None) -> bool:
    return folded is not None and folded.status is not Status.DELETED


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {
        name
        for name in before.keys() | after.keys()
        if name not in (LIFE, PARENT, AREA) and before.get(name) != after.get(name)
    }
