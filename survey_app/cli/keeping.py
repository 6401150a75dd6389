"""Commands against loss: backup, recovery."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    new_secret,
    opened,
    secret,
    speaking,
)
from survey_app.recovery import (
    answer_laptop,
    ask_office,
    back_up_workspace,
    recovery_sheet,
    reopen,
    reopen_by_sheet,
    restore,
)
from survey_app.workspace import needs_password

commands = typer.Typer()
recovery = typer.Typer(no_args_is_help=True)
commands.add_typer(recovery, name="recovery")


@commands.command()
def backup(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        copies = back_up_workspace(place)
        for copy in copies:
            terminal.say("status.backup_done", place=str(copy))
        terminal.object({"copies": [str(copy) for copy in copies]})


@recovery.command("restore")
def recovery_restore(
    copy: Annotated[Path, typer.Argument(metavar="COPY", help="备份的文件夹 · Folder of the second copy.")],
    workspace: WorkspaceFolder,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """电脑坏了，从备份恢复 · A dead laptop comes back from its second copy."""
    with speaking(as_json) as (terminal, around):
        password = secret(password_file, terminal) if needs_password(copy if copy.is_dir() else copy.parent) else ""
        restore(copy, workspace, password, around.now)
        terminal.say("cli.restored", folder=str(workspace))
        terminal.object({"workspace": str(workspace)})


@recovery.command("ask")
def recovery_ask(
    workspace: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="REQUEST.json")],
    staff: Annotated[str, typer.Option(help="工号 · Staff number.")] = "",
    as_json: AsJson = False,
) -> None:
    """忘了密码，写一份给街道 · Write what goes to the office when a password is forgotten."""
    with speaking(as_json) as (terminal, _):
        ask_office(workspace, to, staff)
        terminal.tell(str(to))
        terminal.object({"file": str(to)})


@recovery.command("answer")
def recovery_answer(
    office: WorkspaceFolder,
    request: Annotated[Path, typer.Argument(metavar="REQUEST")],
    to: Annotated[Path, typer.Option(help="ANSWER.json")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """街道的回件 · The office's answer; only the laptop that asked can use it."""
    with speaking(as_json) as (terminal, around), opened(office, password_file, terminal, around) as place:
        answer_laptop(place, request, to)
        terminal.tell(str(to))
        terminal.object({"file": str(to)})


@recovery.command("open")
def recovery_open(
    workspace: WorkspaceFolder,
    answer: Annotated[Path, typer.Argument(metavar="ANSWER")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """用街道的回件设新密码 · Set a new password with the office's answer."""
    with speaking(as_json) as (terminal, _):
        reopen(workspace, answer, new_secret(password_file, terminal))
        terminal.say("cli.recovered")
        terminal.object({"workspace": str(workspace)})


@recovery.command("sheet")
def recovery_sheet_command(
    office: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="SHEET.txt")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """街道的恢复纸，打印后锁起来 · The office's recovery sheet, to print and lock away."""
    with speaking(as_json) as (terminal, around), opened(office, password_file, terminal, around) as place:
        to.write_text(recovery_sheet(place, around.language), encoding="utf-8")
        terminal.say("cli.recovery_sheet", file=str(to))
        terminal.object({"file": str(to)})


@recovery.command("sheet-open")
def recovery_sheet_open(
    workspace: WorkspaceFolder,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="照着纸输的文件 · The sheet, typed into a file.")],
    staff: Annotated[str, typer.Option(help="工号 · Staff number.")] = "",
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """用恢复纸设新密码 · Set a new password with the recovery sheet."""
    with speaking(as_json) as (terminal, _):
        lines = [line for line in sheet.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
        reopen_by_sheet(workspace, lines, new_secret(password_file, terminal), staff)
        terminal.say("cli.recovered")
        terminal.object({"workspace": str(workspace)})
