"""A second process that looks at files while this one stores what was looked at before.

An office's computer has two cores, and Python uses one. What is found travels as bytes, so little is lost on the way.
Nobody waits for the other process: until it has something to give, files are looked at here, the last first; and where
it cannot be started, or dies, everything is looked at here.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")

MUCH = 2 << 20
"""Bytes from which on a second process is worth its start; a laptop's week is a quarter of it."""

_WAITING = 4
"""Files that the other process is ahead at most, so that memory stays small."""


def each_looked_at(
    paths: Sequence[Path], look: Callable[[Path], Found], much: int = MUCH
) -> Generator[tuple[Path, Found]]:
    """Yield each file with what `look` finds in it, in the order given.

    `look` is handed to the other process by its name, and what it finds as bytes; it raises nothing.
    """
    helper = _Helper.started(paths, look) if _size(paths) >= much and (os.cpu_count() or 1) > 1 else None
    try:
        yield from _by_both(paths, look, helper) if helper else ((path, look(path)) for path in paths)
    finally:
        if helper:
            helper.stop()


class _Helper:
    """The other process; it looks at the files from the first on."""

    def __init__(self, process: SpawnProcess, pipe: Connection) -> None:
        self._process, self._pipe = process, pipe

    @classmethod
    def started(cls, paths: Sequence[Path], look: Callable[[Path], object]) -> _Helper | None:
        # Alike on every system: a copy of this process would hold its locks, and Qt's.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_look_at_all, args=(theirs, list(paths), look), daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            return None
        finally:
            # When one end is gone the other is told.
            theirs.close()
        return cls(process, ours)

    def has_more(self) -> bool:
        with suppress(OSError):
            return self._pipe.poll()
        return False

    def next(self) -> object:
        """Return what it found in the next file. Raises EOFError where it has died."""
        return self._pipe.recv()

    def stop(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _by_both(
    paths: Sequence[Path], look: Callable[[Path], Found], helper: _Helper | None
) -> Generator[tuple[Path, Found]]:
    here: dict[int, Found] = {}
    end = len(paths)
    for number, path in enumerate(paths):
        while helper and number < end and not helper.has_more():
            end -= 1
            here[end] = look(paths[end])
        if number >= end:
            yield path, here.pop(number)
            continue
        try:
            found: Found = helper.next() if helper else look(path)  # pyright: ignore[reportAssignmentType]
        except (EOFError, OSError):
            helper, found = None, look(path)
        yield path, found


def _look_at_all(pipe: Connection, paths: Sequence[Path], look: Callable[[Path], object]) -> None:
    # Whoever stops the program in a terminal stops both; the first of them says what became of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sent: deque[Future[None]] = deque()
    with suppress(OSError), ThreadPoolExecutor(1) as sender:
        for path in paths:
            sent.append(sender.submit(pipe.send, look(path)))
            if len(sent) > _WAITING:
                sent.popleft().result()


def _size(paths: Sequence[Path]) -> int:
    size = 0
    for path in paths:
        # What is not there is said when its turn comes.
        with suppress(OSError):
            size += path.stat().st_size
    return size
