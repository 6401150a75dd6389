"""Location paths: plain ones become direct look-ups, all others go from step to step (XPath 1.0, 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from forms.expression.axes import AXES, REVERSE, in_document_order
from forms.expression.code import Code, Kind, as_boolean, as_number, nodes_code
from forms.expression.context import Context
from forms.expression.syntax import ABOVE, HERE, Step
from forms.tree import Node

Nodes: TypeAlias = Callable[[Context], Sequence[Node]]
First: TypeAlias = Callable[[Context], Node | None]
Text: TypeAlias = Callable[[Context], str]
Test: TypeAlias = Callable[[Node], bool]
Predicate: TypeAlias = Callable[[Sequence[Node], Context], Sequence[Node]]
XML = "http://www.w3.org/XML/1998/namespace"


def plain_path(steps: Sequence[Step], absolute: bool) -> Code | None:
    """Compile `/data/person/age`, `../age`, `.` and the like; None where there is more to a path."""
    inner = [step for step in steps if step != HERE]
    ups = 0
    while ups < len(inner) and inner[ups] == ABOVE:
        ups += 1
    names = [step.test for step in inner[ups:] if is_plain_child(step)]
    if len(names) + ups < len(inner) or (absolute and (ups or not names)):
        return None
    if absolute:
        return _look_up(from_root(names[0]), names[1:], _text_from_root(*names) if len(names) == 2 else None)
    return _look_up(from_above(ups), names, _text_beside(names[0]) if ups == len(names) == 1 else None)


def is_plain_child(step: Step) -> bool:
    return step.axis == "child" and not step.predicates and "*" not in step.test and "(" not in step.test


def from_root(name: str) -> First:
    def outermost(context: Context) -> Node | None:
        # Not of the node: inside of a predicate on a list of choices, `/` still means the form.
        root = context.current
        parent = root.parent
        while parent is not None:
            root = parent
            parent = root.parent
        if root.name == name:
            return root
        return root.child(name) if root.kind == "root" else None

    return outermost


def from_above(ups: int) -> First:
    if ups == 0:
        return lambda context: context.node
    if ups == 1:
        return lambda context: context.node.parent

    def ancestor(context: Context) -> Node | None:
        node: Node | None = context.node
        for _ in range(ups):
            if node is None:
                return None
            node = node.parent
        return node

    return ancestor


def _text_from_root(outermost: str, name: str) -> Text:
    """Return the text of `/data/age` in one go: of a thousand questions, most look at each other so."""

    def text(context: Context) -> str:
        root: Node = context.current
        parent = root.parent
        while parent is not None:
            root = parent
            parent = root.parent
        if root.name != outermost:
            above = root.child(outermost) if root.kind == "root" else None
            if above is None:
                return ""
            root = above
        index = root.by_name
        if index is None or name not in index:
            return _text_of_child(root, name)
        # What follows is `_text_of_child` once more: a call for each look costs a tenth of all answering.
        for node in index[name]:
            return node.string_value() if node.children else node.text
        return ""

    return text


def _text_beside(name: str) -> Text:
    """Return the text of `../age` in one go."""

    def text(context: Context) -> str:
        parent = context.node.parent
        return "" if parent is None else _text_of_child(parent, name)

    return text


def _text_of_child(parent: Node, name: str) -> str:
    index = parent.by_name
    if index is None:
        node = parent.child(name)
    else:
        namesakes = index.get(name)
        node = namesakes[0] if namesakes else None
    if node is None:
        return ""
    return node.string_value() if node.children else node.text


def _look_up(start: First, names: Sequence[str], text: Text | None) -> Code:
    if not names:
        return nodes_code(lambda context: () if (node := start(context)) is None else (node,), start)
    if len(names) == 1:
        return _look_up_child(start, names[0], text)

    def nodes(context: Context) -> Sequence[Node]:
        node = start(context)
        found: Sequence[Node] = () if node is None else (node,)
        for name in names:
            found = children_named(found, name)
        return found

    def first(context: Context) -> Node | None:
        node = start(context)
        for name in names:
            node = node.child(name) if node is not None else None
        # The first of several parents may lack a child that the next one has.
        return next(iter(nodes(context)), None) if node is None else node

    return nodes_code(nodes, first)


def children_named(nodes: Sequence[Node], name: str) -> Sequence[Node]:
    """Return the children with that name of all nodes."""
    if len(nodes) == 1:
        # Nearly always there is one parent, whose index already holds the answer.
        return nodes[0].named(name)
    return [child for node in nodes for child in node.named(name)]


def _look_up_child(start: First, name: str, text: Text | None) -> Code:
    def nodes(context: Context) -> Sequence[Node]:
        node = start(context)
        return () if node is None else node.named(name)

    def first(context: Context) -> Node | None:
        node = start(context)
        return None if node is None else node.child(name)

    return nodes_code(nodes, first, text)


def stepwise(start: Nodes | None, steps: Sequence[Step], plans: Sequence[StepPlan], level: bool = False) -> Code:
    """Go from step to step. Sorting is left out where the steps keep document order by themselves.

    `level`: the nodes at the start lie side by side, none within another.
    """
    ordered = _needs_order(steps, level or start is None)

    def nodes(context: Context) -> Sequence[Node]:
        found: Sequence[Node] = (context.node,) if start is None else start(context)
        for plan, sort in zip(plans, ordered, strict=True):
            if len(found) == 1:
                found = plan.from_one(found[0], context)
            else:
                found = [reached for node in found for reached in plan.from_one(node, context)]
                if sort:
                    found = in_document_order(found)
        return found

    return nodes_code(nodes)


def _needs_order(steps: Sequence[Step], level: bool) -> list[bool]:
    """Say of each step whether its nodes must be sorted when it was taken from several.

    `level`: all nodes so far lie side by side, none within another.
    """
    needs = list[bool]()
    for step in steps:
        needs.append(not (step.axis in ("self", "attribute") or (level and step.axis in ("child", "descendant"))))
        level = level and step.axis in ("self", "attribute", "child", "parent")
    return needs


class StepPlan:
    """One compiled step: from one node to those it leads to."""

    def __init__(self, axis: str, test: str, predicates: Sequence[Predicate], namespaces: Mapping[str, str] | None):
        self._along = _along(axis, test, namespaces)
        self._predicates = predicates
        self._reverse = axis in REVERSE

    def from_one(self, node: Node, context: Context) -> Sequence[Node]:
        found = self._along(node)
        for predicate in self._predicates:
            found = predicate(found, context)
        return found[::-1] if self._reverse else found


def _along(axis: str, test: str, namespaces: Mapping[str, str] | None) -> Callable[[Node], Sequence[Node]]:
    if axis == "child" and test == "*":
        return lambda node: node.children
    if axis == "child" and namespaces is None and "*" not in test and "(" not in test:
        return lambda node: node.named(test)
    walk, fits = AXES[axis], node_test(axis, test, namespaces)
    return lambda node: [reached for reached in walk(node) if fits(reached)]


def node_test(axis: str, test: str, namespaces: Mapping[str, str] | None) -> Test:
    """Return the check of one node; without namespaces, prefixes count as they are written."""
    if test == "node()":
        return lambda node: True
    if test.endswith("()"):
        kind = test[:-2]
        return lambda node: node.kind == kind
    if test.endswith(")"):
        target = test[len("processing-instruction(") + 1 : -2]
        return lambda node: node.kind == "processing-instruction" and node.name == target
    principal = "attribute" if axis == "attribute" else "element"
    if test == "*":
        return lambda node: node.kind == principal
    return _name_test(principal, test, namespaces)


def _name_test(principal: str, test: str, namespaces: Mapping[str, str] | None) -> Test:
    prefix, _, local = test.rpartition(":")
    default = "" if principal == "attribute" or namespaces is None else namespaces.get("", "")
    uri = default if not prefix else XML if prefix == "xml" else (namespaces or {}).get(prefix)
    if namespaces is None or uri is None:
        start = f"{prefix}:" if local == "*" else None
        if start is not None:
            return lambda node: node.kind == principal and node.name.startswith(start)
        return lambda node: node.name == test and node.kind == principal
    if local == "*":
        return lambda node: node.kind == principal and node.namespace == uri
    return lambda node: node.local_name == local and node.kind == principal and node.namespace == uri


def predicate(code: Code) -> Predicate:
    """Compile `[...]`: a number is a position, anything else a condition."""
    if isinstance(code.constant, float):
        return _at_position(code.constant)
    if code.kind is Kind.NUMBER:
        number = as_number(code)
        return _keeping(lambda context: number(context) == context.position)
    if code.kind is Kind.ANY:
        value, truth = code.value, as_boolean(code)

        def holds(context: Context) -> bool:
            result = value(context)
            return result == float(context.position) if isinstance(result, float) else truth(context)

        return _keeping(holds)
    return _keeping(as_boolean(code))


def _at_position(position: float) -> Predicate:
    index = int(position) - 1 if position.is_integer() and position >= 1 else None
    return lambda nodes, context: () if index is None else nodes[index : index + 1]


def _keeping(holds: Callable[[Context], bool]) -> Predicate:
    def keep(nodes: Sequence[Node], context: Context) -> Sequence[Node]:
        if not nodes:
            return nodes
        inner = Context(context.node, context.environment, context.current, size=len(nodes))
        kept = list[Node]()
        for inner.position, inner.node in enumerate(nodes, start=1):
            if holds(inner):
                kept.append(inner.node)
        return kept

    return keep
