"""What the program finds around it: clock, chance, language, folders. Nothing else reads them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import locale
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from survey_app.machine import Machine
from survey_app.sentences import nearest_language

RECENT = 8
"""Workspaces that the first page offers to open again."""


def now() -> datetime:
    """The computer's clock, with its offset from UTC."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One computer and one person at it, handed on to whatever needs them."""

    language: str
    """zh or en."""
    home: Path
    """Where new workspaces are offered to be made."""
    settings_folder: Path
    now: Callable[[], datetime] = now
    random_bytes: Callable[[int], bytes] = os.urandom

    def machine(self, folder: Path) -> Machine:
        """Return what a store may know of this computer: its name and place, and a note outside of the folder."""
        # Imported here: the password prompt does without.
        import platform

        place = str(folder.resolve())
        digest = hashlib.blake2b(place.encode(), digest_size=8).hexdigest()
        notes = self.settings_folder / "high-water"
        # Without the note a restored copy is still recognised by its receipts, only later.
        with contextlib.suppress(OSError):
            notes.mkdir(parents=True, exist_ok=True)
        return Machine(f"{platform.node()} {place}", notes / f"{digest}.json")

    def recent(self) -> list[Path]:
        """Workspaces opened lately that are still there, the latest first."""
        listed = _read(self.settings_folder / "recent.json")
        folders = [Path(folder) for folder in listed.get("folders", ()) if isinstance(folder, str)]
        return [folder for folder in folders if folder.is_dir()]

    def remember(self, folder: Path) -> None:
        """Put a workspace first among those to be offered."""
        folder = folder.resolve()
        folders = [folder, *(each for each in self.recent() if each != folder)][:RECENT]
        self.settings_folder.mkdir(parents=True, exist_ok=True)
        written = json.dumps({"folders": [str(each) for each in folders]}, ensure_ascii=False)
        (self.settings_folder / "recent.json").write_text(written, encoding="utf-8")


def surroundings(environment: Mapping[str, str] | None = None) -> Surroundings:
    """Look around once, at the start."""
    # Imported here: a test or a tool that brings its own folders does without.
    import platformdirs

    environment = os.environ if environment is None else environment
    return Surroundings(
        language=language_of(environment),
        home=Path(environment.get("SURVEY_APP_HOME") or platformdirs.user_documents_dir()) / "survey-app",
        settings_folder=Path(environment.get("SURVEY_APP_SETTINGS") or platformdirs.user_config_dir("survey-app")),
    )


def language_of(environment: Mapping[str, str]) -> str:
    """Return zh or en: what `LANGUAGE` and its kin say, else what the system says, else Chinese."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        # C and POSIX are no language; a bare machine must not turn Chinese users' screens English.
        if (value := environment.get(name, "").split(":")[0]) and value.split(".")[0] not in ("C", "POSIX"):
            return nearest_language(value)
    return nearest_language(locale.getlocale()[0] or "zh")


def has_display(environment: Mapping[str, str] | None = None) -> bool:
    """Say whether a window can be shown."""
    environment = os.environ if environment is None else environment
    if environment.get("QT_QPA_PLATFORM"):
        return True
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _read(path: Path) -> dict[str, list[str]]:
    # Settings are a convenience: a file that cannot be read is as good as none.
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
