"""What a new version of the questionnaires changes, field by field: what its author is told before it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from forms.datasets import Dataset, Field, labels_of
from forms.definition import Form, Node, Words
from forms.entities import containers_of
from forms.expression import Expression
from forms.pack import Pack
from forms.pack_versions import Renamed
from forms.renaming import guessed

Texts = Mapping[str, str]
NAME = re.compile(r"[\w.-]+")

TEXT_KINDS = frozenset({"text", "barcode", "hidden", "note"})
"""Kinds of which one can become the other: all are kept as they were typed."""


class Kind(StrEnum):
    """What kind of change."""

    FORM_ADDED = "form_added"
    FORM_GONE = "form_gone"
    DATASET_ADDED = "dataset_added"
    DATASET_GONE = "dataset_gone"
    ADDED = "added"
    GONE = "gone"
    RENAMED = "renamed"
    WORDS = "words"
    RULE = "rule"
    CHOICE_ADDED = "choice_added"
    CHOICE_GONE = "choice_gone"
    CHOICE_WORDS = "choice_words"
    TYPE = "type"
    CHOICE_REUSED = "choice_reused"
    PARENT = "parent"
    NAME_TAKEN = "name_taken"
    VERSION = "version"


REFUSED = frozenset({Kind.TYPE, Kind.CHOICE_REUSED, Kind.PARENT, Kind.NAME_TAKEN})
"""Changes with which the answers that are there would be read as what nobody has said."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, with what was and what is."""

    kind: Kind
    dataset: str
    """Name of the dataset, or of the form."""
    question: str = ""
    """The name of the field."""
    labels: Texts = field(default_factory=dict[str, str])
    """What the question is called, in every language of the form."""
    before: str = ""
    after: str = ""
    was: Texts = field(default_factory=dict[str, str])
    """The label before, of a choice or a question."""
    code: str = ""
    """The choice."""
    now: Texts = field(default_factory=dict[str, str])
    """Its label now."""
    rule: str = ""
    """relevant, required, constraint, readonly or calculate."""
    is_certain: bool = True
    """Of a renamed question: the label tells; otherwise it is a guess."""

    @property
    def is_refused(self) -> bool:
        return self.kind in REFUSED


def changes_between(old: Pack, new: Pack, renamed: Renamed | None = None) -> list[Change]:
    """Return what publishing the new version would change, refused changes first.

    `renamed` says what was renamed (dataset -> earlier name -> name now); without it, it is guessed.
    """
    found: list[Change] = []
    for form_id, form in new.forms.items():
        if form_id not in old.forms:
            found.append(Change(Kind.FORM_ADDED, form_id, labels=form.titles))
    for form_id, form in old.forms.items():
        if form_id not in new.forms:
            found.append(Change(Kind.FORM_GONE, form_id, labels=form.titles))
    found += _versions(old, new)
    rules_before, rules_now = _rules(old), _rules(new)
    for name, dataset in old.datasets.items():
        if name not in new.datasets:
            found.append(Change(Kind.DATASET_GONE, name, labels=dataset.labels))
    for name, dataset in new.datasets.items():
        known = old.datasets.get(name)
        if known is None:
            found.append(Change(Kind.DATASET_ADDED, name, labels=dataset.labels))
            continue
        if known.parent != dataset.parent:
            found.append(Change(Kind.PARENT, name, labels=dataset.labels, before=known.parent, after=dataset.parent))
        names = renamed.get(name, {}) if renamed is not None else None
        found += _in_dataset(known, dataset, names, rules_before.get(name, {}), rules_now.get(name, {}))
    return sorted(found, key=lambda change: not change.is_refused)


def _versions(old: Pack, new: Pack) -> Iterator[Change]:
    """Yield what is called another version; that alone is a release, if its author says so."""
    for form_id, form in new.forms.items():
        known = old.forms.get(form_id)
        if known is not None and known.version != form.version:
            yield Change(Kind.VERSION, form_id, "", form.titles, known.version, form.version)
    # A form on its own is called as its pack is.
    if old.version != new.version and new.id not in new.forms:
        yield Change(Kind.VERSION, new.id, "", new.titles, old.version, new.version)


def renamed_in(changes: Sequence[Change]) -> Renamed:
    """Return what those changes say was renamed."""
    found: dict[str, dict[str, str]] = {}
    for change in changes:
        if change.kind is Kind.RENAMED:
            found.setdefault(change.dataset, {})[change.before] = change.after
    return found


Rules = Mapping[str, Mapping[str, str]]
"""Field -> rule -> its text."""


