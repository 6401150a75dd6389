"""Registers stand under the pack's headings: each once, where its first register stands; what has none stands last."""

from forms.register import Register
from survey_app.register_groups import grouped


def register(name, **group):
    return Register(name, {"en": name.title()}, "form", "dataset", group=group)


def test_a_heading_stands_where_its_first_register_stands_and_holds_all_of_its_own():
    loans, posts = {"en": "Loans", "zh": "贷款"}, {"en": "Posts", "zh": "岗位"}
    registers = [register("own"), register("loan", **loans), register("post", **posts), register("repayment", **loans)]

    for language in ("en", "zh"):
        named = [(heading, [each.name for each in group]) for heading, group in grouped(registers, language)]
        assert named == [(loans[language], ["loan", "repayment"]), (posts[language], ["post"]), ("", ["own"])]


def test_without_headings_the_registers_stand_as_the_pack_has_them():
    registers = [register("visit"), register("call")]

    assert grouped(registers, "en") == [("", registers)]
