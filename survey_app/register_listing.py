"""Registers for the command line: as an object, as rows of words, and acts by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.areas import in_language
from forms.register import Register, Step
from survey_app.access_log import note_access
from survey_app.register_steps import begin, given_by, holder_for, take
from survey_app.registers import RegisterList, RegisterRow, Wanted, register_named, registers_of
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from survey_app.workspace_errors import StepRefused

DUE = ":due"
"""The part of a list that is due; no filter of a pack has such a name."""


@dataclass(frozen=True)
class Listing:
    """What one question to a register found."""

    register: RegisterList
    rows: Sequence[RegisterRow]
    today: date
    is_due: bool = False

    @property
    def head(self) -> list[str]:
        language = self.register.language
        due = [sentence(language, "register.due"), sentence(language, "register.why")] if self.is_due else []
        return [*due, *(column.label for column in self.register.columns)]

    def cells(self, row: RegisterRow) -> list[str]:
        due = [due_in_words(row, self.today, self.register.language), self.register.reason(row)] if self.is_due else []
        return [*due, *(self.register.shown(row, place) for place in range(len(row.cells)))]

    def as_plain(self) -> dict[str, Any]:
        register = self.register
        return {
            "register": register.register.name,
            "title": register.title,
            "today": self.today.isoformat(),
            "rows": [
                {
                    "record": row.record_id,
                    "on": row.parent_id,
                    "area": row.area,
                    "state": row.state,
                    "due": row.due,
                    "reason": register.reason(row),
                    "values": {
                        column.name: register.shown(row, place) for place, column in enumerate(register.columns)
                    },
                }
                for row in self.rows
            ],
        }


def ask(
    workspace: Workspace,
    register: Register,
    language: str,
    *,
    due: bool = False,
    as_of: date | None = None,
    part: str = "",
    text: str = "",
    area: str = "",
    reason: str = "",
) -> Listing:
    """Return a register's rows: all, a part of it, what a search finds, or what is due by a day.

    Numbers are masked unless a reason is given, and the reason is noted before they are shown.
    """
    today = as_of or workspace.now().date()
    if part and part not in {each.name for each in register.filters}:
        known = ", ".join(each.name for each in register.filters) or "–"
        raise StepRefused(sentence(language, "register.unknown_filter", name=part, known=known))
    path = workspace.area_path(area) if area else ""
    wanted = Wanted(text, part, today if due else None, area=path, today=today)
    return listing_of(RegisterList(workspace, register, language, bool(reason)), wanted, today, reason)


def listing_of(listed: RegisterList, wanted: Wanted, today: date, reason: str = "") -> Listing:
    """Return everything that is wanted of a register; why numbers are in it in full is noted before it is returned."""
    rows, is_due = listed.rows(wanted), wanted.due_on is not None
    if reason:
        note_numbers_in_full(listed, wanted, len(rows), reason)
    if is_due and wanted.order is None:
        rows.sort(key=lambda row: row.due)
    return Listing(listed, rows, today, is_due)


def note_numbers_in_full(listed: RegisterList, wanted: Wanted, records: int, reason: str) -> None:
    """Note who is shown the numbers of how many records, before they are shown."""
    workspace = listed.workspace
    note_access(workspace, listed.register.name, wanted.area or workspace.area, records, reason)


def overview(workspace: Workspace, language: str) -> list[tuple[str, str, int, int]]:
    """Return each register's name, title, number of records, and how many of them are due."""
    found: list[tuple[str, str, int, int]] = []
    for register in registers_of(workspace):
        listed = RegisterList(workspace, register, language)
        due = listed.count(Wanted(due_on=workspace.now().date()))
        found.append((register.name, listed.title, listed.count(Wanted()), due))
    return found


def due_in_words(row: RegisterRow, today: date, language: str) -> str:
    """Say when something is due, as a person counts: overdue by days, today, or on a day."""
    over = row.days_over(today)
    if not row.due:
        return ""
    if over > 0:
        return sentence(language, "register.overdue", days=over)
    return sentence(language, "register.today") if over == 0 else sentence(language, "register.due_on", day=row.due)


def begin_on(
    workspace: Workspace,
    register: Register,
    holder: str,
    answers: Mapping[str, str],
    language: str,
    given: Mapping[str, str] | None = None,
) -> str:
    """Begin a record on another with these answers; it is kept also while something is left to ask."""
    begun = begin(workspace, register, holder, language, given)
    if begun.interview is not None:
        fields = workspace.definitions.datasets[register.dataset]
        for name, value in answers.items():
            field = fields.field(name)
            if field is None:
                begun.interview.discard()
                raise StepRefused(sentence(language, "register.unknown_field", name=name))
            begun.interview.answer(field.path, value)
        begun.interview.close()
    return begun.record_id


def step_named(register: Register, name: str, language: str) -> Step:
    """Return a step by its name or title. Raises StepRefused."""
    step = register.step(name) or next((each for each in register.steps if name in each.title.values()), None)
    if step is None:
        known = ", ".join(each.name for each in register.steps) or "–"
        raise StepRefused(sentence(language, "register.unknown_step", name=name, known=known))
    return step


def step_by_name(
    workspace: Workspace, register: Register, record: str, name: str, answers: Mapping[str, str], language: str
) -> str:
    """Take a step, and return what it is called."""
    step = step_named(register, name, language)
    if unasked := [field for field in answers if field not in step.ask]:
        raise StepRefused(sentence(language, "register.unknown_field", name=", ".join(unasked)))
    take(workspace, register, record, step, answers, language)
    return in_language(step.title, language, step.name)


def open_by_name(
    workspace: Workspace,
    register: Register,
    record: str,
    name: str,
    on: str,
    answers: Mapping[str, str],
    language: str,
) -> str:
    """Begin the record that a step of another opens, and return its id; `on` is whom it is about, "" for the same."""
    step = step_named(register, name, language)
    opened = register_named(workspace, step.opens)
    given = given_by(workspace, register, record, step, language)
    row = RegisterList(workspace, register, language).row(record)
    holder = on or (holder_for(register, opened, row) if row else "")
    return begin_on(workspace, opened, holder, answers, language, given)


def answers_in(pairs: Iterable[str]) -> dict[str, str]:
    """Read FIELD=VALUE. Raises ValueError."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise ValueError(pair)
        found[name] = value
    return found
