"""Labels as Qt shows them: what a form may style (`forms.markup`) as rich text, everything else as it is written."""

from __future__ import annotations

import re
from functools import lru_cache

from forms.markup import html, parts_of, plain

HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>(.?)", re.DOTALL)
SIZES = ("xx-large", "x-large", "large", "large", "medium", "medium")
"""Of headings of the first to the sixth order, as Qt knows them; its own are too far apart from what follows."""


@lru_cache(maxsize=4096)
def as_rich(text: str) -> tuple[str, bool]:
    """Return a label as Qt shows it, and whether it is HTML; one without any styling comes back as it is."""
    parts = parts_of(text)
    if all(isinstance(part, str) for part in parts):
        return plain(text), False
    return HEADING.sub(_heading, html(text)), True


@lru_cache(maxsize=4096)
def as_plain(text: str) -> str:
    """Return a label without its styling, for lists and headings where there is none."""
    return plain(text).strip()


def _heading(match: re.Match[str]) -> str:
    said = f'<span style="font-size:{SIZES[int(match[1]) - 1]};font-weight:600">{match[2]}</span>'
    return f"{said}<br>{match[3]}" if match[3] else said
