"""Disagreements as a person settles them: all values side by side, who wrote which and when, the base on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.areas import in_language
from forms.datasets import Field
from forms.state import Missing
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.answers import missing_reason
from sync.commit import LIFE, PARENT, Commit, Value
from sync.conflict import Disagreement
from sync.edit import Edit

SOURCE = "resolve"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values, with whoever stands behind it."""

    values: Mapping[str, Value]
    shown: str
    who: str
    when: str
    source: str
    """ui, workbook, list, resolve …: how it came about."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """One conflict on the desk."""

    record: str
    dataset: str
    title: str
    """What the record is called: a person's name, an address."""
    area: str
    fields: tuple[str, ...]
    label: str
    base: str
    candidates: tuple[Candidate, ...]
    """The one that is shown meanwhile comes last."""
    seen: tuple[str, ...]
    """What lay before whoever decides: a value that arrives later opens the conflict again."""

    def as_plain(self) -> dict[str, Any]:
        return {
            "record": self.record,
            "dataset": self.dataset,
            "title": self.title,
            "area": self.area,
            "fields": list(self.fields),
            "label": self.label,
            "base": self.base,
            "values": [
                {"value": each.shown, "who": each.who, "when": each.when, "source": each.source}
                for each in self.candidates
            ],
        }


def open_conflicts(workspace: Workspace, language: str) -> list[OpenConflict]:
    """Return every open conflict, as it lies on the desk."""
    found = workspace.store.conflicts()
    records = workspace.store.records({each.record for each in found})
    seen = workspace.store.seen_of({each.record for each in found})
    cards: list[OpenConflict] = []
    for each in found:
        record = records[each.record]
        cards.append(
            OpenConflict(
                each.record,
                each.dataset,
                record_title(workspace, each.dataset, record.values),
                record.area,
                each.fields,
                " + ".join(field_label(workspace, each.dataset, name, language) for name in each.fields),
                shown_values(workspace, each.dataset, {name: each.base.get(name) for name in each.fields}, language),
                tuple(_candidates(workspace, each, language)),
                seen[each.record],
            )
        )
    return cards


def settle(workspace: Workspace, conflict: OpenConflict, values: Mapping[str, Value]) -> list[Commit]:
    """Decide: one of the candidates' values, or others. The decision travels like any other commit."""
    return workspace.save([Edit(conflict.record, conflict.dataset, values, conflict.seen)], source=SOURCE)


def record_title(workspace: Workspace, dataset: str, values: Mapping[str, object]) -> str:
    """Return what people call a record: its name field, else the first text in it."""
    pack, described = workspace.pack, workspace.definitions.datasets.get(dataset)
    names = [described.label_field] if described and described.label_field else []
    if pack:
        by_role = {
            pack.roles.person: pack.interview.person_name,
            pack.roles.household: pack.interview.household_name,
            pack.roles.place: pack.place.address,
        }
        names.insert(0, by_role.get(dataset, ""))
    return next((str(values[name]) for name in names if name and values.get(name)), "")


def field_label(workspace: Workspace, dataset: str, name: str, language: str) -> str:
    """Return the question of a field; the reserved ones have words of ours."""
    if name in (LIFE, PARENT):
        return sentence(language, f"field.{name.removeprefix('@')}")
    question = _question(workspace, dataset, name)
    return in_language(question.labels, language, name) if question else name


def shown_values(workspace: Workspace, dataset: str, values: Mapping[str, Value], language: str) -> str:
    shown = (shown_value(_question(workspace, dataset, name), value, language) for name, value in values.items())
    return " + ".join(each for each in shown if each)


def shown_value(question: Field | None, value: Value, language: str) -> str:
    """Return a value as people read it: the label of a choice, the reason for a missing answer."""
    reason = missing_reason(value)
    if reason:
        known = reason in {each.value for each in Missing}
        return sentence(language, f"missing.{reason}") if known else reason
    if value is None or isinstance(value, tuple):
        return ""
    text = str(value)
    if question is None or not question.choices:
        return text
    codes = text.split() if question.kind == "select_multiple" else [text]
    return "、".join(in_language(question.choices.get(code, {}), language, code) for code in codes)


def _candidates(workspace: Workspace, disagreement: Disagreement, language: str) -> list[Candidate]:
    found: list[Candidate] = []
    for choice in disagreement.choices:
        latest = choice.commits[-1]
        values = {name: choice.values.get(name) for name in disagreement.fields}
        shown = shown_values(workspace, disagreement.dataset, values, language)
        found.append(Candidate(values, shown, latest.actor, latest.wall, latest.source))
    return found


def _question(workspace: Workspace, dataset: str, name: str) -> Field | None:
    described = workspace.definitions.datasets.get(dataset)
    return described.field(name) if described else None
