"""Forms that were read here before: each lies in a folder as it was read, and opens from there in milliseconds."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from forms.definition import Form, digest_of
from forms.stored_form import form_from_stored
from forms.storing_form import stored
from forms.xform import form_from_xml

FOLDER = "ready"
"""Where a workspace keeps them. Whoever deletes it loses nothing: they are made again."""
ENDING = ".form"
MOST_KEPT = 32
"""A pack has a handful of forms, and some versions."""


@dataclass(frozen=True, slots=True)
class StoredForms:
    """Reads an XForm document as `form_from_xml` does, and all of it only the first time."""

    folder: Path

    def __call__(self, text: str) -> Form:
        file = self.folder / f"{digest_of(text)}{ENDING}"
        with contextlib.suppress(OSError):
            form = form_from_stored(file.read_bytes(), text)
            if form is not None:
                return form
        form = form_from_xml(text)
        # A stick that cannot be written to is as good as ever, only slower.
        with contextlib.suppress(OSError):
            self._keep(file, stored(form))
        return form

    def _keep(self, file: Path, content: bytes) -> None:
        self.folder.mkdir(exist_ok=True)
        others = sorted(self.folder.glob(f"*{ENDING}"), key=lambda each: each.stat().st_mtime)
        for oldest in others[: max(0, len(others) + 1 - MOST_KEPT)]:
            oldest.unlink()
        beside = file.with_suffix(".tmp")
        beside.write_bytes(content)
        beside.replace(file)
