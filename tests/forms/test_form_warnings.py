"""What the author of a form should know although nothing is wrong with it."""

import pytest

from forms.clients import LIMITS, Client, Effect, Part, is_readable_in_collect, limits_of
from forms.form_warnings import warnings_in
from forms.xlsform import form_from_sheets, sheets_in


def warned(survey, choices="", settings="| | form_id |\n| | trees |"):
    table = f"| survey |\n{survey}\n| choices |\n| | list_name | name | label |\n{choices}\n| settings |\n{settings}"
    sheets = sheets_in(table)
    return warnings_in(form_from_sheets(sheets), sheets)


def told(warnings):
    return [(each.rule, each.row, each.facts.get("name", "")) for each in warnings]


def test_a_plain_form_has_none():
    assert warned("| | type | name | label |\n| | text | a | A |") == []


def test_chinese_names_do_not_open_in_collect():
    (warning,) = warned("| | type | name | label |\n| | text | 姓名 | 姓名 |\n| | text | 年龄 | 年龄 |")

    assert (warning.rule, warning.row, warning.rows) == ("client_names", 2, (3,))
    assert (warning.client, warning.effect) == (Client.COLLECT, Effect.STOPS)


@pytest.mark.parametrize(
    ("name", "reads"), [("age", True), ("Ä_1", True), ("姓名", False), ("имя", True), ("اسم", False), ("a-b.c", True)]
)
def test_collect_reads_letters_that_are_large_or_small(name, reads):
    assert is_readable_in_collect(name) is reads


@pytest.mark.parametrize(
    ("expression", "rule", "name"),
    [
        ("floor(../a)", "client_function", "floor()"),
        ("substring('abc', 1)", "client_function", "substring()"),
        ("count(//a)", "client_axis", "descendant-or-self::node()"),
        ("count(../a | ../c)", "client_axis", "|"),
        ("string(../a/text())", "client_axis", "child::text()"),
        ("string((../a)[1])", "client_axis", "(…)[…]"),
        ("count(../x:*)", "client_axis", "child::x:*"),
    ],
)
def test_what_javarosa_does_not_read_is_told(expression, rule, name):
    rows = "| | text | a | A | |\n| | calculate | b | | 1 |\n| | text | c | C | |"
    sheets = sheets_in(f"| survey |\n| | type | name | label | calculation |\n{rows}")
    sheets["survey"][1]["calculation"] = expression

    found = warnings_in(form_from_sheets(sheets), sheets)

    assert (rule, 3, name) in told(found)
    assert {each.client for each in found} == {Client.COLLECT}


def test_paths_that_everybody_reads_are_not_told():
    found = warned(
        "| | type | name | label | choice_filter | calculation |\n| | text | a | A | | |\n"
        "| | select_one wood | b | B | name != ${a} | |\n"
        "| | calculate | c | | | instance('wood')/root/item[name = current()/../b]/label |",
        "| | wood | oak | Oak |\n| | wood | elm | Elm |",
    )

    assert found == []


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ("barcode | a | A | |", "barcode"),
        ("integer | a | A | counter |", "counter"),
        ("text | a | A | ex:org.example(1, 2) |", "ex:org.example("),
        ("select_one wood | a | A | search('trees') |", "search("),
        ("date | a | A | islamic |", "islamic"),
    ],
)
def test_types_and_appearances_that_web_forms_lacks(cells, name):
    choices = "| | wood | oak | Oak |" if "wood" in cells else ""
    found = warned(f"| | type | name | label | appearance |\n| | {cells}", choices)

    assert [(each.row, each.client, each.facts["name"]) for each in found] == [(2, Client.WEB_FORMS, name)]


def test_guidance_last_saved_and_settings():
    found = warned(
        "| | type | name | label | guidance_hint | default |\n| | text | a | A | Ask twice | ${last-saved#a} |",
        settings="| | form_id | style | public_key |\n| | trees | pages | |",
    )

    assert {(each.rule, each.client) for each in found} == {
        ("client_column", Client.WEB_FORMS),
        ("client_last_saved", Client.WEB_FORMS),
        ("client_setting", Client.COLLECT),
        ("client_setting", Client.WEB_FORMS),
        ("other_layout", None),
    }


def test_a_layout_that_is_not_followed_here_is_told_once_for_all_its_rows():
    found = warned(
        "| | type | name | label | appearance |\n"
        "| | text | a | A | w6 |\n| | text | b | B | w6 |\n| | text | c | C | w12 |",
        settings="| | form_id | style |\n| | trees | theme-grid |",
    )

    here = [(each.sheet, each.row, each.rows, each.facts["name"]) for each in found if each.rule == "other_layout"]
    assert here == [("survey", 2, (3,), "w6"), ("survey", 4, (), "w12"), ("settings", 2, (), "theme-grid")]


