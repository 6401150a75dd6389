"""Every problem of a questionnaire or a pack, and what its author should know besides, as a list to act on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from forms.datasets import datasets_of
from forms.definition import Form
from forms.form_warnings import FormWarning, warnings_in
from forms.pack import load_pack
from forms.pack_files import read_files
from forms.pack_forms import ENDINGS, FORMS, in_scratch
from forms.pack_problems import PackProblem, PackRefused
from forms.problems import FormProblem, FormRefused
from forms.xlsform import XFORMS, Sheets, form_from_sheets, load_form, sheets_in
from survey_app.form_media import lists_missing
from survey_app.problem_words import in_words
from survey_app.sentences import sentence

SETTINGS = "pack.toml"
SURVEY = re.compile(rb'<(?:\w+:)?sheet [^>]*name="survey"', re.IGNORECASE)
MOST_ROWS = 12
"""Further rows that one line names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list: a problem, which refuses the form, or a warning, which does not."""

    told: FormProblem | PackProblem | FormWarning
    file: str = ""
    stops_nothing: bool = False
    """A problem of a report alone: that one cannot be made, everything else can."""

    @property
    def is_problem(self) -> bool:
        return not isinstance(self.told, FormWarning) and not self.stops_nothing

    @property
    def client(self) -> str:
        """The other program that it is about, "" for none."""
        return str(self.told.client or "") if isinstance(self.told, FormWarning) else ""

    @property
    def sheet(self) -> str:
        return self.told.sheet

    @property
    def row(self) -> int:
        return self.told.row

    @property
    def column(self) -> str:
        return "" if isinstance(self.told, PackProblem) else self.told.column

    def what(self, language: str) -> str:
        told = self.told
        if not isinstance(told, FormWarning):
            return in_words(told.what, told.mend, language).what
        facts = dict(told.facts)
        if told.client is not None and told.effect is not None:
            facts["client"] = sentence(language, f"client.{told.client}")
            facts["effect"] = sentence(language, f"client.{told.effect}")
        what = sentence(language, f"form_warning.{told.rule}", **facts)
        return what + self._more_rows(told.rows, language)

    def mend(self, language: str) -> str:
        told = self.told
        if not isinstance(told, FormWarning):
            return in_words(told.what, told.mend, language).mend
        return sentence(language, f"form_mend.{told.rule}", **told.facts)

    def as_plain(self, language: str) -> dict[str, Any]:
        told: dict[str, Any] = {"file": self.file, "sheet": self.sheet, "row": self.row, "column": self.column}
        told |= {"what": self.what(language), "mend": self.mend(language)}
        if isinstance(self.told, FormWarning):
            told |= {"rule": self.told.rule, "client": self.client, "rows": list(self.told.rows)}
        return {name: value for name, value in told.items() if value not in ("", 0, [])}

    def _more_rows(self, rows: Sequence[int], language: str) -> str:
        if not rows:
            return ""
        named = ", ".join(str(row) for row in rows[:MOST_ROWS])
        return sentence(language, "form_warning.more_rows", rows=named + (" …" if len(rows) > MOST_ROWS else ""))


def is_pack(path: Path) -> bool:
    """Say whether a path is a pack (a folder, or a zip with a pack.toml) rather than one form."""
    if path.is_dir():
        return True
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return any(name.rpartition("/")[2] == SETTINGS for name in package.namelist())


def is_form(path: Path) -> bool:
    """Say at a glance whether a file is a questionnaire: an XForm, or a workbook with a sheet `survey`."""
    ending = path.suffix.lower()
    if ending == ".xlsx" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            return any(SURVEY.search(package.read(name)) for name in package.namelist() if name == "xl/workbook.xml")
    if ending == ".xls":
        try:
            return bool(sheets_in(path).get("survey"))
        except (FormRefused, FileNotFoundError):
            return False
    return ending in XFORMS


def check(path: Path) -> list[Finding]:
    """Return all problems, then all warnings. Raises FileNotFoundError."""
    path.stat()
    warnings: list[Finding] = []
    try:
        if is_pack(path):
            warnings = pack_warnings(path)
            warnings = [*map(Finding, load_pack(path).report_problems), *warnings]
        else:
            form, warnings = form_and_warnings(path)
            datasets_of([form])
    except (PackRefused, FormRefused) as refused:
        return [*findings_of(refused, path.name), *warnings]
    return warnings


def findings_of(refused: PackRefused | FormRefused, file: str) -> tuple[Finding, ...]:
    return tuple(Finding(problem, problem.file or file) for problem in refused.problems)


def pack_warnings(path: Path) -> list[Finding]:
    """Return what the authors of a pack's forms should know. A form with problems has no warnings yet."""
    found: list[Finding] = []
    try:
        files = read_files(path)
    except PackRefused:
        return []
    for name, content in files.items():
        place = PurePosixPath(name)
        if place.parts[0] == FORMS and place.suffix.lower() in ENDINGS:
            with in_scratch(place.name, content) as workbook, suppress(FormRefused):
                found += [replace(each, file=name) for each in form_and_warnings(workbook)[1]]
    return found


def form_and_warnings(file: Path, known: Collection[str] = ()) -> tuple[Form, list[Finding]]:
    """Return the form in a file and what its author should know. Raises FormRefused.

    `known` are lists and datasets that are there already; any other list has to lie beside the file.
    """
    sheets = None if file.suffix.lower() in XFORMS else _sheets(file)
    form = load_form(file) if sheets is None else _form(sheets, file)
    missing = [name for name in lists_missing(form, file) if name.rpartition(".")[0] not in known]
    warnings = [*warnings_in(form, sheets), *(FormWarning("list_missing", facts={"name": name}) for name in missing)]
    return form, [Finding(each, file.name) for each in warnings]


def _sheets(file: Path) -> Sheets:
    try:
        return sheets_in(file)
    except FormRefused as refused:
        raise FormRefused(refused.problems, file.name) from refused


def _form(sheets: Sheets, file: Path) -> Form:
    try:
        return form_from_sheets(sheets)
    except FormRefused as refused:
        raise FormRefused(refused.problems, file.name) from refused


def as_rows(findings: Iterable[Finding], language: str) -> list[tuple[str, ...]]:
    """Return the list as a terminal shows it: file, sheet, row, what, how to mend it."""
    return [(each.file, each.sheet, str(each.row or ""), each.what(language), each.mend(language)) for each in findings]
