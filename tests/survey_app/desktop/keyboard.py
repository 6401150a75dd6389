"""Typing as people do: keys for what is on the keyboard, the input method for Chinese."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def write(widget: QWidget, text: str) -> None:
    """Type a text; what is not on the keyboard arrives as an input method commits it."""
    for character in text:
        if character.isascii():
            QTest.keyClick(widget, character)
        else:
            commit(widget, character)


def press(*keys: Qt.Key | str) -> None:
    """Press keys, or type texts, wherever the cursor is."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None, "the cursor is nowhere"
        if isinstance(key, str):
            write(widget, key)
        else:
            QTest.keyClick(widget, key)
        QApplication.processEvents()


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str) -> None:
    """Half-typed pinyin that still stands in the field."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
