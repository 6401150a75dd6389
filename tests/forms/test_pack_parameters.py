"""[parameters]: the numbers of the rules in one place, put into conditions and sentences, checked when a pack loads."""

import pytest
from test_pack_registers import GOOD, PACK, problems_of, trees, with_register

from forms.pack import load_pack
from forms.pack_parameters import with_values

__all__ = ["trees"]

RULES = """
[parameters.high]
value = 2
least = 1
most = 9
label.en = "From how many metres a tree is pruned"

[parameters.stages]
value = ["planned", "it's"]
label.en = "Stages in which it is due"
"""
WITH_RULES = GOOD.replace(
    "stage = 'planned' AND tree.height > 2", "stage IN (:stages) AND tree.height > :high"
).replace("Prune it", "Higher than {high} m: prune it")


def with_rules(folder, rules):
    (folder / "pack.toml").write_text(PACK + rules, encoding="utf-8")
    return with_register(folder, WITH_RULES)


def test_a_sentence_tells_the_number_that_its_condition_asks_for(trees):
    pack = load_pack(with_rules(trees, RULES))

    (due,) = pack.registers["prunings"].dues
    assert due.reason == {"en": "Higher than 2 m: prune it"}
    told = with_values(due.when, pack.settings.parameters)
    assert told == "stage IN ('planned', 'it''s') AND tree.height > 2"
    changed = load_pack(with_rules(trees, RULES.replace("value = 2", "value = 3")))
    assert changed.registers["prunings"].dues[0].reason == {"en": "Higher than 3 m: prune it"}
    assert changed.hash != pack.hash


def test_a_pack_that_was_checked_before_tells_its_numbers_too(trees, tmp_path):
    load_pack(with_rules(trees, RULES)).write_zip(tmp_path / "trees.zip")

    (due,) = load_pack(tmp_path / "trees.zip").registers["prunings"].dues
    assert due.reason == {"en": "Higher than 2 m: prune it"}


def test_a_text_and_a_colon_in_quotes_are_no_parameter():
    assert with_values("stage = ':high' AND day < :today", {}) == "stage = ':high' AND day < :today"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("value = 2\n", "value = 12\n", "The parameter 'high' is 12. Allowed: from 1 to 9."),
        ("value = 2\n", "value = 2.5\n", "The parameter 'high' needs 'value'"),
        ("value = 2\n", "", "The parameter 'high' needs 'value'"),
        ('["planned", "it\'s"]', "[]", "The parameter 'stages' needs 'value'"),
        ("least = 1\n", 'least = "1"\n', "'least' must be a whole number"),
        ('label.en = "From', 'lable.en = "From', "knows no key 'lable'"),
        ('label.en = "From', 'label.en = "" # ', "needs 'label'"),
        ("parameters.high", "parameters.today", "A parameter cannot be called 'today'"),
        ("parameters.high", "parameters.low", "There is no parameter 'high'"),
        ("parameters.high", "parameters.low", ":high cannot be used here"),
    ],
)
def test_what_is_wrong_with_a_parameter_is_told_with_its_file(trees, before, after, says):
    assert before in RULES
    found = problems_of(with_rules(trees, RULES.replace(before, after)))

    assert any(says in each for each in found), found
    assert all("pack.toml" in each or "prunings.toml" in each for each in found)


def test_the_row_of_a_wrong_value_is_the_one_to_change(trees):
    (found,) = problems_of(with_rules(trees, RULES.replace("value = 2", "value = 0")))

    assert f"row {(PACK + RULES).split('value = 2')[0].count(chr(10)) + 1}" in found
