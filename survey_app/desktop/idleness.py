"""How long nobody has touched the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Idleness(QObject):
    """Counts while it is told to; every key and every click begins the count anew."""

    lasted = Signal()

    def __init__(self, milliseconds: int, parent: QObject):
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(milliseconds)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        self._window: QWindow | None = None

    def watch(self, window: QWindow | None) -> None:
        """Look at what reaches a window of the system; a filter of the whole program would slow down every event."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)
            # What an input method writes is no key, but it moves the cursor.
            QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._touched)

    def begin(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touched()
        return False

    def _touched(self) -> None:
        if self._timer.isActive():
            self._timer.start()

    def _end(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            self.lasted.emit()
        else:
            # Whoever opened it waits for its answer, and nothing may be taken away under them: first it goes.
            dialog.close()
            self._timer.start()
