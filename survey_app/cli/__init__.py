"""The command line: every step of the main job without a window. Exit codes: 0 done, 1 refused or problems, 2 usage."""

from __future__ import annotations

import typer

from survey_app.cli.late import Late, LateCommands


class Commands(LateCommands):
    """What `survey-app --help` lists, in this order; a command's modules are read when it runs."""

    late = (
        Late("init", "setting_up", "建工作区 · Make a workspace, from the office's start bundle or by hand."),
        Late("enrol", "setting_up", "给一台笔记本做发包文件 · Make the start bundle of a new laptop."),
        Late("laptops", "laptops", "各社区的笔记本 · Who hands over here; shut out a laptop that is lost or stolen."),
        Late("import", "carrying", "读入已有的名册 · Existing lists into records."),
        Late("export", "carrying", "交给街道 · Write what is handed over, and read it back."),
        Late("merge", "merging", "合并收到的文件 · Merge what came in; bad files never hold up good ones."),
        Late("conflicts", "merging", "还没判的分歧 · Disagreements that nobody has settled."),
        Late("duplicates", "merging", "疑似同一人 · Who may be listed twice, and why; nobody is joined by that."),
        Late("quarantine", "merging", "搁置的 · What was put aside when it came, and why; let it in or keep it out."),
        Late("undo", "merging", "撤销一批 · Take a merged batch back as a whole."),
        Late("ledger", "merging", "合并台账 · Every merge as a sheet to print, sign and file; .xlsx .html .pdf .csv."),
        Late("workbook", "merging", "总表 · Write the master workbook, or refresh it in place."),
        Late("query", "looking", "只读查询 · Read-only SQL over the dataset views."),
        Late("register", "registers", "台账 · A register: its list, what is due, a new record, a step."),
        Late("targets", "targets", "目标 · Targets of areas as a block from a spreadsheet, taken whole or not at all."),
        Late("match", "registers", "匹配 · Who fits a post, which posts fit somebody, with the reasons."),
        Late("report", "reports", "报表 · A roster, distribution or cross table, written by the ending of its file."),
        Late("filter", "filters", "筛选 · Who meets conditions, as a list, by area or crossed; no SQL; saved by name."),
        Late("published", "published", "公布过的报表 · What was published: print it again, who differs since."),
        Late("verify", "looking", "核对 · Hashes, signatures, rebuild, counts; says what is wrong."),
        Late(
            "attachments", "carrying", "照片和文件：写到文件夹 · Pictures and files: write them into a folder, tidy up."
        ),
        Late("demo", "setting_up", "演示城 · Laptops record, export; the office merges; master workbook."),
        Late("backup", "keeping", "备份到第二处 · Copy everything, also to the second disk where one is named."),
        Late("form", "forms", "问卷 · Forms."),
        Late("recovery", "keeping", "忘了密码，电脑坏了 · Forgotten passwords and dead laptops."),
    )


app = typer.Typer(
    help="入户通 · survey-app: 录、交、并、出总表 · record, hand over, merge, master workbook.",
    cls=Commands,
    callback=lambda: None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line."""
    app()
