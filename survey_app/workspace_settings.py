"""What stands in the open beside the records: whose workspace it is, with which questionnaires."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from survey_app.workspace_errors import NotAWorkspace
from sync.role import Role

SETTINGS = "workspace.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Staff:
    """Who sits at the keyboard."""

    number: str
    name: str = ""
    role: str = Role.ASSISTANT


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands in the open beside the records: no secrets, no records."""

    area: str = ""
    pack: str = ""
    """Content hash of the pack in use, "" for a lone form."""
    form: str = ""
    """File name of the lone form."""
    staff: tuple[Staff, ...] = ()
    has_password: bool = True
    second_copy: str = ""
    """Folder on another disk for the daily copies."""
    language: str = ""
    format: int = FORMAT


def read_settings(folder: Path) -> Settings:
    """Return the settings of a workspace. Raises NotAWorkspace."""
    try:
        told = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        known = {each.name for each in fields(Settings)}
        plain: dict[str, Any] = {name: value for name, value in told.items() if name in known}
        plain["staff"] = tuple(Staff(**each) for each in plain.get("staff", ()))
        settings = Settings(**plain)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise NotAWorkspace(str(folder)) from error
    if settings.format > FORMAT:
        raise NotAWorkspace(str(folder))
    return settings


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    beside = folder / (SETTINGS + ".tmp")
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, folder / SETTINGS)
