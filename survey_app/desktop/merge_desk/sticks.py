"""Notices when a stick is plugged in."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

EVERY = 2000
OF_STICKS = ("vfat", "exfat", "msdos", "fat", "ntfs", "fuseblk", "udf", "hfs")
"""Beginnings of the names of file systems that sticks have."""

REMOVABLE = 2
"""What Windows calls the kind of a drive that can be pulled out."""


class StickWatch(QObject):
    came = Signal(str)
    """Root folder of a drive that was not there before."""
    went = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = self.drives()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def drives(self) -> set[str]:
        """Return the root folders of the sticks that are plugged in."""
        return {volume.rootPath() for volume in QStorageInfo.mountedVolumes() if is_stick(volume)}

    def _look(self) -> None:
        drives = self.drives()
        known, self._known = self._known, drives
        for root in sorted(drives - known):
            self.came.emit(root)
        for root in sorted(known - drives):
            self.went.emit(root)


def is_stick(volume: QStorageInfo) -> bool:
    """Say whether a drive can be pulled out; the disks of the computer itself are none of our business."""
    if not volume.isValid() or not volume.isReady() or volume.isRoot():
        return False
    root = volume.rootPath()
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == REMOVABLE
    kind = bytes(volume.fileSystemType().data()).decode("ascii", "replace").lower()
    return kind.startswith(OF_STICKS) and not root.startswith(("/boot", "/efi"))
