"""Filled-in forms as rows of datasets: the only shape that leaves forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from forms.answer_nodes import Answer, blank, instances_of, place_of
from forms.definition import Form, Node
from forms.entities import RECORD_ID, Container, Purpose, containers_of, entity_of, purpose_of, record_id_of, updates
from forms.expression import Environment
from forms.instance import Instance
from forms.lexical import INTEGER
from forms.state import Missing

Value = None | bool | int | str | Missing
"""What one field of a row holds. Integers are int; everything else keeps the text that XForms writes;
several choices are one string with single blanks. A blank is None."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of one dataset as a form holds it."""

    dataset: str
    record_id: str
    """A UUID in its 36-character form."""
    parent_id: str
    """The record that holds it, "" at the top."""
    position: int
    """1-based place among its siblings."""
    values: Mapping[str, Value]
    """Every field of the dataset that this form asks, calculated ones too; None where blank."""
    purpose: Purpose = Purpose.CREATE


def rows_of(
    instance: Instance, *, kept: bool = False, exists: Callable[[str], bool] = lambda record_id: True
) -> list[Row]:
    """Return the records that an instance holds, outer before inner, in the order of the form.

    With `kept` also what was typed where it is not relevant now: it is saved, in case that it becomes so again.
    `exists` says whether a record is held, for a form that updates or creates as the case may be.
    """
    found: list[Row] = []
    containers = {container.node: container for container in containers_of(instance.form)}
    # Two hundred rows of a roster have the same fields.
    fields = {node: tuple(container.fields()) for node, container in containers.items()}
    _collect(instance.root, "", 1, _Collecting(containers, fields, kept, exists), found)
    return found


def updates_of(instance: Instance) -> list[Row]:
    """Return what the form writes into existing records of other datasets: only the fields that it asks.

    These rows are no whole records: `position` is 0 and `parent_id` is "". Where no record is named, or the form's
    own condition for writing does not hold, there is none.
    """
    found: list[Row] = []
    for container in containers_of(instance.form):
        for node in instances_of(container.node, instance.root) if container.target else ():
            entity = entity_of(node)
            record_id = entity.attributes.get("id", "") if entity is not None else ""
            if entity is None or not (node.relevant and RECORD_ID.fullmatch(record_id) and updates(entity)):
                continue
            asked = [(name, leaf) for name, each in container.written_elsewhere() if (leaf := _leaf(node, each))]
            values = {name: _value(leaf, kept=False) for name, leaf in asked if leaf.relevant}
            found.append(Row(container.target, record_id, "", 0, values))
    return found


def instance_from_rows(form: Form, rows: Iterable[Row], environment: Environment, language: str = "") -> Instance:
    """Return an instance that holds existing records, to be edited: the same record ids, nothing prefilled anew.

    Rows of datasets that this form does not ask are passed over.
    """
    rows = list(rows)
    containers = containers_of(form)
    root = blank(form.root)
    _forget_defaults(root)
    by_dataset: dict[str, list[Row]] = {}
    for row in rows:
        by_dataset.setdefault(row.dataset, []).append(row)
    placed: dict[str, Answer] = {}
    for container in containers:
        inner = sorted(by_dataset.get(container.dataset, ()), key=lambda row: row.position)
        if container.parent is None:
            for row in inner[:1]:
                _fill(root, row, container)
                placed[row.record_id] = root
            continue
        for row in inner:
            above = placed.get(row.parent_id)
            if above is not None:
                placed[row.record_id] = _add(above, container, row)
    return Instance.resume(form, root, environment, language)


@dataclass(frozen=True, slots=True)
class _Collecting:
    containers: Mapping[Node, Container]
    fields: Mapping[Node, tuple[tuple[str, Node], ...]]
    kept: bool
    exists: Callable[[str], bool]


def _collect(node: Answer, parent_id: str, position: int, how: _Collecting, found: list[Row]) -> None:
    if not (node.relevant or how.kept):
        return
    container = how.containers[node.definition]
    values: dict[str, Value] = {}
    for name, question in how.fields[node.definition]:
        leaf = _leaf(node, question)
        values[name] = _value(leaf, how.kept) if leaf is not None else None
    record_id = record_id_of(node, how.exists)
    found.append(Row(container.dataset, record_id, parent_id, position, values, purpose_of(node)))
    for repeat in (each.node for each in how.containers.values() if each.parent is node.definition):
        for place, twin in enumerate(_twins(node, repeat), start=1):
            _collect(twin, record_id, place, how, found)


def _twins(node: Answer, repeat: Node) -> list[Answer]:
    holder = _leaf(node, repeat.parent) if repeat.parent is not node.definition else node
    return list(holder.twins(repeat.name)) if holder is not None else []


def _leaf(node: Answer, definition: Node | None) -> Answer | None:
    """Return the one node with that definition below a container's node."""
    if definition is None:
        return None
    here: Answer | None = node
    for name in definition.path.removeprefix(node.definition.path + "/").split("/"):
        here = here.only(name) if here is not None else None
    return here


def _value(node: Answer, kept: bool) -> Value:
    if not (node.relevant or kept):
        return None
    if node.missing and not node.typed:
        return node.missing
    whole = node.definition.control == "integer" or node.definition.type in ("int", "integer")
    if whole and INTEGER.fullmatch(node.typed):
        return int(node.typed)
    return node.typed or None


def _fill(node: Answer, row: Row, container: Container) -> None:
    node.record_id = row.record_id
    for name, question in container.fields():
        leaf = _leaf(node, question)
        value = row.values.get(name)
        if leaf is None:
            continue
        leaf.missing = value if isinstance(value, Missing) else None
        leaf.typed = leaf.text = "" if value is None or isinstance(value, Missing) else str(value)


def _add(above: Answer, container: Container, row: Row) -> Answer:
    repeat = container.node
    parent = _leaf(above, repeat.parent) if repeat.parent is not above.definition else above
    assert parent is not None
    instance = blank(repeat)
    _forget_defaults(instance)
    _fill(instance, row, container)
    twins = parent.twins(repeat.name)
    instance.place = len(twins) + 1
    parent.insert(parent.index(twins[-1]) + 1 if twins else place_of(parent, repeat), instance)
    return instance


def _forget_defaults(root: Answer) -> None:
    """An existing record answers for itself: a field that it leaves blank was left blank, repeats that it lacks too."""
    for child in list(root.inner):
        if child.definition.is_repeat:
            root.remove(child)
        else:
            if child.definition.control and child.definition.is_leaf:
                child.typed = child.text = child.begun = ""
            _forget_defaults(child)
