"""A form as its author wrote it: frozen, shared by every instance of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from forms.audit import AuditWish
from forms.dependencies import Plan, plan_of
from forms.expression import Expression
from forms.tree import Element

TYPES = {
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "file",
}
"""Type of a value in the form -> kind of the question or field, text aside."""

Parts = tuple[str | Expression, ...]
"""Text with the outputs in it, as written."""


class Words(NamedTuple):
    """A label, hint or message: one text for all languages, the id of a translated one, or an expression."""

    plain: Parts = ()
    itext: str = ""
    computed: Expression | None = None


NO_WORDS = Words()


LAST_SAVED = "jr://instance/last-saved"
"""Where a list of a form lies that is the record saved before."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as written: its name, its label, and what a filter may ask for."""

    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the choices of a question come from: written out, or the items that an expression finds."""

    listed: tuple[Choice, ...] = ()
    items: Expression | None = None
    value: str = "name"
    """Child of an item that holds its name."""
    label: Expression | None = None


@dataclass(frozen=True, slots=True)
class SetValue:
    """Writes a value into a node when something happens."""

    target: str
    """Schema path; the last part may be an attribute: `/data/meta/entity/@id`."""
    events: frozenset[str]
    value: Expression | None
    text: str = ""
    """What is written where there is no expression."""
    chosen: Expression | None = None
    """Which of the nodes with that path, where the author says so: `/data/person[1]/age`."""


@dataclass(eq=False)
class Node:
    """One node of the form: its place in the record, its rules, and the control that asks it."""

    path: str
    """Without positions: `/data/person/core/age`."""
    name: str
    parent: Node | None
    children: list[Node] = field(default_factory=list["Node"])
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    default: str = ""

    is_repeat: bool = False
    fixed: bool = False
    """A repeat that nobody may add to or take from (`jr:count`, `jr:noAddRemove`)."""
    instances: int = 1
    """Instances of a repeat that stand in a blank form."""
    prefilled: tuple[Mapping[str, str], ...] = ()
    """What each of them holds beyond the defaults: schema path -> text; () where nothing is."""

    is_late: bool = False
    """Not in a blank form: it comes when there is something to hold."""

    type: str = "string"
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    computed_attributes: Mapping[str, Expression] = field(default_factory=dict[str, Expression])
    preloaded_attributes: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    count: Expression | None = None
    constraint_words: Words = NO_WORDS
    required_words: Words = NO_WORDS
    preload: tuple[str, str] = ("", "")
    save_to: str = ""

    control: str = ""
    """Kind of the question as in `QuestionState.kind`; "" where nothing asks it."""
    lexical_kind: str = ""
    """How its answers are written: as `control`, save that a range of whole numbers is written as they are."""
    label: Words = NO_WORDS
    hint: Words = NO_WORDS
    appearance: frozenset[str] = frozenset()
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    choices: Choices | None = None
    is_set: bool = False
    """Something writes into it: a dynamic default, a trigger."""
    recorded: str = ""
    """How a phone fills it in by itself, `setgeopoint` or `recordaudio`; "" for nearly all."""
    triggers: list[SetValue] = field(default_factory=list[SetValue])
    new_repeat: list[SetValue] = field(default_factory=list[SetValue])

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @cached_property
    def by_name(self) -> Mapping[str, Node]:
        """Its children; the definition of all instances of a repeat is one."""
        return {child.name: child for child in self.children}

    @cached_property
    def depth(self) -> int:
        """How many groups and repeats it lies in."""
        return self.path.count("/") - 2

    @cached_property
    def repeats(self) -> tuple[Node, ...]:
        """The repeats that it lies in, outermost first, itself included."""
        around = self.parent.repeats if self.parent is not None else ()
        return (*around, self) if self.is_repeat else around

    @cached_property
    def inner_repeats(self) -> tuple[Node, ...]:
        """The repeats at and below it."""
        return tuple(node for node in self.walk() if node.is_repeat)

    def walk(self) -> list[Node]:
        """Return this node and all below it, in document order."""
        found: list[Node] = [self]
        for child in self.children:
            found += child.walk()
        return found


class Standing(NamedTuple):
    """How one node of a blank form stands: place in document order, value, what its rules say and what encloses it."""

    place: int
    typed: str
    rule_relevant: bool
    relevant: bool
    rule_readonly: bool
    readonly: bool
    required: bool


@dataclass(frozen=True, slots=True)
class BlankForm:
    """How a form stands before anybody has answered."""

    standings: Sequence[Standing]
    """Nodes that stand otherwise than they are made."""
    waiting: Sequence[int]
    """Places in the plan of the rules that each instance must compute."""


@dataclass(eq=False)
class Form:
    """A questionnaire: its nodes, its lists, its languages."""

    id: str
    version: str
    titles: Mapping[str, str]
    """Language -> title; "" where there is one for all."""
    root: Node
    nodes: Mapping[str, Node]
    """Schema path -> node."""
    languages: tuple[str, ...]
    """As the author names them: `中文 (zh)`; () for a form in one language without a name."""
    default_language: str
    translations: Mapping[str, Mapping[str, Mapping[str, Parts]]]
    """Language -> text id -> form of the text ("" is the usual one, guidance, image, …) -> text."""
    lists: Mapping[str, Element]
    """Secondary instances written in the form, by id."""
    files: Mapping[str, str]
    """Secondary instances that lie in files or in other datasets: id -> `jr://file-csv/area.csv`."""
    order: tuple[Node, ...]
    """Nodes with a control, in the order in which they are asked."""
    load_actions: Sequence[SetValue]
    list_outputs: Mapping[str, Sequence[Expression]] = field(default_factory=dict[str, Sequence[Expression]])
    """List id -> outputs within the labels of its items."""
    entities_version: str = ""
    audit: AuditWish | None = None
    """What it wants to know of the interview itself, None where it asks for no audit trail."""
    styles: tuple[str, ...] = ()
    """How the author wants the form laid out: `pages`, `theme-grid`."""
    hash: str = ""
    source: str = ""
    """The XForm XML that it was read from."""
    blank: BlankForm | None = None
    """How it stands when it is blank, None where each instance finds that for itself."""

    @cached_property
    def plan(self) -> Plan:
        """Its rules in the order of computing."""
        return plan_of(self)

    def make_ready(self) -> Iterator[None]:
        """Compile the rules that nobody has computed yet, one with each step; they work without, each at its first."""
        for rule in self.plan.rules:
            if not rule.expression.is_compiled:
                rule.expression.compile()
                yield

    def title(self, language: str = "") -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), self.id)


def digest_of(source: str) -> str:
    """Return what tells one XForm document from all others; `Form.hash` is that of its source."""
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