def _in_dataset(
    old: Dataset, new: Dataset, names: Mapping[str, str] | None, rules_before: Rules, rules_now: Rules
) -> Iterator[Change]:
    before = {each.name: each for each in old.fields}
    now = {each.name: each for each in new.fields}
    gone = [each for each in old.fields if each.name not in now]
    added = [each for each in new.fields if each.name not in before]
    if names is None:
        pairs = guessed(gone, added, old, new)
    else:
        pairs = {was: (name, True) for was, name in names.items() if was in before and name in now}
    for was, (name, is_certain) in pairs.items():
        labels = now[name].labels
        yield Change(Kind.RENAMED, new.name, name, labels, was, name, before[was].labels, is_certain=is_certain)
        yield from _in_answers(new.name, before[was], now[name])
    for each in gone:
        if each.name not in pairs:
            yield Change(Kind.GONE, new.name, each.name, each.labels)
    taken = {name for name, _ in pairs.values()}
    names_now = {_question(before[was]): _question(now[name]) for was, (name, _) in pairs.items()}
    for each in added:
        if each.name in old.renamed:
            # Its earlier answers are read as another question's: they cannot come to mean something else again.
            yield Change(Kind.NAME_TAKEN, new.name, each.name, each.labels, after=old.renamed[each.name])
        elif each.name not in taken:
            yield Change(Kind.ADDED, new.name, each.name, each.labels)
    for name, each in now.items():
        if name in before:
            # A rule that names a question by its new name is the same rule.
            rules = {rule: _with_names(text, names_now) for rule, text in rules_before.get(name, {}).items()}
            yield from _in_field(new.name, before[name], each, rules, rules_now.get(name, {}))


def _in_field(dataset: str, old: Field, new: Field, rules_before: Texts, rules_now: Texts) -> Iterator[Change]:
    name, labels = new.name, new.labels
    if old.labels and new.labels and not _shares_words(old.labels, new.labels):
        yield Change(Kind.WORDS, dataset, name, labels, was=old.labels)
    for rule in {**rules_before, **rules_now}:
        before, after = rules_before.get(rule, ""), rules_now.get(rule, "")
        if before != after:
            yield Change(Kind.RULE, dataset, name, labels, before, after, rule=rule)
    yield from _in_answers(dataset, old, new)


def _in_answers(dataset: str, old: Field, new: Field) -> Iterator[Change]:
    """Yield what changes about what can be answered."""
    # What is calculated stands in no commit: it is computed anew whatever its type was.
    if not _alike(old.kind, new.kind) and not (old.calculated and new.calculated):
        yield Change(Kind.TYPE, dataset, new.name, new.labels, old.kind, new.kind)
    if old.choices and new.choices:
        yield from _in_choices(dataset, old, new)


def _in_choices(dataset: str, old: Field, new: Field) -> Iterator[Change]:
    for code, labels in new.choices.items():
        if code not in old.choices:
            yield Change(Kind.CHOICE_ADDED, dataset, new.name, new.labels, code=code, after=_first(labels), now=labels)
    for code, was in old.choices.items():
        now = new.choices.get(code)
        if now is None:
            yield Change(Kind.CHOICE_GONE, dataset, new.name, new.labels, code=code, before=_first(was), was=was)
        elif was and now and not _shares_words(was, now):
            kind = Kind.CHOICE_REUSED if _is_reused(code, old, new) else Kind.CHOICE_WORDS
            yield Change(kind, dataset, new.name, new.labels, _first(was), _first(now), was, code, now)


def _question(field: Field) -> str:
    return field.path.rpartition("/")[2] or field.name


def _with_names(text: str, names: Mapping[str, str]) -> str:
    return NAME.sub(lambda name: names.get(name[0], name[0]), text) if names else text


def _is_reused(code: str, old: Field, new: Field) -> bool:
    """Say whether a code stands for something else now: its label was or is another code's."""
    was_elsewhere = any(_shares_words(new.choices[code], old.choices[each]) for each in old.choices if each != code)
    is_elsewhere = any(_shares_words(old.choices[code], new.choices[each]) for each in new.choices if each != code)
    return was_elsewhere or is_elsewhere


def _alike(one: str, other: str) -> bool:
    return one == other or (one in TEXT_KINDS and other in TEXT_KINDS)


def _shares_words(one: Texts, other: Texts) -> bool:
    """Say whether two labels are the same in a language that both have, or in any where they share none."""
    common = one.keys() & other.keys()
    if common:
        return any(one[language] == other[language] for language in common)
    return bool(set(one.values()) & set(other.values()))


def _first(labels: Texts) -> str:
    return next(iter(labels.values()), "")


def _rules(pack: Pack) -> dict[str, dict[str, dict[str, str]]]:
    """Return the rules of every field, with those of the groups that it lies in."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for form in pack.forms.values():
        for container in containers_of(form):
            fields = found.setdefault(container.dataset, {})
            for name, node in container.fields():
                fields.setdefault(name, _rules_of(form, node, container.node))
    return found


def _rules_of(form: Form, node: Node, container: Node) -> dict[str, str]:
    relevant = [_text(each.relevant) for each in _between(node, container)]
    rules = {
        "relevant": " and ".join(filter(None, relevant)),
        "required": _text(node.required),
        "constraint": _text(node.constraint),
        "constraint_message": _said(form, node.constraint_words),
        "readonly": _text(node.readonly),
        "calculate": _text(node.calculate),
        "choice_filter": _text(node.choices.items) if node.choices and node.choices.items else "",
        "default": node.default,
    }
    return {rule: text for rule, text in rules.items() if text}


def _between(node: Node, container: Node) -> list[Node]:
    """Return the node and the groups around it, up to its record."""
    found: list[Node] = []
    here: Node | None = node
    while here is not None and (here is not container or here.is_repeat):
        found.append(here)
        if here is container:
            break
        here = here.parent
    return found[::-1]


def _text(expression: Expression | None) -> str:
    return expression.text if expression is not None else ""


def _said(form: Form, words: Words) -> str:
    if words.itext:
        return next(iter(labels_of(form, words).values()), "")
    return "".join(part for part in words.plain if isinstance(part, str))
