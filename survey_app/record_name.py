"""What a form calls a record while it is filled in: `instance_name` of its settings."""

from __future__ import annotations

from forms.instance import Instance

META = ("meta", "orx:meta")
NAME = "instanceName"


def name_of(instance: Instance) -> str:
    """Return the name as it stands now; "" where the form gives none, or none yet."""
    meta = (child for child in instance.root.inner if child.name in META)
    named = (child.text for part in meta for child in part.inner if child.name.rpartition(":")[2] == NAME)
    return next(named, "").strip()
