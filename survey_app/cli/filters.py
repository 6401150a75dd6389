"""Filters on the command line: `women over 45 without pension insurance in three communities`, without SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from reports.filters import Filter, Shape
from survey_app.cli.reports_told import tell_report
from survey_app.cli.session import AsJson, PasswordFile, WorkspaceFolder, opened, speaking
from survey_app.filters import clause_from, forget_filter, question_named, report_of, save_filter, saved_filters
from survey_app.reporting import make_report
from survey_app.workspace import Workspace
from survey_app.workspace_errors import UnknownQuestion

commands = typer.Typer()

AREA = "area"
"""What is counted by where no question is."""


@commands.command("filter")
def filter_(
    workspace: WorkspaceFolder,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="CONDITION", help="性别=女 · age>=45 · education!=70,80 · mobile= · name~王"),
    ] = None,
    dataset: Annotated[
        str, typer.Option(help="person, household … · 数据表；不写就是人员 · Without: the persons.")
    ] = "",
    area: Annotated[list[str] | None, typer.Option(help="区划代码，可以多个 · Area codes, one or several.")] = None,
    by: Annotated[str, typer.Option(help="按哪个问题分；不写就是名单 · Count by a question, or `area`.")] = "",
    across: Annotated[str, typer.Option(help="再和哪个问题交叉 · And across another one.")] = "",
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="截至哪一天 · As of which day.")] = None,
    save: Annotated[str, typer.Option(help="起个名字存下来 · Save it under a name.")] = "",
    forget: Annotated[str, typer.Option(help="删掉存下的 · Forget a saved one.")] = "",
    to: Annotated[Path | None, typer.Option(help=".xlsx .html .csv .pdf .json")] = None,
    list_: Annotated[bool, typer.Option("--list", help="存下来的有哪些 · Which are saved.")] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=not (save or forget)) as place,
    ):
        language = terminal.language
        if forget:
            if not forget_filter(place, forget):
                raise UnknownQuestion(forget, [each.name for each in saved_filters(place)])
            terminal.object({"forgotten": forget})
            return
        if list_:
            rows = [(each.name, report_of(place, each).says[language]) for each in saved_filters(place)]
            terminal.object({"filters": [{"name": name, "says": says} for name, says in rows]})
            terminal.table(["", ""], rows)
            return
        asked = _asked(place, dataset, where or [], area or [], by, across)
        if save:
            asked = replace(asked, name=save)
            save_filter(place, asked)
        made = make_report(place, report_of(place, asked), language, as_of=as_of.date() if as_of else None)
        tell_report(terminal, made, to)


def _asked(place: Workspace, dataset: str, where: list[str], areas: list[str], by: str, across: str) -> Filter:
    assert place.pack is not None, "a lone form has no reports"
    name = dataset or place.pack.roles.person
    described = place.definitions.datasets.get(name)
    if described is None:
        raise UnknownQuestion(name, list(place.definitions.datasets))
    rows = "" if by == AREA else by and question_named(place, described, by)
    columns = across and question_named(place, described, across)
    shape = Shape.CROSS if rows and columns else Shape.AREAS if by or across else Shape.LIST
    return Filter(
        dataset=name,
        clauses=tuple(clause_from(place, described, each) for each in where),
        areas=tuple(place.area_path(code) for code in areas),
        shape=shape,
        rows=rows if shape is Shape.CROSS else "",
        across=columns or (rows if shape is Shape.AREAS else ""),
    )
