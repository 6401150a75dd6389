"""Writes a form that was read and checked as the file that `stored_form` opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import orjson

from forms.blank_form import blank_of
from forms.definition import Choices, Form, Node, Parts, SetValue, Words
from forms.dependencies import Plan, Reader
from forms.expression import Expression, Reference
from forms.list_table import ListTable
from forms.stored_form import ACTIONS, EXPRESSIONS, PLAIN, WORDS, head
from forms.tree import Element

OF_THE_TREE = ("path", "name", "parent", "children")
DEFAULTS = vars(Node("", "", None))


def stored(form: Form) -> bytes:
    """Return the file of a form; `form_from_stored` gives the form back."""
    body = orjson.dumps(_Writer(form).told())
    return head(form.hash, body) + b"\n" + body


class _Writer:
    """Gives every expression and node a place in its table."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._nodes = form.root.walk()
        self._places = {node: place for place, node in enumerate(self._nodes)}
        self._expressions: dict[Expression, int] = {}
        self._references: dict[Reference, int] = {}

    def told(self) -> dict[str, Any]:
        form, blank = self._form, self._form.blank or blank_of(self._form)
        told = {name: getattr(form, name) for name in PLAIN} | {
            "languages": form.languages,
            "styles": form.styles,
            "audit": [form.audit.changes, form.audit.user, form.audit.reasons] if form.audit else None,
            "nodes": list(map(self._node, self._nodes)),
            "order": [self._places[node] for node in form.order],
            "load_actions": list(map(self._action, form.load_actions)),
            "list_outputs": {name: list(map(self._place_of, outputs)) for name, outputs in form.list_outputs.items()},
            "translations": {name: _json(self._texts(texts)) for name, texts in form.translations.items()},
            "lists": {name: _json(_list(top)) for name, top in form.lists.items()},
            "plan": self._plan(form.plan),
            "blank": [list(map(list, blank.standings)), blank.waiting],
        }
        # Last, when every expression has its place.
        expressions = list(map(self._expression, self._expressions))
        references = [[each.start, each.moves, each.instance] for each in self._references]
        return told | {"expressions": expressions, "references": references}

    def _expression(self, expression: Expression) -> list[Any]:
        reads = [self._references.setdefault(each, len(self._references)) for each in expression.references]
        return [expression.text, expression.place, reads, sorted(expression.functions)]

    def _place_of(self, expression: Expression | None) -> int | None:
        return None if expression is None else self._expressions.setdefault(expression, len(self._expressions))

    def _node(self, node: Node) -> list[Any]:
        told: dict[str, Any] = {}
        for field in fields(Node):
            value = getattr(node, field.name)
            # A form that was opened as stored has no list for what a node does not do.
            is_nothing = value == DEFAULTS[field.name] or (field.name in ACTIONS and not value)
            if field.name not in OF_THE_TREE and not is_nothing:
                told[field.name] = self._field(field.name, value)
        return [node.path, node.name, self._places[node.parent] if node.parent else None, told]

    def _field(self, name: str, value: Any) -> Any:
        if name in EXPRESSIONS:
            return self._place_of(value)
        if name in WORDS:
            return self._words(value)
        if name in ACTIONS:
            return list(map(self._action, value))
        match name:
            case "choices":
                return self._choices(value)
            case "computed_attributes":
                return {attribute: self._place_of(each) for attribute, each in value.items()}
            case "appearance":
                return sorted(value)
            case _:
                return value

    def _words(self, words: Words) -> list[Any]:
        return [self._parts(words.plain), words.itext, self._place_of(words.computed)]

    def _parts(self, parts: Parts) -> list[str | int | None]:
        return [part if isinstance(part, str) else self._place_of(part) for part in parts]

    def _texts(self, texts: Mapping[str, Mapping[str, Parts]]) -> dict[str, Any]:
        return {name: {form: self._parts(parts) for form, parts in forms.items()} for name, forms in texts.items()}

    def _choices(self, choices: Choices) -> list[Any]:
        written = [[choice.name, self._words(choice.label)] for choice in choices.listed]
        return [written, self._place_of(choices.items), choices.value, self._place_of(choices.label)]

    def _action(self, action: SetValue) -> list[Any]:
        value, chosen = self._place_of(action.value), self._place_of(action.chosen)
        return [action.target, sorted(action.events), value, action.text, chosen]

    def _plan(self, plan: Plan) -> dict[str, Any]:
        readers = self._readers
        return {
            "rules": [
                [self._places[rule.node], rule.part, self._place_of(rule.expression), rule.attribute]
                for rule in plan.rules
            ],
            "alone": [[self._places[node], orders] for node, orders in plan.alone.items()],
            "readers": readers(plan.readers),
            "counters": readers(plan.counters),
            "placed": readers(plan.placed),
            "spoken": [rule.order for rule in plan.spoken],
        }

    def _readers(self, readers: Mapping[Node, Sequence[Reader]]) -> list[Any]:
        place_of = self._places.__getitem__
        return [
            [place_of(node), [[each.rule.order, place_of(each.anchor) if each.anchor else None] for each in found]]
            for node, found in readers.items()
        ]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _list(top: Element) -> list[Any] | dict[str, Any]:
    if isinstance(top, ListTable):
        return {"name": top.name, "item_name": top.item_name, "columns": top.columns}
    return _listed(top)


def _listed(element: Element) -> list[Any]:
    told: list[Any] = [element.name, element.text]
    if element.attributes or element.family:
        told += [element.attributes, list(map(_listed, element.family))]
    return told
