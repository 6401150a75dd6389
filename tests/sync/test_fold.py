"""What a set of commits means."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.commit import AWAITED, LIFE, LIVE, PARENT, RETURNED, STATE, Commit
from sync.fold import Rules, Status, Window, fold, revoked
from sync.marks import ANOTHER, TOLD, is_unfinished, marks_in, perhaps, standing_marks


def saved(field="phone", value="13500000000", seen=(), hlc=1, **more):
    values = more.pop("set", {field: value})
    return Commit("person 1", "person", values, tuple(each.id for each in seen), hlc=hlc, **more)


def candidates(folded, field):
    return [candidate.values[field] for candidate in folded.conflicts[field].candidates]


def test_the_same_answer_given_twice_is_no_conflict():
    one, other = saved(nonce="laptop 1"), saved(nonce="laptop 2")

    folded = fold([one, other])

    assert folded.conflicts == {}
    assert folded.values == {"phone": "13500000000"}


@pytest.mark.invariant(8)
def test_a_later_answer_by_someone_who_saw_the_first_replaces_it():
    first = saved(value="135", hlc=9)
    second = saved(value="136", seen=[first], hlc=1)

    folded = fold([second, first])

    assert folded.values["phone"] == "136"
    assert folded.conflicts == {}


@pytest.mark.invariant(7)
def test_two_answers_by_people_who_did_not_know_of_each_other_are_both_kept():
    first = saved(value="135", hlc=1)
    second = saved(value="136", hlc=2)

    folded = fold([second, first])

    assert candidates(folded, "phone") == ["135", "136"]
    assert folded.values["phone"] == "136"


def test_different_fields_edited_in_parallel_are_merged_silently():
    first = saved(set={"phone": "135", "full_name": "王桂芝"})
    folded = fold([first, saved("phone", "136", [first]), saved("full_name", "王桂枝", [first])])

    assert folded.values == {"phone": "136", "full_name": "王桂枝"}
    assert folded.conflicts == {}


@pytest.mark.invariant(7)
def test_five_rivals_are_five_candidates():
    folded = fold([saved(value=str(number)) for number in range(5)])

    assert sorted(candidates(folded, "phone")) == ["0", "1", "2", "3", "4"]


def test_a_decision_stands_until_somebody_comes_who_had_not_been_heard():
    one, other = saved(value="135"), saved(value="136")
    decision = saved(value="137", seen=[one, other], source="resolve")
    late = saved(value="138")

    assert fold([one, other, decision]).conflicts == {}
    assert sorted(candidates(fold([one, other, decision, late]), "phone")) == ["137", "138"]


def test_what_is_seen_is_not_closed_over_others():
    """A machine may hold the second without the first, which the second had seen."""
    first = saved(value="135")
    second = saved("full_name", "王桂芝", [first])
    third = saved(value="136", seen=[second])

    assert sorted(candidates(fold([first, second, third]), "phone")) == ["135", "136"]


@pytest.mark.invariant(9)
@pytest.mark.fault(24)
def test_a_clock_ten_years_ahead_wins_nothing():
    round_of_2003 = Window(1000, 2000)
    sane, mad = saved(value="135", hlc=1500), saved(value="136", hlc=9_000_000)

    assert fold([sane, mad], window=round_of_2003).values["phone"] == "135"


def test_an_answer_and_a_number_that_look_alike_are_two_values():
    folded = fold([saved(value=1), saved(value=True), saved(value="1")])

    assert len(folded.conflicts["phone"].candidates) == 3


IDENTITY = Rules(groups=(frozenset({"id_type", "id_no"}),))


def test_a_merge_never_mixes_the_kind_of_one_card_with_the_number_of_another():
    first = saved(set={"id_type": "01", "id_no": "22010419"})
    passport = saved(set={"id_type": "02", "id_no": "E1"}, seen=[first], hlc=2)
    typo = saved(set={"id_type": "01", "id_no": "22010420"}, seen=[first], hlc=3)

    folded = fold([first, passport, typo], IDENTITY)

    assert folded.conflicts["id_type"] is folded.conflicts["id_no"]
    assert [dict(each.values) for each in folded.conflicts["id_no"].candidates] == [
        {"id_type": "02", "id_no": "E1"},
        {"id_type": "01", "id_no": "22010420"},
    ]
    assert len(folded.disagreements) == 1


def test_a_program_that_knows_no_groups_leaves_the_other_half_as_its_author_saw_it():
    first = saved(set={"id_type": "01", "id_no": "22010419"})
    half = saved("id_no", "22010420", [first])

    assert fold([first, half], IDENTITY).values == {"id_type": "01", "id_no": "22010420"}
    assert fold([half], IDENTITY).values == {"id_type": None, "id_no": "22010420"}


def test_the_other_half_is_never_taken_from_somebody_unknown_to_the_author():
    first = saved(set={"id_type": "01", "id_no": "22010419"})
    half = saved("id_no", "22010420", [first])
    other_half = saved("id_type", "02", [first])

    told = fold([first, half, other_half], IDENTITY).conflicts["id_no"].candidates

    assert {(each.values["id_type"], each.values["id_no"]) for each in told} == {("01", "22010420"), ("02", "22010419")}


def test_remarks_of_two_people_are_put_together():
    rules = Rules(policies={"remark": "concat"})
    folded = fold([saved("remark", "养狗", hlc=1), saved("remark", "晚上在家", hlc=2), saved("remark", None)], rules)

    assert folded.values["remark"] == "养狗\n晚上在家"
    assert folded.conflicts == {}


def test_a_policy_chooses_by_number_where_there_are_numbers():
    several = [saved("visits", each) for each in ("9", 10, "2.5", None)]

    assert fold(several, Rules(policies={"visits": "max"})).values["visits"] == 10
    assert fold(several, Rules(policies={"visits": "min"})).values["visits"] == "2.5"
    assert fold(several, Rules(policies={"visits": "lww"})).values["visits"] in ("9", 10, "2.5", None)


def test_a_policy_with_nothing_but_blanks_is_blank():
    blanks = [saved("visits", None, nonce=each) for each in "ab"]

    refused = saved("visits", ("missing", "refused"), hlc=9)

    assert fold(blanks, Rules(policies={"visits": "max"})).values["visits"] is None
    assert fold([*blanks, refused], Rules(policies={"visits": "concat"})).values["visits"] == ("missing", "refused")


def test_a_place_among_siblings_is_nothing_to_disagree_about():
    assert fold([saved("@pos", "a"), saved("@pos", "b")]).conflicts == {}


def test_who_deletes_what_they_held_deletes_it():
    first = saved()
    gone = saved(LIFE, "gone:moved", [first])

    assert fold([first, gone]).status is Status.DELETED
    assert fold([gone]).status is Status.DELETED


@pytest.mark.invariant(12)
def test_a_delete_never_buries_work_that_its_author_did_not_hold():
    first = saved()
    gone = saved(LIFE, "gone:moved", [first])
    meanwhile = saved(value="136", seen=[first])

    assert fold([first, gone, meanwhile]).status is Status.CONTESTED


@pytest.mark.invariant(11)
@pytest.mark.fault(30)
def test_an_old_stick_brings_nobody_back():
    first = saved()
    second = saved(value="136", seen=[first])
    gone = saved(LIFE, "gone:died", [first, second])

    assert fold([gone, first]).status is Status.DELETED
    assert fold([gone, second]).status is Status.DELETED


def test_one_says_dead_and_one_says_alive():
    first = saved()
    folded = fold([first, saved(LIFE, "gone:died", [first]), saved(LIFE, LIVE, [first])])

    assert folded.status is Status.CONTESTED
    assert LIFE in folded.conflicts


def test_undeleting_is_writing_that_it_lives():
    first = saved()
    gone = saved(LIFE, "gone:moved", [first])

    assert fold([first, gone, saved(LIFE, LIVE, [first, gone])]).status is Status.LIVE


def test_a_duplicate_says_where_it_went():
    first = saved()
    folded = fold([first, saved(LIFE, "into:person 2", [first])])

    assert (folded.status, folded.into) == (Status.DELETED, "person 2")


def test_a_record_belongs_to_the_area_that_was_written_or_else_to_its_first_author():
    first = saved(area="2201/03", hlc=1)

    assert fold([first, saved("x", "y", [first], area="2201", hlc=2)]).area == "2201/03"
    assert fold([first, saved("@area", "2201/04", [first])]).area == "2201/04"


def test_taking_back_and_taking_that_back():
    first = saved()
    undo = Commit("", "", {}, source="revoke", targets=(first.id,))
    redo = Commit("", "", {}, source="revoke", targets=(undo.id,))
    again = Commit("", "", {}, source="revoke", targets=(redo.id,))

    assert revoked([undo]) == {first.id}
    assert revoked([redo, undo]) == {undo.id}
    assert revoked([undo, again, redo]) == {first.id, redo.id}


def test_ten_thousand_takings_back_in_a_row_are_no_trouble():
    chain = [saved()]
    for _ in range(10_000):
        chain.append(Commit("", "", {}, source="revoke", targets=(chain[-1].id,)))

    assert chain[0].id not in revoked(chain[1:])


@st.composite
def histories(draw):
    """Up to eight saves of one record; each author held some part of those before."""
    commits: list[Commit] = []
    for number in range(draw(st.integers(1, 8))):
        fields = draw(st.lists(st.sampled_from(["phone", "id_type", "id_no", LIFE, PARENT]), min_size=1, unique=True))
        values = {
            name: draw(st.sampled_from([LIVE, "gone:died", AWAITED] if name == LIFE else ["a", "b", None]))
            for name in fields
        }
        held = draw(st.lists(st.sampled_from(commits))) if commits else []
        commits.append(saved(set=values, seen=held, hlc=draw(st.integers(0, 5)), nonce=str(number)))
    return commits


def test_what_somebody_writes_of_a_record_that_he_does_not_hold_waits_for_it():
    waiting = saved(set={LIFE: AWAITED, "phone": "136"}, hlc=9)
    again = saved(value="137", seen=[waiting], hlc=10)
    made = saved(set={LIFE: LIVE, "full_name": "Wang"}, hlc=1)

    assert fold([waiting]).status is fold([waiting, again]).status is Status.DELETED
    arrived = fold([waiting, again, made])
    assert arrived.status is Status.LIVE and arrived.conflicts == {}
    assert (arrived.values["phone"], arrived.values["full_name"], arrived.values[LIFE]) == ("137", "Wang", LIVE)


@given(histories(), histories())
def test_who_does_not_hold_a_record_says_nothing_of_whether_it_is_there(known, others):
    unaware = [saved(set={**each.set, LIFE: AWAITED}, hlc=each.hlc, nonce=f"x{each.nonce}") for each in others]
    silent = [
        saved(set={n: v for n, v in each.set.items() if n != LIFE} or {"x": 1}, hlc=each.hlc, nonce=f"x{each.nonce}")
        for each in others
    ]
    made = [*known, saved(set={LIFE: LIVE}, seen=known, nonce="made")]

    one, other = fold([*made, *unaware]), fold([*made, *silent])

    assert one.status == other.status
    assert one.values[LIFE] == other.values[LIFE] and (LIFE in one.conflicts) == (LIFE in other.conflicts)


@pytest.mark.invariant(1, 3)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_cannot_matter(commits, chance: random.Random):
    shuffled = list(commits)
    chance.shuffle(shuffled)

    assert fold(shuffled, IDENTITY) == fold(commits, IDENTITY)


@pytest.mark.invariant(2)
@given(histories())
def test_what_arrives_twice_counts_once_because_commits_are_a_set(commits):
    assert fold({commit.id: commit for commit in commits * 2}.values(), IDENTITY) == fold(commits, IDENTITY)


@pytest.mark.invariant(6, 9)
@given(histories())
def test_every_head_is_shown_or_listed_and_nothing_else_is(commits):
    folded = fold(commits)

    # Whoever awaits a record says nothing of its life.
    told = {(commit.id, name) for commit in commits for name in commit.set if commit.set[name] != AWAITED}
    for name in {name for _, name in told}:
        heads = [
            commit
            for commit in commits
            if (commit.id, name) in told
            and not any(commit.id in other.seen for other in commits if (other.id, name) in told)
        ]
        written = {repr(head.set[name]) for head in heads}
        conflict = folded.conflicts.get(name)
        listed = {repr(each.values[name]) for each in conflict.candidates} if conflict else {repr(folded.values[name])}
        assert listed == written
        assert repr(folded.values[name]) in written


@pytest.mark.invariant(15)
@given(histories(), st.data())
def test_undoing_is_exact_whatever_was_taken_in(commits, data):
    cut = data.draw(st.integers(0, len(commits)))
    mine, theirs = commits[:cut], commits[cut:]
    undo = Commit("", "", {}, source="revoke", targets=tuple(commit.id for commit in theirs))
    redo = Commit("", "", {}, source="revoke", targets=(undo.id,))

    def standing(revokes):
        back = revoked(revokes)
        return [commit for commit in commits if commit.id not in back]

    assert standing([undo]) == mine
    assert standing([undo, redo]) == commits


RENAMED = Rules(renamed={"village": "settlement"})


def test_an_answer_of_an_earlier_form_is_read_under_the_name_of_today():
    folded = fold([saved("village", "Bembe")], RENAMED)

    assert folded.values == {"settlement": "Bembe"}


def test_old_and_new_form_disagree_about_one_field():
    before = saved("village", "Bembe")
    old_form, new_form = saved("village", "Bemba", [before]), saved("settlement", "Bembo", [before], hlc=2)

    folded = fold([before, old_form, new_form], RENAMED)

    assert candidates(folded, "settlement") == ["Bemba", "Bembo"]


def test_the_new_form_corrects_what_the_old_one_wrote():
    before = saved("village", "Bembe", hlc=9)

    folded = fold([before, saved("settlement", "Bembo", [before], hlc=1)], RENAMED)

    assert folded.values == {"settlement": "Bembo"} and folded.conflicts == {}


def test_a_commit_that_has_both_names_means_the_present_one():
    folded = fold([saved(set={"village": "old", "settlement": "new"})], RENAMED)

    assert folded.values == {"settlement": "new"}


@given(st.permutations(range(4)), st.lists(st.sampled_from(["village", "settlement"]), min_size=4, max_size=4))
def test_renaming_does_not_depend_on_the_order_of_arrival(order, names):
    first = saved(names[0], "a")
    second = saved(names[1], "b", [first], hlc=2)
    third, fourth = saved(names[2], "c", [first], hlc=3), saved(names[3], "d", [second], hlc=4)
    commits = [first, second, third, fourth]

    assert fold([commits[n] for n in order], RENAMED) == fold(commits, RENAMED)


def test_an_interview_that_one_copy_of_the_laptop_has_finished_is_finished():
    opened = saved(STATE, "unfinished")
    again = saved(STATE, "unfinished", [opened], hlc=9)
    finished = saved(STATE, None, [opened], hlc=1)

    assert is_unfinished(fold([opened, again]).values)
    folded = fold([opened, again, finished])
    assert not is_unfinished(folded.values)
    assert folded.conflicts == {}


def test_a_remark_that_nobody_has_seen_stands_beside_one_that_was_seen_to():
    first = saved(RETURNED, "请核对电话", hlc=1)
    seen_to = saved(RETURNED, None, [first], hlc=9)
    second = saved(RETURNED, "还有文化程度", [first], hlc=2)

    assert standing_marks(fold([first, seen_to]).values) == {}
    folded = fold([first, seen_to, second])
    assert standing_marks(folded.values) == {RETURNED: "还有文化程度"}
    assert folded.conflicts == {}


def test_what_two_people_say_of_the_same_two_persons_is_no_conflict():
    told, another = saved(perhaps("x"), TOLD, hlc=1), saved(perhaps("x"), ANOTHER, hlc=2)

    folded = fold([told, another])

    assert folded.conflicts == {}
    assert standing_marks(folded.values) == {}
    assert marks_in(folded.values) == {perhaps("x"): ANOTHER}


@given(
    st.permutations([STATE, RETURNED, perhaps("x")]), st.lists(st.sampled_from([None, "unfinished", TOLD]), max_size=4)
)
def test_marks_never_disagree_whatever_is_written_in_whatever_order(fields, values):
    commits = [saved(field, value, nonce=str(n)) for field in fields for n, value in enumerate([*values, "unfinished"])]

    forth, back = fold(commits), fold(commits[::-1])

    assert forth.conflicts == {}
    assert forth.values == back.values
