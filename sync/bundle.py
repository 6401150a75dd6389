"""The file on the stick: saves, packs and receipts, signed by its packer and encrypted to its recipients.

    magic 'SVB1' | length | header | sha256(header) | age payload

The header names no person. The payload is a zstd stream with the packer's signature in a skippable frame before it, so
that `age -d | zstd -d` opens it without this program. Everything is verified before anything is handed on.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson

from sync import lock, packing, signing
from sync.certificate import Chain, certificate_from
from sync.commit import Commit, UnfitValue, canonical, commit_from, commit_kept, identity
from sync.errors import BundleDamaged, BundleTooBig, NewerFormat, NotABundle, NotForUs, StartCodeNeeded
from sync.lock import LockKey, UnfitLock, WrongKey
from sync.packing import LIMITS, Limits
from sync.save import Save
from sync.signing import SigningKey, is_signed

MAGIC = b"SVB1"
FORMAT = 1
_PURPOSE = "bundle"
_SKIPPABLE = struct.pack("<II", 0x184D2A50, 64)
_LENGTH = struct.Struct(">I")
_MOST_HEADER = 1 << 16
_SMALL = 1 << 20

AT_HAND = 5_000
"""Saves of a bundle that are kept after the first reading."""


class Kind(StrEnum):
    """What a bundle is for."""

    START = "start"
    EXPORT = "export"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Header:
    """What anybody can read of a file: no personal data."""

    kind: str
    bundle_id: str
    area: str
    sender: str
    """Public key of the packer."""
    created: str
    recipients: tuple[str, ...] = ()
    """`lock_id` of each lock that opens it."""
    code: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """How the code on a slip becomes a key; {} where no code opens it."""
    algorithms: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the packer says about itself and about this file."""

    staff: str = ""
    name: str = ""
    program: str = ""
    chain: Chain = ()
    about: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Facts of a kind of bundle: `sync/start_bundle.py`, `sync/receipt.py`."""


@dataclass(frozen=True, slots=True)
class Heads:
    """How far a stream goes: sequence number and commit id of its last commit."""

    stream: str
    seq: int
    last: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a bundle."""

    manifest: Manifest
    saves: Iterable[Save] = ()
    heads: Iterable[Heads] = ()
    definitions: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    """Name -> bytes: packs as zip files, single forms."""
    attachments: Iterable[bytes] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A save that this program cannot read, as it came: for quarantine, never dropped."""

    body: bytes
    why: str


@dataclass(frozen=True)
class Bundle:
    """A file whose every byte has been verified. Saves are unpacked while they are read, so memory stays small.

    Those of one laptop are few enough to stay at hand after the first reading, until somebody says `forget`.
    """

    header: Header
    manifest: Manifest
    heads: tuple[Heads, ...]
    definitions: Mapping[str, bytes]
    counts: Mapping[str, int]
    """Records of each section by its letter; `S` is saves."""
    _stream: bytes = field(repr=False)
    _chains: tuple[Chain, ...] = field(repr=False)
    _sound: list[bool] = field(default_factory=list[bool], repr=False, compare=False)
    """Which saves could be read, as far as anybody has read yet."""
    _bodies: list[bytes] = field(default_factory=list[bytes], repr=False, compare=False)
    """Saves of a small bundle as they lay in it, until they are read."""
    _at_hand: list[Save | Unreadable] = field(default_factory=list["Save | Unreadable"], repr=False, compare=False)

    def saves(self) -> Iterator[Save | Unreadable]:
        """Yield each save in the order of the file."""
        if self._at_hand:
            yield from self._at_hand
            return
        is_small = self.counts["S"] <= AT_HAND and not self._sound
        read: list[Save | Unreadable] = []
        for save in self._unpacked():
            if is_small:
                read.append(save)
            yield save
        self._at_hand.extend(read)

    def keep_at_hand(self) -> None:
        """Have the saves at hand, if they are few, until somebody says `forget`."""
        if not self._at_hand and self.counts["S"] <= AT_HAND:
            self._at_hand.extend(self._unpacked())

    def vouch(self) -> None:
        """Say that every save could be read when this very file was merged, and need not be doubted again."""
        self._sound[:] = [True] * self.counts["S"]
        self.keep_at_hand()

    def forget(self) -> None:
        """Give back the memory of what was read; it can be read again."""
        self._at_hand.clear()
        self._bodies.clear()

    def _unpacked(self) -> Iterator[Save | Unreadable]:
        bodies: Iterable[bytes] = self._bodies.copy() or (
            body for section, body in packing.unpacked(self._stream) if section == packing.SAVE
        )
        self._bodies.clear()
        for number, body in enumerate(bodies):
            # The bytes are the same each time; what was found canonical once need not be checked again.
            if number < len(self._sound) and self._sound[number]:
                yield _save(body, self._chains, _known_commit)
                continue
            save = _save(body, self._chains, commit_from)
            if number == len(self._sound):
                self._sound.append(isinstance(save, Save))
            yield save

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Yield each attachment with its sha256."""
        for section, body in packing.unpacked(self._stream):
            if section == packing.ATTACHMENT:
                yield hashlib.sha256(body).hexdigest(), body


