"""One answer to press: its key, its label in as many lines as it needs, its picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPixmap, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

BESIDE = 28
"""Pixels of a chip left and right of its words."""
WIDEST = 520


class ChoiceButton(QPushButton):
    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown_for = -1
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        # The question has the focus, not one of its answers: one Tab per question.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._break_for(WIDEST)

    def set_words(self, words: str) -> None:
        if words != self._words:
            self._words, self._shown_for = words, -1
            self._break_for(self.width() if self.isVisible() else WIDEST)
            self.updateGeometry()

    def set_picture(self, picture: QPixmap) -> None:
        self.setIcon(QIcon(picture))
        self.setIconSize(picture.size())
        self._shown_for = -1
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        broken = broken_into_lines(self._words, metrics, WIDEST - BESIDE - self._picture_width())
        size = metrics.size(0, "\n".join(broken) or " ")
        height = max(super().sizeHint().height() - self._own_height() + size.height(), self._picture_height())
        return QSize(size.width() + BESIDE + self._picture_width(), height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        broken = broken_into_lines(self._words, self.fontMetrics(), width - BESIDE - self._picture_width())
        text = self.fontMetrics().size(0, "\n".join(broken) or " ").height()
        return max(super().sizeHint().height() - self._own_height() + text, self._picture_height())

    def _picture_height(self) -> int:
        return self.iconSize().height() + 8 if not self.icon().isNull() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._break_for(self.width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._shown_for = -1

    def _picture_width(self) -> int:
        return self.iconSize().width() + 8 if not self.icon().isNull() else 0

    def _own_height(self) -> int:
        return self.fontMetrics().size(0, self.text() or " ").height()

    def _break_for(self, width: int) -> None:
        if width == self._shown_for:
            return
        self._shown_for = width
        broken = broken_into_lines(self._words, self.fontMetrics(), width - BESIDE - self._picture_width())
        # An ampersand would become a shortcut.
        text = "\n".join(broken).replace("&", "&&")
        if text != self.text():
            self.setText(text)


def broken_into_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Break a text where a line ends, between characters where there are no blanks."""
    if metrics.horizontalAdvance(text) <= width and "\n" not in text:
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
    return lines or [text]
