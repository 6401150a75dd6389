"""Reads the steps of a recorded scenario: what is called, what is expected; and says what went wrong."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from looking import Choice, Whole
from matching import MATCHERS, Near, Text
from recorded import workbook
from scenario import NOON, Refused, Scenario

from forms.definition import Form
from forms.expression import ExpressionError
from forms.problems import FormRefused
from forms.xform import form_from_xml
from forms.xlsform import form_from_xlsx

REFUSALS = (FormRefused, ExpressionError, Refused, KeyError)
"""How our engine says no. What it cannot compute it notes in `Instance.troubles`, and goes on."""
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class NotRecorded(Exception):
    """The scenario needs what the recording left out: a form in a file, an object of the other engine."""


class Differs(Exception):
    """An expectation that does not hold."""


def is_scored(case: dict[str, Any]) -> bool:
    """Not scored: where the recording ends early or had branches, where the engine fails its own test, and where the
    form that is filled in was not recorded."""
    whole = case["complete"] and not case["control_flow"]
    return whole and case["upstream"] == "pass" and has_its_forms(case)


def has_its_forms(case: dict[str, Any]) -> bool:
    begun = [step["args"] for step in case["steps"] if _is_init(step)]
    return bool(begun) and all(_form_of(arguments) is not None for arguments in begun)


def _is_init(step: dict[str, Any]) -> bool:
    called = step.get("call")
    return isinstance(called, dict) and called.get("get", [None, None])[1] == "init"


def _form_of(arguments: Sequence[Any]) -> str | Path | None:
    """Return the form that a scenario begins with: written in it, or a workbook of that name beside the data."""
    for argument in arguments:
        if isinstance(argument, dict) and "$form_xml" in argument:
            return argument["$form_xml"]
    name = arguments[0]["args"][0] if isinstance(arguments[0], dict) else arguments[0]
    path = workbook(str(name).removesuffix(".xml"))
    return path if path.is_file() else None


@cache
def _read(form: str | Path) -> Form:
    return form_from_xlsx(form) if isinstance(form, Path) else form_from_xml(form)


def failure(case: dict[str, Any]) -> str:
    """Return what went wrong, "" where all that is expected holds."""
    run = _Run()
    try:
        for step in case["steps"]:
            run.take(step)
    except (Differs, NotRecorded) as difference:
        return f"{type(difference).__name__}: {difference}"
    except REFUSALS as error:
        return f"{type(error).__name__}: {error}"
    return f"{run.pending}" if run.pending else ""


class _Run:
    """One scenario at work: what its steps gave so far, and what has gone wrong and may still be expected."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}
        self.pending: Exception | None = None
        self.scenarios: list[Scenario] = []

    def take(self, step: dict[str, Any]) -> None:
        if "begin" in step:
            return
        if "call" in step:
            if self.pending is None:
                self._call(step)
            return
        try:
            self._expect(step)
        except (Differs, *REFUSALS) as difference:
            self.pending = self.pending or difference

    def _call(self, step: dict[str, Any]) -> None:
        try:
            self.given[step["id"]] = self.value({"call": step["call"], "args": step["args"]})
        except REFUSALS as error:
            self.pending = error

    def _expect(self, step: dict[str, Any]) -> None:
        matcher, arguments = step["matcher"], step["args"]
        if matcher in ("toThrow", "toThrowError", "toBeInstanceOf") and (
            step["expect"] is None or (isinstance(step["expect"], dict) and "$fn" in step["expect"])
        ):
            # Which words the other engine has for it is its own affair.
            if self.pending is None and not any(one.instance.troubles for one in self.scenarios):
                raise Differs("nothing was refused")
            self.pending = None
            return
        if self.pending is not None:
            return
        if matcher not in MATCHERS:
            raise NotRecorded(f"what {matcher} means")
        actual = self.value(step["expect"])
        holds = MATCHERS[matcher](actual, *map(self.value, arguments))
        if bool(holds) is bool(step.get("not")):
            raise Differs(f"{_shown(actual)} {'not ' * bool(step.get('not'))}{matcher} {_shown(arguments)}")

    # -------------------------------------------------------------- the notation

    def value(self, written: Any) -> Any:
        match written:
            case {"$ref": name}:
                return self.given[name]
            case {"get": [owner, name]}:
                return self._get(self.value(owner), name)
            case {"name": name}:
                return self._named(name)
            case {"call": called, "args": arguments}:
                if _is_init(written):
                    return self._init(arguments)
                return self.value(called)(*map(self.value, arguments))
            case {"new": _}:
                raise NotRecorded("an object of the other engine")
            case {"$bigint": digits}:
                return Whole(digits)
            case {"$regex": pattern}:
                return re.compile(pattern)
            case {"$form_xml": text}:
                return form_from_xml(text)
            case dict():
                return {name: self.value(part) for name, part in written.items()}
            case list():
                return [self.value(part) for part in written]
            case str() if written.startswith('{"call":'):
                # The recorder wrote the call down where the test has the text of what it gave.
                return self.value(json.loads(written)).text
            case _:
                return written

    def _init(self, arguments: Sequence[Any]) -> Scenario:
        found = _form_of(arguments)
        if found is None:
            raise NotRecorded("the form")
        more = self.value(arguments[2]) if len(arguments) > 2 else {}
        form = _read(found)
        if "editInstance" in more:
            scenario = Scenario.edit(form, more["editInstance"])
        else:
            given = more.get("preloadProperties", {})
            scenario = Scenario.begin(form, {name.lower(): value for name, value in given.items()})
        self.scenarios.append(scenario)
        return scenario

    def _get(self, owner: Any, name: Any) -> Any:
        if isinstance(owner, list):
            return len(owner) if name == "length" else owner[int(name)]
        if isinstance(owner, dict):
            return owner[name]
        plain = CAPITAL.sub("_", str(name)).lower()
        if plain.startswith("_") or not hasattr(owner, plain):
            raise NotRecorded(f"{type(owner).__name__}.{name}")
        return getattr(owner, plain)

    def _named(self, name: str) -> Any:
        if name.startswith("ANSWER_"):
            return name
        if name not in NAMES:
            raise NotRecorded(name)
        return NAMES[name]


def _shown(value: Any) -> str:
    return f"{value!r}"[:300]


def _number(value: float) -> Text:
    whole = math.isfinite(value) and value == int(value)
    return Text(str(int(value)) if whole else repr(value))


def _moment(at: datetime) -> SimpleNamespace:
    return SimpleNamespace(epoch_nanoseconds=int(at.timestamp() * 1000) * 10**6)


NAMES: dict[str, Any] = {
    "Temporal": SimpleNamespace(
        instant=SimpleNamespace(**{"from": lambda text: _moment(datetime.fromisoformat(text))}),
        now=SimpleNamespace(instant=lambda: _moment(NOON)),
    ),
    "intAnswer": _number,
    "stringAnswer": Text,
    "booleanAnswer": lambda truth: Text("OK" if truth else ""),
    "answerText": lambda names: Text(names.replace(", ", " ")),
    "choice": Choice,
    "expectedDistance": Near,
    "expectedFractionalDays": Near,
    "AnswerResult": SimpleNamespace(ok="", constraint_violated="constraint", required_but_empty="required"),
    "LocalDate": SimpleNamespace(parse=lambda text: date.fromisoformat(text).isoformat()),
    "constants": SimpleNamespace(missing_resource_behavior=SimpleNamespace(blank="blank", default="default")),
    "getNodeForReference": lambda scenario, path: scenario.get_instance_node(path),
    "binaryAnswer": lambda file: Text("" if file is None else "another file"),
}
