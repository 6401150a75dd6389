"""[parameters] of a pack: the numbers and codes of its rules, each in one place, named in conditions and in sentences.

A condition names one as `:loan_term_most`, a sentence as `{loan_term_most}`: an office that changes a rule changes one
line, and neither the rule nor what is said about it is left behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from forms.pack_settings import Parameter, Texts
from forms.pack_toml import Table, TomlFile
from forms.sql_condition import filled

PARAMETERS = "parameters"
KEYS = ("value", "label", "least", "most")
NAME = re.compile(r"[a-z][a-z0-9_]*")
IN_WORDS = re.compile(r"\{([a-z][a-z0-9_]*)\}")
BUILT_IN = ("today", "now", "me", "area", "as_of", "since")
"""What conditions may ask for beside parameters; none of these can be called the same."""


def read_parameters(file: TomlFile) -> dict[str, Parameter]:
    """Return the parameters of a pack.toml; what is wrong is noted in the file."""
    tables = file.table(file.tables, PARAMETERS)
    return {name: _parameter(file, name, file.table(tables, name)) for name in tables}


def _parameter(file: TomlFile, name: str, table: Table) -> Parameter:
    file.known(table, KEYS, f"[parameters.{name}]")
    if not NAME.fullmatch(name) or name in BUILT_IN:
        file.problem(
            f"A parameter cannot be called {name!r}.", "Write small letters and _, as loan_term_most.", at=name
        )
    labels = file.texts(table, "label")
    if not any(labels.values()):
        file.problem(f"The parameter {name!r} needs 'label': what it rules, in words.", at=name)
    value, least, most = table.get("value"), table.get("least"), table.get("most")
    row = _row_of_value(file, name)
    for key, edge in (("least", least), ("most", most)):
        if edge is not None and type(edge) is not int:
            file.problem(f"[parameters.{name}]: {key!r} must be a whole number.", row=row)
            return Parameter(labels)
    if type(value) is int:
        if (least is not None and value < least) or (most is not None and value > most):
            between = " to ".join(str(edge) for edge in (least, most) if edge is not None)
            word = "from" if least is not None and most is not None else "least" if most is None else "most"
            file.problem(f"The parameter {name!r} is {value}.", f"Allowed: {word} {between}.", row=row)
        return Parameter(labels, value)
    if isinstance(value, str) and value:
        return Parameter(labels, value)
    words: list[Any] = cast(list[Any], value) if isinstance(value, list) else []
    if words and all(isinstance(word, str) and word for word in words):
        return Parameter(labels, tuple(cast(list[str], words)))
    what = f"The parameter {name!r} needs 'value': a whole number, a text, or a list of texts that is not empty."
    file.problem(what, 'For example 24, "1" or ["1", "2"].', row=row)
    return Parameter(labels)


def _row_of_value(file: TomlFile, name: str) -> int:
    """Return the row of a parameter's value, which is what somebody changes."""
    head = file.row_of(name)
    for place, line in enumerate(file.text.split("\n")[head:], start=head + 1):
        if line.startswith("["):
            break
        if line.replace(" ", "").startswith("value="):
            return place
    return head


def with_values(condition: str, parameters: Mapping[str, Parameter]) -> str:
    """Return a condition with the values of the parameters that it names. Raises OddCondition."""
    return filled(condition, {name: _as_sql(each.value) for name, each in parameters.items()})


def _as_sql(value: int | str | Sequence[str]) -> str:
    if isinstance(value, int):
        return str(value)
    words = [value] if isinstance(value, str) else value
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def in_words(file: TomlFile, texts: Texts, parameters: Mapping[str, Parameter]) -> dict[str, str]:
    """Return sentences with the values of the parameters that they name; one that is not there is noted in the file."""

    def value(match: re.Match[str]) -> str:
        found = parameters.get(match.group(1))
        if found is None:
            file.problem(
                f"There is no parameter {match.group(1)!r}.",
                f"There are: {', '.join(parameters) or '–'}.",
                row=file.row_holding(match.group()),
            )
            return match.group()
        return str(found.value) if isinstance(found.value, (int, str)) else ", ".join(found.value)

    return {language: IN_WORDS.sub(value, text) for language, text in texts.items()}
