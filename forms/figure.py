"""A figure as its pack defines it: what is counted or added up, over which records, where and when. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.pack_settings import Texts
from forms.register_query import Described

HUMAN = "human"
"""What `count` names to count each human once, however many records and listings."""
YEAR, FIRST_HALF = "year", "first_half"
PERIODS = (YEAR, FIRST_HALF)
PARAMETERS = ("since", "as_of", "year")
"""What a condition may ask for: the first and the last day, ISO 8601, and the year of the last."""


@dataclass(frozen=True, slots=True)
class Known:
    """What another register knows of the same human, as a column: the day of the first certificate."""

    name: str
    dataset: str
    value: str = "COUNT(*)"
    where: str = ""
    match: Mapping[str, str] = field(default_factory=dict[str, str])
    """Their column -> ours, in place of the human."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a figure is said where a report is asked for round words: 近4000, 1300多."""

    word: str = ""
    """近 stands before, 多 and 余 behind."""
    to: int = 0
    """Round to this: 100, 1000."""


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """One figure of a bulletin."""

    name: str
    label: Texts = field(default_factory=dict[str, str])
    says: Texts = field(default_factory=dict[str, str])
    """What is counted, in a sentence, for whoever doubts the number."""
    unit: Texts = field(default_factory=dict[str, str])
    dataset: str = ""
    where: str = ""
    count: str = ""
    """`human`, or a column whose different values are counted; "" counts records."""
    sum: str = ""
    known: tuple[Known, ...] = ()
    times: int = 1
    scale: int = 1
    """The sum is divided by this: yuan to 万元."""
    decimals: int = 0
    area: str = ""
    """Where alone it counts: a code, or with a star the topmost areas whose codes begin so."""
    area_of: str = ""
    """The question that names the area, where that is not the record's own."""
    level: str = ""
    """Counts the areas of this level, and no records."""
    part: str = ""
    """Another figure; with `whole` this one is its percentage."""
    whole: str = ""
    period: str = YEAR
    wording: Wording = Wording()

    @property
    def is_share(self) -> bool:
        return bool(self.part)


@dataclass(frozen=True, slots=True)
class Between:
    """What must hold between figures: one is a part of the other, or several add up."""

    expr: str
    says: Texts = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Figures:
    """All figures of a pack, what must hold between them, and what their SQL must know of the pack."""

    described: Described
    known: Mapping[str, FigureDefinition] = field(default_factory=dict[str, FigureDefinition])
    relations: tuple[Between, ...] = ()
