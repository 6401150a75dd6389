"""Which household is opened where: an existing one, another one at the same door, or one that was not closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms.areas import in_language
from forms.entities import containers_of
from forms.state import Path
from survey_app.definitions import title_of
from survey_app.drafts import resumable
from survey_app.interviews import NOTHING, Interview
from survey_app.open_conflicts import record_title
from survey_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Household:
    """One household at a door, for its tab."""

    record_id: str
    title: str


class AtTheDoor:
    """An open interview and the door that it happens at; `door` is "" for a form that knows no doors."""

    def __init__(self, workspace: Workspace, interview: Interview, language: str) -> None:
        self.workspace, self.interview, self._language = workspace, interview, language
        pack = workspace.pack
        self.home = "records" if pack is None else "doors" if interview.form.id == pack.interview.form else "registers"
        """The page that its form belongs to."""
        self.door = interview.parent_id if self.home == "doors" else ""

    @classmethod
    def open(
        cls,
        workspace: Workspace,
        language: str,
        *,
        door: str = "",
        record: str = "",
        draft: str = "",
        form: str = "",
        another: bool = False,
        owner: bool = False,
    ) -> AtTheDoor:
        """Open what is asked for. A door alone opens the household that was not closed there, else its first.

        `another` begins one more, as tenants; `owner` one that is registered here and lives elsewhere. `form` names
        a register's form, for a record of it.
        """
        if door and not (record or another or owner):
            draft = draft or next((each.draft_id for each in resumable(workspace) if each.parent_id == door), "")
        if draft:
            return cls(workspace, Interview.resume(workspace, draft, language), language)
        if form:
            return cls(workspace, Interview.open(workspace, form, record, language=language), language)
        form = (
            workspace.pack.interview.form
            if workspace.pack and workspace.pack.interview.form
            else next(iter(workspace.forms))
        )
        known = _households(workspace, door)
        if door and not record and not another and not owner and known:
            record = known[0]["record_id"]
        prefill = NOTHING
        if workspace.pack and owner:
            prefill = workspace.pack.interview.absent_owner
        elif workspace.pack and another and known:
            prefill = workspace.pack.interview.tenant
        return cls(workspace, Interview.open(workspace, form, record, door, prefill, language), language)

    @property
    def address(self) -> str:
        """The door in a few words, or whom a register's record is about; else the form's title."""
        if self.home == "registers":
            return self._about
        place = self.workspace.pack.place if self.workspace.pack else None
        record = self.workspace.store.record(self.door) if self.door else None
        if place is None or record is None:
            return in_language(self.interview.form.titles, self._language, self.interview.form.id)
        value = record.values.get(place.address) or " ".join(
            str(record.values[name]) for name in (place.building, place.unit, place.door) if record.values.get(name)
        )
        return str(value)

    @property
    def title(self) -> str:
        """What the records of this form are called."""
        return title_of(self.interview.form, self.workspace.definitions.datasets, self._language)

    @property
    def _about(self) -> str:
        held_by = self.workspace.store.record(self.interview.parent_id) if self.interview.parent_id else None
        whom = record_title(self.workspace, held_by.dataset, held_by.values) if held_by else ""
        return "   ".join(word for word in (self.title, whom) if word)

    def households(self) -> list[Household]:
        """Every household at this door, the open one included."""
        if self.home == "registers":
            return []
        dataset = self.workspace.pack.roles.household if self.workspace.pack else ""
        found = [
            Household(row["record_id"], record_title(self.workspace, dataset, row))
            for row in _households(self.workspace, self.door)
        ]
        if self.interview.record_id not in [one.record_id for one in found]:
            found.append(Household(self.interview.record_id, ""))
        return found

    def answer_next_door(self, path: Path) -> str:
        """The same question in the household, or record of a register, recorded last; "" where there is none."""
        container = containers_of(self.interview.form)[0].dataset
        question = path.rpartition("/")[2]
        field = next(
            (f.name for f in self.workspace.definitions.datasets[container].fields if f.path.endswith("/" + question)),
            "",
        )
        if not field or "[" in path:
            return ""
        rows = self.workspace.store.rows(container, None, ["-updated_at"], 2)
        others = [row for row in rows if row["record_id"] != self.interview.record_id]
        return str(others[0].get(field) or "") if others else ""


def _households(workspace: Workspace, door: str) -> list[dict[str, Any]]:
    dataset = workspace.pack.roles.household if workspace.pack else ""
    return workspace.rows(dataset, door) if dataset and door else []
