"""Which new question is an old one under another name, as far as it can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from forms.datasets import Dataset, Field

ALIKE = 0.6
"""Names or labels of which so much is the same may be one another's."""


def guessed(gone: Sequence[Field], added: Sequence[Field], old: Dataset, new: Dataset) -> dict[str, tuple[str, bool]]:
    """Return earlier name -> (name now, whether the label tells so), each question at most once.

    Only questions of the same kind come into question: the old answers are read as answers to the new one.
    """
    likely: list[tuple[float, int, int]] = []
    for at, was in enumerate(gone):
        for place, now in enumerate(added):
            score = _score(was, now, old, new)
            if score:
                likely.append((-score, at, place))
    found: dict[str, tuple[str, bool]] = {}
    taken: set[int] = set()
    for score, at, place in sorted(likely):
        name = gone[at].name
        if name not in found and place not in taken:
            taken.add(place)
            found[name] = (added[place].name, -score >= 2)
    return found


def _score(was: Field, now: Field, old: Dataset, new: Dataset) -> float:
    """Return 0 for no likeness, 2 and more where the label is the same."""
    if was.kind != now.kind or was.calculated or now.calculated:
        return 0
    if was.choices and now.choices and not was.choices.keys() & now.choices.keys():
        return 0
    neighbours = _neighbours(was, old) == _neighbours(now, new)
    if _same_label(was.labels, now.labels):
        return 2 + _likeness(was.name, now.name) + neighbours
    names, labels = _likeness(was.name, now.name), _likeness(_first(was.labels), _first(now.labels))
    if max(names, labels) >= ALIKE and (neighbours or names >= ALIKE):
        return min(1.9, names + labels)
    return 0


def _neighbours(field: Field, dataset: Dataset) -> tuple[str, str]:
    names = ["", *(each.name for each in dataset.fields), ""]
    place = names.index(field.name, 1)
    return names[place - 1], names[place + 1]


def _same_label(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(text and one.get(language) == text for language, text in other.items())


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio() if one and other else 0


def _first(labels: Mapping[str, str]) -> str:
    return next(iter(labels.values()), "")
