"""Labels that stand out."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.markup import Marked, html, parts_of, plain


def strong(*parts):
    return Marked("strong", parts)


def em(*parts):
    return Marked("em", parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("您的姓名", ("您的姓名",)),
        ("请**务必**填写", ("请", strong("务必"), "填写")),
        ("__now__ or _never_", (strong("now"), " or ", em("never"))),
        ("*a __b__ c* d", (em("a ", strong("b"), " c"), " d")),
        ("**a *b* c**", (strong("a ", em("b"), " c"),)),
        ("<b>a</b><STRONG >b</STRONG >", (strong("a"), strong("b"))),
        ("# 家庭", (Marked("h1", ("家庭",)),)),
        ("###### deep ##", (Marked("h6", ("deep",)),)),
        ("####### deeper", ("####### deeper",)),
        ("# 一\n二", (Marked("h1", ("一",)), "二")),
        ("1. a\n2. b", (Marked("ol", (Marked("li", ("a",)), Marked("li", ("b",)))),)),
        ("3) a\n4) b", (Marked("ol", (Marked("li", ("a",)), Marked("li", ("b",))), start=3),)),
        ("- a\n* **b**", (Marked("ul", (Marked("li", ("a",)), Marked("li", (strong("b"),)))),)),
        ("one\n\ntwo\n \n# three", (Marked("p", ("one",)), Marked("p", ("two",)), Marked("h1", ("three",)))),
        ("one\n    two", ("one\ntwo",)),
        ("a<br/>b<br>c", ("a", Marked("br"), "b", Marked("br"), "c")),
        ("[here](https://example.org/a?b=1)", (Marked("a", ("here",), "https://example.org/a?b=1"),)),
        ('<a href="tel:110">110</a>', (Marked("a", ("110",), "tel:110"),)),
        (r"\*as written\* \_ \\", (r"*as written* _ \ "[:-1],)),
        (
            '<span style="color: red; position: fixed">!</span>',
            (Marked("span", ("!",), styles={"color": "red"}),),
        ),
    ],
)
def test_marks_are_read(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "3. 姓名",
        "#1 栋",
        "姓名____",
        "____年__月",
        "长*宽*高",
        "2 * 3 * 4",
        "snake_case_name",
        "****1234",
        "a < b > c",
        "<script>alert(1)</script>",
        "<img src='x'>",
        "[x](javascript:alert)",
        '<a href="file:///x">x</a>',
        "**open",
        "<b>open",
        "（*必填）",
        "[方括号]",
    ],
)
def test_what_is_no_mark_is_said_as_it_is_written(text):
    assert parts_of(text) == (text,)
    assert plain(text) == text


def test_a_label_without_its_marks():
    assert plain("# 家庭\n\n请**务必**填写\n\n1. a\n2. b") == "家庭\n请务必填写\na\nb"


def test_as_html_only_what_stands_out_is_more_than_text():
    assert html("**a** < b\nc") == "<strong>a</strong> &lt; b<br>c"
    assert html("<script>x</script>") == "&lt;script&gt;x&lt;/script&gt;"
    assert html('[a"b](https://x/"y)') == '<a href="https://x/&quot;y">a&quot;b</a>'
    assert html("3. a\n4. b") == '<ol start="3"><li>a</li><li>b</li></ol>'
    assert html('<p style="color:red">x</p>') == '<p style="color:red">x</p>'


@given(st.text(alphabet="ab *_<>/#[]()\\\n1.-b\"'=:;", max_size=60))
def test_no_text_gets_more_than_marks_into_html(text):
    left = re.sub(
        r"</?(strong|em|u|s|sub|sup|small|big|span|div|p|h[1-6]|ol|ul|li|b)( start=\"\d+\")?>|<br>", "", html(text)
    )

    assert "<" not in left and ">" not in left


@pytest.mark.parametrize("text", ["*" * 4000, "_a" * 2000, "[" * 4000, "<b>" * 1500, "**a" * 1500, "*a *" * 1000])
def test_no_text_takes_long(text):
    began = time.process_time()

    parts_of(text)

    assert time.process_time() - began < 2
