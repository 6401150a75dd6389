"""A filled-in form as OpenRosa submits it, read back: what this or another program has written."""

from __future__ import annotations

from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forms.answer_nodes import Answer, blank, held, place_of
from forms.definition import Form, Node
from forms.expression import Environment
from forms.problems import FormProblem, FormRefused
from forms.state import Path
from forms.xml_in import qualified


def record_in(form: Form, text: str, dropped: list[tuple[Path, str]]) -> Answer:
    """Return the nodes of a record; what this form has no place for goes to `dropped` as (path, text).

    Raises FormRefused for a text that is no record of this form.
    """
    try:
        document: Xml = fromstring(text.encode(errors="surrogatepass"), forbid_dtd=True)
    except DefusedXmlException as error:
        raise FormRefused([FormProblem("The record defines XML entities or a document type.")]) from error
    except ParseError as error:
        raise FormRefused([FormProblem(f"The record is not well-formed XML: {error}.")]) from error
    if qualified(document.tag) != form.root.name or document.get("id", form.id) != form.id:
        named = document.get("id") or qualified(document.tag)
        raise FormRefused([FormProblem(f"This is a record of the form {named!r}, not of {form.id!r}.")])
    root = blank(form.root)
    try:
        _fill(root, document, dropped)
    except RecursionError as error:
        raise FormRefused([FormProblem("The elements of this record lie too deep in one another.")]) from error
    return root


def _fill(node: Answer, xml: Xml, dropped: list[tuple[Path, str]]) -> None:
    definition = node.definition
    node.attributes.update({qualified(name): value for name, value in xml.attrib.items()})
    if definition.is_leaf:
        node.typed = node.text = (xml.text or "") if not len(xml) else ""
        _drop(definition.path, list(xml), dropped)
        return
    by_name: dict[str, list[Xml]] = {}
    for child in xml:
        by_name.setdefault(qualified(child.tag), []).append(child)
    for child in definition.children:
        given = by_name.pop(child.name, [])
        if child.is_repeat:
            _fill_repeat(node, child, given, dropped)
        elif given:
            _fill(held(node, child), given[0], dropped)
            _drop(definition.path, given[1:], dropped)
    for unknown in by_name.values():
        _drop(definition.path, unknown, dropped)


def _fill_repeat(parent: Answer, repeat: Node, given: list[Xml], dropped: list[tuple[Path, str]]) -> None:
    for twin in list(parent.twins(repeat.name)):
        parent.remove(twin)
    place = place_of(parent, repeat)
    for offset, xml in enumerate(given):
        instance = blank(repeat)
        _fill(instance, xml, dropped)
        parent.insert(place + offset, instance)
    parent.place_twins(repeat.name)


def _drop(path: Path, given: list[Xml], dropped: list[tuple[Path, str]]) -> None:
    for xml in given:
        below = f"{path}/{qualified(xml.tag)}"
        if (xml.text or "").strip():
            dropped.append((below, xml.text or ""))
        _drop(below, list(xml), dropped)


def renew_id(root: Answer, environment: Environment) -> None:
    """Let a record be a new version of the one that it was."""
    meta = next(child for child in root.inner if child.name in ("meta", "orx:meta"))
    prefix = meta.name.removesuffix("meta")
    definitions = {child.name: child for child in meta.definition.children}
    current = held(meta, definitions[f"{prefix}instanceID"])
    former = held(meta, definitions[f"{prefix}deprecatedID"])
    former.typed = former.text = current.typed
    current.typed = current.text = f"uuid:{environment.new_id()}"
