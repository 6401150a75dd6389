"""The parser: any text is read or refused, and a tree written out reads as the same tree."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.expression import Context, Environment, Expression, ExpressionError, compile_expression
from forms.expression.parser import DEEPEST, parse
from forms.expression.syntax import Syntax
from forms.tree import Element

# Machines that build are busy: slow is no mistake here.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = [
    *["/data/q1", "../age", ".", "..", "*", "@id", "姓名", "//item", "child::a", "orx:meta", "text()", "$x"],
    *["1", "0.5", ".5", "12.", "'a'", '"b"', "''"],
    *["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|", ",", "(", ")", "[", "]", "/"],
    *["if(", "count(", "true()", "concat(", "today()", "instance('v')", "current()", "::", "!", "#", "'", "&"],
]


LEAVES = ["1", ".5", "'a'", '"it\'s"', "true()", "姓名", "../age", "(/)", "."]
NAMES = ["age", "姓名", "orx:meta", "*", "div", "and", "text()", "node()"]
AXES = ["", "@", "child::", "parent::", "descendant-or-self::", "following-sibling::"]
STARTS = ["", "/", "//", "current()/", "instance('v')/", "(a | b)/", "(a)[1]/"]
SIGNS = ["+", "-", "*", "div", "mod", "=", "<=", "and", "or", "|"]


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw an expression as somebody could write it."""
    shape = draw(st.sampled_from(["leaf", "path", "chain", "brackets", "minus", "if", "filter"])) if depth else "leaf"
    inner = expressions(depth - 1)
    match shape:
        case "path":
            steps = [draw_step(draw, depth) for _ in range(draw(st.integers(1, 3)))]
            return draw(st.sampled_from(STARTS)) + draw(st.sampled_from(["/", "//"])).join(steps)
        case "chain":
            # A union takes no minus sign on its right: `a | -b` is none.
            sign = draw(st.sampled_from(SIGNS))
            return f"{draw(inner)} {sign} ({draw(inner)})" if sign == "|" else f"{draw(inner)} {sign} {draw(inner)}"
        case "brackets":
            return f"({draw(inner)})"
        case "minus":
            return f"-{draw(inner)}"
        case "if":
            return f"if({draw(inner)}, {draw(inner)}, {draw(inner)})"
        case "filter":
            return f"({draw(inner)})[{draw(inner)}]"
        case _:
            return draw(st.sampled_from(LEAVES))


def draw_step(draw: st.DrawFn, depth: int) -> str:
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from([".", ".."]))
    step = draw(st.sampled_from(AXES)) + draw(st.sampled_from(NAMES))
    return step + (f"[{draw(expressions(depth - 1))}]" if draw(st.booleans()) else "")


def compiled(text: str) -> Expression | ExpressionError:
    try:
        return compile_expression(text)
    except ExpressionError as error:
        return error


@patiently
@given(expressions())
def test_a_tree_written_out_reads_as_the_same_tree(text: str):
    tree = parse(text)

    assert parse(str(tree)) == tree


@patiently
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_pieces_in_any_order_are_read_or_refused(text: str):
    outcome = compiled(text)

    if isinstance(outcome, ExpressionError):
        assert 0 <= outcome.position <= len(text)
        assert outcome.what
    else:
        assert parse(str(outcome.tree)) == outcome.tree


@patiently
@given(st.text())
def test_any_text_is_read_or_refused(text: str):
    outcome = compiled(text)

    assert isinstance(outcome, Expression) or 0 <= outcome.position <= len(text)


@patiently
@given(expressions())
def test_what_can_be_read_can_be_computed_or_says_why_not(text: str):
    expression = compiled(text)
    form = Element("data")
    form.append(Element("姓名", "李强"))
    environment = Environment(_then, lambda: 0.5, lambda: "id", {"v": Element("root")}.__getitem__)

    if isinstance(expression, Expression):
        for compute in (expression.string, expression.number, expression.boolean):
            try:
                compute(Context(form.children[0], environment))
            except ExpressionError as error:
                assert error.text == text


