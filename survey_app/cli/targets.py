"""Targets on the command line: a block of a spreadsheet, looked at or kept as drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from survey_app.cli.session import AsJson, PasswordFile, WorkspaceFolder, opened, speaking
from survey_app.target_block import keep_block, read_block
from sync.workbook.plain_table import PlainTable

commands = typer.Typer()


@commands.command()
def targets(
    workspace: WorkspaceFolder,
    file: Annotated[
        Path, typer.Argument(help=".xlsx .xls .csv：单位一列，每个指标一列 · Areas down, indicators across.")
    ],
    year: Annotated[int, typer.Option(help="年度 · The year; this one where none is given.")] = 0,
    preview: Annotated[bool, typer.Option("--preview", help="只看，不记 · Look, and keep nothing.")] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=preview) as place,
    ):
        sheet = PlainTable(file).sheet()
        block = read_block(place, [[str(cell) for cell in row] for row in sheet.rows], terminal.language, year)
        kept = 0 if block.problems or preview else keep_block(place, block)
        terminal.object(
            {
                "year": block.year,
                "targets": len(block.targets),
                "kept": kept,
                "problems": list(block.problems),
                "remarks": list(block.remarks),
            }
        )
        if block.problems:
            terminal.say("targets.refused")
        for line in (*block.problems, *block.remarks):
            terminal.tell(line)
        if not block.problems:
            terminal.say("targets.would" if preview else "targets.kept", count=len(block.targets))
        if block.problems:
            raise typer.Exit(1)
