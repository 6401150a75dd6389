"""Whether somebody has a workbook open: the marks that Excel, WPS and LibreOffice put beside it.

A program that dies, or a power cut, leaves its mark behind. Where the system proves that nobody can hold the workbook
any more, such a mark stops nobody; where it proves nothing, the mark is believed.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from sync.errors import MasterInUse

SPREADSHEETS = frozenset({"soffice.bin", "oosplash", "et", "wps", "wpsoffice"})
"""What LibreOffice and WPS are called while they run."""

ELSEWHERE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "davfs", "fuse.davfs2", "afs"})
"""File systems that other computers see too: a mark there may be theirs."""


def refuse_if_open(path: Path) -> None:
    """Raise MasterInUse while a spreadsheet program holds the file, or may do so."""
    for mark in marks_of(path):
        if mark.exists() and not _is_left_behind(mark):
            raise MasterInUse(str(path), _owner(mark))
    try:
        handle = os.open(path, os.O_RDWR)
    except PermissionError as error:
        # Windows: a sharing violation. Elsewhere: a file that may not be written.
        raise MasterInUse(str(path), "") from error
    os.close(handle)


def marks_of(path: Path) -> list[Path]:
    """Return the files whose presence means that the workbook is open."""
    # Excel and WPS drop the first two letters of a long name.
    names = [f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"]
    if len(path.stem) > 6:
        names.append(f"~${path.name[2:]}")
    return [path.with_name(name) for name in names]


def _owner(mark: Path) -> str:
    """Return who has it open, as far as the mark says: Excel writes a length and a name, LibreOffice a line."""
    try:
        data = mark.read_bytes()[:200]
    except OSError:
        return ""
    if mark.name.startswith(".~lock."):
        return data.decode("utf-8", "replace").strip(",").split(",")[0].strip()
    return data[1 : 1 + data[0]].decode("gb18030", "replace").strip("\0 ") if data else ""


if sys.platform == "win32":

    def _is_left_behind(mark: Path) -> bool:
        """Excel and WPS keep their mark open as long as they run, and an open one cannot be renamed."""
        try:
            os.rename(mark, mark)
        except OSError:
            return False
        return True

else:

    def _is_left_behind(mark: Path) -> bool:
        """Nothing is locked here: but what was put down before this computer started belongs to nobody on it."""
        try:
            return mark.stat().st_mtime < _started_at() and not _is_shared(mark) and not _runs(SPREADSHEETS)
        except OSError:
            return False


def _started_at() -> float:
    """When this computer was started; the beginning of time where the system does not say."""
    if sys.platform != "linux":
        return 0
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)


def _is_shared(path: Path) -> bool:
    """Whether other computers see the folder; the longest mount point above it says so."""
    mounts = [line.split(" ") for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    here = str(path.resolve())
    above = [(where, kind) for _, where, kind, *_ in mounts if (here + "/").startswith(where.rstrip("/") + "/")]
    return not above or max(above)[1] in ELSEWHERE


def _runs(programs: frozenset[str]) -> bool:
    """Whether one of the programs runs: a clock put right since the start may make its mark look old."""
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                name = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
            except OSError:
                # It has just ended.
                continue
            if name in programs:
                return True
    return False
