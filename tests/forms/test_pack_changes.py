"""A new version of a questionnaire, told in what it changes."""

import pytest
from form_tables import form_of
from hypothesis import given
from hypothesis import strategies as st

from forms.pack import pack_from, pack_of
from forms.pack_changes import Kind, changes_between, renamed_in
from forms.pack_problems import PackRefused
from forms.pack_versions import EarlierVersion, Versions, joined, next_version, with_version

HERDS = """
| survey   |                 |            |                    |                  |
|          | type            | name       | label              | relevant         |
|          | text            | village    | Village            |                  |
|          | begin_repeat    | animal     | Animal             |                  |
|          | select_one kind | kind       | Kind               |                  |
|          | integer         | head       | How many           |                  |
|          | decimal         | litres     | Litres a day       | ${kind} = 'goat' |
|          | end_repeat      |            |                    |                  |
| choices  |                 |            |                    |                  |
|          | list_name       | name       | label              |                  |
|          | kind            | goat       | Goat               |                  |
|          | kind            | hen        | Hen                |                  |
| settings |                 |            |                    |                  |
|          | form_title      | form_id    | version            |                  |
|          | Herds           | herds      | 1                  |                  |
"""
SEEN_ON = "|          | date            | seen_on    | Seen on            |                  |\n"
NEAREST = "|          | text            | village    | Nearest village    |                  |\n"


def changed(*edits, of=HERDS, renamed=None):
    table = of
    for before, after in edits:
        assert before in table
        table = table.replace(before, after)
    return changes_between(pack_of(form_of(of)), pack_of(form_of(table)), renamed)


def kinds(changes):
    return [(change.kind, change.question) for change in changes]


def test_the_same_form_changes_nothing():
    assert changed() == []


def test_a_question_more_and_one_less():
    found = changed(
        ("|          | text            | village    | Village            |                  |\n", ""),
        (
            "|          | begin_repeat ",
            SEEN_ON + "|          | begin_repeat ",
        ),
    )

    assert kinds(found) == [(Kind.GONE, "village"), (Kind.ADDED, "seen_on")]


def test_a_question_with_the_same_label_was_renamed():
    found = changed(("| village    |", "| settlement |"))

    assert kinds(found) == [(Kind.RENAMED, "settlement")]
    assert found[0].before == "village" and found[0].is_certain
    assert renamed_in(found) == {"herds": {"village": "settlement"}}


def test_a_likely_renaming_is_a_guess_that_its_author_may_refuse():
    edits = (("head       | How many  ", "head_count | How many animals"),)

    (guess,) = changed(*edits)
    apart = changed(*edits, renamed={})

    assert guess.kind is Kind.RENAMED and not guess.is_certain
    assert kinds(apart) == [(Kind.GONE, "head"), (Kind.ADDED, "head_count")]


def test_another_type_is_another_question():
    found = changed(("| integer         | head", "| text            | head"))

    assert kinds(found) == [(Kind.TYPE, "head")]
    assert found[0].is_refused and (found[0].before, found[0].after) == ("integer", "text")


def test_choices_come_and_go():
    found = changed(("| kind            | hen        | Hen ", "| kind            | duck       | Duck"))

    assert [(change.kind, change.code) for change in found] == [(Kind.CHOICE_ADDED, "duck"), (Kind.CHOICE_GONE, "hen")]


def test_codes_that_change_places_are_refused():
    found = changed(
        ("| goat       | Goat", "| goat       | Gxxt"), ("| hen        | Hen ", "| hen        | Goat"), ("Gxxt", "Hen ")
    )

    assert {(change.kind, change.code) for change in found} == {
        (Kind.CHOICE_REUSED, "goat"),
        (Kind.CHOICE_REUSED, "hen"),
    }


def test_better_words_for_a_choice_are_only_told():
    (found,) = changed(("| goat       | Goat", "| goat       | Goats"))

    assert found.kind is Kind.CHOICE_WORDS and not found.is_refused


def test_a_rule_is_told_as_it_was_and_as_it_is():
    (found,) = changed(("${kind} = 'goat'", "${kind} = 'hen' "))

    assert (found.kind, found.question, found.rule) == (Kind.RULE, "litres", "relevant")
    assert "'goat'" in found.before and "'hen'" in found.after


def test_a_name_that_is_read_as_another_question_is_not_given_away_again():
    second = HERDS.replace("| village    |", "| settlement |")
    versions = Versions((EarlierVersion("0" * 32),), {"herds": {"village": "settlement"}})
    third = second.replace(
        "|          | begin_repeat ",
        NEAREST + "|          | begin_repeat ",
    )

    found = changes_between(pack_of(form_of(second), versions), pack_of(form_of(third)))

    assert kinds(found) == [(Kind.NAME_TAKEN, "village")]


def test_versions_are_read_back_as_they_were_written():
    versions = Versions(
        (EarlierVersion("a" * 32, "1", "2003-06-12"), EarlierVersion("b" * 32, '一 "2"', "")),
        {"herds": {"village": "settlement"}, "herds.animal": {"a/头数": "head"}},
    )
    form = form_of(HERDS.replace("| village    |", "| settlement |"))

    files = dict(pack_of(form, versions).files)
    files["versions.toml"] = versions.as_toml()
    again = pack_from(files, "herds")

    assert again.versions == versions
    assert again.versions.follows("a" * 32) and not again.versions.follows(again.hash)
    assert again.datasets["herds"].renamed == {"village": "settlement"}


def test_an_earlier_name_that_leads_nowhere_is_a_problem():
    files = dict(pack_of(form_of(HERDS)).files)
    files["versions.toml"] = Versions((), {"herds": {"hamlet": "nowhere"}}).as_toml()

    with pytest.raises(PackRefused) as refused:
        pack_from(files, "herds")

    assert "'hamlet'" in refused.value.problems[0].what and refused.value.problems[0].row


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("efgh"), max_size=3), max_size=3))
def test_no_name_of_today_is_an_earlier_name(steps):
    renamed = {}
    for step in steps:
        renamed = joined(renamed, {"herds": step})

    names = renamed.get("herds", {})
    assert not set(names) & set(names.values())


def test_the_version_counts_on_and_the_rest_stays_as_written():
    assert [next_version(each) for each in ("1", "2003.1", "2003-09", "v", "")] == [
        "2",
        "2003.2",
        "2003-10",
        "v.2",
        "2",
    ]
    settings = b'# mine\nid = "x"\nversion = "1" # first\n[a]\nversion = "7"\n'
    assert with_version(settings, "2") == b'# mine\nid = "x"\nversion = "2" # first\n[a]\nversion = "7"\n'
