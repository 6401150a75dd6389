"""The function library: XPath 1.0 and ODK XForms together."""

from __future__ import annotations

from forms.expression.functions.chance import CHANCE
from forms.expression.functions.dates import DATES
from forms.expression.functions.geography import GEOGRAPHY
from forms.expression.functions.logic import LOGIC
from forms.expression.functions.nodesets import NODESETS
from forms.expression.functions.numbers import NUMBERS
from forms.expression.functions.selections import SELECTIONS
from forms.expression.functions.signature import Function
from forms.expression.functions.strings import STRINGS

FUNCTIONS: dict[str, Function] = {
    **STRINGS,
    **NUMBERS,
    **LOGIC,
    **DATES,
    **NODESETS,
    **SELECTIONS,
    **CHANCE,
    **GEOGRAPHY,
}
