"""Reads the text of an expression into its tree (XPath 1.0, 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from forms.expression.errors import ExpressionError
from forms.expression.syntax import (
    ABOVE,
    ANYWHERE,
    HERE,
    NEGATION,
    PRECEDENCE,
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
from forms.expression.tokens import Token, tokens_of

DEEPEST = 100
"""Brackets, calls and predicates within one another. Python's own stack ends soon after, and no form needs more."""

AXES = frozenset(
    [
        *("ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following"),
        *("following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self"),
    ]
)
NODE_TYPES = frozenset(["comment", "text", "processing-instruction", "node"])


def parse(text: str) -> Syntax:
    """Return the tree; ExpressionError says what does not fit, and where."""
    parser = _Parser(text)
    tree = parser.expression(1)
    if parser.token.kind != "end":
        parser.refuse(f"unexpected {parser.token.text!r}")
    return tree


class _Parser:
    """Recursive descent; one method for each rule that brackets can bring back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def refuse(self, what: str) -> NoReturn:
        token = self.token
        raise ExpressionError(self.text, token.position, "it ends too early" if token.kind == "end" else what)

    def take(self, *texts: str) -> Token | None:
        """Move past the mark or operator if it is one of those."""
        token = self.tokens[self.place]
        # Nearly always it is another one, and texts are compared quickest.
        if token.text in texts and token.kind in ("mark", "operator"):
            self.place += 1
            return token
        return None

    def expect(self, text: str) -> None:
        if not self.take(text):
            self.refuse(f"expected {text!r} before {self.token.text!r}")

    def expression(self, lowest: int) -> Syntax:
        """Read operands joined by operators that bind at least as close as `lowest`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(self.text, self.token.position, f"more than {DEEPEST} levels of brackets")
        tree = self.operand()
        while (level := self.next_precedence()) >= lowest:
            tree = self.chain(tree, level)
        self.depth -= 1
        return tree

    def next_precedence(self) -> int:
        return PRECEDENCE.get(self.token.text, 0) if self.token.kind == "operator" else 0

    def chain(self, first: Syntax, level: int) -> Chain:
        operands, operators = [first], list[str]()
        position = self.token.position
        while self.next_precedence() == level:
            operators.append(self.token.text)
            self.place += 1
            operands.append(self.expression(level + 1) if level < NEGATION - 1 else self.operand(level))
        return Chain(tuple(operands), tuple(operators), position)

    def operand(self, level: int = 0) -> Syntax:
        """Read one operand with the minus signs before it, and the unions that bind closer than they do."""
        signs = list[Token]()
        while level < PRECEDENCE["|"] and (sign := self.take("-")):
            signs.append(sign)
        if len(signs) > DEEPEST:
            raise ExpressionError(self.text, signs[0].position, f"more than {DEEPEST} minus signs in a row")
        tree = self.path()
        if (signs or level == NEGATION - 1) and self.next_precedence() == PRECEDENCE["|"]:
            tree = self.chain(tree, PRECEDENCE["|"])
        for sign in reversed(signs):
            tree = Negation(tree, sign.position)
        return tree

    def path(self) -> Syntax:
        position = self.token.position
        if self.take("/"):
            steps = self.steps() if self.at_step() else ()
            return Path(steps, absolute=True, position=position)
        if double := self.take("//"):
            return Path((_anywhere(double), *self.steps()), absolute=True, position=position)
        if self.at_step():
            return Path(self.steps(), position=position)
        return self.path_from_primary()

    def path_from_primary(self) -> Syntax:
        start = self.primary()
        position = self.token.position
        if predicates := self.predicates():
            start = Filter(start, predicates, start.position)
        if self.take("/"):
            return Path(self.steps(), start=start, position=position)
        if double := self.take("//"):
            return Path((_anywhere(double), *self.steps()), start=start, position=position)
        return start

    def primary(self) -> Syntax:
        token = self.token
        if token.kind in ("number", "literal"):
            self.place += 1
            return Number(token.text, token.position) if token.kind == "number" else Literal(*token[1:])
        if self.take("("):
            tree = self.expression(1)
            self.expect(")")
            return tree
        if self.take("$"):
            if self.token.kind != "name" or "*" in self.token.text:
                self.refuse("expected a name after $")
            self.place += 1
            return Variable(self.tokens[self.place - 1].text, token.position)
        if token.kind == "name" and "*" not in token.text:
            self.place += 1
            return Call(token.text, self.arguments(), token.position)
        self.refuse(f"unexpected {token.text!r}")

    def arguments(self) -> tuple[Syntax, ...]:
        self.expect("(")
        if self.take(")"):
            return ()
        arguments = [self.expression(1)]
        while self.take(","):
            arguments.append(self.expression(1))
        self.expect(")")
        return tuple(arguments)

    def at_step(self) -> bool:
        token = self.token
        if token.kind != "name":
            return token.kind == "mark" and token.text in (".", "..", "@")
        follower = self.tokens[self.place + 1].text
        return follower != "(" or token.text in NODE_TYPES

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while separator := self.take("/", "//"):
            if separator.text == "//":
                steps.append(_anywhere(separator))
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        position = self.token.position
        if self.take("."):
            return replace(HERE, position=position)
        if self.take(".."):
            return replace(ABOVE, position=position)
        axis = self.axis()
        return Step(axis, self.node_test(), self.predicates(), position)

    def axis(self) -> str:
        if self.take("@"):
            return "attribute"
        if self.token.kind == "name" and self.tokens[self.place + 1].text == "::":
            axis = self.token.text
            if axis not in AXES:
                self.refuse(f"unknown axis {axis!r}")
            self.place += 2
            return axis
        return "child"

    def node_test(self) -> str:
        name = self.token.text
        if self.token.kind != "name":
            self.refuse(f"expected a name before {name!r}")
        self.place += 1
        if not self.take("("):
            return name
        if name not in NODE_TYPES:
            self.refuse(f"unexpected {name}()")
        target = self.target() if name == "processing-instruction" else ""
        if not self.take(")"):
            self.refuse(f"unexpected {self.token.text!r} in {name}()")
        return f"{name}({target})"

    def target(self) -> str:
        """Read the name of a processing instruction, where there is one."""
        token = self.token
        if token.kind != "literal":
            return ""
        self.place += 1
        return str(Literal(token.text))

    def predicates(self) -> tuple[Syntax, ...]:
        predicates = list[Syntax]()
        while self.take("["):
            predicates.append(self.expression(1))
            self.expect("]")
        return tuple(predicates)


def _anywhere(double: Token) -> Step:
    return replace(ANYWHERE, position=double.position)
