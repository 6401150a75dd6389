"""Which version of the questionnaires is in use here and on the laptops; how another one is taken into use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.datasets import Dataset
from forms.definition import Form
from forms.pack import Pack, load_pack, pack_of
from forms.pack_changes import Change, changes_between
from forms.pack_problems import PackRefused
from forms.pack_versions import VERSIONS, Versions
from forms.xform import form_from_xml
from survey_app.definitions import lone_versions, pack_definitions, write_whole
from survey_app.workspace_opened import CACHE, FORM, PACKS, Workspace, definitions_in, keep_pack, pack_in, prepare
from sync.bundle import Bundle
from sync.start_bundle import PACK

EARLIER = "earlier"
"""Folder beside a lone form with the versions that it had before."""
ON_LAPTOPS = "versions on laptops"
ABOUT = "pack"
"""Key of a packing list under which the version in use travels."""


@dataclass(frozen=True, slots=True)
class VersionTaken:
    """A version that came from the office and is in use now."""

    version: str
    changes: tuple[Change, ...] = ()


def pack_here(workspace: Workspace) -> Pack:
    """Return the pack in use; a form on its own is one too."""
    if workspace.pack is not None:
        return workspace.pack
    (form,) = workspace.forms.values()
    return pack_of(form, versions_here(workspace))


def versions_here(workspace: Workspace) -> Versions:
    if workspace.pack is not None:
        return workspace.pack.versions
    return lone_versions(workspace.folder / FORM / workspace.settings.form)


def about_version(workspace: Workspace) -> dict[str, Any]:
    """Return what a packing list says of the version in use."""
    pack = workspace.pack
    if pack is not None:
        return {ABOUT: {"hash": pack.hash, "version": pack.version}}
    form = next(iter(workspace.forms.values()))
    return {ABOUT: {"hash": form.hash, "version": form.version}}


def use(workspace: Workspace, pack: Pack) -> None:
    """Take a version into use. Everything that is here is read by it at once; the earlier one is kept."""
    if workspace.pack is not None:
        keep_pack(workspace.folder, pack)
        workspace.pack, workspace.definitions = pack, pack_definitions(pack)
        workspace.keep_settings(replace(workspace.settings, pack=pack.hash))
    else:
        _use_alone(workspace, pack)
    prepare(workspace)


def take_version(workspace: Workspace, bundle: Bundle) -> VersionTaken | None:
    """Take the version that the office sends along, where it follows the one in use. Raises PackRefused."""
    data, ours = bundle.definitions.get(PACK), workspace.pack
    if data is None or ours is None:
        return None
    pack = pack_in(workspace.folder, data)
    # An old stick brings an old version: it does not follow ours, and is left alone.
    if pack.id != ours.id or not pack.versions.follows(ours.hash):
        return None
    found = tuple(changes_between(ours, pack, pack.versions.renamed))
    use(workspace, pack)
    return VersionTaken(pack.version, found)


def version_for(workspace: Workspace, bundle: Bundle) -> Mapping[str, bytes]:
    """Return the pack as it goes back with a stick: nothing for a laptop that has it."""
    pack = workspace.pack
    if pack is None or not pack.versions.earlier or _told(bundle).get("hash") == pack.hash:
        return {}
    return {PACK: (workspace.folder / PACKS / f"{pack.hash}.zip").read_bytes()}


def note_version(workspace: Workspace, bundle: Bundle) -> None:
    """Remember which version a laptop works with, as it says itself."""
    told = _told(bundle)
    if told.get("hash"):
        note_given(workspace, bundle.header.sender, told["hash"], told.get("version", ""), bundle.header.created)


def note_given(workspace: Workspace, key: str, pack_hash: str, version: str, at: str) -> None:
    """Remember which version a laptop was given; what is known of later stays."""
    known = workspace.store.fact(ON_LAPTOPS, {})
    if at >= known.get(key, {}).get("at", ""):
        workspace.store.keep_fact(ON_LAPTOPS, {**known, key: {"hash": pack_hash, "version": version, "at": at}})


def earlier_form(workspace: Workspace, form_id: str, form_hash: str) -> tuple[Form, Mapping[str, Dataset]] | None:
    """Return a form as it was in an earlier version, with the datasets that it made; None where it is not here."""
    for one in reversed(versions_here(workspace).earlier):
        pack = _earlier_pack(workspace, one.hash)
        form = pack.forms.get(form_id) if pack else None
        if pack is not None and form is not None and form.hash == form_hash:
            return form, pack.datasets
    return None


def _earlier_pack(workspace: Workspace, pack_hash: str) -> Pack | None:
    if workspace.pack is None:
        file = workspace.folder / FORM / EARLIER / f"{pack_hash}.xml"
        return pack_of(form_from_xml(file.read_text(encoding="utf-8"))) if file.exists() else None
    file = workspace.folder / PACKS / f"{pack_hash}.zip"
    try:
        return load_pack(file) if file.exists() else None
    except PackRefused:
        # Kept by an older program whose packs this one no longer reads.
        return None


def _use_alone(workspace: Workspace, pack: Pack) -> None:
    """The compiled form goes last: it is what the next start reads."""
    folder = workspace.folder / FORM
    before = next(iter(workspace.forms.values()))
    (form,) = pack.forms.values()
    earlier = folder / EARLIER / f"{pack.versions.earlier[-1].hash}.xml"
    earlier.parent.mkdir(exist_ok=True)
    write_whole(earlier, before.source.encode())
    write_whole(folder / VERSIONS, pack.versions.as_toml())
    written = folder / f"{form.hash}.xml"
    write_whole(written, form.source.encode())
    workspace.keep_settings(replace(workspace.settings, form=written.name))
    write_whole(workspace.folder / CACHE, form.source.encode())
    workspace.definitions = definitions_in(workspace.folder, workspace.settings, None)


def _told(bundle: Bundle) -> dict[str, str]:
    told = bundle.manifest.about.get(ABOUT)
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}
