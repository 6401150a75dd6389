"""Any XML document as nodes: with namespaces, and the text between the children kept in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

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

    def __init__(self, name: str, attributes: dict[str, str], namespace: str, scope: Mapping[str, str]) -> None:
        super().__init__(name, attributes=attributes)
        self.namespace = namespace
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
        return XML_NAMESPACE if prefix == "xml" else self.scope.get(prefix, "") if prefix else ""

    def contents(self) -> Sequence[Node]:
        return self._contents

    def string_value(self) -> str:
        return "".join(node.string_value() for node in self._contents if node.kind in ("text", "element"))


def read_document(xml: bytes) -> Document:
    """Return the document node; lxml.etree.XMLSyntaxError where it is no XML. Entities from outside stay unread."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=True)
    document = Document()
    document.append(_element(etree.fromstring(xml, parser)))
    return document


def _element(source: Any) -> MixedElement:
    scope = {prefix or "": uri for prefix, uri in source.nsmap.items()}
    qualified = etree.QName(source)
    name = f"{source.prefix}:{qualified.localname}" if source.prefix else qualified.localname
    attributes = {_attribute_name(key, scope): value for key, value in source.attrib.items()}
    element = MixedElement(name, attributes, qualified.namespace or "", scope)
    _add_text(element, source.text)
    for child in source:
        element.add(_node(child))
        _add_text(element, child.tail)
    return element


def _node(source: Any) -> Node:
    if source.tag is etree.Comment:
        return Piece("comment", source.text or "")
    if source.tag is etree.ProcessingInstruction:
        return Piece("processing-instruction", source.text or "", source.target)
    return _element(source)


def _add_text(element: MixedElement, text: str | None) -> None:
    if text:
        element.add(Piece("text", text))


def _attribute_name(key: str, scope: Mapping[str, str]) -> str:
    qualified = etree.QName(key)
    if not qualified.namespace:
        return key
    if qualified.namespace == XML_NAMESPACE:
        return f"xml:{qualified.localname}"
    prefix = next(prefix for prefix, uri in scope.items() if uri == qualified.namespace and prefix)
    return f"{prefix}:{qualified.localname}"
