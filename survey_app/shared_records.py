"""What every computer is to know of all others: posts and employers, say, and nobody's person."""

from __future__ import annotations

from survey_app.workspace_opened import Workspace
from sync.save import Save


def shared_saves(workspace: Workspace, area: str) -> list[Save]:
    """Return what goes down to a computer of an area beside the records of that area itself."""
    shared = workspace.pack.shared_datasets if workspace.pack else ()
    return list(workspace.store.saves_about(shared, area)) if shared else []
