"""Long work beside the window: progress, cancel, and a result that arrives on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

Report = Callable[[int, int], None]
"""Work calls `report(done, total)` in its loop; it raises `Cancelled` when the person has asked to stop."""

Work = Callable[[Report], Any]


class Cancelled(Exception):
    """The person asked to stop. Not an error: nothing is said about it."""


class Job(QObject):
    """One piece of long work: a plain function that takes `report` and knows no threads.

    Connect to bound methods of the page, never to lambdas: Qt drops a bound slot silently when its page closes.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(Exception)
    stopped = Signal()
    """Cancelled by the person."""
    ended = Signal()
    """Always last, whatever happened."""

    def __init__(self, work: Work):
        super().__init__()
        self._work = work
        self._cancelled = False

    @Slot()
    def cancel(self) -> None:
        self._cancelled = True

    def run(self) -> None:
        """Do the work in the thread of the caller; `JobRunner.start` is the usual caller."""
        try:
            self._stop_if_cancelled()
            result = self._work(self._report)
        except Cancelled:
            self.stopped.emit()
        except Exception as error:
            # What went wrong is told on the page; a fault of ours ends in the crash report there.
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        self.ended.emit()

    def _report(self, done: int, total: int) -> None:
        self._stop_if_cancelled()
        self.progressed.emit(done, total)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled:
            raise Cancelled


class JobRunner(QObject):
    """Owns running jobs, so that a closed page takes none with it. One at a time: the store has one writer.

    Beside them one more may run that only reads and that nobody waits for.
    """

    became_idle = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._beside = QThreadPool(self)
        self._beside.setMaxThreadCount(1)
        self._jobs: list[Job] = []
        self._unawaited: list[Job] = []

    def start_beside(self, job: Job) -> None:
        """Run a job that only reads, without holding up any other."""
        self._unawaited.append(job)
        self._jobs.append(job)
        job.ended.connect(self._forget, Qt.ConnectionType.QueuedConnection)
        self._beside.start(_Run(job))

    def stop_beside(self) -> None:
        """Cancel what nobody waits for."""
        for job in self._unawaited:
            job.cancel()

    def start(self, job: Job, after: int = 0) -> None:
        """Run a job, or `after` so many milliseconds where nobody waits for it; it counts as running until then."""
        self._jobs.append(job)
        job.ended.connect(self._forget, Qt.ConnectionType.QueuedConnection)
        if after:
            QTimer.singleShot(after, self, partial(self._pool.start, _Run(job)))
        else:
            self._pool.start(_Run(job))

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    def finish(self, milliseconds: int = -1) -> bool:
        """Cancel what runs and wait for it, before the program ends. True when nothing runs any more."""
        for job in self._jobs:
            job.cancel()
        return self._pool.waitForDone(milliseconds) and self._beside.waitForDone(milliseconds)

    @Slot()
    def _forget(self) -> None:
        job = self.sender()
        self._jobs = [other for other in self._jobs if other is not job]
        self._unawaited = [other for other in self._unawaited if other is not job]
        if not self._jobs:
            self.became_idle.emit()


class _Run(QRunnable):
    def __init__(self, job: Job):
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()
