"""What waits to be computed in one instance: rules in the order of computing, and the nodes each is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from forms.answer_nodes import Answer, instances_of, shared
from forms.definition import Node
from forms.dependencies import LAST_STATED, Part, Plan, Reader, Rule


class Agenda:
    """Taken from the front: each rule after those that decide what it reads, though more may come in between."""

    def __init__(self, plan: Plan, root: Answer) -> None:
        self._plan = plan
        self._root = root
        self._due = bytearray(len(plan.rules))
        """1 for a rule that waits."""
        self._nodes: dict[int, dict[Answer, None]] = {}
        """Place of a rule in the order -> the nodes that it waits for; of a rule that stands alone, none is noted."""
        self._alone: dict[int, Answer] = {}
        self._next = 0
        """No rule before this one waits."""

    def add(self, rule: Rule, node: Answer) -> None:
        """Have a rule computed for a node: of a repeat's number, the node that holds the repeat."""
        self._mark(rule.order)
        if not rule.is_alone:
            self._nodes.setdefault(rule.order, {})[node] = None

    def add_all(self, but: Callable[[Rule, Answer], bool]) -> None:
        """Have every rule computed that decides about a node, save where `but` says otherwise.

        What is shown is made when somebody looks.
        """
        standing: dict[Node, list[Answer]] = {}
        for node in self._root.everything():
            standing.setdefault(node.definition, []).append(node)
        for rule in self._plan.rules:
            for node in standing.get(computed_for(rule), ()):
                if rule.is_alone:
                    self._alone[rule.order] = node
                if rule.part <= LAST_STATED and not but(rule, node):
                    self.add(rule, node)

    def add_readers(self, node: Answer) -> None:
        """Have everything computed that reads a node."""
        definition = node.definition
        orders = self._plan.alone.get(definition)
        if orders is None:
            return
        for order in orders:
            self._due[order] = 1
        if orders and orders[0] < self._next:
            self._next = orders[0]
        for reader in self._plan.readers[definition]:
            self.add_reader(reader, node)

    def bound_readers(self, node: Answer) -> Callable[[], None] | None:
        """Return `add_readers` for one node, None where nobody reads it."""
        orders = self._plan.alone.get(node.definition, ())
        others = self._plan.readers.get(node.definition, ())
        due = self._due

        def add() -> None:
            for order in orders:
                due[order] = 1
            if orders and orders[0] < self._next:
                self._next = orders[0]
            for reader in others:
                self.add_reader(reader, node)

        return add if orders or others else None

    def add_reader(self, reader: Reader, node: Answer) -> None:
        """Have a rule computed wherever it could see that node."""
        rule = reader.rule
        if rule.is_alone:
            self._mark(rule.order)
            return
        for place in places(rule, shared(node, reader.anchor) if reader.anchor else self._root):
            self.add(rule, place)

    def take(self) -> Iterator[int]:
        """Yield what waits until nothing does: the places of rules in the order."""
        due = self._due
        while (order := due.find(1, self._next)) >= 0:
            due[order] = 0
            self._next = order + 1
            yield order

    def take_nodes(self, order: int) -> Iterable[Answer]:
        """Return the nodes that a rule waits for which does not stand alone."""
        return self._nodes.pop(order, ())

    def only(self, order: int) -> Answer:
        """Return the node of a rule that stands alone."""
        return self._alone.get(order) or self._find(order)

    def _mark(self, order: int) -> None:
        self._due[order] = 1
        if order < self._next:
            self._next = order

    def _find(self, order: int) -> Answer:
        found = self._alone[order] = places(self._plan.rules[order], self._root)[0]
        return found


def places(rule: Rule, within: Answer) -> list[Answer]:
    """Return the nodes that a rule is computed for; a repeat's number is computed for what holds the repeat."""
    return instances_of(computed_for(rule), within)


def computed_for(rule: Rule) -> Node:
    node = rule.node
    return node.parent if rule.part is Part.COUNT and node.parent is not None else node
