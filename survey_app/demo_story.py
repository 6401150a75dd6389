"""The note in a demo town that says whose workspaces it has; every start asks for it, and only demos have one."""

from __future__ import annotations

import json
from pathlib import Path

STORY = "story.json"


def partner_of(workspace: Path) -> Path | None:
    """Return the other workspace of a demo town: the clerk's for the assistant's, and back; None elsewhere."""
    story = workspace.parent / STORY
    if not story.exists():
        return None
    told = json.loads(story.read_text(encoding="utf-8"))
    return workspace.parent / (told["assistant"] if workspace.name == told["office"] else told["office"])
