"""The number of a Chinese resident's identity card, GB 11643: 17 digits and a check character."""

from __future__ import annotations

from datetime import date

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
