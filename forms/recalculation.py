"""Calculated values of kept records: after a merge they are computed anew, never taken from anybody.

A merge recomputes hundreds of thousands of records, so this is no `Instance`: no states, no labels, and only the rules
that a kept field hangs on, each once, in the order of the form's plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from forms.choice_names import choice_names, default_text
from forms.definition import Form, Node, Words
from forms.dependencies import Part, Plan, Rule, resolve
from forms.entities import Container, containers_of, is_kept
from forms.expression import Context, Environment, ExpressionError
from forms.instance import lists_of
from forms.lexical import INTEGER
from forms.rows import Row, Value
from forms.state import Missing
from forms.tree import Element

Recalculate = Callable[[Sequence[Row]], list[Row]]

DECIDING = (Part.CALCULATE, Part.RELEVANT)


class Cell(Element):
    """One node while a family is computed."""

    __slots__ = ("relevant", "repeats", "typed")

    def __init__(self, name: str, text: str, repeats: bool) -> None:
        super().__init__(name, text)
        self.repeats = repeats
        self.typed = text
        self.relevant = True


class _Family:
    """The nodes of one family of records, by definition."""

    def __init__(self) -> None:
        self.cells: dict[Node, list[Cell]] = {}
        self.records: list[tuple[Row, Container, dict[Node, Cell]]] = []


def recalculator(form: Form, environment: Environment) -> Recalculate:
    """Return what recomputes one family of records: the root's row, then the rows of its repeats, outer before inner.

    The rows come back with every calculated field filled in and what is not relevant blank. A row whose dataset the
    form does not ask, or whose parent is not among them, is left out.
    """
    containers = containers_of(form)
    fields = {container.node: tuple(container.fields()) for container in containers}
    rules = _needed(form, form.plan, [node for each in fields.values() for _, node in each])
    inner = {container.node: [each for each in containers if each.parent is container.node] for container in containers}
    world = replace(
        environment,
        instances=lists_of(form, environment),
        itext=_itext(form, lambda: world),
        choice_name=choice_names(form, lambda: world),
        indexes={},
    )

    def recalculate(rows: Sequence[Row]) -> list[Row]:
        family = _Family()
        below: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            below.setdefault((row.dataset, row.parent_id), []).append(row)
        root = next((row for row in rows if row.dataset == containers[0].dataset), None)
        if root is None:
            return []
        _build(form.root, root, containers[0], family, inner, below, fields)
        for rule in rules:
            for cell in family.cells.get(rule.node, ()):
                _compute(rule, cell, world)
        return [_row(row, container, cells, fields) for row, container, cells in family.records]

    return recalculate


def _itext(form: Form, environment: Callable[[], Environment]) -> Callable[[str], str]:
    def itext(text_id: str) -> str:
        return default_text(form, Words(itext=text_id), Context(Element(form.root.name), environment()))

    return itext


def _needed(form: Form, plan: Plan, kept: Sequence[Node]) -> list[Rule]:
    """Return the rules that the kept fields hang on, in the order of computing."""
    deciding: dict[Node, list[Rule]] = {}
    for rule in plan.rules:
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
    return [rule for rule in plan.rules if rule in wanted]


def _build(
    definition: Node,
    row: Row,
    container: Container,
    family: _Family,
    inner: dict[Node, list[Container]],
    below: dict[tuple[str, str], list[Row]],
    fields: dict[Node, tuple[tuple[str, Node], ...]],
) -> Cell:
    """Make the nodes of a record and of the records in it."""
    own: dict[Node, Cell] = {}
    repeats: dict[Node, list[Cell]] = {}
    family.records.append((row, container, own))
    for each in inner[container.node]:
        twins = sorted(below.get((each.dataset, row.record_id), ()), key=lambda twin: twin.position)
        repeats[each.node] = [_build(each.node, twin, each, family, inner, below, fields) for twin in twins]
    top = _cells(definition, own, repeats, family)
    for name, node in fields[container.node]:
        value = row.values.get(name)
        if value is not None and not isinstance(value, Missing):
            cell = own[node]
            cell.typed = cell.text = str(value)
        elif node.control and not node.calculate:
            # A default is for blank forms; a kept record that is blank here was left blank.
            cell = own[node]
            cell.typed = cell.text = ""
    return top


def _cells(definition: Node, own: dict[Node, Cell], repeats: dict[Node, list[Cell]], family: _Family) -> Cell:
    cell = Cell(definition.name, definition.default, definition.is_repeat)
    own[definition] = cell
    family.cells.setdefault(definition, []).append(cell)
    for child in definition.children:
        if child.is_repeat:
            for twin in repeats.get(child, ()):
                cell.append(twin)
        else:
            cell.append(_cells(child, own, repeats, family))
    return cell


def _compute(rule: Rule, cell: Cell, environment: Environment) -> None:
    context = Context(cell, environment)
    if rule.part is Part.CALCULATE:
        if cell.typed and is_kept(rule.node):
            # What was random, or of that day, is kept as an answer is.
            return
        try:
            cell.typed = rule.expression.string(context)
        except ExpressionError:
            # A list that is not there, a pattern made of answers: blank here as in the form.
            cell.typed = ""
        if cell.relevant:
            cell.text = cell.typed
    elif not _holds(rule, context):
        for inner in cell.walk():
            assert isinstance(inner, Cell)
            inner.relevant = False
            inner.text = ""
            if inner.repeats and inner.parent is not None:
                inner.parent.hide(inner)


def _holds(rule: Rule, context: Context) -> bool:
    try:
        return rule.expression.boolean(context)
    except ExpressionError:
        return False


def _row(
    row: Row, container: Container, cells: dict[Node, Cell], fields: dict[Node, tuple[tuple[str, Node], ...]]
) -> Row:
    values: dict[str, Value] = {}
    for name, node in fields[container.node]:
        cell, given = cells[node], row.values.get(name)
        if not cell.relevant:
            values[name] = None
        elif isinstance(given, Missing) and not cell.text:
            values[name] = given
        else:
            whole = node.control == "integer" or node.type in ("int", "integer")
            values[name] = int(cell.text) if whole and INTEGER.fullmatch(cell.text) else cell.text or None
    return Row(row.dataset, row.record_id, row.parent_id, row.position, values)
