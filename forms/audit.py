"""The audit trail of one interview, where a form asks for it: what was looked at, when, and what it said before.

The columns and events are those of the ODK audit log (audit.csv); places are never recorded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from forms.state import Path

COLUMNS = ("event", "node", "start", "end")
CHANGES = ("old-value", "new-value")
USER = ("user",)
REASON = ("change-reason",)
MOST_EVENTS = 20_000
"""An interview of a whole day has some hundreds; beyond this something is wrong, and no answer should wait for it."""


class Event(StrEnum):
    """What happened, in the words of the log."""

    START = "form start"
    RESUME = "form resume"
    QUESTION = "question"
    ADD = "add repeat"
    DELETE = "delete repeat"
    SAVE = "form save"
    EXIT = "form exit"
    FINALIZE = "form finalize"
    REASON = "change reason"


@dataclass(frozen=True, slots=True)
class AuditWish:
    """What a form wants to know beside the times."""

    changes: bool = False
    user: bool = False
    reasons: bool = False
    """Whoever changes a record that was kept before says why."""

    @property
    def columns(self) -> tuple[str, ...]:
        asked = (self.changes, CHANGES), (self.user, USER), (self.reasons, REASON)
        return COLUMNS + tuple(name for is_asked, names in asked if is_asked for name in names)


@dataclass(slots=True)
class Noted:
    """One line. Times are milliseconds since 1970; `end` is 0 for what happens at once."""

    event: str
    node: Path
    start: int
    end: int = 0
    old: str = ""
    new: str = ""
    reason: str = ""


class Trail:
    """The lines of one interview. Whoever stands at a question has not left it yet."""

    def __init__(self, lines: Iterable[Noted] = (), here: Noted | None = None, is_resumed: bool = False) -> None:
        self._lines = list(lines)
        self._here = here
        self._is_resumed = is_resumed
        """It was broken off, and nobody has done anything since."""

    def happened(self, event: Event, at: datetime, node: Path = "") -> None:
        self._go_on(at)
        self._leave(at)
        self._note(Noted(event, node, _milliseconds(at)))

    def stood_at(self, node: Path, at: datetime, value: str) -> None:
        """Somebody has come to a question; `value` is what it holds."""
        if self._here is not None and self._here.node == node:
            return
        self._go_on(at)
        self._leave(at)
        self._here = Noted(Event.QUESTION, node, _milliseconds(at), old=value, new=value)

    def answered(self, node: Path, value: str) -> None:
        """The question where somebody stands says this now."""
        if self._here is not None and self._here.node == node:
            self._here.new = value

    def explained(self, why: str, at: datetime) -> None:
        """Somebody has said why a record was changed that was kept before."""
        self._leave(at)
        self._note(Noted(Event.REASON, "", _milliseconds(at), reason=why))

    def closed(self, at: datetime, is_complete: bool) -> None:
        self._leave(at)
        for event in (Event.SAVE, Event.FINALIZE if is_complete else Event.EXIT):
            self._note(Noted(event, "", _milliseconds(at)))

    def as_csv(self, wish: AuditWish, user: str) -> bytes:
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(wish.columns)
        for line in self._lines:
            cells = [line.event, line.node, line.start, line.end or ""]
            if wish.changes:
                cells += [line.old, line.new] if line.old != line.new else ["", ""]
            cells += [user] if wish.user else []
            cells += [line.reason] if wish.reasons else []
            table.writerow(cells)
        return out.getvalue().encode()

    def as_plain(self) -> list[Any]:
        return [[list(astuple(line)) for line in self._lines], list(astuple(self._here)) if self._here else None]

    @classmethod
    def resumed(cls, plain: Sequence[Any]) -> Trail:
        lines, here = plain
        return cls([Noted(*line) for line in lines], Noted(*here) if here else None, is_resumed=True)

    def _go_on(self, at: datetime) -> None:
        if self._is_resumed:
            self._is_resumed = False
            # When the power went nobody knows: the question was left when it was come back to.
            self._leave(at)
            self._note(Noted(Event.RESUME, "", _milliseconds(at)))

    def _leave(self, at: datetime) -> None:
        if self._here is not None:
            self._here.end = max(self._here.start, _milliseconds(at))
            self._note(self._here)
            self._here = None

    def _note(self, line: Noted) -> None:
        if len(self._lines) < MOST_EVENTS:
            self._lines.append(line)


def joined(logs: Iterable[bytes]) -> bytes:
    """Return several logs of one record as one audit.csv: interview after interview, with the columns of all."""
    tables = [list(csv.DictReader(io.StringIO(log.decode(), newline=""))) for log in logs]
    tables = sorted((table for table in tables if table), key=lambda table: int(table[0]["start"] or 0))
    names = {name for table in tables for name in table[0]}
    out = io.StringIO()
    writer = csv.DictWriter(
        out, [name for name in COLUMNS + CHANGES + USER + REASON if name in names], "", lineterminator="\n"
    )
    writer.writeheader()
    for table in tables:
        writer.writerows(table)
    return out.getvalue().encode()


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
