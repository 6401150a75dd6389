"""Keeps an instance consistent: an answer recomputes only what hangs on it, each rule after what it reads."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from forms.answer_nodes import Answer, blank, instances_of, shared
from forms.definition import Form, Node, SetValue
from forms.dependencies import Part, Plan, Rule
from forms.expression import Context, Environment
from forms.tree import Element

MOST_INSTANCES = 10_000
"""A repeat_count beyond this is a slip of the keyboard, not a roster."""
MOST_TRIGGERS = 200
"""Values set by one answer through triggers of triggers, before a circle is suspected and left."""


class Calculation:
    def __init__(self, form: Form, plan: Plan, root: Answer, environment: Environment) -> None:
        self._plan = plan
        self._root = root
        self._environment = environment
        self._waiting: dict[int, dict[Answer, None]] = {}
        self._orders: list[int] = []
        self._fired: list[Answer] = []
        self.touched: dict[Answer, None] = {}
        """Nodes whose state may have changed since it was last taken, in the order in which that happened."""

    def context(self, node: Answer) -> Context:
        return Context(node, self._environment)

    # -------------------------------------------------------------- what starts it

    def everything(self) -> None:
        """Compute all rules once, in order."""
        for rule in self._plan.rules:
            for node in _places(rule, self._root):
                self._push(rule, node)
        self.settle()

    def write(self, node: Answer, text: str) -> bool:
        """Put a value into a leaf; True if it is another than before. `settle` carries it on."""
        if node.typed == text:
            return False
        node.typed = text
        self.touched[node] = None
        self._show(node)
        return True

    def written(self, node: Answer) -> None:
        """A person or a rule has changed this node: what waits for that happens after `settle`."""
        if node.definition.triggers:
            self._fired.append(node)

    def added(self, instance: Answer) -> None:
        """A repeat instance has come: compute all in it, and what counts it."""
        for node in _answers(instance):
            self.touched[node] = None
            node.relevant = node.parent.relevant and node.rule_relevant if isinstance(node.parent, Answer) else True
            self._set_text(node)
            for rule in self._plan.own.get(node.definition, ()):
                if rule.part is not Part.COUNT:
                    self._push(rule, node)
            for repeat in node.definition.children:
                for rule in self._plan.own.get(repeat, ()) if repeat.is_repeat else ():
                    if rule.part is Part.COUNT:
                        self._push(rule, node)
        self.counted(instance.definition)

    def counted(self, repeat: Node) -> None:
        """The instances of a repeat are others than before, or stand in another order."""
        for rule in self._plan.counters.get(repeat, ()):
            for node in _places(rule, self._root):
                self._push(rule, node)

    def settle(self) -> None:
        """Compute until nothing waits, then what is set by triggers, and so on."""
        self._run()
        fired = 0
        while self._fired and fired < MOST_TRIGGERS:
            node = self._fired.pop(0)
            fired += 1
            for action in node.definition.triggers:
                self.act(action, node)
                self._run()
        self._fired.clear()

    def act(self, action: SetValue, around: Answer | None = None) -> None:
        """Set a value; `around` says in which repeat instances, otherwise it is set in all."""
        path, _, attribute = action.target.partition("/@")
        for target in self._targets(path, around):
            text = action.value.string(self.context(target)) if action.value else action.text
            if attribute:
                target.attributes[attribute] = text
            elif self.write(target, text):
                self.written(target)

    # -------------------------------------------------------------- how it goes on

    def _targets(self, path: str, around: Answer | None) -> list[Answer]:
        definition = self._definition(path)
        if around is None:
            return instances_of(definition, self._root)
        common = [repeat for repeat in definition.repeats if repeat in around.definition.repeats]
        return instances_of(definition, shared(around, common[-1]) if common else self._root)

    def _definition(self, path: str) -> Node:
        node = self._root.definition
        for name in path.split("/")[2:]:
            node = next(child for child in node.children if child.name == name)
        return node

    def _push(self, rule: Rule, node: Answer) -> None:
        waiting = self._waiting.get(rule.order)
        if waiting is None:
            waiting = self._waiting[rule.order] = {}
            heapq.heappush(self._orders, rule.order)
        waiting[node] = None

    def _run(self) -> None:
        while self._orders:
            order = heapq.heappop(self._orders)
            rule = self._plan.rules[order]
            for node in self._waiting.pop(order):
                self._compute(rule, node)

    def _compute(self, rule: Rule, node: Answer) -> None:
        context = self.context(node)
        match rule.part:
            case Part.CALCULATE:
                if self.write(node, rule.expression.string(context)):
                    self.written(node)
            case Part.RELEVANT:
                node.rule_relevant = rule.expression.boolean(context)
                self._set_relevance(node)
            case Part.ATTRIBUTE:
                node.attributes[rule.attribute] = rule.expression.string(context)
            case Part.READONLY:
                self._set_readonly(node, rule.expression.boolean(context))
            case Part.REQUIRED:
                required = rule.expression.boolean(context)
                if required != node.required:
                    node.required = required
                    self.touched[node] = None
            case Part.COUNT:
                self._set_count(rule, node)
            case Part.CONSTRAINT | Part.SHOWN:
                self.touched[node] = None

    def _set_relevance(self, node: Answer) -> None:
        parent = node.parent
        relevant = node.rule_relevant and (parent.relevant if isinstance(parent, Answer) else True)
        if relevant == node.relevant:
            return
        node.relevant = relevant
        self.touched[node] = None
        self._show(node)
        for child in node.children:
            self._set_relevance(child)  # type: ignore[arg-type]

    def _set_readonly(self, node: Answer, readonly: bool) -> None:
        if readonly == node.readonly:
            return
        node.readonly = readonly
        self.touched[node] = None
        for child in node.children:
            assert isinstance(child, Answer)
            if child.definition.readonly is None:
                self._set_readonly(child, readonly)

    def _set_count(self, rule: Rule, parent: Answer) -> None:
        """Bring a counted repeat to its number; an instance that somebody has answered stays until it is asked for."""
        stand_in = Answer(rule.node)
        stand_in.parent = parent
        number = rule.expression.number(self.context(stand_in))
        wanted = 0 if number != number else max(0, min(MOST_INSTANCES, int(number)))
        self.bring_to(parent, rule.node, wanted)

    def bring_to(self, parent: Answer, repeat: Node, wanted: int) -> None:
        twins = list(parent.named(repeat.name))
        while len(twins) > wanted and not is_answered(twins[-1]):  # type: ignore[arg-type]
            parent.remove(twins.pop())
            self.counted(repeat)
        while len(twins) < wanted:
            instance = blank(repeat)
            place = parent.index(twins[-1]) + 1 if twins else place_of(parent, repeat)
            twins.append(parent.insert(place, instance))
            self.added(instance)

    def _show(self, node: Answer) -> None:
        """Let expressions see what a node holds now, and everything that reads it be computed anew."""
        if self._set_text(node) or not node.definition.is_leaf:
            for reader in self._plan.readers.get(node.definition, ()):
                within = shared(node, reader.anchor) if reader.anchor else self._root
                for target in _places(reader.rule, within):
                    self._push(reader.rule, target)

    def _set_text(self, node: Answer) -> bool:
        if not node.definition.is_leaf:
            return False
        text = node.typed if node.relevant else ""
        if text == node.text:
            return False
        node.text = text
        return True


def _places(rule: Rule, within: Answer) -> list[Answer]:
    """Return the nodes that a rule is computed for; a repeat's number is computed for what holds the repeat."""
    if rule.part is Part.COUNT and rule.node.parent is not None:
        return instances_of(rule.node.parent, within)
    return instances_of(rule.node, within)


def _answers(node: Answer) -> Iterable[Answer]:
    return node.walk()  # type: ignore[return-value]


def is_answered(instance: Answer) -> bool:
    """Say whether anything in it was typed that a blank one does not hold."""
    return any(
        node.typed != node.definition.default or node.missing
        for node in _answers(instance)
        if node.definition.is_leaf and node.definition.control and not node.definition.calculate
    )


def place_of(parent: Element, repeat: Node) -> int:
    """Return where the first instance of a repeat stands among the children of its parent."""
    assert isinstance(parent, Answer)
    before = {sibling.name for sibling in parent.definition.children[: parent.definition.children.index(repeat)]}
    return sum(child.name in before for child in parent.children)
