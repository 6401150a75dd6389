"""What pack.toml names must be asked by a form."""

from dataclasses import replace

import pytest

from forms.datasets import Dataset, Field
from forms.pack_checks import SettingsCheck
from forms.pack_indicators import Indicator, check_indicators
from forms.pack_settings import DatasetSettings, Identity, Interview, Outcome, Place, Prefill, Roles, Settings, Visits
from forms.pack_toml import TomlFile
from forms.sql_condition import OddCondition, names_in

DATASETS = {
    "door": Dataset("door", (Field("street", "text"), Field("kind", "select_one", choices={"1": {}, "2": {}}))),
    "home": Dataset("home", (Field("head", "text"),)),
    "person": Dataset("person", (Field("full_name", "text"), Field("sex", "select_one"), Field("age", "integer"))),
    "call": Dataset("call", (Field("result", "select_one", choices={"01": {}}), Field("why", "text"))),
}
ROLES = Roles(place="door", household="home", person="person", visit="call")
SOUND = Settings(
    "t",
    "1",
    roles=ROLES,
    parents={"home": "door", "call": "door"},
    place=Place(road="street", kind="kind", kind_flat="1"),
    visits=Visits(outcome="result", complete="01", outcomes=(Outcome("01", ask="why"),)),
    interview=Interview(household_name="head", grid=("full_name",)),
    identity=Identity(name="full_name"),
    datasets={"person": DatasetSettings(groups=(frozenset({"sex", "age"}),), search=("full_name",))},
)


def complaints(settings):
    file = TomlFile("pack.toml", b"")
    SettingsCheck(file, settings, DATASETS).run()
    return [problem.what for problem in file.problems]


def test_a_pack_that_names_what_its_forms_ask_is_sound():
    assert complaints(SOUND) == []


def test_a_pack_without_roles_is_sound():
    assert complaints(Settings("t", "1")) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"roles": replace(ROLES, staff="people")}, "There is no dataset 'people'."),
        ({"parents": {"home": "village"}}, "There is no dataset 'village'."),
        ({"parents": {"home": "door", "door": "home"}}, "'home' would lie in itself."),
        ({"place": Place(road="lane")}, "'door' has no field 'lane'."),
        ({"place": Place(kind="kind", kind_row="3")}, "'3' is no choice of 'kind'."),
        ({"visits": Visits(outcome="result", outcomes=(Outcome("09"),))}, "'09' is no choice of 'result'."),
        ({"visits": Visits(outcome="result", outcomes=(Outcome("01", ask="when"),))}, "'call' has no field 'when'."),
        ({"visits": Visits(outcome="result", complete="02")}, "There is no outcome '02'."),
        ({"interview": Interview(grid=("nickname",))}, "'person' has no field 'nickname'."),
        ({"interview": Interview(tenant=Prefill({"rent": "1"}))}, "'home' has no field 'rent'."),
        ({"identity": Identity(phones=("mobile",))}, "'person' has no field 'mobile'."),
        ({"datasets": {"person": DatasetSettings(search=("id",))}}, "'person' has no field 'id'."),
        ({"datasets": {"pet": DatasetSettings()}}, "There is no dataset 'pet'."),
        (
            {"datasets": {"person": DatasetSettings(groups=(frozenset({"sex", "age"}), frozenset({"sex"})))}},
            "'sex' stands in two groups of 'person'.",
        ),
    ],
)
def test_what_no_form_asks_is_named(changed, complaint):
    assert complaint in complaints(replace(SOUND, **changed))


def test_doors_without_a_place_dataset_are_a_slip():
    settings = Settings("t", "1", place=Place(road="street"))

    assert complaints(settings) == ["'street' belongs to a dataset that [roles] does not name."]


# ------------------------------------------------------------------------------------------------ figures


def figure_complaints(**what):
    file = TomlFile("indicators.toml", b"")
    check_indicators(file, [Indicator("n", {"en": "N"}, **{"dataset": "person", **what})], DATASETS)
    return [problem.what for problem in file.problems]


@pytest.mark.parametrize(
    "where",
    [
        "",
        "age >= 40 AND sex = '2'",
        "full_name LIKE '王%' OR full_name IS NULL",
        '"age" BETWEEN 16 AND 59.5',
        "CASE WHEN sex = '1' THEN 1 ELSE 0 END = 1",
        "area = '' AND status <> 'unfinished' AND conflicts = 0 AND record_id <> parent_id",
        "coalesce(age, 0) > 3",
        "full_name <> 'O''Brien -- no comment; really'",
    ],
)
def test_a_plain_condition_passes(where):
    assert figure_complaints(where=where) == []


@pytest.mark.parametrize(
    "where",
    [
        "age >= 40; DROP TABLE person",
        "age >= 40 -- and nothing else",
        "age >= 40 /* hm */",
        "age IN (SELECT age FROM person)",
        "age > :area",
        "age > 1) OR (1 = 1",
        "(age > 1",
        "load_extension('x')",
        "age > `sex`",
        "full_name = 'open",
    ],
)
def test_anything_but_a_condition_is_refused(where):
    assert figure_complaints(where=where)


def test_a_figure_over_what_no_form_asks_is_named():
    assert figure_complaints(where="wage > 3") == ["'n': 'person' has no field 'wage'."]
    assert figure_complaints(value="SUM(wage)") == ["'n': 'person' has no field 'wage'."]
    assert figure_complaints(dataset="pet") == ["There is no dataset 'pet'."]


def test_names_are_told_from_words_functions_and_texts():
    assert names_in("length(full_name) > 2 AND NOT sex = 'age'") == ["full_name", "sex"]
    with pytest.raises(OddCondition, match="no function"):
        names_in("random() > 0")
