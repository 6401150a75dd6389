"""Turns the tree of an expression into closures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from forms.expression.axes import document_of, in_document_order
from forms.expression.code import Code, Kind, constant, nodes_code
from forms.expression.context import Context
from forms.expression.errors import ExpressionError
from forms.expression.functions import FUNCTIONS
from forms.expression.functions.nodesets import instance_root
from forms.expression.functions.signature import Function, nodes_of
from forms.expression.lookups import find_lookup, found_in_index
from forms.expression.operators import ARITHMETIC, calculation, comparison, conjunction, negation
from forms.expression.parser import DEEPEST
from forms.expression.paths import Nodes, Predicate, StepPlan, plain_path, predicate, stepwise
from forms.expression.references import functions_of
from forms.expression.syntax import (
    ANYWHERE,
    Call,
    Chain,
    Filter,
    Literal,
    Negation,
    Number,
    Path,
    Step,
    Syntax,
    Variable,
)


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles one expression. A method for each kind of tree; `compile` chooses."""

    text: str
    namespaces: Mapping[str, str] | None = None
    """URI by prefix, "" for names without one. Without it, names are compared as they are written."""
    refuse_unknown: bool = True
    """Refuse a call that cannot work (no such function, too few arguments); otherwise only calling it fails."""

    done: dict[int, tuple[Syntax, Code]] = field(default_factory=dict[int, "tuple[Syntax, Code]"])
    """What is compiled already, by identity: what an index turns out not to serve is not compiled again."""

    def compile(self, syntax: Syntax) -> Code:
        known = self.done.get(id(syntax))
        if known is None:
            known = self.done[id(syntax)] = (syntax, self._compiled(syntax))
        return known[1]

    def _compiled(self, syntax: Syntax) -> Code:
        match syntax:
            case Path():
                return self._path(syntax)
            case Call():
                return self._call(syntax)
            case Chain():
                return self._chain(syntax)
            case Literal(text):
                return constant(text)
            case Number(text):
                return constant(float(text))
            case Negation(operand):
                return negation(self.compile(operand))
            case Filter():
                return self._filter(syntax)
            case Variable(name):
                raise self.error(syntax.position, f"there is no variable ${name}")

    def error(self, position: int, what: str) -> ExpressionError:
        return ExpressionError(self.text, position, what)

    def _chain(self, chain: Chain) -> Code:
        sign = chain.operators[0]
        operands = list(map(self.compile, chain.operands))
        if sign == "|":
            return self._union(chain, operands)
        if sign in ("and", "or"):
            return conjunction(operands, sign)
        if sign in ARITHMETIC:
            return calculation(operands, chain.operators)
        if len(operands) > DEEPEST:
            raise self.error(chain.position, f"more than {DEEPEST} comparisons in a row")
        result = operands[0]
        for each, operand in zip(chain.operators, operands[1:], strict=True):
            result = comparison(each, result, operand)
        return result

    def _union(self, chain: Chain, operands: list[Code]) -> Code:
        place = _Place(self, Call("|", (), chain.position))
        parts = [nodes_of(place, operand) for operand in operands]
        return nodes_code(lambda context: in_document_order(node for part in parts for node in part(context)))

    def _call(self, call: Call) -> Code:
        function = FUNCTIONS.get(call.name)
        wrong = _misfit(call, function)
        if function is None or wrong:
            error = self.error(call.position, wrong)
            if self.refuse_unknown:
                raise error
            return Code(Kind.ANY, _raising(error))
        return function.build(_Place(self, call), list(map(self.compile, call.arguments)))

    def _filter(self, syntax: Filter) -> Code:
        operand = self.compile(syntax.operand)
        nodes = nodes_of(_Place(self, Call("[..]", (), syntax.position)), operand)
        return nodes_code(_narrowed(nodes, self._predicates(syntax.predicates)))

    def _predicates(self, predicates: Sequence[Syntax]) -> list[Predicate]:
        return list(map(predicate, map(self.compile, predicates)))

    def _path(self, path: Path) -> Code:
        if path.start is None and self.namespaces is None and (plain := plain_path(path.steps, path.absolute)):
            return plain
        if self.namespaces is None and (indexed := self._indexed(path)):
            return indexed
        return self._stepwise(self._start(path), path.steps)

    def _start(self, path: Path) -> Nodes | None:
        if path.start is not None:
            place = _Place(self, Call("/", (), path.position))
            return nodes_of(place, self.compile(path.start))
        # Inside of a predicate on a list of choices, `/` still means the form that the expression hangs on.
        return (lambda context: (document_of(context.current),)) if path.absolute else None

    def _stepwise(self, start: Nodes | None, steps: Sequence[Step], level: bool = False) -> Code:
        steps = _shortened(steps)
        plans = list[StepPlan]()
        for step in steps:
            plans.append(StepPlan(step.axis, step.test, self._predicates(step.predicates), self.namespaces))
        return stepwise(start, steps, plans, level)

    def _indexed(self, path: Path) -> Code | None:
        lookup = find_lookup(path)
        if lookup is None or not isinstance(path.start, Call):
            return None
        place, name = _Place(self, path.start), lookup.instance
        found = found_in_index(
            lookup,
            self.compile(lookup.key),
            self.compile(lookup.wanted),
            lambda context: instance_root(place, context, name),
        )
        if found is None:
            return None
        narrowed = _narrowed(found, self._predicates(lookup.others))
        # Items lie side by side.
        return self._stepwise(narrowed, lookup.rest, level=True) if lookup.rest else nodes_code(narrowed)


