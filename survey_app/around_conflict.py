"""What stands around a disagreement: who it is about, and everything that nobody disputes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from survey_app.open_conflicts import OpenConflict, field_label, shown_values
from survey_app.records import place_of, plate_of
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.answers import commit_value
from sync.commit import Value
from sync.store.functions import years_between


@dataclass(frozen=True, slots=True)
class Around:
    """What a record with a disagreement says beside it."""

    about: str
    """Sex, age and address, as far as they are known: 女　43岁　南湖大路1288号 5栋 2单元 402."""
    agreed: tuple[tuple[str, str], ...]
    """(question, answer), where there is one: both sides say the same, or only one has changed it."""


def around(workspace: Workspace, conflict: OpenConflict, language: str) -> Around:
    """Return what stands around a disagreement; nothing where its record is not there."""
    record, described = workspace.store.record(conflict.record), workspace.definitions.datasets.get(conflict.dataset)
    if record is None or described is None:
        return Around("", ())
    known = {each.name: commit_value(record.values.get(each.name)) for each in described.fields}
    agreed: list[tuple[str, str]] = []
    for each in described.fields:
        if each.name not in conflict.fields and not each.calculated:
            shown = shown_values(workspace, conflict.dataset, {each.name: known[each.name]}, language)
            if shown:
                agreed.append((field_label(workspace, conflict.dataset, each.name, language), shown))
    return Around("   ".join(_about(workspace, conflict, known, language)), tuple(agreed))


def _about(workspace: Workspace, conflict: OpenConflict, known: dict[str, Value], language: str) -> list[str]:
    pack = workspace.pack
    if pack is None:
        return []
    told: list[str] = []
    # What is itself disputed says nothing of who it is.
    settled = {name: value for name, value in known.items() if name not in conflict.fields}
    if conflict.dataset == pack.roles.person:
        sex, birth = pack.identity.sex, settled.get(pack.identity.birth)
        told.append(shown_values(workspace, conflict.dataset, {sex: settled.get(sex)}, language))
        told.append(_age(birth, workspace.now().date(), language))
    door = place_of(workspace, conflict.record)
    if door != conflict.record:
        told.append(plate_of(workspace, door))
    return [part for part in told if part]


def _age(birth: Value, today: date, language: str) -> str:
    years = years_between(birth, today)
    return "" if years is None or years < 0 else sentence(language, "person.age", years=years)
