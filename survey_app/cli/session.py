"""What every command does around its own work: speak, open the workspace, ask for the password."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from forms.errors import FormError
from survey_app.app import Surroundings, surroundings
from survey_app.terminal import Terminal
from survey_app.workspace import (
    PasswordNeeded,
    Workspace,
    needs_password,
    open_workspace,
)
from sync.errors import InUse, SyncError

AsJson = Annotated[bool, typer.Option("--json", help="一个 JSON 对象 · Print exactly one JSON object.")]
PasswordFile = Annotated[
    Path | None, typer.Option(help="第一行是密码 · File whose first line is the password; or SURVEY_APP_PASSWORD.")
]
WorkspaceFolder = Annotated[Path, typer.Argument(metavar="WORKSPACE", help="工作区 · Folder of the workspace.")]


@contextmanager
def speaking(as_json: bool) -> Iterator[tuple[Terminal, Surroundings]]:
    """Run one command: refusals become sentences (or one JSON object) and exit code 1."""
    around = surroundings()
    terminal = Terminal(around.language, as_json)
    try:
        yield terminal, around
    except (SyncError, FormError, OSError) as error:
        problems = [str(problem) for problem in getattr(error, "problems", ())]
        terminal.refuse(error, **({"problems": problems} if problems else {}))
        for problem in problems:
            terminal.tell(problem)
        raise typer.Exit(1) from error


@contextmanager
def opened(
    folder: Path, password_file: Path | None, terminal: Terminal, around: Surroundings, read_only: bool = False
) -> Iterator[Workspace]:
    """Open a workspace for one command and close it again, whatever happens."""
    password = secret(password_file, terminal) if needs_password(folder) else None
    machine = around.machine(folder)
    workspace = open_workspace(folder, password, around.now, read_only=read_only, machine=machine)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def opened_alone(
    folder: Path, password_file: Path | None, terminal: Terminal, around: Surroundings
) -> Iterator[Workspace]:
    """Open a workspace to write if nobody else does, else to read: a check sees more when it is alone."""
    try:
        with opened(folder, password_file, terminal, around) as workspace:
            yield workspace
    except InUse:
        with opened(folder, password_file, terminal, around, read_only=True) as workspace:
            yield workspace


def secret(password_file: Path | None, terminal: Terminal) -> str:
    """Return the password from the file, the environment or a prompt. Raises PasswordNeeded where nobody answers."""
    given = given_secret(password_file)
    if given is not None:
        return given
    if terminal.as_json or not sys.stdin.isatty():
        raise PasswordNeeded
    return terminal.ask_password()


def new_secret(password_file: Path | None, terminal: Terminal) -> str:
    """Return the password for something new, asked twice where a person types it."""
    given = given_secret(password_file)
    return secret(password_file, terminal) if given is not None or terminal.as_json else terminal.ask_new_password()


def given_secret(password_file: Path | None) -> str | None:
    if password_file:
        return password_file.read_text(encoding="utf-8").splitlines()[0]
    return os.environ.get("SURVEY_APP_PASSWORD")
