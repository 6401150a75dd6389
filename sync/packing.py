"""The inside of a bundle: sections of records in one zstd stream, closed by a trailer of counts and hashes."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import zstandard

from sync.attachments import MOST_BYTES
from sync.commit import canonical
from sync.errors import BundleDamaged, BundleTooBig

MANIFEST, CHAIN, SAVE, HEADS, DEFINITION, ATTACHMENT, TRAILER = (bytes([code]) for code in b"MCSHPAT")
ORDER = (MANIFEST, CHAIN, SAVE, HEADS, DEFINITION, ATTACHMENT, TRAILER)
LEVEL = 10
_RECORD = struct.Struct(">cI")
_WINDOW = 1 << 27
_READ = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader is willing to unpack, in bytes."""

    file: int = 1 << 30
    unpacked: int = 4 << 30
    record: int = 256 << 20
    ratio: int = 50
    """Attachments aside: a blank drawing packs a thousandfold, is read one at a time, and kept only if it is named."""
    ratio_from: int = 16 << 20
    """Below so many unpacked bytes no ratio is suspicious."""
    attachment: int = MOST_BYTES


LIMITS = Limits()


def packed(records: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the stream of (section, body) in the order of sections, with its trailer."""
    out = io.BytesIO()
    tally = _Tally()
    with zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).stream_writer(out, closefd=False) as stream:
        for section, body in records:
            stream.write(tally.count(section, body))
        stream.write(tally.count(TRAILER, tally.trailer()))
    return out.getvalue()


def unpacked(stream: bytes, limits: Limits | None = None) -> Iterator[tuple[bytes, bytes]]:
    """Yield (section, body), the trailer too; with limits, refuse what grows too big before it is in memory."""
    reader = _Reader(stream, limits)
    try:
        while start := reader.read(_RECORD.size):
            section, size = _RECORD.unpack(start)
            most = limits and (limits.attachment if section == ATTACHMENT else limits.record)
            if most and size > most:
                raise BundleTooBig("record", most)
            body = reader.read(size, is_suspect=section != ATTACHMENT)
            if len(body) != size:
                raise BundleDamaged("record")
            yield section, body
    except (zstandard.ZstdError, struct.error) as error:
        raise BundleDamaged("packing") from error


def verify(
    stream: bytes, limits: Limits, keep: Iterable[bytes], report: Callable[[int, int], None] | None = None
) -> tuple[dict[bytes, int], dict[bytes, list[bytes]]]:
    """Go through the whole stream once; return how many records each section has, and the bodies of some sections."""
    tally, done, told = _Tally(), 0, []
    kept: dict[bytes, list[bytes]] = {section: [] for section in keep}
    at = 0
    for section, body in unpacked(stream, limits):
        if section not in ORDER or ORDER.index(section) < at or told:
            raise BundleDamaged("order of sections")
        at = ORDER.index(section)
        if section == TRAILER:
            told.append(body)
            continue
        tally.count(section, body)
        if section in kept:
            kept[section].append(body)
        done += len(body)
        if report and tally.counts[section] % 256 == 1:
            report(done, max(done, len(stream) * 8))
    if told != [tally.trailer()]:
        raise BundleDamaged("trailer")
    return tally.counts, kept


class _Tally:
    """Counts and hashes of the sections so far."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(ORDER[:-1], 0)
        self._sums = {section: hashlib.sha256() for section in ORDER[:-1]}

    def count(self, section: bytes, body: bytes) -> bytes:
        """Return the record as it stands in the stream."""
        record = _RECORD.pack(section, len(body)) + body
        if section != TRAILER:
            self.counts[section] += 1
            self._sums[section].update(record)
        return record

    def trailer(self) -> bytes:
        return canonical({each.decode(): [self.counts[each], self._sums[each].hexdigest()] for each in ORDER[:-1]})


class _Reader:
    """Reads exactly so many bytes, in small pieces, within the limits."""

    def __init__(self, stream: bytes, limits: Limits | None):
        self._source = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(stream)
        self._packed, self._limits, self._unpacked, self._suspect = len(stream), limits, 0, 0
        self._piece, self._at = b"", 0

    def read(self, size: int, is_suspect: bool = True) -> bytes:
        # Nearly every record is small and lies within one piece.
        found = self._taken(size, is_suspect)
        if len(found) == size:
            return found
        pieces = [found]
        size -= len(found)
        while size and (piece := self._source.read(_READ)):
            self._piece, self._at = piece, 0
            pieces.append(self._taken(size, is_suspect))
            size -= len(pieces[-1])
        return b"".join(pieces)

    def _taken(self, size: int, is_suspect: bool) -> bytes:
        found = self._piece[self._at : self._at + size]
        self._at += len(found)
        self._count(len(found), is_suspect)
        return found

    def _count(self, more: int, is_suspect: bool) -> None:
        self._unpacked += more
        self._suspect += more if is_suspect else 0
        limits = self._limits
        if limits and self._unpacked > limits.unpacked:
            raise BundleTooBig("unpacked", limits.unpacked)
        if limits and self._suspect > max(limits.ratio_from, limits.ratio * self._packed):
            raise BundleTooBig("ratio", limits.ratio)
