"""The command line: every step of the main job without a window. Exit codes: 0 done, 1 refused or problems, 2 usage."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from forms.errors import FormError
from forms.pack_versions import Renamed
from survey_app.app import Surroundings, surroundings
from survey_app.attachment_care import elsewhere, record_ids, write_attachments
from survey_app.attachment_care import forget_unnamed as forget_unnamed_attachments
from survey_app.attachments import MEGABYTE
from survey_app.change_words import as_plain, in_words, note_on, touched_in_words
from survey_app.demo import demo as play_demo
from survey_app.duplicates import duplicates as find_duplicates
from survey_app.enrolment import enrol as make_start
from survey_app.form_check import Finding, as_rows, check, is_pack
from survey_app.hand_over import hand_over
from survey_app.laptop_versions import versions_on_laptops
from survey_app.master import refresh_master
from survey_app.merge_desk import undo_batch
from survey_app.merge_report import merge_files
from survey_app.old_lists.draft import draft as draft_list
from survey_app.old_lists.list_map import read_map
from survey_app.old_lists.opening import open_list
from survey_app.old_lists.taking import take as take_list
from survey_app.old_lists.words import as_plain as list_as_plain
from survey_app.old_lists.words import lines_of as list_lines
from survey_app.open_conflicts import open_conflicts
from survey_app.publishing import propose, publish
from survey_app.recovery import (
    answer_laptop,
    ask_office,
    back_up_workspace,
    recovery_sheet,
    reopen,
    reopen_by_sheet,
    restore,
)
from survey_app.sentences import sentence
from survey_app.submissions import write_submissions
from survey_app.terminal import Terminal, write_csv
from survey_app.verification import verify as verify_workspace
from survey_app.workspace import (
    PasswordNeeded,
    Staff,
    Workspace,
    create_from_start,
    create_lone,
    create_workspace,
    needs_password,
    open_workspace,
)
from sync.certificate import Role
from sync.errors import InUse, SyncError

app = typer.Typer(
    help="入户通 · survey-app: 录、交、并、出总表 · record, hand over, merge, master workbook.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
form_app = typer.Typer(help="问卷 · Forms.", no_args_is_help=True)
app.add_typer(form_app, name="form")
recovery_app = typer.Typer(help="忘了密码，电脑坏了 · Forgotten passwords and dead laptops.", no_args_is_help=True)
app.add_typer(recovery_app, name="recovery")

AsJson = Annotated[bool, typer.Option("--json", help="一个 JSON 对象 · Print exactly one JSON object.")]
PasswordFile = Annotated[
    Path | None, typer.Option(help="第一行是密码 · File whose first line is the password; or SURVEY_APP_PASSWORD.")
]
WorkspaceFolder = Annotated[Path, typer.Argument(metavar="WORKSPACE", help="工作区 · Folder of the workspace.")]


class Format(StrEnum):
    """How `query` prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@contextmanager
def speaking(as_json: bool) -> Iterator[tuple[Terminal, Surroundings]]:
    """Run one command: refusals become sentences (or one JSON object) and exit code 1."""
    around = surroundings()
    terminal = Terminal(around.language, as_json)
    try:
        yield terminal, around
    except (SyncError, FormError, OSError) as error:
        problems = [str(problem) for problem in getattr(error, "problems", ())]
        terminal.refuse(error, **({"problems": problems} if problems else {}))
        for problem in problems:
            terminal.tell(problem)
        raise typer.Exit(1) from error


@contextmanager
def opened(
    folder: Path, password_file: Path | None, terminal: Terminal, around: Surroundings, read_only: bool = False
) -> Iterator[Workspace]:
    """Open a workspace for one command and close it again, whatever happens."""
    password = secret(password_file, terminal) if needs_password(folder) else None
    machine = around.machine(folder)
    workspace = open_workspace(folder, password, around.now, read_only=read_only, machine=machine)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def opened_alone(
    folder: Path, password_file: Path | None, terminal: Terminal, around: Surroundings
) -> Iterator[Workspace]:
    """Open a workspace to write if nobody else does, else to read: a check sees more when it is alone."""
    try:
        with opened(folder, password_file, terminal, around) as workspace:
            yield workspace
    except InUse:
        with opened(folder, password_file, terminal, around, read_only=True) as workspace:
            yield workspace


def secret(password_file: Path | None, terminal: Terminal) -> str:
    """Return the password from the file, the environment or a prompt. Raises PasswordNeeded where nobody answers."""
    given = given_secret(password_file)
    if given is not None:
        return given
    if terminal.as_json or not sys.stdin.isatty():
        raise PasswordNeeded
    return terminal.ask_password()


