"""XML as it is read: names with the prefixes that the standard uses, and elements as expressions walk them."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import fromstring
from xml.parsers import expat

from forms.list_table import table_of
from forms.tree import Element

PREFIXES = {
    "http://www.w3.org/2002/xforms": "",
    "http://www.w3.org/1999/xhtml": "h",
    "http://openrosa.org/javarosa": "jr",
    "http://openrosa.org/xforms": "orx",
    "http://www.opendatakit.org/xforms/entities": "entities",
    "http://www.opendatakit.org/xforms": "odk",
    "http://www.w3.org/2001/xml-events": "ev",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
SPACES = {prefix: space for space, prefix in PREFIXES.items()}


@lru_cache(1024)
def qualified(tag: str) -> str:
    """Return a name with the prefix that the standard uses: `{http://…xforms}bind` -> `bind`."""
    if not tag.startswith("{"):
        return tag
    space, _, name = tag[1:].partition("}")
    prefix = PREFIXES.get(space, "")
    return f"{prefix}:{name}" if prefix else name


def spelled(prefixed: str) -> str:
    """Return the name as the XML parser writes it: `jr:count` -> `{http://openrosa.org/javarosa}count`."""
    prefix, _, name = prefixed.rpartition(":")
    return f"{{{SPACES[prefix]}}}{name}"


def local(tag: str) -> str:
    """Return a name without its prefix."""
    return qualified(tag).rpartition(":")[2]


def attribute(xml: Xml, name: str) -> str:
    """Return an attribute, "" where it is not given; `name` has a prefix where the standard writes one."""
    return xml.get(spelled(name) if ":" in name else name) or ""


def child_of(xml: Xml, name: str) -> Xml | None:
    return next(children_of(xml, name), None)


def children_of(xml: Xml, name: str) -> Iterator[Xml]:
    return (child for child in xml if qualified(child.tag) == name)


def text_of(xml: Xml | None) -> str:
    return (xml.text or "").strip() if xml is not None else ""


def element_from(xml: Xml) -> Element:
    """Return an XML element as the nodes that expressions walk."""
    attributes = {qualified(name): value for name, value in xml.attrib.items()} if xml.attrib else None
    element = Element(qualified(xml.tag), "" if len(xml) else (xml.text or ""), attributes)
    for child in xml:
        element.append(element_from(child))
    return element


def list_from(xml: Xml) -> Element:
    """Return a list of items, as columns where all its items are alike; nearly always they are."""
    rows = [_texts_of(item) for item in xml]
    item_names = {item.tag for item in xml}
    if len(item_names) == 1 and not xml.attrib and all(rows):
        table = table_of(qualified(xml.tag), qualified(item_names.pop()), rows)
        if table is not None:
            return table
    return element_from(xml)


def _texts_of(item: Xml) -> dict[str, str]:
    """Return the texts in an item by name, none where there is more to it than texts with names."""
    texts = {qualified(child.tag): child.text or "" for child in item if not len(child) and not child.attrib}
    return texts if len(texts) == len(item) and not item.attrib else {}


@contextmanager
def objects_that_stay() -> Generator[None]:
    """While hundreds of thousands of objects come and none goes, looking for garbage would take most of the time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


class DocumentTypeFound(Exception):
    """The document defines a type or entities, which no form needs and bombs are made of."""


class _RootReached(Exception):
    pass


def read_xml(text: str) -> Xml:
    """Return the root of an XML document. Raises ParseError, and DocumentTypeFound.

    A document type can only stand before the root, so that far a parser of ours looks; without one there is no entity
    to expand and nothing outside to fetch, and the quick parser reads all.
    """
    content = text.encode(errors="surrogatepass")
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_type
    parser.StartElementHandler = _stop_at_root
    with suppress(_RootReached, expat.ExpatError):
        parser.Parse(content, True)
    return fromstring(content)


def _refuse_type(*_: object) -> None:
    raise DocumentTypeFound


def _stop_at_root(*_: object) -> None:
    raise _RootReached
