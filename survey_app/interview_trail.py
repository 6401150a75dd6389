"""The audit trail of one interview, where its form asks for one: what happened when, kept beside the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from forms.audit import Event, Trail
from forms.entities import Purpose
from forms.instance import Instance
from forms.rows import Row
from forms.state import Path
from survey_app.attachments import keep_content
from survey_app.workspace import Workspace
from sync.commit import TRAIL
from sync.edit import Edit
from sync.store.drafts import Draft


class InterviewTrail:
    """Does nothing where the form does not ask."""

    def __init__(self, workspace: Workspace, instance: Instance, trail: Trail | None) -> None:
        self._workspace, self._instance = workspace, instance
        self._trail = trail or (Trail() if instance.form.audit else None)

    def happened(self, event: Event, path: Path = "") -> None:
        if self._trail:
            self._trail.happened(event, self._workspace.now(), path)

    def stood_at(self, path: Path) -> None:
        if self._trail:
            self._trail.stood_at(path, self._workspace.now(), self._instance.state(path).value)

    def answered(self, path: Path) -> None:
        if self._trail:
            self._trail.answered(path, self._instance.state(path).value)

    def explained(self, why: str) -> None:
        if self._trail and why.strip():
            self._trail.explained(why.strip(), self._workspace.now())

    def as_plain(self) -> Any:
        return self._trail.as_plain() if self._trail else None

    def named_in(self, edits: list[Edit], draft: Draft, rows: Sequence[Row], is_complete: bool) -> list[Edit]:
        """Close the trail and keep it; return the edits, one of which says where it lies."""
        form = self._instance.form
        if self._trail is None or form.audit is None:
            return edits
        self._trail.closed(self._workspace.now(), is_complete)
        content = self._trail.as_csv(form.audit, self._workspace.staff.number)
        trail = {TRAIL + draft.id: keep_content(self._workspace, content, ".csv")}
        root = rows[0]
        held_by = next((edit for edit in edits if edit.record_id == root.record_id), edits[0])
        if held_by.record_id != root.record_id and draft.base and root.purpose is not Purpose.NOTHING:
            # Only a person was changed; the trail is the household's all the same.
            seen = draft.seen.get(root.record_id, ())
            return [*edits, Edit(root.record_id, root.dataset, trail, seen, form.hash)]
        return [replace(edit, set={**edit.set, **trail}) if edit is held_by else edit for edit in edits]
