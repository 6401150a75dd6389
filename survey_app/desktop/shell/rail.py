"""The rail at the left: one button for each place, Alt+1..7."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from survey_app.desktop.icons import pixmap
from survey_app.desktop.shell.places import Place
from survey_app.desktop.theme import Theme

ICON = 24
WIDTH = 72


class Rail(QFrame):
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self.setProperty("role", "panel")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(4)
        self._layout.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_places(self, places: Sequence[Place]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        self._buttons = {}
        for number, place in enumerate(places, start=1):
            button = RailButton(place, self.label(place.name), self._theme, self)
            button.setToolTip(f"{self.label(place.name)}   Alt+{number}")
            button.clicked.connect(self._choose)
            self._group.addButton(button)
            self._layout.insertWidget(self._layout.count() - 1, button)
            self._buttons[place.name] = button
        self._fit()

    def mark(self, name: str) -> None:
        """Show where we are; nothing is marked at a place that belongs to none of these."""
        # An exclusive group keeps its last button checked, whatever one says.
        self._group.setExclusive(name in self._buttons)
        for each, button in self._buttons.items():
            button.setChecked(each == name)

    def show_count(self, name: str, count: int) -> None:
        """A small number beside a place: what waits there."""
        if name in self._buttons:
            self._buttons[name].count = count
            self._buttons[name].update()

    def label(self, name: str) -> str:
        return {
            "merge_desk": self.tr("Merge"),
            "doors": self.tr("Doors"),
            "records": self.tr("Records"),
            "people": self.tr("People"),
            "registers": self.tr("Registers"),
            "to_do": self.tr("To do"),
            "hand_over": self.tr("Hand over"),
            "reports": self.tr("Reports"),
            "forms": self.tr("Forms"),
        }.get(name, name)

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.chosen.emit(button.place.name)

    def _fit(self) -> None:
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=WIDTH)
        self.setFixedWidth(max(WIDTH, widest))


class RailButton(QAbstractButton):
    """Icon above a short word; the chosen one has the accent and an edge, so that it shows without colour too."""

    def __init__(self, place: Place, label: str, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.place, self.count = place, 0
        self._theme = theme
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(max(WIDTH, metrics.horizontalAdvance(self.text()) + 16), ICON + metrics.height() + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.selected if self.isChecked() else tokens.hover if self.underMouse() else tokens.panel
        painter.fillRect(self.rect(), QColor(ground))
        if self.isChecked():
            painter.fillRect(0, 0, 3, self.height(), QColor(tokens.accent))
        ink = tokens.accent if self.isChecked() else tokens.quiet
        left = (self.width() - ICON) // 2
        painter.drawPixmap(left, 8, pixmap(self.place.icon, ink, ICON, self.devicePixelRatioF()))
        painter.setFont(self._font())
        painter.setPen(QColor(tokens.text if self.isChecked() else tokens.quiet))
        below = self.rect().adjusted(0, ICON + 10, 0, -4)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())
        if self.count:
            self._paint_count(painter, left + ICON - 6)
        painter.end()

    def _paint_count(self, painter: QPainter, left: int) -> None:
        tokens = self._theme.tokens
        text = str(self.count) if self.count < 100 else "99+"
        font = QFont(self._font())
        font.setPointSize(max(9, font.pointSize() - 2))
        width = max(18, QFontMetrics(font).horizontalAdvance(text) + 8)
        bubble = QRectF(left, 3, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.filled))
        painter.drawRoundedRect(bubble, 9, 9)
        painter.setPen(QColor(tokens.on_filled))
        painter.setFont(font)
        painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, text)

    def _font(self) -> QFont:
        return self._theme.font(hint=True)
