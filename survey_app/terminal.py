"""How the command line speaks: sentences for people, or exactly one JSON object for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from getpass import getpass
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from survey_app.explain import explain
from survey_app.sentences import sentence
from survey_app.workspace_errors import PasswordNeeded, PasswordsDiffer
from sync.progress import Report, unwatched


class Terminal:
    """One command's mouth. With `as_json` people's sentences are left out and one object goes to stdout."""

    def __init__(self, language: str, as_json: bool = False) -> None:
        self.language = language
        self.as_json = as_json
        # Whatever is no result goes to stderr, so that results can be piped.
        self._people = Console(stderr=True, highlight=False, soft_wrap=True)
        self._results = Console(highlight=False, soft_wrap=True)

    def say(self, key: str, **facts: object) -> None:
        """Tell people a sentence of the catalogue."""
        self.tell(sentence(self.language, key, **facts))

    def tell(self, text: str) -> None:
        if not self.as_json:
            self._results.print(text, markup=False)

    def object(self, result: Mapping[str, Any]) -> None:
        """Print the one object that `--json` promises; nothing otherwise."""
        if self.as_json:
            sys.stdout.write(json.dumps(result, ensure_ascii=False, default=str) + "\n")

    def refuse(self, error: BaseException, **facts: Any) -> None:
        """Tell what happened, whether anything is lost and what to do."""
        told = explain(error, self.language)
        self.object({"error": type(error).__name__, "what": told.what, "lost": told.lost, "todo": told.todo, **facts})
        if not self.as_json:
            self._people.print(str(told), markup=False)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Show rows to people."""
        if self.as_json:
            return
        table = Table(*columns)
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        self._results.print(table)

    def ask_password(self) -> str:
        return getpass(sentence(self.language, "cli.password_prompt") + ": ")

    def ask_new_password(self) -> str:
        """Ask twice, so that nobody is locked out by a slip of the finger. Raises PasswordNeeded."""
        if not sys.stdin.isatty():
            raise PasswordNeeded
        first = self.ask_password()
        again = getpass(sentence(self.language, "cli.password_again") + ": ")
        if first != again:
            raise PasswordsDiffer
        return first

    @contextmanager
    def progress(self, title: str) -> Iterator[Report]:
        """Show a bar while something long runs; silent where nobody looks."""
        if self.as_json or not self._people.is_terminal:
            yield unwatched
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self._people, transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @contextmanager
    def steps(self, key: str) -> Iterator[Report]:
        """Say on stderr how far something has come that takes minutes, also where a program reads the result."""
        yield lambda done, total: self._people.print(sentence(self.language, key, done=done, total=total), markup=False)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows to stdout as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
