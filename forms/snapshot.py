"""An instance as JSON, to go on later: what was typed, why nothing was, and which records it becomes."""

from __future__ import annotations

from typing import Any

from forms.answer_nodes import Answer, blank, held, place_of
from forms.definition import Node
from forms.state import Missing, Path

Kept = dict[str, Any]
"""One node in a snapshot."""


def snapshot_of(node: Answer) -> Kept:
    """Return a node and all below it; what is blank, and blank in a new form too, is left out."""
    kept: Kept = {}
    definition = node.definition
    if node.typed or definition.default:
        kept["typed"] = node.typed
    if node.begun != definition.default:
        kept["begun"] = node.begun
    if node.stowed:
        kept["stowed"] = node.stowed
    if node.missing:
        kept["missing"] = str(node.missing)
    if node.record_id:
        kept["record"] = node.record_id
    if node.attributes and node.attributes != definition.attributes:
        kept["attributes"] = dict(node.attributes)
    if not definition.children:
        return kept
    inner: dict[str, Any] = {}
    for child in node.inner:
        child_kept = snapshot_of(child)
        if child.definition.is_repeat:
            inner.setdefault(child.name, []).append(child_kept)
        elif child_kept:
            inner[child.name] = child_kept
    for repeat in definition.children:
        if repeat.is_repeat:
            inner.setdefault(repeat.name, [])
    if inner:
        kept["inner"] = inner
    return kept


def restored(definition: Node, kept: Kept, dropped: list[tuple[Path, str]]) -> Answer:
    """Return the nodes of a snapshot; what this form has no place for goes to `dropped` as (path, text)."""
    node = blank(definition)
    _fill(node, kept, dropped)
    return node


def _fill(node: Answer, kept: Kept, dropped: list[tuple[Path, str]]) -> None:
    definition = node.definition
    reason = kept.get("missing")
    node.missing = Missing(reason) if reason in set(Missing) else None
    node.record_id = str(kept.get("record", ""))
    node.attributes.update(kept.get("attributes", {}))
    inner: dict[str, Any] = kept.get("inner", {})
    if not definition.is_leaf:
        _drop(definition.path, {"typed": kept.get("typed")}, dropped)
    else:
        node.typed = node.text = str(kept.get("typed", definition.default))
        node.begun = str(kept.get("begun", definition.default))
        node.stowed = str(kept.get("stowed", ""))
    known = {child.name: child for child in definition.children}
    for name, below in inner.items():
        child = known.get(name)
        if child is None or child.is_repeat != isinstance(below, list):
            _drop(f"{definition.path}/{name}", below, dropped)
        elif child.is_repeat:
            _fill_repeat(node, child, below, dropped)
        else:
            _fill(held(node, child), below, dropped)


def _fill_repeat(parent: Answer, repeat: Node, below: list[Kept], dropped: list[tuple[Path, str]]) -> None:
    for twin in list(parent.twins(repeat.name)):
        parent.remove(twin)
    place = place_of(parent, repeat)
    for offset, one in enumerate(below):
        parent.insert(place + offset, restored(repeat, one, dropped))
    parent.place_twins(repeat.name)


def _drop(path: Path, kept: Kept | list[Kept], dropped: list[tuple[Path, str]]) -> None:
    for one in kept if isinstance(kept, list) else [kept]:
        if one.get("typed"):
            dropped.append((path, one["typed"]))
        for name, below in one.get("inner", {}).items():
            _drop(f"{path}/{name}", below, dropped)