class _Place:
    """Where a call stands (signature.Site)."""

    def __init__(self, compiler: Compiler, call: Call) -> None:
        self.compiler = compiler
        self.call = call

    def error(self, what: str) -> ExpressionError:
        return self.compiler.error(self.call.position, what)

    def compile(self, syntax: Syntax) -> Code:
        return self.compiler.compile(syntax)


def _misfit(call: Call, function: Function | None) -> str:
    """Return why there is nothing that could be called, "" where there is."""
    if function is None:
        return f"there is no function {call.name}()"
    given = len(call.arguments)
    odd = function.pairs and (given - function.least) % 2
    if function.least <= given <= function.most and not odd:
        return ""
    if function.least == function.most:
        return f"{call.name}() takes {function.least} arguments, not {given}"
    if odd:
        return f"{call.name}() takes its last arguments in pairs"
    bound = f"at least {function.least}" if given < function.least else f"at most {function.most:.0f}"
    return f"{call.name}() takes {bound} arguments, not {given}"


def _raising(error: ExpressionError) -> Callable[[Context], object]:
    def fail(context: Context) -> object:
        raise error

    return fail


def _narrowed(nodes: Nodes, predicates: Sequence[Predicate]) -> Nodes:
    if not predicates:
        return nodes

    def narrow(context: Context) -> Sequence[object]:
        found = nodes(context)
        for keep in predicates:
            found = keep(found, context)
        return found

    return narrow  # pyright: ignore[reportReturnType]


def _shortened(steps: Sequence[Step]) -> Sequence[Step]:
    """Take `//name` in one step, where no predicate counts positions."""
    for place, (step, following) in enumerate(pairwise(steps)):
        plain = step == ANYWHERE and following.axis == "child"
        if plain and all(map(_is_condition, following.predicates)):
            merged = Step("descendant", following.test, following.predicates, following.position)
            return [*steps[:place], merged, *_shortened(steps[place + 2 :])]
    return steps


def _is_condition(syntax: Syntax) -> bool:
    """Say whether a predicate surely is a truth, not a position."""
    is_truth = (isinstance(syntax, Chain) and syntax.operators[0] not in ARITHMETIC) or isinstance(syntax, Path)
    return is_truth and not functions_of(syntax) & {"position", "last"}
