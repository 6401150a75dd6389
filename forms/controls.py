"""What a control of an XForm asks, and which question of the record it points at."""

from __future__ import annotations

from xml.etree.ElementTree import Element as Xml

from forms.definition import TYPES, Node
from forms.xml_in import attribute, qualified

MEDIA = {"image": "image", "audio": "audio", "video": "video"}


def target_of(xml: Xml, around: Node | None) -> str:
    """Return the schema path that a control points at; relative ones hang on what is around it."""
    return path_from((attribute(xml, "nodeset") or attribute(xml, "ref") or attribute(xml, "bind")).strip(), around)


def path_from(path: str, around: Node | None) -> str:
    """Return the path from the top for one that may be written from what is around it."""
    if not path or path.startswith("/") or around is None:
        return path
    parts = around.path.split("/")
    for step in path.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def without_predicates(path: str) -> str:
    """Return `/data/person/age` for `/data/person[position() = 1]/age`."""
    plain, depth = list[str](), 0
    for letter in path:
        depth += letter == "["
        plain += [] if depth else [letter]
        depth -= letter == "]"
    return "".join(plain)


def kind_of(control: str, node: Node, xml: Xml) -> str:
    """Return the kind of a question from its control and its type."""
    match control:
        case "select1":
            return "select_one"
        case "select":
            return "select_multiple"
        case "trigger":
            return "acknowledge"
        case "upload":
            return MEDIA.get(attribute(xml, "mediatype").partition("/")[0], "file")
        case "range" | "rank":
            return control
        case _:
            is_note = node.type == "string" and node.readonly is not None and node.calculate is None
            if is_note and node.readonly is not None and node.readonly.text.strip() == "true()":
                return "note"
            return TYPES.get(node.type, "text")


def lexical_kind_of(node: Node) -> str:
    """Return how the answers of a question are written."""
    if node.control == "range":
        return "integer" if TYPES.get(node.type) == "integer" else "decimal"
    return node.control


def texts_of(xml: Xml, path: str) -> dict[str, str]:
    """Return the texts of all leaves: schema path -> text."""
    if not len(xml):
        return {path: xml.text or ""}
    found: dict[str, str] = {}
    for child in xml:
        found |= texts_of(child, f"{path}/{qualified(child.tag)}")
    return found
