"""The last twenty acts, each with the way back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did with one key, and how to take it back and do it again."""

    message: str
    """Key of the sentence in resources/messages that tells it: `act.visit`."""
    facts: Mapping[str, str] = field(default_factory=dict)
    undo: Callable[[], None] = lambda: None
    redo: Callable[[], None] = lambda: None


class Acts:
    """What can be undone now. A new act forgets what had been undone before it."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._done: deque[Act] = deque(maxlen=remembered)
        self._undone: list[Act] = []

    def remember(self, act: Act) -> Act:
        self._done.append(act)
        self._undone.clear()
        return act

    def undo(self) -> Act | None:
        """Take the latest act back and return it; None where nothing is left.

        The act leaves the list only after its way back has succeeded.
        """
        if not self._done:
            return None
        act = self._done[-1]
        act.undo()
        self._undone.append(self._done.pop())
        return act

    def redo(self) -> Act | None:
        """Do the act taken back last once more and return it."""
        if not self._undone:
            return None
        act = self._undone[-1]
        act.redo()
        self._done.append(self._undone.pop())
        return act

    def forget(self) -> None:
        """Another person sits down: what the one before did is not theirs to undo."""
        self._done.clear()
        self._undone.clear()

    @property
    def latest(self) -> Act | None:
        return self._done[-1] if self._done else None

    def __len__(self) -> int:
        return len(self._done)
