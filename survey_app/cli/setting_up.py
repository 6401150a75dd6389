"""Commands that make workspaces: init, enrol, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from survey_app.cli.session import (
    AsJson,
    PasswordFile,
    WorkspaceFolder,
    given_secret,
    new_secret,
    opened,
    speaking,
)
from survey_app.demo import demo as play_demo
from survey_app.demo_city.wanted import CITIES, Wanted, wanted
from survey_app.enrolment import enrol as make_start
from survey_app.form_check import is_pack
from survey_app.terminal import Terminal
from survey_app.workspace import (
    Staff,
    create_from_start,
    create_lone,
    create_workspace,
)
from sync.certificate import Role

commands = typer.Typer()


@commands.command()
def init(
    workspace: WorkspaceFolder,
    start: Annotated[Path | None, typer.Option("--from", help="街道发的文件 · START.bundle of the office.")] = None,
    code: Annotated[str, typer.Option(help="纸条上的开包码 · Code on the slip.")] = "",
    pack: Annotated[
        Path | None, typer.Option(help="问卷包，或单独一份问卷 · Pack folder or zip, or one XLSForm on its own.")
    ] = None,
    area: Annotated[str, typer.Option(help="区划代码 · Area code.")] = "",
    staff: Annotated[str, typer.Option(help="工号 · Staff number.")] = "",
    name: Annotated[str, typer.Option(help="姓名 · Name.")] = "",
    role: Annotated[Role, typer.Option(help="角色 · Role.")] = Role.ASSISTANT,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    if (start is None) == (pack is None):
        raise typer.BadParameter("--from START.bundle, or --pack PACK --area CODE --staff NO")
    with speaking(as_json) as (terminal, around):
        machine = around.machine(workspace)
        if start is not None:
            password = new_secret(password_file, terminal)
            made = create_from_start(workspace, start, password, around.now, code=code, machine=machine)
        elif pack is not None and is_pack(pack):
            if not (area and staff):
                raise typer.BadParameter("--pack PACK needs --area CODE and --staff NO")
            password = new_secret(password_file, terminal)
            who = Staff(staff, name or staff, role)
            made = create_workspace(workspace, pack, area, who, password, around.now, machine=machine)
        else:
            assert pack is not None
            # One form on its own protects nobody but its owner, who may do without a password.
            made = create_lone(workspace, pack, given_secret(password_file), around.now, machine=machine)
        told = {"workspace": str(workspace), "area": made.area, "staff": made.staff.number, "role": str(made.role)}
        made.close()
        terminal.say("cli.workspace_made", folder=str(workspace))
        terminal.object(told)


@commands.command()
def enrol(
    office: WorkspaceFolder,
    area: Annotated[str, typer.Option(help="社区代码 · Code of the community.")],
    staff: Annotated[str, typer.Option(help="工号 · Staff number.")],
    to: Annotated[Path, typer.Option(help="START.bundle")],
    name: Annotated[str, typer.Option(help="姓名 · Name.")] = "",
    role: Annotated[Role, typer.Option(help="角色 · Role.")] = Role.ASSISTANT,
    lock: Annotated[bool, typer.Option("--lock", help="用开包码锁上 · Lock it with a code for a slip.")] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    with speaking(as_json) as (terminal, around), opened(office, password_file, terminal, around) as workspace:
        made = make_start(workspace, area, Staff(staff, name or staff, role), to, locked=lock)
        terminal.say("cli.enrolled", file=str(to))
        if made.code:
            terminal.say("cli.start_code", code=made.code)
        terminal.object({"file": str(to), "area": made.area, "staff": staff, "code": made.code})


@commands.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    households: Annotated[int, typer.Option(min=1, help="每台的户数 · Households per laptop.")] = 12,
    laptops: Annotated[int, typer.Option(min=1, help="几台 · Laptops.")] = 2,
    seed: Annotated[int, typer.Option(help="种子 · Seed.")] = 1,
    city: Annotated[str, typer.Option(help=f"整座城市 · A whole city: {', '.join(CITIES)}.")] = "",
    figures: Annotated[
        Path | None, typer.Option(help="城市的指标，JSON · What the city shall add up to, a JSON of the same shape.")
    ] = None,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    if city and city not in CITIES:
        raise typer.BadParameter(f"--city: {', '.join(CITIES)}")
    if figures and not city:
        raise typer.BadParameter("--figures FILE goes with --city NAME")
    with speaking(as_json) as (terminal, around):
        if city:
            _whole_city(folder, wanted(city, figures), seed, given_secret(password_file), terminal)
            return
        with terminal.progress("") as report:
            town = play_demo(
                folder, households, laptops, seed, around.now, password=given_secret(password_file), report=report
            )
        terminal.say("cli.demo_done", persons=town.persons, laptops=len(town.laptops), master=str(town.master))
        terminal.object(town.as_plain())


def _whole_city(folder: Path, figures: Wanted, seed: int, password: str | None, terminal: Terminal) -> None:
    # Imported here: what the other commands of this file need is a fraction of it.
    from survey_app.demo_city.city import build_city

    with terminal.steps("cli.city_step") as report:
        made = build_city(folder, figures, seed, password=password, report=report)
    terminal.say("cli.city_done", persons=made.persons, files=len(made.bundles), office=str(made.office))
    terminal.object(made.as_plain())
