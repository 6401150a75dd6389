"""A report as it is read, printed and opened: title, scope, day, columns, rows, and who stands behind each number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from forms.areas import Areas
from forms.datasets import Dataset
from forms.pack_indicators import COUNTED, IN_AREA
from forms.register_query import Described
from forms.sql_condition import ELSEWHERE, UNFINISHED
from reports.indicators import Query
from reports.output.table import Cell

Say = Callable[..., str]
"""(key, **facts) -> the sentence of that key in the reader's language."""

IN_AREA_OF = ":area = '' OR {0} = :area OR substr({0}, 1, length(:area) + 1) = :area || '/'"
UNCOUNTED = f"'{UNFINISHED}', '{ELSEWHERE}'"
"""The states of records that count nowhere."""

NOT_APPLICABLE = "—"


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"  # in percent
    NUMBER = "number"
    YUAN = "yuan"  # money with its fen
    WAN = "wan"  # money in ten thousands of yuan, as exact as it is


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    kind: Kind = Kind.COUNT
    under: str = ""
    """The heading over this column and its neighbours of the same heading."""
    part: bool = False
    """其中: a part of the column before it."""
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """Which records a number counts: those of a dataset that meet a condition, in an area and below."""

    dataset: str
    where: str
    area: str


@dataclass(frozen=True, slots=True)
class Row:
    cells: Sequence[Cell]
    """None is blank: nothing to count from, which is not 0."""
    behind: Sequence[Behind | None] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic relation that is printed under the table."""

    says: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a report that is more than a table: sentences, then a table of its own."""

    title: str
    lines: Sequence[str] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()
    signers: Sequence[str] = ()
    """Lines to be signed below it; such a part is a sheet of its own."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """One figure that programs and templates find by its name."""

    name: str
    label: str
    value: Cell
    unit: str = ""
    said: str = ""
    """As it stands in a sentence."""


@dataclass(frozen=True, slots=True)
class NamedSentence:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page. The same on screen, in every file and on paper."""

    name: str
    title: str
    scope: str
    as_of: date
    columns: Sequence[Column]
    rows: Sequence[Row]
    since: date | None = None
    unit: str = ""
    notes: Sequence[str] = ()
    checks: Sequence[Check] = ()
    chart: str = ""
    signers: Sequence[str] = ()
    """Labels of the lines at the foot: compiled by, checked by …"""
    asked: Mapping[str, str] = field(default_factory=dict[str, str])
    """The parameters that its conditions were asked with."""
    whole: Behind | None = None
    """Of a list: whom it lists."""
    parts: Sequence[Part] = ()
    """Its sections, where it is more than its table; that one then is printed behind them."""
    figures: Sequence[NamedFigure] = ()
    sentences: Sequence[NamedSentence] = ()
    template: str = ""
    """The .docx that it is written into, in base64; "" for the one that comes with the program."""


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom a report is made: which records, which area, which day, which language."""

    query: Query
    datasets: Mapping[str, Dataset]
    areas: Areas
    area: str
    """Path of the area that it covers, "" for all."""
    as_of: date
    language: str
    say: Say
    since: date | None = None
    delivered: Callable[[str], bool] = lambda _path: True
    """Whether anything has come in from an area: where not, its row says so and shows no figure."""
    masked: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """Dataset -> fields that are shown in part; empty where the reader may see all."""
    described: Described | None = None
    """The registers of the pack, for what is printed of them."""
    rounded: bool = False
    """Whether sentences say 近4000 and 1300多 where the pack has such words."""

    @property
    def start(self) -> date:
        return self.since or self.as_of.replace(month=1, day=1)

    @property
    def parameters(self) -> dict[str, str]:
        return {"area": self.area, "as_of": self.as_of.isoformat(), "since": self.start.isoformat()}

    def rows_of(self, sql: str) -> Sequence[Sequence[Cell]]:
        """Run one SELECT with this report's day and area."""
        _, rows = self.query(sql, self.parameters)
        return rows

    @property
    def scope(self) -> str:
        return self.areas.full_name(self.area, self.language) or self.say("report.everywhere")


def everybody(*conditions: str) -> str:
    """Return the condition of the records that meet all of these, count at all, and lie in :area."""
    return both(*conditions, COUNTED, IN_AREA)


def both(*conditions: str) -> str:
    """Join conditions; empty ones say nothing."""
    return " AND ".join(f"({each})" for each in conditions if each)


def share(part: Cell, whole: Cell) -> Cell:
    """Return a percentage with two decimals, halves away from zero; "—" where there is no base."""
    if not isinstance(part, (int, float)) or not isinstance(whole, (int, float)):
        return None
    if not whole:
        return NOT_APPLICABLE
    hundredths = (abs(part) * 20_000 + abs(whole)) // (2 * abs(whole))
    return hundredths / 100 * (1 if (part < 0) == (whole < 0) else -1)
