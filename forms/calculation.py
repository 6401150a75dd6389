"""Keeps an instance consistent: an answer recomputes only what hangs on it, each rule after what it reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from forms.agenda import Agenda, places
from forms.answer_nodes import Answer, blank, instances_of_path, place_of, prefill, shared
from forms.bound_rules import Step, bound_calculation, bound_relevance
from forms.computing import Computing
from forms.definition import Form, Node, SetValue
from forms.dependencies import Part, Rule
from forms.expression import Expression
from forms.lexical import computed

MOST_INSTANCES = 10_000
"""A repeat_count beyond this is a slip of the keyboard, not a roster."""
MOST_TRIGGERS = 1_000
"""Values set by one answer through triggers of triggers, before a circle is suspected and left."""
MOST_ROUNDS = 500
"""Times that one rule may come up again after one answer; only a circle through paths like `//x` needs so many."""


class Calculation:
    """The rules of one instance at work."""

    def __init__(
        self, form: Form, root: Answer, computing: Computing, choice_names: Callable[[Answer], Mapping[str, int]]
    ) -> None:
        self._plan = form.plan
        self._root = root
        self._computing = computing
        self._choice_names = choice_names
        self._agenda = Agenda(form.plan, root)
        self._fired: deque[Answer] = deque()
        self._is_opening = False
        self._steps: list[Step | None] = [None] * len(form.plan.rules)
        """What computes a rule that stands alone, once it was computed."""
        self._compute: dict[Part, Callable[[Rule, Answer], None]] = {
            Part.COUNT: self._count,
            Part.RELEVANT: self._decide_relevance,
            Part.CALCULATE: self._calculate,
            Part.ATTRIBUTE: self._compute_attribute,
            Part.READONLY: self._decide_readonly,
            Part.REQUIRED: self._decide_required,
            Part.CONSTRAINT: self._show_anew,
            Part.CHOICES: self._find_choices,
            Part.SHOWN: self._show_anew,
        }
        self.touched: dict[Answer, None] = {}
        """Nodes whose state may have changed since it was last taken, in the order in which that happened."""
        self.newcomers: list[Answer] = []
        """Repeat instances that have come since this was last emptied."""
        self.wanted: dict[tuple[Answer, Node], int] = {}
        """(what holds a repeat, the repeat) -> how many instances its repeat_count asks for."""

    # -------------------------------------------------------------- what starts it

    def everything(self, keep: frozenset[Node] = frozenset()) -> None:
        """Compute all rules once, in order. `keep`: calculations whose values, where there are any, stand."""
        self._agenda.add_all(lambda rule, node: rule.node in keep and rule.part is Part.CALCULATE and bool(node.typed))
        self._open()

    def waiting(self, orders: Iterable[int]) -> None:
        """Compute those rules once, in order; the others are computed already."""
        for rule in map(self._plan.rules.__getitem__, orders):
            for node in places(rule, self._root):
                self._agenda.add(rule, node)
        self._open()

    def _open(self) -> None:
        self._is_opening = True
        self.settle()
        self._is_opening = False

    def write(self, node: Answer, text: str) -> bool:
        """Put a value into a leaf; True if it is another than before. `settle` carries it on."""
        if node.typed == text:
            return False
        node.typed = text
        self.touched[node] = None
        text = text if node.relevant else ""
        if text != node.text:
            self._put_text(node, text)
            self._agenda.add_readers(node)
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
            if not node.definition.children:
                node.text = node.typed if node.relevant else ""
            for rule in self._plan.own.get(node.definition, ()):
                if rule.part is not Part.COUNT:
                    self._agenda.add(rule, node)
            for repeat in node.definition.children:
                for rule in self._plan.own.get(repeat, ()) if repeat.is_repeat else ():
                    if rule.part is Part.COUNT:
                        self._agenda.add(rule, node)

    def counted(self, repeat: Node, parent: Answer, since: int = 1) -> None:
        """The instances of a repeat below a node are others than before, from that position on (1-based)."""
        parent.place_twins(repeat.name, since)
        for inner in repeat.inner_repeats:
            for reader in self._plan.counters.get(inner, ()):
                # What an instance counts of its own is as it was.
                if reader.anchor is None or repeat not in reader.anchor.repeats:
                    self._agenda.add_reader(reader, parent)
        for reader in self._plan.placed.get(repeat, ()):
            for twin in parent.twins(repeat.name)[since - 1 :]:
                for node in places(reader.rule, twin):
                    self._agenda.add(reader.rule, node)

    def spoken(self) -> None:
        """Another language is spoken: compute what holds words of the form."""
        for rule in self._plan.spoken:
            for node in places(rule, self._root):
                self._agenda.add(rule, node)
        self.settle()

    def settle(self) -> None:
        """Compute until nothing waits, then what is set by triggers, and so on."""
        self._run()
        fired = 0
        while self._fired:
            node = self._fired.popleft()
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
        targets = self._chosen(action.chosen, around) if action.chosen else self._targets(path, around)
        if around is not None and len(targets) > 1:
            self._computing.note(around, action.target, "other programs stop where one answer sets several rows")
        for target in targets:
            text = self._computing.string(target, action.value, attribute) if action.value else action.text
            text = text if attribute else computed(target.definition.type, text)
            if attribute:
                target.attributes[attribute] = text
                self._agenda.add_readers(target)
            elif target.definition.is_leaf and self.write(target, text):
                target.missing = target.missing if not text else None
                self.written(target)

    def bring_to(self, parent: Answer, repeat: Node, wanted: int) -> None:
        """Bring a repeat to a number of instances; one that somebody has answered stays until it is taken out."""
        twins = list(parent.twins(repeat.name))
        before = len(twins)
        while len(twins) > wanted and not is_answered(twins[-1]):
            parent.remove(twins.pop())
        come: list[Answer] = []
        while len(twins) < wanted:
            instance = blank(repeat)
            if len(twins) < len(repeat.prefilled):
                prefill(instance, repeat.prefilled[len(twins)])
            parent.insert(parent.index(twins[-1]) + 1 if twins else place_of(parent, repeat), instance)
            twins.append(instance)
            come.append(instance)
        if len(twins) != before:
            self.came(parent, repeat, come, since=min(before, len(twins)) + 1)

    def came(self, parent: Answer, repeat: Node, instances: Sequence[Answer], since: int = 1) -> None:
        """Blank instances have come, or some have gone: compute them, and set what is to be set in a new one.

        `since`: the first position where another instance stands than before.
        """
        for instance in instances:
            self.newcomers.append(instance)
            self.added(instance)
        self.counted(repeat, parent, since)
        for instance in instances:
            for node in instance.everything():
                for action in node.definition.new_repeat:
                    self.act(action, node)
            begin(instance)

    def would_be_relevant(self, parent: Answer, repeat: Node) -> bool:
        """Say whether an instance that came now would be asked."""
        if repeat.relevant is None:
            return True
        stand_in = Answer(repeat)
        stand_in.parent = parent
        return self._computing.boolean(stand_in, repeat.relevant)

    # -------------------------------------------------------------- how it goes on

    def _chosen(self, chosen: Expression, around: Answer | None) -> list[Answer]:
        found = self._computing.elements(around or self._root, chosen)
        return [node for node in found if isinstance(node, Answer)]

    def _targets(self, path: str, around: Answer | None) -> list[Answer]:
        if around is None:
            return instances_of_path(self._root, path)
        anchor = next((repeat for repeat in reversed(around.definition.repeats) if _lies_in(path, repeat.path)), None)
        return instances_of_path(shared(around, anchor) if anchor else self._root, path)

    def _run(self) -> None:
        rules, compute, rounds = self._plan.rules, self._compute, dict[int, int]()
        furthest, steps = -1, self._steps
        for order in self._agenda.take():
            if order > furthest:
                furthest = order
            else:
                rounds[order] = rounds.get(order, 0) + 1
                if rounds[order] > MOST_ROUNDS:
                    self._leave_circle(rules[order])
                    continue
            step = steps[order]
            if step is not None:
                step()
            elif (rule := rules[order]).is_alone:
                step = steps[order] = self._bound(rule, self._agenda.only(order))
                step()
            else:
                work = compute[rule.part]
                for node in self._agenda.take_nodes(order):
                    work(rule, node)

    def _leave_circle(self, rule: Rule) -> None:
        nodes = (self._agenda.only(rule.order),) if rule.is_alone else self._agenda.take_nodes(rule.order)
        why = "it is computed from itself by a detour"
        self._computing.note(next(iter(nodes)), rule.expression.text, why)

    def _bound(self, rule: Rule, node: Answer) -> Step:
        match rule.part:
            case Part.CALCULATE if not node.definition.triggers:
                tell = self._agenda.bound_readers(node)
                return bound_calculation(rule, node, self._computing, self.touched, tell)
            case Part.RELEVANT:
                return bound_relevance(rule, node, self._computing, self._set_relevance)
            case _:
                return partial(self._compute[rule.part], rule, node)

    # -------------------------------------------------------------- what each part of a rule does

    def _calculate(self, rule: Rule, node: Answer) -> None:
        text = computed(node.definition.type, self._computing.string(node, rule.expression))
        if text != node.typed:
            self.write(node, text)
            if node.definition.triggers:
                self._fired.append(node)

    def _decide_relevance(self, rule: Rule, node: Answer) -> None:
        node.rule_relevant = self._computing.boolean(node, rule.expression)
        self._set_relevance(node)

    def _decide_readonly(self, rule: Rule, node: Answer) -> None:
        node.rule_readonly = self._computing.boolean(node, rule.expression)
        self._set_readonly(node)

    def _decide_required(self, rule: Rule, node: Answer) -> None:
        required = self._computing.boolean(node, rule.expression)
        if required != node.required:
            node.required = required
            self.touched[node] = None

    def _compute_attribute(self, rule: Rule, node: Answer) -> None:
        text = self._computing.string(node, rule.expression, rule.attribute)
        if node.attributes.get(rule.attribute) != text:
            node.attributes[rule.attribute] = text
            self._agenda.add_readers(node)

    def _count(self, rule: Rule, parent: Answer) -> None:
        stand_in = Answer(rule.node)
        stand_in.parent = parent
        number = self._computing.number(stand_in, rule.expression)
        wanted = 0 if number != number else int(max(0, min(MOST_INSTANCES, number)))
        self.wanted[parent, rule.node] = wanted
        self.bring_to(parent, rule.node, wanted)

    def _find_choices(self, rule: Rule, node: Answer) -> None:
        node.items = None
        self.touched[node] = None
        self._narrow(node)

    def _show_anew(self, rule: Rule, node: Answer) -> None:
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
        if node.family:
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

    def _narrow(self, node: Answer) -> None:
        """The list of a question may be another: take back what is no longer in it, return what is in it again."""
        if self._is_opening or not (node.typed or node.stowed):
            return
        names = self._choice_names(node)
        if node.definition.control == "rank":
            self._rank_anew(node, names)
            return
        chosen = node.typed.split() if node.definition.control != "select_one" else [node.typed] if node.typed else []
        left = " ".join(name for name in chosen if name in names)
        if left != node.typed:
            node.stowed = node.typed
            self.write(node, left)
            self.written(node)
        elif not node.typed and not node.missing and names.keys() >= set(node.stowed.split()):
            self.write(node, node.stowed)
            self.written(node)
            node.stowed = ""

    def _rank_anew(self, node: Answer, names: Mapping[str, int]) -> None:
        """A ranking holds every choice there is: those that have come stand behind those that were ranked."""
        if node.missing:
            return
        ranked = (node.typed or node.stowed).split()
        kept = [name for name in ranked if name in names]
        text = " ".join(dict.fromkeys([*kept, *names])) if kept else ""
        if text != node.typed:
            node.stowed = "" if text else node.typed
            self.write(node, text)
            self.written(node)

    def _show(self, node: Answer) -> None:
        """Let expressions see what a node holds now, and everything that reads it be computed anew."""
        if not node.definition.children:
            text = node.typed if node.relevant else ""
            if text == node.text:
                return
            self._put_text(node, text)
        self._agenda.add_readers(node)

    def _put_text(self, node: Answer, text: str) -> None:
        node.text = text
        if node.definition.repeats and node.around is not None:
            node.around.stir(node)


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
