"""What a form may know of who fills it in, and where (ODK XForms, preload `property`)."""

from __future__ import annotations

from survey_app.workspace import Workspace

REHEARSED = "survey-app:rehearsal"
"""The device of a form that is only tried out: nobody shall look for a computer of that name."""
SHOWN = 16
"""Hexadecimal digits of the computer's key that name it."""


def properties_of(workspace: Workspace) -> dict[str, str]:
    """Return them by the names that forms have for them; nobody's telephone and email are kept: those stay blank."""
    # The name of this installation, as ODK means it: another start bundle on the same computer is another one.
    device = f"survey-app:{workspace.credentials.device.public[:SHOWN]}"
    return {"username": workspace.staff.number, "deviceid": device}


def rehearsed(workspace: Workspace) -> dict[str, str]:
    """Return them for a form of which nothing is kept."""
    return properties_of(workspace) | {"deviceid": REHEARSED}
