"""Waiting until a window has nothing left to do; a module, because every room's `conftest` is called alike."""

from PySide6.QtWidgets import QApplication


def at_rest(qtbot, shell):
    """Wait until no job runs and everything that jobs have reported has arrived."""
    qtbot.waitUntil(lambda: not shell.jobs.is_busy, timeout=20_000)
    QApplication.processEvents()
