"""Which part of a form is which dataset: ODK entities decide, a repeat or root without one is its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.answer_nodes import Answer
from forms.definition import Form, Node

META = ("meta", "orx:meta")
AUDIT = ("audit", "orx:audit")
TITLE = ("instanceName", "orx:instanceName")
ENTITY = ("entity", "entities:entity")
LASTING = frozenset({"once", "random", "now", "uuid", "today"})
"""Functions whose value belongs to the moment when it was computed: it is kept, as an answer is."""
RECORD_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ONE_PATH = re.compile(r"[\w.:/-]+")
YES = ("1", "true", "true()")


class Purpose(StrEnum):
    """What a form wants with a record of the dataset that one of its parts is."""

    CREATE = "create"
    UPDATE = "update"  # it exists; only what is answered is written into it
    UPSERT = "upsert"  # it is updated where it exists, else made
    NOTHING = "nothing"  # its answers are kept, but there is no such thing


_PURPOSES = {
    (True, False): Purpose.CREATE,
    (False, True): Purpose.UPDATE,
    (True, True): Purpose.UPSERT,
    (False, False): Purpose.NOTHING,
}


@dataclass(frozen=True, slots=True)
class Container:
    """The root or a repeat: one instance of it is one record of a dataset."""

    node: Node
    dataset: str
    creates: bool
    """It creates an entity, and so is that entity's dataset."""
    parent: Node | None
    """The container that holds it."""
    target: str = ""
    """The dataset whose existing records it writes into and is not; "" for most."""

    def fields(self) -> Iterator[tuple[str, Node]]:
        """Yield the questions whose answers are fields, with the field's name."""
        for node in _own(self.node):
            if (name := self.field_name(node)) and not (is_title(node) and self._answer_that_is(node)):
                yield name, node

    def field_name(self, node: Node) -> str:
        """Return the field that a question writes, "" for a working value that is not kept."""
        if node.save_to and self.creates:
            return node.save_to
        if not node.is_leaf or node.control == "note":
            return ""
        if self.creates and not (node.control or is_metadata(node) or is_title(node)):
            # In a dataset of its own design, what nobody asks and nobody saves is a step of a calculation; when it was
            # begun, by whom, where, and how the form calls it belongs to the record all the same.
            return ""
        if not (node.control or node.calculate or is_metadata(node) or node.default or node.is_set):
            return ""
        return node.path.removeprefix(self.node.path + "/")

    @property
    def may_update(self) -> bool:
        """It may write into records that exist already."""
        entity = entity_definition(self.node)
        return entity is not None and "update" in entity.attributes

    def written_elsewhere(self) -> Iterator[tuple[str, Node]]:
        """Yield the questions whose answers are fields of the target's records, with the field's name."""
        if self.target:
            yield from ((node.save_to, node) for node in _own(self.node) if node.save_to)

    @property
    def label_field(self) -> str:
        """The field that the entity is called by, where its label is one answer and no more."""
        entity = entity_definition(self.node) if self.creates else None
        label = next((child for child in entity.children if child.name == "label"), None) if entity else None
        return self._answer_that_is(label) if label else ""

    @property
    def title_field(self) -> str:
        """The field that says how the form calls one record (`instance_name`), "" where it does not."""
        title = next((node for node in _own(self.node) if is_title(node)), None)
        # Where it is one answer and no more, there is no need of a second field that says the same.
        return (self._answer_that_is(title) or self.field_name(title)) if title else ""

    def _answer_that_is(self, computed: Node) -> str:
        """Return the field of the question that something repeats, "" where it says more than one answer."""
        text = computed.calculate.text.strip() if computed.calculate else ""
        named = text.rpartition("/")[2] if ONE_PATH.fullmatch(text) else ""
        fields = ((self.field_name(node), node) for node in _own(self.node) if node.name == named)
        return next((name for name, node in fields if name and not is_title(node)), "")


