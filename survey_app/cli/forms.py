"""Commands about questionnaires: form check, publish, versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from forms.pack_versions import Renamed
from survey_app.change_words import as_plain, in_words, note_on, touched_in_words
from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    opened,
    speaking,
)
from survey_app.form_check import Finding, as_rows, check
from survey_app.laptop_versions import versions_on_laptops
from survey_app.publishing import propose, publish
from survey_app.sentences import sentence
from survey_app.terminal import Terminal

commands = typer.Typer()
form = typer.Typer(no_args_is_help=True)
commands.add_typer(form, name="form")


@form.command("check")
def form_check(
    file: Annotated[Path, typer.Argument(help="XLSForm, XForm, PACK")],
    as_json: AsJson = False,
) -> None:
    """查问卷 · Every problem of an XLSForm, an XForm or a pack, and what its author should know."""
    with speaking(as_json) as (terminal, _):
        found = check(file)
        terminal.object({"file": str(file), **_findings(found, terminal.language)})
        if not _tell_findings(terminal, file, found):
            raise typer.Exit(1)


@form.command("publish")
def form_publish(
    workspace: WorkspaceFolder,
    file: Annotated[Path, typer.Argument(help="XLSForm, XForm, PACK")],
    preview: Annotated[bool, typer.Option("--preview", help="只看不发 · Publish nothing.")] = False,
    renamed: Annotated[
        list[str] | None,
        typer.Option(help="改名 · DATASET.OLD=NEW; given once or more, nothing else counts as renamed."),
    ] = None,
    nothing_renamed: Annotated[
        bool, typer.Option("--nothing-renamed", help="没有改名的 · No question is an old one under a new name.")
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """发布新版问卷 · A new version of the questionnaires: what changes, what it touches, then into use."""
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        names = _renamed(renamed or []) if renamed or nothing_renamed else None
        proposal = propose(place, file, names)
        published = not preview and proposal.can_be_published and proposal.is_new
        pack = publish(place, proposal) if published else proposal.pack
        terminal.object(
            {
                "file": str(file),
                **_findings(proposal.findings, terminal.language),
                "changes": [as_plain(each, terminal.language) for each in proposal.told],
                "records": proposal.records,
                "version": pack.version if pack else "",
                "published": published,
                "can_be_published": proposal.can_be_published,
            }
        )
        _tell_findings(terminal, file, proposal.findings)
        for each in proposal.told:
            counted = sentence(terminal.language, "change.records_answers", count=each.records) if each.records else ""
            note = note_on(each.change, terminal.language)
            terminal.tell("  ".join(part for part in (in_words(each.change, terminal.language), counted, note) if part))
        terminal.tell(touched_in_words(proposal, terminal.language))
        if not proposal.can_be_published:
            terminal.say("publish.refused")
            raise typer.Exit(1)
        if published and pack:
            terminal.say("publish.done" if place.pack else "publish.done_alone", version=pack.version)
        elif preview:
            terminal.say("cli.not_published")


@form.command("versions")
def form_versions(office: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    """哪台笔记本用哪一版 · Which laptop works with which version."""
    with (
        speaking(as_json) as (terminal, around),
        opened(office, password_file, terminal, around, read_only=True) as place,
    ):
        found = versions_on_laptops(place)
        version = place.pack.version if place.pack else ""
        terminal.object({"version": version, "laptops": [asdict(each) for each in found]})
        for each in found:
            area = place.area_name(terminal.language, each.area)
            terminal.say("cli.laptop_version", name=each.name, area=area, version=each.version, at=each.at[:16])


def _findings(found: Sequence[Finding], language: str) -> dict[str, list[dict[str, Any]]]:
    return {
        "problems": [each.as_plain(language) for each in found if each.is_problem],
        "warnings": [each.as_plain(language) for each in found if not each.is_problem],
    }


def _tell_findings(terminal: Terminal, file: Path, found: Sequence[Finding]) -> bool:
    """Tell problems and remarks; say whether there is no problem."""
    problems = [each for each in found if each.is_problem]
    warnings = [each for each in found if not each.is_problem]
    columns = ("file", "sheet", "row", "what", "mend")
    if problems:
        terminal.say("cli.form_problems", file=file.name, count=len(problems))
        terminal.table(columns, as_rows(problems, terminal.language))
    else:
        terminal.say("cli.form_good", file=file.name)
    if warnings:
        terminal.say("cli.form_warnings", file=file.name, count=len(warnings))
        terminal.table(columns, as_rows(warnings, terminal.language))
    return not problems


def _renamed(pairs: Sequence[str]) -> Renamed:
    """Read DATASET.OLD=NEW; the dataset's name may hold points itself."""
    found: dict[str, dict[str, str]] = {}
    for pair in pairs:
        place, equals, new = pair.partition("=")
        dataset, point, old = place.rpartition(".")
        if not (equals and point and old and new):
            raise typer.BadParameter(pair, param_hint="--renamed DATASET.OLD=NEW")
        found.setdefault(dataset, {})[old] = new
    return found
