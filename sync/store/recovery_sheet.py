"""The office's recovery key on paper: short groups, and a check at the end of each line that finds the mistyped one."""

from __future__ import annotations

import hashlib

from sync.errors import SheetMistyped
from sync.lock import LockKey, UnfitLock

_PREFIX = "AGE-SECRET-KEY-1"
_ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_LINE, _GROUP = 15, 5
_MISREAD = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})


def sheet_lines(key: LockKey) -> list[str]:
    """Return the lines to print: three groups of five, then a check of two."""
    letters = key.secret.removeprefix(_PREFIX)
    parts = [letters[at : at + _LINE] for at in range(0, len(letters), _LINE)]
    return [f"{number}  {_grouped(part)}  {_check(number, part)}" for number, part in enumerate(parts, 1)]


def key_from_sheet(lines: list[str]) -> LockKey:
    """Return the key typed in from its sheet. Blanks, hyphens and case do not matter. Raises SheetMistyped."""
    typed = [line for line in lines if line.strip()]
    letters = ""
    for number, line in enumerate(typed, 1):
        plain = "".join(letter for letter in line.upper() if letter.isalnum())
        # Every line has an odd number of letters, its check included; one more is its number, typed as well.
        plain = plain[len(plain) % 2 == 0 :].translate(_MISREAD)
        part, check = plain[:-2], plain[-2:]
        if check != _check(number, part):
            raise SheetMistyped(number)
        letters += part
    key = LockKey(_PREFIX + letters)
    try:
        # The key carries a check of its own, over all lines.
        _ = key.public
    except UnfitLock as error:
        raise SheetMistyped(0) from error
    return key


def _grouped(part: str) -> str:
    return " ".join(part[at : at + _GROUP] for at in range(0, len(part), _GROUP))


def _check(number: int, part: str) -> str:
    digest = hashlib.blake2b(f"{number}{part}".encode(), digest_size=2).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest)
