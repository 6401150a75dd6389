"""Pictures that a form shows, and files that an answer names: where their bytes come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader, QPixmap

QUALITY = 88
"""Of a photo that was made smaller, from 0 to 100: no flaw is seen, and a stick holds many."""


@dataclass(frozen=True, slots=True)
class Media:
    """What the controls may ask of the workspace. A control never reads a folder itself."""

    of_form: Callable[[str], bytes | None]
    """What a label shows: `jr://images/map.png` -> its bytes, None where the file is not here."""
    of_answer: Callable[[str], bytes | None]
    """What an answer names -> its bytes, None where they are on another laptop."""
    keep_file: Callable[[Path], str]
    """Keep a file; return the name that becomes the answer, "" where it was refused (and that has been told)."""
    keep_picture: Callable[[bytes], str]
    """Keep a picture that was drawn here, as PNG; return the name that becomes the answer."""
    open_answer: Callable[[str], bool] = field(default=lambda _name: False)
    """Show what an answer names in the program that the system has for it; False where it is not here."""
    form_has: Callable[[str], bool] = field(default=lambda _address: False)
    """Say whether what a label plays is here: `jr://audio/greeting.mp3`."""
    open_of_form: Callable[[str], bool] = field(default=lambda _address: False)
    """Show what a label names in the program that the system has for it; False where it is not here."""


def _nothing(_name: object) -> None:
    return None


def _refused(_file: object) -> str:
    return ""


NO_MEDIA = Media(_nothing, _nothing, _refused, _refused)


def picture_of(media: Media, name: str, most: int) -> QPixmap | None:
    """Return a picture of the form, no larger than `most` pixels; None where there is none that can be read."""
    return picture_from(media.of_form(name), most)


def smaller_picture(file: Path, most: int, folder: Path) -> Path:
    """Return a copy in a folder, no longer on any side than `most` pixels; the file itself where it is no larger.

    The copy stands upright and says no more of where and by what it was taken.
    """
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if not most or max(size.width(), size.height()) <= most:
        return file
    size.scale(most, most, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(size)
    copy = folder / ("picture.png" if file.suffix.lower() == ".png" else "picture.jpg")
    return copy if reader.read().save(str(copy), quality=QUALITY) else file


def picture_from(content: bytes | None, most: int) -> QPixmap | None:
    picture = QPixmap()
    if not content or not picture.loadFromData(content):
        return None
    if max(picture.width(), picture.height()) <= most:
        return picture
    return picture.scaled(most, most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
