"""When a password is forgotten or a laptop is dead: by file, by paper, from the second copy; no record is lost."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from survey_app.enrolment import staff_name
from survey_app.sentences import sentence
from survey_app.workspace import Chance, Clock, FolderNotEmpty, Staff, Workspace
from survey_app.workspace_opened import FORM, PACKS
from survey_app.workspace_settings import SETTINGS, Settings, read_settings, write_settings
from sync.durable import write_durably
from sync.errors import KeysDamaged, NoRecovery, NoStore, NotAllowed, WrongPassword
from sync.lock import LockKey, WrongKey, decrypt, encrypt, lock_key_from
from sync.store.backup import KEYS, back_up, copies
from sync.store.keys import key_file, recover, recovery_request, set_password, unlock
from sync.store.opening import restore_store
from sync.store.recovery_sheet import key_from_sheet, sheet_lines

COPIED = "copied"
"""The day of the latest second copy."""

REOPENING = "reopening.json"
"""The key of the lock that an office's answer opens with; it goes when the answer has come."""


def ask_office(folder: Path, to: Path, user: str = "", random: Chance = os.urandom) -> None:
    """Write the file that goes to the office when a password is forgotten. It betrays nothing to whoever finds it.

    The office's answer opens with a lock made for this occasion, whose key stays here. Raises NoRecovery.
    """
    settings = read_settings(folder)
    if not key_file(folder / KEYS).recovery:
        raise NoRecovery
    occasion = lock_key_from(random(32))
    number = user or settings.staff[0].number
    _keep(folder / REOPENING, {"user": number, "secret": occasion.secret})
    asked = {"user": number, "lock": occasion.public, "key": recovery_request(folder / KEYS).hex()}
    _keep(to, asked)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who forgot the password: the staff number that the request names, and whom the office knows by it."""

    number: str
    name: str = ""


def who_asks(office: Workspace, request: Path) -> Asking:
    """Return who a request is from; nothing is answered. Raises NotAllowed, NoRecovery, KeysDamaged."""
    asked, _ = _request(office, request)
    name = staff_name(office, asked["user"])
    return Asking(asked["user"], "" if name == asked["user"] else name)


def answer_laptop(office: Workspace, request: Path, to: Path) -> None:
    """Write the office's answer; only the laptop that asked can use it. Raises NotAllowed, NoRecovery."""
    asked, key = _request(office, request)
    try:
        answer = encrypt(key, [asked["lock"]])
    except (KeyError, ValueError, TypeError) as error:
        raise KeysDamaged from error
    _keep(to, {"user": asked["user"], "key": answer.hex()})


def _request(office: Workspace, request: Path) -> tuple[dict[str, str], bytes]:
    recovery = office.credentials.recovery
    if recovery is None:
        raise NotAllowed(office.role)
    asked = _read(request)
    try:
        return asked | {"user": str(asked["user"])}, recover(bytes.fromhex(asked["key"]), recovery)
    except WrongPassword as error:
        raise NoRecovery from error
    except (KeyError, ValueError, TypeError) as error:
        raise KeysDamaged from error


def reopen(folder: Path, answer: Path, password: str, random: Chance = os.urandom) -> None:
    """Set a new password with the office's answer. Raises NoRecovery for an answer to somebody else."""
    if not (folder / REOPENING).exists():
        raise NoRecovery
    waiting, told = _read(folder / REOPENING), _read(answer)
    try:
        key = decrypt(bytes.fromhex(told["key"]), [LockKey(waiting["secret"])])
    except WrongKey as error:
        raise NoRecovery from error
    except (KeyError, ValueError, TypeError) as error:
        raise KeysDamaged from error
    set_password(folder / KEYS, key, waiting["user"], password, random)
    _has_password(folder, password)
    (folder / REOPENING).unlink()


def reopen_by_sheet(folder: Path, lines: list[str], password: str, user: str = "", random: Chance = os.urandom) -> None:
    """Set a new password with the printed recovery sheet. Raises SheetMistyped, NoRecovery."""
    settings = read_settings(folder)
    try:
        key = recover(recovery_request(folder / KEYS), key_from_sheet(lines))
    except WrongPassword as error:
        raise NoRecovery from error
    set_password(folder / KEYS, key, user or settings.staff[0].number, password, random)
    _has_password(folder, password)


