"""One typed table and one readable view per dataset."""

from dataclasses import replace

from stored_town import (
    CHILD,
    CLERK,
    DATASETS,
    HOUSEHOLD,
    IN_BOTH,
    LI,
    PERSON,
    a_store,
    change,
    new_person,
    plain,
    prepare,
    visit,
)

from forms.datasets import Dataset, Field
from sync.commit import LIFE, RETURNED, STATE, Commit
from sync.edit import Edit
from sync.replica import Batch

pytestmark = IN_BOTH


def person_with(*fields: Field) -> list[Dataset]:
    *others, person = DATASETS
    return [*others, Dataset("person", (*person.fields, *fields), parent="household")]


def test_a_new_question_gets_a_column_and_finds_what_was_kept_for_it():
    store = a_store()
    visit(store, shoe_size=43)
    assert "shoe_size" not in store.rows("person")[0]

    prepare(store, datasets=person_with(Field("shoe_size", "integer")))

    assert store.rows("person")[0]["shoe_size"] == 43


def test_a_question_that_is_asked_no_more_keeps_its_column():
    store = a_store()
    visit(store)
    *others, person = DATASETS

    prepare(store, datasets=[*others, Dataset("person", person.fields[:1], parent="household")])
    change(store, mobile="136")

    assert store.rows("person")[0]["mobile"] == "136"


def test_a_question_that_changes_its_type_gets_a_column_beside():
    store = a_store()
    visit(store, birth_year=1960)
    *others, person = DATASETS
    as_text = [Field("birth_year", "text") if field.name == "birth_year" else field for field in person.fields]

    prepare(store, datasets=[*others, Dataset("person", tuple(as_text), parent="household")])
    change(store, birth_year="about 1960")

    assert store.rows("person")[0]["birth_year"] == "about 1960"


def test_a_value_that_does_not_fit_is_listed_and_read_as_blank():
    store = a_store()

    visit(store, birth_year="大约六零年", income="much", works=True)

    row = store.rows("person")[0]
    assert (row["birth_year"], row["income"], row["works"]) == (None, None, None)
    assert sorted(store.unfit_values(), key=str) == [
        (PERSON, "birth_year", "大约六零年"),
        (PERSON, "income", "much"),
        (PERSON, "works", True),
    ]
    change(store, birth_year=1960, income="1e3", works="1")
    assert store.unfit_values() == [(PERSON, "income", "1e3")]


def test_a_number_typed_as_text_is_a_number_and_a_number_in_a_text_is_a_text():
    store = a_store()

    visit(store, birth_year="1960", mobile=135, income=12)

    row = store.rows("person")[0]
    assert (row["birth_year"], row["mobile"], row["income"]) == (1960, "135", "12")
    assert store.unfit_values() == []


def test_partial_dates_are_dates():
    store = a_store()
    visit(store)

    for date, shown in [("2003", "2003"), ("2003-08", "2003-08"), ("2003-08-01", "2003-08-01"), ("1.8.2003", None)]:
        change(store, HOUSEHOLD, dataset="household", survey_date=date)
        assert store.rows("household")[0]["survey_date"] == shown


def test_names_that_differ_in_case_only_and_names_of_our_own_stand_side_by_side():
    store = a_store()
    fields = [
        Field(name, "text") for name in ("Mobile", "MOBILE", "area", "Status", "missing", "created_at", "工作/a b")
    ]
    prepare(store, datasets=person_with(*fields))

    visit(store, Mobile="1", MOBILE="2", area="3", Status="4", missing="5", created_at="6", **{"工作/a b": '7"'})

    row = store.rows("person")[0]
    assert [row[name] for name in ("Mobile_2", "MOBILE_3", "area_2", "Status_2", "missing", "created_at")] == list(
        "123456"
    )
    assert row["工作/a b"] == '7"'
    _, told = store.query('SELECT area_2, "Status_2", missing, created_at, "工作/a b" FROM person')
    assert told == [("3", "4", "5", "6", '7"')]


