"""Commands that only look: query, verify."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    opened,
    opened_alone,
    speaking,
)
from survey_app.terminal import write_csv
from survey_app.verification import verify as verify_workspace

commands = typer.Typer()


class Format(StrEnum):
    """How `query` prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@commands.command()
def query(
    workspace: WorkspaceFolder,
    sql: Annotated[str, typer.Argument(help="SELECT …")],
    format_: Annotated[Format, typer.Option("--format", help="table, csv, json")] = Format.TABLE,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    as_json = as_json or format_ is Format.JSON
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=True) as place,
    ):
        columns, rows = place.store.query(sql)
        if as_json:
            terminal.object({"columns": columns, "rows": [dict(zip(columns, row, strict=True)) for row in rows]})
        elif format_ is Format.CSV:
            write_csv(columns, rows)
        else:
            terminal.table(columns, rows)


@commands.command()
def verify(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened_alone(workspace, password_file, terminal, around) as place,
    ):
        with terminal.progress("") as report:
            found = verify_workspace(place, report)
        terminal.object(
            {
                "problems": found.problems,
                "records": found.records,
                "commits": found.commits,
                "attachments_elsewhere": found.elsewhere,
            }
        )
        for problem in found.problems:
            terminal.tell(problem)
        if found.elsewhere:
            terminal.say("cli.attachments_elsewhere", count=found.elsewhere)
        if found.problems:
            terminal.say("cli.verify_problems", count=len(found.problems))
            raise typer.Exit(1)
        terminal.say("cli.verified", records=found.records, commits=found.commits)
