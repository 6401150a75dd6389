"""Forms written in the test as their author would write them."""

import random
import uuid
from datetime import UTC, datetime

from pyxform.xls2xform import convert

from forms.definition import Form
from forms.expression import Environment
from forms.instance import Instance
from forms.xform import form_from_xml


def form_of(table: str) -> Form:
    """Read an XLSForm written as a markdown table."""
    return form_from_xml(convert(xlsform=table, file_type=".md", validate=False).xform)


def world(seed: int = 1, **more) -> Environment:
    chance = random.Random(seed)
    return Environment(
        now=lambda: datetime(2003, 6, 12, 18, 30, tzinfo=UTC),
        random=chance.random,
        new_id=lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        **more,
    )


def filling(table: str, **more) -> Instance:
    return Instance.new(form_of(table), world(**more))


def value(instance: Instance, path: str) -> str:
    return instance.state(path).value
