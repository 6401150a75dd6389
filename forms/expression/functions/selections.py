"""Functions of answers with several choices: names with spaces between (ODK XForms)."""

from __future__ import annotations

from forms.expression.code import Kind
from forms.expression.functions.signature import Library, plain

S = Kind.STRING


def _selected(chosen: str, name: str) -> bool:
    return name.strip() in (chosen.split() or [""])


def _selected_at(chosen: str, index: float) -> str:
    names = chosen.split()
    return names[int(index)] if 0 <= index < len(names) else ""


def _count_selected(chosen: str) -> float:
    return float(len(chosen.split()))


SELECTIONS: Library = {
    "selected": plain(Kind.BOOLEAN, _selected, S, S),
    "selected-at": plain(S, _selected_at, S, Kind.NUMBER),
    "count-selected": plain(Kind.NUMBER, _count_selected, S),
}