def pack(header: Header, parts: Parts, key: SigningKey, locks: Sequence[str], code: str | None = None) -> bytes:
    """Return the bytes of a bundle that each of the locks opens, and the code if there is one.

    `header.code` must come from `lock.code_block` when a code is given. Raises UnfitLock for a lock that is none.
    """
    if not all(lock.is_lock(public) for public in locks):
        raise UnfitLock("lock")
    opening = [*locks, lock.code_key(code, header.code).public] if code is not None else [*locks]
    named = {
        "kind": header.kind,
        "bundle_id": header.bundle_id,
        "area": header.area,
        "sender": key.public,
        "created": header.created,
        "recipients": sorted(lock.lock_id(public) for public in locks),
        "code": dict(header.code) if code is not None else {},
        "algorithms": {"lock": lock.ALGORITHM, "signature": signing.ALGORITHM, "packing": "zstd", "hash": "sha256"},
    }
    stream = packing.packed(_sections(parts))
    signature = bytes.fromhex(key.sign(_PURPOSE, _signed_part(named, stream)))
    payload = lock.encrypt(_SKIPPABLE + signature + stream, opening)
    digest = hashlib.sha256(payload).hexdigest()
    told = canonical({"format": FORMAT, "outline": named, "payload": [len(payload), digest]})
    return b"".join((MAGIC, _LENGTH.pack(len(told)), told, hashlib.sha256(told).digest(), payload))


def read_header(data: bytes) -> Header:
    """Return what anybody can read. Raises NotABundle, BundleDamaged, NewerFormat."""
    return _header_and_payload(data)[0]


def open_bundle(
    data: bytes,
    keys: Sequence[LockKey] = (),
    code: str | None = None,
    limits: Limits = LIMITS,
    report: Callable[[int, int], None] | None = None,
) -> Bundle:
    """Return a bundle of which every byte is verified. Raises BundleRefused, and then hands nothing on.

    `report(done, total)` is called with unpacked bytes against their upper estimate; it may raise to stop.
    """
    if len(data) > limits.file:
        raise BundleTooBig("file", limits.file)
    header, outline, payload = _header_and_payload(data)
    signature, stream = _unlocked(header, payload, keys, code)
    if not is_signed(_PURPOSE, _signed_part(outline, stream), signature, header.sender):
        raise BundleDamaged("packer's signature")
    return _verified(header, stream, limits, report)


def _signed_part(outline: Mapping[str, Any], stream: bytes) -> bytes:
    return canonical([FORMAT, dict(outline), hashlib.sha256(stream).hexdigest()])


def _header_and_payload(data: bytes) -> tuple[Header, dict[str, Any], bytes]:
    told_at = len(MAGIC) + _LENGTH.size
    length = _LENGTH.unpack_from(data, len(MAGIC))[0] if len(data) >= told_at else 0
    told, digest = data[told_at : told_at + length], data[told_at + length : told_at + length + 32]
    whole = 0 < length <= _MOST_HEADER and hashlib.sha256(told).digest() == digest
    if not whole and not data.startswith(MAGIC) and not MAGIC.startswith(data):
        raise NotABundle
    if not whole or not data.startswith(MAGIC):
        raise BundleDamaged("header")
    payload = data[told_at + length + 32 :]
    try:
        facts = json.loads(told)
        if facts["format"] > FORMAT:
            raise NewerFormat(facts["format"], FORMAT)
        outline, (size, sha256) = facts["outline"], facts["payload"]
        canonical(facts)
        header = _header(**outline)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BundleDamaged("header") from error
    if len(payload) != size or hashlib.sha256(payload).hexdigest() != sha256:
        raise BundleDamaged("payload")
    return header, outline, payload


def _unlocked(header: Header, payload: bytes, keys: Sequence[LockKey], code: str | None) -> tuple[str, bytes]:
    fitting = [key for key in keys if lock.lock_id(key.public) in header.recipients]
    if not fitting and not header.code:
        raise NotForUs(header.area, header.sender, header.recipients, header.created)
    try:
        fitting = fitting or [lock.code_key(code or "", header.code)]
        plain = lock.decrypt(payload, fitting)
    except UnfitLock as error:
        raise BundleDamaged("code") from error
    except WrongKey as error:
        # The payload's digest was right, so with a code it is the code that was wrong.
        raise StartCodeNeeded(bool(code)) if header.code else BundleDamaged("encryption") from error
    if not plain.startswith(_SKIPPABLE):
        raise BundleDamaged("packer's signature")
    return plain[len(_SKIPPABLE) : len(_SKIPPABLE) + 64].hex(), plain[len(_SKIPPABLE) + 64 :]


