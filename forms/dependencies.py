"""Which rule needs which node, and in what order rules are computed. Built once for a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeAlias

from forms.expression import Expression
from forms.expression.references import Reference

if TYPE_CHECKING:
    from forms.definition import Form, Node, Words

    Place: TypeAlias = Node | tuple[Node, str]
    """What a rule reads or decides: a node, or an attribute of one."""


class Part(IntEnum):
    """What a rule decides about its node."""

    COUNT = 0
    RELEVANT = 1
    CALCULATE = 2
    ATTRIBUTE = 3
    READONLY = 4
    REQUIRED = 5
    CONSTRAINT = 6
    CHOICES = 7
    """Which items a list has now."""
    SHOWN = 8
    """Labels with outputs: nothing depends on them, they are only shown anew."""


DECIDING = {Part.COUNT: "repeat_count", Part.RELEVANT: "relevant", Part.CALCULATE: "calculation"}
"""Parts that other rules may hang on, with the author's column."""
LAST_STATED = Part.REQUIRED
"""Parts up to here make a node other than it was; those after it say that something is to be shown anew."""
ONE_NODE = (Part.CALCULATE, Part.ATTRIBUTE)
"""Parts that decide about their node alone, not about what is in it."""


@dataclass(eq=False, slots=True)
class Rule:
    """One expression and the node it is for, or the attribute of a node."""

    node: Node
    part: Part
    expression: Expression
    attribute: str = ""
    order: int = 0
    is_alone: bool = field(init=False)
    """It is computed for one node of a record, because it lies in no repeat."""

    def __post_init__(self) -> None:
        of_parent = self.part is Part.COUNT and self.node.parent is not None
        self.is_alone = not (self.node.parent if of_parent and self.node.parent else self.node).repeats


@dataclass(frozen=True, slots=True)
class Reader:
    """A rule that must be computed anew when a node changes.

    `anchor` is the innermost repeat whose instance the rule and the node are sure to share, None for the whole form.
    """

    rule: Rule
    anchor: Node | None


@dataclass(eq=False, slots=True)
class Plan:
    """All rules of a form in the order of computing, and who reads what."""

    rules: list[Rule] = field(default_factory=list[Rule])
    alone: dict[Node, list[int]] = field(default_factory=dict["Node", list[int]])
    """Node -> places in the order of those of its readers that are computed for one node only: most of any form."""
    readers: dict[Node, list[Reader]] = field(default_factory=dict["Node", list[Reader]])
    """Node -> all others that read it."""
    counters: dict[Node, list[Reader]] = field(default_factory=dict["Node", list[Reader]])
    """Repeat -> rules outside of one instance that look at its instances: counts, sums."""
    placed: dict[Node, list[Reader]] = field(default_factory=dict["Node", list[Reader]])
    """Repeat -> rules within it that ask for the position of their instance."""
    own: dict[Node, list[Rule]] = field(default_factory=dict["Node", list[Rule]])
    """Node -> its rules."""
    spoken: list[Rule] = field(default_factory=list[Rule])
    """Rules whose values are words of the form: computed anew when another language is spoken."""


def plan_of(form: Form) -> Plan:
    """Return the plan of a form whose rules form no circle."""
    rules = [rule for node in form.root.walk() for rule in _rules(form, node)]
    plan = Plan()
    for rule in rules:
        plan.own.setdefault(rule.node, []).append(rule)
        if rule.expression.functions & {"jr:choice-name", "jr:itext"}:
            plan.spoken.append(rule)
    sure: dict[Rule, set[Place]] = {rule: set() for rule in rules}
    broad: dict[Rule, set[Place]] = {rule: set() for rule in rules}
    for rule in rules:
        for reference in rule.expression.references:
            _register(form, plan, rule, reference, sure[rule] if reference.is_plain else broad[rule])
        if "position" in rule.expression.functions:
            for place, repeat in enumerate(rule.node.repeats):
                around = rule.node.repeats[place - 1] if place else None
                _once(plan.placed.setdefault(repeat, []), Reader(rule, around))
    try:
        order = _sorted(rules, {rule: sure[rule] | broad[rule] for rule in rules})
    except CycleError:
        # A path that may lead anywhere need not close the circle that it seems to close.
        order = _sorted(rules, sure)
    for place, rule in enumerate(order):
        rule.order = place
        plan.rules.append(rule)
    for node, readers in plan.readers.items():
        plan.alone[node] = sorted(reader.rule.order for reader in readers if reader.rule.is_alone)
        plan.readers[node] = [reader for reader in readers if not reader.rule.is_alone]
    return plan


