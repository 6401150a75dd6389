"""Finding Chinese text by its pinyin: `xg` and `xiagang` both find 下岗, whichever way a character is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

SURNAMES = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "区": "ou", "解": "xie", "查": "zha", "任": "ren", "华": "hua",
    "朴": "piao", "盖": "ge", "覃": "qin", "翟": "zhai", "乐": "yue", "缪": "miao", "冼": "xian", "员": "yun",
    "黑": "he", "繁": "po", "幺": "yao", "折": "she", "种": "chong", "秘": "bi", "那": "na", "宁": "ning",
    "燕": "yan", "纪": "ji", "瞿": "qu", "召": "shao", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun",
    "澹台": "tan tai", "令狐": "ling hu", "单于": "chan yu",
}  # fmt: skip
"""Characters that are read in another way when they begin a name."""

FIRST_CHINESE = 0x2E80
CHINESE = re.compile("[\u2e80-\U0003ffff]+|.", re.DOTALL)
"""A run of Chinese characters, whose readings depend on each other, or any one other character."""

MOST_KEYS = 8
"""Ways to read one text that are worth keeping; names with more have never been met."""


def syllables(text: str) -> list[str]:
    """Return the usual reading, syllable by syllable, without tones; other letters and digits stay one by one."""
    # Loaded late: its dictionaries take longer than opening the window.
    from pypinyin import lazy_pinyin

    found: list[str] = []
    for part in CHINESE.findall(_plain(text)):
        if len(part) > 1 or ord(part) >= FIRST_CHINESE:
            found += lazy_pinyin(part)
        elif part.isalnum():
            found.append(part)
    return found


def name_syllables(name: str) -> list[str]:
    """Return the reading of a person's name: 曾 is Zeng and 单 is Shan at its beginning."""
    for length in (2, 1):
        reading = SURNAMES.get(name[:length])
        if reading is not None:
            return reading.split() + syllables(name[length:])
    return syllables(name)


def initials(text: str) -> str:
    """Return the first letter of each syllable: `nhjd` for 南湖街道."""
    return "".join(syllable[0] for syllable in syllables(text))


def search_keys(text: str) -> tuple[str, ...]:
    """Return what an index should hold for a text: whole readings and initials, every way to read it (up to eight)."""
    ways: list[str] = []
    readings = (readings_of(letter) for letter in _plain(text) if letter.isalnum())
    for reading in islice(product(*readings), MOST_KEYS):
        ways += ["".join(reading), "".join(syllable[0] for syllable in reading)]
    return tuple(dict.fromkeys(way for way in ways if way))


def matches(query: str, text: str) -> bool:
    """Return whether a text contains the query as it is written, or begins somewhere to be read as it is typed.

    Each character may be typed as any beginning of any of its readings: 下岗 is `xg`, `xiag`, `xgang`. Blanks and
    apostrophes in the query count for nothing.
    """
    typed = "".join(letter for letter in _plain(query) if letter.isalnum())
    if not typed:
        return True
    written, firsts, readings = _prepared(text)
    if typed in written:
        return True
    if typed[0] not in firsts:
        return False
    return any(_reads(typed, 0, readings, start) for start in range(len(readings)))


def matching(query: str, texts: Sequence[str]) -> list[int]:
    """Return the positions of the texts that match; those that begin with what was typed come first."""
    found = [position for position, text in enumerate(texts) if matches(query, text)]
    typed = "".join(letter for letter in _plain(query) if letter.isalnum())
    return sorted(found, key=lambda position: not _begins(typed, texts[position]))


def _begins(typed: str, text: str) -> bool:
    written, _, readings = _prepared(text)
    return written.startswith(typed) or _reads(typed, 0, readings, 0)


def _reads(typed: str, done: int, readings: tuple[tuple[str, ...], ...], place: int) -> bool:
    """Return whether the rest of what was typed can be read from that character on."""
    if done == len(typed):
        return True
    if place == len(readings):
        return False
    for reading in readings[place]:
        longest = 0
        while longest < len(reading) and typed[done + longest : done + longest + 1] == reading[longest]:
            longest += 1
        for length in range(longest, 0, -1):
            if _reads(typed, done + length, readings, place + 1):
                return True
    return False


@lru_cache(maxsize=65_536)
def _prepared(text: str) -> tuple[str, frozenset[str], tuple[tuple[str, ...], ...]]:
    """Return a text as written without punctuation, the letters that its readings begin with, and the readings."""
    written = "".join(letter for letter in _plain(text) if letter.isalnum())
    readings = tuple((*readings_of(letter), letter) for letter in written)
    return written, frozenset(reading[0] for ways in readings for reading in ways), readings


@lru_cache(maxsize=32_768)
def readings_of(letter: str) -> tuple[str, ...]:
    """Return every way to read one character; ü is typed as v or u."""
    from pypinyin import Style, pinyin

    ways = (
        pinyin(letter, style=Style.NORMAL, heteronym=True, errors="default")[0]
        if ord(letter) >= FIRST_CHINESE
        else [letter]
    )
    typed = [way for reading in ways for way in dict.fromkeys((reading, reading.replace("v", "u")))]
    return tuple(dict.fromkeys(typed)) if letter != "v" else ("v",)


def _plain(text: str) -> str:
    """Full-width letters and digits are the same as narrow ones, capitals the same as small letters."""
    return unicodedata.normalize("NFKC", text).lower()
