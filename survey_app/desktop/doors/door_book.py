"""What the door page reads and writes, in its own words: the one place that joins it to the records. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from forms.areas import in_language
from forms.datasets import Field
from forms.rows import Value
from forms.sql_condition import UNFINISHED
from survey_app import doors as records
from survey_app.doors import Door, DoorPlan, Visit
from survey_app.enrolment import staff_name
from survey_app.hand_over import not_receipted
from survey_app.open_conflicts import record_title
from survey_app.visits import moment
from sync.commit import STATE
from sync.progress import Report, unwatched

if TYPE_CHECKING:
    from survey_app.workspace import Workspace

AT_ONCE = timedelta(minutes=10)
"""The same outcome at the same door within this time is the same visit: a key pressed twice."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The one more thing that an outcome wants to know."""

    field: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    is_moment: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeKey:
    """One key and what it records."""

    key: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """One household of the door."""

    record_id: str
    name: str
    persons: int
    counted: int
    """Persons that the pack's key figure counts."""
    is_tenant: bool = False
    is_unfinished: bool = False
    """Handed over half asked, and not gone on with since."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit of the door."""

    at: datetime | None
    who: str
    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and the way back and forth."""

    undo: Callable[[], None]
    redo: Callable[[], None]
    doors: Sequence[str] = ()
    visit: Visit | None = None


class DoorBook:
    """The doors of one workspace whose pack has a place and a visit."""

    def __init__(self, workspace: Workspace, language: str):
        assert workspace.pack is not None, "doors need a pack"
        self._workspace, self._language, self._pack = workspace, language, workspace.pack
        datasets = workspace.definitions.datasets
        self._place_fields = {each.name: each for each in datasets[self._pack.roles.place].fields}
        visit = datasets.get(self._pack.roles.visit)
        self._visit_fields: Mapping[str, Field] = {each.name: each for each in visit.fields} if visit else {}

    # What the pack says

    @property
    def signs(self) -> dict[str, str]:
        """Outcome code -> the word in the cell."""
        return {each.code: in_language(each.sign, self._language) for each in self._pack.visits.outcomes}

    @property
    def outcome_keys(self) -> list[OutcomeKey]:
        keyed = [each for each in self._pack.visits.outcomes if each.key]
        return [OutcomeKey(each.key, each.code, self.outcome_name(each.code)) for each in keyed]

    @property
    def figure(self) -> str:
        """Label of the key figure by which a door and its persons are counted, "" where there is none."""
        flag = self._pack.interview.key_flag
        figures = [each for each in self._pack.key_figures if flag and not each.parent and flag in each.where]
        return in_language(figures[0].labels, self._language) if figures else ""

    def outcome_name(self, code: str) -> str:
        """The outcome in the form's own words."""
        question = self._visit_fields.get(self._pack.visits.outcome)
        return in_language(question.choices.get(code, {}), self._language, code) if question else code

    def ask(self, code: str) -> Ask | None:
        """The one more thing that an outcome wants to know, None where it wants nothing."""
        outcome = self._pack.visits.of_code(code)
        question = self._visit_fields.get(outcome.ask) if outcome else None
        if question is None:
            return None
        choices = [(each, in_language(labels, self._language, each)) for each, labels in question.choices.items()]
        return Ask(question.name, self._label(question), choices, question.name == self._pack.visits.next)

    # What stands in the records

    def doors(self) -> list[Door]:
        return records.doors(self._workspace)

    def route(self, found: Sequence[Door]) -> list[Door]:
        return records.route_of(found, self._workspace.now().date())

    def to_go(self, found: Sequence[Door]) -> int:
        """How many doors the route has."""
        return records.to_go(found, self._workspace.now().date())

    def visited_today(self, found: Sequence[Door]) -> int:
        return records.visited_today(found, self._workspace.now().date())

    def not_handed_over(self, report: Report = unwatched) -> int:
        """Records that no office has said to have received."""
        return not_receipted(self._workspace)

    def households(self, door: Door) -> list[HouseholdLine]:
        roles, interview = self._pack.roles, self._pack.interview
        lines: list[HouseholdLine] = []
        for household in self._workspace.store.children(door.record_id, roles.household) if roles.household else ():
            persons = self._workspace.rows(roles.person, household.id) if roles.person else []
            counted = sum(_is_true(person.get(interview.key_flag)) for person in persons)
            name = record_title(self._workspace, roles.household, household.values)
            half = STATE in household.marks or any(person["status"] == UNFINISHED for person in persons)
            tenant = self._is_tenant(household.values)
            lines.append(HouseholdLine(household.id, name, len(persons), counted, tenant, half))
        return lines

    def visits(self, door: Door) -> list[VisitLine]:
        """The visits of a door, the latest first."""
        if not self._pack.roles.visit:
            return []
        return [self._visit_line(row) for row in reversed(records.visits_of(self._workspace, door.record_id))]

    def was_just_recorded(self, door: Door, code: str) -> bool:
        """A key pressed twice changes nothing."""
        now = self._workspace.now()
        return door.outcome == code and door.visited_at is not None and now - door.visited_at < AT_ONCE

    # Writing

    def record(self, door: Door, code: str, answers: Mapping[str, str]) -> Written:
        """Write a whole visit with one outcome; `answers` are the fields that were asked."""
        again = self._pack.visits.next
        more: dict[str, Any] = {name: answer for name, answer in answers.items() if name != again and answer}
        visit = records.record_outcome(
            self._workspace, door.record_id, code, next_at=moment(answers.get(again)), more=more
        )
        return self._written(self._pack.roles.visit, [visit.record_id], visit)

    def change_time(self, visit: Visit, at: datetime) -> Written:
        """Another appointment than the one proposed."""
        before = visit.next_visit
        assert before is not None, "only an appointment can be moved"
        records.change_next_visit(self._workspace, visit.record_id, at)
        changed = Visit(visit.record_id, visit.door_id, visit.outcome, visit.at, visit.attempt, at)
        return Written(
            lambda: records.change_next_visit(self._workspace, visit.record_id, before),
            lambda: records.change_next_visit(self._workspace, visit.record_id, at),
            visit=changed,
        )

    def generate(self, plan: DoorPlan) -> Written:
        made = records.save_doors(self._workspace, plan, records.generate_doors(plan))
        return self._written(self._pack.roles.place, made)

    def add(self, parts: Mapping[str, str]) -> Written:
        """One door from what is on its plate."""
        values: dict[str, str | int] = {**parts}
        if "floor" in parts:
            values["floor"] = int(parts["floor"])
        return self._written(self._pack.roles.place, [records.save_door(self._workspace, **values)])

    # Small things

    def _written(self, dataset: str, made: Sequence[str], visit: Visit | None = None) -> Written:
        return Written(
            lambda: records.remove_records(self._workspace, dataset, made),
            lambda: records.restore_records(self._workspace, dataset, made),
            made if visit is None else (),
            visit,
        )

    def _visit_line(self, row: Mapping[str, Any]) -> VisitLine:
        visits = self._pack.visits
        code = str(row.get(visits.outcome) or "")
        notes = [self._shown(name, row.get(name)) for name in self._noted(code) if row.get(name)]
        who = str(row.get("created_by") or "")
        mine = self._workspace.staff
        return VisitLine(
            moment(row.get(visits.at)),
            mine.name if who == mine.number else staff_name(self._workspace, who),
            f"{code} {self.outcome_name(code)}".strip(),
            "; ".join(notes),
        )

    def _noted(self, code: str) -> list[str]:
        """What is worth reading beside the outcome: what was asked with it, and a neighbour's hint."""
        outcome = self._pack.visits.of_code(code)
        asked = outcome.ask if outcome and outcome.ask != self._pack.visits.next else ""
        return [name for name in (asked, self._pack.visits.hint) if name]

    def _shown(self, name: str, value: object) -> str:
        question = self._visit_fields.get(name)
        labels = question.choices.get(str(value), {}) if question else {}
        return in_language(labels, self._language, str(value))

    def _is_tenant(self, values: Mapping[str, Value]) -> bool:
        signs = self._pack.interview.tenant.household
        return bool(signs) and all(values.get(name) == value for name, value in signs.items())

    def _label(self, question: Field) -> str:
        return in_language(question.labels, self._language, question.name)


def _is_true(value: object) -> bool:
    return value in (True, 1, "1", "true")
