"""An instance as JSON, to go on later: what was typed, why nothing was, and which records it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.answer_nodes import Answer, blank
from forms.definition import Node
from forms.state import Missing, Path


def snapshot_of(node: Answer) -> dict[str, Any]:
    """Return a node and all below it. Only what differs from a blank form is written."""
    kept: dict[str, Any] = {}
    if node.typed != node.definition.default:
        kept["typed"] = node.typed
    if node.missing:
        kept["missing"] = str(node.missing)
    if node.record_id:
        kept["record"] = node.record_id
    if node.attributes != node.definition.attributes:
        kept["attributes"] = dict(node.attributes)
    inner: dict[str, Any] = {}
    for child in node.children:
        assert isinstance(child, Answer)
        child_kept = snapshot_of(child)
        if child.definition.is_repeat:
            inner.setdefault(child.name, []).append(child_kept)
        elif child_kept:
            inner[child.name] = child_kept
    for repeat in node.definition.children:
        if repeat.is_repeat:
            inner.setdefault(repeat.name, [])
    if inner:
        kept["inner"] = inner
    return kept


def restored(definition: Node, kept: Mapping[str, Any], dropped: list[tuple[Path, str]]) -> Answer:
    """Return the nodes of a snapshot; what this form has no place for goes to `dropped` as (path, text)."""
    node = blank(definition)
    _fill(node, kept, dropped)
    return node


def _fill(node: Answer, kept: Mapping[str, Any], dropped: list[tuple[Path, str]]) -> None:
    definition = node.definition
    node.typed = node.text = str(kept.get("typed", definition.default if definition.is_leaf else ""))
    node.missing = Missing(kept["missing"]) if kept.get("missing") in set(Missing) else None
    node.record_id = str(kept.get("record", ""))
    node.attributes.update(kept.get("attributes", {}))
    inner: Mapping[str, Any] = kept.get("inner", {})
    known = {child.name: child for child in definition.children}
    for name, below in inner.items():
        child = known.get(name)
        if child is None or child.is_repeat != isinstance(below, list):
            _drop(f"{definition.path}/{name}", below, dropped)
        elif child.is_repeat:
            for twin in list(node.named(name)):
                node.remove(twin)
            place = sum(1 for each in node.children if _before(definition, each.name, name))
            for offset, one in enumerate(below):
                node.insert(place + offset, restored(child, one, dropped))
        else:
            _fill(node.child(name), below, dropped)  # type: ignore[arg-type]


def _before(definition: Node, name: str, other: str) -> bool:
    names = [child.name for child in definition.children]
    return names.index(name) < names.index(other)


def _drop(path: Path, kept: Any, dropped: list[tuple[Path, str]]) -> None:
    for one in kept if isinstance(kept, list) else [kept]:
        if one.get("typed"):
            dropped.append((path, one["typed"]))
        for name, below in one.get("inner", {}).items():
            _drop(f"{path}/{name}", below, dropped)
