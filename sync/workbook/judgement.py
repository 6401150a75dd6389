"""What a cell means after a person or a spreadsheet program has had it: the same, something new, or damage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from forms.datasets import Field
from forms.rows import Value
from forms.state import Missing
from sync.workbook.cells import EXACT, fits, formatter, number_text
from sync.workbook.edits import Repair, Why
from sync.workbook.proof import IsRight, proven
from sync.workbook.words import all_words, missing_by_word

Found = str | int | float | bool | date | datetime | time | timedelta
"""What the bulk reader finds in a cell; "" is blank."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to make of one cell. `value` is the base's where nothing is to be changed."""

    value: Value
    why: Why | None = None
    how: Repair | None = None


class _Refused(ValueError):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DIGITS_AND_X = re.compile(r"[0-9]{6,}[0-9xX]?")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_PUNCTUATED_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?)?)?[月年]?")
_COMPACT_DATE = re.compile(r"((?:1[89]|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_PLACE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?: -?[0-9]+(?:\.[0-9]+)?){1,3}")
_BETWEEN = re.compile(r"[;；\n]")
_BETWEEN_CODES = re.compile(r"[\s,，、;；/]+")
_LABEL_PIECES = 8
_ATTACHMENTS = frozenset({"image", "audio", "video", "file"})


