"""What an expression reads: plain location paths that a form can resolve against the node it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from forms.expression.syntax import Call, Chain, Filter, Literal, Negation, Path, Step, Syntax

Move: TypeAlias = tuple[str, str]
"""Axis and node test of one step: ("child", "age"), ("parent", "node()")."""


class Reference(NamedTuple):
    """One path that is read, predicates taken out: what they read is a reference of its own."""

    start: str
    """"context": the node that the expression hangs on. "root": the form. "instance": a secondary instance.
    "unknown": found while running (`id(..)`, `$x`); it may read anything."""
    moves: tuple[Move, ...] = ()
    instance: str = ""

    def then(self, *moves: Move) -> Reference:
        """Return the path continued; steps that stay where they are drop out."""
        kept = tuple(move for move in moves if move != ("self", "node()"))
        return Reference(self.start, self.moves + kept, self.instance)

    @property
    def is_plain(self) -> bool:
        """Only children by name, parents and attributes, from a known start."""
        return self.start != "unknown" and all(
            (axis in ("child", "attribute") and "(" not in test) or (axis, test) == ("parent", "node()")
            for axis, test in self.moves
        )

    def __str__(self) -> str:
        steps = "/".join(str(Step(axis, test)) for axis, test in self.moves)
        match self.start:
            case "root":
                return f"/{steps}"
            case "instance":
                return f"instance('{self.instance}')/{steps}".rstrip("/")
            case "unknown":
                return f"?/{steps}".rstrip("/")
            case _:
                return steps or "."


VOLATILE = frozenset(["now", "today", "random", "uuid", "randomize", "once"])
"""Functions whose result can change though nothing they read has."""
CONTEXT = Reference("context")
UNKNOWN = Reference("unknown")
_READS_CONTEXT = frozenset(
    ["string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri", "lang", "once"]
)


def references_of(syntax: Syntax) -> tuple[Reference, ...]:
    """Return all that is read, each once, in the order of the text."""
    return tuple(dict.fromkeys(_reads(syntax, CONTEXT)))


def functions_of(syntax: Syntax) -> frozenset[str]:
    """Return the names of all functions that are called."""
    return frozenset(part.name for part in parts_of(syntax) if isinstance(part, Call))


def parts_of(syntax: Syntax) -> Iterator[Syntax]:
    """Yield the tree and all trees within it."""
    yield syntax
    for part in _inner(syntax):
        yield from parts_of(part)


def _inner(syntax: Syntax) -> Iterator[Syntax]:
    match syntax:
        case Call(_, arguments):
            yield from arguments
        case Negation(operand):
            yield operand
        case Chain(operands):
            yield from operands
        case Filter(operand, predicates):
            yield operand
            yield from predicates
        case Path(steps, _, start):
            if start is not None:
                yield start
            for step in steps:
                yield from step.predicates
        case _:
            return


def _reads(syntax: Syntax, context: Reference) -> Iterator[Reference]:
    match syntax:
        case Path():
            yield from _path_reads(syntax, context)
        case Filter(operand, predicates):
            yield from _reads(operand, context)
            for base in _targets(operand, context):
                for predicate in predicates:
                    yield from _reads(predicate, base)
        case Call("current" | "instance" | "id"):
            yield from _targets(syntax, context)
            for argument in syntax.arguments:
                yield from _reads(argument, context)
        case Call("position", (node,)) if all(_only_climbs(target) for target in _targets(node, context)):
            # Where an instance stands, not what is in it.
            return
        case Call(name, ()) if name in _READS_CONTEXT:
            yield context
        case _:
            if isinstance(syntax, Call) and syntax.name == "once":
                yield context
            for part in _inner(syntax):
                yield from _reads(part, context)


def _only_climbs(reference: Reference) -> bool:
    return reference.start == "context" and all(axis == "parent" for axis, _ in reference.moves)


def _path_reads(path: Path, context: Reference) -> Iterator[Reference]:
    if path.start is not None and not isinstance(path.start, Call):
        yield from _reads(path.start, context)
    elif isinstance(path.start, Call):
        for argument in path.start.arguments:
            yield from _reads(argument, context)
    for base in _starts(path, context):
        reached = base
        for step in path.steps:
            reached = reached.then((step.axis, step.test))
            for predicate in step.predicates:
                yield from _reads(predicate, reached)
        yield reached


def _starts(path: Path, context: Reference) -> list[Reference]:
    if path.start is not None:
        return _targets(path.start, context)
    return [Reference("root")] if path.absolute else [context]


def _targets(syntax: Syntax, context: Reference) -> list[Reference]:
    """Return the paths that an expression of nodes can lead to."""
    match syntax:
        case Path():
            moves = [(step.axis, step.test) for step in syntax.steps]
            return [base.then(*moves) for base in _starts(syntax, context)]
        case Filter(operand):
            return _targets(operand, context)
        case Call("current", _):
            return [CONTEXT]
        case Call("instance", (Literal(name),)):
            return [Reference("instance", instance=name)]
        case Call("if", (_, then, otherwise)):
            return _targets(then, context) + _targets(otherwise, context)
        case Call("randomize", (nodes, *_)):
            return _targets(nodes, context)
        case Chain(operands, operators) if operators[0] == "|":
            return [target for operand in operands for target in _targets(operand, context)]
        case _:
            return [UNKNOWN]
