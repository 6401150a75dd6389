"""When a password is forgotten or a laptop is dead: by file, by paper, from the second copy; no record is lost."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

from sync.store.recovery_sheet import key_from_sheet, sheet_lines

from survey_app.sentences import sentence
from survey_app.workspace import Chance, Clock, NotAWorkspace, Workspace
from survey_app.workspace_opened import FORM, PACKS
from survey_app.workspace_settings import SETTINGS, read_settings, write_settings
from sync.durable import write_durably
from sync.errors import KeysDamaged, NoStore, NotAllowed
from sync.store import keys
from sync.store.backup import KEYS, back_up, copies
from sync.store.opening import restore_store


def ask_office(folder: Path, to: Path, user: str = "", random: Chance = os.urandom) -> None:
    """Write the file that goes to the office when a password is forgotten. It betrays nothing to whoever finds it."""
    settings = read_settings(folder)
    asked = keys.ask_for_reopening(folder / KEYS, user or settings.staff[0].number, random)
    write_durably(to, json.dumps(asked).encode(), json.loads)


def answer_laptop(office: Workspace, request: Path, to: Path) -> None:
    """Write the office's answer; only the laptop that asked can use it. Raises NotAllowed, NoRecovery."""
    recovery = office.credentials.recovery
    if recovery is None:
        raise NotAllowed(office.role)
    answer = keys.answer_reopening(_read(request), recovery)
    write_durably(to, json.dumps(answer).encode(), json.loads)


def reopen(folder: Path, answer: Path, password: str, random: Chance = os.urandom) -> None:
    """Set a new password with the office's answer. Raises NoRecovery for an answer to somebody else."""
    keys.reopen(folder / KEYS, _read(answer), password, random)
    _has_password(folder, password)


def reopen_by_sheet(folder: Path, lines: list[str], password: str, user: str = "", random: Chance = os.urandom) -> None:
    """Set a new password with the printed recovery sheet. Raises SheetMistyped, NoRecovery."""
    settings = read_settings(folder)
    key = keys.recover(folder / KEYS, key_from_sheet(lines))
    keys.set_password(folder / KEYS, key, user or settings.staff[0].number, password, random)
    _has_password(folder, password)


def change_password(workspace: Workspace, old: str, new: str) -> None:
    """Replace one's own password. Raises WrongPassword; then nothing has changed."""
    before = old if workspace.has_password else ""
    keys.change_password(workspace.folder / KEYS, workspace.staff.number, before, new, workspace.random)
    _has_password(workspace.folder, new)
    workspace.settings = read_settings(workspace.folder)


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
    if workspace.settings.second_copy:
        folders.append(Path(workspace.settings.second_copy))
    day = workspace.now().date().isoformat()
    return [_copied(workspace, folder, day) for folder in folders]


def restore(copy: Path, folder: Path, password: str, now: Clock, random: Chance = os.urandom) -> None:
    """Lay a second copy out as a workspace in another folder. `copy` is the folder of the copies, or one of them.

    Raises NoStore, NotAWorkspace, WrongPassword.
    """
    source = copy if copy.is_dir() else copy.parent
    database = copy if copy.is_file() else next(reversed(copies(source)), None)
    if database is None:
        raise NoStore(str(copy))
    settings = read_settings(source)
    key = keys.unlock(source / KEYS, password if settings.has_password else "")
    if (folder / SETTINGS).exists():
        raise NotAWorkspace(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name in (PACKS, FORM):
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, dirs_exist_ok=True)
    restore_store(database, folder, key, now=now, random=random)
    write_settings(folder, settings)


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


def _read(path: Path) -> dict[str, object]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise KeysDamaged from error
    if not isinstance(told, dict):
        raise KeysDamaged
    return told
