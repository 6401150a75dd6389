"""Keeps an instance consistent: an answer recomputes only what hangs on it, each rule after what it reads."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence

from forms.answer_nodes import Answer, blank, instances_of, instances_of_path, place_of, shared
from forms.computing import Computing
from forms.definition import Form, Node, SetValue
from forms.dependencies import Part, Reader, Rule

MOST_INSTANCES = 10_000
"""A repeat_count beyond this is a slip of the keyboard, not a roster."""
MOST_TRIGGERS = 1_000
"""Values set by one answer through triggers of triggers, before a circle is suspected and left."""
MOST_ROUNDS = 500
"""Times that one rule may come up again after one answer; only a circle through paths like `//x` needs so many."""


class Calculation:
    """The rules of one instance at work."""

    def __init__(
        self, form: Form, root: Answer, computing: Computing, choice_names: Callable[[Answer], frozenset[str]]
    ) -> None:
        self._plan = form.plan
        self._root = root
        self._computing = computing
        self._choice_names = choice_names
        self._waiting: dict[int, dict[Answer, None]] = {}
        self._orders: list[int] = []
        self._fired: list[Answer] = []
        self._is_opening = False
        self.touched: dict[Answer, None] = {}
        """Nodes whose state may have changed since it was last taken, in the order in which that happened."""
        self.newcomers: list[Answer] = []
        """Repeat instances that have come since this was last emptied."""
        self.wanted: dict[tuple[Answer, Node], int] = {}
        """(what holds a repeat, the repeat) -> how many instances its repeat_count asks for."""

    # -------------------------------------------------------------- what starts it

    def everything(self, keep: frozenset[Node] = frozenset()) -> None:
        """Compute all rules once, in order. `keep`: calculations whose values, where there are any, stand."""
        self._is_opening = True
        for rule in self._plan.rules:
            for node in _places(rule, self._root):
                if not (node.typed and rule.part is Part.CALCULATE and rule.node in keep):
                    self._push(rule, node)
        self.settle()
        self._is_opening = False

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
        """A repeat instance has come: compute all in it. `counted` is for what is outside."""
        for node in instance.everything():
            self.touched[node] = None
            if (around := node.around) is not None:
                node.relevant = around.relevant and node.rule_relevant
                node.readonly = node.rule_readonly or around.readonly
                if node.definition.is_repeat:
                    around.hide(node, not node.relevant)
            self._set_text(node)
            for rule in self._plan.own.get(node.definition, ()):
                if rule.part is not Part.COUNT:
                    self._push(rule, node)
            for repeat in node.definition.children:
                for rule in self._plan.own.get(repeat, ()) if repeat.is_repeat else ():
                    if rule.part is Part.COUNT:
                        self._push(rule, node)

    def counted(self, repeat: Node, parent: Answer) -> None:
        """The instances of a repeat below a node are others than before, or stand in another order."""
        parent.place_twins(repeat.name)
        for inner in repeat.walk():
            if inner.is_repeat:
                for reader in self._plan.counters.get(inner, ()):
                    # What an instance counts of its own is as it was.
                    if reader.anchor is None or repeat not in reader.anchor.repeats:
                        self._push_reader(reader, parent)

    def spoken(self) -> None:
        """Another language is spoken: compute what holds words of the form."""
        for rule in self._plan.spoken:
            for node in _places(rule, self._root):
                self._push(rule, node)
        self.settle()

    def settle(self) -> None:
        """Compute until nothing waits, then what is set by triggers, and so on."""
        self._run()
        fired = 0
        while self._fired:
            node = self._fired.pop(0)
            fired += 1
            if fired > MOST_TRIGGERS:
                self._fired.clear()
                self._computing.note(node, "trigger", "the triggers set one another off in a circle")
                return
            for action in node.definition.triggers:
                self.act(action, node)
                self._run()

    def act(self, action: SetValue, around: Answer | None = None) -> None:
        """Set a value; `around` says in which repeat instances, otherwise it is set in all."""
        path, _, attribute = action.target.partition("/@")
        for target in self._targets(path, around):
            text = self._computing.string(target, action.value) if action.value else action.text
            if attribute:
                target.attributes[attribute] = text
                self._push_readers(target)
            elif target.definition.is_leaf and self.write(target, text):
                target.missing = target.missing if not text else None
                self.written(target)

    def bring_to(self, parent: Answer, repeat: Node, wanted: int) -> None:
        """Bring a repeat to a number of instances; one that somebody has answered stays until it is taken out."""
        twins = parent.twins(repeat.name)
        before = len(twins)
        while len(twins) > wanted and not is_answered(twins[-1]):
            parent.remove(twins.pop())
        come: list[Answer] = []
        while len(twins) < wanted:
            instance = blank(repeat)
            parent.insert(parent.index(twins[-1]) + 1 if twins else place_of(parent, repeat), instance)
            twins.append(instance)
            come.append(instance)
        if len(twins) != before:
            self.came(parent, repeat, come)

    def came(self, parent: Answer, repeat: Node, instances: Sequence[Answer]) -> None:
        """Blank instances have come, or some have gone: compute them, and set what is to be set in a new one."""
        for instance in instances:
            self.newcomers.append(instance)
            self.added(instance)
        self.counted(repeat, parent)
        for instance in instances:
            for node in list(instance.everything()):
                for action in node.definition.new_repeat:
                    self.act(action, node)
            begin(instance)

    # -------------------------------------------------------------- how it goes on

    def _targets(self, path: str, around: Answer | None) -> list[Answer]:
        if around is None:
            return instances_of_path(self._root, path)
        anchor = next((repeat for repeat in reversed(around.definition.repeats) if _lies_in(path, repeat.path)), None)
        return instances_of_path(shared(around, anchor) if anchor else self._root, path)

    def _push(self, rule: Rule, node: Answer) -> None:
        waiting = self._waiting.get(rule.order)
        if waiting is None:
            waiting = self._waiting[rule.order] = {}
            heapq.heappush(self._orders, rule.order)
        waiting[node] = None

    def _push_readers(self, node: Answer) -> None:
        for reader in self._plan.readers.get(node.definition, ()):
            self._push_reader(reader, node)

    def _push_reader(self, reader: Reader, node: Answer) -> None:
        within = shared(node, reader.anchor) if reader.anchor else self._root
        for target in _places(reader.rule, within):
            self._push(reader.rule, target)

    def _run(self) -> None:
        rounds: dict[int, int] = {}
        while self._orders:
            order = heapq.heappop(self._orders)
            rule = self._plan.rules[order]
            waiting = self._waiting.pop(order)
            rounds[order] = rounds.get(order, 0) + 1
            if rounds[order] > MOST_ROUNDS:
                self._computing.note(
                    next(iter(waiting)), rule.expression.text, "it is computed from itself by a detour"
                )
                continue
            for node in waiting:
                self._compute(rule, node)

    def _compute(self, rule: Rule, node: Answer) -> None:
        match rule.part:
            case Part.CALCULATE:
                if self.write(node, self._computing.string(node, rule.expression)):
                    self.written(node)
            case Part.RELEVANT:
                node.rule_relevant = self._computing.boolean(node, rule.expression)
                self._set_relevance(node)
            case Part.ATTRIBUTE:
                text = self._computing.string(node, rule.expression)
                if node.attributes.get(rule.attribute) != text:
                    node.attributes[rule.attribute] = text
                    self._push_readers(node)
            case Part.READONLY:
                node.rule_readonly = self._computing.boolean(node, rule.expression)
                self._set_readonly(node)
            case Part.REQUIRED:
                required = self._computing.boolean(node, rule.expression)
                if required != node.required:
                    node.required = required
                    self.touched[node] = None
            case Part.COUNT:
                self._set_count(rule, node)
            case Part.CHOICES:
                node.items = None
                self.touched[node] = None
                self._narrow(node)
            case Part.CONSTRAINT | Part.SHOWN:
                self.touched[node] = None

    def _set_relevance(self, node: Answer) -> None:
        around = node.around
        relevant = node.rule_relevant and (around is None or around.relevant)
        if relevant == node.relevant:
            return
        node.relevant = relevant
        self.touched[node] = None
        if node.definition.is_repeat and around is not None:
            around.hide(node, not relevant)
            self.counted(node.definition, around)
        self._show(node)
        for child in node.inner:
            self._set_relevance(child)

    def _set_readonly(self, node: Answer) -> None:
        around = node.around
        readonly = node.rule_readonly or (around is not None and around.readonly)
        if readonly == node.readonly:
            return
        node.readonly = readonly
        self.touched[node] = None
        for child in node.inner:
            self._set_readonly(child)

    def _set_count(self, rule: Rule, parent: Answer) -> None:
        stand_in = Answer(rule.node)
        stand_in.parent = parent
        number = self._computing.number(stand_in, rule.expression)
        wanted = 0 if number != number else int(max(0, min(MOST_INSTANCES, number)))
        self.wanted[parent, rule.node] = wanted
        self.bring_to(parent, rule.node, wanted)

    def _narrow(self, node: Answer) -> None:
        """The list of a question may be another: take back what is no longer in it, return what is in it again."""
        if self._is_opening or not (node.typed or node.stowed):
            return
        names = self._choice_names(node)
        chosen = node.typed.split() if node.definition.control != "select_one" else [node.typed] if node.typed else []
        left = " ".join(name for name in chosen if name in names)
        if left != node.typed:
            node.stowed = node.typed
            self.write(node, left)
            self.written(node)
        elif not node.typed and not node.missing and names.issuperset(node.stowed.split()):
            self.write(node, node.stowed)
            self.written(node)
            node.stowed = ""

    def _show(self, node: Answer) -> None:
        """Let expressions see what a node holds now, and everything that reads it be computed anew."""
        if self._set_text(node) or not node.definition.is_leaf:
            self._push_readers(node)

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


def _lies_in(path: str, outer: str) -> bool:
    return path == outer or path.startswith(f"{outer}/")


def begin(within: Answer) -> None:
    """Take what stands there for what the form itself has put there: defaults, that is, not answers."""
    for node in within.everything():
        node.begun = node.typed


def is_answered(instance: Answer) -> bool:
    """Say whether anything in it was typed that the form itself has not put there."""
    return any(node.typed != node.begun or node.missing for node in _asked_leaves(instance))


def _asked_leaves(instance: Answer) -> Iterator[Answer]:
    for node in instance.everything():
        definition = node.definition
        if definition.is_leaf and definition.control and definition.calculate is None:
            yield node
