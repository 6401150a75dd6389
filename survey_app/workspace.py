"""A workspace: one folder with the records, the questionnaires and the settings of one laptop or office."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from forms.pack import load_pack
from survey_app.credentials import credentials_from
from survey_app.stored_forms import FOLDER, StoredForms
from survey_app.workspace_errors import FolderNotEmpty, NotAWorkspace, PasswordNeeded, UnknownArea, UnknownForm
from survey_app.workspace_making import create_from_start, create_lone, create_workspace
from survey_app.workspace_opened import (
    BACKUPS,
    CREDENTIALS,
    PACKS,
    Chance,
    Clock,
    Machine,
    Workspace,
    definitions_in,
    forget_copies,
    prepare,
)
from survey_app.workspace_settings import Settings, Staff, read_settings
from sync.errors import WrongPassword
from sync.store.backup import KEYS
from sync.store.keys import unlock
from sync.store.opening import open_store
from sync.store.store import RecordStore

__all__ = [
    "Chance",
    "Clock",
    "FolderNotEmpty",
    "Machine",
    "NotAWorkspace",
    "PasswordNeeded",
    "Settings",
    "Staff",
    "UnknownArea",
    "UnknownForm",
    "Workspace",
    "create_from_start",
    "create_lone",
    "create_workspace",
    "needs_password",
    "open_workspace",
    "read_ahead",
    "staff_of",
]


def needs_password(folder: Path) -> bool:
    """Say whether somebody has to be asked. Raises NotAWorkspace."""
    return read_settings(folder).has_password


def staff_of(folder: Path) -> tuple[Staff, ...]:
    """Return who may open a workspace. Raises NotAWorkspace."""
    return read_settings(folder).staff


def open_workspace(
    folder: Path,
    password: str | None,
    now: Clock,
    *,
    user: str = "",
    read_only: bool = False,
    machine: Machine | None = None,
    random: Chance = os.urandom,
) -> Workspace:
    """Open a workspace; `user` is a staff number where several share it.

    Raises NotAWorkspace, WrongPassword, PasswordNeeded, and InUse where somebody else writes there.
    """
    settings = read_settings(folder)
    if settings.has_password and password is None:
        raise PasswordNeeded
    staff, key = _unlocked(folder, settings, password or "", user)
    machine = machine or Machine()
    store = open_store(
        folder,
        key,
        now=now,
        random=random,
        who=staff.name or staff.number,
        high_water=machine.high_water,
        machine=machine.name,
        backups=folder / BACKUPS,
        read_only=read_only,
    )
    try:
        return _opened(folder, settings, store, staff, now, random, read_only)
    except BaseException:
        store.close()
        raise


def read_ahead(folder: Path) -> None:
    """Read what stands in the open and is the same for everybody: the questionnaires, before somebody is known."""
    settings = read_settings(folder)
    if settings.pack:
        load_pack(folder / PACKS / f"{settings.pack}.zip", StoredForms(folder / FOLDER))


def _unlocked(folder: Path, settings: Settings, password: str, user: str) -> tuple[Staff, bytes]:
    """Return whose password it is, and the key of the records. Raises WrongPassword."""
    secret = password if settings.has_password else ""
    for staff in settings.staff:
        if user in ("", staff.number):
            with contextlib.suppress(WrongPassword):
                return staff, unlock(folder / KEYS, staff.number, secret)
    raise WrongPassword


def _opened(
    folder: Path, settings: Settings, store: RecordStore, staff: Staff, now: Clock, random: Chance, read_only: bool
) -> Workspace:
    read_form = StoredForms(folder / FOLDER)
    pack = load_pack(folder / PACKS / f"{settings.pack}.zip", read_form) if settings.pack else None
    definitions = definitions_in(folder, settings, pack)
    credentials = credentials_from(store.fact(CREDENTIALS))
    workspace = Workspace(folder, settings, pack, definitions, store, credentials, staff, now, random, read_only)
    prepare(workspace)
    if not read_only:
        forget_copies(folder)
    return workspace
