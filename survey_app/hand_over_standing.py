"""What there is to hand over: counted once, before the button is pressed and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey_app.hand_over import Exported, contents, exports, not_receipted
from survey_app.returns import received_until
from survey_app.workspace import Workspace


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


def standing(workspace: Workspace) -> Standing:
    return Standing(
        {name: count for name, count in contents(workspace).items() if count},
        not_receipted(workspace),
        len(workspace.store.drafts()),
        received_until(workspace),
        tuple(exports(workspace)),
    )
