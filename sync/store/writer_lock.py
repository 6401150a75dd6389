"""One writer: the lock that says who writes, and since when, to whoever comes second."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import IO

from sync.errors import CannotLock, InUse

_LOCKED_BYTE = 1 << 20
"""Far behind the text: on Windows a locked byte cannot be read by others."""


class WriterLock:
    """Held by a process as long as it writes; the system lets go of it when the process dies."""

    def __init__(self, path: Path, who: str, since: str) -> None:
        self._file: IO[bytes] = open(path, "a+b")  # noqa: SIM115
        try:
            is_ours = _try_lock(self._file)
        except OSError as error:
            self._file.close()
            raise CannotLock(str(path.parent)) from error
        if not is_ours:
            told = _read(self._file)
            self._file.close()
            raise InUse(told.get("who", ""), told.get("since", ""))
        self._file.truncate(0)
        self._file.write(json.dumps({"who": who, "since": since, "process": os.getpid()}).encode())
        self._file.flush()

    def release(self) -> None:
        """Let others write."""
        with contextlib.suppress(OSError):
            self._file.truncate(0)
        self._file.close()


def _read(file: IO[bytes]) -> dict[str, str]:
    try:
        file.seek(0)
        return json.loads(file.read(4096))
    except (OSError, ValueError):
        return {}


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True