def test_a_form_with_two_and_a_half_thousand_questions():
    store = a_store()
    fields = [Field(f"q{number}", "integer") for number in range(2500)]
    prepare(store, datasets=person_with(*fields))

    visit(store, q0=1, q1500=2, q2499=3)

    assert store.rows("person", where={"q1500": 2}, columns=["q0", "q2499"]) == [{"q0": 1, "q2499": 3}]
    assert store.query("SELECT q1500 FROM person JOIN person_2 USING (record_id)")[1] == [(2,)]
    assert len(store.rows("person")[0]) > 2500


def test_lists_are_filtered_sorted_and_paged():
    store = a_store()
    visit(store, birth_year=1960)
    ids = [f"0000010{number}-0000-4000-8000-000000000000" for number in range(5)]
    store.save([new_person(each, birth_year=1950 + number) for number, each in enumerate(ids)], LI)
    store.save([new_person(CHILD)], CLERK)

    years = [row["birth_year"] for row in store.rows("person", {"area": LI.area}, ["-birth_year"], limit=3, offset=1)]
    assert years == [1954, 1953, 1952]
    assert store.count("person", {"birth_year": [1950, 1951, 1960]}) == 3
    assert store.count("person", {"birth_year": None}) == 1
    assert (store.count("person", area=LI.area), store.count("person", area="220104/220104003")) == (6, 7)
    assert store.count("person", area="22010") == 0


def test_other_rules_of_merging_derive_everything_again():
    store = a_store()
    visit(store, remark_of_clerk="x")
    prepare(store, datasets=person_with(Field("remark", "text")))
    seen = store.seen(PERSON)
    for remark in ("养狗", "晚上在家"):
        store.save([Edit(PERSON, "person", {"remark": remark}, seen)], LI)
    assert len(store.conflicts()) == 1

    prepare(store, datasets=person_with(Field("remark", "text")), policies={"person": {"remark": "concat"}})

    assert store.conflicts() == []
    assert store.rows("person")[0]["remark"] == "养狗\n晚上在家"


def test_a_record_that_two_programs_file_under_different_datasets_stands_in_one_table():
    store = a_store()
    visit(store)
    odd = Commit(PERSON, "household", {"head_name": "?"}, store.seen(PERSON), hlc=2**62)
    store.add([store.attest([odd])], Batch("odd"))

    assert (store.count("person"), store.count("household")) == (0, 2)
    before = plain(store)
    store.rebuild()
    assert plain(store) == before


def test_a_renamed_question_shows_the_answers_of_both_forms():
    store = a_store()
    visit(store, mobile="135")
    *others, person = DATASETS
    fields = tuple(replace(each, name="cell_phone") if each.name == "mobile" else each for each in person.fields)

    prepare(store, datasets=[*others, replace(person, fields=fields, renamed={"mobile": "cell_phone"})])

    assert store.rows("person")[0]["cell_phone"] == "135"
    assert store.record(PERSON).kept["cell_phone"] == "135"
    change(store, cell_phone="136")
    assert store.rows("person")[0]["cell_phone"] == "136"
    assert store.conflicts() == []


def test_a_record_that_was_handed_over_open_says_so_in_its_view_until_it_is_finished():
    store = a_store()
    visit(store, **{STATE: "unfinished"})

    assert store.query("SELECT status FROM person")[1] == [("unfinished",)]
    assert [mark.record for mark in store.marks(STATE)] == [PERSON]
    assert [child.id for child in store.children(HOUSEHOLD, "person")] == [PERSON]
    arrived = a_store()
    arrived.add(store.saves(), Batch("one"))
    assert plain(arrived) == plain(store)

    change(store, **{STATE: None})

    assert store.query("SELECT status FROM person")[1] == [("live",)]
    assert store.marks(STATE) == []


def test_what_waits_on_a_record_comes_and_goes_with_it():
    store = a_store()
    visit(store)
    change(store, **{RETURNED: "请核对"})
    before = store.marks(RETURNED)

    store.rebuild()

    assert [(mark.record, mark.dataset, mark.value) for mark in before] == [(PERSON, "person", "请核对")]
    assert store.marks(RETURNED) == before
    assert store.record(PERSON).marks == {RETURNED: "请核对"}
    change(store, **{LIFE: "gone:moved"})
    assert store.marks(RETURNED) == []
    assert store.verify() == []
