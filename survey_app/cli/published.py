"""Published reports on the command line: list them, print one again, explain what differs from the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from survey_app.cli.reports_told import tell_report
from survey_app.cli.session import AsJson, PasswordFile, WorkspaceFolder, opened, speaking
from survey_app.publications import compare_with, earlier_of, find_publication, reprint
from survey_app.sentences import sentence
from survey_app.terminal import Terminal
from survey_app.why_different import who_differs
from survey_app.workspace import Workspace
from sync.store.publications import Publication

commands = typer.Typer()


@commands.command()
def published(
    workspace: WorkspaceFolder,
    number: Annotated[int, typer.Argument(help="第几号；不写就列出全部 · Which one; without, all are listed.")] = 0,
    to: Annotated[Path | None, typer.Option(help="照原样再写成文件 · Print it again, as it was.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="和上一份比，每个差别是谁 · What differs from the one before, and who.")
    ] = False,
    now: Annotated[
        bool, typer.Option("--now", help="和现在的数比 · What differs in the records now, and who.")
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with (
        speaking(as_json) as (terminal, around),
        opened(workspace, password_file, terminal, around, read_only=True) as place,
    ):
        if not number:
            _list(place, terminal)
            return
        publication = find_publication(place, number)
        if explain or now:
            earlier = publication if now else earlier_of(place, publication)
            _explain(place, terminal, earlier or publication, None if now else publication)
            return
        page = reprint(place, publication, terminal.language)
        tell_report(terminal, page, to, **publication_as_plain(publication))


def _list(place: Workspace, terminal: Terminal) -> None:
    every = place.store.publications()
    terminal.object({"published": [publication_as_plain(each) for each in every]})
    if not every:
        terminal.tell(sentence(terminal.language, "publication.none"))
    rows = [
        [each.number, each.told["title"], each.told["scope"], each.told["as_of"], each.told["by"]] for each in every
    ]
    terminal.table([""] * 5, rows)


def _explain(place: Workspace, terminal: Terminal, then: Publication, now: Publication | None) -> None:
    language = terminal.language
    compared, _ = compare_with(place, then, now, language)
    told: list[dict[str, Any]] = []
    for each in compared.differences:
        people = who_differs(place, each, then, now, language)
        told.append(
            {
                "row": each.row,
                "column": each.column,
                "before": each.before,
                "after": each.after,
                "who": [
                    {
                        "record": one.record,
                        "title": one.title,
                        "area": one.area,
                        "came": one.came,
                        "why": str(one.why),
                        "says": one.says(language),
                    }
                    for one in people
                ],
            }
        )
        terminal.tell(f"{each.row}  {each.column}  {each.before} → {each.after}")
        sides = {True: sentence(language, "publication.came"), False: sentence(language, "publication.went")}
        terminal.table([""] * 3, [[sides[one.came], one.title, one.says(language)] for one in people])
    if not compared.differences:
        terminal.tell(sentence(language, "publication.same"))
    for key, numbers in (("only_now", compared.only_now), ("only_then", compared.only_then)):
        if numbers:
            terminal.tell(sentence(language, f"publication.{key}", numbers=numbers))
    terminal.object(
        {
            "then": then.number,
            "now": now.number if now else None,
            "differences": told,
            "only_now": compared.only_now,
            "only_then": compared.only_then,
        }
    )


def publication_as_plain(publication: Publication) -> dict[str, Any]:
    """Return what is told of a publication, for a program."""
    return {"number": publication.number, "sha256": publication.sha256, **publication.told}
