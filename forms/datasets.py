"""Datasets: one kind of record = one table = one sheet, whichever forms write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from forms.definition import TYPES, Choices, Form, Node, Words
from forms.entities import Container, containers_of, is_kept, is_metadata, is_title
from forms.problems import FormProblem, FormRefused
from forms.tree import Element

CLOCK = {("timestamp", "start"): "min", ("timestamp", "end"): "max"}
"""What a form notes of its own beginning and end -> the policy of such a field."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a dataset, named by `save_to` or by its path inside the dataset."""

    name: str
    kind: str
    """text, integer, decimal, date, time, datetime, select_one, select_multiple, rank, geopoint, file …"""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    """Language as the form names it (`中文 (zh)`, "" where the form has one only) -> label."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Code -> language -> label, in the author's order; empty where choices come from elsewhere."""
    calculated: bool = False
    """Derived from other fields, never in a commit, recomputed wherever the record is read."""
    path: str = ""
    """Where a form asks it: `/data/person/full_name`, without positions."""
    form: str = ""
    """Id of that form."""
    source: str = ""
    """The list outside of the form that its choices come from: `job_post`, where a record of that dataset is chosen."""
    is_metadata: bool = False
    """The program fills it in by itself: who, when, on which computer."""
    policy: str = ""
    """Which of several values stands, where people cannot disagree about them: "max" for when a form was finished."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of record. `parent` is the dataset whose record holds it, "" at the top."""

    name: str
    fields: tuple[Field, ...]
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    parent: str = ""
    label_field: str = ""
    """The field shown where one record must be named in a list."""
    title_field: str = ""
    """The field that says what the form calls a record (`instance_name`), "" where it says nothing of that."""
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    """What a field was called in earlier versions of the form -> what it is called now."""

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def datasets_of(forms: Iterable[Form]) -> dict[str, Dataset]:
    """Return every dataset that the forms write, by name. Raises FormRefused where two define one field differently."""
    found: dict[str, Dataset] = {}
    problems: list[FormProblem] = []
    written: list[tuple[Form, Dataset]] = []
    for form in forms:
        containers = containers_of(form)
        names = {container.node: container.dataset for container in containers}
        for container in containers:
            parent = names[container.parent] if container.parent else ""
            dataset = _dataset(form, container, parent)
            _add(found, dataset, form, problems)
            if container.target:
                # What another form has computed is an answer there: nobody could compute it again.
                fields = tuple(
                    replace(_field(form, name, node), calculated=False) for name, node in container.written_elsewhere()
                )
                written.append((form, Dataset(container.target, fields)))
    for form, dataset in written:
        _add(found, dataset, form, problems)
    if problems:
        raise FormRefused(problems)
    return found


def _add(found: dict[str, Dataset], dataset: Dataset, form: Form, problems: list[FormProblem]) -> None:
    known = found.get(dataset.name)
    found[dataset.name] = _joined(known, dataset, form, problems) if known else dataset


def _dataset(form: Form, container: Container, parent: str) -> Dataset:
    fields = tuple(_field(form, name, node) for name, node in container.fields())
    texts = [field.name for field in fields if field.kind == "text" and not (field.calculated or field.is_metadata)]
    labels = labels_of(form, container.node.label) if container.node is not form.root else dict(form.titles)
    label_field = container.label_field or (texts[0] if texts else "")
    return Dataset(container.dataset, fields, labels, parent, label_field, container.title_field)


def _field(form: Form, name: str, node: Node) -> Field:
    kind = node.lexical_kind if node.control == "range" else node.control or TYPES.get(node.type, "text")
    return Field(
        name=name,
        kind="text" if kind == "note" else kind,
        # A calculation has no control to refer to its label; the text is there all the same.
        labels=dict(form.titles)
        if is_title(node)
        else labels_of(form, node.label) or labels_of(form, Words(itext=f"{node.path}:label")),
        choices=_choices(form, node.choices) if node.choices else {},
        calculated=node.calculate is not None and not is_kept(node),
        path=node.path,
        form=form.id,
        source=_source(form, node.choices) if node.choices else "",
        is_metadata=is_metadata(node),
        policy=CLOCK.get(node.preload, ""),
    )


def labels_of(form: Form, words: Words) -> dict[str, str]:
    """Return a label in every language of the form; outputs in it stand as three dots."""
    if words.itext:
        return {
            language: _plain(texts.get(words.itext, {}).get("", ()))
            for language, texts in form.translations.items()
            if words.itext in texts
        }
    return {"": _plain(words.plain)} if words.plain else {}


def _plain(parts: Iterable[object]) -> str:
    return "".join(part if isinstance(part, str) else "…" for part in parts).strip()


def _choices(form: Form, choices: Choices) -> dict[str, dict[str, str]]:
    """Return the whole list behind a question, filters aside; nothing where it comes from a file."""
    if choices.items is None:
        return {choice.name: labels_of(form, choice.label) for choice in choices.listed}
    lists = [reference.instance for reference in choices.items.references if reference.start == "instance"]
    source = form.lists.get(lists[0]) if lists else None
    return {} if source is None else {_name(item, choices): _item_labels(form, item) for item in source.children}


def _source(form: Form, choices: Choices) -> str:
    found = [each.instance for each in choices.items.references if each.start == "instance"] if choices.items else []
    return found[0] if found and found[0] not in form.lists else ""


def _name(item: Element, choices: Choices) -> str:
    value = item.child(choices.value)
    return value.string_value() if value is not None else ""


def _item_labels(form: Form, item: Element) -> dict[str, str]:
    text_id, label = item.child("itextId"), item.child("label")
    if text_id is not None:
        return labels_of(form, Words(itext=text_id.text))
    return {"": label.text} if label is not None else {}


def _joined(one: Dataset, other: Dataset, form: Form, problems: list[FormProblem]) -> Dataset:
    """Return one dataset with the fields of both; note fields that the two define differently."""
    fields = {field.name: field for field in one.fields}
    for new in other.fields:
        known = fields.get(new.name)
        if known is None:
            fields[new.name] = new
            continue
        places = f"{new.path} in form {new.form!r}", f"{known.path} in form {known.form!r}"
        if known.kind != new.kind:
            what = f"{places[0]} is {new.kind}, but {places[1]} already makes {one.name}.{new.name} {known.kind}."
            problems.append(FormProblem(what, "Give one of them another name or the same type.", file=form.id))
        elif code := _code_with_two_meanings(known.choices, new.choices):
            what = (
                f"The choice {code!r} of {one.name}.{new.name} is called otherwise at {places[0]} than at {places[1]}."
            )
            problems.append(FormProblem(what, "Give it the same label in both, or another name.", file=form.id))
        # Whoever chooses from a longer list elsewhere gives an answer too.
        choices = {**known.choices, **{code: words for code, words in new.choices.items() if code not in known.choices}}
        fields[new.name] = replace(known, choices=choices, calculated=known.calculated and new.calculated)
    return replace(
        one,
        fields=tuple(fields.values()),
        labels=one.labels or other.labels,
        parent=one.parent or other.parent,
        label_field=one.label_field or other.label_field,
        title_field=one.title_field or other.title_field,
    )


def _code_with_two_meanings(one: Mapping[str, Mapping[str, str]], other: Mapping[str, Mapping[str, str]]) -> str:
    """Return a code that two lists call by different words in one language, "" where there is none."""
    for code in one.keys() & other.keys():
        if any(one[code][language] != other[code][language] for language in one[code].keys() & other[code].keys()):
            return code
    return ""
