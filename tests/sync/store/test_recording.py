"""What is done on this machine: saved at once, signed, and read back."""

import pytest
from stored_town import (
    AREA,
    CHILD,
    CLERK,
    HOUSEHOLD,
    IN_BOTH,
    LI,
    PERSON,
    a_store,
    change,
    hand_over,
    new_person,
    plain,
    visit,
)

from forms.rows import Row
from forms.state import Missing
from sync.commit import LIFE, PARENT, POSITION
from sync.edit import Edit
from sync.fold import Status
from sync.save import signature_refusal
from sync.signing import SigningKey

pytestmark = IN_BOTH


def test_what_was_saved_is_there():
    store = a_store()

    visit(store, birth_year=1960, income="1200.50", works=Missing.REFUSED)

    person = store.record(PERSON)
    assert person.values["full_name"] == "李晓明"
    assert person.values["works"] is Missing.REFUSED
    assert (person.parent, person.area, person.status) == (HOUSEHOLD, AREA, Status.LIVE)
    assert [each.id for each in store.children(HOUSEHOLD, "person")] == [PERSON]


def test_the_table_shows_the_same_as_the_record():
    store = a_store()

    visit(store, birth_year=1960, income="1200.50", works=Missing.REFUSED)

    row = store.rows("person")[0]
    assert (row["full_name"], row["birth_year"], row["income"], row["works"]) == ("李晓明", 1960, "1200.5", None)
    assert row["missing"] == '{"works": "refused"}'
    assert (row["record_id"], row["parent_id"], row["area"], row["status"]) == (PERSON, HOUSEHOLD, AREA, "live")
    assert (row["created_by"], row["conflicts"]) == ("李敏", 0)


def test_each_save_is_signed_by_the_device():
    store = a_store()

    visit(store)

    (save,) = store.saves()
    assert signature_refusal(save) is None
    assert save.signer == store.device[0].public
    assert len(save.commits) == 3


def test_a_laptop_that_was_enrolled_signs_with_the_key_it_was_given():
    store, given = a_store(), SigningKey(bytes(32))

    store.sign_as(given, ())
    visit(store)

    assert next(store.saves()).signer == given.public


@pytest.mark.invariant(18)
def test_a_stream_has_no_gaps_and_each_commit_names_the_one_before():
    store = a_store()
    visit(store)
    change(store, mobile="136")
    change(store, mobile="137", author=CLERK)

    commits = [commit for save in store.saves() for commit in save.commits]

    first = [commit for commit in commits if commit.area == LI.area]
    assert [commit.seq for commit in first] == [1, 2, 3, 4]
    assert [commit.prev for commit in first] == ["", *(commit.id for commit in first[:3])]
    assert commits[-1].seq == 1 and commits[-1].stream != first[0].stream
    assert [commit.hlc for commit in commits] == sorted({commit.hlc for commit in commits})


def test_touching_half_of_a_group_writes_the_whole():
    store = a_store()
    visit(store, id_type="01", id_no="220104196005120028")

    (commit,) = change(store, id_no="22010419600512001X")

    assert commit.set == {"id_type": "01", "id_no": "22010419600512001X"}


@pytest.mark.invariant(6, 15)
def test_half_of_a_group_does_not_bring_back_a_number_that_was_taken_back():
    store, wrong = a_store(), a_store()
    visit(store, id_type="01", id_no="220104196005120028")
    hand_over(store, wrong)
    change(wrong, id_type="02", id_no="P1234567")
    hand_over(wrong, store, "wrong stick")
    store.undo("wrong stick", CLERK)

    (commit,) = change(store, id_type="03")

    assert commit.set == {"id_type": "03", "id_no": "220104196005120028"}


def test_an_edit_without_changes_makes_no_commit():
    store = a_store()

    assert store.save([Edit(PERSON, "person", {})], LI) == []


def test_an_edit_of_something_that_arrived_meanwhile_is_a_conflict():
    store = a_store()
    visit(store)
    opened = store.seen(PERSON)

    change(store, mobile="136")
    store.save([Edit(PERSON, "person", {"mobile": "137"}, opened)], CLERK)

    (conflict,) = store.conflicts()
    assert {choice.values["mobile"] for choice in conflict.choices} == {"136", "137"}
    assert conflict.base == {"mobile": "13500001234"}
    assert store.rows("person")[0]["conflicts"] == 1
    assert store.conflicts(area="220105") == []


def test_who_is_deleted_is_gone_from_lists_and_can_come_back():
    store = a_store()
    visit(store)

    change(store, **{LIFE: "gone:moved"})
    assert (store.count("person"), store.children(HOUSEHOLD, "person"), store.deleted()) == (0, [], [PERSON])
    assert store.record(PERSON).status is Status.DELETED

    change(store, **{LIFE: "live"})
    assert (store.count("person"), store.deleted()) == (1, [])


def test_members_stand_in_their_order():
    store = a_store()
    visit(store)
    store.save([new_person(CHILD, full_name="李小明", **{POSITION: "B"})], LI)
    change(store, **{POSITION: "C"})

    assert [each.values["full_name"] for each in store.children(HOUSEHOLD, "person")] == ["李小明", "李晓明"]


def test_everything_ever_written_of_a_person_can_be_read():
    store = a_store()
    visit(store)
    change(store, mobile="136")

    history = store.history(PERSON)

    assert [entry.commit.set.get("mobile") for entry in history] == ["13500001234", "136"]
    assert history[0].signer == store.device[0].public
    assert store.history("nobody") == []


# Drafts


