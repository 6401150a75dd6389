"""The nodes that expressions walk: one filled-in form, or a list that a form looks things up in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

FEW = 8
"""Up to so many children a look through them is as quick as a dictionary, and costs no memory."""


class Node:
    """Whatever a location path can point at; most often an element.

    Text is the lexical value as the standard writes it ("" is blank). Names keep their prefix as written
    (`orx:meta`), `local_name` drops it.
    """

    __slots__ = ("name", "parent", "text")

    kind = "node"
    namespace: str = ""
    children: Sequence[Element] = ()
    by_name: dict[str, list[Element]] | None = None
    attributes: Mapping[str, str] = {}
    keeps_rows = False
    """It tells `kept_rows` of every change in what is below it."""
    kept_rows: dict[Any, Any] | None = None
    """Kept by the expressions: what the rows below it add up to."""

    def __init__(self, name: str, text: str = "", parent: Element | None = None) -> None:
        self.name = name
        self.text = text
        self.parent: Element | None = parent

    @property
    def local_name(self) -> str:
        return self.name.rpartition(":")[2]

    def child(self, name: str) -> Element | None:
        """Return the first child with that name."""
        return None

    def named(self, name: str) -> Sequence[Element]:
        """Return all children with that name."""
        return ()

    def contents(self) -> Sequence[Node]:
        """Return child nodes of every kind, text too, in document order."""
        return ()

    def hides(self, child: Element) -> bool:
        """Say whether expressions must not see a child."""
        return False

    def string_value(self) -> str:
        """Return the text of this node and all below it (XPath 1.0, 5)."""
        return self.text


class Element(Node):
    """An XML element reduced to what XForms needs: a name, a text or children, attributes.

    Children change only through `append`, `insert` and `remove`: large families are found by name in an index.
    """

    __slots__ = ("_hidden", "attributes", "by_name", "children", "family")

    kind = "element"

    def __init__(self, name: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
        self.name = name
        self.text = text
        self.parent: Element | None = None
        self.attributes: dict[str, str] = attributes or {}  # pyright: ignore[reportIncompatibleVariableOverride]
        self.family: list[Element] = []
        """All children, those too that expressions must not see."""
        self.children: Sequence[Element] = self.family
        self._hidden: set[Element] | None = None
        self.by_name: dict[str, list[Element]] | None = None  # pyright: ignore[reportIncompatibleVariableOverride]
        """Index of a large family, None until somebody looks for a name in it."""

    def append(self, child: Element) -> Element:
        child.parent = self
        self.family.append(child)
        if self.by_name is not None or self._hidden is not None:
            self._came(child, None)
        return child

    def insert(self, index: int, child: Element) -> Element:
        """Put a child before the one that now has that index (0-based)."""
        child.parent = self
        self.family.insert(index, child)
        if self.by_name is not None or self._hidden is not None:
            self._came(child, index)
        return child

    def remove(self, child: Element) -> int:
        """Take a child out and return the index it had."""
        index = self.index(child)
        del self.family[index]
        child.parent = None
        if self._hidden is None and self.by_name is not None:
            self.by_name[child.name].remove(child)
            return index
        # One that was hidden stays so: it may only be moved.
        self._changed()
        return index

    def index(self, child: Element) -> int:
        """Return the place of a child (0-based)."""
        return self.family.index(child)

    def hides(self, child: Element) -> bool:
        return self._hidden is not None and child in self._hidden

    def hide(self, child: Element, hidden: bool = True) -> None:
        """Let expressions not see a child: it stays in `family`, and leaves `children`."""
        if hidden:
            self._hidden = {*(self._hidden or ()), child}
        elif self.hides(child):
            assert self._hidden is not None
            self._hidden.discard(child)
        else:
            return
        self._changed()

    def _came(self, child: Element, index: int | None) -> None:
        """A child stands at the end (None) or at an index: as the last of its name, it only joins them."""
        if self._hidden is None and self.by_name is not None:
            namesakes = self.by_name.setdefault(child.name, [])
            if index is None or not namesakes or (index and self.family[index - 1] is namesakes[-1]):
                namesakes.append(child)
                return
        self._changed()

    def _changed(self) -> None:
        self.by_name = None
        if self._hidden is not None:
            hidden = self._hidden
            self.children = [child for child in self.family if child not in hidden] if hidden else self.family
            self._hidden = hidden or None

    def child(self, name: str) -> Element | None:
        if len(self.children) > FEW:
            family = (self.by_name or self._index()).get(name)
            return family[0] if family else None
        for child in self.children:
            if child.name == name:
                return child
        return None

    def named(self, name: str) -> Sequence[Element]:
        if len(self.children) > FEW:
            return (self.by_name or self._index()).get(name, ())
        return [child for child in self.children if child.name == name]

    def _index(self) -> dict[str, list[Element]]:
        index: dict[str, list[Element]] = {}
        for child in self.children:
            index.setdefault(child.name, []).append(child)
        self.by_name = index
        return index

    def namespace_of(self, name: str) -> str:
        """Return the namespace of one of its attributes."""
        return ""

    def contents(self) -> Sequence[Node]:
        return [Text(self), *self.children] if self.text else self.children

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def string_value(self) -> str:
        if not self.children:
            return self.text
        return self.text + "".join(child.string_value() for child in self.children)


class Searched(Element):
    """The root of a list that stays where it is kept: its items are asked for by a field, and all of them if need be.

    Every item is a child named `item` with one child for each of its fields.
    """

    __slots__ = ("_every", "_holding", "_is_read")

    def __init__(self, name: str, holding: Callable[[str, str], list[Element]], every: Callable[[], list[Element]]):
        self._is_read = False
        super().__init__(name)
        self._holding, self._every = holding, every

    def holding(self, field: str, text: str) -> list[Element]:
        """Return the items whose field is that text."""
        found = self._holding(field, text)
        for item in found:
            item.parent = self
        return found

    @property
    def children(self) -> Sequence[Element]:  # pyright: ignore[reportIncompatibleVariableOverride]
        if not self._is_read:
            self._is_read = True
            self.family += self._every()
            for item in self.family:
                item.parent = self
        return self.family

    @children.setter
    def children(self, family: Sequence[Element]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        """An element has no children when it is made, and these come later."""


class Attribute(Node):
    """An attribute as a node of its own, made when a path asks for it."""

    __slots__ = ("namespace",)

    kind = "attribute"

    def __init__(self, parent: Element, name: str, namespace: str = "") -> None:
        super().__init__(name, parent.attributes.get(name, ""), parent)
        self.namespace = namespace

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Attribute) and other.parent is self.parent and other.name == self.name

    def __hash__(self) -> int:
        return hash((id(self.parent), self.name))


class Text(Node):
    """The text of an element that keeps it as a plain string, made when a path asks for it."""

    __slots__ = ()

    kind = "text"

    def __init__(self, parent: Element, text: str | None = None) -> None:
        super().__init__("", parent.text if text is None else text, parent)

    def __eq__(self, other: object) -> bool:
        return type(other) is Text and other.parent is self.parent

    def __hash__(self) -> int:
        return hash((id(self.parent), "text()"))