def _sections(parts: Parts) -> Iterator[tuple[bytes, bytes]]:
    chains: dict[Chain, int] = {}
    saves = sorted(_sortable(save, chains) for save in parts.saves)
    yield packing.MANIFEST, canonical(_plain_manifest(parts.manifest))
    for chain in chains:
        yield packing.CHAIN, canonical([link.as_plain() for link in chain])
    for _, body in saves:
        yield packing.SAVE, body
    yield packing.HEADS, canonical(sorted((each.stream, each.seq, each.last) for each in parts.heads))
    for name, definition in sorted(parts.definitions.items()):
        yield packing.DEFINITION, _LENGTH.pack(len(name.encode())) + name.encode() + definition
    for attachment in parts.attachments:
        yield packing.ATTACHMENT, attachment


def _sortable(save: Save, chains: dict[Chain, int]) -> tuple[tuple[str, int, str], bytes]:
    first = min(save.commits, key=lambda commit: (commit.stream, commit.seq, commit.id))
    body = {
        "signer": save.signer,
        "signature": save.signature,
        "chain": chains.setdefault(save.chain, len(chains)),
        "commits": [commit.body().decode() for commit in save.commits],
    }
    return (first.stream, first.seq, save.signature), canonical(body)


def _verified(header: Header, stream: bytes, limits: Limits, report: Callable[[int, int], None] | None) -> Bundle:
    kept_sections = (packing.MANIFEST, packing.CHAIN, packing.HEADS, packing.DEFINITION)
    if len(stream) <= _SMALL:
        # They are read at once, and need not be unpacked for it again.
        kept_sections += (packing.SAVE,)
    counts, kept = packing.verify(stream, limits, kept_sections, report)
    try:
        (manifest,), (heads,) = kept[packing.MANIFEST], kept[packing.HEADS]
        return Bundle(
            header=header,
            manifest=_manifest(json.loads(manifest)),
            heads=tuple(_heads(*each) for each in json.loads(heads)),
            definitions=dict(_definition(body) for body in kept[packing.DEFINITION]),
            counts={section.decode(): count for section, count in counts.items()},
            _stream=stream,
            _bodies=kept.get(packing.SAVE, []),
            _chains=tuple(tuple(certificate_from(link) for link in json.loads(body)) for body in kept[packing.CHAIN]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, struct.error) as error:
        raise BundleDamaged("manifest") from error


def _known_commit(body: bytes) -> Commit:
    return commit_kept(body, identity(body))


def _save(body: bytes, chains: Sequence[Chain], read: Callable[[bytes], Commit]) -> Save | Unreadable:
    try:
        told: dict[str, Any] = orjson.loads(body)
        commits = tuple(read(commit.encode()) for commit in told["commits"])
        if not commits or not isinstance(told["chain"], int):
            return Unreadable(body, "empty")
        return Save(commits, str(told["signer"]), str(told["signature"]), chains[told["chain"]])
    except (UnfitValue, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        return Unreadable(body, str(error))


def _header(recipients: list[str], code: dict[str, Any], algorithms: dict[str, str], **texts: str) -> Header:
    _texts(*texts.values(), *recipients, *algorithms.values())
    return Header(**texts, recipients=tuple(recipients), code=dict(code), algorithms=dict(algorithms))


def _plain_manifest(manifest: Manifest) -> dict[str, Any]:
    return {
        "staff": manifest.staff,
        "name": manifest.name,
        "program": manifest.program,
        "chain": [link.as_plain() for link in manifest.chain],
        "about": dict(manifest.about),
    }


def _manifest(told: dict[str, Any]) -> Manifest:
    chain: list[object] = told.pop("chain")
    about: dict[str, Any] = told.pop("about")
    _texts(*told.values())
    return Manifest(**told, chain=tuple(certificate_from(link) for link in chain), about=dict(about))


def _heads(stream: str, seq: int, last: str) -> Heads:
    _texts(stream, last)
    return Heads(stream, int(seq), last)


def _texts(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("text expected")


def _definition(body: bytes) -> tuple[str, bytes]:
    (length,) = _LENGTH.unpack_from(body)
    start = _LENGTH.size + length
    if start > len(body):
        raise ValueError("name of a definition")
    return body[_LENGTH.size : start].decode(), body[start:]
