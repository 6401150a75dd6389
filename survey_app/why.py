"""The reasons that are at hand when somebody decides; a digit takes one, and anything else can be typed."""

from __future__ import annotations

from enum import StrEnum

from survey_app.sentences import sentence


class Act(StrEnum):
    """What is decided."""

    SETTLE = "settle"  # which of two answers stands
    UNDO = "undo"  # a batch is taken back
    LET_IN = "let_in"
    KEEP_OUT = "keep_out"
    WITHDRAW = "withdraw"  # a laptop's certificate
    REINSTATE = "reinstate"


_READY = {
    Act.SETTLE: ("called", "original", "visited", "later", "typing"),
    Act.UNDO: ("wrong_stick", "wrong_month", "asked_for", "doubled"),
    Act.LET_IN: ("called_sender", "known_laptop", "moved_here"),
    Act.KEEP_OUT: ("unknown_sender", "not_ours", "doubled"),
    Act.WITHDRAW: ("lost", "stolen", "handed_on", "broken"),
    Act.REINSTATE: ("found", "mistaken"),
}


def ready_reasons(act: Act, language: str) -> list[str]:
    """Return the usual reasons for an act, the most frequent first."""
    return [sentence(language, f"why.{name}") for name in _READY[act]]
