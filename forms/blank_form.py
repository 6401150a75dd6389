"""How a form stands before anybody has answered: found once for a form, so that no interview begins by finding it.

A rule is settled where neither it nor anything that it hangs on looks outside of the form (the clock, chance, a list in
a file, who is asking) or at what its own value was. All other rules wait: each instance computes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn, TypeVar, cast

from forms.answer_nodes import Answer, blank
from forms.bound_rules import Step
from forms.calculation import Calculation
from forms.computing import Computing
from forms.definition import BlankForm, Form, Node, Standing
from forms.dependencies import LAST_STATED, Part, Plan, Rule
from forms.expression import Environment, Expression, ExpressionError
from forms.expression.references import VOLATILE
from forms.preloads import is_preloaded
from forms.tree import Element

Result = TypeVar("Result")


def blank_of(form: Form) -> BlankForm:
    """Return how a form stands when it is blank."""
    waiting = _with_readers(form.plan, _waiting_by_nature(form))
    while True:
        trial = _Trial(form, waiting)
        trial.run()
        if not trial.refused:
            stated = [order for order in sorted(waiting) if form.plan.rules[order].part <= LAST_STATED]
            return BlankForm(tuple(_standings(trial.root)), tuple(stated))
        waiting = _with_readers(form.plan, waiting | trial.refused)


def blank_root(form: Form) -> Answer:
    """Return the nodes of a blank form; where it is known how they stand, all settled rules are computed."""
    root = blank(form.root)
    if form.blank is not None:
        nodes = root.everything()
        for place, typed, *flags in form.blank.standings:
            node = nodes[place]
            node.typed = typed
            node.rule_relevant, node.relevant, node.rule_readonly, node.readonly, node.required = flags
            if not node.definition.children:
                node.text = typed if node.relevant else ""
            if not node.relevant and node.definition.is_repeat and node.around is not None:
                node.around.hide(node)
    return root


class _LooksOutside(Exception):
    """A rule asked for something that may be other for each instance."""


class _Nowhere:
    """A world with nothing in it but the form."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.indexes: dict[object, object] = {}

    def instances(self, instance_id: str) -> Element:
        if instance_id in self._form.lists:
            return self._form.lists[instance_id]
        raise _LooksOutside

    def __getattr__(self, name: str) -> NoReturn:
        raise _LooksOutside


class _Computing(Computing):
    """What cannot be computed is to be told in each instance."""

    def note(self, node: Answer, text: str, why: str) -> NoReturn:
        raise _LooksOutside

    def _instead(self, node: Answer, expression: Expression, error: ExpressionError, otherwise: Result) -> Result:
        raise _LooksOutside from error


class _Trial(Calculation):
    """Computes a blank form without a world; a rule that looks outside is refused, and leaves everything as it was."""

    def __init__(self, form: Form, waiting: frozenset[int]) -> None:
        self.root = blank(form.root)
        super().__init__(form, self.root, _Computing(cast(Environment, _Nowhere(form))), lambda node: {})
        self.refused = frozenset[int]()
        self._waiting = waiting
        self._compute = {part: partial(self._try, work) for part, work in self._compute.items()}

    def run(self) -> None:
        self._is_opening = True
        self._agenda.add_all(lambda rule, node: rule.order in self._waiting)
        try:
            self._run()
        except _LooksOutside:
            # A rule went round in a circle: that too is to be told.
            self.refused = frozenset(range(len(self._plan.rules))) - self._waiting

    def _bound(self, rule: Rule, node: Answer) -> Step:
        return partial(self._compute[rule.part], rule, node)

    def _try(self, work: Callable[[Rule, Answer], None], rule: Rule, node: Answer) -> None:
        if rule.order in self._waiting:
            return
        try:
            work(rule, node)
        except _LooksOutside:
            self.refused |= {rule.order}


def _waiting_by_nature(form: Form) -> frozenset[int]:
    found = {
        rule.order
        for rule in form.plan.rules
        # A trigger is to set off in each instance.
        if rule.part in (Part.COUNT, Part.ATTRIBUTE) or rule.expression.functions & VOLATILE or rule.node.triggers
    }
    for node in form.root.walk():
        if is_preloaded(node):
            found |= _readers_of(form.plan, node)
    return frozenset(found)


def _with_readers(plan: Plan, waiting: frozenset[int]) -> frozenset[int]:
    """Return rules and all that hang on them, however far.

    What a waiting rule reads before it is computed (in a circle, or in a group that is not asked) waits too: the rule
    sees it as it was made first, and may keep that.
    """
    found, left = set(waiting), list(waiting)
    later: dict[int, set[int]] = {}
    for rule in plan.rules:
        for order in {order for node in _decided_by(rule) for order in _readers_of(plan, node)}:
            if order < rule.order:
                later.setdefault(order, set()).add(rule.order)
    while left:
        rule = plan.rules[left.pop()]
        more = {order for node in _decided_by(rule) for order in _readers_of(plan, node)}
        more = (more | later.get(rule.order, set())) - found
        found |= more
        left += more
    return frozenset(found)


def _decided_by(rule: Rule) -> list[Node]:
    match rule.part:
        case Part.CALCULATE | Part.ATTRIBUTE:
            return [rule.node]
        case Part.RELEVANT | Part.COUNT:
            return rule.node.walk()
        case _:
            return []


def _readers_of(plan: Plan, node: Node) -> set[int]:
    """Return the rules that are computed when a node changes, or comes, or goes."""
    readers = [*plan.readers.get(node, ()), *plan.counters.get(node, ()), *plan.placed.get(node, ())]
    return {*plan.alone.get(node, ()), *(reader.rule.order for reader in readers)}


def _standings(root: Answer) -> Iterator[Standing]:
    """Yield how the nodes stand that stand otherwise than when they were made."""
    for place, (node, made) in enumerate(zip(root.everything(), blank(root.definition).everything(), strict=True)):
        standing = _standing(place, node)
        if standing != _standing(place, made):
            yield standing


def _standing(place: int, node: Answer) -> Standing:
    return Standing(
        place, node.typed, node.rule_relevant, node.relevant, node.rule_readonly, node.readonly, node.required
    )
