"""Who may record what."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.certificate import (
    Certificate,
    Refusal,
    Role,
    certificate_from,
    chain_refusal,
    commit_refusal,
    is_under,
    issue,
    may_sign,
    verify_chain,
)
from sync.commit import Commit, UnfitValue
from sync.save import Save, save_refusal, sign_save
from sync.signing import SigningKey, is_signed

DISTRICT, STREET, LAPTOP, STRANGER = (SigningKey(bytes([n]) * 32) for n in range(1, 5))
CHAOYANG, NANHU, HUBIN = "220104", "220104/220104003", "220104/220104003/220104003001"


def certificate(of: SigningKey, by: SigningKey, role: Role, area: str, **more) -> Certificate:
    return issue(by, Certificate(of.public, role, area, "", serial="7", **more))


ROOT = certificate(DISTRICT, DISTRICT, Role.DISTRICT, CHAOYANG)
OFFICE = certificate(STREET, DISTRICT, Role.STREET, NANHU)
OURS = certificate(LAPTOP, STREET, Role.ASSISTANT, HUBIN, holder="A017", rounds=("2003",))
CHAIN = (OURS, OFFICE, ROOT)
TRUSTED = {DISTRICT.public}


def phone(area: str = HUBIN, **more) -> Commit:
    return Commit("5b2c7a3e-0000-4000-8000-000000000001", "person", {"mobile": "13500000000"}, area=area, **more)


def test_a_laptops_chain_ends_at_the_district():
    assert verify_chain(CHAIN, TRUSTED)
    assert chain_refusal(CHAIN, TRUSTED) is None


def test_a_street_that_trusts_its_own_key_needs_no_district():
    assert verify_chain(CHAIN[:2], {STREET.public})
    assert verify_chain(CHAIN[:1], {STREET.public})


def test_a_chain_that_ends_at_a_stranger_is_unknown():
    assert chain_refusal(CHAIN, {STRANGER.public}) is Refusal.UNKNOWN_ISSUER
    assert chain_refusal(CHAIN[:1], TRUSTED) is Refusal.UNKNOWN_ISSUER
    assert chain_refusal((), TRUSTED) is Refusal.NO_CERTIFICATE


def test_a_certificate_altered_after_signing_breaks_the_chain():
    widened = replace(OURS, area=CHAOYANG)

    assert chain_refusal((widened, OFFICE, ROOT), TRUSTED) is Refusal.BROKEN_CHAIN


def test_a_link_left_out_breaks_the_chain():
    assert chain_refusal((OURS, ROOT), TRUSTED) is Refusal.BROKEN_CHAIN


def test_an_endless_chain_is_refused():
    links = [certificate(STREET, STREET, Role.STREET, NANHU)] * 30

    assert chain_refusal((OURS, *links), TRUSTED) is not None


@pytest.mark.invariant(23)
@pytest.mark.parametrize(
    ("role", "area", "issuer_role", "issuer_area"),
    [
        (Role.ASSISTANT, CHAOYANG, Role.STREET, NANHU),  # beyond the issuer's area
        (Role.DISTRICT, NANHU, Role.STREET, NANHU),  # above the issuer's rank
        (Role.ASSISTANT, HUBIN, Role.ASSISTANT, HUBIN),  # an assistant enrols nobody
    ],
)
def test_nobody_can_give_what_they_do_not_have(role, area, issuer_role, issuer_area):
    above = certificate(STREET, DISTRICT, issuer_role, issuer_area)
    below = certificate(LAPTOP, STREET, role, area)

    assert chain_refusal((below, above, ROOT), TRUSTED) is Refusal.ISSUER_MAY_NOT


def test_a_second_computer_of_the_same_street_can_be_enrolled_by_the_first():
    second = certificate(LAPTOP, STREET, Role.STREET, NANHU)

    assert verify_chain((second, OFFICE, ROOT), TRUSTED)


@pytest.mark.invariant(23)
def test_an_assistant_records_in_the_own_community_only():
    assert may_sign(phone(), OURS)
    assert may_sign(phone(HUBIN + "/5栋"), OURS)
    assert commit_refusal(phone("220104/220104003/2201040031"), OURS) is Refusal.OTHER_AREA
    assert commit_refusal(phone(NANHU), OURS) is Refusal.OTHER_AREA


@pytest.mark.fault(26)
def test_a_certificate_is_good_for_its_rounds():
    assert commit_refusal(phone(), OURS, "2003") is None
    assert commit_refusal(phone(), OURS, "2004") is Refusal.OTHER_ROUND


def test_taking_back_and_joining_are_decisions_of_an_office():
    revoke = Commit("", "", {}, source="revoke", targets=("ab" * 16,), area=HUBIN)
    joined = replace(phone(), set={"@life": "into:5b2c7a3e-0000-4000-8000-000000000002"})
    same = replace(phone(), set={"@same": "5b2c7a3e-0000-4000-8000-000000000002"})

    for decision in (revoke, joined, same):
        assert commit_refusal(decision, OURS) is Refusal.NEEDS_OFFICE
        assert may_sign(decision, OFFICE)


def test_an_assistant_may_delete_and_restore():
    assert may_sign(replace(phone(), set={"@life": "gone:typed twice"}), OURS)
    assert may_sign(replace(phone(), set={"@life": "live"}), OURS)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["220104", "22", "5栋", "220104003"]), max_size=4), st.integers(0, 4))
def test_a_subtree_is_cut_at_whole_codes(codes, depth):
    path = "/".join(codes)

    assert is_under(path, "/".join(codes[:depth]))
    assert not codes or not is_under(path + "9", path)


def test_a_certificate_survives_being_written_down():
    assert certificate_from(OURS.as_plain()) == OURS


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        [],
        {},
        OURS.as_plain() | {"extra": 1},
        OURS.as_plain() | {"role": "emperor"},
        OURS.as_plain() | {"area": 7},
    ],
)
def test_what_is_no_certificate_is_not_read_as_one(odd):
    with pytest.raises(UnfitValue):
        certificate_from(odd)


def test_a_save_is_taken_from_a_laptop_that_was_enrolled():
    save = sign_save([phone()], LAPTOP, CHAIN)

    assert save_refusal(save, TRUSTED) is None


def test_a_save_goes_to_quarantine_with_its_reason():
    good = sign_save([phone()], LAPTOP, CHAIN)

    assert save_refusal(replace(good, signature=""), TRUSTED) is Refusal.UNSIGNED
    assert save_refusal(replace(good, commits=(phone(nonce="1"),)), TRUSTED) is Refusal.BAD_SIGNATURE
    assert save_refusal(replace(good, chain=()), TRUSTED) is Refusal.NO_CERTIFICATE
    assert save_refusal(replace(good, chain=CHAIN[1:]), TRUSTED) is Refusal.NOT_THE_SIGNERS_CERTIFICATE
    assert save_refusal(sign_save([phone(CHAOYANG)], LAPTOP, CHAIN), TRUSTED) is Refusal.OTHER_AREA
    assert save_refusal(good, {STRANGER.public}) is Refusal.UNKNOWN_ISSUER


def test_one_commit_out_of_place_keeps_its_whole_save_back():
    assert save_refusal(sign_save([phone(), phone(CHAOYANG)], LAPTOP, CHAIN), TRUSTED) is Refusal.OTHER_AREA


def test_without_offices_a_right_signature_is_enough():
    assert save_refusal(sign_save([phone("")], STRANGER), ()) is None
    assert save_refusal(Save((phone(""),), STRANGER.public, "00" * 64), ()) is Refusal.BAD_SIGNATURE


def test_a_trusted_root_signs_without_a_chain():
    assert save_refusal(sign_save([phone()], DISTRICT), TRUSTED) is None


def test_a_signature_serves_one_purpose():
    signature = LAPTOP.sign("save", b"text")

    assert is_signed("save", b"text", signature, LAPTOP.public)
    assert not is_signed("certificate", b"text", signature, LAPTOP.public)
    assert not is_signed("save", b"text", "not hexadecimal", LAPTOP.public)
    assert not is_signed("save", b"text", signature, "00")
    assert "01" * 16 not in repr(SigningKey(b"\1" * 32))
