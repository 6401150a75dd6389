"""Notices when a stick is plugged in."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

EVERY = 2000
FIXED = (b"ext2", b"ext3", b"ext4", b"btrfs", b"xfs", b"apfs", b"overlay", b"squashfs", b"tmpfs")
"""File systems that sticks do not have."""


class StickWatch(QObject):
    came = Signal(str)
    """Root folder of a drive that was not there before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = self._drives()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        drives = self._drives()
        for root in sorted(drives - self._known):
            self.came.emit(root)
        self._known = drives

    def _drives(self) -> set[str]:
        volumes = QStorageInfo.mountedVolumes()
        return {
            volume.rootPath()
            for volume in volumes
            if volume.isReady() and not volume.isRoot() and bytes(volume.fileSystemType().data()) not in FIXED
        }
