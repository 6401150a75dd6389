"""The rules of a form are compiled while somebody reads the first question: no answer need wait for its own."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from forms.definition import Form

SLICE = 0.004
"""Seconds at a time: less than anybody notices between two keys."""


class MakingReady(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: Iterator[None] = iter(())
        # Nothing waits for it: it goes on whenever there is nothing else to do.
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        return not self._idle.isActive()

    def begin(self, form: Form) -> None:
        self._left = form.make_ready()
        self._idle.start()

    def _go_on(self) -> None:
        end = perf_counter() + SLICE
        for _ in self._left:
            if perf_counter() > end:
                return
        self._idle.stop()
