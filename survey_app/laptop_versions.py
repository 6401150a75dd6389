"""Which laptop works with which version of the questionnaires."""

from __future__ import annotations

from dataclasses import dataclass

from survey_app.enrolment import enrolled
from survey_app.versions import ON_LAPTOPS
from survey_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LaptopVersion:
    """Which version one laptop had when it handed over last."""

    area: str
    name: str
    version: str
    """ "" where it never said."""
    at: str
    """When it said so, or was given it."""
    is_current: bool


def versions_on_laptops(workspace: Workspace) -> list[LaptopVersion]:
    """Return every laptop that this office has enrolled with the version that it works with, those behind first."""
    pack, told = workspace.pack, workspace.store.fact(ON_LAPTOPS, {})
    found: list[LaptopVersion] = []
    for each in enrolled(workspace):
        known = told.get(each.key, {})
        is_current = pack is not None and known.get("hash") == pack.hash
        found.append(LaptopVersion(each.area, each.name, known.get("version", ""), known.get("at", ""), is_current))
    return sorted(found, key=lambda one: (one.is_current, one.area, one.name))
