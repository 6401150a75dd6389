"""A form filled in to try it out: it looks things up as the real one does, and nothing of it is kept."""

from __future__ import annotations

from forms.instance import Instance
from forms.pack import Pack
from forms.pack_media import MEDIA
from forms.state import Path
from survey_app.definitions import form_language, pack_definitions
from survey_app.interviews import NOTHING, Interview, Left
from survey_app.properties import rehearsed
from survey_app.record_changes import Change
from survey_app.workspace import Workspace
from survey_app.workspace_opened import environment_for
from sync.store.drafts import Draft


class Rehearsal(Interview):
    """An interview without a draft. Use `of`, not the constructor."""

    @classmethod
    def of(cls, workspace: Workspace, pack: Pack, form_id: str, language: str = "") -> Rehearsal:
        """Begin a blank form of a pack that is not in use; its lists are the pack's, its records those of here."""
        form = pack.forms[form_id]
        definitions = pack_definitions(pack)
        looked_up = pack if pack.lists else None
        environment = environment_for(
            looked_up,
            definitions,
            workspace.store,
            workspace.area,
            workspace.now,
            workspace.random,
            lambda name: pack.files.get(f"{MEDIA}/{name}") or workspace.list_file(name),
        )
        instance = Instance.new(form, environment, form_language(form, language), rehearsed(workspace))
        record = instance.root.record_id
        draft = Draft("", form.id, form.hash, record, "", workspace.staff.number, "", "", "", (), {}, b"")
        return cls(workspace, instance, draft, {}, NOTHING, None)

    def changes(self) -> list[Change]:
        return []

    def close(self, *_: object, **__: object) -> Left:
        """Leave: all that was typed is gone."""
        return Left((), "", "", None)

    finish = close

    def discard(self) -> None:
        pass

    def _keep(self, place: Path = "") -> None:
        self.place = place or self.place

    def _note_fresh(self) -> None:
        pass