def check_order(form: Form, problem: Callable[[str, str, str, str], None]) -> None:
    """Note each circle of rules that need one another: (path, what, how to mend it, column)."""
    for node in form.root.walk():
        for part, expression in (
            (Part.COUNT, node.count),
            (Part.RELEVANT, node.relevant),
            (Part.CALCULATE, node.calculate),
        ):
            if expression is not None and _reads_itself(form, Rule(node, part, expression)):
                mend = "Take the reference to itself out."
                problem(node.path, f"{node.name} is computed from itself.", mend, DECIDING[part])
    try:
        form.plan  # noqa: B018 - building it is the check
    except CycleError as error:
        circle = [rule for rule in error.args[1] if isinstance(rule, Rule)]
        names = " → ".join(dict.fromkeys(rule.node.name for rule in reversed(circle)))
        what = f"These questions are computed from one another in a circle: {names}."
        problem(circle[-1].node.path, what, "", DECIDING.get(circle[-1].part, ""))


def _reads_itself(form: Form, rule: Rule) -> bool:
    """Say whether a rule decides what it reads, in the same instance of a repeat."""
    if "once" in rule.expression.functions:
        return False
    for reference in rule.expression.references:
        is_elsewhere = any(test == "*" or axis == "attribute" for axis, test in reference.moves)
        if reference.start in ("context", "root") and reference.is_plain and not is_elsewhere:
            found, highest = resolve(form, rule.node, reference)
            if rule.node in found and rule.node.repeats == highest.repeats:
                return True
    return False


def resolve(form: Form, node: Node, reference: Reference, attribute: str = "") -> tuple[list[Node], Node]:
    """Return the nodes that a reference of a rule of `node` can lead to, and the highest node on the way there.

    From an attribute of a node the first step up leads to the node itself.
    """
    if reference.start == "root":
        here, highest = [], form.root
        moves = reference.moves
        if moves and moves[0][1] in (form.root.name, "*"):
            here, moves = [form.root], moves[1:]
    else:
        here, highest, moves = [node], node, reference.moves
        if attribute and moves and moves[0][0] == "parent":
            moves = moves[1:]
    for axis, test in moves:
        found: list[Node] = []
        for place in here:
            found += _step(place, axis, test)
        here = found
        if axis != "attribute":
            above = [place for place in here if place in _ancestors(highest)]
            highest = above[0] if above else highest
    return here, highest


def _register(form: Form, plan: Plan, rule: Rule, reference: Reference, reads: set[Place]) -> None:
    if reference.start == "instance":
        return
    if reference.start == "unknown" or not reference.is_plain:
        found, highest = _broad(form, rule.node, reference), form.root
    else:
        found, highest = resolve(form, rule.node, reference, rule.attribute)
    axis, name = reference.moves[-1] if reference.moves else ("", "")
    if rule.part is Part.CHOICES:
        found = [*found, *_shown_of_items(rule.node, found)]
    anchor = highest.repeats[-1] if highest.repeats else None
    reader = Reader(rule, anchor)
    for node in found:
        reads.add((node, name) if axis == "attribute" else node)
        _once(plan.readers.setdefault(node, []), reader)
        for repeat in node.repeats:
            # Outside of one instance: its number of instances matters.
            if anchor is None or repeat not in anchor.repeats:
                _once(plan.counters.setdefault(repeat, []), reader)


def _shown_of_items(node: Node, items: list[Node]) -> Iterator[Node]:
    """Yield the names and labels of choices that are rows of the form itself."""
    choices = node.choices
    if choices:
        labels = choices.label.references if choices.label else ()
        names = {choices.value, *(reference.moves[-1][1] for reference in labels if reference.moves)}
        yield from (child for item in items for child in item.children if child.name in names)