class Judge:
    """Judges the cells of one field."""

    def __init__(self, field: Field, language: str, since_1904: bool = False, is_right: IsRight | None = None) -> None:
        """`is_right` tells of an identity number by itself whether it can be one."""
        self.field, self._is_right = field, is_right
        self._epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        self._formats = [formatter(field, language)]
        self._missing = missing_by_word()
        self._parse = self._parser()
        self._codes = _code_by_label(field.choices)

    def judge(self, found: Found, base: Value) -> Verdict:
        """Compare a cell with what the workbook had shown of that value."""
        shown = self._formats[0](base)
        if as_text(found) == as_text(shown):
            return Verdict(base)
        if isinstance(found, str):
            # Programs rewrite line ends, drop what no font shows, and trim.
            if _bare(found) == _bare(as_text(shown)):
                return Verdict(base)
            if not found.strip():
                return Verdict(base) if shown == "" else Verdict(None)
        try:
            return self._judged(found, base)
        except _Refused as refused:
            return Verdict(base, why=refused.why)

    def _judged(self, found: Found, base: Value) -> Verdict:
        if isinstance(found, bool):
            if str(base).lower() == str(found).lower():
                return Verdict(base)
            raise _Refused(Why.BOOLEAN)
        if self.field.kind in _ATTACHMENTS:
            raise _Refused(Why.ATTACHMENT)
        if isinstance(found, str):
            text = found.strip()
            if text in self._missing:
                return Verdict(self._missing[text])
            if _CONTROL.search(text):
                raise _Refused(Why.CONTROL)
            if not fits(text) or any(text.endswith(words.cut_off) for words in all_words().values()):
                raise _Refused(Why.TOO_LONG)
            # A text that the cell could not show whole cannot be edited there.
            if isinstance(base, str) and not fits(base):
                raise _Refused(Why.TOO_LONG)
            found = text
        verdict = self._parse(found, base)
        return Verdict(base, how=verdict.how) if _equal(verdict.value, base, self.field.kind) else verdict

    def _parser(self) -> Callable[[Found, Value], Verdict]:
        match self.field.kind:
            case "integer" | "range":
                return self._integer
            case "decimal":
                return self._decimal
            case "date":
                return self._date
            case "time":
                return self._time
            case "datetime":
                return self._datetime
            case "geopoint":
                return self._place
            case "select_one" if self.field.choices:
                return lambda found, base: self._one_choice(_text_of_choice(found), base)
            case "select_multiple" | "rank" if self.field.choices:
                return lambda found, base: self._several_choices(_text_of_choice(found))
            case _:
                return self._text

    def _integer(self, found: Found, base: Value) -> Verdict:
        number = self._number(found)
        if number != number.to_integral_value() or abs(number) >= EXACT:
            raise _Refused(Why.NUMBER)
        return Verdict(int(number))

    def _decimal(self, found: Found, base: Value) -> Verdict:
        number = self._number(found)
        if isinstance(base, str) and _decimal_of(base) == number:
            return Verdict(base)
        return Verdict(number_text(found) if isinstance(found, (int, float)) else format(number, "f"))

    @staticmethod
    def _number(found: Found) -> Decimal:
        if isinstance(found, (date, time, timedelta)):
            raise _Refused(Why.BECAME_DATE)
        number = _decimal_of(number_text(found) if isinstance(found, (int, float)) else _narrow(found))
        if number is None or not number.is_finite() or abs(number) >= Decimal(EXACT) * 1000:
            raise _Refused(Why.NUMBER)
        return number

    def _date(self, found: Found, base: Value) -> Verdict:
        match found:
            case datetime():
                return Verdict(found.date().isoformat())
            case date():
                return Verdict(found.isoformat())
            case int() | float():
                return self._date_from_number(found)
            case str():
                return Verdict(_iso_date(_narrow(found)))
            case _:
                raise _Refused(Why.DATE)

    def _date_from_number(self, found: int | float) -> Verdict:
        days = int(found)
        # 19600512 is a date that somebody typed, and 1960 a year; a serial day of 1905 is neither.
        if days == found and (_COMPACT_DATE.fullmatch(str(days)) or 1800 <= days <= 2200):
            return Verdict(_iso_date(str(days)))
        if not 61 <= days <= 109_574:
            raise _Refused(Why.DATE)
        return Verdict((self._epoch + timedelta(days=days)).isoformat(), how=Repair.SERIAL_TO_DATE)

    @staticmethod
    def _time(found: Found, base: Value) -> Verdict:
        match found:
            case datetime():
                text = found.time().isoformat("seconds")
            case time():
                text = found.isoformat("seconds")
            case float() if 0 <= found < 1:
                text = (datetime.min + timedelta(seconds=round(found * 86_400))).time().isoformat()
            case str():
                text = _narrow(found)
            case _:
                raise _Refused(Why.TIME)
        return Verdict(_iso_time(text))

    def _datetime(self, found: Found, base: Value) -> Verdict:
        match found:
            case datetime():
                return Verdict(found.isoformat(timespec="seconds"))
            case date():
                raise _Refused(Why.BECAME_DATE)
            case str():
                day, _, clock = re.sub(r"[T ]+", " ", _narrow(found)).strip().partition(" ")
                whole = _iso_date(day)
                if len(whole) != 10 or not clock:
                    raise _Refused(Why.DATE)
                return Verdict(f"{whole}T{_iso_time(clock)}")
            case int() | float() if 61 <= found <= 109_574:
                moment = datetime.combine(self._epoch, time()) + timedelta(seconds=round(found * 86_400))
                return Verdict(moment.isoformat(timespec="seconds"), how=Repair.SERIAL_TO_DATE)
            case _:
                raise _Refused(Why.DATE)

    @staticmethod
    def _place(found: Found, base: Value) -> Verdict:
        text = re.sub(r"[,，\s]+", " ", _narrow(found)) if isinstance(found, str) else ""
        if not _PLACE.fullmatch(text):
            raise _Refused(Why.PLACE)
        return Verdict(text)

    def _one_choice(self, text: str, base: Value) -> Verdict:
        choices = self.field.choices
        code, _, rest = text.partition(" ")
        rest = rest.strip()
        # the code alone
        if text in choices:
            return Verdict(text)
        # the code with words after it: its label, an older label, or somebody else's
        if code in choices:
            if rest in choices[code].values() or _plain(rest) in {_plain(label) for label in choices[code].values()}:
                return Verdict(code)
            if self._codes.get(_plain(rest), {code}) != {code}:
                raise _Refused(Why.CODE_AND_LABEL)
            return Verdict(code, how=None if code == base else Repair.LABEL_IGNORED)
        # the label alone
        named = self._codes.get(_plain(text), set())
        if len(named) == 1:
            return Verdict(next(iter(named)))
        narrow = _narrow(text)
        if narrow != text and (narrow in choices or narrow.partition(" ")[0] in choices):
            return self._one_choice(narrow, base)
        # a program has dropped the zero in front: 2 is meant as 02 where only 02 exists
        bare = [known for known in choices if known.lstrip("0") == narrow.lstrip("0") != ""]
        if len(bare) == 1 and narrow.isdigit():
            return Verdict(bare[0], how=Repair.LEADING_ZERO)
        raise _Refused(Why.CHOICE)

    def _several_choices(self, text: str) -> Verdict:
        parts = _BETWEEN_CODES.split(text)
        if all(part in self.field.choices for part in parts):
            return Verdict(" ".join(dict.fromkeys(parts)))
        pieces = [part for part in _BETWEEN.split(text) if part.strip()]
        codes: list[str] = []
        while pieces:
            used, code = self._first_choice(pieces)
            pieces = pieces[used:]
            codes.append(code)
        return Verdict(" ".join(dict.fromkeys(codes)) or None)

    def _first_choice(self, pieces: Sequence[str]) -> tuple[int, str]:
        """Return how many pieces the first choice takes, and its code; a label may hold the sign between choices."""
        loose: tuple[int, str] | None = None
        for used in range(min(len(pieces), _LABEL_PIECES), 0, -1):
            try:
                verdict = self._one_choice("；".join(pieces[:used]).strip(), None)
            except _Refused:
                continue
            if verdict.how is None:
                return used, str(verdict.value)
            loose = used, str(verdict.value)
        # A code with words that are not its label takes no more than its own piece.
        if loose is None or loose[0] != 1:
            raise _Refused(Why.CHOICE)
        return loose

    def _text(self, found: Found, base: Value) -> Verdict:
        if isinstance(found, (date, time, timedelta)):
            raise _Refused(Why.BECAME_DATE)
        number = proven(found, self._is_right) if self._is_right else None
        try:
            verdict = (
                _text_from_number(found, base) if isinstance(found, (int, float)) else _text_from_text(found, base)
            )
        except _Refused:
            if number is None:
                raise
            return Verdict(number, how=Repair.CHECK_DIGIT)
        # What the base proves, or what is a number already, needs no other proof.
        if number in (None, verdict.value) or verdict.how is Repair.FROM_BASE:
            return verdict
        return Verdict(number, how=Repair.CHECK_DIGIT)


