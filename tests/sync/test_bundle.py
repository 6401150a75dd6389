"""The file on the stick: whole and for us, or nothing of it."""

import hashlib
import json
import struct
from dataclasses import replace

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync import bundle, lock, packing
from sync.bundle import Header, Heads, Kind, Manifest, Parts, Unreadable, open_bundle, pack, read_header
from sync.certificate import Certificate, Role, issue
from sync.commit import Commit, canonical
from sync.errors import (
    BundleDamaged,
    BundleRefused,
    BundleTooBig,
    NewerFormat,
    NotABundle,
    NotForUs,
    StartCodeNeeded,
    SyncError,
)
from sync.lock import lock_key_from
from sync.packing import Limits
from sync.save import Save, save_refusal, sign_save
from sync.signing import SigningKey

OFFICE, RECOVERY, ERDAO = (lock_key_from(bytes([n]) * 32) for n in (1, 2, 3))
STREET, LAPTOP = SigningKey(b"\4" * 32), SigningKey(b"\5" * 32)
HUBIN = "220104/220104003/220104003001"
CHAIN = (issue(STREET, Certificate(LAPTOP.public, Role.ASSISTANT, HUBIN, "", "1", "A017", "李敏")),)
HEADER = Header(Kind.EXPORT, "b" * 32, HUBIN, "", "2003-06-13T17:00:00+08:00")


def person(number: int, **more) -> Commit:
    answers = {
        "full_name": "王桂芝",
        "id_number": f"22010419600101{number:04}",
        "mobile": None,
        "tags": ("missing", "later"),
    }
    return Commit(
        f"5b2c7a3e-0000-4000-8000-{number:012}", "person", answers, area=HUBIN, stream="s1", seq=number, **more
    )


def saves(count: int = 3) -> list[Save]:
    return [sign_save([person(number)], LAPTOP, CHAIN) for number in range(1, count + 1)]


def parts(**more) -> Parts:
    told = {"saves": saves(), "heads": [Heads("s1", 3, "c" * 32)], "definitions": {"pack.zip": b"PK..."}}
    return Parts(Manifest("A017", "李敏", "0.1.0", CHAIN, {"persons": 3}), **told | {"attachments": [b"photo"]} | more)


def packed(given: Parts | None = None, header: Header = HEADER) -> bytes:
    return pack(header, given or parts(), LAPTOP, [OFFICE.public, RECOVERY.public])


WHOLE = packed()


def test_what_was_packed_comes_out():
    opened = open_bundle(WHOLE, [OFFICE])

    assert sorted(opened.saves(), key=lambda save: save.ids) == sorted(saves(), key=lambda save: save.ids)
    assert opened.manifest == parts().manifest
    assert opened.heads == (Heads("s1", 3, "c" * 32),)
    assert opened.definitions == {"pack.zip": b"PK..."}
    assert list(opened.attachments()) == [(hashlib.sha256(b"photo").hexdigest(), b"photo")]
    assert opened.counts["S"] == 3
    assert opened.header.sender == LAPTOP.public


def test_saves_stay_at_hand_until_they_are_forgotten_and_can_then_be_read_again():
    opened = open_bundle(WHOLE, [OFFICE])

    first, again = list(opened.saves()), list(opened.saves())
    opened.forget()
    anew = list(opened.saves())

    assert all(one is other for one, other in zip(first, again, strict=True))
    assert anew == first
    assert anew[0] is not first[0]


def test_saves_carry_their_own_signatures_and_certificates():
    opened = open_bundle(pack(HEADER, parts(), STREET, [OFFICE.public]), [OFFICE])

    assert all(save_refusal(save, {STREET.public}) is None for save in opened.saves())


def test_the_recovery_key_opens_it_too():
    assert open_bundle(WHOLE, [RECOVERY]).counts == open_bundle(WHOLE, [ERDAO, OFFICE]).counts


@pytest.mark.fault(9)
def test_another_office_is_told_whose_it_is_and_nothing_else():
    with pytest.raises(NotForUs) as refused:
        open_bundle(WHOLE, [ERDAO])

    assert refused.value.area == HUBIN
    assert lock.lock_id(OFFICE.public) in refused.value.recipients
    assert refused.value.created == HEADER.created


def test_nothing_personal_can_be_read_without_a_key():
    assert "李敏".encode() not in WHOLE
    assert b"A017" not in WHOLE
    assert read_header(WHOLE).area == HUBIN


def test_two_packings_of_the_same_saves_hold_the_same_stream_in_any_order():
    other = open_bundle(packed(parts(saves=reversed(saves()))), [OFFICE])

    assert list(other.saves()) == list(open_bundle(WHOLE, [OFFICE]).saves())


