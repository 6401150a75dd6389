"""What there is to hand over: counted once, before the button is pressed and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey_app.hand_over import Exported, contents, exports, not_receipted
from survey_app.returns import received_until, taken_back
from survey_app.workspace import Workspace
from sync.receipt import TakenBack


@dataclass(frozen=True, slots=True)
class Standing:
    """How this computer stands with its office."""

    contents: Mapping[str, int]
    """Dataset -> records that are here."""
    waiting: int
    """Records of which no office has received the latest state."""
    unfinished: int
    """Interviews that are open; they are carried as far as they have come."""
    received: str
    """When the office last said to have received something, "" for never."""
    exports: tuple[Exported, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    """Files from here that the office has taken back since."""


def standing(workspace: Workspace) -> Standing:
    return Standing(
        {name: count for name, count in contents(workspace).items() if count},
        not_receipted(workspace),
        len(workspace.store.drafts()),
        received_until(workspace),
        tuple(exports(workspace)),
        taken_back(workspace),
    )
