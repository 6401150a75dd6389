"""Registers under the headings that the pack gives them, as lists of them stand on the screen."""

from __future__ import annotations

from collections.abc import Iterable

from forms.areas import in_language
from forms.register import Register


def grouped(registers: Iterable[Register], language: str) -> list[tuple[str, list[Register]]]:
    """Return each heading with its registers, by where its first one stands; those without one last, under ""."""
    found: dict[str, list[Register]] = {}
    for register in registers:
        found.setdefault(in_language(register.group, language, ""), []).append(register)
    return sorted(found.items(), key=lambda group: not group[0])
