"""What the program remembers between two days: of this machine, and of each person who sits at it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Settings:
    """A small ini file: of the machine its language and workspaces, of a person type size, scheme and last place."""

    def __init__(self, path: Path, person: str = ""):
        self._file = QSettings(str(path), QSettings.Format.IniFormat)
        self._person = person

    def for_person(self, number: str) -> None:
        """From now on remember for this member of staff."""
        self._person = number

    @property
    def language(self) -> str:
        """`zh`, `en`, or "" while nobody has chosen."""
        return self._text("machine/language")

    @language.setter
    def language(self, language: str) -> None:
        self._file.setValue("machine/language", language)

    def label_of(self, folder: Path) -> str:
        """Whose workspace a folder is, to be shown before the password: community and name."""
        return self._text(f"labels/{_short(folder)}")

    def user_of(self, folder: Path) -> str:
        """Staff number of who opened a workspace last."""
        return self._text(f"users/{_short(folder)}")

    def note_user(self, folder: Path, number: str) -> None:
        self._file.setValue(f"users/{_short(folder)}", number)

    def label(self, folder: Path, text: str) -> None:
        self._file.setValue(f"labels/{_short(folder)}", text)

    @property
    def geometry(self) -> QByteArray:
        value = self._file.value("machine/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("machine/geometry", geometry)

    @property
    def points(self) -> int:
        text = self._text(self._mine("points"))
        return int(text) if text.isdecimal() else 14

    @points.setter
    def points(self, points: int) -> None:
        self._file.setValue(self._mine("points"), str(points))

    @property
    def scheme(self) -> str:
        """`light`, `dark`, or "" to follow the system."""
        return self._text(self._mine("scheme"))

    @scheme.setter
    def scheme(self, scheme: str) -> None:
        self._file.setValue(self._mine("scheme"), scheme)

    def recall(self, what: str, otherwise: str = "") -> str:
        """A small thing that a page remembers of this person: `doors/building`. Never an answer or a name."""
        return self._text(self._mine(what)) or otherwise

    def remember(self, what: str, value: Any) -> None:
        self._file.setValue(self._mine(what), str(value))

    def write(self) -> None:
        self._file.sync()

    def _mine(self, what: str) -> str:
        return f"person-{self._person or 'nobody'}/{what}"

    def _text(self, key: str) -> str:
        value = self._file.value(key, "")
        return value if isinstance(value, str) else ""


def _short(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()[:16]
