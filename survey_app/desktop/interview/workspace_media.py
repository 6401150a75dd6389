"""What the controls may show and keep: the form's pictures, and the attachments of the records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from survey_app import attachments, form_media
from survey_app.desktop.interview.media import Media
from sync.errors import SyncError

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


def media_of(workspace: Workspace, shell: Shell) -> Media:
    """Return the files of a workspace. What cannot be kept is told in the error bar, and changes nothing."""

    def keep_file(file: Path) -> str:
        try:
            return attachments.keep(workspace, file)
        except (OSError, SyncError) as error:
            shell.refuse(error)
            return ""

    def keep_picture(content: bytes) -> str:
        try:
            return attachments.keep_content(workspace, content, ".png")
        except (OSError, SyncError) as error:
            shell.refuse(error)
            return ""

    def opened(copy_of: Callable[[Workspace, str], Path | None], name: str) -> bool:
        try:
            copy = copy_of(workspace, name)
        except (OSError, SyncError) as error:
            shell.refuse(error)
            return True
        if copy is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
        return copy is not None

    return Media(
        lambda address: form_media.content_of(workspace, address),
        lambda name: attachments.content_of(workspace, name),
        keep_file,
        keep_picture,
        lambda name: opened(attachments.open_copy, name),
        lambda address: form_media.is_here(workspace, address),
        lambda address: opened(form_media.open_copy, address),
    )
