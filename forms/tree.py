"""The nodes that expressions walk: one filled-in form, or a list that a form looks things up in."""

from __future__ import annotations

from collections.abc import Iterator


class Element:
    """An XML element reduced to what XForms needs: a name, a text or children, attributes.

    Text is the lexical value as the standard writes it ("" is blank). Names keep their prefix as written
    (`orx:meta`), `local_name` drops it.
    """

    __slots__ = ("attributes", "children", "name", "parent", "text")

    def __init__(self, name: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
        self.name = name
        self.text = text
        self.attributes = attributes or {}
        self.children: list[Element] = []
        self.parent: Element | None = None

    @property
    def local_name(self) -> str:
        return self.name.rpartition(":")[2]

    def append(self, child: Element) -> Element:
        child.parent = self
        self.children.append(child)
        return child

    def child(self, name: str) -> Element | None:
        """Return the first child with that name."""
        return next((child for child in self.children if child.name == name), None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def string_value(self) -> str:
        """Return the text of this element and all below it (XPath 1.0, 5.2)."""
        if not self.children:
            return self.text
        return self.text + "".join(child.string_value() for child in self.children)
