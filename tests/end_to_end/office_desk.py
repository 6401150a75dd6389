"""An office at work: one workspace and what its owner does there with doors, persons and registers."""

from datetime import date, datetime, timedelta, timezone

import pytest

from forms.pack import REEMPLOYMENT_4050
from survey_app.interviews import Interview
from survey_app.register_listing import open_by_name
from survey_app.register_steps import begin, take
from survey_app.registers import RegisterList, Wanted, register_named
from survey_app.workspace import Staff, create_workspace
from survey_app.workspace_errors import StepRefused

CHINA = timezone(timedelta(hours=8))


class Desk:
    """One workspace and what its owner does there; the clock is set by the day."""

    def __init__(self, folder, area, role, pack=REEMPLOYMENT_4050) -> None:
        self.today = date(2003, 6, 12)
        staff = Staff(f"{role}-1", "李敏", role)
        self.workspace = create_workspace(folder, pack, area, staff, None, self.now)

    @classmethod
    def at(cls, workspace):
        """Return a desk where there is a workspace already, with the clock of that."""
        desk = cls.__new__(cls)
        desk.workspace = workspace
        return desk

    def now(self):
        return datetime(self.today.year, self.today.month, self.today.day, 9, 0, tzinfo=CHINA)

    def person(self, name="王桂芝", number="220104196005120028", **more):
        door = self.workspace.new_edit("dwelling", {"road": "南湖大路", "dwelling_type": "1", "building": "5"})
        household = self.workspace.new_edit("household", {"head_name": name, "dibao": "0"}, door.record_id)
        answers = {
            "full_name": name,
            "id_type": "01",
            "id_source": "1",
            "id_no": number,
            "sex": "2",
            "birth_date": "1960-05-12",
            "survey_date": "2003-06-12",
            "presence": "1",
            "labour_status": "20",
            "able": "1",
            "willing": "1",
            "intent": "3",
            **more,
        }
        person = self.workspace.new_edit("person", answers, household.record_id)
        self.workspace.save([door, household, person])
        return person.record_id

    def begin(self, register, holder="", **answers):
        begun = begin(self.workspace, register_named(self.workspace, register), holder, "en")
        if begun.interview is not None:
            fields = self.workspace.definitions.datasets[register_named(self.workspace, register).dataset]
            for name, value in answers.items():
                begun.interview.answer(fields.field(name).path, value)
            begun.interview.close()
        return begun.record_id

    def begin_form(self, form, **answers):
        """Fill in a form that no register begins."""
        interview = Interview.open(self.workspace, form, language="en")
        fields = self.workspace.definitions.datasets[form]
        for name, value in answers.items():
            interview.answer(fields.field(name).path, value)
        interview.close()
        return interview.record_id

    def step(self, register, record, name, **answers):
        found = register_named(self.workspace, register)
        return take(self.workspace, found, record, found.step(name), answers, "en")

    def open(self, register, record, name, on="", **answers):
        """Take a step that begins a record of another register, on somebody or on whom this one is about."""
        found = register_named(self.workspace, register)
        return open_by_name(self.workspace, found, record, name, on, answers, "en")

    def refused(self, act, *given, **answers):
        with pytest.raises(StepRefused) as refused:
            act(*given, **answers)
        return refused.value.says

    def list(self, register, part="", **more):
        listed = RegisterList(self.workspace, register_named(self.workspace, register), "en")
        names = [column.name for column in listed.columns]
        return [
            dict(zip(names, [listed.shown(row, place) for place in range(len(names))], strict=True))
            for row in listed.rows(Wanted(filter=part, **more))
        ]

    def due(self, register):
        listed = RegisterList(self.workspace, register_named(self.workspace, register), "en")
        return [(row.due, listed.reason(row)) for row in listed.due(self.today)]

    def kept(self, record):
        return self.workspace.store.record(record).kept

    def in_force(self, record, *names):
        values = self.workspace.store.record(record).values
        return tuple(values.get(name) for name in names)
