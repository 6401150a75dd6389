"""A bundle of many blocks, as sticks carry them: damage to any one of them is noticed before anything is handed on."""

from random import Random

import pytest
from test_bundle import OFFICE, packed, parts

from sync.bundle import open_bundle
from sync.errors import BundleDamaged, NotABundle

BLOCK = 4096
WHOLE = packed(parts(attachments=[Random(1).randbytes(50 * BLOCK)]))
OTHER = packed(parts(attachments=[Random(2).randbytes(50 * BLOCK)]))
BLOCKS = [WHOLE[at : at + BLOCK] for at in range(0, len(WHOLE), BLOCK)]


def refused(data: bytes) -> None:
    # Without its first block a file is none of ours.
    with pytest.raises((BundleDamaged, NotABundle)):
        open_bundle(data, [OFFICE])


@pytest.mark.fault(1)
def test_a_bundle_of_many_blocks_cut_at_each_of_them_is_damage():
    assert len(BLOCKS) > 50
    for at in range(0, len(WHOLE), BLOCK):
        refused(WHOLE[:at])


@pytest.mark.fault(2)
def test_one_bit_in_each_block_is_noticed():
    chance = Random(2)
    for at in range(0, len(WHOLE), BLOCK):
        data = bytearray(WHOLE)
        data[chance.randrange(at, min(at + BLOCK, len(WHOLE)))] ^= 1 << chance.randrange(8)
        refused(bytes(data))


@pytest.mark.fault(8)
@pytest.mark.parametrize("filling", [b"\0", b"\xff"])
def test_a_block_that_the_stick_never_kept_is_noticed(filling: bytes):
    for at in range(len(BLOCKS) - 1):
        refused(b"".join([*BLOCKS[:at], filling * BLOCK, *BLOCKS[at + 1 :]]))


@pytest.mark.fault(3)
def test_blocks_that_changed_places_are_noticed():
    for at in range(len(BLOCKS) - 2):
        refused(b"".join([*BLOCKS[:at], BLOCKS[at + 1], BLOCKS[at], *BLOCKS[at + 2 :]]))


@pytest.mark.fault(3)
def test_two_bundles_in_one_file_are_neither():
    refused(WHOLE + OTHER)
    refused(WHOLE + WHOLE)
    for at in range(BLOCK, len(WHOLE), BLOCK):
        refused(WHOLE[:at] + OTHER[at:])
