"""A new laptop gets everything from one file and one slip of paper."""

from dataclasses import replace
from random import Random

import pytest

from sync import lock
from sync.bundle import Header, Kind, Manifest, Parts, open_bundle, pack
from sync.certificate import Role, verify_chain
from sync.commit import Commit
from sync.errors import BundleDamaged, StartCodeNeeded
from sync.hand_over import Envelope, Load, Packer, pack_export
from sync.save import save_refusal, sign_save
from sync.start_bundle import Enrolment, Start, certify, found_office, pack_start, read_start

RANDOM = Random(4050).randbytes
NANHU, HUBIN = "220104/220104003", "220104/220104003/220104003001"
OFFICE, OFFICE_CHAIN = found_office(Enrolment(NANHU, "C003", "南湖街道", Role.STREET), RANDOM)
RECOVERY = lock.lock_key_from(RANDOM(32))
DOOR = Commit("5b2c7a3e-0000-4000-8000-000000000001", "dwelling", {"door": "402"}, area=HUBIN, stream="o", seq=1)


def start_for(area: str = HUBIN) -> Start:
    device, chain = certify(Enrolment(area, "A017", "李敏"), OFFICE, OFFICE_CHAIN, RANDOM)
    doors = (sign_save([DOOR], OFFICE, OFFICE_CHAIN),)
    return Start(device, chain, (OFFICE.public,), RECOVERY.public, "南湖街道", b"PK pack", doors)


def file_for(start: Start, code: str = "") -> bytes:
    return pack_start(start, OFFICE, OFFICE_CHAIN, code, "2003-06-01T09:00:00+08:00", RANDOM)


def test_the_laptop_finds_itself_its_office_its_pack_and_its_doors():
    start = start_for()

    assert read_start(open_bundle(file_for(start))) == start
    assert start.certificate.holder == "A017"
    assert start.office_lock == lock.lock_key_of(OFFICE.seed).public
    assert start.device.seed.hex() not in repr(start)


def test_the_file_stays_closed_without_the_slip():
    code = lock.code_from(RANDOM(12))
    file = file_for(start_for(), code)

    with pytest.raises(StartCodeNeeded):
        open_bundle(file)
    assert read_start(open_bundle(file, code=code)).pack == b"PK pack"
    assert read_start(open_bundle(file, [RECOVERY])).pack == b"PK pack"


def test_what_the_laptop_then_hands_over_is_taken_by_its_office():
    start = read_start(open_bundle(file_for(start_for())))
    record = Commit("5b2c7a3e-0000-4000-8000-000000000002", "person", {"full_name": "王桂芝"}, area=HUBIN)
    save = sign_save([record], start.device, start.chain)
    envelope = Envelope(HUBIN, "ab" * 16, "2003-06-13T17:00:00+08:00", (start.office_lock, start.recovery_lock))

    handed_over = pack_export(Packer(start.device, start.chain, "A017", "李敏"), envelope, Load([save]))

    (arrived,) = open_bundle(handed_over, [lock.lock_key_of(OFFICE.seed)]).saves()
    assert save_refusal(arrived, {OFFICE.public}) is None


def test_each_laptop_has_a_key_of_its_own():
    one, other = start_for(), start_for()

    assert one.device.public != other.device.public
    assert verify_chain(one.chain, {OFFICE.public})


def test_a_bundle_of_another_kind_starts_nothing():
    envelope = Envelope(HUBIN, "ab" * 16, "2003-06-13T17:00:00+08:00")

    with pytest.raises(BundleDamaged):
        read_start(open_bundle(pack_export(Packer(OFFICE), envelope, Load())))


@pytest.mark.parametrize(
    "odd", [{"device": "zz"}, {"device": "00" * 32}, {"chain": []}, {"recovery_lock": "age1"}, {"roots": 7}]
)
def test_a_start_bundle_with_odd_contents_is_refused(odd):
    about = dict(open_bundle(file_for(start_for())).manifest.about) | odd
    header = Header(Kind.START, "ab" * 16, HUBIN, "", "", code=lock.code_block("", b"salt" * 4))

    with pytest.raises(BundleDamaged):
        read_start(open_bundle(pack(header, Parts(Manifest(about=about)), OFFICE, [], "")))


def test_a_start_without_a_pack_is_possible():
    start = replace(start_for(), pack=b"", saves=())

    assert read_start(open_bundle(file_for(start))) == start
