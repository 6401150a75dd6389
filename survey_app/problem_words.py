"""What is wrong with a questionnaire or a pack, in the words of its author's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from survey_app.sentences import fill, nearest_language

CATALOGUES = ("converter_problems", "form_problems", "pack_problems")


class ProblemWords(NamedTuple):
    """What is wrong, and how to mend it."""

    what: str
    mend: str


def in_words(what: str, mend: str, language: str) -> ProblemWords:
    """Return a problem, as its reader tells it, in a language; as it was told where the catalogues do not know it."""
    known = nearest_language(language)
    for pattern, words in _catalogue():
        if match := pattern.search(what):
            if known not in words:
                break
            facts = {name: text or "" for name, text in match.groupdict().items()}
            return ProblemWords(*(fill(sentence, facts) for sentence in words[known]))
    return ProblemWords(what, mend)


@cache
def _catalogue() -> Sequence[tuple[re.Pattern[str], dict[str, Sequence[str]]]]:
    found: list[tuple[re.Pattern[str], dict[str, Sequence[str]]]] = []
    for name in CATALOGUES:
        text = resources.files("resources").joinpath("messages", f"{name}.toml").read_text(encoding="utf-8")
        for each in tomllib.loads(text)["problem"]:
            found.append((re.compile(each.pop("pattern"), re.DOTALL), each))
    return tuple(found)
