"""The number of a Chinese resident's identity card, GB 11643: 17 digits and a check character."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_character(body: str) -> str:
    """Return the 18th character of a number that begins with those 17 digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def is_right(number: str) -> bool:
    """Whether the check character is the one that follows from the digits, and the birth date a day there was."""
    body = number[:17]
    if len(number) != 18 or not (body.isascii() and body.isdigit()) or check_character(body) != number[17]:
        return False
    try:
        date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    except ValueError:
        return False
    return 1800 <= int(body[6:10]) <= 2200


def grouped(number: str) -> str:
    """Return a number, whole or half typed, as it is read aloud: 6-8-3-1, or 6-6-3 for the old one.

    What is no such number comes back as it is.
    """
    plain = "".join(number.split())
    body = plain[:17]
    if len(plain) > 18 or not (body.isascii() and body.isdigit()) or (plain[17:] and plain[17] not in "0123456789Xx"):
        return number
    cuts = (6, 12) if len(plain) == 15 else (6, 14, 17)
    places = (0, *(cut for cut in cuts if cut < len(plain)), len(plain))
    return " ".join(plain[start:end] for start, end in pairwise(places))
