"""How a report leaves a command: as a file, as one object for programs, or as a table for people."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from reports.making import as_plain
from reports.output.headings import as_table, facts, foot
from reports.report import Report
from survey_app.reporting import write_report
from survey_app.sentences import sentence
from survey_app.terminal import Terminal


def tell_report(terminal: Terminal, report: Report, to: Path | None, **more: Any) -> None:
    """Write the report to a file where one is named, else show it. `more` stands in the object for programs, too."""
    say = partial(sentence, terminal.language)
    if to is not None:
        write_report(report, to, terminal.language)
        terminal.object({"file": str(to), **more, **as_plain(report, say)})
        terminal.tell(str(to))
        return
    terminal.object({**more, **as_plain(report, say)})
    table = as_table(report, ())
    for line in (report.title, *facts(report, say)):
        terminal.tell(line)
    terminal.table(table.head, table.rows)
    for line in foot(report, say):
        terminal.tell(line)
