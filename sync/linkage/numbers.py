"""Identity numbers beside each other: old and new forms, a slip of the finger, tails that a spreadsheet has eaten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from forms.cn_resident import is_right

CN_RESIDENT = "cn_resident"
"""The scheme whose numbers have a birth date, an old form of 15 digits and a check character."""

SERIAL = 14
"""From this digit on a number tells apart those who were born on one day at one place."""

KEPT = 15
"""Digits that a spreadsheet keeps of a number; the rest becomes zeros."""

_NOISE = re.compile(r"[^0-9A-Z.+]")
_POWER = re.compile(r"([0-9])(?:\.([0-9]*))?E\+?17")


class Standing(IntEnum):
    """How far a number vouches for itself."""

    NONE = 0  # there is no number
    RIGHT = 1  # its check character agrees
    UNCHECKED = 2  # 15 digits, which have no check character, or a scheme that has none
    WRONG = 3  # its check character does not agree
    DAMAGED = 4  # its tail is lost
    ODD = 5  # not of a length that such a number has


class Found(StrEnum):
    """What two numbers say of each other."""

    SAME = "same"
    SAME_OLD = "same_old"  # one in 15 digits, the other in 18
    ONE_WRONG = "one_wrong"
    SWAPPED = "swapped"
    DIGIT_LOST = "digit_lost"
    NEIGHBOURS = "neighbours"  # one digit apart where neither is wrong by itself: perhaps two who were born together
    TAIL_LOST = "tail_lost"  # what a spreadsheet has left is the same
    TWO_WRONG = "two_wrong"
    UNLIKE = "unlike"  # different, and one of them may be wrong
    DIFFERENT = "different"  # different, and both right


@dataclass(frozen=True, slots=True)
class Number:
    """One number, read."""

    standing: Standing = Standing.NONE
    body: str = ""
    """17 digits without the check character, "" where that cannot be told."""
    text: str = ""
    """As much of it as counts: with the check character where there is one."""


@lru_cache(maxsize=4096)
def read_number(written: str, scheme: str = CN_RESIDENT) -> Number:
    """Read a number as people and spreadsheets write it."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", written).upper())
    if scheme != CN_RESIDENT:
        text = "".join(letter for letter in unicodedata.normalize("NFKC", written).upper() if letter.isalnum())
        return Number(Standing.UNCHECKED if text else Standing.NONE, "", text)
    if power := _POWER.fullmatch(text):
        return Number(Standing.DAMAGED, "", (power[1] + (power[2] or ""))[:KEPT])
    text = text.replace(".", "").replace("+", "")
    if not text:
        return Number()
    if len(text) == 15 and text.isdigit():
        body = text[:6] + "19" + text[6:]
        return Number(Standing.UNCHECKED, body, body)
    if len(text) == 18 and text[:17].isdigit() and text[17] in "0123456789X":
        # One damaged number in eleven has the right check character by luck; one sound number in a thousand ends so.
        if text.endswith("000"):
            return Number(Standing.DAMAGED, "", text[:KEPT])
        return Number(Standing.RIGHT if is_right(text) else Standing.WRONG, text[:17], text)
    return Number(Standing.ODD, "", text)


def compare_numbers(one: Number, other: Number) -> Found | None:
    """Say how two numbers stand to each other; None where one of them says nothing."""
    standings = {one.standing, other.standing}
    if Standing.NONE in standings:
        return None
    if Standing.DAMAGED in standings:
        return _compare_remains(one.text, other.text)
    if not one.body or not other.body:
        return _compare_texts(one.text, other.text)
    if one.body == other.body:
        if len(one.text) == len(other.text):
            return Found.SAME if one.text == other.text else Found.ONE_WRONG
        return Found.SAME_OLD
    if standings == {Standing.RIGHT}:
        return Found.DIFFERENT
    length = min(len(one.text), len(other.text))
    first, second = one.text[:length], other.text[:length]
    match OSA.distance(first, second, score_cutoff=2):
        case 1:
            places = [place for place in range(length) if first[place] != second[place]]
            if Standing.WRONG not in standings and places[0] >= SERIAL:
                return Found.NEIGHBOURS
            return Found.ONE_WRONG if len(places) == 1 else Found.SWAPPED
        case 2:
            return Found.TWO_WRONG
        case _:
            return Found.UNLIKE


def repairs(odd: str) -> Iterator[str]:
    """Yield the right numbers from which one character was lost, or into which one too many came."""
    if len(odd) == 19:
        wanted = {odd[:place] + odd[place + 1 :] for place in range(19)}
    elif len(odd) == 17:
        wanted = {odd[:place] + digit + odd[place:] for place in range(18) for digit in "0123456789X"}
    else:
        return
    yield from sorted(each for each in wanted if is_right(each))


def _compare_remains(one: str, other: str) -> Found | None:
    length = min(len(one), len(other), KEPT)
    # A few digits are the same for a whole district.
    if length < 12:
        return None
    return Found.TAIL_LOST if one[:length] == other[:length] else Found.UNLIKE


def _compare_texts(one: str, other: str) -> Found:
    if one == other:
        return Found.SAME
    match OSA.distance(one, other, score_cutoff=2):
        case 1 if len(one) != len(other):
            return Found.DIGIT_LOST
        case 1:
            is_single = sum(a != b for a, b in zip(one, other, strict=True)) == 1
            return Found.ONE_WRONG if is_single else Found.SWAPPED
        case 2:
            return Found.TWO_WRONG
        case _:
            return Found.UNLIKE
