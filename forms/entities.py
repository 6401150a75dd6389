"""Which part of a form is which dataset: ODK entities decide, a repeat or root without one is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.definition import Form, Node

METADATA = ("start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit")


@dataclass(frozen=True, slots=True)
class Container:
    """The root or a repeat: one instance of it is one record of a dataset."""

    node: Node
    dataset: str
    creates: bool
    """It creates an entity, and so is that entity's dataset."""
    parent: Node | None
    """The container that holds it."""

    def fields(self) -> Iterator[tuple[str, Node]]:
        """Yield the questions whose answers are fields, with the field's name."""
        for node in _own(self.node):
            if name := self.field_name(node):
                yield name, node

    def field_name(self, node: Node) -> str:
        """Return the field that a question writes, "" for a working value that is not kept."""
        if node.save_to and self.creates:
            return node.save_to
        if not node.is_leaf or node.control == "note" or _is_metadata(node):
            return ""
        if self.creates and not node.control:
            # In a dataset of its own design, what nobody asks and nobody saves is a step of a calculation.
            return ""
        if not node.control and not node.calculate and not node.preload[0] and not node.default:
            return ""
        return node.path.removeprefix(self.node.path + "/")


def containers_of(form: Form) -> list[Container]:
    """Return the root and every repeat, outer before inner."""
    found: list[Container] = []
    for node in form.root.walk():
        if node is form.root or node.is_repeat:
            entity = entity_definition(node)
            creates = entity is not None and bool(entity.attributes.get("create"))
            own = form.id if node is form.root else f"{form.id}.{node.name}"
            outer = [repeat for repeat in node.repeats if repeat is not node]
            parent = None if node is form.root else (outer[-1] if outer else form.root)
            dataset = entity.attributes.get("dataset", own) if entity is not None and creates else own
            found.append(Container(node, dataset, creates, parent))
    return found


def entity_definition(container: Node) -> Node | None:
    """Return the entity of a root or repeat, whether it creates or updates."""
    meta = next((child for child in container.children if child.name in ("meta", "orx:meta")), None)
    inner = meta.children if meta else []
    return next((child for child in inner if child.name in ("entity", "entities:entity")), None)


def _own(container: Node) -> Iterator[Node]:
    """Yield the leaves of a container that lie in no inner repeat and not in its metadata."""
    for child in container.children:
        if child.is_repeat or child.name in ("meta", "orx:meta"):
            continue
        if child.is_leaf:
            yield child
        else:
            yield from _own(child)


def _is_metadata(node: Node) -> bool:
    return node.preload[0] in ("timestamp", "uid") or (node.preload[0] == "property" and node.name in METADATA)
