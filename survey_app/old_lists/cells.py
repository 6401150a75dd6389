"""What a cell of a list says: codes for words, plain digits, ISO dates, or why it is no answer. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from forms.datasets import Field
from forms.pinyin import search_keys
from forms.rows import Value
from survey_app.old_lists.layout import plain
from sync.workbook.edits import Why
from sync.workbook.judgement import Judge

LANGUAGE = "zh"
"""Judging compares with what a cell would show; the two languages are understood alike."""

CHINESE_DIGITS = {**dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True)), "元": 1}
CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年(?:([元一二三四五六七八九十]{1,2})月)?(?:([一二三四五六七八九十]{1,3})日)?"
)
SHORT_YEAR = re.compile(r"(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
THIS_CENTURY = 30
"""Two digits of a year are of the century before from here on; below it nobody can know."""

LOST_DIGITS = re.compile(r"\d(\.\d+)?[eE]\+?\d{2}|\d{15,}\.0")
RESIDENT_ID = re.compile(r"\d{17}[\dX]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Unfit(StrEnum):
    """Why a cell or a row of a list was not taken, beyond what a workbook's cells can be refused for."""

    DAMAGED = "damaged"  # a spreadsheet program has cut its digits off
    AREA = "area"  # no area of ours
    OUTSIDE = "outside"  # its record stands in an area that is not ours
    DIFFERS = "differs"  # another row of the same household says otherwise
    REPEATED = "repeated"  # an earlier row is the same record and says otherwise
    HELD = "held"  # the same number stands here already, recorded in another way
    EMPTY = "empty"  # nothing in the row is an answer


class CellReader:
    """Reads the cells of one column."""

    def __init__(self, question: Field, words: Mapping[str, str] | None = None, is_id_number: bool = False) -> None:
        self._question = question
        self._judge = Judge(question, LANGUAGE)
        self._is_id_number = is_id_number
        self._told = {plain(word): code for word, code in (words or {}).items()}
        self._codes = _codes_by_word(question.choices) if question.choices else {}
        self._known: dict[str, tuple[Value, str]] = {}

    @property
    def has_choices(self) -> bool:
        return bool(self._question.choices)

    def read(self, text: str) -> tuple[Value, str]:
        """Return the value and why there is none; both blank where somebody said that such cells are left out."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> tuple[Value, str]:
        if not text:
            return None, ""
        if self._question.choices:
            return self._choice(text)
        if self._question.kind not in ("integer", "decimal") and self._is_damaged(text):
            return None, Unfit.DAMAGED
        if self._question.kind == "date":
            return self._judged(_spelt_date(text))
        # What stands as 1288.0 was a number without a fraction.
        return self._judged(re.sub(r"^(\d+)\.0$", r"\1", text))

    def _judged(self, found: str | int) -> tuple[Value, str]:
        verdict = self._judge.judge(found, None)
        if verdict.why is not None:
            return None, Unfit.DAMAGED if verdict.why is Why.PRECISION else str(verdict.why)
        return verdict.value, ""

    def _choice(self, text: str) -> tuple[Value, str]:
        code = self._code(text)
        if code is not None:
            return code or None, ""
        if self._question.kind == "select_one":
            return self._judged(text)
        parts = [part for part in re.split(r"[\s,，、;；/]+", text) if part]
        codes = [self._code(part) for part in parts]
        if any(each is None for each in codes):
            return self._judged(text)
        return " ".join(dict.fromkeys(each for each in codes if each)) or None, ""

    def _code(self, text: str) -> str | None:
        word = plain(text)
        told = self._told.get(word)
        if told is not None and (not told or told in self._question.choices):
            return told
        return text if text in self._question.choices else self._codes.get(word)

    def _is_damaged(self, text: str) -> bool:
        if LOST_DIGITS.fullmatch(text):
            return True
        # 18 digits that went through a number cell have lost their last three; a number that really ends so adds up.
        digits = unicodedata.normalize("NFKC", text).strip().upper()
        return (
            self._is_id_number
            and digits.endswith("000")
            and RESIDENT_ID.fullmatch(digits) is not None
            and not adds_up(digits)
        )


def adds_up(number: str) -> bool:
    """Say whether the last of the 18 characters of a resident's number follows from the others (GB 11643)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=False)) % 11] == number[17]


def long_number(text: str) -> str:
    """Return a resident's number in 18 characters, also where an old card had 15; "" where it is none."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if re.fullmatch(r"\d{15}", digits):
        longer = f"{digits[:6]}19{digits[6:]}"
        return longer + next(end for end in "10X98765432" if adds_up(longer + end))
    return digits if RESIDENT_ID.fullmatch(digits) else ""


def _codes_by_word(choices: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return word -> code: labels, the same without brackets, their pinyin; none that two choices share."""
    found: dict[str, str] = {}
    for words in (_labels, _short_labels, _sounds):
        layer: dict[str, set[str]] = {}
        for code, labels in choices.items():
            for word in words(labels):
                layer.setdefault(word, set()).add(code)
        # A label goes before another one's short form or sound.
        for word, codes in layer.items():
            if len(codes) == 1 and word:
                found.setdefault(word, next(iter(codes)))
    return found


def _labels(labels: Mapping[str, str]) -> set[str]:
    return {plain(label) for label in labels.values()}


def _short_labels(labels: Mapping[str, str]) -> set[str]:
    return {plain(re.sub(r"[(（].*?[)）]", "", label)) for label in labels.values()}


def _sounds(labels: Mapping[str, str]) -> set[str]:
    return {key for label in labels.values() if not label.isascii() for key in search_keys(label) if len(key) > 1}


def _spelt_date(text: str) -> str | int:
    narrow = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("号", "日")
    # A date's serial number, kept as text.
    if re.fullmatch(r"\d{5}", narrow):
        return int(narrow)
    if spelt := CHINESE_DATE.fullmatch(narrow):
        year = "".join(str(CHINESE_DIGITS[digit]) for digit in spelt[1])
        return "-".join([year, *(str(_small_number(part)) for part in spelt.groups()[1:] if part)])
    if (short := SHORT_YEAR.fullmatch(narrow)) and int(short[1]) > THIS_CENTURY:
        return f"19{short[1]}-{short[2]}-{short[3]}"
    # 31/12/1960: where no month is meant, the day comes first; where both could be, nobody can know.
    if (turned := DAY_FIRST.fullmatch(narrow)) and (int(turned[1]) > 12) != (int(turned[2]) > 12):
        day, month = (turned[1], turned[2]) if int(turned[1]) > 12 else (turned[2], turned[1])
        return f"{turned[3]}-{month}-{day}"
    return narrow if "年" in narrow else text


def _small_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return CHINESE_DIGITS[text]
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)
