"""The unit of change: one save of one record, named by the hash of its content."""

from __future__ import annotations

import copy
import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, cast

import orjson

FORMAT = 1

LIFE, PARENT, POSITION, AREA, SAME = "@life", "@parent", "@pos", "@area", "@same"
"""Reserved fields: no XML name begins with @, so no question can collide with them."""

RETURNED = "@returned"
"""Reserved too: an office's remark with which a record goes back to be looked at again; None once it was."""

TRAIL = "@audit "
"""Reserved too: with the id of an interview behind it, the name of that interview's audit trail. Each has a field of
its own, so that two of them never disagree."""

STATE = "@state"
"""Reserved too: how far the interview had come when the record was handed over; None once it is finished."""

PERHAPS = "@perhaps:"
"""With another record's id behind it: what somebody found out about two persons who may be one."""

APART = "@apart:"
"""With another record's id behind it: an office has looked at the two and they are two humans. The value is what
spoke for one then, so that it is asked again when that has changed."""

WITHDRAWN = "@withdrawn"
"""Of a commit of no record: the public key whose certificate an office withdraws."""

LIVE = "live"

UNMADE = "gone:unmade"
"""`@life` of a record that holds answers and by its form's own condition is nothing (yet)."""

AWAITED = "awaited"
"""`@life` of what somebody writes into a record that he does not hold: it says nothing about whether that is there."""

Value = None | bool | int | str | tuple["Value", ...]
"""What a field of a commit may hold. Never a float: floats change in transit."""

MISSING = "missing"
"""A reason for a missing answer is the pair ("missing", reason)."""


class UnfitValue(ValueError):
    """A value that no commit may hold: a float, a NUL, half a surrogate pair, a number beyond 64 bits."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One save of one record. Immutable; `id` is derived from all the rest (32 hex digits)."""

    record: str
    """UUID of the record in its 36-character form; "" for a revoke."""
    dataset: str
    set: Mapping[str, Value]
    """Only what the author changed; at creation everything that is not blank."""
    seen: tuple[str, ...] = ()
    """Ids of all commits of this record on the author's machine when the record was opened for this edit, sorted."""
    source: str = "ui"
    """ui, workbook, list, resolve, revoke or system."""
    targets: tuple[str, ...] = ()
    """Only for a revoke: the ids of the commits that it takes back, sorted."""
    form: str = ""
    actor: str = ""
    area: str = ""
    """Area path at the time of the save: codes from the top, joined by `/`."""
    stream: str = ""
    """Incarnation and area unit: a gap-free chain for deltas and the fork alarm, never for correctness."""
    seq: int = 0
    prev: str = ""
    hlc: int = 0
    wall: str = ""
    """The author's clock as it stood, ISO 8601 with offset; for display only."""
    nonce: str = ""
    id: str = field(init=False)
    _body: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", tuple(sorted(set(self.seen))))
        object.__setattr__(self, "targets", tuple(sorted(set(self.targets))))
        body = canonical({"v": FORMAT} | {name: getattr(self, name) for name in _WRITTEN})
        object.__setattr__(self, "_body", body)
        object.__setattr__(self, "id", identity(body))

    def body(self) -> bytes:
        """Return the canonical bytes that the id is the hash of."""
        return self._body


_WRITTEN = tuple(each.name for each in fields(Commit) if each.init)
_NAMES = {"v", *_WRITTEN}
_SORTED = ("seen", "targets")
_SHORT = 2**62
"""Nearly every number is far within 64 bits; only others are looked at closely."""


def identity(body: bytes) -> str:
    """Return the name of a commit with that canonical body: BLAKE2b, 128 bits, 32 hex digits."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one byte string that stands for a value: JSON, keys sorted by code point, no blanks, UTF-8."""
    _check(value)
    written = _as_json(value)
    # PostgreSQL and XML can hold no NUL.
    if _has_nul(written):
        raise UnfitValue("NUL")
    return written


def commit_from(body: bytes) -> Commit:
    """Read canonical bytes back. Raises UnfitValue where they are not the canonical bytes of a commit."""
    try:
        told: dict[str, Any] = orjson.loads(body)
        if told["v"] != FORMAT:
            raise UnfitValue("format")
        written: dict[str, Any] = told["set"]
        if told.keys() != _NAMES or type(written) is not dict:  # pyright: ignore[reportUnknownArgumentType]
            raise UnfitValue("names")
        for value in written.values():
            kind = type(value)  # pyright: ignore[reportUnknownVariableType]
            if kind is not str and value is not None and (kind is not int or not -_SHORT < value < _SHORT):
                _check(value)
        for name, value in told.items():
            if type(value) is not str and name != "set":
                _check(value)
        is_sorted = all([(ids := told[name]) == [] or ids == sorted(set(ids)) for name in _SORTED])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnfitValue(str(error)) from error
    if not is_sorted or _has_nul(body) or _as_json(told) != body:
        raise UnfitValue("not canonical")
    return _commit(told, body, identity(body))


def commit_kept(body: bytes, commit_id: str) -> Commit:
    """Read back a commit that was verified before: when it was stored, or a moment ago."""
    return _commit(orjson.loads(body), body, commit_id)


def _commit(told: dict[str, Any], body: bytes, commit_id: str) -> Commit:
    """Return the commit without working out again what its bytes say."""
    commit = object.__new__(Commit)
    del told["v"]
    written: dict[str, Any] = told["set"]
    if list in map(type, written.values()):
        for name, value in written.items():
            if type(value) is list:
                written[name] = _tupled(value)
    told["seen"], told["targets"] = tuple(told["seen"]), tuple(told["targets"])
    for name, value in told.items():
        object.__setattr__(commit, name, value)
    object.__setattr__(commit, "id", commit_id)
    object.__setattr__(commit, "_body", body)
    return commit


def reading_as(commit: Commit, renamed: Mapping[str, str]) -> Commit:
    """Return a commit as a later form reads it: the same commit, with fields under the names that they have now.

    What it wrote under a field's present name goes before what it wrote under an earlier one.
    """
    if renamed.keys().isdisjoint(commit.set):
        return commit
    now = {renamed.get(name, name): value for name, value in commit.set.items() if name in renamed}
    read = copy.copy(commit)
    kept = {name: value for name, value in commit.set.items() if name not in renamed}
    # Neither id nor body change: it is only read in another way.
    object.__setattr__(read, "set", {**now, **kept})
    return read


def new_record_id(random_bytes: bytes) -> str:
    """Return a random record id (UUIDv4) made of 16 random bytes."""
    return str(uuid.UUID(bytes=random_bytes, version=4))


def _tupled(value: Any) -> Value:
    return tuple(_tupled(part) for part in cast(list[Any], value)) if isinstance(value, list) else value


def _as_json(value: object) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise UnfitValue("half a surrogate pair, or nested too deep") from error


def _has_nul(written: bytes) -> bool:
    return b"\\u0000" in written and _NUL.search(written) is not None


def _check(value: object) -> None:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if kind is int:
        if not -(2**63) <= cast(int, value) < 2**63:
            raise UnfitValue("number beyond 64 bits")
    elif kind is tuple or kind is list:
        for part in cast(Sequence[object], value):
            _check(part)
    elif isinstance(value, Mapping):
        for name, part in cast(Mapping[object, object], value).items():
            if not isinstance(name, str):
                raise UnfitValue("a name that is no text")
            _check(part)
    elif not isinstance(value, str):
        raise UnfitValue(kind.__name__)


_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
