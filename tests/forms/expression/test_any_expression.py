"""Expressions that nobody wrote: from the letters of the grammar, from random trees, from every function there is."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from time import process_time

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forms.expression import Context, Environment, Expression, ExpressionError, compile_expression
from forms.expression.functions import FUNCTIONS
from forms.expression.parser import AXES, DEEPEST, NODE_TYPES, parse
from forms.expression.syntax import (
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
from forms.tree import Element

# Machines that build are busy: slow is no mistake here.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

LETTERS = "a姓é𠮷_-.0١ \t\n\u3000/@:*|+=!<>()[],'\"$＞“#&%{}\0\ud800"
NAMES = [
    "a",
    "b",
    "姓名",
    "户主-1",
    "𠮷野家",
    "orx:meta",
    "*",
    "orx:*",
    "div",
    "and",
    "or",
    "mod",
    "text",
    "node",
    "if",
]
WORDS = [
    *NAMES,
    *sorted(FUNCTIONS),
    *PRECEDENCE,
    "(",
    ")",
    "[",
    "]",
    ",",
    "/",
    "//",
    ".",
    "..",
    "@",
    "::",
    "$",
    "1",
    "''",
]
MOST_SECONDS = 5
"""For one expression of a hundred thousand letters; on this machine none needs half a second."""

names = st.sampled_from([name for name in NAMES if "*" not in name])
tests = st.sampled_from([*NAMES, *(f"{kind}()" for kind in sorted(NODE_TYPES)), 'processing-instruction("x")'])
leaves = st.one_of(
    st.sampled_from(["0", "1", "12.", ".5", "3.25", "9" * 400]).map(Number),
    st.text(st.characters(exclude_characters="\"'", exclude_categories=())).map(Literal),
    st.sampled_from(["it's", 'say "yes"', ""]).map(Literal),
    names.map(Variable),
    st.just(Path((), absolute=True)),
)


def _grown(inner: st.SearchStrategy[Syntax]) -> st.SearchStrategy[Syntax]:
    predicates = st.lists(inner, max_size=2).map(tuple)
    steps = st.lists(st.builds(Step, st.sampled_from(sorted(AXES)), tests, predicates), min_size=1, max_size=3)
    # A node type and a bracket is a step, never a call.
    called = st.sampled_from([*sorted(FUNCTIONS), "姓名", "no-such-function"])
    return st.one_of(
        st.builds(Call, called, st.lists(inner, max_size=4).map(tuple)),
        inner.map(Negation),
        _chains(inner),
        st.builds(Filter, inner, st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(Path, steps.map(tuple), st.booleans()),
        st.builds(Path, steps.map(tuple), st.just(False), inner),
    )


@st.composite
def _chains(draw: st.DrawFn, inner: st.SearchStrategy[Syntax]) -> Syntax:
    level = draw(st.sampled_from(sorted(set(PRECEDENCE.values()))))
    fitting = [operator for operator, binds in PRECEDENCE.items() if binds == level]
    signs = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=3))
    operands = draw(st.lists(inner, min_size=len(signs) + 1, max_size=len(signs) + 1))
    return Chain(tuple(operands), tuple(signs))


trees: st.SearchStrategy[Syntax] = st.recursive(leaves, _grown, max_leaves=12)


def told(text: str) -> Expression | ExpressionError:
    """Compile, and take no other refusal than ours, at a place in the text."""
    try:
        return compile_expression(text)
    except ExpressionError as error:
        assert 0 <= error.position <= len(text)
        assert error.what
        return error


def compute(expression: Expression) -> None:
    """Compute it in every way, beside an answer; only an ExpressionError may come of it."""
    form = Element("data")
    for name, answer in [("a", "1"), ("b", "2003-06-13"), ("姓名", "李强"), ("a", "")]:
        form.append(Element(name, answer))
    places = {"v": Element("root")}
    environment = Environment(lambda: datetime(2026, 8, 1, tzinfo=UTC), lambda: 0.5, lambda: "id", places.__getitem__)
    for way in (expression.string, expression.number, expression.boolean, expression.value, expression.nodes):
        try:
            way(Context(form.children[0], environment))
        except ExpressionError as error:
            assert error.text == expression.text


@patiently
@given(st.text(LETTERS, max_size=40))
@example("\ud800")
@example("'\ud800'")
def test_the_letters_of_the_grammar_in_any_order_are_read_or_refused(text: str):
    outcome = told(text)

    if isinstance(outcome, Expression):
        assert parse(str(outcome.tree)) == outcome.tree
        compute(outcome)


@patiently
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["", " ", "\n"]))
def test_a_soup_of_all_words_is_read_or_refused(words: list[str], between: str):
    outcome = told(between.join(words))

    if isinstance(outcome, Expression):
        assert parse(str(outcome.tree)) == outcome.tree
        compute(outcome)


@patiently
@given(trees)
def test_any_tree_is_written_so_that_it_reads_as_itself_or_as_text_that_reads_the_same(tree: Syntax):
    text = str(tree)

    again = parse(text)

    assert str(again) == text
    assert parse(str(again)) == again


@patiently
@given(trees)
def test_any_tree_is_computed_or_says_why_not(tree: Syntax):
    outcome = told(str(tree))

    if isinstance(outcome, Expression):
        compute(outcome)


ARGUMENTS = [
    *["1", "-1", "0.5", "1 div 0", "0 div 0", "9" * 400, "''", "'x'", "'姓名'", "'2003-06-13'", "'99999-99-99'", "'%'"],
    *["'('", "'[a'", "'1 2;3 4;5 6;1 2'", "a", "b", "/", "..", "//*", "nothing", "true()", "now()", "today()"],
    *["'2003-06-13T25:61:61.000+99:99'", "'%Y-%q'", "'\\\\'", "instance('v')", "instance('w')", "current()", "@x", "*"],
]


@patiently
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(st.sampled_from(ARGUMENTS), max_size=5))
def test_every_function_takes_or_refuses_whatever_it_is_given(name: str, arguments: list[str]):
    outcome = told(f"{name}({', '.join(arguments)})")

    if isinstance(outcome, Expression):
        compute(outcome)


def test_every_function_is_given_a_hundred_things_of_every_kind():
    chance = random.Random(72)
    for name in sorted(FUNCTIONS):
        for count in range(6):
            for _ in range(20):
                outcome = told(f"{name}({', '.join(chance.choices(ARGUMENTS, k=count))})")
                if isinstance(outcome, Expression):
                    compute(outcome)


OPENINGS = [("(", ")"), ("-(", ")"), ("not(", ")"), ("a[", "]"), ("//b[a or ", "]"), ("if(1, 2, ", ")")]


@patiently
@given(st.lists(st.sampled_from(OPENINGS), min_size=DEEPEST // 2, max_size=3 * DEEPEST))
def test_brackets_of_all_kinds_deep_in_one_another_run_or_are_refused(brackets: list[tuple[str, str]]):
    closing = "".join(closing for _, closing in reversed(brackets))
    outcome = told("".join(opening for opening, _ in brackets) + "a" + closing)

    if isinstance(outcome, Expression):
        assert parse(str(outcome.tree)) == outcome.tree
        compute(outcome)


@settings(patiently, max_examples=max(20, settings.default.max_examples // 5))
@given(st.data(), st.integers(1_000, 10_000))
def test_a_chain_however_long_is_read_in_its_time(data: st.DataObject, links: int):
    pieces = st.sampled_from(["a", "1", "姓名", "/data/b", "'x'", "f(a)", "a[1]"])
    piece = data.draw(st.lists(pieces, min_size=1, max_size=3))
    signs = data.draw(st.lists(st.sampled_from([*PRECEDENCE, ",", "/", "//", "][", ")("]), min_size=1, max_size=3))
    text = "".join(f" {signs[n % len(signs)]} {piece[n % len(piece)]}" for n in range(links))
    began = process_time()

    told(piece[0] + text)

    assert process_time() - began < MOST_SECONDS
