"""Pictures that a form shows in its labels and choices: found beside the form, kept in the workspace."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from forms.definition import Form
from forms.pack_media import MEDIA, file_name, picture_in, pictures_of
from survey_app.workspace_opened import FORM, Workspace

SCHEME = "jr://"
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg"})
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


def take_along(form: Form, file: Path, folder: Path) -> None:
    """Copy the pictures that a form shows into a folder. One that is not to be found is told where it is shown."""
    for name in sorted(set(_names(form))):
        if (found := _beside(file, name)) is not None:
            shutil.copyfile(found, folder / name)


def found_beside(form: Form, file: Path) -> dict[str, bytes]:
    """Return the pictures that a form shows and that lie beside it, as files of a pack."""
    found = {name: _beside(file, name) for name in pictures_of(form)}
    return {f"{MEDIA}/{name}": path.read_bytes() for name, path in found.items() if path is not None}


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