def _text_from_number(found: int | float, base: Value) -> Verdict:
    digits = number_text(found)
    known = base if isinstance(base, str) else ""
    if abs(found) >= EXACT / 10 or "e" in digits.lower():
        # What is left of an identity number still shows whose it is.
        whole = format(Decimal(found), "f").partition(".")[0]
        if len(known) == len(whole) and known[:15] == whole[:15]:
            return Verdict(base, how=Repair.FROM_BASE)
        raise _Refused(Why.PRECISION)
    if known != digits and known.lstrip("0") == digits:
        return Verdict(base, how=Repair.LEADING_ZERO)
    return Verdict(digits, how=Repair.NUMBER_TO_TEXT)


def _text_from_text(found: Found, base: Value) -> Verdict:
    text = str(found)
    known = base if isinstance(base, str) else ""
    if _EXPONENT.fullmatch(_narrow(text)) and not _EXPONENT.fullmatch(known):
        number = _decimal_of(_narrow(text))
        if number is not None and number >= EXACT / 10:
            return _damaged_digits(
                format(number, "f"), len(str(_narrow(text)).partition(".")[2].split("E")[0]) + 1, base
            )
    if len(text) >= 17 and text.isdigit() and text.endswith("000") and text != known and known[:15] == text[:15]:
        return Verdict(base, how=Repair.FROM_BASE)
    if text[:1] == "'" and known == text[1:].strip():
        return Verdict(base)
    if text[:1] == "'" and _DIGITS_AND_X.fullmatch(_narrow(text[1:])):
        return Verdict(_number_like(text[1:]), how=Repair.APOSTROPHE)
    return Verdict(_number_like(text))


def _damaged_digits(whole: str, kept: int, base: Value) -> Verdict:
    if isinstance(base, str) and len(base) == len(whole) and base[: max(kept - 1, 1)] == whole[: max(kept - 1, 1)]:
        return Verdict(base, how=Repair.FROM_BASE)
    raise _Refused(Why.PRECISION)


def _number_like(text: str) -> str:
    """Return an identity or telephone number in plain digits; any other text as it was typed."""
    narrow = re.sub(r"\s", "", _narrow(text))
    if _DIGITS_AND_X.fullmatch(narrow) and narrow != text:
        return narrow.upper()
    return text


def _equal(value: Value, base: Value, kind: str) -> bool:
    if value == base and isinstance(value, Missing) == isinstance(base, Missing):
        return True
    if (
        not isinstance(value, str)
        or not isinstance(base, str)
        or isinstance(value, Missing)
        or isinstance(base, Missing)
    ):
        return False
    match kind:
        # A time of day that lost its zone or its fraction on the way is no other time.
        case "time" | "datetime":
            return _clock(value) == _clock(base)
        case "select_multiple":
            return sorted(value.split(" ")) == sorted(base.split(" "))
        # a lower-case x at the end of an identity number
        case _:
            return _DIGITS_AND_X.fullmatch(base) is not None and _number_like(value).upper() == base.upper()


def _clock(text: str) -> str:
    return re.sub(r"(\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?$", "", text)


def _iso_date(text: str) -> str:
    match = _PUNCTUATED_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if not match:
        # A date with a time of midnight, as some programs show it
        head, _, clock = text.replace("T", " ").partition(" ")
        if clock and set(clock) <= set("0:."):
            return _iso_date(head)
        raise _Refused(Why.DATE)
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise _Refused(Why.DATE) from error
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _iso_time(text: str) -> str:
    match = _TIME.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise _Refused(Why.TIME)
    return f"{int(match[1]):02d}:{match[2]}:{match[3] or '00'}{match[4] or ''}"


def _decimal_of(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").replace("，", "").replace(" ", ""))
    except InvalidOperation:
        return None


def as_text(found: Found) -> str:
    """Return a cell as it reads, numbers without an exponent."""
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return number_text(found)
    return str(found)


def _text_of_choice(found: Found) -> str:
    if isinstance(found, (date, time, timedelta)):
        raise _Refused(Why.BECAME_DATE)
    return as_text(found)


def _bare(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def _narrow(text: object) -> str:
    """Return the text with full-width digits, letters and signs as plain ones."""
    return unicodedata.normalize("NFKC", str(text)).strip()


def _plain(text: str) -> str:
    return "".join(_narrow(text).casefold().split())


def _code_by_label(choices: Mapping[str, Mapping[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, labels in choices.items():
        for label in labels.values():
            found.setdefault(_plain(label), set()).add(code)
    return found
