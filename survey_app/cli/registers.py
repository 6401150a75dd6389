"""Registers on the command line: their lists, what is due, a new record, a step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from forms.areas import in_language
from survey_app.cli.looking import Format
from survey_app.cli.session import AsJson, PasswordFile, WorkspaceFolder, opened, speaking
from survey_app.matching import MOST, Matching, matches_as_plain
from survey_app.register_listing import answers_in, ask, begin_on, open_by_name, overview, step_by_name, step_named
from survey_app.register_printing import matches_report, register_report
from survey_app.registers import register_named
from survey_app.reporting import write_report
from survey_app.sentences import sentence
from survey_app.terminal import write_csv

commands = typer.Typer()


@commands.command()
def register(
    workspace: WorkspaceFolder,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="哪本台账；不写就列出全部 · Without one, all.")] = "",
    due: Annotated[bool, typer.Option("--due", help="到期要办的 · Only what is due.")] = False,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="算到哪天 · Due by that day.")] = None,
    part: Annotated[str, typer.Option("--filter", help="分表 · A part of the list by its name.")] = "",
    search: Annotated[str, typer.Option(help="姓名、拼音、号码 · A name, pinyin, a number.")] = "",
    area: Annotated[str, typer.Option(help="区划代码 · Area code.")] = "",
    new: Annotated[str, typer.Option("--new", metavar="RECORD", help="建在这条记录上 · Begin one on it.")] = "",
    step: Annotated[str, typer.Option(help="办哪一步 · Take a step, with --record.")] = "",
    record: Annotated[str, typer.Option(help="哪条记录 · The record.")] = "",
    answer: Annotated[list[str] | None, typer.Option(help="FIELD=VALUE")] = None,
    to: Annotated[Path | None, typer.Option(help="印出来 · To a file: .xlsx .html .csv .pdf .json")] = None,
    unmasked: Annotated[
        str, typer.Option(metavar="REASON", help="号码不遮，写明理由 · Numbers in full, and why.")
    ] = "",
    format_: Annotated[Format, typer.Option("--format", help="table, csv, json")] = Format.TABLE,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    as_json = as_json or format_ is Format.JSON
    if bool(step) != bool(record) or ((new or step) and not name):
        raise typer.BadParameter("NAME --step STEP --record RECORD [--new RECORD], NAME --new RECORD")
    try:
        answers = answers_in(answer or [])
    except ValueError as odd:
        raise typer.BadParameter(str(odd), param_hint="--answer FIELD=VALUE") from odd
    reads = not (new or step)
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=reads) as place,
    ):
        language = around.language
        if not name:
            found = overview(place, language)
            told = [dict(zip(("register", "title", "records", "due"), each, strict=True)) for each in found]
            terminal.object({"registers": told})
            terminal.table([sentence(language, f"register.{key}") for key in ("name", "list", "count", "due")], found)
            return
        chosen = register_named(place, name)
        if step and step_named(chosen, step, language).is_opened:
            made = open_by_name(place, chosen, record, step, new, answers, language)
            terminal.object({"record": made})
            terminal.tell(made)
        elif new and not step:
            terminal.object({"record": (made := begin_on(place, chosen, new, answers, language))})
            terminal.tell(made)
        elif step:
            title = step_by_name(place, chosen, record, step, answers, language)
            terminal.object({"record": record, "step": step})
            terminal.say("register.done", step=title)
        else:
            day = as_of.date() if as_of else None
            listing = ask(
                place, chosen, language, due=due, as_of=day, part=part, text=search, area=area, reason=unmasked
            )
            if to is not None:
                named = next((in_language(f.title, language, f.name) for f in chosen.filters if f.name == part), "")
                path = place.area_path(area) if area else ""
                write_report(register_report(listing, path, named), to, language)
                terminal.object({"file": str(to), **listing.as_plain()})
                terminal.tell(str(to))
                return
            terminal.object(listing.as_plain())
            if format_ is Format.CSV and not as_json:
                write_csv(listing.head, map(listing.cells, listing.rows))
            else:
                terminal.table(listing.head, map(listing.cells, listing.rows))
                key = "register.counted_due" if due else "register.counted"
                terminal.say(key, title=listing.register.title, count=len(listing.rows))


@commands.command()
def match(
    workspace: WorkspaceFolder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="岗位或人的台账 · The register: job_post, pool.")],
    record: Annotated[str, typer.Argument(metavar="RECORD", help="哪条记录 · The record.")],
    limit: Annotated[int, typer.Option(min=1, help="最多几条 · At most so many.")] = MOST,
    propose: Annotated[str, typer.Option(metavar="RECORD", help="推荐这一个 · Propose this one.")] = "",
    to: Annotated[
        Path | None, typer.Option(help="给单位的名单，没有电话、证件号 · For an employer, without contacts: .pdf …")
    ] = None,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=not propose) as place,
    ):
        language = around.language
        matching = Matching(place, register_named(place, name), language)
        if propose:
            begun = matching.propose(record, propose)
            if begun.interview is not None:
                begun.interview.close()
            terminal.object({"record": begun.record_id})
            terminal.tell(begun.record_id)
            return
        for_employer = matching.register.match.columns if to is not None and matching.looks_for_candidates else ()
        found = matching.of(record, limit, for_employer)
        terminal.object(matches_as_plain(found))
        if to is not None:
            write_report(matches_report(found, place.now().date()), to, language)
            terminal.tell(str(to))
            return
        score, why = sentence(language, "match.score", most=found.most), sentence(language, "match.why")
        terminal.table(
            [score, *(column.label for column in found.columns), why],
            [
                [pair.score, *(found.shown(pair, at) for at in range(len(found.columns))), "; ".join(pair.reasons)]
                for pair in found.pairs
            ],
        )
