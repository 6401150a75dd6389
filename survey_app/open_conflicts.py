"""Disagreements as a person settles them: all values side by side, who wrote which and when, the base on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forms.areas import in_language
from forms.datasets import Field
from forms.state import Missing
from survey_app.sentences import sentence
from survey_app.suggestions import Suggestion, suggestion
from survey_app.workspace import Workspace
from sync.answers import missing_reason
from sync.commit import AREA, LIFE, PARENT, RETURNED, Commit, Value
from sync.conflict import Disagreement
from sync.edit import Edit
from sync.reasons import because

SOURCE = "resolve"
ACTION = "@action"
"""The column of a workbook in which a row is deleted."""


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
    suggestion: Suggestion | None = None
    remark: str = ""
    """What the office asked when it sent the record back, "" where nobody is asked."""

    def is_like(self, other: OpenConflict) -> bool:
        """Whether the same suggestion for the same reason would settle both."""
        ours, theirs = self.suggestion, other.suggestion
        same_question = (self.dataset, self.fields) == (other.dataset, other.fields)
        return ours is not None and theirs is not None and same_question and ours.reason is theirs.reason

    @property
    def suggested(self) -> Candidate | None:
        return self.candidates[self.suggestion.choice] if self.suggestion else None

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
                suggestion(each),
                record.marks.get(RETURNED, ""),
            )
        )
    # What an assistant was asked about does not stand in the way of what can be decided now.
    return sorted(cards, key=lambda card: card.remark != "")


def settle(
    workspace: Workspace, decisions: Iterable[tuple[OpenConflict, Mapping[str, Value]]], why: str = ""
) -> list[Commit]:
    """Decide, in one save: one of the candidates' values each, or others. It travels like any other commit.

    Whoever was asked to look at one of them again need not answer any more. The reason is kept with each decision.
    """
    edits = [
        Edit(
            conflict.record,
            conflict.dataset,
            {**values, **({RETURNED: None} if conflict.remark else {}), **because(why, workspace.random)},
            conflict.seen,
        )
        for conflict, values in decisions
    ]
    return workspace.save(edits, source=SOURCE)


def record_title(workspace: Workspace, dataset: str, values: Mapping[str, object]) -> str:
    """Return what people call a record: what its form calls it, else its name field, else the first text in it."""
    pack, described = workspace.pack, workspace.definitions.datasets.get(dataset)
    names = [described.label_field] if described else []
    if pack:
        by_role = {
            pack.roles.person: pack.interview.person_name,
            pack.roles.household: pack.interview.household_name,
            pack.roles.place: pack.place.address,
        }
        names.insert(0, by_role.get(dataset, ""))
    if described:
        names.insert(0, described.title_field)
    return next((str(values[name]) for name in names if name and values.get(name)), "")


def field_label(workspace: Workspace, dataset: str, name: str, language: str) -> str:
    """Return the question of a field; the reserved ones have words of ours."""
    if name in (LIFE, PARENT, AREA, ACTION):
        return sentence(language, f"field.{name.removeprefix('@')}")
    question = _question(workspace, dataset, name)
    return in_language(question.labels, language, name) if question else name


def shown_values(workspace: Workspace, dataset: str, values: Mapping[str, Value], language: str) -> str:
    """Return the values of several fields as people read them; numbers that are compared digit by digit in groups."""
    groupings = workspace.pack.groupings if workspace.pack and dataset == workspace.pack.roles.person else {}
    shown: list[str] = []
    for name, value in values.items():
        text, grouping = shown_value(_question(workspace, dataset, name), value, language), groupings.get(name)
        shown.append(grouping(text) if grouping else text)
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


def shown_kept(workspace: Workspace, dataset: str, name: str, value: Value, language: str) -> str:
    """Return a value of one field as people read it."""
    return shown_value(_question(workspace, dataset, name), value, language)


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
