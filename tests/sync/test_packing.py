"""The inside of a bundle: records of any length come back as they were, wherever the stream was cut for reading."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.packing import LIMITS, SAVE, TRAILER, packed, unpacked, verify

PIECE = 1 << 16


@given(st.lists(st.sampled_from([0, 1, 100, PIECE - 5, PIECE - 4, PIECE, PIECE + 1, 3 * PIECE + 7]), max_size=8))
@settings(max_examples=40, deadline=None)
def test_records_of_any_length_come_back_as_they_were(lengths):
    bodies = [bytes([number]) * length for number, length in enumerate(lengths)]
    stream = packed((SAVE, body) for body in bodies)

    assert [body for section, body in unpacked(stream, LIMITS) if section != TRAILER] == bodies
    counts, kept = verify(stream, LIMITS, [SAVE])
    assert (counts[SAVE], kept[SAVE]) == (len(bodies), bodies)
