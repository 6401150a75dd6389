"""pack.toml as values: which dataset is what, how doors are marked, what is asked first, who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

Texts = Mapping[str, str]
"""Language (`zh`, `en`) -> text."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which dataset plays which part; "" where the pack has none, and then no screen shows it."""

    place: str = ""
    household: str = ""
    person: str = ""
    visit: str = ""
    staff: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Which fields of the place dataset say where a door is; "" where it has none."""

    address: str = ""
    road: str = ""
    road_no: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    door: str = ""
    row: str = ""
    row_no: str = ""
    kind: str = ""
    kind_flat: str = ""
    """The code that `kind` has for a door in a building."""
    kind_row: str = ""
    """The code that `kind` has for a door in a row of single-storey houses."""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of a visit: its code, its one key on the door grid, its colour and its sign."""

    code: str
    key: str = ""
    """The digit that records it; "" where the interview itself does."""
    state: str = ""
    """Names the colour: complete, partly, nobody_home, refused, appointment, vacant, moved, let, …"""
    sign: Texts = field(default_factory=dict[str, str])
    ask: str = ""
    """The one field that the key opens."""
    again: bool = False
    """Somebody has to come back."""
    counts: bool = True
    """The door is a home, and counts when the share of visited doors is reported."""


@dataclass(frozen=True, slots=True)
class AttemptRule:
    """How often to try a door and when, before a pause."""

    attempts: int = 3
    evening_from: time = time(17, 30)
    knock_at: time = time(19, 0)
    pause_days: int = 7


@dataclass(frozen=True, slots=True)
class Visits:
    """Which fields of the visit dataset are what, and what can come of a visit."""

    outcome: str = ""
    at: str = ""
    attempt: str = ""
    next: str = ""
    respondent: str = ""
    hint: str = ""
    complete: str = ""
    partly: str = ""
    rule: AttemptRule = AttemptRule()
    outcomes: tuple[Outcome, ...] = ()

    def of_code(self, code: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)

    def of_key(self, key: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if key and outcome.key == key), None)


@dataclass(frozen=True, slots=True)
class Prefill:
    """Answers that one key fills in beforehand."""

    household: Mapping[str, str] = field(default_factory=dict[str, str])
    person: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Interview:
    """How the household form is asked."""

    form: str = ""
    repeat: str = ""
    """The repeat that holds the persons."""
    household_name: str = ""
    person_name: str = ""
    first: tuple[str, ...] = ()
    """Groups asked first; everything else afterwards."""
    grid: tuple[str, ...] = ()
    """Questions that are columns of the grid of members."""
    aside: tuple[str, ...] = ()
    """Notes that stand beside the paper, not on it."""
    key_flag: str = ""
    """The 0/1 field that persons and doors are counted by."""
    resident: str = ""
    expected_size: str = ""
    head: Mapping[str, str] = field(default_factory=dict[str, str])
    """The answers of a household's head: `{ relation = "02" }`."""
    tenant: Prefill = Prefill()
    absent_owner: Prefill = Prefill()


@dataclass(frozen=True, slots=True)
class Identity:
    """Which fields say who a person is: for prefilling, for finding the same person twice."""

    scheme: str = ""
    """Names the kind of number (`cn_resident`); "" where persons have none."""
    kind: str = ""
    kind_code: str = ""
    source: str = ""
    as_printed: str = ""
    """The code of `source` that says: the document really prints this."""
    number: str = ""
    normal: str = ""
    """The field that holds the number in the form in which it is compared."""
    name: str = ""
    sex: str = ""
    birth: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """How one dataset is merged, searched and shown."""

    title: Texts = field(default_factory=dict[str, str])
    """What a sheet or list of it is called; "" languages fall back to the form's own words."""
    label: str = ""
    """The field by which one record is named in a list."""
    groups: tuple[frozenset[str], ...] = ()
    policies: Mapping[str, str] = field(default_factory=dict[str, str])
    search: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    shared: bool = False
    """Its records go down to every computer below the office, not to those of their own area alone."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Field -> what else its column is called in the lists that offices have."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Field -> word in such a list -> the code that it stands for."""


@dataclass(frozen=True, slots=True)
class AreaSettings:
    """Where the areas stand and which levels they have."""

    list: str = ""
    levels: tuple[str, ...] = ()
    unit: str = ""
    level_names: Mapping[str, Texts] = field(default_factory=dict[str, Texts])


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, a code or some codes that rules name, in one place."""

    labels: Texts = field(default_factory=dict[str, str])
    value: int | str | tuple[str, ...] = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that pack.toml says, not yet held against the forms."""

    id: str = ""
    version: str = ""
    titles: Texts = field(default_factory=dict[str, str])
    roles: Roles = Roles()
    parents: Mapping[str, str] = field(default_factory=dict[str, str])
    areas: AreaSettings = AreaSettings()
    place: Place = Place()
    visits: Visits = Visits()
    interview: Interview = Interview()
    identity: Identity = Identity()
    datasets: Mapping[str, DatasetSettings] = field(default_factory=dict[str, DatasetSettings])
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    round: str = ""
    """The round of the survey that certificates are good for; "" where every one is."""
