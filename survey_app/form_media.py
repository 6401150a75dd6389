"""What a form has beside it, kept in the workspace: pictures, sound and film of its labels, lists of choices."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from forms.definition import Form
from forms.pack_media import MEDIA, file_name, list_files_of, media_of, picture_in
from survey_app.attachments import laid_open
from survey_app.workspace_opened import FORM, Workspace

SCHEME = "jr://"
ENDINGS = frozenset({
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg",
    ".mp3", ".m4a", ".wav", ".ogg", ".amr", ".aac", ".flac",
    ".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp",
})  # fmt: skip
MOST_BYTES = 16 << 20
"""A picture that is larger is not shown: it would stop the typing."""


def content_of(workspace: Workspace, address: str) -> bytes | None:
    """Return what a label shows, `jr://images/map.png`; None where the file is not here or is too large."""
    if workspace.pack is not None:
        content = picture_in(workspace.pack.files, address)
        return content if content and len(content) <= MOST_BYTES else None
    name = file_name(address)
    file = workspace.folder / FORM / name
    if not name or not file.is_file() or file.stat().st_size > MOST_BYTES:
        return None
    return file.read_bytes()


def is_here(workspace: Workspace, address: str) -> bool:
    """Say whether what a label plays can be opened here."""
    name = file_name(address)
    if workspace.pack is not None:
        return picture_in(workspace.pack.files, address) is not None
    return bool(name) and (workspace.folder / FORM / name).is_file()


def open_copy(workspace: Workspace, address: str) -> Path | None:
    """Return what a label plays or enlarges as a file for the system's own program; None where it is not here."""
    if not is_here(workspace, address):
        return None
    name = file_name(address)
    content = picture_in(workspace.pack.files, address) if workspace.pack else None
    if content is None:
        return workspace.folder / FORM / name
    # Another version of the form may have another recording of that name.
    return laid_open(workspace, f"{hashlib.sha256(content).hexdigest()[:8]}-{name}", content)


def take_along(form: Form, file: Path, folder: Path) -> None:
    """Copy what a form shows, plays and looks things up in into a folder.

    A picture that is not to be found is told where it is shown, a list when the form is looked at.
    """
    for name in sorted({*_names(form), *list_files_of(form).values()}):
        if (found := _beside(file, name)) is not None:
            shutil.copyfile(found, folder / name)


def found_beside(form: Form, file: Path) -> dict[str, bytes]:
    """Return what a form shows, plays and looks things up in and what lies beside it, as files of a pack."""
    found = {name: _beside(file, name) for name in (*media_of(form), *list_files_of(form).values())}
    return {f"{MEDIA}/{name}": path.read_bytes() for name, path in found.items() if path is not None}


def lists_missing(form: Form, file: Path) -> list[str]:
    """Return the lists that a form on its own looks things up in and that do not lie beside it."""
    return [name for name in list_files_of(form).values() if _beside(file, name) is None]


def _beside(file: Path, name: str) -> Path | None:
    """They lie beside the form, or in a folder that is called after it, as ODK's own programs have it, or `media`."""
    places = (file.parent / f"{file.stem}-media", file.parent / MEDIA, file.parent)
    return next((place / name for place in places if (place / name).is_file()), None)


def _names(form: Form) -> Iterator[str]:
    for texts in form.translations.values():
        for forms in texts.values():
            for parts in forms.values():
                if len(parts) == 1 and isinstance(parts[0], str) and parts[0].startswith(SCHEME):
                    yield from _pictured(parts[0])
    for top in form.lists.values():
        for item in top.children:
            yield from (found for child in item.children for found in _pictured(child.text))


def _pictured(text: str) -> Iterator[str]:
    if Path(text.strip()).suffix.lower() in ENDINGS and "\n" not in text:
        yield file_name(text.strip())
