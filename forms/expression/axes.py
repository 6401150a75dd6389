"""Where the axes of a location path lead, and the order of a document (XPath 1.0, 2.2 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from forms.tree import Attribute, Element, Node

Axis: TypeAlias = Callable[[Node], Sequence[Node]]


def root_of(node: Node) -> Node:
    parent = node.parent
    while parent is not None:
        node = parent
        parent = node.parent
    return node


def document_of(node: Node) -> Node:
    """Return the node that `/` stands for; a tree whose top is an element gets one around it."""
    root = root_of(node)
    if root.kind != "element" or not isinstance(root, Element):
        return root
    document = Document()
    document.show(root)
    return document


class Document(Element):
    """The node above the outermost element."""

    __slots__ = ()

    kind = "root"

    def __init__(self) -> None:
        super().__init__("")

    def show(self, root: Element) -> None:
        """Have the element as child, without becoming its parent: a tree that is filled in ends at its root."""
        self.family.append(root)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and bool(self.children) and self.children == other.children

    def __hash__(self) -> int:
        return hash(tuple(self.children))


def _self(node: Node) -> Sequence[Node]:
    return (node,)


def _child(node: Node) -> Sequence[Node]:
    return node.contents()


def _parent(node: Node) -> Sequence[Node]:
    return () if node.parent is None else (node.parent,)


def _ancestor(node: Node) -> Sequence[Node]:
    found = list[Node]()
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _descendant(node: Node) -> Sequence[Node]:
    found = list[Node]()
    waiting = list(reversed(node.contents()))
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(node.contents()))
    return found


def _attribute(node: Node) -> Sequence[Node]:
    if not node.attributes or not isinstance(node, Element):
        return ()
    return [Attribute(node, name, node.namespace_of(name)) for name in node.attributes]


def _following_sibling(node: Node) -> Sequence[Node]:
    siblings = _siblings(node)
    return siblings[siblings.index(node) + 1 :] if siblings else ()


def _preceding_sibling(node: Node) -> Sequence[Node]:
    siblings = _siblings(node)
    return siblings[: siblings.index(node)][::-1] if siblings else ()


def _siblings(node: Node) -> Sequence[Node]:
    return () if node.parent is None or node.kind == "attribute" else node.parent.contents()


def _following(node: Node) -> Sequence[Node]:
    found = list[Node]()
    if node.kind == "attribute" and node.parent is not None:
        node = node.parent
        found.extend(_descendant(node))
    for level in (node, *_ancestor(node)):
        for sibling in _following_sibling(level):
            found.append(sibling)
            found.extend(_descendant(sibling))
    return found


def _preceding(node: Node) -> Sequence[Node]:
    if node.kind == "attribute" and node.parent is not None:
        node = node.parent
    found = list[Node]()
    for level in (node, *_ancestor(node)):
        for sibling in _preceding_sibling(level):
            found.extend(reversed(_descendant(sibling)))
            found.append(sibling)
    return found


def _none(node: Node) -> Sequence[Node]:
    return ()


AXES: dict[str, Axis] = {
    "self": _self,
    "child": _child,
    "parent": _parent,
    "ancestor": _ancestor,
    "ancestor-or-self": lambda node: [node, *_ancestor(node)],
    "descendant": _descendant,
    "descendant-or-self": lambda node: [node, *_descendant(node)],
    "following-sibling": _following_sibling,
    "preceding-sibling": _preceding_sibling,
    "following": _following,
    "preceding": _preceding,
    "attribute": _attribute,
    # Later standards gave it up, and no form uses it.
    "namespace": _none,
}
REVERSE = frozenset(["ancestor", "ancestor-or-self", "preceding", "preceding-sibling"])


def in_document_order(nodes: Iterable[Node]) -> list[Node]:
    """Return each node once, in document order."""
    places: dict[Node, dict[Node, int]] = {}
    roots: dict[Node, int] = {}

    def key(node: Node) -> list[tuple[int, int]]:
        steps = list[tuple[int, int]]()
        while (parent := node.parent) is not None:
            if node.kind == "attribute":
                steps.append((0, list(parent.attributes).index(node.name)))
            else:
                if parent not in places:
                    places[parent] = {child: place for place, child in enumerate(parent.contents())}
                steps.append((1, places[parent][node]))
            node = parent
        steps.append((roots.setdefault(node, len(roots)), 0))
        return steps[::-1]

    return sorted(dict.fromkeys(nodes), key=key)