def test_lists_that_nobody_uses_and_codes_that_stand_twice():
    found = warned(
        "| | type | name | label |\n| | select_one wood | a | A |",
        "| | wood | oak | Oak |\n| | wood | oak | Holm oak |\n| | stone | slate | Slate |",
        settings="| | form_id | allow_choice_duplicates |\n| | trees | yes |",
    )

    assert told(found) == [("code_twice", 3, "oak"), ("list_unused", 4, "stone")]


def test_a_rule_that_looks_ahead():
    found = warned(
        "| | type | name | label | relevant |\n| | text | a | A | ${b} = 'x' |\n| | text | b | B | |\n"
        "| | text | c | C | ${a} = 'y' |"
    )

    assert told(found) == [("later_reference", 2, "b")]


def test_a_refusal_without_a_reason():
    assert told(warned("| | type | name | label | constraint |\n| | integer | a | A | . > 3 |")) == [
        ("no_message", 2, "a")
    ]


def test_a_label_that_is_missing_in_one_language():
    found = warned(
        "| | type | name | label::中文 (zh) | label::English (en) |\n"
        "| | text | a | 甲 | A |\n| | text | b | 乙 | |\n| | text | c | | C |"
    )

    assert told(found) == [("no_label_in", 3, "English (en)"), ("no_label_in", 4, "中文 (zh)")]


def test_names_that_make_trouble_later():
    long = "a" * 64
    found = warned(
        f"| | type | name | label |\n| | text | tree | A |\n| | text | Tree | B |\n| | text | {long} | C |\n"
        "| | text | mar1 | D |"
    )

    assert told(found) == [("case_names", 3, "Tree"), ("long_name", 4, long), ("excel_name", 5, "mar1")]


def test_codes_that_excel_changes():
    found = warned(
        "| | type | name | label |\n| | select_one size | a | A |",
        "| | size | 1-2 | One or two |\n| | size | 1E5 | Many |\n| | size | 03 | Three |",
    )

    assert [(each.rule, each.row, each.rows) for each in found] == [("excel_code", 2, (3,))]


def test_every_line_of_the_table_is_found_by_its_name():
    assert all(limit in limits_of(limit.part, limit.name) for limit in LIMITS)
    assert {limit.part for limit in LIMITS} == set(Part)


def test_whoever_wants_places_in_the_trail_is_told_that_a_laptop_knows_none():
    row = "| | type | name | label | parameters |\n| | text | a | A | |\n"

    wanted = warned(
        f"{row}| | audit | audit | | location-priority=balanced location-min-interval=60 location-max-age=120 |"
    )
    plain = warned(f"{row}| | audit | audit | | track-changes=true |")

    assert ("audit_location", 3, "") in told(wanted)
    assert "audit_location" not in {each.rule for each in plain}


@pytest.mark.parametrize(
    ("row", "rule", "name"),
    [
        ("start-geopoint | where | |", "recorded_setgeopoint", "where"),
        ("background-audio | heard | |", "recorded_recordaudio", "heard"),
        ("phonenumber | phone | |", "property_not_kept", "phone"),
        ("email | mail | |", "property_not_kept", "mail"),
    ],
)
def test_what_a_phone_fills_in_by_itself_is_told_to_stay_blank(row, rule, name):
    found = told(warned(f"| | type | name | label |\n| | text | a | A |\n| | {row}"))

    assert (rule, 3, name) in found


def test_a_place_that_is_noted_when_another_question_is_answered_is_told_too():
    rows = "| | type | name | label | trigger |\n| | text | a | A | |\n| | background-geopoint | where | | ${a} |"

    assert ("recorded_setgeopoint", 3, "where") in told(warned(rows))


def test_what_is_chosen_in_a_phones_map_is_told_to_be_chosen_there():
    table = "| survey |\n| | type | name | label |\n| | osm | house | House |\n"

    sheets = sheets_in(table)

    assert ("osm", 2, "house") in told(warnings_in(form_from_sheets(sheets), sheets))


def test_encryption_and_sending_of_other_programs_are_told_not_to_be_done_here():
    settings = "| | form_id | public_key | submission_url |\n| | trees | MIIB | https://example.org |"
    rows = "| | type | name | label |\n| | text | a | A |"

    found = told(warned(rows, settings=settings))

    assert ("public_key", 2, "") in found
    assert ("sending", 2, "submission_url") in found
