"""One questionnaire for each slip that the converter of XLSForms knows, with the place where it is to be told."""

from __future__ import annotations

from typing import NamedTuple

CHOICES = """
| choices |
| | list_name | name | label |
| | yn | 1 | Yes |
| | yn | 2 | No |
"""


class Slip(NamedTuple):
    name: str
    form: str
    place: tuple[str, int, str]
    """Sheet, row, column; "" and 0 where nothing of the workbook can be pointed at."""


def survey(columns: str, *rows: str) -> str:
    return "| survey |\n| | " + columns + " |\n" + "".join(f"| | {row} |\n" for row in rows)


def plain(*rows: str) -> str:
    return survey("type | name | label", *rows)


def with_parameters(*rows: str) -> str:
    return survey("type | name | label | parameters", *rows)


def entities(columns: str, *rows: str) -> str:
    return "| entities |\n| | " + columns + " |\n" + "".join(f"| | {row} |\n" for row in rows)


def range_of(parameters: str, appearance: str = "", ticks: str = "") -> str:
    form = survey("type | name | label | parameters | appearance", f"range | r | R | {parameters} | {appearance}")
    choices = "".join(f"| | ticks | {tick} | {tick} |\n" for tick in ticks.split())
    return form + ("| choices |\n| | list_name | name | label |\n" + choices if ticks else "")


SAVED = survey("type | name | label | save_to", "text | a | A | full_name")
PERSON = entities("list_name | label", "person | ${a}")
SEARCH = "select_one yn | a | A | search('f')"

