"""A signature, drawn with the mouse, a pen or a finger; kept as a picture."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.question_widgets.file_pick import FilePick

PAD = QSize(420, 160)
PEN = 2.5


class Pad(QWidget):
    drawn = Signal()
    """A stroke has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(PAD)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._strokes = QPainterPath()

    @property
    def is_blank(self) -> bool:
        return self._strokes.isEmpty()

    def clear(self) -> None:
        self._strokes = QPainterPath()
        self.update()

    def as_png(self) -> bytes:
        """Return what is drawn, black on white whatever the theme: it will be printed."""
        picture = QImage(PAD * 2, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.scale(2, 2)
        _draw(painter, self._strokes, QPen(Qt.GlobalColor.black, PEN))
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(content.data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.moveTo(event.position())
        self._strokes.lineTo(event.position() + QPointF(0.1, 0.1))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._strokes.lineTo(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, role = self.palette(), QPalette.ColorRole
        painter.fillRect(self.rect(), palette.color(role.Base))
        painter.setPen(QPen(palette.color(role.Dark), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.drawLine(24, self.height() - 40, self.width() - 24, self.height() - 40)
        _draw(painter, self._strokes, QPen(palette.color(role.Text), PEN))


class Signature(FilePick):
    """The pad is shown until something stands there; a signature on paper can be picked as a picture instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pad = Pad(self)
        self._keep_drawn = QPushButton(self.tr("Keep the signature"), self)
        self._again = QPushButton(self.tr("Begin again"), self)
        line = QHBoxLayout()
        for button, act in ((self._keep_drawn, self.keep), (self._again, self._pad.clear)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("kind", "quiet")
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self._pad)
        layout.insertLayout(1, line)

    def show_state(self, state: QuestionState) -> None:
        super().show_state(state)
        blank = not state.value and not state.readonly
        for part in (self._pad, self._keep_drawn, self._again):
            part.setVisible(blank)

    def keep(self) -> None:
        """What is drawn becomes the answer."""
        if self._pad.is_blank or self._value:
            return
        name = self.media.keep_picture(self._pad.as_png())
        if name:
            self._pad.clear()
            self._value = name
            self.answered.emit(self.path, name)


def _draw(painter: QPainter, strokes: QPainterPath, pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(strokes)
