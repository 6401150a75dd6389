"""The form of the gallery (docs/pictures/gallery/gallery.md) in a workspace of its own, and what its table says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from pyxform.xls2xform import convert

from survey_app.workspace import Workspace, create_lone

TABLE = Path(__file__).parents[4] / "docs" / "pictures" / "gallery" / "gallery.md"


@dataclass(frozen=True)
class Asked:
    """One row of the survey sheet."""

    type: str
    name: str
    appearance: frozenset[str]


def asked() -> list[Asked]:
    """Return the rows of the survey sheet."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TABLE.read_text("utf-8").splitlines()]
    sheet = rows[: next(place for place, row in enumerate(rows) if row[0] == "choices")]
    head = sheet[1]
    cells = [dict(zip(head, row, strict=False)) for row in sheet[2:]]
    return [Asked(row["type"], row["name"], frozenset(row["appearance"].split())) for row in cells]


def gallery_workspace(folder: Path, now) -> Workspace:
    """Return a workspace for the form alone, its pictures beside it."""
    form = folder / "gallery.xml"
    form.write_text(convert(xlsform=TABLE.read_text("utf-8"), file_type=".md", validate=False).xform, encoding="utf-8")
    (folder / "media").mkdir()
    for name in ("block.png", "bungalow.png"):
        picture_file(folder / "media" / name)
    return create_lone(folder / "gallery", form, None, now)


def picture_file(file: Path) -> Path:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    picture.save(str(file))
    return file
