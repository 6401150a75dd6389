"""The alarm that a laptop exists twice, or has fallen back: nothing is lost by it, but somebody should know."""

from __future__ import annotations

from dataclasses import dataclass

from survey_app.enrolment import enrolled
from survey_app.sentences import sentence
from survey_app.workspace import Workspace

_SEEN = "alarms seen"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One laptop that exists twice, or this computer where it has forgotten something."""

    key: str
    who: str
    area: str
    told: str
    """What happened, is anything lost, what to do."""
    at: str = ""


def alarms(workspace: Workspace, language: str) -> list[Alarm]:
    """Return the alarms that nobody has struck from the list."""
    seen = set(workspace.store.fact(_SEEN, []))
    return [each for each in [*_copied(workspace, language), *_fell_back(workspace, language)] if each.key not in seen]


def note_seen(workspace: Workspace, key: str, is_seen: bool) -> None:
    """Strike an alarm from the list, or put it back; it stays in the log of what happened."""
    kept = set(workspace.store.fact(_SEEN, []))
    workspace.store.keep_fact(_SEEN, sorted(kept | {key} if is_seen else kept - {key}))


def _copied(workspace: Workspace, language: str) -> list[Alarm]:
    first: dict[str, int] = {}
    for stream, number in workspace.store.forks():
        first[stream] = min(number, first.get(stream, number))
    roll = {each.key: each.name for each in enrolled(workspace)}
    found: list[Alarm] = []
    for stream, number in first.items():
        doubled = [commit for commit in workspace.store.commits_of(stream) if commit.seq == number]
        signers = (entry.signer for entry in workspace.store.history(doubled[0].record) if entry.commit in doubled)
        who = next((roll[signer] for signer in signers if signer in roll), doubled[0].actor)
        told = sentence(language, "alarm.copied", who=who)
        found.append(Alarm(f"copied {stream}", who, doubled[0].area, told, doubled[0].wall))
    return found


def _fell_back(workspace: Workspace, language: str) -> list[Alarm]:
    missing, at = workspace.store.fell_back()
    words = sentence(language, "alarm.fell_back", count=missing)
    return [Alarm(f"fell back {at}", workspace.staff.name, workspace.area, words, at)] if missing else []
