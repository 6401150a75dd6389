"""Which column of a list is which question: by name, label, alias and pinyin. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.datasets import Dataset, Field
from forms.pinyin import search_keys
from survey_app.old_lists.layout import BETWEEN, plain

AREA, HOLDER = "@area", "@holder"
"""The column that says each row's area; the column whose number the rows of one holder (a household) share."""

Aliases = Mapping[str, Mapping[str, Sequence[str]]]
"""Dataset -> field -> other headings that lists have for it."""

AREA_WORDS = ("社区", "社区代码", "社区名称", "所属社区", "居委会", "区划代码", "area", "community")
HOLDER_WORDS = ("户号", "户编号", "户序号", "家庭编号", "家庭户号", "household no", "household number", "household")


@dataclass(frozen=True, slots=True)
class Target:
    """What a column can be: a field of the dataset, one of a dataset above it, or where the row belongs."""

    name: str
    """`full_name`, `household.contact_phone`, `@area`, `@holder`."""
    dataset: str = ""
    field: Field | None = None
    words: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it becomes an answer; what is calculated only tells records apart."""
        return self.field is not None and not self.field.calculated


@dataclass(frozen=True)
class Targets:
    """All that the columns of a list for one dataset can be."""

    every: Mapping[str, Target]
    _by_word: dict[str, str] = field(default_factory=dict[str, str])
    _by_sound: dict[str, str] = field(default_factory=dict[str, str])

    def of(self, heading: str) -> str:
        """Return what a heading means, "" where nothing fits. Of two rows of headings the lower one goes first."""
        parts = heading.split(BETWEEN)
        for text in dict.fromkeys((heading, "".join(parts), parts[-1], parts[0])):
            without = re.sub(r"[(（【\[].*?[)）】\]]", "", text)
            for word in dict.fromkeys((plain(text), plain(without))):
                if found := self._by_word.get(word) or self._by_sound.get(word, ""):
                    return found
        return ""


def targets_for(dataset: Dataset, datasets: Mapping[str, Dataset], aliases: Aliases) -> Targets:
    """Return what columns can be, the dataset's own fields first."""
    every: dict[str, Target] = {}
    above = list(holders_of(dataset, datasets))
    for each in (dataset, *above):
        for one in each.fields:
            if not one.calculated or one.name == each.label_field:
                name = one.name if each is dataset else f"{each.name}.{one.name}"
                words = (one.name, *one.labels.values(), *aliases.get(each.name, {}).get(one.name, ()))
                every[name] = Target(name, each.name, one, words)
    every[AREA] = Target(AREA, words=AREA_WORDS)
    if above:
        every[HOLDER] = Target(HOLDER, above[0].name, words=HOLDER_WORDS)
    return Targets(every, _first_of(every, _written), _first_of(every, _sounds, alone=True))


def holders_of(dataset: Dataset, datasets: Mapping[str, Dataset]) -> Iterator[Dataset]:
    """Yield the dataset whose records hold those of a dataset, and so on upwards."""
    passed = {dataset.name}
    while (dataset := datasets.get(dataset.parent, dataset)).name not in passed:
        passed.add(dataset.name)
        yield dataset


def match_columns(headings: Sequence[str], targets: Targets, told: Mapping[str, str]) -> dict[int, str]:
    """Return position -> target: what was told (plain heading -> target) first, then what fits.

    Of two columns for one target the first has it. What was told of a form that has changed since is guessed anew.
    """
    found: dict[int, str] = {}
    guessed: list[tuple[int, str]] = []
    for position, heading in enumerate(headings):
        name = told.get(plain(heading))
        if name is None or (name and name not in targets.every):
            guessed.append((position, targets.of(heading) if heading else ""))
        elif name and name not in found.values():
            found[position] = name
    for position, name in guessed:
        if name and name not in found.values():
            found[position] = name
    return dict(sorted(found.items()))


def _first_of(
    every: Mapping[str, Target], words: Callable[[Target], Iterator[str]], alone: bool = False
) -> dict[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    for target in every.values():
        for word in {plain(word) for word in words(target)} - {""}:
            if found.setdefault(word, target.name) != target.name:
                shared.add(word)
    # One reading of two questions is the name of neither.
    return {word: name for word, name in found.items() if not (alone and word in shared)}


def _written(target: Target) -> Iterator[str]:
    yield from target.words


def _sounds(target: Target) -> Iterator[str]:
    for word in target.words:
        if not word.isascii():
            # One letter is the name of a column, or nothing.
            yield from (key for key in search_keys(word) if len(key) > 1)
