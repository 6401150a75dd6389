"""What the rows of a roster add up to: kept from one look to the next, so that an answer costs what it changes.

`sum(/data/person/age)` and `count(/data/person[age >= 18])` would otherwise look at two hundred persons again after
every answer in any row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from forms.expression.code import Code, Kind
from forms.expression.context import Context
from forms.expression.functions.signature import Site
from forms.expression.paths import Predicate, from_above, from_root, is_plain_child, predicate
from forms.expression.references import VOLATILE, functions_of, references_of
from forms.expression.syntax import ABOVE, Path, Step, Syntax
from forms.expression.values import EXACT, number_of_text, text_of
from forms.tree import FEW, Element, Node

_LOOKING_ELSEWHERE = VOLATILE | {
    *("position", "last", "current", "instance", "id", "lang", "pulldata", "indexed-repeat"),
    *("jr:choice-name", "jr:itext"),
}
"""Functions whose result is not decided by what stands in the row alone."""

Adds = list[float | None]
"""What each node of a row adds to a sum, None where it is blank."""


class Column:
    """The nodes of one call, row by row: where the rows stand, which of them count, what is taken of each."""

    def __init__(self, start: Callable[[Context], Node | None], names: Sequence[str], keep: Predicate | None) -> None:
        self._start = start
        self._names = names
        self._keep = keep
        """The condition of the last step."""

    def rows(self, context: Context) -> Rows | None:
        """Return the rows as they stand now, None where so few stand there that nothing is kept of them."""
        node = self._start(context)
        for step, name in enumerate(self._names, start=1):
            twins = node.named(name) if node is not None else ()
            if node is not None and len(twins) > FEW:
                return self._kept(node, twins, step, context) if node.keeps_rows else None
            if len(twins) != 1:
                return None
            node = twins[0]
        return None

    def _kept(self, parent: Node, twins: Sequence[Element], step: int, context: Context) -> Rows:
        if parent.kept_rows is None:
            parent.kept_rows = {}
        kept: Rows | None = parent.kept_rows.get(self)
        if kept is None:
            kept = parent.kept_rows[self] = Rows(twins)
        for row in kept.stale:
            is_there = row.parent is parent and not parent.hides(row)
            kept.put(row, self._added_by(row, step, context) if is_there else [])
        kept.stale.clear()
        kept.in_order = twins
        return kept

    def _added_by(self, row: Element, step: int, context: Context) -> Adds:
        nodes: Sequence[Node] = (row,)
        for name in self._names[step:]:
            nodes = [child for node in nodes for child in node.named(name)]
        if self._keep is not None:
            nodes = self._keep(nodes, context)
        texts = map(text_of, nodes)
        return [number_of_text(text, context.environment) if text else None for text in texts]


class Rows:
    """What the rows below one node add up to."""

    __slots__ = ("_adds", "_odd", "_size", "_whole", "count", "in_order", "stale")

    def __init__(self, rows: Sequence[Element]) -> None:
        self.in_order = rows
        self.stale: dict[Element, None] = dict.fromkeys(rows)
        """Rows that have come, gone or changed since they were last looked at."""
        self.count = 0
        """How many nodes there are."""
        self._adds: dict[Element, Adds] = {}
        self._whole = 0
        self._size = 0
        self._odd = 0
        """How many add something else than a whole number."""

    @property
    def sum(self) -> float:
        if not self._odd and self._size < EXACT:
            return float(self._whole)
        # The last digit of a sum of fractions hangs on the order of adding.
        adds = (number for row in self.in_order for number in self._adds.get(row, ()))
        return sum([number for number in adds if number is not None], 0.0)

    def put(self, row: Element, adds: Adds) -> None:
        """Take what a row adds now in place of what it added before."""
        self._account(self._adds.pop(row, ()), -1)
        self._account(adds, 1)
        if adds:
            self._adds[row] = adds

    def _account(self, adds: Iterable[float | None], sign: int) -> None:
        for number in adds:
            self.count += sign
            if number is None:
                continue
            if number.is_integer():
                self._whole += sign * int(number)
                self._size += sign * abs(int(number))
            else:
                self._odd += sign


def column_of(site: Site, path: Syntax) -> Column | None:
    """Return the column that a path is, None where it is more than names and a condition at its end.

    The condition may look only at what lies within the node that it is for.
    """
    if not isinstance(path, Path) or path.start is not None or not path.steps:
        return None
    ups = 0 if path.absolute else len(list(takewhile(lambda step: step == ABOVE, path.steps)))
    *above, last = path.steps
    steps = [*above[ups:], Step(last.axis, last.test)]
    if not all(map(is_plain_child, steps)) or (path.absolute and not above):
        return None
    keep = None
    match last.predicates:
        case ():
            pass
        case (condition,) if _looks_only_within(condition) and _is_condition(code := site.compile(condition)):
            keep = predicate(code)
        case _:
            return None
    names = [step.test for step in steps]
    return Column(from_root(names[0]), names[1:], keep) if path.absolute else Column(from_above(ups), names, keep)


def _looks_only_within(condition: Syntax) -> bool:
    return not functions_of(condition) & _LOOKING_ELSEWHERE and all(
        reference.start == "context" and all(axis == "child" and "(" not in test for axis, test in reference.moves)
        for reference in references_of(condition)
    )


def _is_condition(code: Code) -> bool:
    """Say whether it surely is a truth, not a position."""
    return code.kind in (Kind.BOOLEAN, Kind.NODES, Kind.STRING)
