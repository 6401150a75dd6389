"""The values that a range allows, reckoned exactly: 0 to 1 by 0.1 has eleven, and 0.3 is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from forms.state import QuestionState

TICK_ALL = 20
"""Up to so many values every one has a tick of its own."""


@dataclass(frozen=True, slots=True)
class Steps:
    start: Decimal
    end: Decimal
    step: Decimal
    """Above nought; `end` may be below `start`."""
    tick: Decimal

    @property
    def count(self) -> int:
        """How many values there are."""
        return int(abs(self.end - self.start) / self.step) + 1

    def value(self, place: int) -> str:
        """Return a value by its place, in the spelling of the standard."""
        place = max(0, min(self.count - 1, place))
        way = self.step if self.end >= self.start else -self.step
        return spelled(self.start + way * place)

    def place(self, text: str) -> int | None:
        """Return where a value stands; None for what is no number. One between two steps stands at the nearer."""
        number = as_number(text)
        if number is None:
            return None
        way = (number - self.start) / self.step * (1 if self.end >= self.start else -1)
        return max(0, min(self.count - 1, int(way.to_integral_value())))

    def ticks(self) -> list[int]:
        """Return the places that have a tick."""
        every = max(1, int(self.tick / self.step)) if self.tick else 1
        if not self.tick and self.count > TICK_ALL:
            every = max(1, (self.count - 1) // 10)
        return list(range(0, self.count, every))


def steps_of(state: QuestionState) -> Steps:
    """Return the steps of a range question; what its author left out, or wrote wrongly, is 1 to 10 by 1."""
    told = state.parameters
    start = as_number(told.get("start", ""))
    end = as_number(told.get("end", ""))
    step = as_number(told.get("step", ""))
    tick = as_number(told.get("tick-interval", told.get("tick_interval", "")))
    return Steps(
        Decimal(1) if start is None else start,
        Decimal(10) if end is None else end,
        abs(step) if step else Decimal(1),
        abs(tick) if tick else Decimal(0),
    )


def as_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def spelled(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
