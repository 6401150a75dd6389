"""The key of the records: random, wrapped once for each person's password and once for the office's recovery key.

Changing a password rewrites nothing but its own wrapping. The file beside the database holds no secret in the open.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sync import lock
from sync.errors import NoStore, WrongPassword
from sync.lock import LockKey, WrongKey

FORMAT = 1
WORK = 2**15
"""scrypt's n: a tenth of a second and 32 MB for each guess."""
MOST_WORK = 2**20

Chance = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What stands in the file: who may open the records, and the recovery lock they are wrapped for."""

    users: tuple[str, ...]
    recovery: str


def create_keys(path: Path, user: str, password: str, recovery_lock: str = "", random: Chance = os.urandom) -> bytes:
    """Make the key of a new store, wrap it for its first user and for the recovery lock, and return it."""
    key = random(32)
    kept: dict[str, Any] = {"format": FORMAT, "users": {user: _wrapped(key, password, random)}}
    if recovery_lock:
        kept["recovery"] = {"lock": recovery_lock, "key": _text(lock.encrypt(key, [recovery_lock]))}
    _write(path, kept)
    return key


def unlock(path: Path, user: str, password: str) -> bytes:
    """Return the key. Raises WrongPassword, also for somebody who has none here; NoStore where there is no file."""
    wrapping = _read(path)["users"].get(user)
    if wrapping is None:
        raise WrongPassword
    return _unwrapped(wrapping, password)


def key_file(path: Path) -> KeyFile:
    kept = _read(path)
    return KeyFile(tuple(kept["users"]), kept.get("recovery", {}).get("lock", ""))


def set_password(path: Path, key: bytes, user: str, password: str, random: Chance = os.urandom) -> None:
    """Let a user open the records with that password from now on: a new user, or a new password of an old one."""
    kept = _read(path)
    _write(path, kept | {"users": {**kept["users"], user: _wrapped(key, password, random)}})


def remove_user(path: Path, user: str) -> None:
    """Take a user's way in away; the last one stays."""
    kept = _read(path)
    users = {name: wrapping for name, wrapping in kept["users"].items() if name != user}
    if users:
        _write(path, kept | {"users": users})


def recovery_request(path: Path) -> bytes:
    """Return what somebody who forgot the password takes to the office: the key, readable for its recovery key only."""
    recovery = _read(path).get("recovery")
    if not recovery:
        raise WrongPassword
    return _bytes(recovery["key"])


def recover(request: bytes, recovery: LockKey) -> bytes:
    """Open a request with the office's recovery key. Raises WrongPassword where it was made for another office."""
    try:
        return lock.decrypt(request, [recovery])
    except WrongKey as error:
        raise WrongPassword from error


def _wrapped(key: bytes, password: str, random: Chance) -> Mapping[str, Any]:
    salt, nonce = random(16), random(12)
    # No password protects nothing, so it should cost nothing either: a demo makes many.
    work = WORK if password else 2
    sealed = ChaCha20Poly1305(_derived(password, salt, work)).encrypt(nonce, key, None)
    return {"kdf": "scrypt", "n": work, "salt": _text(salt), "nonce": _text(nonce), "key": _text(sealed)}


def _unwrapped(wrapping: Mapping[str, Any], password: str) -> bytes:
    try:
        work = int(wrapping["n"])
        if not 2 <= work <= MOST_WORK:
            raise NoStore("keys")
        secret = _derived(password, _bytes(wrapping["salt"]), work)
        return ChaCha20Poly1305(secret).decrypt(_bytes(wrapping["nonce"]), _bytes(wrapping["key"]), None)
    except InvalidTag as error:
        raise WrongPassword from error
    except (KeyError, ValueError, TypeError) as error:
        raise NoStore("keys") from error


def _derived(password: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=work, r=8, p=1).derive(password.encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["format"] > FORMAT or not isinstance(kept["users"], dict):
            raise NoStore(str(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoStore(str(path)) from error
    return kept


def _write(path: Path, kept: Mapping[str, Any]) -> None:
    """Write the file whole or not at all: without it nobody opens the records again."""
    beside = path.with_name(path.name + ".tmp")
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
