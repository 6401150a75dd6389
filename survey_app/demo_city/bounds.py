"""Whole numbers between bounds, and inequalities between sums of them: what is possible at all. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BEYOND = 10**15
"""More than any figure; what nothing holds down may be as large as that."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One sum is at most another: name -> how often it is in the sum, never less than once."""

    left: Mapping[str, int]
    right: Mapping[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.left, *self.right)


class Impossible(Exception):
    """A limit that no numbers within the bounds keep."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit)
        self.limit = limit


class Bounds:
    """The lowest and highest that each number may be."""

    def __init__(self, ranges: Mapping[str, tuple[int, int]], limits: Sequence[Limit]) -> None:
        self.low = {name: low for name, (low, _) in ranges.items()}
        self.high = {name: high for name, (_, high) in ranges.items()}
        self._limits = limits
        self._by_name: dict[str, list[Limit]] = {}
        for limit in limits:
            for name in limit.names:
                self._by_name.setdefault(name, []).append(limit)

    def narrow(self, limits: Iterable[Limit] | None = None) -> None:
        """Take from the bounds what no solution can use. Raises Impossible where nothing is left."""
        waiting = list(self._limits if limits is None else limits)
        while waiting:
            limit = waiting.pop()
            least = sum(self.low[name] * times for name, times in limit.left.items())
            most = sum(self.high[name] * times for name, times in limit.right.items())
            if least > most:
                raise Impossible(limit)
            changed: set[str] = set()
            for name, times in limit.left.items():
                high = (most - least) // times + self.low[name]
                if high < self.high[name]:
                    self.high[name] = high
                    changed.add(name)
            for name, times in limit.right.items():
                low = self.high[name] - (most - least) // times
                if low > self.low[name]:
                    self.low[name] = low
                    changed.add(name)
            waiting += [other for name in changed for other in self._by_name[name] if other not in waiting]

    def settle(self, name: str, wished: int) -> int:
        """Give a number the value nearest to a wish that is still possible, and narrow the others by it."""
        value = min(max(wished, self.low[name]), self.high[name])
        self.low[name] = self.high[name] = value
        self.narrow(self._by_name.get(name, ()))
        return value
