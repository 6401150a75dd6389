"""Writing a file so that it is there whole or not at all, whatever happens to the power or the stick."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

from sync.errors import BundleRefused, StickFull, StickUnwritable

CHUNK = 1 << 20
_RENAME_TRIES, _RENAME_PAUSE = 10, 0.2
_LONGEST_NAME = 255


class Disk:
    """The few things done to files. Tests put their own in its place and fail at the n-th of them."""

    def write(self, path: Path, data: bytes) -> None:
        """Write and push down to the medium."""
        with open(path, "wb") as file:
            for at in range(0, len(data), CHUNK):
                file.write(data[at : at + CHUNK])
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):
                # What is read back should come from the stick, not from memory.
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def replace(self, source: Path, target: Path) -> None:
        for _ in range(_RENAME_TRIES):
            # Virus scanners on Windows hold a new file open for a moment.
            with contextlib.suppress(PermissionError):
                return os.replace(source, target)
            time.sleep(_RENAME_PAUSE)
        os.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        if os.name == "nt":  # Windows journals the rename itself and cannot open folders.
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


DISK = Disk()


def name_that_fits(stem: str, ending: str) -> str:
    """Return a file's name, its stem cut where no disk would take it whole: a Chinese letter is three bytes of 255."""
    return stem.encode()[: _LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending


def write_durably(path: Path, data: bytes, check: Callable[[bytes], object], disk: Disk = DISK) -> None:
    """Write beside, sync, read back, check, rename, sync the folder.

    Until the rename the old file stands untouched; after it the new one is complete. `check` raises BundleRefused for
    bytes that did not come back as they were written.
    """
    beside = path.with_name(name_that_fits(f".{path.name}", ".tmp"))
    try:
        disk.write(beside, data)
        back = disk.read(beside)
        if back != data:
            raise StickUnwritable(str(path), "read back different")
        check(back)
        disk.replace(beside, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        _forget(beside, disk)
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise StickFull(str(path), len(data)) from error
        raise StickUnwritable(str(path), error.strerror or type(error).__name__) from error
    except (StickUnwritable, BundleRefused):
        _forget(beside, disk)
        raise


def _forget(beside: Path, disk: Disk) -> None:
    # A stick that was pulled out cannot be tidied either.
    with contextlib.suppress(OSError):
        disk.remove(beside)
