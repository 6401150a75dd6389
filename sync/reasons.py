"""Why somebody decided: a sentence kept in the commit itself, so that it travels and stays with the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sync.commit import Commit, Value

WHY = "@why:"
"""A reserved field with chance behind it: each reason has a field of its own, so that two of them never disagree."""


def because(why: str, random: Callable[[int], bytes]) -> Mapping[str, Value]:
    """Return what a commit sets to keep a reason; nothing for a blank one."""
    return {WHY + random(8).hex(): why.strip()} if why.strip() else {}


def reason_of(commit: Commit) -> str:
    """Return why it was made, "" where nobody has said."""
    return next((str(value) for name, value in commit.set.items() if name.startswith(WHY)), "")