def change_password(workspace: Workspace, old: str, new: str) -> None:
    """Replace one's own password. Raises WrongPassword; then nothing has changed."""
    path, number = workspace.folder / KEYS, workspace.staff.number
    key = unlock(path, number, old if workspace.has_password else "")
    set_password(path, key, number, new, workspace.random)
    _has_password(workspace.folder, new)
    workspace.settings = read_settings(workspace.folder)


def add_staff(workspace: Workspace, own_password: str, staff: Staff, password: str) -> None:
    """Let somebody else use this computer too, with a password of their own. Raises WrongPassword."""
    path = workspace.folder / KEYS
    key = unlock(path, workspace.staff.number, own_password if workspace.has_password else "")
    set_password(path, key, staff.number, password, workspace.random)
    others = tuple(each for each in workspace.settings.staff if each.number != staff.number)
    workspace.keep_settings(replace(workspace.settings, staff=(*others, staff)))


def recovery_sheet(office: Workspace, language: str) -> str:
    """Return the sheet to print and lock away: whoever has it can open every laptop of this office."""
    recovery = office.credentials.recovery
    if recovery is None:
        raise NotAllowed(office.role)
    head = sentence(language, "sheet.head", office=office.credentials.office, date=office.now().date().isoformat())
    return "\n".join([head, "", *sheet_lines(recovery), "", sentence(language, "sheet.foot")]) + "\n"


def back_up_workspace(workspace: Workspace) -> list[Path]:
    """Copy the records, with what is needed to open them elsewhere; to the second disk too where one is named."""
    folders = [workspace.backups]
    second = workspace.settings.second_copy
    # A disk that was pulled out is no reason to refuse the copy that can be made.
    if second and Path(second).parent.is_dir():
        folders.append(Path(second))
    day = workspace.now().date().isoformat()
    return [_copied(workspace, folder, day) for folder in folders]


def back_up_daily(workspace: Workspace) -> list[Path]:
    """Copy everything unless it was done today; a second disk that is not there is tried again the next time."""
    day = workspace.now().date().isoformat()
    if workspace.store.fact(COPIED) == day:
        return []
    made = back_up_workspace(workspace)
    workspace.store.keep_fact(COPIED, day)
    return made


def restore(copy: Path, folder: Path, password: str, now: Clock, random: Chance = os.urandom) -> None:
    """Lay a second copy out as a workspace in another folder. `copy` is the folder of the copies, or one of them.

    Raises NoStore, NotAWorkspace, FolderNotEmpty, WrongPassword.
    """
    source = copy if copy.is_dir() else copy.parent
    database = copy if copy.is_file() else next(reversed(copies(source)), None)
    if database is None:
        raise NoStore(str(copy))
    settings = read_settings(source)
    key = _key_of_any(source, settings, password)
    if (folder / SETTINGS).exists():
        raise FolderNotEmpty(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name in (PACKS, FORM):
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, dirs_exist_ok=True)
    restore_store(database, folder, key, now=now, random=random)
    write_settings(folder, settings)


def _key_of_any(folder: Path, settings: Settings, password: str) -> bytes:
    for staff in settings.staff:
        with contextlib.suppress(WrongPassword):
            return unlock(folder / KEYS, staff.number, password if settings.has_password else "")
    raise WrongPassword


def _copied(workspace: Workspace, folder: Path, day: str) -> Path:
    made = back_up(workspace.store.database, folder, day)
    for name in (PACKS, FORM):
        if (workspace.folder / name).is_dir():
            shutil.copytree(workspace.folder / name, folder / name, dirs_exist_ok=True)
    write_settings(folder, workspace.settings)
    return made


def _has_password(folder: Path, password: str) -> None:
    settings = read_settings(folder)
    write_settings(folder, replace(settings, has_password=bool(password)))


def _keep(path: Path, told: Mapping[str, str]) -> None:
    write_durably(path, json.dumps(told).encode(), json.loads)


def _read(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise KeysDamaged from error
    if not isinstance(told, dict):
        raise KeysDamaged
    return told
