"""Locks: whom a file is encrypted to. age X25519 keys, also one made of the code on the office's slip."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyrage
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

ALGORITHM = "age-x25519"

# pyrage comes without types.
_age: Any = pyrage

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, which a slip of paper confuses."""

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_WORK_NEEDED, _WORK_MOST = 2**15, 2**18
_NO_CODE_WORK = 2


class WrongKey(ValueError):
    """None of the keys opens it, or it was altered; age does not say which."""


class UnfitLock(ValueError):
    """A text that is no age key, or a code block of a header that no machine should compute."""


@dataclass(frozen=True, slots=True)
class LockKey:
    """The private half: `AGE-SECRET-KEY-1…`. The office keeps one, the recovery sheet another."""

    secret: str = field(repr=False)

    @property
    def public(self) -> str:
        """What others encrypt to: `age1…`."""
        return str(_identity(self).to_public())


def lock_key_from(random_bytes: bytes) -> LockKey:
    """Return the key made of 32 random bytes."""
    return LockKey(_bech32("age-secret-key-", random_bytes).upper())


def lock_key_of(seed: bytes) -> LockKey:
    """Return the lock key that belongs to a device's signing seed, so that one secret is all it has to keep."""
    return lock_key_from(hashlib.blake2b(seed, digest_size=32, person=b"survey-app lock").digest())


def lock_id(public: str) -> str:
    """Return the short name of a lock as it stands in headers: 16 hexadecimal digits."""
    return hashlib.blake2b(public.encode(), digest_size=8).hexdigest()


def code_from(random_bytes: bytes) -> str:
    """Return a start code of twelve characters in three groups, made of 12 random bytes (59 bits)."""
    characters = [CODE_ALPHABET[byte * len(CODE_ALPHABET) >> 8] for byte in random_bytes[:12]]
    return "-".join("".join(characters[at : at + 4]) for at in (0, 4, 8))


def code_block(code: str, salt: bytes) -> dict[str, Any]:
    """Return what a header must say so that the code can be turned into a key again; it betrays nothing of it."""
    # An empty code protects nothing, so it should cost nothing either: the demo makes many.
    return {"kdf": "scrypt", "salt": salt.hex(), "n": _WORK_NEEDED if plain_code(code) else _NO_CODE_WORK}


def code_key(code: str, block: Mapping[str, Any]) -> LockKey:
    """Return the key that a code opens. Raises UnfitLock for a code block that is none."""
    try:
        salt, work = bytes.fromhex(block["salt"]), int(block["n"])
        known = block["kdf"] == "scrypt" and 2 <= work <= _WORK_MOST and work & (work - 1) == 0
    except (KeyError, ValueError, TypeError) as error:
        raise UnfitLock("code") from error
    if not known:
        raise UnfitLock("code")
    return lock_key_from(Scrypt(salt=salt, length=32, n=work, r=8, p=1).derive(plain_code(code).encode()))


def plain_code(code: str) -> str:
    """Return the code as typed by anybody: full width, small letters, blanks and hyphens make no difference."""
    kept = unicodedata.normalize("NFKC", code).upper()
    return "".join(character for character in kept if character.isalnum())


def is_lock(public: str) -> bool:
    """Say whether files can be encrypted to that text."""
    try:
        _age.x25519.Recipient.from_str(public)
    except _age.RecipientError:
        return False
    return True


def encrypt(data: bytes, locks: Sequence[str]) -> bytes:
    """Return the data as an age file that each of the locks' keys opens."""
    return _age.encrypt(data, [_age.x25519.Recipient.from_str(public) for public in locks])


def decrypt(data: bytes, keys: Sequence[LockKey]) -> bytes:
    """Return what was encrypted. Raises WrongKey, UnfitLock."""
    try:
        return _age.decrypt(data, [_identity(key) for key in keys])
    except _age.DecryptError as error:
        raise WrongKey from error


def _identity(key: LockKey) -> Any:
    try:
        return _age.x25519.Identity.from_str(key.secret)
    except _age.IdentityError as error:
        raise UnfitLock("secret key") from error


def _bech32(prefix: str, data: bytes) -> str:
    # BIP 173, which age uses for its keys; pyrage reads the text form only.
    bits = "".join(f"{byte:08b}" for byte in data)
    words = [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    expanded = [ord(character) >> 5 for character in prefix] + [0] + [ord(character) & 31 for character in prefix]
    checksum = _polymod([*expanded, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [checksum >> 5 * (5 - at) & 31 for at in range(6)]
    return prefix + "1" + "".join(_BECH32[word] for word in words)


def _polymod(words: list[int]) -> int:
    value = 1
    for word in words:
        top, value = value >> 25, (value & 0x1FFFFFF) << 5 ^ word
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            value ^= generator if top >> at & 1 else 0
    return value
