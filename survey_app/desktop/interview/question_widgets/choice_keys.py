"""Which key chooses which answer."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from forms.state import ChoiceState

BY_PLACE = "123456789" + ascii_lowercase


def keys_of(choices: Sequence[ChoiceState]) -> list[str]:
    """Return the key of each choice: its code where all codes are single digits, else its place, then letters.

    A code that is also the key is learned once and works on paper, too.
    """
    if all(len(choice.name) == 1 and choice.name in "0123456789" for choice in choices):
        return [choice.name for choice in choices]
    return [BY_PLACE[place] if place < len(BY_PLACE) else "" for place in range(len(choices))]
