"""The function library, by family; each row is a rule of the standard or a case that once went wrong."""

import base64
import math
from datetime import datetime, timedelta, timezone

import pytest

from forms.expression import Context, Environment, ExpressionError, compile_expression
from forms.expression.functions import FUNCTIONS
from forms.tree import Element

BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 8, 1, 7, 30, tzinfo=BEIJING)
STANDARD = """
    string concat join substr substring-before substring-after translate string-length normalize-space contains
    starts-with ends-with uuid digest pulldata if coalesce once true false boolean boolean-from-string not regex
    checklist weighted-checklist number random int sum max min round pow log log10 abs sin cos tan asin acos atan
    atan2 sqrt exp exp10 pi count count-non-empty position instance current randomize today now format-date
    format-date-time date decimal-date-time decimal-time selected selected-at count-selected jr:choice-name jr:itext
    indexed-repeat area distance geofence base64-decode intersects
"""


def form(**answers: str) -> Element:
    data = Element("data")
    for name, text in answers.items():
        data.append(Element(name, text))
    return data


def context(at: Element | None = None, **changes: object) -> Context:
    environment = Environment(lambda: MORNING, iter([0.25] * 1000).__next__, lambda: "an id")
    for name, value in changes.items():
        setattr(environment, name, value)
    return Context(at or form(), environment)


def text(expression: str, at: Element | None = None, **changes: object) -> str:
    return compile_expression(expression).string(context(at, **changes))


def test_all_72_functions_of_the_standard_are_there():
    assert len(STANDARD.split()) == 72
    assert set(STANDARD.split()) <= set(FUNCTIONS)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substr('2206051990', 2, -2)", "060519"),
        ("substring('12345', 0 div 0)", ""),
        ("substring('12345', -1 div 0)", "12345"),
        ("substring('张三丰', 2, 1)", "三"),
        ("substring-before('吉林省/长春市', '/')", "吉林省"),
        ("substring-after('吉林省/长春市', '/')", "长春市"),
        ("translate('１２３', '１２３', '123')", "123"),
        ("normalize-space('  a  b ')", "a b"),
        ("string-length('𠮷野')", "2"),
        ("join('、', 'a', 'b')", "a、b"),
        ("regex('22010419900307721X', '^[0-9]{17}[0-9X]$')", "true"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("base64-decode('5ZCJ5p6X')", "吉林"),
        ("base64-decode('not base64!')", ""),
        ("coalesce('', '', 'third')", "third"),
        ("uuid()", "an id"),
        ("string-length(uuid(12))", "12"),
        ("once('first')", "first"),
        ("starts-with('220104', '22')", "true"),
    ],
)
def test_text(expression: str, expected: str):
    assert text(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1 div 3 * 3", "1"),
        ("-7 mod 3", "-1"),
        ("7 mod -3", "1"),
        ("1 mod 0", "NaN"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", "NaN"),
        ("number('')", "NaN"),
        ("number(' 12.50 ')", "12.5"),
        ("number('1e3')", "NaN"),
        ("number('1,000')", "NaN"),
        ("0.0000001", "0.0000001"),
        ("100000 * 1000000000000000000", "100000000000000000000000"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.15, 1)", "2.2"),
        ("round(1234.5, -2)", "1200"),
        ("int(-1.9)", "-1"),
        ("floor(-1.5)", "-2"),
        ("ceiling(-1.5)", "-1"),
        ("pow(2, 0.5) = sqrt(2)", "true"),
        ("pow(0, -1)", "Infinity"),
        ("sqrt(-1)", "NaN"),
        ("log(0)", "-Infinity"),
        ("exp(1000)", "Infinity"),
        ("max(3, '12', 7)", "12"),
        ("min(3, '', 7)", "NaN"),
        ("max(/data/none)", "NaN"),
    ],
)
def test_numbers(expression: str, expected: str):
    assert text(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("today()", "2026-08-01"),
        ("now()", "2026-08-01T07:30:00.000+08:00"),
        ("date('1985-03-07') - date('1985-03-06')", "1"),
        ("int((today() - date('1985-08-02')) div 365.25)", "40"),
        ("today() - '2026-07-01' >= 31", "true"),
        ("date('2026-02-30')", "Invalid Date"),
        ("date('')", ""),
        ("date(today() + 30)", "2026-08-31"),
        ("format-date('2026-08-01', '%e.%n.%y %a %b')", "1.8.26 Sat Aug"),
        ("format-date-time('2026-08-01T23:05:09.070+08:00', '%H:%M:%S.%3 %h')", "23:05:09.070 23"),
        ("format-date('2026-08-01T23:05:00Z', '%Y-%m-%d')", "2026-08-02"),
        ("format-date('soon', '%Y')", ""),
        ("decimal-time('06:00:00.000+08:00')", "0.25"),
        ("decimal-date-time('1970-01-02T12:00:00.000+08:00')", "1.5"),
        ("'2026-07-31' < today() and today() < '2026-08-02'", "true"),
        ("date('2026-08-01') = today()", "true"),
        ("now() > today()", "true"),
        ("boolean(date('nonsense'))", "false"),
    ],
)
def test_dates_count_whole_days_in_the_zone_of_the_laptop(expression: str, expected: str):
    assert text(expression) == expected


