"""A laptop is stolen: its certificate is withdrawn, and that holds everywhere, in whatever order things arrive."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_exchange import (
    CLERK,
    ERDAO,
    ERDAO_CHAIN,
    OFFICE,
    OFFICE_CHAIN,
    STREET,
    Computer,
    desk,
    laptop,
    merge,
    new_batch,
    office,
    person,
)

from sync.certificate import Refusal, Role, needs_office
from sync.commit import Commit
from sync.edit import Author
from sync.exchange import Desk, State, check, release
from sync.lock import lock_key_of
from sync.looking import look
from sync.save import sign_save
from sync.start_bundle import Enrolment, certify
from sync.withdrawal import Withdrawal, standing, withdrawal_in, withdrawn_refusal


@pytest.fixture
def stolen(tmp_path):
    """A laptop whose first week is merged, and whose second lies on a stick when its certificate is withdrawn."""

    class Stolen:
        folder = tmp_path
        clerk, laptop = office(), laptop(1)

        def carry(self, name):
            return merge(self.clerk, [self.laptop.export(self.folder, name)])

        def withdraw(self):
            return self.clerk.store.withdraw(self.laptop.key.public, Author("C003", self.laptop.area), "丢了")

    made = Stolen()
    made.laptop.write(person(1), full_name="张莉")
    made.carry("first.bundle")
    return made


def test_what_was_signed_later_is_put_aside_with_the_reason_and_what_was_signed_before_stands(stolen):
    stolen.withdraw()
    stolen.laptop.write(person(2), full_name="王桂芝")

    (applied,) = stolen.carry("second.bundle")

    assert applied.checked.state is State.READY
    assert applied.checked.reasons == {Refusal.WITHDRAWN: 1}
    rows, _ = stolen.clerk.view()
    assert [row["full_name"] for row in rows] == ["张莉"]
    ((_, withheld),) = stolen.clerk.store.withheld()
    assert withheld.reason == Refusal.WITHDRAWN


def test_what_was_put_aside_can_be_let_in_by_the_office_that_answers_for_it(stolen):
    stolen.withdraw()
    stolen.laptop.write(person(2), full_name="王桂芝")
    stolen.carry("second.bundle")

    release(stolen.clerk.store, [key for key, _ in stolen.clerk.store.withheld()], Role.STREET, new_batch())

    assert len(stolen.clerk.view()[0]) == 2


def test_a_withdrawal_that_is_taken_back_withdraws_nothing(stolen):
    statement = stolen.withdraw()
    stolen.clerk.store.take_back([statement.id], CLERK)
    stolen.laptop.write(person(2), full_name="王桂芝")

    (applied,) = stolen.carry("second.bundle")

    assert stolen.clerk.store.withdrawals() == ()
    assert applied.checked.reasons == {} and len(stolen.clerk.view()[0]) == 2


def test_the_statement_travels_with_the_files_and_holds_up_the_road_too(stolen):
    stolen.withdraw()
    other = laptop(2)
    locks = (lock_key_of(other.key.seed).public,)
    stolen.laptop.write(person(2), full_name="王桂芝")
    merge(other, [stolen.clerk.export(stolen.folder, "down.bundle", locks)], at(other))

    (applied,) = merge(other, [stolen.laptop.export(stolen.folder, "sideways.bundle", locks)], at(other))

    assert applied.checked.reasons == {Refusal.WITHDRAWN: 1}
    (known,) = other.store.withdrawals()
    assert (known.key, known.by, known.why) == (stolen.laptop.key.public, "C003", "丢了")


def test_files_on_one_desk_are_judged_by_a_withdrawal_in_any_of_them(stolen):
    stolen.withdraw()
    stolen.laptop.write(person(2), full_name="王桂芝")
    for names in (("a", "b"), ("b", "a")):
        reader = laptop(3)
        locks = (lock_key_of(reader.key.seed).public,)
        late = stolen.laptop.export(stolen.folder, f"{names[0]}.bundle", locks)
        statement = stolen.clerk.export(stolen.folder, f"{names[1]}.bundle", locks)

        merge(reader, sorted([late, statement]), at(reader))

        assert [row["full_name"] for row in reader.view()[0]] == ["张莉"]


def test_a_file_that_brings_the_withdrawal_itself_is_judged_by_it(stolen):
    stolen.withdraw()
    stolen.laptop.write(person(2), full_name="王桂芝")
    reader = laptop(3)
    locks = (lock_key_of(reader.key.seed).public,)
    between = Computer(OFFICE, OFFICE_CHAIN, STREET)
    between.store.add([*stolen.laptop.store.saves(), *stolen.clerk.store.saves()], new_batch())

    checked = check(between.export(stolen.folder, "both.bundle", locks), at(reader), reader.store)

    assert checked.reasons == {Refusal.WITHDRAWN: 1}


def test_hand_edits_that_it_had_attested_stand_and_others_do_not(stolen):
    known, later = hand_edit(1), hand_edit(2)
    stolen.clerk.store.add([sign_save([known], stolen.laptop.key, stolen.laptop.chain)], new_batch())

    (withdrawal,) = standing([stolen.withdraw()])

    assert withdrawn_refusal(sign_save([known], stolen.laptop.key, stolen.laptop.chain), [withdrawal]) is None
    late = withdrawn_refusal(sign_save([later], stolen.laptop.key, stolen.laptop.chain), [withdrawal])
    assert late is Refusal.WITHDRAWN


def test_certificates_made_with_the_stolen_key_of_an_office_are_worth_nothing_those_from_before_go_on(stolen):
    key, chain = certify(Enrolment(STREET, "C009", "窗口", Role.STREET), OFFICE, OFFICE_CHAIN, random.randbytes)
    before, after = laptop(5, key, chain), laptop(6, key, chain)
    for one in (before, after):
        one.write(person(7), full_name="李敏")
    stolen.clerk.store.add(before.store.saves(), new_batch())

    withdrawal = withdrawal_in(stolen.clerk.store.withdraw(key.public, CLERK))

    assert withdrawal is not None
    judged = [withdrawn_refusal(next(each.store.saves()), [withdrawal]) for each in (before, after)]
    assert judged == [None, Refusal.WITHDRAWN]


def test_an_office_withdraws_nothing_outside_of_its_own_area(stolen):
    foreign = Computer(ERDAO, ERDAO_CHAIN, "220105")
    statement = foreign.store.withdraw(stolen.laptop.key.public, Author("C900", "220105"))
    withdrawal = withdrawal_in(statement)

    assert withdrawal is not None
    assert withdrawn_refusal(next(stolen.laptop.store.saves()), [withdrawal]) is None


def test_only_an_office_may_withdraw(stolen):
    other = laptop(2)
    other.store.withdraw(stolen.laptop.key.public, Author("A002", other.area))

    (applied,) = merge(stolen.clerk, [other.export(stolen.folder, "other.bundle")])

    assert applied.checked.reasons == {Refusal.NEEDS_OFFICE: 1}
    assert stolen.clerk.store.withdrawals() == ()


def test_a_key_that_is_trusted_by_itself_is_not_withdrawn_by_others(stolen):
    stolen.clerk.store.withdraw(OFFICE.public, CLERK)
    stolen.clerk.write(person(3), full_name="赵红")

    reasons = look(stolen.clerk.export(stolen.folder, "own.bundle").read_bytes(), desk()).reasons

    assert set(reasons) == {None}


def test_what_claims_to_withdraw_and_cannot_be_understood_withdraws_nothing():
    assert withdrawal_in(Commit("", "", {"@withdrawn": "ab"})) is None
    assert withdrawal_in(Commit("", "", {"@withdrawn": "ab", "@until": "x", "@unnumbered": (), "@vouched": ()})) is None
    assert withdrawal_in(Commit(person(1), "person", {"@withdrawn": "ab"})) is None
    assert needs_office(Commit("", "", {"@withdrawn": "ab"}))


TEXTS = st.text("0123456789abcdef", min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Withdrawal,
        TEXTS,
        st.dictionaries(TEXTS, st.integers(1, 99)).map(lambda each: tuple(sorted(each.items()))),
        st.frozensets(TEXTS, max_size=5),
        st.frozensets(TEXTS, max_size=5),
    )
)
def test_a_withdrawal_reads_back_as_it_was_written(withdrawal):
    assert withdrawal_in(Commit("", "", withdrawal.as_set())) == withdrawal


def at(computer):
    return Desk((lock_key_of(computer.key.seed),), frozenset({OFFICE.public}), STREET)


def hand_edit(number):
    return Commit(person(number), "person", {"mobile": "135"}, source="workbook", area=f"{STREET}/001", stream="wb:x")
