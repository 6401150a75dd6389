"""A register as its pack describes it: which records it lists, who may take which step, what is due. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.pack_settings import Texts


@dataclass(frozen=True, slots=True)
class Derived:
    """A column counted from other records: how many attempts since somebody was last reached."""

    name: str
    dataset: str = ""
    """Whose records are counted; "" for what follows from the record's own columns."""
    label: Texts = field(default_factory=dict[str, str])
    match: Mapping[str, str] = field(default_factory=dict[str, str])
    """Their column -> ours; those count in which all are equal."""
    value: str = "COUNT(*)"
    where: str = ""
    """Of theirs; `this.` names a column of ours."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the list with a name: placements that lack one of the four."""

    name: str
    where: str
    title: Texts = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Due:
    """When something has to be done about a record, and what."""

    name: str
    date: str
    """SQL that gives an ISO date, or nothing where nothing is due."""
    when: str = ""
    reason: Texts = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold, and the sentence that is shown where it does not."""

    when: str
    says: Texts = field(default_factory=dict[str, str])
    before: bool = False
    """It must hold before the step, not after it."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """Who begins a record, and when not."""

    by: str = "assistant"
    """The lowest role that may."""
    by_step: bool = False
    """It is begun by a step of another register only, which sees to what must hold there."""
    fills: Mapping[str, str] = field(default_factory=dict[str, str])
    """Field -> what it is in the record that it hangs on: a column, counted ones too, or an expression; or `today`."""
    once: str = ""
    """What another record of the same human must not fulfil: there is one valid certificate for each."""
    once_says: Texts = field(default_factory=dict[str, str])
    checks: tuple[Check, ...] = ()
    """Conditions on the record that a new one hangs on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step from state to state."""

    name: str
    title: Texts = field(default_factory=dict[str, str])
    key: str = ""
    """One digit."""
    starts: tuple[str, ...] = ()
    """The states that it begins in; () is any."""
    to: str = ""
    """The state that it leads to; "" leaves the state alone."""
    by: str = "assistant"
    """The lowest role that may take it."""
    ask: tuple[str, ...] = ()
    """The questions that it asks: of the form, or of that of the register in which it begins a record."""
    fills: Mapping[str, str] = field(default_factory=dict[str, str])
    """Field -> what is written into it by itself: `today`, `now`, `area.LEVEL` for the code of the area of that level
    that the record lies in, or a text."""
    complete: bool = False
    """Nothing that the form asks may be missing or wrong."""
    number: str = ""
    """The field that gets the next number of the area. An office's right."""
    opens: str = ""
    """The register in which a record is begun, on the same human, on one that is asked for, or on the record itself.
    With `ask` it is kept at once, or nothing is; without, it is opened to be filled in."""
    gives: Mapping[str, str] = field(default_factory=dict[str, str])
    """What is written into the record that it begins: field -> an expression over this one, `'batch'` or `wage`."""
    checks: tuple[Check, ...] = ()
    """What must hold once the step is taken, or before it."""

    @property
    def is_opened(self) -> bool:
        """It only opens a record of another register, to be filled in."""
        return bool(self.opens and not self.ask)

    @property
    def is_of_the_office(self) -> bool:
        return bool(self.number) or self.by != "assistant"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for a match, how much it counts, and how it is said."""

    name: str
    when: str
    """Over the register's own columns and, with `candidate.` in front, those of the one that it is matched with."""
    weight: int = 0
    says: Texts = field(default_factory=dict[str, str])
    """`{wage}` and `{candidate.intent_wage}` stand for what is in those columns, in words."""


@dataclass(frozen=True, slots=True)
class Match:
    """How records of a register are brought together with those of another: posts with candidates."""

    candidates: str = ""
    """The other register, "" where nothing is matched."""
    step: str = ""
    """The step of this register that proposes a candidate."""
    must: tuple[str, ...] = ()
    """What has to hold of both, or they are not matched at all."""
    columns: tuple[str, ...] = ()
    """What an employer reads of a candidate: nothing by which somebody is found."""
    grounds: tuple[Ground, ...] = ()

    @property
    def most(self) -> int:
        """The score of a pair for which everything speaks."""
        return sum(each.weight for each in self.grounds)


@dataclass(frozen=True, slots=True)
class Register:
    """One register. The name is that of its file."""

    name: str
    title: Texts
    form: str
    dataset: str
    of: str = ""
    """The dataset whose records its own hang on, "" for none."""
    needs_one: bool = True
    """False where a record may also hang on nothing: a caller who gives no name."""
    state: str = ""
    """The field that says how far a record is."""
    columns: tuple[str, ...] = ()
    """What the list shows; `person.full_name` is a column of what a record hangs on, `post_ref.wage` of one that it
    refers to."""
    order: tuple[str, ...] = ()
    """Columns, a minus before one turns it round."""
    masked: tuple[str, ...] = ()
    """Columns shown in part."""
    sums: tuple[str, ...] = ()
    """Columns of money that a printed list sums up."""
    label: str = ""
    search: tuple[str, ...] = ()
    groups: tuple[frozenset[str], ...] = ()
    """Fields that are merged together: a state and its dates."""
    derived: tuple[Derived, ...] = ()
    filters: tuple[Filter, ...] = ()
    dues: tuple[Due, ...] = ()
    new: NewRecord = NewRecord()
    steps: tuple[Step, ...] = ()
    match: Match = Match()
    group: Texts = field(default_factory=dict[str, str])
    """The heading under which it stands with others; {} for none."""
    position: int = 0
    """Where it stands among the others."""
    where: str = ""
    """Which records of its dataset it lists; "" is all."""
    shared: bool = False
    """Its records go down to every computer below an office: posts, not persons."""
    only_lists: bool = False
    """Its records are made elsewhere: the persons of the households, as a pool of job-seekers."""

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def steps_from(self, state: str) -> list[Step]:
        """Return the steps that begin in a state, whoever may take them."""
        return [step for step in self.steps if not step.starts or state in step.starts]
