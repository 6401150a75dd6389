"""Whether somebody has a workbook open: the marks that Excel, WPS and LibreOffice leave beside it."""

from __future__ import annotations

import os
from pathlib import Path

from sync.errors import MasterInUse


def refuse_if_open(path: Path) -> None:
    """Raise MasterInUse while a spreadsheet program holds the file."""
    for mark in marks_of(path):
        if mark.exists():
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
