"""A bulletin, a competition and letters of responsibility as their pack defines them. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.figure import Figures
from forms.pack_settings import Texts


@dataclass(frozen=True, slots=True)
class Targets:
    """Where targets stand: the dataset, and what its questions are called."""

    dataset: str = ""
    area: str = ""
    """The question that names the area."""
    indicator: str = ""
    year: str = ""
    value: str = ""
    responsible: str = ""
    weight: str = ""
    state: str = ""
    draft: str = ""
    """The state in which a target is not agreed yet."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator that has targets, and the figure by which it is measured."""

    indicator: str
    figure: str
    of_whom: str = ""
    """The figure of the 4050 persons among them."""


@dataclass(frozen=True, slots=True)
class BulletinSentence:
    """A sentence with figures in it."""

    name: str
    text: Texts = field(default_factory=dict[str, str])
    when: str = ""
    """A relation between figures; where it does not hold the other text is printed."""
    otherwise: Texts = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Section:
    """One section: sentences, and what is made by itself: `targets`, `ranking` or `troubles`."""

    title: Texts = field(default_factory=dict[str, str])
    made: str = ""
    sentences: tuple[BulletinSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    figures: Figures
    targets: Targets = Targets()
    measures: tuple[Measure, ...] = ()
    sections: tuple[Section, ...] = ()
    whole: Mapping[str, Texts] = field(default_factory=dict[str, Texts])
    """Level of an area, "everywhere" for none -> how all of it is called: 全市."""
    signers: tuple[Texts, ...] = ()
    template: bytes = b""
    """The .docx that the office edits, where the pack brings one."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One column of a competition: a rate, and how much it counts."""

    figure: str
    weight: int = 0
    """Points for 100 %."""
    least: int = 0
    """The rate in percent below which there is no award."""
    label: Texts = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Competition:
    figures: Figures
    level: str = ""
    """The level of the areas that compete."""
    criteria: tuple[Criterion, ...] = ()
    award: int = 0
    """The score from which there is an award."""
