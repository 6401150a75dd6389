"""Commands of the merge desk: merge, conflicts, duplicates, quarantine, undo, ledger, workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from reports.making import as_plain
from reports.output.headings import as_table, facts, foot
from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    opened,
    speaking,
)
from survey_app.duplicates import duplicates as find_duplicates
from survey_app.ledger import ledger
from survey_app.master import refresh_master
from survey_app.merge_desk import redo_batch, undo_batch
from survey_app.merge_report import changes_in, merge_files
from survey_app.open_conflicts import open_conflicts
from survey_app.quarantine import PutAside, keep_out, let_in, put_aside
from survey_app.refused_cells import reason_in_words
from survey_app.reporting import write_report
from survey_app.sentences import sentence
from survey_app.terminal import Terminal
from survey_app.undoing import lines_of, undo_outlook
from survey_app.workspace import Workspace

commands = typer.Typer()


@commands.command()
def merge(
    workspace: WorkspaceFolder,
    files: Annotated[list[Path], typer.Argument(help="FILE.bundle, FILE.xlsx")],
    preview: Annotated[bool, typer.Option("--preview", help="只看不写 · Write nothing.")] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="只看不写，逐项列出 · Write nothing; list what changes, field by field.")
    ] = False,
    enrolled_only: Annotated[
        bool, typer.Option("--enrolled-only", help="只收发过证书的电脑 · Only computers that an office enrolled.")
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        found = changes_in(place, files, around.language, not enrolled_only) if changes else []
        for each in found:
            where = place.area_name(around.language, each.area) or each.area
            told = (each.what, where, each.label, f"{each.old or '–'} -> {each.new or '–'}", each.who, each.when[:16])
            terminal.tell("  ".join(part for part in (*told, each.file) if part))
        preview = preview or changes
        with terminal.progress("") as report:
            result = merge_files(place, files, around.language, preview, not enrolled_only, report)
        for line in result.lines:
            terminal.tell(line)
        if preview:
            terminal.say("cli.preview")
        listed = {"changes": [each.as_plain() for each in found]} if changes else {}
        terminal.object({**result.as_plain(), **listed})
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
def quarantine(
    workspace: WorkspaceFolder,
    release: Annotated[list[str] | None, typer.Option(metavar="ID", help="放行 · Let it in, as a batch.")] = None,
    keep: Annotated[list[str] | None, typer.Option(metavar="ID", help="不收 · Looked at; it stays out.")] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="理由 · Why.")] = "",
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    if (release or keep) and not reason.strip():
        raise typer.BadParameter("TEXT", param_hint="--reason")
    looks_only = not (release or keep)
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=looks_only) as place,
    ):
        told: dict[str, object] = {}
        if release:
            batch, effect = let_in(place, release, reason)
            terminal.say("cli.let_in", count=effect.counts.total, batch=batch.id)
            told |= {"batch": batch.id, "released": asdict(effect.counts)}
        if keep:
            kept = keep_out(place, keep, reason)
            terminal.say("cli.kept_out", count=len(kept))
            told["kept"] = [each.key for each in kept]
        found = put_aside(place)
        terminal.object({**told, "quarantine": [each.as_plain() for each in found]})
        if looks_only:
            _tell_put_aside(terminal, place, found)


def _tell_put_aside(terminal: Terminal, place: Workspace, found: Sequence[PutAside]) -> None:
    if not found:
        terminal.say("cli.quarantine_empty")
    for each in found:
        area = place.area_name(terminal.language, each.area) if each.area else ""
        why = reason_in_words(each.reason, terminal.language)
        facts = {"what": each.what, "who": each.who, "count": each.records, "reason": why}
        terminal.say("cli.quarantine_row", id=each.key[:12], area=area, **facts)
        if each.decided:
            decided = each.decided
            terminal.say("cli.quarantine_kept", why=decided.why, by=decided.by, at=decided.at[:16])


@commands.command()
def undo(
    workspace: WorkspaceFolder,
    batch: Annotated[str, typer.Argument(metavar="BATCH")],
    preview: Annotated[bool, typer.Option("--preview", help="只看不撤 · What depends on it; write nothing.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="又并回来 · Bring it back after all.")] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="理由 · Why.")] = "",
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        if redo:
            back = redo_batch(place, batch, reason)
            terminal.say("cli.redone", batch=back.id)
            terminal.object({"batch": back.id, "file": back.file, "undone": False})
            return
        found = undo_outlook(place, batch, terminal.language)
        for line in lines_of(found, place, terminal.language):
            terminal.tell(line)
        if preview:
            terminal.say("cli.preview")
        else:
            undo_batch(place, found.batch.id, reason)
            terminal.say("cli.undone", batch=found.batch.id)
        told = {"batch": found.batch.id, "file": found.batch.file, "undone": not preview}
        terminal.object(told | found.as_plain())


@commands.command("ledger")
def ledger_(
    workspace: WorkspaceFolder,
    batch: Annotated[str, typer.Argument(metavar="[BATCH]", help="只要这一批 · One batch; all without.")] = "",
    to: Annotated[Path | None, typer.Option(help=".xlsx .html .pdf .csv .json")] = None,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=True) as place,
    ):
        made, say = ledger(place, batch, terminal.language), partial(sentence, terminal.language)
        told = as_plain(made, say)
        if to is not None:
            write_report(made, to, terminal.language)
            terminal.tell(str(to))
            told = {"file": str(to), **told}
        terminal.object(told)
        if to is None:
            for line in (made.title, *facts(made, say)):
                terminal.tell(line)
            terminal.table(as_table(made, ()).head, as_table(made, ()).rows)
            for line in foot(made, say):
                terminal.tell(line)


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
