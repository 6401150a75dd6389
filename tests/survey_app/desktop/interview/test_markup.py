"""Labels as their authors style them, and nothing that they did not mean."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey_app.desktop.interview.markup import as_plain, as_rich

ALLOWED = re.compile(
    r"</?(?:u|s|em|strong|small|big|sub|sup|center|br|p|div|span|a|ol|ul|li)>"
    r'|<(?:span|p|div) style="[\w\-:;#%., ]*">'
    r'|<a href="(?:https?|mailto|tel):[^"<>]*">',
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("label", "rich", "plain"),
    [
        ("**不要**代填", "<strong>不要</strong>代填", "不要代填"),
        ("__must__ and _may_", "<strong>must</strong> and <em>may</em>", "must and may"),
        ("[手册](https://example.org/a_b_c)", '<a href="https://example.org/a_b_c">手册</a>', "手册"),
        ("## 家庭\n成员", '<span style="font-size:x-large;font-weight:600">家庭</span><br>成员', "家庭\n成员"),
        ('<span style="color:red">红</span>', '<span style="color:red">红</span>', "红"),
        ("第一行\n**第二行**", "第一行<br><strong>第二行</strong>", "第一行\n第二行"),
    ],
)
def test_what_an_author_styles_is_shown_so(label, rich, plain):
    assert as_rich(label) == (rich, True)
    assert as_plain(label) == plain


@pytest.mark.parametrize("label", ["snake_case_name", "3 * 4 * 5", "A & B", "x < y", "证件（正面）", "2 > 1", "#号楼"])
def test_signs_that_style_nothing_stay_as_they_are(label):
    assert as_rich(label) == (label, False)
    assert as_plain(label) == label


def test_a_backslash_takes_the_meaning_from_a_sign():
    assert as_rich(r"\*\*no\*\*") == ("**no**", False)


@given(st.text("ab<>/&*_#[]()\\\"'=:; \nspanstyleimgscript"))
@example("<script>alert(1)</script>")
@example('<img src="file:///etc/passwd">')
@example('<span style="background:url(x)" onclick="y">z</span>')
@example("[a](javascript:alert(1)) [b](file:///x)")
def test_no_label_can_bring_in_another_tag(label):
    text, is_rich = as_rich(label)

    if is_rich:
        left = ALLOWED.sub("", text)
        assert "<" not in left and ">" not in left
