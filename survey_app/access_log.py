"""Who had numbers shown in full that are masked for most, when, for which list and why. It names no person in them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from survey_app.workspace import Workspace

NAME = "access.jsonl"


def note_access(workspace: Workspace, what: str, area: str, records: int, reason: str) -> None:
    """Write one line, on the disk before the list is handed out."""
    line = {
        "at": workspace.now().isoformat(timespec="seconds"),
        "who": workspace.staff.number,
        "role": workspace.role.value,
        "what": what,
        "area": area,
        "records": records,
        "reason": reason,
    }
    with _path(workspace).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def accesses(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the lines, oldest first."""
    path = _path(workspace)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _path(workspace: Workspace) -> Path:
    return workspace.folder / NAME
