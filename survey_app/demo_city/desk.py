"""One computer of the city: its calendar, and its forms filled in many at a time, each save a day's work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from random import Random

from forms.definition import Form, Node
from forms.expression import Environment
from forms.instance import Instance
from forms.rows import rows_of
from survey_app.demo_people import DemoHousehold
from survey_app.filling import NOT_ASKED
from survey_app.record_changes import changes
from survey_app.visits import Sitting, close_visit, stamp
from survey_app.workspace import Workspace
from sync.commit import AREA
from sync.edit import Edit

REFERENCE = "_ref"
BEIJING = timezone(timedelta(hours=8))


@dataclass
class Calendar:
    """The clock of a computer that is put on from day to day."""

    at: datetime = datetime(2002, 12, 1, 9, 0, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.at

    def on(self, day: date, hour: int = 19, minute: int = 0) -> None:
        self.at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)

    @property
    def today(self) -> date:
        return self.at.date()


class RefusedAnswer(Exception):
    """Our own mistake: what the city's people answer must be what the forms take."""


@dataclass
class Desk:
    """An open workspace, and what is to be saved there."""

    workspace: Workspace
    calendar: Calendar
    waiting: list[Edit] = field(default_factory=list[Edit])
    _paths: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    _tried: set[str] = field(default_factory=set[str])

    def has(self, form: str) -> bool:
        return form in self.workspace.forms

    def household(self, door: str, told: DemoHousehold) -> list[str]:
        """Fill in the questionnaire at a door and close the visit; return the persons' records."""
        pack = self.workspace.pack
        assert pack is not None
        form = self.workspace.form(pack.interview.form)
        instance = Instance.new(form, self.workspace.environment())
        self._fill(form, instance, pack.interview.repeat, told)
        self._try(form, instance)
        made = self._edits(form, instance, door)
        self.waiting += made
        self.visit(door, pack.visits.complete, 1, respondent=told.answers["respondent"])
        return [edit.record_id for edit in made if edit.dataset == pack.roles.person]

    def visit(self, door: str, outcome: str, attempt: int, at: datetime | None = None, respondent: str = "") -> None:
        """Note what came of knocking at a door, now or some time before."""
        pack, began = self.workspace.pack, stamp(at or self.calendar.at)
        assert pack is not None
        visits = pack.visits
        if respondent:
            values = {visits.outcome: outcome, visits.at: began, visits.attempt: attempt, visits.respondent: respondent}
            self.waiting.append(self.workspace.new_edit(pack.roles.visit, values, door))
        else:
            # Whoever was not met is to be met another day; the rule says when.
            sitting = Sitting(self.workspace.new_id(), door, began, attempt)
            self.waiting.append(close_visit(self.workspace, sitting, outcome).edit)

    def record(
        self, form_id: str, answers: Mapping[str, str], holder: str = "", record: str = "", area: str = ""
    ) -> str:
        """Fill in a form of a register and return its record; what the form does not ask is left out.

        `record` is the id that it shall have, `area` where it belongs, where that is not here.
        """
        form = self.workspace.form(form_id)
        environment: Environment = self.workspace.environment()
        if record:
            environment = replace(environment, new_id=lambda: record)
        instance = Instance.new(form, environment, properties={"username": self.workspace.staff.number})
        paths = self._paths_of(form)
        instance.keep_all({paths[name]: value for name, value in answers.items() if value and name in paths})
        self._try(form, instance)
        made = self._edits(form, instance, holder)
        if area:
            made = [replace(edit, set={**edit.set, AREA: area}) for edit in made]
        self.waiting += made
        return made[0].record_id

    def save(self) -> None:
        """Save all that waits as one: what was done since the last time."""
        if self.waiting:
            self.workspace.save(self.waiting)
            self.waiting = []

    def _edits(self, form: Form, instance: Instance, holder: str) -> list[Edit]:
        found = changes([], rows_of(instance, kept=True), self.workspace.definitions.datasets, {}, holder)
        return [Edit(each.record_id, each.dataset, each.set, (), form.hash) for each in found]

    def _fill(self, form: Form, instance: Instance, repeat: str, told: DemoHousehold) -> None:
        """Answer a household's questions in the order in which they stand, each person's after the others'."""
        root, path = form.root, f"/{form.root.name}"
        instance.keep_all(_by_path(self._asked(root), told.answers))
        members = next(child for child in root.children if child.name == repeat)
        asked = [(name, below.removeprefix(f"{path}/{repeat}")) for name, below in self._asked(members)]
        for number, person in enumerate(told.persons, start=1):
            here = f"{path}/{repeat}[{number}]"
            if number > len(instance.root.named(repeat)):
                here = instance.add_repeat(f"{path}/{repeat}")
            instance.keep_all(_by_path(asked, person.answers, here))

    def _asked(self, within: Node) -> list[tuple[str, str]]:
        """Return name and path of every question of a group or repeat, those of repeats inside left out."""
        found: list[tuple[str, str]] = []
        for child in within.children:
            if child.is_leaf and child.control and child.control not in NOT_ASKED:
                found.append((child.name, child.path))
            elif not child.is_repeat:
                found += self._asked(child)
        return found

    def _paths_of(self, form: Form) -> Mapping[str, str]:
        if form.id not in self._paths:
            datasets = self.workspace.definitions.datasets.values()
            fields = [each for dataset in datasets for each in dataset.fields if each.form == form.id]
            self._paths[form.id] = {each.name: each.path for each in fields if not each.calculated}
        return self._paths[form.id]

    def _try(self, form: Form, instance: Instance) -> None:
        """Look at the first of each form as the screen would. Raises RefusedAnswer."""
        if form.id in self._tried:
            return
        self._tried.add(form.id)
        # A record of another desk is chosen by its id; only here it cannot be looked up.
        odd = (each for each in instance.violations() if not each.name.endswith(REFERENCE))
        wrong = [*odd, *instance.unasked()]
        if wrong:
            raise RefusedAnswer(form.id, [(each.path, each.value, each.violation) for each in wrong])


def _by_path(asked: Iterable[tuple[str, str]], answers: Mapping[str, str], within: str = "") -> dict[str, str]:
    return {within + path: answers[name] for name, path in asked if answers.get(name)}


def month_ends(year: int, first: int, last: int) -> list[date]:
    """Return the last day of each of these months."""
    return [
        (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        for month in range(first, last + 1)
    ]


def day_between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange(max((last - first).days, 0) + 1))


def evenings(first: date, count: int) -> list[date]:
    """Return so many days on which people are asked, Sundays left out."""
    days: Iterable[date] = (first + timedelta(days=number) for number in range(2 * count + 2))
    found: Sequence[date] = [day for day in days if day.weekday() != 6]
    return list(found[:count])