def _then() -> datetime:
    return datetime(2026, 8, 1, tzinfo=UTC)


@pytest.mark.parametrize("opening", ["(", "-(", "not(", "a[", "if(1, 2, ", "1 + (", "concat(a[", "/a[(1 | "])
def test_brackets_without_end_are_refused_and_do_not_exhaust_the_stack(opening: str):
    with pytest.raises(ExpressionError, match="levels of brackets"):
        parse(opening * 5_000)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        *[("(", ")"), ("not(", ")"), ("../a[", "]"), ("if(a, b, ", ")"), ("1 + (", ")"), ("-(", ")"), ("(b | ", ")")],
        *[
            ("concat(a, ../a[", "])"),
            ("(a)[", "]"),
            ("instance('v')/a[b = ", "]"),
            ("instance('v')/a[b = (1 = ", ")]"),
            ("a = (", ")"),
            ("(a and ", ")"),
        ],
        *[("//a[", "]"), ("coalesce(a, ", ")"), ("1 * (1 + (", "))"), ("current()/../a[b and ", "]")],
    ],
)
def test_what_is_just_allowed_also_compiles_and_runs(opening: str, closing: str):
    form = Element("data")
    form.append(Element("a", "1"))
    environment = Environment(_then, lambda: 0.5, lambda: "id", {"v": Element("a")}.__getitem__)
    text = next(text for times in range(DEEPEST, 0, -1) if _is_read(text := opening * times + "a" + closing * times))

    expression = compile_expression(text)

    assert expression.string(Context(form.children[0], environment)) is not None
    assert parse(str(expression.tree)) == expression.tree
    assert expression.references


def _is_read(text: str) -> bool:
    try:
        return parse(text) is not None
    except ExpressionError:
        return False


@pytest.mark.parametrize("sign", ["+", "*", "and", "or", "|", "div"])
def test_a_sum_of_a_thousand_questions_is_not_deep(sign: str):
    expression = compile_expression(f" {sign} ".join(f"/data/q{number}" for number in range(1_000)))

    assert len(expression.references) == 1_000
    environment = Environment(_then, lambda: 0.5, lambda: "id")
    assert expression.string(Context(Element("data"), environment)) in ("NaN", "false", "")


def test_a_row_of_minus_signs_is_refused():
    with pytest.raises(ExpressionError, match="minus signs"):
        parse("-" * 5_000 + "1")


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ("", 0, "it ends too early"),
        ("1 +", 3, "it ends too early"),
        ("if(${a}, 1, 2)", 4, "unexpected '{'"),
        ("../a = 'unclosed", 7, "unclosed text"),
        ("count(../person", 15, "it ends too early"),
        ("../a 5", 5, "unexpected '5'"),
        ("a == b", 3, "unexpected '='"),
        ("concat('a' 'b')", 11, "expected ')' before 'b'"),
        ("sideways::a", 0, "unknown axis 'sideways'"),
        ("../age ＞ 5", 7, "unexpected '＞'"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, position: int, what: str):
    with pytest.raises(ExpressionError) as refusal:
        parse(text)

    assert (refusal.value.position, refusal.value.what) == (position, what)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("3mod4", "3 mod 4"),
        ("*****", "* * * * *"),
        ("- - 5", "--5"),
        ("a/.//b/../@c", "a/./descendant-or-self::node()/b/../@c"),
        ("instance('v')/root/item[name=current()/../v]/label", 'instance("v")/root/item[name = current()/../v]/label'),
        ("(//a)[1]/b", "(/descendant-or-self::node()/a)[1]/b"),
        ("processing-instruction('x')", 'processing-instruction("x")'),
        ("div div div", "div div div"),
    ],
)
def test_precedence_and_abbreviations(text: str, written: str):
    assert str(parse(text)) == written


def test_a_minus_sign_binds_closer_than_times_and_looser_than_a_union():
    minus_product: Syntax = parse("-a * b")
    minus_union: Syntax = parse("-a | b")

    assert minus_product == parse("(-a) * b")
    assert minus_union == parse("-(a | b)")
