"""The laptops of an office: who hands over here; shutting one out that is lost or stolen, or letting it back."""

from __future__ import annotations

from typing import Annotated

import typer

from survey_app.cli.session import AsJson, PasswordFile, WorkspaceFolder, opened, speaking
from survey_app.laptops import laptops as find_laptops
from survey_app.laptops import reinstate, withdraw

commands = typer.Typer()


@commands.command()
def laptops(
    office: WorkspaceFolder,
    shut_out: Annotated[
        str, typer.Option("--withdraw", metavar="KEY", help="吊销证书：丢了，被偷了 · Lost or stolen: withdraw it.")
    ] = "",
    let_back: Annotated[
        str, typer.Option("--reinstate", metavar="KEY", help="找回来了 · Found again: its certificate is good.")
    ] = "",
    reason: Annotated[str, typer.Option(metavar="TEXT", help="理由 · Why.")] = "",
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    if shut_out and let_back:
        raise typer.BadParameter("--withdraw KEY, or --reinstate KEY")
    if shut_out and not reason.strip():
        raise typer.BadParameter("TEXT", param_hint="--reason")
    looks_only = not (shut_out or let_back)
    with (
        speaking(as_json) as (terminal, around),
        opened(office, password_file, terminal, around, read_only=looks_only) as place,
    ):
        if shut_out:
            withdraw(place, shut_out, reason)
            terminal.say("cli.withdrawn")
        elif let_back:
            reinstate(place, let_back, reason)
            terminal.say("cli.reinstated")
        found = find_laptops(place)
        terminal.object({"laptops": [each.as_plain() for each in found]})
        if not looks_only:
            return
        for each in found:
            facts = {"name": each.name or each.staff, "area": place.area_name(around.language, each.area) or each.area}
            terminal.say("cli.laptop", id=each.key[:12], last=each.last[:16].replace("T", " "), **facts)
            if each.is_withdrawn:
                at = each.withdrawn_at[:16].replace("T", " ")
                terminal.say("cli.laptop_withdrawn", at=at, by=each.withdrawn_by, why=each.why)
