"""What in an expression JavaRosa refuses, the engine within Collect and Validate; functions that it lacks aside."""

from __future__ import annotations

from forms.clients import COLLECT_AXES, COLLECT_STARTS
from forms.expression import Expression
from forms.expression.references import parts_of
from forms.expression.syntax import Call, Chain, Filter, Path, Step


def refused_by_javarosa(expression: Expression) -> set[str]:
    """Return the constructs that are XPath 1.0 and make a form stop there."""
    found: set[str] = set()
    for part in parts_of(expression.tree):
        match part:
            case Chain(_, operators) if "|" in operators:
                found.add("|")
            case Filter():
                found.add("(…)[…]")
            case Path(steps, _, start):
                if start is not None and not (isinstance(start, Call) and start.name in COLLECT_STARTS):
                    found.add("…()/…")
                found |= {f"{step.axis}::{step.test}" for step in steps if not _is_taken(step)}
            case _:
                pass
    return found


def _is_taken(step: Step) -> bool:
    if step.axis in ("self", "parent"):
        return step.test == "node()"
    return step.axis in COLLECT_AXES and not step.test.endswith(("()", ":*"))