def _broad(form: Form, node: Node, reference: Reference) -> list[Node]:
    """A path that cannot be followed beforehand may read every node that it names."""
    names = {test for _, test in reference.moves if "(" not in test and test != "*"}
    return [each for each in form.root.walk() if each is not node and (not names or each.name in names)]


def _once(readers: list[Reader], reader: Reader) -> None:
    if reader not in readers:
        readers.append(reader)


def _step(node: Node, axis: str, test: str) -> list[Node]:
    if axis == "parent":
        return [node.parent] if node.parent else []
    if axis == "attribute":
        return [node]
    if test == "*":
        return node.children
    child = node.by_name.get(test)
    return [child] if child else []


def _ancestors(node: Node) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _sorted(rules: list[Rule], reads: dict[Rule, set[Place]]) -> list[Rule]:
    """Order the rules so that each comes after those that decide what it reads. Raises CycleError.

    Questions may be relevant by one another's answers ("one of these two"): such a circle is settled while running.
    """
    before = _before(rules, reads)
    while True:
        try:
            return list(TopologicalSorter(before).static_order())
        except CycleError as error:
            circle: list[Rule] = error.args[1]
            if any(rule.part is not Part.RELEVANT for rule in circle):
                raise
            before[circle[1]].pop(circle[0])


def _before(rules: list[Rule], reads: dict[Rule, set[Place]]) -> dict[Rule, dict[Rule, None]]:
    """Return for each rule those that decide what it reads."""
    deciding: dict[Place, list[Rule]] = {}
    for rule in rules:
        if rule.part is Part.ATTRIBUTE:
            for name in (rule.attribute, "*"):
                deciding.setdefault((rule.node, name), []).append(rule)
        elif rule.part in DECIDING:
            for node in [rule.node] if rule.part is Part.CALCULATE else rule.node.walk():
                deciding.setdefault(node, []).append(rule)
    before: dict[Rule, dict[Rule, None]] = {}
    for rule in rules:
        around = {rule.node, *_ancestors(rule.node)}
        before[rule] = {
            other: None
            for place in reads[rule]
            for other in deciding.get(place, ())
            # What encloses both the rule and what it reads takes both away at once: it need not come first.
            if other is not rule and not (other.part not in ONE_NODE and other.node in around)
        }
    return before


def _rules(form: Form, node: Node) -> Iterator[Rule]:
    rules = (
        (Part.COUNT, node.count),
        (Part.RELEVANT, node.relevant),
        (Part.CALCULATE, node.calculate),
        (Part.READONLY, node.readonly),
        (Part.REQUIRED, node.required),
        (Part.CONSTRAINT, node.constraint),
    )
    yield from (Rule(node, part, expression) for part, expression in rules if expression is not None)
    for attribute, expression in node.computed_attributes.items():
        yield Rule(node, Part.ATTRIBUTE, expression, attribute)
    for words in (node.label, node.hint, node.constraint_words, node.required_words):
        yield from (Rule(node, Part.SHOWN, expression) for expression in outputs_of(form, words))
    for choice in node.choices.listed if node.choices else ():
        yield from (Rule(node, Part.SHOWN, expression) for expression in outputs_of(form, choice.label))
    if node.choices and node.choices.items:
        yield Rule(node, Part.CHOICES, node.choices.items)
        for list_id in {each.instance for each in node.choices.items.references if each.start == "instance"}:
            yield from (Rule(node, Part.SHOWN, output) for output in form.list_outputs.get(list_id, ()))


def outputs_of(form: Form, words: Words) -> list[Expression]:
    """Return the expressions within a text, in any language."""
    found = [part for part in words.plain if isinstance(part, Expression)]
    if words.computed:
        found.append(words.computed)
    for texts in form.translations.values():
        for parts in texts.get(words.itext, {}).values() if words.itext else ():
            found += [part for part in parts if isinstance(part, Expression) and part not in found]
    return found
