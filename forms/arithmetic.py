"""Arithmetic between figures as a pack's author writes it: `women + men == all`, `part <= whole <= 5 * fund`."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

Number = int | float

_SIGNS: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.Eq: operator.eq,
}
_NEARLY = 1e-9


class OddRelation(ValueError):
    """Text that is no relation between figures; says why."""


class Relation:
    """One relation: which figures it names, and whether it holds for their values."""

    def __init__(self, text: str) -> None:
        """Raise OddRelation for anything but comparisons, joined by `and`, of sums and products."""
        self.text = text
        try:
            self._tree = ast.parse(text.strip(), mode="eval").body
        except SyntaxError as error:
            raise OddRelation("it cannot be read") from error
        self.names: tuple[str, ...] = tuple(dict.fromkeys(self._look_through(self._tree, is_claim=True)))

    def holds(self, values: Mapping[str, Number | None]) -> bool | None:
        """Say whether it holds; None where a figure that it names has no value."""
        if any(values.get(name) is None for name in self.names):
            return None
        known = {name: value for name in self.names if (value := values[name]) is not None}
        return all(_claim(each, known) for each in _claims(self._tree))

    def _look_through(self, node: ast.expr, *, is_claim: bool) -> list[str]:
        match node:
            case ast.BoolOp(op=ast.And(), values=parts) if is_claim:
                return [name for part in parts for name in self._look_through(part, is_claim=True)]
            case ast.Compare(left=left, ops=ops, comparators=others) if is_claim:
                if any(type(each) not in _COMPARISONS for each in ops):
                    raise OddRelation("it compares with something other than <=, <, ==, >, >=")
                return [name for part in (left, *others) for name in self._look_through(part, is_claim=False)]
            case ast.BinOp(left=left, op=op, right=right) if not is_claim and type(op) in _SIGNS:
                return [*self._look_through(left, is_claim=False), *self._look_through(right, is_claim=False)]
            case ast.Name(id=name) if not is_claim:
                return [name]
            case ast.Constant(value=int() | float()) if not is_claim:
                return []
            case _:
                raise OddRelation(f"{ast.unparse(node)} is no part of a relation")


def _claims(node: ast.expr) -> list[ast.Compare]:
    parts = node.values if isinstance(node, ast.BoolOp) else [node]
    return [each for part in parts for each in ([part] if isinstance(part, ast.Compare) else _claims(part))]


def _claim(claim: ast.Compare, values: Mapping[str, Number]) -> bool:
    sides = [_value(each, values) for each in (claim.left, *claim.comparators)]
    return all(
        # Amounts in 万元 are no whole numbers: what differs by nothing but binary digits is the same.
        (not isinstance(op, (ast.Lt, ast.Gt)) and abs(one - other) <= _NEARLY * max(1, abs(one)))
        or _COMPARISONS[type(op)](one, other)
        for op, one, other in zip(claim.ops, sides, sides[1:], strict=False)
    )


def _value(node: ast.expr, values: Mapping[str, Number]) -> Number:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _SIGNS[type(op)](_value(left, values), _value(right, values))
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=int() | float() as number):
            return number
        case _:
            raise AssertionError("the text was looked through")