@pytest.mark.invariant(22)
@pytest.mark.fault(2)
@settings(max_examples=400, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
@example(at=0, bit=0)
@example(at=len(WHOLE) - 1, bit=7)
def test_one_bit_changed_anywhere_and_nothing_is_handed_on(at, bit):
    altered = bytearray(WHOLE)
    altered[at] ^= 1 << bit

    with pytest.raises(BundleDamaged):
        open_bundle(bytes(altered), [OFFICE])


@pytest.mark.invariant(22)
@pytest.mark.fault(1)
@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
@example(0)
def test_cut_anywhere_and_nothing_is_handed_on(length):
    with pytest.raises(BundleDamaged):
        open_bundle(WHOLE[:length], [OFFICE])


@pytest.mark.fault(3)
@settings(deadline=None)
@given(st.binary(min_size=1, max_size=40))
def test_anything_after_the_end_is_noticed(more):
    with pytest.raises(BundleDamaged):
        open_bundle(WHOLE + more, [OFFICE])


@pytest.mark.invariant(22)
@pytest.mark.fault(3)
@settings(max_examples=100, deadline=None)
@given(st.integers(1, len(WHOLE) - 1))
def test_head_of_one_and_tail_of_another_make_no_bundle(at):
    other = packed(parts(definitions={"pack.zip": b"PK,,,"}))

    spliced = WHOLE[:at] + other[at:]

    if spliced not in (WHOLE, other):
        with pytest.raises(BundleDamaged):
            open_bundle(spliced, [OFFICE])


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_other_file_is_no_bundle(data):
    with pytest.raises((NotABundle, BundleDamaged)):
        open_bundle(data, [OFFICE])


@pytest.mark.fault(3)
def test_a_header_of_one_before_the_payload_of_another_breaks_the_packers_signature():
    ours, theirs = _taken_apart(WHOLE), _taken_apart(packed(header=replace(HEADER, area="220105")))
    spliced = _put_together(theirs[0] | {"payload": ours[0]["payload"]}, ours[1])

    with pytest.raises(BundleDamaged, match="signature"):
        open_bundle(spliced, [OFFICE])


@pytest.mark.invariant(22)
def test_a_payload_signed_by_somebody_else_is_not_the_senders():
    facts, _ = _taken_apart(WHOLE)
    stream = open_bundle(packed(parts(saves=())), [OFFICE])._stream
    forged = SigningKey(b"\x66" * 32).sign("bundle", bundle._signed_part(facts["outline"], stream))
    payload = lock.encrypt(bundle._SKIPPABLE + bytes.fromhex(forged) + stream, [OFFICE.public])

    with pytest.raises(BundleDamaged, match="signature"):
        open_bundle(_put_together(facts | {"payload": _told(payload)}, payload), [OFFICE])


@pytest.mark.fault(9)
def test_a_newer_program_is_named_as_such():
    facts, payload = _taken_apart(WHOLE)

    with pytest.raises(NewerFormat) as refused:
        open_bundle(_put_together(facts | {"format": 7}, payload), [OFFICE])

    assert (refused.value.found, refused.value.known) == (7, 1)


@pytest.mark.parametrize(
    "outline",
    [{}, {"area": 7}, {"recipients": 7}, {"recipients": [7]}, {"code": 7}, {"sender": "zz"}, {"surprise": "x"}],
)
def test_an_odd_header_is_damage_not_a_crash(outline):
    facts, payload = _taken_apart(WHOLE)
    odd = facts["outline"] | outline if outline else {}

    with pytest.raises((BundleDamaged, NotForUs)):
        open_bundle(_put_together(facts | {"outline": odd}, payload), [OFFICE])


@pytest.mark.invariant(30)
@pytest.mark.fault(10)
def test_a_small_file_that_unpacks_without_end_is_stopped_early():
    bomb = _signed_stream(_zstd(struct.pack(">cI", b"M", 1 << 29) + bytes(1 << 27)))

    with pytest.raises(BundleTooBig) as refused:
        open_bundle(bomb, [OFFICE], limits=Limits(record=1 << 30))

    assert refused.value.what == "ratio"


@pytest.mark.fault(10)
def test_a_record_that_claims_a_gigabyte_is_not_waited_for():
    with pytest.raises(BundleTooBig, match="record"):
        open_bundle(_signed_stream(_zstd(struct.pack(">cI", b"M", 1 << 30))), [OFFICE])


def test_limits_hold_for_the_file_and_for_what_it_unpacks_to():
    with pytest.raises(BundleTooBig, match="file"):
        open_bundle(WHOLE, [OFFICE], limits=Limits(file=100))
    with pytest.raises(BundleTooBig, match="unpacked"):
        open_bundle(WHOLE, [OFFICE], limits=Limits(unpacked=100))


@pytest.mark.parametrize(
    "records",
    [
        [],
        [(b"S", b"{}"), (b"M", b"{}")],
        [(b"M", b"{}"), (b"?", b"")],
        [(b"M", b"not json"), (b"H", b"[]")],
        [(b"M", b"{}"), (b"H", b"[]")],
        [(b"M", b"[" * 100_000), (b"H", b"[]")],
        [(b"M", canonical(bundle._plain_manifest(Manifest()))), (b"H", b"[[1,2,3]]")],
        [(b"M", canonical(bundle._plain_manifest(Manifest()))), (b"H", b"[]"), (b"P", b"\xff\xff\xff\xff")],
        [(b"M", canonical(bundle._plain_manifest(Manifest()))), (b"C", b"[{}]"), (b"H", b"[]")],
    ],
)
def test_a_signed_file_with_odd_sections_is_damage_not_a_crash(records):
    tally = packing._Tally()
    known = [(section, body) for section, body in records if section in packing.ORDER]
    stream = b"".join(tally.count(*record) for record in known)
    stream += b"".join(struct.pack(">cI", section, len(body)) + body for section, body in records if section == b"?")
    stream += struct.pack(">cI", b"T", len(tally.trailer())) + tally.trailer()

    with pytest.raises(BundleDamaged):
        open_bundle(_signed_stream(_zstd(stream)), [OFFICE])


def test_a_stream_without_its_trailer_or_cut_in_a_record_is_damage():
    stream = zstandard.ZstdDecompressor().stream_reader(open_bundle(WHOLE, [OFFICE])._stream).read()

    for cut in (1, 3, 40, 400):
        with pytest.raises(BundleDamaged):
            open_bundle(_signed_stream(_zstd(stream[:-cut])), [OFFICE])
    with pytest.raises(BundleDamaged):
        open_bundle(_signed_stream(b"no zstd"), [OFFICE])
    with pytest.raises(BundleDamaged):
        open_bundle(_signed_stream(_zstd(stream), signature=b""), [OFFICE])


@pytest.mark.invariant(28)
def test_a_save_of_a_later_format_is_handed_on_as_it_came():
    later = canonical({"signer": "", "signature": "", "chain": 0, "commits": ['{"v":2,"of":"the future"}']})
    odd = [b"{", b"{}", canonical({"commits": [], "chain": 0}), canonical({"commits": [7], "chain": 0}), later]
    tally = packing._Tally()
    told = [(b"M", canonical(bundle._plain_manifest(Manifest()))), *((b"S", body) for body in odd), (b"H", b"[]")]
    stream = b"".join(tally.count(*record) for record in told) + tally.count(b"T", tally.trailer())

    opened = open_bundle(_signed_stream(_zstd(stream)), [OFFICE])

    assert [each.body for each in opened.saves() if isinstance(each, Unreadable)] == odd


def test_progress_is_reported_and_can_stop_the_reading():
    class Cancelled(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise Cancelled

    with pytest.raises(Cancelled):
        open_bundle(WHOLE, [OFFICE], report=stop)


CODE = "SKC8-Y4VV-9MQ6"


def with_code(code: str = CODE) -> bytes:
    return pack(replace(HEADER, code=lock.code_block(code, b"\1" * 16)), parts(), STREET, [RECOVERY.public], code)


def test_a_start_bundle_opens_with_the_code_on_the_slip():
    file = with_code()

    assert open_bundle(file, code="skc8 y4vv 9mq6").counts["S"] == 3
    assert open_bundle(file, [RECOVERY]).counts["S"] == 3


@pytest.mark.parametrize(("code", "given"), [(None, False), ("SKC8-Y4VV-9MQ7", True)])
def test_without_the_code_it_stays_closed(code, given):
    with pytest.raises(StartCodeNeeded) as refused:
        open_bundle(with_code(), [OFFICE], code)

    assert refused.value.given is given


def test_an_empty_code_opens_without_being_asked_for():
    assert open_bundle(with_code("")).counts["S"] == 3


def test_nobody_packs_for_a_lock_that_is_none():
    with pytest.raises(lock.UnfitLock):
        pack(HEADER, parts(), LAPTOP, ["age1nobody"])


def test_every_refusal_carries_facts_below_one_error():
    assert issubclass(BundleRefused, SyncError)


def _taken_apart(file: bytes) -> tuple[dict, bytes]:
    (length,) = struct.unpack_from(">I", file, 4)
    return json.loads(file[8 : 8 + length]), file[8 + length + 32 :]


def _told(payload: bytes) -> list:
    return [len(payload), hashlib.sha256(payload).hexdigest()]


def _put_together(facts: dict, payload: bytes) -> bytes:
    told = canonical(facts)
    return bundle.MAGIC + struct.pack(">I", len(told)) + told + hashlib.sha256(told).digest() + payload


def _zstd(plain: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(plain)


def _signed_stream(stream: bytes, signature: bytes | None = None) -> bytes:
    facts, _ = _taken_apart(WHOLE)
    signed = bytes.fromhex(LAPTOP.sign("bundle", bundle._signed_part(facts["outline"], stream)))
    plain = bundle._SKIPPABLE + signed + stream if signature is None else signature + stream
    payload = lock.encrypt(plain, [OFFICE.public])
    return _put_together(facts | {"payload": _told(payload)}, payload)
