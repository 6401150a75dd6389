"""What the recorded scenarios expect, as comparisons."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import canonicalize

from looking import Answered, Choice, Choices, Looked, Spelled, Whole
from scenario import Scenario

INSTANCE_ID = re.compile(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ORX = "http://openrosa.org/xforms"


@dataclass(frozen=True)
class Text:
    """An answer as it is written."""

    text: str


@dataclass(frozen=True)
class Near:
    """A number and how far from it the answer may be."""

    number: float
    within: float


def _is(actual: Any, expected: Any) -> bool:
    if isinstance(actual, Spelled):
        return _same_numbers(actual, expected)
    if isinstance(expected, Choices | Scenario):
        return actual is expected
    if isinstance(actual, Whole) is not isinstance(expected, Whole):
        return False
    return actual == expected


def _same_numbers(actual: str, expected: Any) -> bool:
    """The standard lets a decimal be spelled with or without `.0`; ours have one spelling, so that people agree."""
    ours, theirs = actual.split(), str(expected).split()
    return len(ours) == len(theirs) and all(map(lambda one, other: Decimal(one) == Decimal(other), ours, theirs))


def _equal_answer(actual: Answered, expected: Text) -> bool:
    return actual.text == expected.text


def _type_of(actual: Any, expected: str) -> bool:
    names = {str: "string", Whole: "bigint", float: "number", int: "number", bool: "boolean"}
    return names.get(type(actual), "object") == expected


def _contain_choices(actual: Choices, expected: list[Choice]) -> bool:
    return len(actual.listed) == len(expected) and all(
        one.name == other.name and other.label in (None, one.label)
        for one, other in zip(actual.listed, expected, strict=True)
    )


def _contain_choices_in_any_order(actual: Choices, expected: list[Choice]) -> bool:
    ordered = tuple(sorted(actual.listed, key=lambda one: one.name))
    return _contain_choices(Choices(ordered), sorted(expected, key=lambda one: one.name))


def _appearances(node: Looked) -> frozenset[str]:
    return node.appearances


def _validity(answered: Answered, expected: str) -> bool:
    violation = answered.state.violation
    return (violation.problem if violation else "") == expected


def _message_of(problem: str) -> Callable[[Answered, str | None], bool]:
    def said(answered: Answered, expected: str | None) -> bool:
        violation = answered.state.violation
        return (violation.message if violation and violation.problem == problem else None) == expected

    return said


def _default_message_of(problem: str) -> Callable[[Answered], bool]:
    # A form that has no words of its own leaves them to the program.
    return lambda answered: _message_of(problem)(answered, "")


def _same_xml(actual: str, expected: str) -> bool:
    return canonicalize(actual) == canonicalize(expected)


def _object(actual: Any, expected: Any) -> bool:
    """Say whether there is at least what is expected; "…" stands where the recording was cut."""
    if expected == "…":
        return True
    if isinstance(expected, dict):
        return all(_object(_part(actual, name), part) for name, part in expected.items())
    if isinstance(expected, list):
        if any(map(_holds_output, expected)):
            return _recorded_text(expected).fullmatch("".join(map(_said, actual))) is not None
        return len(actual) == len(expected) and all(map(_object, actual, expected))
    return actual == expected


def _holds_output(part: Any) -> bool:
    """Say whether a part of a label was filled in by an answer; the other engine keeps a span around that."""
    if not isinstance(part, dict):
        return False
    return part.get("elementName") == "span" or any(map(_holds_output, part.get("children", ())))


def _recorded_text(parts: list[Any]) -> re.Pattern[str]:
    """Return what the text of a label looks like: of what was filled in, the recording has but "…"."""
    return re.compile(re.escape("".join(map(_said, parts)).strip()).replace("…", ".*"))


def _said(part: Any) -> str:
    if not isinstance(part, dict):
        return part
    return part["value"] if "value" in part else "".join(map(_said, part["children"]))


def _part(whole: Any, name: str) -> Any:
    if isinstance(whole, dict):
        return whole.get(name)
    return getattr(whole, re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower(), None)


# -------------------------------------------------------------- ids of submissions


def _meta(scenario: Scenario, options: dict[str, Any], name: str) -> str:
    prefix = "orx:" if options["metaNamespaceURI"] == ORX else ""
    held = scenario.get_instance_node(f"/{scenario.form.root.name}/{prefix}meta/{prefix}{name}").current_state
    return str(held.value or "")


def _has_id(scenario: Scenario, options: dict[str, Any]) -> bool:
    return INSTANCE_ID.fullmatch(_meta(scenario, options, "instanceID")) is not None


def _has_id_of_its_own(scenario: Scenario, options: dict[str, Any]) -> bool:
    before = _meta(options["sourceScenario"], options, "instanceID")
    return _has_id(scenario, options) and _meta(scenario, options, "instanceID") != before


def _names_its_source(scenario: Scenario, options: dict[str, Any]) -> bool:
    before = _meta(options["sourceScenario"], options, "instanceID")
    return bool(before) and _meta(scenario, options, "deprecatedID") == before


MATCHERS: dict[str, Callable[..., bool]] = {
    "toBe": _is,
    "toEqual": _is,
    "toMatchObject": _object,
    "toBeNull": lambda actual: actual is None,
    "toStrictEqual": _is,
    "toBeTruthy": bool,
    "toBeFalsy": lambda actual: not actual,
    "toBeDefined": lambda actual: actual is not None,
    "toBeUndefined": lambda actual: actual is None,
    "toHaveLength": lambda actual, length: len(actual) == length,
    "toBeNaN": lambda actual: math.isnan(actual),
    "toBeTypeOf": _type_of,
    "toMatch": lambda actual, pattern: pattern.search(actual) is not None,
    "toContain": lambda actual, part: part in actual,
    "toStartWith": lambda actual, start: actual.text.startswith(start),
    "toBeGreaterThanOrEqual": lambda actual, expected: actual >= expected,
    "toBeLessThanOrEqual": lambda actual, expected: actual <= expected,
    "toBeGreaterThan": lambda actual, expected: actual > expected,
    "toBeLessThan": lambda actual, expected: actual < expected,
    "toSatisfy": lambda actual, condition: date.fromisoformat(actual) is not None,
    "toEqualAnswer": _equal_answer,
    "toEqualUploadedAnswer": _equal_answer,
    "toHaveAnswerCloseTo": lambda actual, near: abs(float(actual.text) - near.number) <= near.within,
    "toBeRelevant": lambda node: node.current.relevant,
    "toBeNonRelevant": lambda node: not node.current.relevant,
    "toBeReadonly": lambda node: node.current.readonly,
    "toBeEnabled": lambda node: not node.current.readonly,
    "toBeRequired": lambda node: node.current.required,
    "toBeOptional": lambda node: not node.current.required,
    "toHaveAppearance": lambda node, name: name in _appearances(node),
    "notToHaveAppearance": lambda node, name: name not in _appearances(node),
    "toYieldAppearances": lambda node, names: _appearances(node) == set(names),
    "toHaveClass": lambda node, name: name in node.scenario.form.styles,
    "notToHaveClass": lambda node, name: name not in node.scenario.form.styles,
    "toYieldClasses": lambda node, names: list(node.scenario.form.styles) == names,
    "toContainChoices": _contain_choices,
    "toContainChoicesInAnyOrder": _contain_choices_in_any_order,
    "toHaveValidityStatus": _validity,
    "toHaveConstraintMessage": _message_of("constraint"),
    "toHaveRequiredMessage": _message_of("required"),
    "toHaveDefaultConstraintMessage": _default_message_of("constraint"),
    "toHaveDefaultRequiredMessage": _default_message_of("required"),
    "toHaveValidityMessage": lambda answered, expected: answered.message == expected,
    "toHaveSerializedSubmissionXML": lambda scenario, expected: _same_xml(scenario.instance.to_xml(), expected),
    "toHavePreparedSubmissionXML": lambda payload, expected: _same_xml(payload["xml"], expected),
    "toBePendingSubmissionWithViolations": lambda payload: bool(payload["violations"]),
    "toHaveComputedPreloadInstanceID": _has_id,
    "toHaveEditedPreloadInstanceID": _has_id_of_its_own,
    "toHaveDeprecatedIDFromSource": _names_its_source,
}
