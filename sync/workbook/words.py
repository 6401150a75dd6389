"""The words that a workbook shows, in the language of the person who opens it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from forms.state import Missing


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one language."""

    readme: str
    record: str
    parent: str
    area: str
    action: str
    remarks: str
    delete: str
    in_conflict: str
    contested: str
    cut_off: str
    missing: Mapping[Missing, str]
    choices_title: str
    choices_error: str
    about: tuple[str, ...]


@cache
def all_words() -> dict[str, Words]:
    """Return the words of every language there is, by its two letters."""
    catalogue = tomllib.loads(files("resources").joinpath("messages", "workbook.toml").read_text("utf-8"))
    return {
        language: Words(
            **entries
            | {
                "missing": {Missing(reason): word for reason, word in entries["missing"].items()},
                "about": tuple(entries["about"]),
            }
        )
        for language, entries in catalogue.items()
    }


def words_for(language: str) -> Words:
    """Return the words that fit a form's language as it names it: `中文 (zh)`, `English (en)`, `zh_CN`."""
    chinese = "zh" in language.lower() or "中" in language or "汉" in language
    return all_words()["zh" if chinese else "en"]


@cache
def missing_by_word() -> dict[str, Missing]:
    """Return what each word for a missing answer means, in any language."""
    return {word: reason for words in all_words().values() for reason, word in words.missing.items()}


@cache
def delete_words() -> frozenset[str]:
    """Return what may stand in the action column to delete a record."""
    return frozenset(words.delete.lower() for words in all_words().values())


def label(labels: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """Return the label in that language, or the nearest there is."""
    if language in labels:
        return labels[language] or otherwise
    short = language[:2].lower()
    for name, text in labels.items():
        if short and (name.lower().startswith(short) or f"({short}" in name.lower()):
            return text or otherwise
    return next(iter(labels.values()), "") or otherwise