def test_ages_are_exact_where_summer_time_once_was():
    # Clocks in China went forward from 1986 to 1991: days must not come out as fractions.
    at = form(born="1988-06-30")

    assert text("(today() - /data/born) mod 1", at) == "0"


def test_months_and_days_are_named_in_the_language_of_the_form():
    names = {"months": [f"{month}月" for month in range(1, 13)], "days": list("日一二三四五六")}

    assert text("format-date(today(), '%b%e日 周%a')", names=names) == "8月1日 周六"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("selected('1 3 12', '3')", "true"),
        ("selected('1 3 12', '2')", "false"),
        ("selected('', '')", "true"),
        ("selected-at('1 3 12', 2)", "12"),
        ("selected-at('1 3 12', 3)", ""),
        ("count-selected(' 1  3 ')", "2"),
        ("checklist(2, 2, true(), false(), 1 = 1)", "true"),
        ("weighted-checklist(5, -1, true(), 3, true(), 2)", "true"),
        ("boolean-from-string('true') and not(boolean-from-string('yes'))", "true"),
        ("if('', 1 div 0, 'b')", "b"),
        ("true() or 1 = count(/data/x)", "true"),
    ],
)
def test_choices_and_truth(expression: str, expected: str):
    assert text(expression) == expected


def test_a_branch_that_is_not_taken_is_not_computed():
    expression = compile_expression("if(true(), 'kept', instance('missing')/root)")

    assert expression.string(context()) == "kept"


def test_nodes_of_either_branch_can_be_counted():
    at = form(a="1", b="2")

    assert text("count(if(true(), /data/*, /data/a))", at) == "2"


def test_an_answer_given_once_stays():
    at = form(seed="17").children[0]

    assert text("once(random())", at) == "17"


def test_blank_answers_add_nothing_to_a_sum_but_count_as_nodes():
    data = Element("data")
    for answer in ("100", "", "50"):
        data.append(Element("income", answer))

    assert text("sum(/data/income)", data) == "150"
    assert text("count(/data/income)", data) == "3"
    assert text("count-non-empty(/data/income)", data) == "2"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("distance('0 0;0 90')", "10018696.05"),
        ("area('0 0;0 1;1 1;1 0;0 0') > 12000000000", "true"),
        ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')", "true"),
        ("geofence('0.5 1.5', '0 0;0 1;1 1;1 0;0 0')", "false"),
        ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0')", "false"),
        ("intersects('0 0;0 1;1 1;1 0;0 0')", "false"),
        ("intersects('0 0;1 1;0 1;1 0;0 0')", "true"),
        ("intersects('0 0;0 2;0 1')", "false"),
        ("intersects('0 0;0 2;1 1;0 1')", "true"),
    ],
)
def test_places(expression: str, expected: str):
    assert text(expression) == expected


def test_a_shuffle_by_seed_is_the_same_on_every_laptop():
    data = Element("data")
    for letter in "ABCDEF":
        data.append(Element("item", letter))

    shuffled = compile_expression("join('', randomize(/data/item, 42))")

    assert shuffled.string(context(data)) == "AFCBDE"
    assert text("join('', randomize(/data/item, 'mirror'))", data) == "ACBEDF"


def test_a_table_is_searched_by_column_or_attribute():
    root = Element("root")
    for code, name in (("220104", "朝阳区"), ("220105", "二道区"), ("220105", "again")):
        root.append(Element("item", attributes={"code": code})).append(Element("name", name))
    instances = {"areas": root}.__getitem__

    assert text("pulldata('areas', 'name', '@code', '220105')", instances=instances) == "二道区"
    assert text("pulldata('areas', '@code', 'name', '朝阳区')", instances=instances) == "220104"
    assert text("pulldata('areas', 'name', '@code', '999999')", instances=instances) == ""


def test_labels_and_words_come_from_the_form():
    changes = {
        "choice_name": lambda node, question, value: f"{question}={value}",
        "itext": lambda text_id: f"words of {text_id}",
    }

    assert text("jr:choice-name('1', '/data/sex')", **changes) == "/data/sex=1"
    assert text("concat(jr:itext('q1'), '!')", **changes) == "words of q1!"


