"""A second engine for the tests: everything is computed again in document order until nothing changes any more.

It shares with the real one what an expression means, and nothing of how a form is kept up to date: no dependency graph,
no order of rules, no index, no kept sums. Names are looked for along the axes, step by step.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from forms.definition import Choices, Form, Node, Parts, Words
from forms.entities import is_kept
from forms.expression import Context, Environment, Expression, ExpressionError, compile_expression
from forms.instance import Instance, lists_of
from forms.lexical import fits
from forms.state import Missing, Problem
from forms.tree import Element
from forms.tree import Node as TreeNode

MOST_PASSES = 300
GENERAL = {"": ""}
"""With namespaces every path is gone step by step, and no look-up goes through an index."""


@dataclass(frozen=True)
class PlainState:
    """What the two engines must agree on."""

    path: str
    label: str
    value: str
    relevant: bool
    required: bool
    readonly: bool
    problem: Problem | None
    choices: tuple[str, ...]


class Cell(Element):
    """One node, with what was typed into it."""

    def __init__(self, definition: Node, path: str) -> None:
        super().__init__(definition.name)
        self.definition = definition
        self.path = path
        self.typed = ""
        self.missing: Missing | None = None
        self.relevant = self.own_relevant = True
        self.required = self.readonly = False


@dataclass
class Compiled:
    """The expressions of one form, compiled in the general way."""

    known: dict[str, Expression] = field(default_factory=dict)

    def __call__(self, expression: Expression) -> Expression:
        if expression.text not in self.known:
            self.known[expression.text] = compile_expression(expression.text, GENERAL)
        return self.known[expression.text]


class PlainEngine:
    """Computes one filled-in form of which only the answers are taken over."""

    def __init__(self, instance: Instance, environment: Environment, compiled: Compiled) -> None:
        self.form: Form = instance.form
        self.language = instance.language
        self.compiled = compiled
        self.environment = replace(
            environment,
            instances=lists_of(self.form, environment),
            itext=lambda text_id: self.spoken(text_id, Context(self.root, self.environment)),
            choice_name=self.choice_name,
            indexes={},
        )
        self.cells: list[Cell] = []
        self.root = self._taken_over(instance.root, None)
        self._compute()

    def states(self) -> list[PlainState]:
        return [self._state(cell) for cell in self.cells if cell.definition.control]

    # -------------------------------------------------------------- what was answered

    def _taken_over(self, answer, parent: Cell | None) -> Cell:
        definition = answer.definition
        cell = Cell(definition, answer.path)
        cell.attributes = dict(answer.attributes)
        self.cells.append(cell)
        if parent is not None:
            parent.append(cell)
        if definition.is_leaf:
            # What is computed is computed here anew, save what was random or of that moment.
            cell.typed = "" if definition.calculate and not is_kept(definition) else answer.typed
            cell.missing = answer.missing
        for child in answer.inner:
            self._taken_over(child, cell)
        return cell

    # -------------------------------------------------------------- what follows from it

    def _compute(self) -> None:
        for _ in range(MOST_PASSES):
            if not any([self._pass_over(cell) for cell in self.cells]):
                return
        raise AssertionError("it does not come to rest")

    def _pass_over(self, cell: Cell) -> bool:
        """Compute one node from what stands now; say whether it is another than before."""
        definition, around = cell.definition, cell.parent
        before = (cell.typed, cell.text, cell.relevant, cell.required, cell.readonly)
        cell.own_relevant = self._truth(cell, definition.relevant, True)
        cell.relevant = cell.own_relevant and (around is None or around.relevant)
        if definition.is_repeat and around is not None:
            around.hide(cell, not cell.relevant)
        cell.required = self._truth(cell, definition.required, False)
        cell.readonly = self._truth(cell, definition.readonly, False) or (around is not None and around.readonly)
        if definition.is_leaf:
            if definition.calculate and not is_kept(definition):
                cell.typed = self._text(cell, definition.calculate)
            cell.text = cell.typed if cell.relevant else ""
        return before != (cell.typed, cell.text, cell.relevant, cell.required, cell.readonly)

    def _truth(self, cell: Cell, expression: Expression | None, otherwise: bool) -> bool:
        if expression is None:
            return otherwise
        try:
            return self.compiled(expression).boolean(Context(cell, self.environment))
        except ExpressionError:
            return False

    def _text(self, cell: TreeNode, expression: Expression) -> str:
        try:
            return self.compiled(expression).string(Context(cell, self.environment))
        except ExpressionError:
            return ""

    # -------------------------------------------------------------- what is shown

    def _state(self, cell: Cell) -> PlainState:
        return PlainState(
            cell.path,
            self._words(cell, cell.definition.label),
            cell.typed,
            cell.relevant,
            cell.required,
            cell.readonly,
            self._problem(cell) if cell.definition.is_leaf and cell.relevant else None,
            tuple(self._names(cell)),
        )

    def _problem(self, cell: Cell) -> Problem | None:
        definition = cell.definition
        if not cell.typed:
            return Problem.REQUIRED if cell.required and cell.missing in (None, Missing.LATER) else None
        if not fits(definition.lexical_kind, cell.typed):
            return Problem.TYPE
        if definition.constraint is not None:
            try:
                holds = self.compiled(definition.constraint).boolean(Context(cell, self.environment))
            except ExpressionError:
                holds = True
            if not holds:
                return Problem.CONSTRAINT
        if definition.choices is not None:
            chosen = [cell.typed] if definition.control == "select_one" else cell.typed.split()
            if not set(chosen) <= set(self._names(cell)):
                return Problem.TYPE
        return None

    def _items(self, cell: Cell, choices: Choices) -> list[Element]:
        assert choices.items is not None
        try:
            return list(self.compiled(choices.items).nodes(Context(cell, self.environment)))
        except ExpressionError:
            return []

    def _names(self, cell: Cell) -> list[str]:
        choices = cell.definition.choices
        if choices is None:
            return []
        if choices.items is None:
            return [choice.name for choice in choices.listed]
        return [child_text(item, choices.value) for item in self._items(cell, choices)]

    def _words(self, cell: TreeNode, words: Words) -> str:
        if words.computed:
            return self._text(cell, words.computed).strip()
        context = Context(cell, self.environment)
        return self.spoken(words.itext, context) if words.itext else self._joined(words.plain, context)

    def spoken(self, text_id: str, context: Context) -> str:
        for language in (self.language, self.form.default_language):
            texts = self.form.translations.get(language, {}).get(text_id, {})
            if "" in texts:
                return self._joined(texts[""], context)
        return ""

    def _joined(self, parts: Parts, context: Context) -> str:
        return "".join(part if isinstance(part, str) else self._text(context.node, part) for part in parts).strip()

    def choice_name(self, node: TreeNode, question: str, value: str) -> str:
        """Return the label of a choice of the question at that path."""
        here = node
        names = question.strip().split("/")
        if question.strip().startswith("/"):
            here, names = self.root, names[2:]
        for name in names:
            if here is None or name in (".", "current()"):
                continue
            here = here.parent if name == ".." else here.child(name.partition("[")[0])
        if not isinstance(here, Cell) or here.definition.choices is None:
            return value
        choices = here.definition.choices
        if choices.items is None:
            labels = [self._words(here, choice.label) for choice in choices.listed if choice.name == value]
        else:
            items = [item for item in self._items(here, choices) if child_text(item, choices.value) == value]
            labels = [self._item_label(here, item, choices) for item in items]
        return labels[0] if labels else value

    def _item_label(self, cell: Cell, item: Element, choices: Choices) -> str:
        text_id = item.child("itextId")
        if text_id is not None:
            return self.spoken(text_id.text, Context(cell, self.environment))
        return child_text(item, "label") if choices.label else ""


def child_text(item: Element, name: str) -> str:
    child = item.child(name)
    return child.string_value() if child is not None else ""


def shown_states(instance: Instance) -> list[PlainState]:
    """Return the states of the real engine, as far as the two must agree on them."""
    return [
        PlainState(
            state.path,
            state.label,
            state.value,
            state.relevant,
            state.required,
            state.readonly,
            state.violation.problem if state.violation else None,
            tuple(choice.name for choice in state.choices),
        )
        for state in instance.states()
    ]
