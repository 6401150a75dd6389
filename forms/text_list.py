"""Searching a long list of texts at once: by what is written, by pinyin and by initials, as `pinyin.matches` does.

The whole list is one string with a text on each line, and what is typed becomes one regular expression in which each
syllable stands for the characters of this list that are read so. Ten thousand texts are searched in milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from forms.pinyin import matching, readings_of

UNFIT = re.compile(r"[^\w\n]|_")
FIRST_CHINESE = 0x2E80
LONGEST_SYLLABLE = 6
FEW = 500
"""So many texts are quicker looked through one by one than an expression is made."""


class TextList:
    """Texts that are searched again and again."""

    def __init__(self, texts: Sequence[str]) -> None:
        lines = "\n".join(texts)
        if lines.count("\n") != max(0, len(texts) - 1):
            lines = "\n".join(text.replace("\n", " ") for text in texts)
        self._texts = texts
        self._lines = UNFIT.sub("", unicodedata.normalize("NFKC", lines).lower())
        self._classes: dict[str, str] = {}
        self._last: tuple[str, list[int]] = ("", [])

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(line) + 1 for line in self._lines.split("\n"))
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _readings(self) -> dict[str, tuple[str, ...]]:
        """Every Chinese character of the list and how it is read."""
        return {letter: readings_of(letter) for letter in set(self._lines) if ord(letter) >= FIRST_CHINESE}

    def prepare(self) -> None:
        """Do now what the first search would have to do."""
        _ = self._starts, self._readings

    def find(self, query: str) -> list[int]:
        """Return the places of the texts that match, those that begin with what was typed first."""
        typed = UNFIT.sub("", unicodedata.normalize("NFKC", query).lower()).replace("\n", "")
        if not typed:
            return list(range(len(self._texts)))
        before, found = self._last
        if before and typed.startswith(before) and len(found) <= FEW:
            # The next letter of the same word: only what was found can be found again.
            found.sort()
            texts = [self._texts[place] for place in found]
            self._last = typed, [found[place] for place in matching(typed, texts)]
        else:
            self._last = typed, self._search(typed)
        return list(self._last[1])

    def _search(self, typed: str) -> list[int]:
        first: list[int] = []
        later: list[int] = []
        pattern = re.compile(self._pattern(typed))
        place, starts = 0, self._starts
        while match := pattern.search(self._lines, place):
            line = bisect_right(starts, match.start()) - 1
            (first if match.start() == starts[line] else later).append(line)
            place = starts[line + 1]
        return first + later

    def _pattern(self, typed: str) -> str:
        """Return what finds the query: each way to cut it into beginnings of syllables, from its end forwards."""
        tails = [""] * (len(typed) + 1)
        for start in range(len(typed) - 1, -1, -1):
            ways: list[str] = []
            for length in range(1, min(LONGEST_SYLLABLE, len(typed) - start) + 1):
                tail = tails[start + length]
                if (start + length == len(typed) or tail) and (letters := self._class(typed[start : start + length])):
                    ways.append(letters + tail)
            tails[start] = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})" if ways else ""
        written = re.escape(typed)
        return f"{written}|{tails[0]}" if tails[0] else written

    def _class(self, syllable: str) -> str:
        """Return what stands for one character that is read with this beginning, or is written so."""
        if syllable not in self._classes:
            read_so = [
                letter
                for letter, ways in self._readings.items()
                if letter == syllable or any(way.startswith(syllable) for way in ways)
            ]
            self._classes[syllable] = _one_of([*read_so, *([syllable] if len(syllable) == 1 else [])])
        return self._classes[syllable]


def _one_of(letters: Iterable[str]) -> str:
    unique = sorted(set(letters))
    return f"[{''.join(re.escape(letter) for letter in unique)}]" if unique else ""
