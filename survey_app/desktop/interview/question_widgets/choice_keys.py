"""Which key chooses which answer."""

from __future__ import annotations

from collections.abc import Sequence

from forms.state import ChoiceState


def keys_of(choices: Sequence[ChoiceState]) -> list[str]:
    """Return the key of each choice: its code where all codes are single digits, else its place.

    A code that is also the key is learned once and works on paper, too.
    """
    if all(len(choice.name) == 1 and choice.name.isdigit() for choice in choices):
        return [choice.name for choice in choices]
    return [str(place) if place < 10 else "" for place in range(1, len(choices) + 1)]
