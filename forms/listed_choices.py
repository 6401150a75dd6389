"""The choices of a long list: made when somebody looks at them, searched at once, one copy for all who show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import overload

from forms.markup import plain
from forms.state import ChoiceState
from forms.text_list import TextList


class ListedChoices(Sequence[ChoiceState]):
    """Whatever finds a choice is kept with the list, so that the second question with the same list has it already."""

    __hash__ = None  # pyright: ignore[reportAssignmentType] - equal lists are equal, whoever made them

    def __init__(self, make: Callable[[], Sequence[ChoiceState]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[ChoiceState, ...]:
        return tuple(self._make())

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Name of a choice -> where it stands."""
        return {choice.name: place for place, choice in enumerate(self._made)}

    @cached_property
    def texts(self) -> TextList:
        """The labels, ready to be searched as somebody types."""
        found = TextList([plain(choice.label).strip() for choice in self._made])
        found.prepare()
        return found

    @overload
    def __getitem__(self, index: int) -> ChoiceState: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ChoiceState]: ...
    def __getitem__(self, index: int | slice) -> ChoiceState | Sequence[ChoiceState]:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Sequence) and self._made == tuple(other))  # pyright: ignore
