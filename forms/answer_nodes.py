"""The nodes of one filled-in form: what was typed, and how it stands."""

from __future__ import annotations

from forms.definition import Node
from forms.state import Missing, QuestionState, Violation
from forms.tree import Element


class Answer(Element):
    """One node of an instance. `text` is what expressions see: "" while it is not relevant; `typed` is kept."""

    __slots__ = (
        "definition",
        "missing",
        "readonly",
        "record_id",
        "relevant",
        "required",
        "rule_relevant",
        "shown",
        "typed",
        "violation",
    )

    def __init__(self, definition: Node) -> None:
        super().__init__(definition.name, "", dict(definition.attributes))
        self.definition = definition
        self.typed = ""
        self.missing: Missing | None = None
        self.rule_relevant = True
        """What its own rule says; `relevant` counts what encloses it too."""
        self.relevant = True
        self.readonly = False
        self.required = False
        self.violation: Violation | None = None
        self.record_id = ""
        """Of a root or repeat instance: the record it becomes."""
        self.shown: QuestionState | None = None
        """The state as the screen has it."""

    @property
    def path(self) -> str:
        """Return the path with positions of repeat instances."""
        parts: list[str] = []
        node: Element | None = self
        while isinstance(node, Answer):
            position = ""
            if node.definition.is_repeat and node.parent is not None:
                position = f"[{next(n for n, twin in enumerate(node.parent.named(node.name), 1) if twin is node)}]"
            parts.append(node.name + position)
            node = node.parent
        return "/" + "/".join(reversed(parts))


def blank(definition: Node) -> Answer:
    """Return a node with everything below it as a blank form has it; repeats below have their first instances."""
    node = Answer(definition)
    node.typed = node.text = definition.default if definition.is_leaf else ""
    for child in definition.children:
        for _ in range((0 if child.fixed and child.count else child.instances) if child.is_repeat else 1):
            node.append(blank(child))
    return node


def instances_of(definition: Node, within: Answer) -> list[Answer]:
    """Return all nodes with that definition at or below a node, in document order."""
    if definition is within.definition:
        return [within]
    steps: list[Node] = []
    node: Node | None = definition
    while node is not None and node is not within.definition:
        steps.append(node)
        node = node.parent
    found: list[Element] = [within]
    for step in reversed(steps):
        if step.is_repeat:
            found = [child for parent in found for child in parent.named(step.name)]
        else:
            found = [child for parent in found if (child := parent.child(step.name)) is not None]
    return found  # type: ignore[return-value]


def shared(node: Answer, anchor: Node) -> Answer:
    """Return the instance of `anchor` that a node lies in."""
    here: Element | None = node
    while isinstance(here, Answer):
        if here.definition is anchor:
            return here
        here = here.parent
    raise LookupError(anchor.path)
