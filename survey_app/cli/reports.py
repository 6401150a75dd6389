"""Reports on the command line: one to a file or the screen, or the list of all there are."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from forms.areas import in_language
from survey_app.cli.reports_told import tell_report
from survey_app.cli.session import AsJson, PasswordFile, WorkspaceFolder, opened, speaking
from survey_app.publications import publish_report, reprint
from survey_app.reporting import find_report, make_report, reports_of

commands = typer.Typer()


@commands.command()
def report(
    workspace: WorkspaceFolder,
    name: Annotated[str, typer.Argument(help="报表名 · Name of the report; see --list.")] = "",
    to: Annotated[Path | None, typer.Option(help=".xlsx .html .csv .pdf .docx .json")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="截至哪一天 · As of which day.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="从哪一天起 · First day.")] = None,
    area: Annotated[str, typer.Option(help="只要这个区划代码 · Only the area with this code.")] = "",
    unmasked: Annotated[
        str, typer.Option(metavar="REASON", help="号码不遮，写明理由 · Numbers in full, and why.")
    ] = "",
    rounded: Annotated[
        bool, typer.Option("--rounded", help="句子里用近、多、余 · Round words in sentences: 近4000, 1300多.")
    ] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="公布：照现在的样子永远保存 · Keep it for ever as it stands now.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="有哪些报表 · Which reports there are.")] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=not publish) as place,
    ):
        language = terminal.language
        if list_ or not name:
            found = [
                {"name": each.name, "kind": each.kind, "title": in_language(each.titles, language, each.name)}
                for each in reports_of(place)
            ]
            terminal.object({"reports": found})
            terminal.table(["", ""], [(each["name"], each["title"]) for each in found])
            return
        definition, path = find_report(place, name), place.area_path(area) if area else None
        day, first = _day(as_of), _day(since)
        if publish and (unmasked or rounded):
            raise typer.BadParameter("--publish: masked numbers, exact words", param_hint="--unmasked, --rounded")
        if publish:
            publication = publish_report(place, definition, language, as_of=day, since=first, area=path)
            made = reprint(place, publication, language)
        else:
            made = make_report(
                place, definition, language, as_of=day, since=first, area=path, reason=unmasked, rounded=rounded
            )
        tell_report(terminal, made, to)


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None
