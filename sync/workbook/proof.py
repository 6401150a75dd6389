"""A spoilt identity number that its own check digit still proves: the only right one that can have become this. Pure.

A spreadsheet keeps 15 to 17 digits of 18. What is left leaves a few numbers possible; where exactly one of them has
the right check digit, that one was meant. Where two have it nobody can know, and the cell is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

IsRight = Callable[[str], bool]

_EXPONENT = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_MOST = 200
"""Numbers to try; where more are possible several are right."""
_ALL_OF_A_FLOAT = 17
"""Digits that a floating-point number keeps at most."""
_REACH = 64
"""Numbers of 18 digits lie at most that far from their floating-point number."""
_LOOK_ALIKE = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "×": "X", "х": "X", "Х": "X", "x": "X"})
"""What people and scanners write for a digit, or for the X at the end; two of them are Cyrillic."""
_BETWEEN = re.compile(r"[\s\-'’·.]")


def proven(found: str | int | float, is_right: IsRight) -> str | None:
    """Return the one right number that a cell can have held, None where there are none or several."""
    possible = list(dict.fromkeys(text for text in _possible(found) if is_right(text)))
    return possible[0] if len(possible) == 1 else None


def _possible(found: str | int | float) -> Iterable[str]:
    if isinstance(found, str):
        exponent = _EXPONENT.fullmatch(unicodedata.normalize("NFKC", found).strip())
        return _before_rounding(exponent) if exponent else [_plain(found)]
    if abs(found) >= 2**63:
        return ()
    if isinstance(found, int) and found % 10 and int(float(found)) != found:
        # No program has had it as a floating-point number, which could not hold it.
        return [str(found)]
    return _before_floating(float(found))


def _plain(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOK_ALIKE)


def _before_floating(number: float) -> Iterator[str]:
    """Yield every whole number that is stored as that floating-point number."""
    # Fewer digits are enough to say it: a program may have cut the others before, and nobody knows what they were.
    if len(repr(number).partition("e")[0].replace(".", "").strip("-0")) < _ALL_OF_A_FLOAT:
        return
    whole = int(number)
    for near in range(whole - _REACH, whole + _REACH + 1):
        if float(near) == number:
            yield str(near)


def _before_rounding(exponent: re.Match[str]) -> Iterator[str]:
    """Yield every whole number that is shown so when it is rounded to as many digits."""
    first, rest, power = exponent[1], exponent[2] or "", int(exponent[3])
    lost = power - len(rest)
    step = 10**lost if 0 < lost < 4 else 0
    if not 0 < step <= _MOST:
        return
    shown = Decimal(f"{first}{rest}").scaleb(lost)
    context = Context(prec=1 + len(rest), rounding=ROUND_HALF_UP)
    for near in range(int(shown) - step, int(shown) + step + 1):
        if context.create_decimal(near) == shown:
            yield str(near)