def test_a_signed_text_is_shown_only_if_the_key_fits():
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    message = "户号 12".encode()
    signed = base64.b64encode(key.sign(message) + message).decode()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()

    assert text(f"extract-signed('{signed}', '{public}')") == "户号 12"
    assert text(f"extract-signed('{signed}', '{public[:-4]}AAA=')") == ""


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("count(1)", "count() needs nodes, not a value"),
        ("selected('a')", "selected() takes 2 arguments, not 1"),
        ("pi(1)", "pi() takes 0 arguments, not 1"),
        ("round()", "round() takes at least 1 arguments, not 0"),
        ("weighted-checklist(1, 1, true())", "weighted-checklist() takes its last arguments in pairs"),
        ("regex('a', '[')", "no regular expression: unterminated character set at position 0"),
        ("1 | 2", "| needs nodes, not a value"),
        ("'a'/b", "/ needs nodes, not a value"),
        ("$x + 1", "there is no variable $x"),
    ],
)
def test_what_cannot_work_is_refused_when_the_form_is_loaded(expression: str, what: str):
    with pytest.raises(ExpressionError) as refusal:
        compile_expression(expression)

    assert refusal.value.what == what


@pytest.mark.parametrize(
    "expression", ["distance('nowhere')", "uuid(-1)", "digest('a', 'MD6')", "format-date(1, '%Q')"]
)
def test_what_turns_out_not_to_work_is_refused_with_its_name(expression: str):
    with pytest.raises(ExpressionError, match=expression.partition("(")[0]):
        text(expression)


def test_numbers_are_numbers_whatever_they_came_from():
    assert math.isnan(compile_expression("/data/none").number(context()))
    assert compile_expression("true()").number(context()) == 1.0
    assert compile_expression("today()").number(context()) == 20666.0


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("checklist(2, 2, /data/x)", "true"),
        ("weighted-checklist(5, 5, /data/x, /data/weight)", "true"),
        ("string(if(true(), true(), 1))", "true"),
        ("string(if(true(), today(), 1))", "2026-08-01"),
        ("string(if(false(), 1, 1.5))", "1.5"),
        ("number(if(true(), true(), 'a'))", "1"),
        ("pow(10, 400)", "Infinity"),
        ("pow(-10, 401)", "-Infinity"),
        ("pow(-8, 0.5)", "NaN"),
        ("round(1 div 0)", "Infinity"),
        ("round(1, 'a')", "NaN"),
        ("floor(0 div 0)", "NaN"),
        ("substring('12345', 9)", ""),
        ("translate('aab', 'a', '')", "b"),
        ("regex(/data/weight, concat('^', '2$'))", "true"),
        ("date(1 div 0)", "Invalid Date"),
        ("date(99999999)", "Invalid Date"),
        ("date('9999-12-31T23:00:00-23:00')", "Invalid Date"),
        ("date(true())", "Invalid Date"),
        ("date(1.5)", "1970-01-02T12:00:00.000+08:00"),
        ("decimal-time('25:00')", "NaN"),
        ("decimal-time('noon')", "NaN"),
        ("decimal-time('2026-08-01T06:00:00.000+08:00')", "0.25"),
        ("decimal-date-time(today()) = decimal-date-time('2026-08-01')", "true"),
        ("format-date(today(), '%d%%%m %M%Z')", "01%08 00+0800"),
        ("distance('0 0', '0 1') > 111000", "true"),
        ("area('0 0;0 1')", "0"),
        ("geofence('here', '0 0;0 1;1 1;0 0')", "false"),
        ("intersects('0 0;0 2;1 2;1 1;-1 1')", "true"),
        ("count(randomize(/data/x))", "3"),
        ("indexed-repeat(/data/x, /data/none, 1)", ""),
        ("indexed-repeat(/data/x, /data/x, 0)", ""),
        ("-'3' + 1 - 1 * 2 div 4", "-2.5"),
        ("true() and true() and /data/x = 1", "true"),
        ("7 mod 2.5 + -7 mod 2.5", "0"),
    ],
)
def test_edges(expression: str, expected: str):
    data = Element("data")
    for name, answer in (("x", "1"), ("x", ""), ("x", "no"), ("weight", "2"), ("weight", "7"), ("weight", "3")):
        data.append(Element(name, answer))

    assert text(expression, data) == expected


def test_days_can_be_counted_from_greenwich_as_web_forms_does():
    environment = Environment(lambda: MORNING, lambda: 0.5, lambda: "id", whole_days=False)
    at = Context(form(), environment)

    assert compile_expression("number('1970-01-02')").number(at) == pytest.approx(1 - 8 / 24)
    assert compile_expression("date(1)").string(at) == "1970-01-02T08:00:00.000+08:00"


def test_a_clock_without_a_zone_is_taken_to_be_in_the_zone_given():
    environment = Environment(lambda: datetime(2026, 8, 1, 7, 30), lambda: 0.5, lambda: "id", timezone=BEIJING)

    assert compile_expression("now()").string(Context(form(), environment)) == "2026-08-01T07:30:00.000+08:00"


def test_a_form_without_lists_and_labels_says_so():
    assert text("jr:choice-name('1', '/data/sex')") == "1"
    assert text("jr:itext('q1')") == "q1"
    with pytest.raises(ExpressionError, match="no instance 'areas'"):
        text("pulldata('areas', 'name', 'code', '1')")
    with pytest.raises(ExpressionError, match="no regular expression"):
        text("regex('a', concat('[', ''))")
