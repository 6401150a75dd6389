"""Open interviews on the disk: which there are, and all that one needs to go on, as one packed text."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from forms.state import Path
from survey_app.workspace import Workspace
from sync.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class Resumable:
    """An interview that was not closed: where it stopped, and how far it is saved."""

    draft_id: str
    form_id: str
    record_id: str
    parent_id: str
    place: Path
    """The question that its author stood at."""
    written: str
    """When the last answer was saved, ISO 8601."""
    actor: str


def resumable(workspace: Workspace) -> list[Resumable]:
    """Return the interviews that were not closed, the one written last first."""
    return [
        Resumable(each.id, each.form_id, each.record, each.parent, each.place, _unpacked_time(each.written), each.actor)
        for each in reversed(workspace.store.drafts())
    ]


def draft_of(workspace: Workspace, form_id: str, record_id: str) -> Draft | None:
    drafts = (each for each in workspace.store.drafts() if each.record == record_id and each.form_id == form_id)
    return next(drafts, None)


def packed(told: Mapping[str, Any]) -> bytes:
    # After every answer, in a roster of two hundred too.
    return zlib.compress(orjson.dumps(told), 1)


def told_in(draft: Draft) -> str:
    """Return everything that an open interview holds, as one text."""
    return zlib.decompress(draft.snapshot).decode()


def unpacked(snapshot: bytes) -> dict[str, Any]:
    return json.loads(zlib.decompress(snapshot))


def _unpacked_time(text: str) -> str:
    return datetime.fromisoformat(text).astimezone().isoformat(timespec="seconds") if text else ""
