"""Any XML document as nodes: with namespaces, and the text between the children kept in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.parsers import expat

from forms.expression.axes import Document
from forms.tree import Element, Node

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


class Piece(Node):
    """A text, a comment or a processing instruction that stands between elements."""

    __slots__ = ("kind",)

    def __init__(self, kind: str, text: str, name: str = "") -> None:
        super().__init__(name, text)
        self.kind = kind


class MixedElement(Element):
    """An element of any XML document."""

    __slots__ = ("_contents", "namespace", "scope")

    def __init__(self, name: str, attributes: dict[str, str], scope: Mapping[str, str]) -> None:
        super().__init__(name, attributes=attributes)
        self.namespace = scope.get(name.rpartition(":")[0], "")
        self.scope = scope
        """Namespaces by prefix, as they hold here."""
        self._contents: list[Node] = []

    def add(self, node: Node) -> None:
        """Put a node behind all others."""
        self._contents.append(node)
        if isinstance(node, Element):
            self.append(node)
        else:
            node.parent = self
            self.text += node.text if node.kind == "text" else ""

    def namespace_of(self, name: str) -> str:
        prefix = name.rpartition(":")[0]
        return self.scope.get(prefix, "") if prefix else ""

    def contents(self) -> Sequence[Node]:
        return self._contents

    def string_value(self) -> str:
        return "".join(node.string_value() for node in self._contents if node.kind in ("text", "element"))


def read_document(xml: bytes) -> Document:
    """Return the document node; xml.parsers.expat.ExpatError where it is no XML. Nothing outside of it is read."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = lambda text: reader.add(Piece("text", text))
    parser.CommentHandler = lambda text: reader.add(Piece("comment", text))
    parser.ProcessingInstructionHandler = lambda name, text: reader.add(Piece("processing-instruction", text, name))
    parser.Parse(xml, True)
    return reader.document


class _Reader:
    """The elements that are open while a document is read."""

    def __init__(self) -> None:
        self.document = Document()
        self.open: list[MixedElement] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        scope: Mapping[str, str] = self.open[-1].scope if self.open else {"xml": XML_NAMESPACE}
        declarations = [key for key in attributes if key == "xmlns" or key.startswith("xmlns:")]
        if declarations:
            scope = {**scope, **{key[len("xmlns:") :]: attributes.pop(key) for key in declarations}}
        element = MixedElement(name, attributes, scope)
        self.add(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        self.open.pop()

    def add(self, node: Node) -> None:
        if self.open:
            self.open[-1].add(node)
        elif isinstance(node, Element):
            self.document.append(node)
