"""Line icons by name, drawn in any colour: `icon("sync", tokens.accent)`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SCALES = (1, 2, 3)


def icon(name: str, colour: str, size: int = 24) -> QIcon:
    """Return resources/icons/NAME.svg in one colour, sharp on every screen."""
    found = QIcon()
    for scale in SCALES:
        found.addPixmap(_painted(name, colour, size, scale))
    return found


def pixmap(name: str, colour: str, size: int = 24, ratio: float = 1.0) -> QPixmap:
    """The same as one picture, for painters and labels; `ratio` is the screen's device pixel ratio."""
    return _painted(name, colour, size, ratio)


@cache
def _painted(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    # The icons say currentColor; Qt's renderer would paint that black.
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
