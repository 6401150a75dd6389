"""A form that was read and checked once, as a file that opens in milliseconds: nothing in it is parsed before its use.

The file is a line that says what it is of, then JSON: tables of expressions and nodes, with places in them in place of
references. Expressions are kept as text with what they read; their trees and closures are made at their first use.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

import orjson

from forms.audit import AuditWish
from forms.definition import BlankForm, Choice, Choices, Form, Node, Parts, SetValue, Standing, Words, digest_of
from forms.dependencies import Part, Plan, Reader, Rule
from forms.expression import Expression, Reference
from forms.list_table import ListTable
from forms.state import NOTHING
from forms.tree import Element
from forms.xml_in import objects_that_stay

SHAPE = 6
"""Raised whenever the file, or what reading an XForm makes of it, is other than before: older files are left alone."""
EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculate", "count")
WORDS = ("label", "hint", "constraint_words", "required_words")
ACTIONS = ("triggers", "new_repeat")
PLAIN = ("id", "version", "titles", "default_language", "files", "entities_version")

LEFT_OUT = {
    **dict.fromkeys(ACTIONS, ()),
    **dict.fromkeys(("attributes", "computed_attributes", "preloaded_attributes", "parameters"), NOTHING),
}
"""Fields of a node that have no default with the class."""

Kept = TypeVar("Kept")


class LateMapping(Mapping[str, Kept]):
    """Texts of JSON by name; each is read when it is first looked at, for a form in six languages is asked in one."""

    def __init__(self, texts: Mapping[str, str], read: Callable[[Any], Kept]) -> None:
        self._texts = texts
        self._read = read
        self._found: dict[str, Kept] = {}

    def __getitem__(self, name: str) -> Kept:
        if name not in self._found:
            with objects_that_stay():
                self._found[name] = self._read(orjson.loads(self._texts[name]))
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def form_from_stored(content: bytes, source: str) -> Form | None:
    """Return the form of an XForm document from the file that was made of it, None where the file is of another one."""
    digest = digest_of(source)
    line, _, body = content.partition(b"\n")
    if line != head(digest, body):
        return None
    try:
        with objects_that_stay():
            return _Reader(orjson.loads(body)).form(source, digest)
    except (ValueError, LookupError, TypeError, AttributeError):
        # No program of ours wrote this: it is made again.
        return None


def head(digest: str, body: bytes) -> bytes:
    """Return the first line of a file: what shape it has, which XForm document it is of, what the rest adds up to."""
    return f"stored form {SHAPE} of {digest}, {zlib.crc32(body):08x}".encode()


class _Reader:
    """Puts what the tables name in the place of places."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told
        self._references = [
            Reference(start, tuple([(axis, test) for axis, test in moves]), instance)
            for start, moves, instance in told["references"]
        ]
        self._reference_at: Callable[[int], Reference] = self._references.__getitem__
        self._expressions = list(map(self._expression, told["expressions"]))
        self._expression_at: Callable[[int], Expression] = self._expressions.__getitem__
        self._nodes: list[Node] = []
        self._node_at: Callable[[int], Node] = self._nodes.__getitem__
        self._fields: dict[str, Callable[[Any], Any]] = {
            **dict.fromkeys(EXPRESSIONS, self._expression_at),
            **dict.fromkeys(WORDS, self._words),
            **dict.fromkeys(ACTIONS, lambda value: list(map(self._action, value))),
            "choices": self._choices,
            "computed_attributes": lambda value: {name: self._expression_at(each) for name, each in value.items()},
            "preloaded_attributes": lambda value: {name: tuple(each) for name, each in value.items()},
            "preload": tuple,
            "prefilled": tuple,
            "appearance": frozenset,
        }

    def form(self, source: str, digest: str) -> Form:
        told = self._told
        for path, name, parent, given in told["nodes"]:
            self._nodes.append(self._node(path, name, None if parent is None else self._node_at(parent), given))
        form = Form(
            **{name: told[name] for name in PLAIN},
            root=self._nodes[0],
            nodes={node.path: node for node in self._nodes},
            languages=tuple(told["languages"]),
            styles=tuple(told["styles"]),
            audit=AuditWish(*told["audit"]) if told["audit"] else None,
            order=tuple(map(self._node_at, told["order"])),
            load_actions=tuple(map(self._action, told["load_actions"])),
            list_outputs={name: self._named(places) for name, places in told["list_outputs"].items()},
            translations=LateMapping(told["translations"], self._texts),
            lists=LateMapping(told["lists"], _list),
            hash=digest,
            source=source,
        )
        form.plan = self._plan(told["plan"])
        standings, waiting = told["blank"]
        form.blank = BlankForm(list(map(Standing._make, standings)), waiting)
        return form

    def _expression(self, told: Sequence[Any]) -> Expression:
        text, place, reads, functions = told
        expression = Expression(text, place and tuple(place))
        expression.references = tuple(map(self._reference_at, reads))
        expression.functions = frozenset(functions)
        return expression

    def _named(self, places: Iterable[int]) -> list[Expression]:
        return [self._expressions[place] for place in places]

    def _maybe(self, place: int | None) -> Expression | None:
        return None if place is None else self._expressions[place]

    def _node(self, path: str, name: str, parent: Node | None, given: dict[str, Any]) -> Node:
        for field, value in given.items():
            read = self._fields.get(field)
            if read is not None:
                given[field] = read(value)
        node = object.__new__(Node)
        # Most fields of most nodes are left out: those stand with the class, or are one and the same for all.
        node.__dict__ = {**LEFT_OUT, "path": path, "name": name, "parent": parent, "children": [], **given}
        if parent is not None:
            parent.children.append(node)
        # Every rule asks for them.
        around = parent.repeats if parent is not None else ()
        node.repeats = (*around, node) if node.is_repeat else around
        return node

    def _words(self, told: Sequence[Any]) -> Words:
        plain, itext, computed = told
        return Words(self._parts(plain), itext, self._maybe(computed))

    def _parts(self, told: Sequence[str | int]) -> Parts:
        return tuple([part if isinstance(part, str) else self._expressions[part] for part in told])

    def _texts(self, told: Mapping[str, Any]) -> Mapping[str, Mapping[str, Parts]]:
        return {name: {form: self._parts(parts) for form, parts in forms.items()} for name, forms in told.items()}

    def _choices(self, told: Sequence[Any]) -> Choices:
        written, items, value, label = told
        listed = tuple([Choice(name, self._words(words)) for name, words in written])
        return Choices(listed, self._maybe(items), value, self._maybe(label))

    def _action(self, told: Sequence[Any]) -> SetValue:
        target, events, value, text, chosen = told
        return SetValue(target, frozenset(events), self._maybe(value), text, self._maybe(chosen))

    def _plan(self, told: dict[str, list[Any]]) -> Plan:
        plan, part_at = Plan(), cast("Callable[[int], Part]", tuple(Part).__getitem__)
        for order, (node, part, expression, attribute) in enumerate(told["rules"]):
            rule = Rule(self._node_at(node), part_at(part), self._expression_at(expression), attribute, order)
            plan.rules.append(rule)
            plan.own.setdefault(rule.node, []).append(rule)
        for node, orders in told["alone"]:
            plan.alone[self._nodes[node]] = orders
        for name, readers in (("readers", plan.readers), ("counters", plan.counters), ("placed", plan.placed)):
            for node, found in told[name]:
                readers[self._nodes[node]] = [self._reader(plan, order, anchor) for order, anchor in found]
        plan.spoken += [plan.rules[order] for order in told["spoken"]]
        return plan

    def _reader(self, plan: Plan, order: int, anchor: int | None) -> Reader:
        return Reader(plan.rules[order], None if anchor is None else self._nodes[anchor])


def _list(told: Sequence[Any] | Mapping[str, Any]) -> Element:
    return ListTable(**told) if isinstance(told, Mapping) else _element(told)


def _element(told: Sequence[Any]) -> Element:
    name, text, *more = told
    element = Element(name, text, more[0] if more else None)
    for child in more[1] if more else ():
        element.append(_element(child))
    return element
