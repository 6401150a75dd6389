"""What a blank form knows of itself: when it was begun, by whom, on which device (ODK XForms, preload attributes)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forms.answer_nodes import Answer
from forms.definition import Node
from forms.expression import Environment


def preload(root: Answer, environment: Environment, properties: Mapping[str, str]) -> None:
    """Fill in the preloaded values of a blank form."""
    now = environment.now()
    for node in root.everything():
        for name, (kind, what) in node.definition.preloaded_attributes.items():
            node.attributes[name] = _value(kind, what, now, environment, properties) or node.attributes.get(name, "")
        kind, what = node.definition.preload
        text = _value(kind, what, now, environment, properties) if kind else ""
        if text:
            node.typed = node.text = text
        elif _is_instance_id(node.definition) and not node.typed:
            node.typed = node.text = f"uuid:{environment.new_id()}"


def is_preloaded(node: Node) -> bool:
    """Say whether something in a node is filled in when a blank form is begun."""
    return bool(node.preload[0] or node.preloaded_attributes or _is_instance_id(node))


def _is_instance_id(node: Node) -> bool:
    return node.name.endswith("instanceID") and node.name.rpartition(":")[2] == "instanceID"


def _value(kind: str, what: str, now: datetime, environment: Environment, properties: Mapping[str, str]) -> str:
    match kind, what:
        case "date", "today":
            return now.date().isoformat()
        case "timestamp", "start":
            return now.isoformat(timespec="milliseconds")
        case "uid", _:
            return f"uuid:{environment.new_id()}"
        case "property", _:
            return properties.get(what, "")
        case "context", _:
            # An older word for the same: `UserName`.
            return properties.get(what.lower(), "")
        case _:
            return ""


def finish(root: Answer) -> list[Answer]:
    """Return the nodes that hold when the form was finished."""
    return [node for node in root.everything() if node.definition.preload == ("timestamp", "end")]
