"""A commit is named by its content."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.commit import Commit, UnfitValue, canonical, commit_from, commit_kept, new_record_id

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda parts: st.lists(parts, max_size=3).map(tuple),
    max_leaves=5,
)


@pytest.mark.invariant(29)
@given(st.dictionaries(texts, values, max_size=5), st.lists(texts, max_size=4), texts)
def test_a_commit_read_back_is_the_same_commit(fields, seen, nonce):
    commit = Commit(record="r", dataset="person", set=fields, seen=tuple(seen), nonce=nonce)

    assert commit_from(commit.body()) == commit


@given(st.dictionaries(texts, values, max_size=5))
def test_the_canonical_bytes_are_those_of_plain_json_sorted_and_without_blanks(fields):
    plain = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert canonical(fields) == plain.encode()


def test_the_order_in_which_fields_were_typed_does_not_change_the_name():
    one = Commit(record="r", dataset="person", set={"姓名": "王桂芝", "phone": "135"})
    other = Commit(record="r", dataset="person", set={"phone": "135", "姓名": "王桂芝"})

    assert one.id == other.id


@pytest.mark.invariant(29)
def test_the_name_of_a_commit_never_changes_between_versions_of_the_program():
    commit = Commit(record="00000000-0000-4000-8000-000000000001", dataset="person", set={"姓名": "王桂芝", "age": 43})

    assert commit.id == "e291a7b457e496417f4f43beb17f2e5e"


@pytest.mark.parametrize("value", [0.5, "a\0b", "\ud800", 2**63, object()])
def test_a_value_that_would_change_in_transit_is_refused(value):
    with pytest.raises(UnfitValue):
        canonical({"field": value})


@pytest.mark.invariant(29)
def test_bytes_that_say_the_same_in_another_spelling_are_refused():
    body = Commit(record="r", dataset="person", set={}).body()

    with pytest.raises(UnfitValue):
        commit_from(body.replace(b'":', b'": '))


@pytest.mark.parametrize(
    "spelling",
    [
        (b'"seq":0', b'"seq":0.0'),
        (b'"seq":0', b'"seq":9223372036854775808'),
        (b'"seen":["a","b"]', b'"seen":["b","a"]'),
        (b'"seen":["a","b"]', b'"seen":["a","a","b"]'),
        (b'"phone":"135"', b'"phone":"\\u0031\\u0033\\u0035"'),
        (b'"phone":"135"', b'"phone":"\\u0000"'),
        (b'"phone":"135"', b'"phone":"\\ud800"'),
        (b'"phone":"135"', b'"phone":"1","phone":"135"'),
        (b'"phone":"135"', b'"phone":1.5'),
        (b'"phone":"135"', b'"phone":["a",1.5]'),
        (b'"wall":""', b'"wall":"","zoo":""'),
        (b',"wall":""', b""),
        (b'"set":{"phone":"135"}', b'"set":["phone"]'),
        (b'"v":1', b'"v":2'),
    ],
)
def test_bytes_that_no_program_of_ours_writes_are_refused(spelling):
    body = Commit(record="r", dataset="person", set={"phone": "135"}, seen=("a", "b")).body()
    assert commit_from(body).seen == ("a", "b")

    with pytest.raises(UnfitValue):
        commit_from(body.replace(*spelling))


def test_a_field_without_a_name_is_refused():
    with pytest.raises(UnfitValue):
        canonical({1: "a"})


def test_text_that_only_looks_like_a_nul_is_kept():
    assert commit_from(Commit(record="r", dataset="person", set={"a": "\\u0000"}).body()).set["a"] == "\\u0000"


def test_a_stored_commit_is_read_back_without_being_verified_again():
    commit = Commit("r", "person", {"a": ("missing", "refused"), "b": 3}, ("0" * 32,), targets=("1" * 32,))

    assert commit_kept(commit.body(), commit.id) == commit
    assert commit_kept(commit.body(), commit.id).body() == commit.body()


def test_a_new_record_gets_a_random_id():
    assert new_record_id(bytes(16)) == "00000000-0000-4000-8000-000000000000"