def new_secret(password_file: Path | None, terminal: Terminal) -> str:
    """Return the password for something new, asked twice where a person types it."""
    given = given_secret(password_file)
    return secret(password_file, terminal) if given is not None or terminal.as_json else terminal.ask_new_password()


def given_secret(password_file: Path | None) -> str | None:
    if password_file:
        return password_file.read_text(encoding="utf-8").splitlines()[0]
    return os.environ.get("SURVEY_APP_PASSWORD")


@app.command()
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
    """建工作区 · Make a workspace, from the office's start bundle or by hand."""
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


@app.command()
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
    """给一台笔记本做发包文件 · Make the start bundle of a new laptop."""
    with speaking(as_json) as (terminal, around), opened(office, password_file, terminal, around) as workspace:
        made = make_start(workspace, area, Staff(staff, name or staff, role), to, locked=lock)
        terminal.say("cli.enrolled", file=str(to))
        if made.code:
            terminal.say("cli.start_code", code=made.code)
        terminal.object({"file": str(to), "area": made.area, "staff": staff, "code": made.code})


@form_app.command("check")
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


@form_app.command("publish")
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


@form_app.command("versions")
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


@app.command("import")
def import_(
    workspace: WorkspaceFolder,
    table: Annotated[Path, typer.Argument(help="TABLE.xlsx, TABLE.xls, TABLE.ods, TABLE.csv")],
    dataset: Annotated[str, typer.Option(help="哪张表 · Dataset.")],
    map_: Annotated[Path | None, typer.Option("--map", help="对照表 · MAP.toml: [columns] heading = field.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="只看不写 · Say what it would do; write nothing.")] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """读入已有的名册 · Existing lists into records."""
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress(table.name) as report:
            found = draft_list(place, open_list(table), dataset, read_map(map_), report, with_figures=preview)
            taken = None if preview else take_list(place, found, report)
        terminal.say("cli.counts", **found.counts)
        for line in list_lines(place, found, terminal.language):
            terminal.tell(line)
        batch = taken.batch.id if taken and taken.batch else ""
        terminal.object({**list_as_plain(place, found, terminal.language), "batch": batch})


@app.command()
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
    """交给街道 · Write what is handed over, and read it back."""
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


@app.command()
def merge(
    workspace: WorkspaceFolder,
    files: Annotated[list[Path], typer.Argument(help="FILE.bundle, FILE.xlsx")],
    preview: Annotated[bool, typer.Option("--preview", help="只看不写 · Write nothing.")] = False,
    enrolled_only: Annotated[
        bool, typer.Option("--enrolled-only", help="只收发过证书的电脑 · Only computers that an office enrolled.")
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """合并收到的文件 · Merge what came in; bad files never hold up good ones."""
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress("") as report:
            result = merge_files(place, files, around.language, preview, not enrolled_only, report)
        for line in result.lines:
            terminal.tell(line)
        if preview:
            terminal.say("cli.preview")
        terminal.object(result.as_plain())
        if result.has_refused_files:
            raise typer.Exit(1)


@app.command()
def conflicts(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    """还没判的分歧 · Disagreements that nobody has settled."""
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


@app.command()
def duplicates(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    """疑似同一人 · Who may be listed twice, and why; nobody is joined by that."""
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


@app.command()
def undo(
    workspace: WorkspaceFolder,
    batch: Annotated[str, typer.Argument(metavar="BATCH")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """撤销一批 · Take a merged batch back as a whole."""
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        undone = undo_batch(place, batch)
        terminal.say("cli.undone", batch=undone.id)
        terminal.object({"batch": undone.id, "file": undone.file, "undone": True})


@app.command()
def workbook(
    workspace: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="MASTER.xlsx")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """总表 · Write the master workbook, or refresh it in place."""
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        with terminal.progress(to.name) as report:
            done = refresh_master(place, to, report)
        terminal.say("cli.workbook_written", file=str(to), rows=sum(done.counts.values()))
        terminal.object({"file": str(to), "rows": dict(done.counts), "refreshed": done.refreshed})


@app.command()
def query(
    workspace: WorkspaceFolder,
    sql: Annotated[str, typer.Argument(help="SELECT …")],
    format_: Annotated[Format, typer.Option("--format", help="table, csv, json")] = Format.TABLE,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """只读查询 · Read-only SQL over the dataset views."""
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


@app.command()
def verify(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    """核对 · Hashes, signatures, rebuild, counts; says what is wrong."""
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


@app.command()
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
    """照片和文件：写到文件夹 · Pictures and files: write them into a folder, tidy up."""
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


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    households: Annotated[int, typer.Option(min=1, help="每台的户数 · Households per laptop.")] = 12,
    laptops: Annotated[int, typer.Option(min=1, help="几台 · Laptops.")] = 2,
    seed: Annotated[int, typer.Option(help="种子 · Seed.")] = 1,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """演示城 · Laptops record, export; the office merges; master workbook."""
    with speaking(as_json) as (terminal, around):
        with terminal.progress("") as report:
            town = play_demo(
                folder, households, laptops, seed, around.now, password=given_secret(password_file), report=report
            )
        terminal.say("cli.demo_done", persons=town.persons, laptops=len(town.laptops), master=str(town.master))
        terminal.object(town.as_plain())


@app.command()
def backup(workspace: WorkspaceFolder, password_file: PasswordFile = None, as_json: AsJson = False) -> None:
    """备份到第二处 · Copy everything, also to the second disk where one is named."""
    with speaking(as_json) as (terminal, around), opened(workspace, password_file, terminal, around) as place:
        copies = back_up_workspace(place)
        for copy in copies:
            terminal.say("status.backup_done", place=str(copy))
        terminal.object({"copies": [str(copy) for copy in copies]})


@recovery_app.command("restore")
def recovery_restore(
    copy: Annotated[Path, typer.Argument(metavar="COPY", help="备份的文件夹 · Folder of the second copy.")],
    workspace: WorkspaceFolder,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """电脑坏了，从备份恢复 · A dead laptop comes back from its second copy."""
    with speaking(as_json) as (terminal, around):
        password = secret(password_file, terminal) if needs_password(copy if copy.is_dir() else copy.parent) else ""
        restore(copy, workspace, password, around.now)
        terminal.say("cli.restored", folder=str(workspace))
        terminal.object({"workspace": str(workspace)})


@recovery_app.command("ask")
def recovery_ask(
    workspace: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="REQUEST.json")],
    staff: Annotated[str, typer.Option(help="工号 · Staff number.")] = "",
    as_json: AsJson = False,
) -> None:
    """忘了密码，写一份给街道 · Write what goes to the office when a password is forgotten."""
    with speaking(as_json) as (terminal, _):
        ask_office(workspace, to, staff)
        terminal.tell(str(to))
        terminal.object({"file": str(to)})


@recovery_app.command("answer")
def recovery_answer(
    office: WorkspaceFolder,
    request: Annotated[Path, typer.Argument(metavar="REQUEST")],
    to: Annotated[Path, typer.Option(help="ANSWER.json")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """街道的回件 · The office's answer; only the laptop that asked can use it."""
    with speaking(as_json) as (terminal, around), opened(office, password_file, terminal, around) as place:
        answer_laptop(place, request, to)
        terminal.tell(str(to))
        terminal.object({"file": str(to)})


@recovery_app.command("open")
def recovery_open(
    workspace: WorkspaceFolder,
    answer: Annotated[Path, typer.Argument(metavar="ANSWER")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """用街道的回件设新密码 · Set a new password with the office's answer."""
    with speaking(as_json) as (terminal, _):
        reopen(workspace, answer, new_secret(password_file, terminal))
        terminal.say("cli.recovered")
        terminal.object({"workspace": str(workspace)})


@recovery_app.command("sheet")
def recovery_sheet_command(
    office: WorkspaceFolder,
    to: Annotated[Path, typer.Option(help="SHEET.txt")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """街道的恢复纸，打印后锁起来 · The office's recovery sheet, to print and lock away."""
    with speaking(as_json) as (terminal, around), opened(office, password_file, terminal, around) as place:
        to.write_text(recovery_sheet(place, around.language), encoding="utf-8")
        terminal.say("cli.recovery_sheet", file=str(to))
        terminal.object({"file": str(to)})


@recovery_app.command("sheet-open")
def recovery_sheet_open(
    workspace: WorkspaceFolder,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="照着纸输的文件 · The sheet, typed into a file.")],
    staff: Annotated[str, typer.Option(help="工号 · Staff number.")] = "",
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """用恢复纸设新密码 · Set a new password with the recovery sheet."""
    with speaking(as_json) as (terminal, _):
        lines = [line for line in sheet.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
        reopen_by_sheet(workspace, lines, new_secret(password_file, terminal), staff)
        terminal.say("cli.recovered")
        terminal.object({"workspace": str(workspace)})


def main() -> None:
    """Run the command line."""
    app()
