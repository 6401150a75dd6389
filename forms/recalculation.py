"""Calculated values of kept records: after a merge they are computed anew, never taken from anybody.

A merge recomputes hundreds of thousands of records, so this is no `Instance`: no states, no labels, only the rules that
a kept field hangs on, each once, in the order of the form's plan; and the nodes of one family serve the next one too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from forms.choice_names import choice_names, default_text
from forms.definition import Form, Node, Words
from forms.dependencies import Part, Rule, resolve
from forms.entities import Container, containers_of, is_kept
from forms.expression import Context, Environment, ExpressionError
from forms.instance import lists_of
from forms.lexical import INTEGER, computed
from forms.rows import Row, Value
from forms.state import Missing
from forms.tree import Element

Recalculate = Callable[[Sequence[Row]], list[Row]]

DECIDING = (Part.CALCULATE, Part.RELEVANT)


class Cell(Element):
    """One node while a family is computed."""

    __slots__ = ("context", "default", "relevant", "repeats")

    def __init__(self, definition: Node, environment: Environment) -> None:
        super().__init__(definition.name)
        # A default is for blank forms; a kept record that is blank there was left blank.
        self.default = "" if definition.control and not definition.calculate else definition.default
        self.repeats = definition.is_repeat
        self.relevant = True
        self.context = Context(self, environment)

    def leave_out(self) -> None:
        """It is not relevant, nor is what is in it."""
        self.relevant = False
        self.text = ""
        if self.repeats and self.parent is not None:
            self.parent.hide(self)
        for child in self.family:
            assert isinstance(child, Cell)
            child.leave_out()


class _Record:
    """The nodes of one record, and where the records within it belong."""

    __slots__ = ("cells", "fields", "holders", "row", "top", "touched")

    def __init__(self, container: Container, inner: Sequence[Container], environment: Environment) -> None:
        self.row: Row
        self.cells: dict[Node, Cell] = {}
        self.top = self._build(container.node, environment)
        self.fields = [(name, self.cells[node], _is_whole(node)) for name, node in container.fields()]
        self.holders = [(self.cells[each.node.parent], each) for each in inner if each.node.parent]
        self.touched: list[Cell] = list(self.cells.values())

    def _build(self, definition: Node, environment: Environment) -> Cell:
        cell = self.cells[definition] = Cell(definition, environment)
        for child in definition.children:
            if not child.is_repeat:
                cell.append(self._build(child, environment))
        return cell

    def begin(self, row: Row) -> None:
        self.row = row
        for cell in self.touched:
            cell.relevant = True
            cell.text = cell.default
        values = row.values
        for name, cell, _ in self.fields:
            value = values.get(name)
            if value is not None and not isinstance(value, Missing):
                cell.text = str(value)

    def finished(self) -> Row:
        row = self.row
        given, values = row.values, dict[str, Value]()
        for name, cell, whole in self.fields:
            text = cell.text
            if not cell.relevant:
                values[name] = None
            elif not text:
                value = given.get(name)
                values[name] = value if isinstance(value, Missing) else None
            else:
                values[name] = int(text) if whole and INTEGER.fullmatch(text) else text
        return Row(row.dataset, row.record_id, row.parent_id, row.position, values)


class _Recalculator:
    """Computes one family after the other."""

    def __init__(self, form: Form, environment: Environment) -> None:
        self._environment = replace(
            environment,
            instances=lists_of(form, environment),
            itext=self._itext,
            choice_name=choice_names(form, lambda: self._environment),
            indexes={},
        )
        self._form = form
        self._containers = containers_of(form)
        kept = [node for container in self._containers for _, node in container.fields()]
        self._rules = [(rule, _container_of(rule.node, form.root)) for rule in _needed(form, kept)]
        self._inner = {
            container.node: [each for each in self._containers if each.parent is container.node]
            for container in self._containers
        }
        self._spare: dict[Node, list[_Record]] = {container.node: [] for container in self._containers}

    def __call__(self, rows: Sequence[Row]) -> list[Row]:
        root = next((row for row in rows if row.dataset == self._containers[0].dataset), None)
        if root is None:
            return []
        below: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            below.setdefault((row.dataset, row.parent_id), []).append(row)
        family: dict[Node, list[_Record]] = {}
        records: list[_Record] = []
        self._begin(self._containers[0], root, below, family, records)
        for rule, container in self._rules:
            for record in family.get(container, ()):
                _compute(rule, record.cells[rule.node])
        found = [record.finished() for record in records]
        self._put_by(family)
        return found

    def _begin(
        self,
        container: Container,
        row: Row,
        below: dict[tuple[str, str], list[Row]],
        family: dict[Node, list[_Record]],
        records: list[_Record],
    ) -> _Record:
        """Take nodes for a record and for the records in it."""
        spare = self._spare[container.node]
        record = spare.pop() if spare else _Record(container, self._inner[container.node], self._environment)
        record.begin(row)
        records.append(record)
        family.setdefault(container.node, []).append(record)
        for holder, inner in record.holders:
            twins = below.get((inner.dataset, row.record_id), ())
            place = _place_of(holder, inner.node)
            for twin in sorted(twins, key=lambda each: each.position):
                holder.insert(place, self._begin(inner, twin, below, family, records).top)
                place += 1
        return record

    def _put_by(self, family: dict[Node, list[_Record]]) -> None:
        for container, records in family.items():
            for record in records:
                if record.top.parent is not None:
                    record.top.parent.hide(record.top, False)
                    record.top.parent.remove(record.top)
            self._spare[container] += records

    def _itext(self, text_id: str) -> str:
        return default_text(self._form, Words(itext=text_id), Context(Element(self._form.root.name), self._environment))


def recalculator(form: Form, environment: Environment) -> Recalculate:
    """Return what recomputes one family of records: the root's row, then the rows of its repeats, outer before inner.

    The rows come back with every calculated field filled in and what is not relevant blank. A row whose dataset the
    form does not ask, or whose parent is not among them, is left out.
    """
    return _Recalculator(form, environment)


def _needed(form: Form, kept: Sequence[Node]) -> list[Rule]:
    """Return the rules that the kept fields hang on, in the order of computing."""
    deciding: dict[Node, list[Rule]] = {}
    for rule in form.plan.rules:
        if rule.part in DECIDING:
            deciding.setdefault(rule.node, []).append(rule)
    wanted: set[Rule] = set()
    waiting = [*kept]
    seen: set[Node] = set()
    while waiting:
        node: Node | None = waiting.pop()
        while node is not None:
            here, node = node, node.parent
            if here in seen:
                continue
            seen.add(here)
            for rule in deciding.get(here, ()):
                wanted.add(rule)
                for reference in rule.expression.references:
                    if reference.start == "unknown" or not reference.is_plain:
                        waiting += form.root.walk()
                    elif reference.start != "instance":
                        waiting += [below for found in resolve(form, here, reference)[0] for below in found.walk()]
    return [rule for rule in form.plan.rules if rule in wanted]


def _container_of(node: Node, root: Node) -> Node:
    return node.repeats[-1] if node.repeats else root


def _is_whole(node: Node) -> bool:
    return node.control == "integer" or node.type in ("int", "integer")


def _place_of(holder: Cell, repeat: Node) -> int:
    """Return where the first instance of a repeat stands among the children of what holds it."""
    assert repeat.parent is not None
    siblings = repeat.parent.children
    before = {sibling.name for sibling in siblings[: siblings.index(repeat)]}
    return sum(child.name in before for child in holder.family)


def _compute(rule: Rule, cell: Cell) -> None:
    if not cell.relevant:
        return
    try:
        if rule.part is Part.RELEVANT:
            if not rule.expression.boolean(cell.context):
                cell.leave_out()
        elif not (cell.text and is_kept(rule.node)):
            # What was random, or of that day, is kept as an answer is.
            cell.text = computed(rule.node.type, rule.expression.string(cell.context))
    except ExpressionError:
        # A list that is not there, a pattern made of answers: blank, or not asked, as in the form.
        if rule.part is Part.RELEVANT:
            cell.leave_out()
        else:
            cell.text = ""