def containers_of(form: Form) -> list[Container]:
    """Return the root and every repeat, outer before inner."""
    found: list[Container] = []
    for node in form.root.walk():
        if node is form.root or node.is_repeat:
            entity = entity_definition(node)
            own = form.id if node is form.root else f"{form.id}.{node.name}"
            named = entity.attributes.get("dataset", own) if entity else own
            outer = [repeat for repeat in node.repeats if repeat is not node]
            parent = None if node is form.root else (outer[-1] if outer else form.root)
            creates = entity is not None and "create" in entity.attributes
            found.append(Container(node, named if creates else own, creates, parent, "" if creates else _other(entity)))
    return found


def _other(entity: Node | None) -> str:
    return entity.attributes.get("dataset", "") if entity is not None and "update" in entity.attributes else ""


def entity_definition(container: Node) -> Node | None:
    """Return the entity of a root or repeat, whether it creates or updates."""
    meta = next((child for child in container.children if child.name in META), None)
    inner = meta.children if meta else []
    return next((child for child in inner if child.name in ENTITY), None)


def entity_of(container: Answer) -> Answer | None:
    """Return the entity of a root or repeat instance, whether it creates or updates."""
    definition = entity_definition(container.definition)
    meta = container.only(definition.parent.name) if definition and definition.parent else None
    return meta.only(definition.name) if definition and meta else None


def record_id_of(container: Answer, exists: Callable[[str], bool] = lambda record_id: True) -> str:
    """Return the id of the record that a root or repeat instance is; a form that names an entity has the last word.

    `exists` says whether a record is held: a form that may update or create names one that may not be there.
    """
    entity = entity_of(container)
    given = entity.attributes.get("id", "") if entity and "create" in entity.definition.attributes else ""
    if entity is None or not RECORD_ID.fullmatch(given):
        return container.record_id
    rule = entity.definition.computed_attributes.get("id")
    # `coalesce(${who}, uuid())` would come out differently each time: for a new record its first id stays.
    is_new = not updates(entity) or (creates(entity) and not exists(given))
    return container.record_id if rule and rule.functions & LASTING and is_new else given


def purpose_of(container: Answer) -> Purpose:
    """Return what the form wants with the record of a root or repeat instance, as it is filled in now."""
    entity = entity_of(container)
    if entity is None or "create" not in entity.definition.attributes:
        return Purpose.CREATE
    # Without an id there is nothing that could be updated.
    names_one = bool(RECORD_ID.fullmatch(entity.attributes.get("id", "")))
    return _PURPOSES[creates(entity), updates(entity) and names_one]


def creates(entity: Answer) -> bool:
    """Say whether the form makes a record, as it is filled in now."""
    return entity.attributes.get("create", "") in YES


def updates(entity: Answer) -> bool:
    """Say whether the form writes into an existing record, as it is filled in now."""
    return entity.attributes.get("update", "") in YES


def is_audit(node: Node) -> bool:
    """It names the audit trail of the record, which nobody answers."""
    return node.parent is not None and node.parent.name in META and node.name in AUDIT


def is_metadata(node: Node) -> bool:
    """Nobody is asked it: who fills the form in, when, on what, where."""
    return bool(node.preload[0] or node.recorded) and not node.control


def is_title(node: Node) -> bool:
    """It says how the form calls the record."""
    is_named_so = node.name in TITLE and node.parent is not None and node.parent.name in META
    return is_named_so and node.calculate is not None


def is_kept(node: Node) -> bool:
    """A value that would come out differently the next time is kept in commits although it is calculated."""
    return node.calculate is not None and bool(node.calculate.functions & LASTING)


def _own(container: Node) -> Iterator[Node]:
    """Yield the leaves of a container that lie in no inner repeat; of its metadata, those that are filled in for it."""
    for child in container.children:
        if child.is_repeat:
            continue
        if child.name in META:
            yield from (leaf for leaf in child.children if leaf.preload[0] not in ("", "uid") or is_title(leaf))
        elif child.is_leaf:
            yield child
        else:
            yield from _own(child)
