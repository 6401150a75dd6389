"""One open household: an instance, a durable draft after every answer, commits of what was touched on leaving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from forms.audit import Event, Trail
from forms.carrying_over import LeftBehind
from forms.definition import Form
from forms.entities import Purpose, containers_of
from forms.instance import Instance, Removed
from forms.pack_settings import Prefill
from forms.rows import Row, instance_from_rows, rows_of, updates_of
from forms.rows import Value as Answer
from forms.state import Missing, Path, QuestionState
from survey_app.begun_earlier import Fresh, base_now, continued, left_as_plain, left_from_plain
from survey_app.definitions import form_language
from survey_app.drafts import draft_of, packed, unpacked
from survey_app.entity_updates import Targets
from survey_app.interview_marks import Said, note, noted, with_marks
from survey_app.interview_trail import InterviewTrail
from survey_app.last_saved import environment_of, remember
from survey_app.prefilling import prefill_root, prefill_under
from survey_app.properties import properties_of
from survey_app.record_changes import Change, changes, with_left_behind
from survey_app.records import is_complete, kept_rows
from survey_app.visits import Sitting, close_visit, sitting_at
from survey_app.workspace import Workspace
from sync.answers import answers_from, commit_value
from sync.commit import LIFE, RETURNED, Commit
from sync.edit import Edit
from sync.store.drafts import Draft

NOTHING: Prefill = Prefill()


@dataclass(frozen=True, slots=True)
class Left:
    """What leaving a household did."""

    commits: Sequence[Commit]
    visit_id: str
    """The visit that was closed, "" where there was nothing to visit or nothing was touched."""
    outcome: str
    next_visit: datetime | None


class Interview:
    """Use `open`, `resume` or `reopen`, not the constructor. Every answer is on the disk before its method returns."""

    def __init__(
        self,
        workspace: Workspace,
        instance: Instance,
        draft: Draft,
        positions: Mapping[str, str],
        prefill: Prefill,
        sitting: Sitting | None,
        fresh: Mapping[str, Mapping[str, Answer]] | None = None,
        targets: Targets | None = None,
        trail: Trail | None = None,
        said: Mapping[str, Mapping[str, str | None]] | None = None,
    ) -> None:
        self.workspace = workspace
        self.instance = instance
        self.place: Path = draft.place
        self.saved_at = draft.written
        self.is_new = not draft.base
        self._draft = draft
        self._positions = positions
        self._prefill = prefill
        self._sitting = sitting
        self._fresh = dict(fresh or {})
        """What new records held before anybody typed into them: defaults and prefills."""
        self._fresh_told = _told(self._fresh)
        self._targets = targets or Targets()
        self._trail = InterviewTrail(workspace, instance, trail)
        self._said: Said = {record: dict(marks) for record, marks in (said or {}).items()}
        """Record -> what was said of it and others that may be the same; it becomes part of what is committed."""
        self._may_update = any(container.may_update for container in containers_of(instance.form))
        self.left_behind: tuple[LeftBehind, ...] = ()
        """Answers to questions that this version of the form asks no more; they stay with their records."""
        self.renamed: Mapping[tuple[str, str], str] = {}
        """What was renamed since it was begun: (dataset, name then) -> name now."""

    # ------------------------------------------------------------ beginning

    @classmethod
    def open(
        cls,
        workspace: Workspace,
        form_id: str,
        record_id: str = "",
        parent_id: str = "",
        prefill: Prefill = NOTHING,
        language: str = "",
    ) -> Interview:
        """Open a record, or begin a new one below `parent_id`. An open draft of that record is gone on with."""
        if record_id and (draft := draft_of(workspace, form_id, record_id)):
            return cls.resume(workspace, draft.id, language)
        form = workspace.form(form_id)
        spoken = form_language(form, language or workspace.settings.language)
        environment = environment_of(workspace, form)
        rows, positions = kept_rows(workspace, form, record_id) if record_id else ([], {})
        if rows:
            instance = instance_from_rows(form, rows, environment, spoken)
            parent_id = _parent_of(workspace, record_id)
        else:
            # A record nobody holds yet begins blank.
            instance = Instance.new(form, environment, spoken, properties_of(workspace))
        sitting = sitting_at(workspace, parent_id)
        # One transaction: a draft without a snapshot could not be gone on with.
        with workspace.store.transaction():
            draft = workspace.store.open_draft(
                workspace.new_id(),
                form_id,
                instance.root.record_id,
                workspace.staff.number,
                base=_base(instance, rows) if rows else (),
                parent=parent_id,
                form=form.hash,
            )
            interview = cls(workspace, instance, draft, positions, prefill, sitting)
            if rows:
                interview._targets.remember(interview._updates())
            else:
                prefill_root(interview.instance, prefill)
                interview._note_fresh()
            interview._trail.happened(Event.RESUME if rows else Event.START)
            interview._keep()
        return interview

    @classmethod
    def resume(cls, workspace: Workspace, draft_id: str, language: str = "") -> Interview:
        """Go on with an interview that was not closed, at the question where it stopped. Raises KeyError."""
        draft = workspace.store.draft(draft_id)
        told = unpacked(draft.snapshot)
        form = workspace.form(draft.form_id)
        prefill = Prefill(told["prefill"][0], told["prefill"][1])
        fresh: Fresh = {record: answers_from(values) for record, values in told["fresh"].items()}
        sitting, targets = Sitting.from_plain(told["sitting"]), Targets.from_plain(told.get("targets", {}))
        trail = Trail.resumed(told["trail"]) if told.get("trail") else None
        begun = told.get("form", draft.form)
        earlier = continued(workspace, draft, told["instance"], begun, fresh, language) if begun != form.hash else None
        if earlier is not None:
            instance, fresh = earlier.instance, earlier.fresh
        else:
            instance = Instance.restore(form, told["instance"], environment_of(workspace, form))
            if language:
                instance.set_language(form_language(form, language))
        draft = base_now(workspace, draft)
        interview = cls(
            workspace, instance, draft, told["positions"], prefill, sitting, fresh, targets, trail, told.get("said")
        )
        interview.left_behind = left_from_plain(told.get("left", ()))
        if earlier is not None:
            interview.left_behind += earlier.left_behind
            interview.renamed = earlier.renamed
            interview._keep()
        return interview

    # ------------------------------------------------------------ looking

    @property
    def draft_id(self) -> str:
        return self._draft.id

    @property
    def record_id(self) -> str:
        return self.instance.root.record_id

    @property
    def parent_id(self) -> str:
        return self._draft.parent

    @property
    def form(self) -> Form:
        return self.instance.form

    def states(self) -> list[QuestionState]:
        return self.instance.states()

    def changes(self) -> list[Change]:
        """Return what leaving would write into the form's own records. A new one in which nobody has typed is none."""
        rows = self._rows()
        typed = self._typed(rows)
        if self.is_new and not typed:
            return []
        found = changes(
            self._draft.base,
            [row for row in rows if (row in typed or not row.parent_id) and not self._is_update(row)],
            self.workspace.definitions.datasets,
            self._positions,
            self._draft.parent,
        )
        return with_left_behind(found, self.left_behind, [row.record_id for row in rows])

    @property
    def is_untouched(self) -> bool:
        """A new record in which nobody has typed: it holds at most what the form and the door put there."""
        return self.is_new and not self._typed(self._rows())

    @property
    def is_complete(self) -> bool:
        """Nothing that must be asked is still to be asked."""
        return is_complete(self.instance)

    # ------------------------------------------------------------ answering

    def answer(self, path: Path, value: object) -> list[QuestionState]:
        """Keep an answer; it is durable when this returns."""
        self._trail.stood_at(path)
        changed = self.instance.answer(path, value)
        self._trail.answered(path)
        self._keep(path)
        return changed

    def leave_unanswered(self, path: Path, reason: Missing | None) -> list[QuestionState]:
        self._trail.stood_at(path)
        changed = self.instance.leave_unanswered(path, reason)
        self._trail.answered(path)
        self._keep(path)
        return changed

    def add_repeat(self, path: Path, before: int | None = None) -> Path:
        added = self.instance.add_repeat(path, before)
        prefill_under(self.instance, added, self._prefill.person)
        self._note_fresh()
        self._trail.happened(Event.ADD, added)
        self._keep(added)
        return added

    def remove_repeat(self, path: Path) -> Removed:
        removed = self.instance.remove_repeat(path)
        self._trail.happened(Event.DELETE, path)
        self._keep()
        return removed

    def insert_back(self, removed: Removed) -> Path:
        path = self.instance.insert_back(removed)
        self._keep(path)
        return path

    def move_repeat(self, path: Path, position: int) -> Path:
        moved = self.instance.move_repeat(path, position)
        self._keep(moved)
        return moved

    def set_language(self, language: str) -> list[QuestionState]:
        return self.instance.set_language(form_language(self.form, language))

    def stand_at(self, path: Path) -> None:
        """Note the question that a person stands at, for the case that the power goes. Written with the next answer."""
        self.place = path
        self._trail.stood_at(path)

    def answers_of(self, path: Path) -> Mapping[str, Answer]:
        """Return what stands in a member now, what is calculated too."""
        record_id = self.instance.record_of(path)
        return next((row.values for row in rows_of(self.instance) if row.record_id == record_id), {})

    @property
    def records(self) -> frozenset[str]:
        """The records of this household: those that it was opened with and those that have come since."""
        return frozenset(row.record_id for row in (*self._draft.base, *self._rows()))

    def remark(self, path: Path) -> str:
        """Return what the office asks to look at again in a member, or with "" for the path in the household itself."""
        record_id = self.instance.record_of(path) if path else self.record_id
        known = self.workspace.store.record(record_id)
        return known.marks.get(RETURNED, "") if known else ""

    def say(self, path: Path, other: str, what: str | None) -> None:
        """Note what is known of a member and another record that may be the same person; it is committed on leaving.

        None takes back what was said before.
        """
        note(self._said, self.workspace.store, self.instance.record_of(path), other, what)
        self._keep()

    def said(self, path: Path, other: str) -> str:
        """Return what was said of a member and another record, here or earlier."""
        return noted(self._said, self.workspace.store, self.instance.record_of(path), other)

    # ------------------------------------------------------------ leaving

    def close(
        self,
        outcome: str = "",
        *,
        next_at: datetime | None = None,
        respondent: str = "",
        more: Mapping[str, str] | None = None,
        is_finished: bool = False,
        still_open: bool = False,
    ) -> Left:
        """Leave: commits of what was touched, the visit closed and the draft gone, all in one transaction.

        Without an outcome the visit is complete or partly, as the answers stand. Whoever only looked writes nothing,
        unless `is_finished` says that it was looked through: then what waited here has been seen to. `still_open` is
        the hand-over of an interview in which somebody was in the middle.
        """
        edits = self._edits()
        if edits and (is_finished or (self.is_complete and not still_open)):
            # What the form itself does at its end belongs to what is committed.
            self.instance.finish()
            edits = self._edits()
        edits = self._marked(edits, is_finished, still_open)
        was_asked = bool(edits)
        visit = None
        if self._sitting and (edits or outcome):
            settled = outcome or self._sitting.outcome(self.workspace, self.record_id, self.is_complete)
            visit = close_visit(self.workspace, self._sitting, settled, next_at, respondent, more or {})
            edits.append(visit.edit)
        if edits:
            # The trail is on the disk before the record that names it.
            edits = self._trail.named_in(edits, self._draft, self._rows(), self.is_complete) if was_asked else edits
            with self.workspace.store.transaction():
                if was_asked:
                    remember(self.workspace, self.instance)
                commits = self.workspace.save(edits, closing_draft=self._draft.id)
        else:
            self.workspace.store.discard_draft(self._draft.id)
            commits = []
        if visit is None:
            return Left(commits, "", "", None)
        return Left(commits, visit.edit.record_id, visit.outcome, visit.next_visit)

    def finish(
        self,
        outcome: str = "",
        *,
        next_at: datetime | None = None,
        respondent: str = "",
        more: Mapping[str, str] | None = None,
    ) -> Left:
        """Leave, and say that this household is done: no longer unfinished, nothing in it sent back any more."""
        return self.close(outcome, next_at=next_at, respondent=respondent, more=more, is_finished=True)

    @property
    def wants_a_reason(self) -> bool:
        """Its form asks why a record that was kept before is changed, and this one is."""
        return bool(self.form.audit and self.form.audit.reasons and not self.is_new and self._edits())

    def explain(self, why: str) -> None:
        """Keep in the audit trail why the record was changed."""
        self._trail.explained(why)

    def discard(self) -> None:
        """Throw away what was answered since it was opened."""
        self.workspace.store.discard_draft(self._draft.id)

    # ------------------------------------------------------------ within

    def _edits(self) -> list[Edit]:
        """Return what leaving writes: the form's own records, and what it says of others."""
        own = {
            each.record_id: Edit(
                each.record_id, each.dataset, each.set, self._draft.seen.get(each.record_id, ()), self.form.hash
            )
            for each in self.changes()
        }
        if self.is_untouched:
            return []
        for update in self._targets.edits(self._updates(), self.workspace.definitions.datasets, self.form.hash):
            made_here = own.get(update.record_id)
            # Two commits of one record in one save would not have seen each other.
            joined = {**made_here.set, **{n: v for n, v in update.set.items() if n != LIFE}} if made_here else {}
            own[update.record_id] = replace(made_here, set=joined) if made_here else update
        return list(own.values())

    def _marked(self, edits: Sequence[Edit], is_finished: bool, still_open: bool) -> list[Edit]:
        own = [row for row in self._rows() if not self._is_update(row)]
        return with_marks(
            edits,
            self._draft,
            own,
            self._said,
            self.workspace.store,
            form=self.form.hash,
            is_finished=is_finished,
            still_open=still_open,
        )

    def _typed(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that hold something else than the form itself had put there."""
        left = {each.record_id for each in self.left_behind}
        return [row for row in rows if row.record_id in left or self._fresh.get(row.record_id) != self._own_values(row)]

    def _rows(self) -> list[Row]:
        return rows_of(self.instance, kept=True, exists=self._targets.is_held)

    def _updates(self) -> list[Row]:
        """Return what the form says of records that are not its own, and see to it that those are frozen."""
        if not self._may_update:
            return []
        named = [row for row in rows_of(self.instance) if row.purpose in (Purpose.UPDATE, Purpose.UPSERT)]
        others = updates_of(self.instance)
        self._targets.open_for([*named, *others], self.workspace.store)
        return [*(row for row in self._rows() if self._is_update(row)), *others]

    def _is_update(self, row: Row) -> bool:
        """Say whether a row of the form is a record that was there before, and that this form did not open."""
        if row.purpose not in (Purpose.UPDATE, Purpose.UPSERT):
            return False
        if any(row.record_id == each.record_id for each in self._draft.base):
            return False
        return row.purpose is Purpose.UPDATE or self._targets.is_held(row.record_id)

    def _keep(self, place: Path = "") -> None:
        self.place = place or self.place
        self._updates()
        told = {
            "instance": self.instance.snapshot(),
            "positions": dict(self._positions),
            "prefill": [dict(self._prefill.household), dict(self._prefill.person)],
            "sitting": self._sitting.as_plain() if self._sitting else None,
            "fresh": self._fresh_told,
            "trail": self._trail.as_plain(),
            "targets": self._targets.as_plain() if self._may_update else {},
            "form": self.form.hash,
            "left": left_as_plain(self.left_behind),
            "said": self._said,
        }
        self.workspace.store.write_draft(self._draft.id, packed(told), self.place)
        self.saved_at = self.workspace.now().isoformat()

    def _note_fresh(self) -> None:
        known = {row.record_id for row in self._draft.base} | self._fresh.keys()
        for row in self._rows():
            if row.record_id not in known:
                self._fresh[row.record_id] = self._own_values(row)
        self._fresh_told = _told(self._fresh)

    def _own_values(self, row: Row) -> dict[str, Answer]:
        """What stands in a record, without blanks and without what is calculated from elsewhere."""
        dataset = self.workspace.definitions.datasets[row.dataset]
        calculated = {each.name for each in dataset.fields if each.calculated}
        return {name: value for name, value in row.values.items() if value is not None and name not in calculated}


def _parent_of(workspace: Workspace, record_id: str) -> str:
    record = workspace.store.record(record_id)
    return record.parent if record else ""


def _told(fresh: Fresh) -> orjson.Fragment:
    """Return it as it stands in a draft: made when a record comes, not with every answer."""
    return orjson.Fragment(orjson.dumps({record: _plain(values) for record, values in fresh.items()}))


def _plain(values: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: commit_value(value) for name, value in values.items() if value is not None}


def _base(instance: Instance, stored: Sequence[Row]) -> list[Row]:
    """Return the rows of records that were opened, with what was said before of whether they are there."""
    purposes = {row.record_id: row.purpose for row in stored}
    rows = rows_of(instance, kept=True)
    return [replace(row, purpose=purposes.get(row.record_id, row.purpose)) for row in rows]
