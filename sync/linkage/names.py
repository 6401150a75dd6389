"""Names as they are heard at a door: the same characters, other forms of them, the same sound, nearly the same."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from forms.pinyin import FIRST_CHINESE, SURNAMES, readings_of

VARIANTS = str.maketrans(
    "於張陳劉楊黃趙吳孫馬鄭許韓馮蔣葉閻蕭肖盧蘇呂羅賈鄧龍萬錢湯譚賀賴龔顏嚴鍾鐘閆付國華榮蘭鳳麗傑勳勛輝偉軍靜紅蓮貴寶"
    "強剛玲燕濤慶義雲霞曉東喆堃峯羣昇淑異彥",
    "于张陈刘杨黄赵吴孙马郑许韩冯蒋叶阎萧萧卢苏吕罗贾邓龙万钱汤谭贺赖龚颜严钟钟阎傅国华荣兰凤丽杰勋勋辉伟军静红莲贵宝"
    "强刚玲燕涛庆义云霞晓东哲坤峰群升淑异彦",
)
"""Characters that are written in another way for the same name: traditional, older, or simplified once too often."""

_SOUNDS = {"zh": "z", "ch": "c", "sh": "s"}
_NASAL = re.compile(r"(?<=[aei])ng$")


class Spoken(StrEnum):
    """What two names say of each other."""

    SAME = "same"
    VARIANT = "variant"  # other forms of the same characters
    SOUND = "sound"  # other characters, read the same
    NEAR_SOUND = "near_sound"  # zh for z, ng for n
    ORDER = "order"  # the characters of the given name in another order
    ONE_OTHER = "one_other"  # one character of three or more is another
    DIFFERENT = "different"


@lru_cache(maxsize=65_536)
def plain_name(name: str) -> str:
    """Return the letters of a name in their usual form."""
    letters = unicodedata.normalize("NFKC", name).lower()
    return "".join(letter for letter in letters if letter.isalnum()).translate(VARIANTS)


def reading_key(name: str) -> str:
    """Return what all names have in common that may be one as they are heard, in whatever order the given name is."""
    sounds = [_folded(ways[0]) for ways in readings(plain_name(name))]
    return " ".join([*sounds[:1], *sorted(sounds[1:])])


def compare_names(one: str, other: str) -> Spoken | None:
    """Say how two names stand to each other; None where one is missing."""
    first, second = plain_name(one), plain_name(other)
    if not first or not second:
        return None
    if first == second:
        return Spoken.SAME if _bare(one) == _bare(other) else Spoken.VARIANT
    spoken, heard = readings(first), readings(second)
    if len(spoken) != len(heard):
        return Spoken.DIFFERENT
    if all(set(a) & set(b) for a, b in zip(spoken, heard, strict=True)):
        return Spoken.SOUND
    near = [bool({*map(_folded, a)} & {*map(_folded, b)}) for a, b in zip(spoken, heard, strict=True)]
    if all(near):
        return Spoken.NEAR_SOUND
    if near[0] and len(near) > 2:
        if reading_key(one) == reading_key(other):
            return Spoken.ORDER
        if near.count(False) == 1:
            return Spoken.ONE_OTHER
    return Spoken.DIFFERENT


@lru_cache(maxsize=65_536)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return for each syllable of a name the ways to read it, the usual one of a surname first."""
    for length in (2, 1):
        spoken = SURNAMES.get(name[:length])
        if spoken is not None:
            rest = tuple(readings_of(letter) for letter in name[length:])
            return (*((syllable,) for syllable in spoken.split()), *rest)
    return tuple(readings_of(letter) for letter in name)


def _bare(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).lower() if letter.isalnum())


@lru_cache(maxsize=4096)
def _folded(syllable: str) -> str:
    """Return a syllable as those say and type it who do not tell zh from z, or ng from n."""
    if len(syllable) < 2 or ord(syllable[0]) >= FIRST_CHINESE:
        return syllable
    start = _SOUNDS.get(syllable[:2], syllable[:2])
    return _NASAL.sub("n", start + syllable[2:])
