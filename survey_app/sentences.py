"""Sentences for people in their language, from the catalogues in resources/messages; no Qt."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("zh", "en")


class UnknownSentence(KeyError):
    """A key that no catalogue has: our mistake, so it is let fly."""


def sentence(language: str, key: str, **facts: object) -> str:
    """Return the sentence of that key, with the facts filled in; a fact that is not known reads as nothing."""
    text = catalogue(language).get(key)
    if text is None:
        raise UnknownSentence(key)
    return fill(text, facts)


def fill(text: str, facts: Mapping[str, object]) -> str:
    """Put facts into `{name}`; `{persons:person|persons}` also chooses the noun, for languages that have plurals."""
    return text.format_map(_Facts(facts))


def nearest_language(name: str) -> str:
    """Return the catalogue for a locale's name: `zh_CN.UTF-8` reads zh, and so does a name that says nothing."""
    return "en" if name.lower().startswith("en") else "zh"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return a whole catalogue as `table.name` -> text."""
    # Imported here: a window that has nothing to say yet comes up without.
    import tomllib

    name = f"{nearest_language(language)}.toml"
    text = resources.files("resources").joinpath("messages", name).read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the facts that a text asks for."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _flat(tables: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in tables.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)


class _Facts(dict[str, object]):
    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__({name: _Fact("" if value is None else str(value)) for name, value in facts.items()})

    def __missing__(self, name: str) -> _Fact:
        return _Fact("")


class _Fact(str):
    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            one, many = spec.split("|")
            return f"{self} {one if self == '1' else many}"
        return super().__format__(spec)
