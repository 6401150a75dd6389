"""The nodes of one filled-in form: what was typed, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from forms.definition import Node
from forms.expression import Context
from forms.state import Missing, QuestionState
from forms.tree import Element


class Answer(Element):
    """One node of an instance. `text` is what expressions see: "" while it is not relevant; `typed` is kept."""

    keeps_rows = True

    __slots__ = (
        "begun",
        "context",
        "definition",
        "items",
        "kept_rows",
        "missing",
        "place",
        "readonly",
        "record_id",
        "relevant",
        "required",
        "rule_readonly",
        "rule_relevant",
        "shown",
        "stowed",
        "typed",
    )

    def __init__(self, definition: Node) -> None:
        super().__init__(definition.name, "", dict(definition.attributes) if definition.attributes else None)
        self.definition = definition
        self.typed = ""
        self.begun = ""
        """What the form itself has put there: a default, blank for most."""
        self.stowed = ""
        """A choice that was taken back because the list narrowed; it returns with the list."""
        self.missing: Missing | None = None
        self.rule_relevant = True
        """What its own rule says; `relevant` counts what encloses it too."""
        self.relevant = True
        self.rule_readonly = False
        self.readonly = False
        self.required = False
        self.place = 1
        """Of a repeat instance: its position among its twins."""
        self.record_id = ""
        """Of a root or repeat instance: the record it becomes."""
        self.kept_rows: dict[Any, Any] | None = None
        self.context: Context | None = None
        """What its rules are computed with, None until the first is."""
        self.items: Sequence[Element] | None = None
        """The items of its list as they were last found, None where they must be found anew."""
        self.shown: QuestionState | None = None
        """The state as the screen has it, None where it must be made anew."""

    @property
    def path(self) -> str:
        """Return the path with positions of repeat instances."""
        definition = self.definition
        if not definition.repeats or not isinstance(self.parent, Answer):
            return definition.path
        above = self.parent.path
        return f"{above}/{self.name}[{self.place}]" if definition.is_repeat else f"{above}/{self.name}"

    @property
    def around(self) -> Answer | None:
        # All nodes of an instance are answers; a cast is a call, and this is asked for often.
        return self.parent  # pyright: ignore[reportReturnType]

    @property
    def inner(self) -> list[Answer]:
        """All children, those too that are not relevant."""
        return self.family  # pyright: ignore[reportReturnType]

    def twins(self, repeat: str) -> Sequence[Answer]:
        """Return all instances of a repeat, relevant or not; it may be a list that grows with them."""
        if self.children is self.family:
            return cast("Sequence[Answer]", self.named(repeat))
        return [child for child in self.inner if child.name == repeat]

    def only(self, name: str) -> Answer | None:
        """Return the first child with that name, relevant or not."""
        return cast("Answer | None", self.child(name)) or next((one for one in self.inner if one.name == name), None)

    def append(self, child: Element) -> Element:
        super().append(child)
        self.stir(child)
        return child

    def insert(self, index: int, child: Element) -> Element:
        super().insert(index, child)
        self.stir(child)
        return child

    def remove(self, child: Element) -> int:
        index = super().remove(child)
        self.stir(child)
        return index

    def hide(self, child: Element, hidden: bool = True) -> None:
        super().hide(child, hidden)
        self.stir(child)

    def stir(self, child: Element) -> None:
        """A child, or something in it, is other than before: what is kept of rows is to be looked at again."""
        parent: Element | None = self
        while parent is not None:
            if parent.kept_rows:
                for rows in parent.kept_rows.values():
                    rows.stale[child] = None
            child, parent = parent, parent.parent

    def everything(self) -> list[Answer]:
        """Return it and all below, in document order, relevant or not."""
        found: list[Answer] = [self]
        for child in self.inner:
            if child.family:
                found += child.everything()
            else:
                found.append(child)
        return found

    def place_twins(self, repeat: str, since: int = 1) -> None:
        """Tell the instances of a repeat their positions anew; what they show of it is to be made anew too."""
        for place, twin in enumerate(self.twins(repeat)[since - 1 :], start=since):
            if twin.place != place:
                twin.place = place
                for node in twin.everything():
                    node.shown = None


def blank(definition: Node) -> Answer:
    """Return a node with everything below it as a blank form has it; repeats below have their first instances."""
    node = Answer(definition)
    if not definition.children:
        node.typed = node.text = node.begun = definition.default
    for child in definition.children:
        if child.is_late:
            continue
        if not child.is_repeat:
            inner = blank(child)
            # Nobody has looked at the new node yet: nothing that was kept of it is to be made anew.
            inner.parent = node
            node.family.append(inner)
        elif not child.count:
            for place in range(1, child.instances + 1):
                twin = node.append(blank(child))
                assert isinstance(twin, Answer)
                twin.place = place
                if child.prefilled:
                    prefill(twin, child.prefilled[place - 1])
    return node


def prefill(instance: Answer, texts: Mapping[str, str]) -> None:
    """Let a blank repeat instance hold what the form writes into the one at its place."""
    for path, text in texts.items():
        for leaf in instances_of_path(instance, path):
            leaf.typed = leaf.text = leaf.begun = text


def instances_of_path(within: Answer, path: str) -> list[Answer]:
    """Return the nodes with a schema path at or below a node."""
    names = path.removeprefix(within.definition.path).split("/")[1:]
    found = [within]
    for name in names:
        found = [child for parent in found for child in parent.inner if child.name == name]
    return found


def instances_of(definition: Node, within: Answer) -> list[Answer]:
    """Return all nodes with that definition at or below a node, in document order."""
    if definition is within.definition:
        return [within]
    steps: list[Node] = []
    node: Node | None = definition
    while node is not None and node is not within.definition:
        steps.append(node)
        node = node.parent
    found: list[Answer] = [within]
    for step in reversed(steps):
        if step.is_repeat:
            found = [child for parent in found for child in parent.twins(step.name)]
        else:
            found = [child for parent in found if (child := parent.only(step.name)) is not None]
    return found


def shared(node: Answer, anchor: Node) -> Answer:
    """Return the instance of `anchor` that a node lies in."""
    here: Answer | None = node
    while here is not None:
        if here.definition is anchor:
            return here
        here = here.around
    raise LookupError(anchor.path)


def held(parent: Answer, definition: Node) -> Answer:
    """Return the only node of a definition below a node; it comes now if it is late."""
    found = parent.only(definition.name)
    if found is None:
        found = blank(definition)
        parent.append(found)
    return found


def place_of(parent: Answer, repeat: Node) -> int:
    """Return where the first instance of a repeat stands among the children of its parent."""
    before = {sibling.name for sibling in parent.definition.children[: parent.definition.children.index(repeat)]}
    return sum(child.name in before for child in parent.inner)
