"""Making a workspace: by hand, from the office's start bundle, or for one form alone."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from forms.errors import FormError
from forms.pack import Pack, load_pack
from survey_app.credentials import Credentials, from_start, made_by_hand
from survey_app.definitions import Definitions
from survey_app.enrolment import take_in_start
from survey_app.form_media import take_along
from survey_app.workspace_errors import FolderNotEmpty, UnknownArea
from survey_app.workspace_opened import (
    FORM,
    Chance,
    Clock,
    Machine,
    Workspace,
    definitions_in,
    keep_pack,
    pack_in,
    prepare,
)
from survey_app.workspace_settings import Settings, Staff, write_settings
from sync.bundle import open_bundle
from sync.certificate import Role
from sync.errors import BundleDamaged
from sync.start_bundle import Start, read_start
from sync.store.backup import KEYS
from sync.store.keys import create_keys
from sync.store.opening import create_store


def create_workspace(
    folder: Path,
    pack: Path,
    area: str,
    staff: Staff,
    password: str | None,
    now: Clock,
    *,
    machine: Machine | None = None,
    random: Chance = os.urandom,
) -> Workspace:
    """Make a workspace by hand: for an office, or for a laptop that no office has enrolled."""
    loaded = load_pack(pack)
    if area not in loaded.areas:
        raise UnknownArea(area)
    office = loaded.areas.name(area, "zh")
    credentials = made_by_hand(loaded.areas.path(area), staff.number, staff.name, Role(staff.role), office, random)
    _begin(folder)
    return _made(folder, loaded, credentials, staff, password, now, machine, random)


def create_from_start(
    folder: Path,
    start_file: Path,
    password: str | None,
    now: Clock,
    *,
    code: str = "",
    machine: Machine | None = None,
    random: Chance = os.urandom,
) -> Workspace:
    """Make a workspace from the office's start bundle, with its doors and records. Raises BundleRefused."""
    start = read_start(open_bundle(start_file.read_bytes(), code=code))
    certificate = start.certificate
    staff = Staff(certificate.holder, certificate.name, certificate.role)
    _begin(folder)
    pack = _pack_of(start, folder)
    workspace = _made(folder, pack, from_start(start), staff, password, now, machine, random)
    take_in_start(workspace, start, start_file.name)
    return workspace


def create_lone(
    folder: Path,
    form_file: Path,
    password: str | None,
    now: Clock,
    *,
    machine: Machine | None = None,
    random: Chance = os.urandom,
) -> Workspace:
    """Make a workspace for one XLSForm or XForm: no pack, no areas, no doors. Raises FormRefused."""
    content = form_file.read_bytes()
    _begin(folder)
    kept = folder / FORM / form_file.name
    kept.parent.mkdir()
    kept.write_bytes(content)
    settings = Settings(form=form_file.name, staff=(Staff("1", role=Role.CITY),), has_password=bool(password))
    try:
        definitions = definitions_in(folder, settings, None)
    except FormError:
        # The folder is left as it was found, for another try.
        kept.unlink()
        kept.parent.rmdir()
        raise
    for form in definitions.forms.values():
        take_along(form, form_file, kept.parent)
    credentials = made_by_hand("", "1", "", Role.CITY, "", random)
    # One form alone has no office: whoever holds a file may read it, and whatever is rightly signed is taken.
    credentials = replace(credentials, roots=(), office_lock="", recovery_lock="", recovery=None)
    return _kept(folder, settings, None, definitions, credentials, password, now, machine, random)


def _made(
    folder: Path,
    pack: Pack,
    credentials: Credentials,
    staff: Staff,
    password: str | None,
    now: Clock,
    machine: Machine | None,
    random: Chance,
) -> Workspace:
    settings = Settings(area=credentials.area, pack=pack.hash, staff=(staff,), has_password=bool(password))
    keep_pack(folder, pack)
    definitions = definitions_in(folder, settings, pack)
    return _kept(folder, settings, pack, definitions, credentials, password, now, machine, random)


def _kept(
    folder: Path,
    settings: Settings,
    pack: Pack | None,
    definitions: Definitions,
    credentials: Credentials,
    password: str | None,
    now: Clock,
    machine: Machine | None,
    random: Chance,
) -> Workspace:
    staff = settings.staff[0]
    key = create_keys(folder / KEYS, staff.number, password or "", credentials.recovery_lock, random)
    machine = machine or Machine()
    who = staff.name or staff.number
    store = create_store(
        folder, key, now=now, random=random, who=who, high_water=machine.high_water, machine=machine.name
    )
    workspace = Workspace(folder, settings, pack, definitions, store, credentials, staff, now, random)
    store.sign_as(credentials.device, credentials.chain)
    workspace.keep_credentials(credentials)
    prepare(workspace)
    # Last of all: a folder with settings is a workspace, one without can be made anew.
    write_settings(folder, settings)
    return workspace


def _begin(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(str(folder))
    folder.mkdir(parents=True, exist_ok=True)


def _pack_of(start: Start, folder: Path) -> Pack:
    if not start.pack:
        raise BundleDamaged("pack")
    return pack_in(folder, start.pack)
