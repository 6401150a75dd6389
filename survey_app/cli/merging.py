"""Commands of the merge desk: merge, conflicts, duplicates, undo, workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    opened,
    speaking,
)
from survey_app.duplicates import duplicates as find_duplicates
from survey_app.master import refresh_master
from survey_app.merge_desk import undo_batch
from survey_app.merge_report import merge_files
from survey_app.open_conflicts import open_conflicts

commands = typer.Typer()


@commands.command()
def merge(
    workspace: WorkspaceFolder,
    files: Annotated[list[Path], typer.Argument(help="FILE.bundle, FILE.xlsx")],
    preview: Annotated[bool, typer.Option("--preview", help="只看不写 · Write nothing.")] = False,
    enrolled_only: Annotated[
        bool, typer.Option("--enrolled-only", help="只收发过证书的电脑 · Only computers that an office enrolled.")
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress("") as report:
            result = merge_files(place, files, around.language, preview, not enrolled_only, report)
        for line in result.lines:
            terminal.tell(line)
        if preview:
            terminal.say("cli.preview")
        terminal.object(result.as_plain())
        if result.has_refused_files:
            raise typer.Exit(1)


@commands.command()
def conflicts(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=True) as place,
    ):
        found = open_conflicts(place, around.language)
        terminal.object({"conflicts": [each.as_plain() for each in found]})
        if not found:
            terminal.say("cli.no_conflicts")
            return
        rows = ((each.title, each.label, " | ".join(value.shown for value in each.candidates)) for each in found)
        terminal.table(("record", "field", "values"), rows)


@commands.command()
def duplicates(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=True) as place,
    ):
        with terminal.progress("") as report:
            found = find_duplicates(place, around.language, report)
        terminal.object({"duplicates": [each.as_plain() for each in found]})
        if not found:
            terminal.say("cli.no_duplicates")
        for each in found:
            for side in (each.one, each.other):
                terminal.tell(f"{side.name}   {place.area_name(around.language, side.area)}   {side.plate}")
            terminal.tell(f"    {each.words}")


@commands.command()
def undo(
    workspace: WorkspaceFolder,
    batch: Annotated[str, typer.Argument(metavar="BATCH")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        undone = undo_batch(place, batch)
        terminal.say("cli.undone", batch=undone.id)
        terminal.object({"batch": undone.id, "file": undone.file, "undone": True})


@commands.command()
def workbook(
    workspace: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="MASTER.xlsx")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress(to.name) as report:
            done = refresh_master(place, to, report)
        terminal.say("cli.workbook_written", file=str(to), rows=sum(done.counts.values()))
        terminal.object({"file": str(to), "rows": dict(done.counts), "refreshed": done.refreshed})