def test_a_draft_is_what_was_written_last():
    store = a_store()
    store.open_draft("d", "household", HOUSEHOLD, "李敏", place="/data/head_name")

    store.write_draft("d", b"two answers", "/data/survey_date")

    (draft,) = store.drafts()
    assert (draft.snapshot, draft.place, draft.form_id) == (b"two answers", "/data/survey_date", "household")


def test_what_its_author_had_before_them_is_frozen_when_a_draft_is_opened():
    store = a_store()
    visit(store, works=Missing.LATER)
    base = [store.record(PERSON).row()]

    store.open_draft("d", "household", HOUSEHOLD, "李敏", base)
    change(store, mobile="136", author=CLERK)

    draft = store.draft("d")
    assert draft.base == tuple(base)
    assert draft.base[0].values["works"] is Missing.LATER
    assert len(draft.seen[PERSON]) == 1 and len(draft.seen[HOUSEHOLD]) == 1


def test_leaving_a_household_closes_its_draft_with_the_same_stroke():
    store = a_store()
    store.open_draft("d", "household", HOUSEHOLD, "李敏", [Row("household", HOUSEHOLD, "", 1, {})])

    store.save([Edit(HOUSEHOLD, "household", {"head_name": "王桂芝"})], LI, closing_draft="d")

    assert store.drafts() == []
    assert store.count("household") == 1


def test_a_save_that_fails_leaves_the_draft():
    store = a_store()
    store.open_draft("d", "household", HOUSEHOLD, "李敏")

    with pytest.raises(ValueError):
        store.save([Edit(HOUSEHOLD, "household", {"head_name": 0.5})], LI, closing_draft="d")

    assert [draft.id for draft in store.drafts()] == ["d"]
    assert store.numbers() == {"commits": 0, "records": 0}


def test_writing_into_a_draft_that_is_gone_is_noticed():
    store = a_store()
    store.open_draft("d", "household", HOUSEHOLD, "李敏")
    store.discard_draft("d")

    with pytest.raises(KeyError):
        store.write_draft("d", b"")
    with pytest.raises(KeyError):
        store.draft("d")


# Calculated values


def test_what_the_form_calculates_stands_in_the_table_and_never_in_a_commit():
    store = a_store()
    visit(store, birth_year=1960)
    change(store, HOUSEHOLD, dataset="household", survey_date="2003-08-01")

    assert store.rows("person")[0]["is_old"] == 1
    assert store.record(HOUSEHOLD).values["members"] == 1
    assert all("is_old" not in commit.set for save in store.saves() for commit in save.commits)


@pytest.mark.invariant(13)
def test_a_new_member_is_counted_where_they_moved_in_and_no_longer_where_they_moved_out():
    store = a_store()
    visit(store)
    other = "00000009-0000-4000-8000-000000000000"
    store.save([Edit(other, "household", {"head_name": "赵"}), new_person(CHILD, full_name="李小明")], LI)
    assert [store.record(each).values["members"] for each in (HOUSEHOLD, other)] == [2, 0]

    change(store, CHILD, **{PARENT: other})
    assert [store.record(each).values["members"] for each in (HOUSEHOLD, other)] == [1, 1]

    change(store, CHILD, **{LIFE: "gone:died"})
    assert [store.record(each).values["members"] for each in (HOUSEHOLD, other)] == [1, 0]


def test_what_is_not_relevant_is_kept_and_reads_as_blank():
    store = a_store()
    visit(store, works="1", employer="一汽")

    change(store, works="2")
    person = store.record(PERSON)
    assert (person.values["employer"], person.kept["employer"]) == (None, "一汽")
    assert store.rows("person")[0]["employer"] is None

    change(store, works="1")
    assert store.rows("person")[0]["employer"] == "一汽"


# Where records hang


def test_a_person_whose_household_has_not_arrived_is_listed_as_unplaced():
    store = a_store()
    store.save([new_person(full_name="李晓明")], LI)

    assert store.unplaced() == [PERSON]
    assert store.count("person") == 1


@pytest.mark.invariant(14)
def test_two_households_put_into_each_other_at_two_desks_are_cut_apart():
    store = a_store()
    visit(store)
    other = "00000009-0000-4000-8000-000000000000"
    store.save([Edit(other, "household", {"head_name": "赵"})], LI)
    change(store, other, dataset="household", **{PARENT: HOUSEHOLD})
    change(store, HOUSEHOLD, dataset="household", **{PARENT: other})

    assert store.unplaced() == [other]
    assert store.record(other).parent == ""
    assert {row["record_id"]: row["parent_id"] for row in store.rows("household")} == {other: None, HOUSEHOLD: other}

    change(store, HOUSEHOLD, dataset="household", **{PARENT: None})
    assert store.unplaced() == []
    assert {row["record_id"]: row["parent_id"] for row in store.rows("household")} == {
        other: HOUSEHOLD,
        HOUSEHOLD: None,
    }


@pytest.mark.invariant(14)
def test_of_two_persons_merged_into_each_other_one_stays_visible():
    store = a_store()
    visit(store)
    store.save([new_person(CHILD, full_name="李小明")], LI)
    change(store, PERSON, **{LIFE: f"into:{CHILD}"})
    assert store.record(PERSON).into == CHILD

    change(store, CHILD, **{LIFE: f"into:{PERSON}"})
    assert (store.contested(), store.deleted()) == ([PERSON], [CHILD])
    assert [row["record_id"] for row in store.rows("person")] == [PERSON]
    assert store.record(PERSON).status is Status.CONTESTED

    change(store, CHILD, **{LIFE: "live"})
    assert (store.contested(), store.deleted()) == ([], [PERSON])
    before = plain(store)
    store.rebuild()
    assert plain(store) == before