SLIPS = (
    # Sheets and headings
    Slip("no survey", "| surveys |\n| | type | name | label |\n| | text | a | A |\n" + CHOICES, ("", 0, "")),
    Slip("no choices", plain("select_one x | a | A"), ("", 0, "")),
    Slip("no external choices", plain("select_one_external x | a | A"), ("", 0, "")),
    Slip("a heading by two names", survey("type | name | label | caption", "text | a | A | B"), ("survey", 1, "")),
    Slip("no type column", survey("name | label", "a | A"), ("survey", 1, "")),
    Slip(
        "an unknown column of entities",
        SAVED + entities("list_name | label | x", "person | ${a} | 1"),
        ("entities", 1, ""),
    ),
    # Names
    Slip("one choice twice", plain("select_one yn | a | A") + CHOICES + "| | yn | 2 | N |\n", ("choices", 4, "name")),
    Slip(
        "a choice with a space",
        plain("select_multiple yn | a | A") + CHOICES + "| | yn | a b | N |\n",
        ("choices", 4, "name"),
    ),
    Slip(
        "a choice without a name", plain("select_one yn | a | A") + CHOICES + "| | yn | | N |\n", ("choices", 4, "name")
    ),
    Slip(
        "a repeat like the root",
        plain("begin_repeat | data | D", "text | a | A", "end_repeat | |"),
        ("survey", 2, "name"),
    ),
    Slip(
        "a repeat's name twice",
        plain(
            *("begin_group | g | G", "begin_repeat | r | R", "text | a | A", "end_repeat | |", "end_group | |"),
            *("begin_repeat | r | R", "text | b | B", "end_repeat | |"),
        ),
        ("survey", 7, "name"),
    ),
    Slip("a question called meta", plain("text | meta | A"), ("survey", 2, "name")),
    Slip("a name twice", plain("text | a | A", "text | a | B"), ("survey", 3, "name")),
    Slip("a name with a space", plain("text | a b | A"), ("survey", 2, "name")),
    Slip("no name", plain("text | | A"), ("survey", 2, "name")),
    Slip("a named audit", plain("text | a | A", "audit | log |"), ("survey", 3, "name")),
    Slip(
        "an entity twice",
        SAVED + entities("list_name | label", "person | ${a}", "person | ${a}"),
        ("entities", 3, "list_name"),
    ),
    Slip("an entity without a name", SAVED + entities("list_name | label", "| ${a}"), ("entities", 2, "list_name")),
    Slip(
        "an entity with underscores", SAVED + entities("list_name | label", "__p | ${a}"), ("entities", 2, "list_name")
    ),
    Slip(
        "an entity with a full stop", SAVED + entities("list_name | label", "a.b | ${a}"), ("entities", 2, "list_name")
    ),
    Slip(
        "saved to label",
        survey("type | name | label | save_to", "text | a | A | label") + PERSON,
        ("survey", 2, "save_to"),
    ),
    Slip(
        "two lists of one name",
        plain(
            "text | a | A",
            "csv-external | l |",
            "begin_group | g | G",
            "xml-external | l |",
            "text | b | B",
            "end_group | |",
        ),
        ("survey", 3, "name"),
    ),
    # Rows
    Slip("no type", plain("text | a | A", " | b | B"), ("survey", 3, "type")),
    Slip("an unknown type", plain("texxt | a | A"), ("survey", 2, "type")),
    Slip("no label", plain("text | a |"), ("survey", 2, "label")),
    Slip("no calculation", plain("text | a | A", "calculate | b |"), ("survey", 3, "calculation")),
    Slip(
        "a big image alone",
        survey("type | name | label | media::big-image", "text | a | A | b.png"),
        ("survey", 2, "big-image"),
    ),
    Slip("no end", plain("begin_group | g | G", "text | a | A"), ("survey", 2, "type")),
    Slip("no begin", plain("text | a | A", "end_group | |"), ("survey", 3, "type")),
    Slip("a loop over nothing", plain("begin_loop | g | G", "text | a | A", "end_loop | |"), ("survey", 2, "type")),
    Slip(
        "a loop over an unknown list",
        plain("begin_loop over x | g | G", "text | a | A", "end_loop | |") + CHOICES,
        ("survey", 2, "type"),
    ),
    Slip("an unknown list", plain("select_one x | a | A") + CHOICES, ("survey", 2, "type")),
    Slip("a file of another kind", plain("select_one_from_file x.pdf | a | A"), ("survey", 2, "type")),
    Slip(
        "other with a filter",
        survey("type | name | label | choice_filter", "select_one yn or_other | a | A | name = 1") + CHOICES,
        ("survey", 2, "choice_filter"),
    ),
    Slip("other from a file", plain("select_one x.csv or_other | a | A") + CHOICES, ("survey", 2, "type")),
    Slip(
        "a table with a filter",
        survey(
            "type | name | label | appearance | choice_filter",
            *("begin_group | g | G | table-list |", "select_one yn | a | A | | name = 1", "end_group | | | |"),
        )
        + CHOICES,
        ("survey", 3, "choice_filter"),
    ),
    Slip(
        "a table of two lists",
        survey(
            "type | name | label | appearance",
            *(
                "begin_group | g | G | table-list",
                "select_one yn | a | A |",
                "select_one z | b | B |",
                "end_group | | |",
            ),
        )
        + CHOICES
        + "| | z | 1 | Z |\n",
        ("survey", 4, "type"),
    ),
    Slip(
        "search in a file",
        survey("type | name | label | appearance", "select_one_from_file f.csv | a | A | search('f')"),
        ("survey", 2, "appearance"),
    ),
    Slip(
        "search in a shared list",
        survey("type | name | label | appearance", SEARCH, "select_one yn | b | B |") + CHOICES,
        ("survey", 2, "appearance"),
    ),
    Slip(
        "a trigger that nobody sees",
        survey("type | name | label | calculation | trigger", "calculate | a | | 1 |", "text | b | B | 2 | ${a}"),
        ("survey", 3, "trigger"),
    ),
    Slip(
        "a place in the background, computed",
        survey(
            "type | name | label | calculation | trigger", "text | a | A | |", "background-geopoint | b | | 1 | ${a}"
        ),
        ("survey", 3, "calculation"),
    ),
    Slip(
        "a place in the background, untriggered",
        plain("text | a | A", "background-geopoint | b |"),
        ("survey", 3, "trigger"),
    ),
    # References
    Slip(
        "an unknown name",
        survey("type | name | label | relevant", "text | a | A | ${b} = 1"),
        ("survey", 2, "relevant"),
    ),
    Slip(
        "an unknown trigger",
        survey("type | name | label | trigger | calculation", "text | a | A | ${b} | 1"),
        ("survey", 2, "trigger"),
    ),
    Slip(
        "a name of two questions",
        survey(
            "type | name | label | relevant",
            *("begin_group | g | G |", "text | a | A |", "end_group | | |"),
            *("begin_group | h | H |", "text | a | A |", "end_group | | |", "text | c | C | ${a} = 1"),
        ),
        ("survey", 8, "relevant"),
    ),
    Slip("an open brace", plain("text | a | A ${"), ("survey", 2, "label")),
    # Parameters
    Slip("no pairs", with_parameters("text | a | A | rows"), ("survey", 2, "parameters")),
    Slip("an unknown parameter", with_parameters("text | a | A | lines=3"), ("survey", 2, "parameters")),
    Slip(
        "changes maybe",
        with_parameters("text | a | A |", "audit | | | track-changes=maybe"),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "reasons always",
        with_parameters("text | a | A |", "audit | | | track-changes-reasons=always"),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "a user maybe",
        with_parameters("text | a | A |", "audit | | | identify-user=maybe"),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "places now and then",
        with_parameters("text | a | A |", "audit | | | location-priority=low-power"),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "places with much power",
        with_parameters("text | a | A |", "audit | | | location-priority=x location-min-interval=1 location-max-age=1"),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "places too old",
        with_parameters(
            "text | a | A |", "audit | | | location-priority=balanced location-min-interval=9 location-max-age=1"
        ),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "places at no time",
        with_parameters(
            "text | a | A |", "audit | | | location-priority=balanced location-min-interval=x location-max-age=1"
        ),
        ("survey", 3, "parameters"),
    ),
    Slip(
        "shuffled maybe",
        with_parameters("select_one yn | a | A | randomize=maybe") + CHOICES,
        ("survey", 2, "parameters"),
    ),
    Slip(
        "a seed of words",
        with_parameters("select_one yn | a | A | randomize=true seed=x") + CHOICES,
        ("survey", 2, "parameters"),
    ),
    Slip("a seed alone", with_parameters("select_one yn | a | A | seed=1") + CHOICES, ("survey", 2, "parameters")),
    Slip("some rows", with_parameters("text | a | A | rows=some"), ("survey", 2, "parameters")),
    Slip("some pixels", with_parameters("image | a | A | max-pixels=some"), ("survey", 2, "parameters")),
    Slip("a good sound", with_parameters("audio | a | A | quality=good"), ("survey", 2, "parameters")),
    Slip(
        "a good sound behind",
        with_parameters("text | a | A |", "background-audio | b | | quality=good"),
        ("survey", 3, "parameters"),
    ),
    Slip("no app", with_parameters("image | a | A | app=x"), ("survey", 2, "parameters")),
    Slip("a line in pieces", with_parameters("geotrace | a | A | incremental=maybe"), ("survey", 2, "parameters")),
    Slip("a known place", with_parameters("geopoint | a | A | reference-geometry=x"), ("survey", 2, "parameters")),
    Slip("an exact place", with_parameters("geopoint | a | A | capture-accuracy=x"), ("survey", 2, "parameters")),
    Slip("a warning place", with_parameters("geopoint | a | A | warning-accuracy=x"), ("survey", 2, "parameters")),
    Slip("a false place", with_parameters("geopoint | a | A | allow-mock-accuracy=x"), ("survey", 2, "parameters")),
    Slip("a range of words", range_of("start=x"), ("survey", 2, "parameters")),
    Slip("a range without a step", range_of("start=0 end=10 step=0"), ("survey", 2, "parameters")),
    Slip("a range of one step", range_of("start=0 end=10 step=11"), ("survey", 2, "parameters")),
    Slip("a tick between steps", range_of("start=0 end=10 step=2 tick_interval=3"), ("survey", 2, "parameters")),
    Slip("a placeholder outside", range_of("start=0 end=10 step=2 placeholder=12"), ("survey", 2, "parameters")),
    Slip("ticks from nowhere", range_of("tick_labelset=x"), ("survey", 2, "parameters")),
    Slip(
        "three labels without ticks",
        range_of("start=0 end=2 tick_labelset=ticks", "no-ticks", "0 1 2"),
        ("survey", 2, "parameters"),
    ),
    Slip(
        "labels inside without ticks",
        range_of("start=0 end=2 tick_labelset=ticks", "no-ticks", "0 1"),
        ("survey", 2, "parameters"),
    ),
    Slip("stars with ticks", range_of("start=0 end=10 tick_interval=2", "rating"), ("survey", 2, "parameters")),
    Slip("ticks of words", range_of("start=0 end=10 tick_labelset=ticks", "", "a"), ("survey", 2, "parameters")),
    Slip("a tick outside", range_of("start=0 end=10 tick_labelset=ticks", "", "12"), ("survey", 2, "parameters")),
    Slip(
        "a label between ticks",
        range_of("start=0 end=10 step=2 tick_labelset=ticks", "", "3"),
        ("survey", 2, "parameters"),
    ),
    # Entities
    Slip("saved to nothing", SAVED, ("survey", 2, "save_to")),
    Slip(
        "saved to one thing twice",
        survey("type | name | label | save_to", "text | a | A | x", "text | b | B | x") + PERSON,
        ("survey", 3, "save_to"),
    ),
    Slip(
        "a group that is saved",
        survey("type | name | label | save_to", "begin_group | g | G | x", "text | a | A |", "end_group | | |")
        + PERSON,
        ("survey", 2, "save_to"),
    ),
    Slip(
        "saved to an unknown list",
        survey("type | name | label | save_to", "text | a | A | dog#x") + PERSON,
        ("survey", 2, "save_to"),
    ),
    Slip("an entity without a label", SAVED + entities("list_name | label", "person |"), ("entities", 2, "label")),
    Slip(
        "an upsert without update_if",
        SAVED + entities("list_name | label | entity_id | create_if", "person | ${a} | ${a} | ${a} = 1"),
        ("entities", 2, "update_if"),
    ),
    Slip(
        "an update of nobody",
        SAVED + entities("list_name | label | update_if", "person | ${a} | ${a} = 1"),
        ("entities", 2, "update_if"),
    ),
    Slip(
        "saved to one of two",
        SAVED
        + "| | begin_repeat | r | R | |\n| | text | b | B | |\n| | end_repeat | | | |\n"
        + entities("list_name | label", "person | ${a}", "dog | ${b}"),
        ("survey", 2, "save_to"),
    ),
    Slip(
        "two entities in one group",
        survey("type | name | label | save_to", "text | a | A | person#x", "text | b | B | dog#x")
        + entities("list_name | label", "person | ${a}", "dog | ${b}"),
        ("entities", 3, "list_name"),
    ),
    Slip(
        "saved from two repeats",
        survey(
            "type | name | label | save_to",
            *("begin_repeat | r | R |", "text | a | A | person#x", "end_repeat | | |"),
            *("begin_repeat | s | S |", "text | b | B | person#y", "end_repeat | | |"),
        )
        + PERSON,
        ("survey", 6, "save_to"),
    ),
    Slip(
        "called by another repeat",
        survey(
            "type | name | label | save_to",
            *("begin_repeat | r | R |", "text | a | A | person#x", "end_repeat | | |"),
            *("begin_repeat | s | S |", "text | b | B |", "end_repeat | | |"),
        )
        + entities("list_name | label", "person | ${b}"),
        ("entities", 2, "list_name"),
    ),
    Slip(
        "two marks",
        survey("type | name | label | save_to", "text | a | A | person#x#y") + PERSON,
        ("survey", 2, "save_to"),
    ),
    # Settings
    Slip(
        "encrypted without an id",
        plain("text | a | A") + "| settings |\n| | form_id | public_key | omit_instanceID |\n| | f | k | yes |\n",
        ("settings", 2, "omit_instanceID"),
    ),
    Slip(
        "a root that is no name",
        plain("text | a | A") + "| settings |\n| | form_id | name |\n| | f | a b |\n",
        ("settings", 2, "name"),
    ),
)
