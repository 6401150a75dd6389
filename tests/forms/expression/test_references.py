"""What an expression reads, as the dependency graph sees it."""

import pytest

from forms.expression import compile_expression


def reads(text: str) -> list[str]:
    return [str(reference) for reference in compile_expression(text).references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/data/q1 + ../q2 * 2", ["/data/q1", "../q2"]),
        (". < 100", ["."]),
        ("./child/name", ["child/name"]),
        ("current()/../age", ["../age"]),
        ("concat('a', 1)", []),
        ("count(/data/person[age >= 18]/job)", ["/data/person/age", "/data/person/job"]),
        ("sum(../person[../limit > age]/income)", ["../person/../limit", "../person/age", "../person/income"]),
        (
            "instance('vil')/root/item[parent = current()/../town and open = /data/open]/name",
            [
                "instance('vil')/root/item/parent",
                "../town",
                "instance('vil')/root/item/open",
                "/data/open",
                "instance('vil')/root/item/name",
            ],
        ),
        ("(/data/a | ../b)[c = 1]/d", ["/data/a", "../b", "/data/a/c", "../b/c", "/data/a/d", "../b/d"]),
        ("if(../x = 1, /data/a, /data/b)/c", ["../x", "/data/a", "/data/b", "/data/a/c", "/data/b/c"]),
        ("randomize(/data/a)/b", ["/data/a", "/data/a/b"]),
        ("string-length()", ["."]),
        ("once(random())", ["."]),
        ("@id = ../@id", ["@id", "../@id"]),
        ("//age", ["/descendant-or-self::node()/age"]),
        ("id('x')/age", ["?/age"]),
        ("instance(/data/which)/root/item", ["/data/which", "?/root/item"]),
        ("position(..)", []),
        ("position(../../person)", ["../../person"]),
        ("pulldata('areas', 'name', 'code', ../code)", ["../code"]),
    ],
)
def test_an_expression_tells_what_it_reads(text: str, expected: list[str]):
    assert reads(text) == expected


def test_plain_references_can_be_followed_without_running():
    references = compile_expression("/data/a/../b/@c | //a | id('x') | ../*").references

    assert [reference.is_plain for reference in references] == [True, False, False, True]


def test_an_expression_tells_what_can_change_by_itself():
    expression = compile_expression("if(today() > ../until, uuid(), concat(../a, ../b))")

    assert expression.volatile == {"today", "uuid"}
    assert expression.functions == {"if", "today", "uuid", "concat"}
