"""The household form of the 4050 pack, filled in by question name: for the tests beside it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from functools import cache
from random import Random

from forms.expression import Environment
from forms.instance import Instance
from forms.pack import REEMPLOYMENT_4050, load_pack

CHINA = timezone(timedelta(hours=8))


@cache
def pack():
    return load_pack(REEMPLOYMENT_4050)


def environment(today="2026-05-05"):
    moment = datetime.fromisoformat(f"{today}T19:05:00").replace(tzinfo=CHINA)
    chance = Random(1)
    return Environment(
        now=lambda: moment,
        random=chance.random,
        new_id=lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        timezone=CHINA,
    )


class Filled:
    """One filled-in form, whose questions are called by their names; of persons the first, unless said otherwise."""

    def __init__(self, form="household", today="2026-05-05", **answers):
        self.instance = Instance.new(pack().forms[form], environment(today))
        self.answer(**answers)

    def path(self, name, person=1):
        """Return where a question stands, calculated ones too."""
        path = next(path for path in self.instance.form.nodes if path.rpartition("/")[2] == name)
        return path.replace("/data/person/", f"/data/person[{person}]/")

    def answer(self, person=1, **answers):
        for name, value in answers.items():
            self.instance.answer(self.path(name, person), value or None)
        return self

    def state(self, name, person=1):
        return self.instance.state(self.path(name, person))

    def value(self, name, person=1):
        return self.state(name, person).value

    def complaint(self, name, person=1):
        """Return the message of what is wrong with an answer, None where nothing is."""
        violation = self.state(name, person).violation
        return violation.message if violation else None

    def add_person(self, **answers):
        self.instance.add_repeat("/data/person")
        persons = sum(1 for state in self.instance.states() if state.kind == "repeat" and state.name == "person")
        self.answer(persons, **answers)
        return persons
