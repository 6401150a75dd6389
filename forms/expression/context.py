"""What an expression is computed with: the node it hangs on, and the world as far as a form may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeAlias

from forms.expression.moments import Calendar, Moment
from forms.tree import Element, Node

Value: TypeAlias = str | float | bool | Moment | Sequence[Node]
"""Text, a number, a truth, a date with or without time, or nodes in document order."""


def _no_instance(instance_id: str) -> Element:
    raise KeyError(instance_id)


def _no_label(node: Node, question: str, value: str) -> str:
    return value


@dataclass(slots=True)
class Environment:
    """Clock, randomness, ids and everything outside of the tree; nothing in here is shared between forms."""

    now: Callable[[], datetime]
    """Wall clock; a time without a zone is taken to be in `timezone`."""
    random: Callable[[], float]
    """At least 0, less than 1."""
    new_id: Callable[[], str]
    """A new UUID."""
    instances: Callable[[str], Element] = _no_instance
    """Root element of a secondary instance; KeyError for an unknown id. It must not change while expressions use
    it: look-ups in it go through an index. A new list is a new element."""
    itext: Callable[[str], str | Sequence[Node]] = lambda text_id: text_id
    """The form's text of that id in the language of the moment."""
    choice_name: Callable[[Node, str, str], str] = _no_label
    """Label of a choice: the node asked from, the path of the question, the name of the choice."""
    timezone: tzinfo | None = None
    """Zone of dates that name none; that of `now()` where it is not given."""
    whole_days: bool = True
    """Days count from midnight here, so that a date without a time is a whole number and ages come out exact, as in
    JavaRosa. False counts from midnight in Greenwich, as ODK Web Forms does: a date is then 14127.29."""
    names: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Names for `format-date`: "months" (12) and "days" (7, from Sunday); English where they are not given."""
    indexes: dict[Any, Any] = field(default_factory=dict[Any, Any])
    """Kept by the expressions: look-ups in secondary instances."""

    calendar: Calendar = field(init=False)

    def __post_init__(self) -> None:
        zone = self.timezone or self.now().tzinfo or UTC
        self.calendar = Calendar(zone, self.whole_days)


class Context:
    """The node an expression is computed for. Position and size are those within a predicate."""

    __slots__ = ("current", "environment", "node", "position", "size")

    def __init__(
        self, node: Node, environment: Environment, current: Node | None = None, position: int = 1, size: int = 1
    ) -> None:
        self.node = node
        self.environment = environment
        self.current = node if current is None else current
        self.position = position
        self.size = size
