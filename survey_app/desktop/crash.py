"""A mistake of ours: keep a report without personal data, say that the answers are safe, and go on."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from sync.errors import StoreFull, StoreUnwritable

KEPT = 20


class CrashHandler(QObject):
    """Catches what nobody expected. `crashed` carries the path of the report, "" where none could be written.

    `refused` carries what is no mistake of ours: a disk that may refuse any answer, wherever one is kept.
    """

    crashed = Signal(str)
    refused = Signal(object)

    def __init__(self, folder: Path, now: Callable[[], datetime], parent: QObject | None = None):
        super().__init__(parent)
        self._folder, self._now = folder, now

    def install(self) -> None:
        sys.excepthook = self.handle

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, StoreFull | StoreUnwritable):
            self.refused.emit(error)
            return
        self.crashed.emit(self._write(report(kind, trace)))

    def _write(self, text: str) -> str:
        path = self._folder / f"{self._now():%Y%m%d-%H%M%S}.txt"
        # The disk may be the very thing that is broken; the window must still say that answers are safe.
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            for old in sorted(self._folder.glob("*.txt"))[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return ""
        return str(path)


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it happened: files, lines and functions, but no message and no value, which might be a person's."""
    places = traceback.extract_tb(trace)
    lines = [f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in places]
    return "\n".join([kind.__name__, *lines, ""])
