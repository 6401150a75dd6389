"""Commands that carry answers in and out: import, export, attachments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from survey_app.attachment_care import elsewhere, record_ids, write_attachments
from survey_app.attachment_care import forget_unnamed as forget_unnamed_attachments
from survey_app.attachments import MEGABYTE
from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    opened,
    speaking,
)
from survey_app.hand_over import hand_over
from survey_app.old_lists.draft import draft as draft_list
from survey_app.old_lists.elsewhere import rows_elsewhere
from survey_app.old_lists.list_map import read_map
from survey_app.old_lists.opening import open_list
from survey_app.old_lists.taking import take as take_list
from survey_app.old_lists.words import as_plain as list_as_plain
from survey_app.old_lists.words import lines_of as list_lines
from survey_app.submissions import write_submissions

commands = typer.Typer()


@commands.command("import")
def import_(
    workspace: WorkspaceFolder,
    table: Annotated[Path, typer.Argument(help="TABLE.xlsx, TABLE.xls, TABLE.ods, TABLE.csv")],
    dataset: Annotated[str, typer.Option(help="哪张表 · Dataset.")],
    map_: Annotated[Path | None, typer.Option("--map", help="对照表 · MAP.toml: [columns] heading = field.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="只看不写 · Say what it would do; write nothing.")] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress(table.name) as report:
            found = draft_list(place, open_list(table), dataset, read_map(map_), report, with_figures=preview)
            taken = None if preview else take_list(place, found, report)
        terminal.say("cli.counts", **found.counts)
        for line in list_lines(place, found, terminal.language):
            terminal.tell(line)
        batch = taken.batch.id if taken and taken.batch else ""
        elsewhere = str(taken.elsewhere) if taken and taken.elsewhere else ""
        if elsewhere:
            terminal.say("list.kept_elsewhere", count=len(rows_elsewhere(found)), file=elsewhere)
        terminal.object({**list_as_plain(place, found, terminal.language), "batch": batch, "elsewhere": elsewhere})


@commands.command()
def export(
    workspace: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="FILE.bundle, FILE.xlsx, or a folder with --openrosa")],
    openrosa: Annotated[
        bool, typer.Option("--openrosa", help="写成 ODK 的提交文件 · Records as OpenRosa submissions, a folder each.")
    ] = False,
    form: Annotated[str, typer.Option(help="只写这份问卷 · With --openrosa: one form only.")] = "",
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    if openrosa:
        _export_submissions(workspace, to, form, password_file, as_json)
        return
    if to.suffix.lower() not in (".bundle", ".xlsx"):
        raise typer.BadParameter("FILE.bundle, FILE.xlsx", param_hint="--to")
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress(to.name) as report:
            done = hand_over(place, to, report)
        terminal.say("cli.exported", file=str(done.path), records=done.records)
        terminal.object(
            {
                "file": str(done.path),
                "bytes": done.size,
                "records": done.records,
                "persons": done.persons,
                "not_receipted": done.new,
                "unfinished": done.unfinished,
                "attachments": done.attachments,
                "attachments_left": done.attachments_left,
            }
        )
        if done.attachments_left:
            terminal.say("status.attached_later", count=done.attachments_left)


def _export_submissions(folder: Path, to: Path, form: str, password_file: Path | None, as_json: bool) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(folder, password_file, terminal, around, read_only=True) as place,
    ):
        with terminal.progress(to.name) as report:
            done = write_submissions(place, to, form, report)
        terminal.say("cli.submissions", count=done.records, folder=str(to))
        told = {"folder": str(to), "records": done.records, "attachments": done.files, "missing": done.missing}
        terminal.object(told)


@commands.command()
def attachments(
    workspace: WorkspaceFolder,
    to: Annotated[Path | None, typer.Option(help="FOLDER")] = None,
    forget_unnamed: Annotated[
        bool,
        typer.Option("--forget-unnamed", help="删掉再没有答案提到的 · Delete for good what no answer names any more."),
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        told: dict[str, int] = {"elsewhere": len(elsewhere(place))}
        if to is not None:
            told["written"] = write_attachments(place, record_ids(place), to).files
            terminal.say("cli.attachments_written", count=told["written"], folder=to.name)
        if forget_unnamed:
            told["forgotten"], told["bytes"] = forget_unnamed_attachments(place)
            terminal.say("cli.attachments_forgotten", count=told["forgotten"])
        told["here"], told["bytes_here"] = place.store.attachments.total()
        terminal.say("cli.attachments_here", count=told["here"], megabytes=round(told["bytes_here"] / MEGABYTE, 1))
        if told["elsewhere"]:
            terminal.say("cli.attachments_elsewhere", count=told["elsewhere"])
        terminal.object(told)
