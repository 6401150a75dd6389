"""Three households typed in by a program of its own, which says of each act that it is done.

Whoever started it may kill it, or cut its power. `--from N` goes on after N acts, `--to N` ends there, and
`--synchronous MODE` takes the store's promise away.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from one_community import DOORS, door_id, opened

from forms.state import Missing
from survey_app.drafts import resumable
from survey_app.interviews import Interview
from survey_app.workspace import Workspace
from sync.store import sqlite

OPENING, READY = "opening", "ready"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


def command(folder: Path, *options: str) -> list[str]:
    """Return the command that starts it; `ENVIRONMENT` goes with it."""
    return [sys.executable, __file__, str(folder), *options]


@dataclass(frozen=True)
class Act:
    """One thing that an assistant does: open a door, answer, leave a question, add a member, close the household."""

    what: str
    where: str = ""
    value: str = ""


MEMBERS = (
    ("王桂芝", "02", "220104195703120024", "2", "31"),
    ("赵国强", "10", "220104195512060035", "1", "01"),
    ("赵敏", "20", "", "", ""),
)


def script() -> list[Act]:
    """Return the acts of the whole evening."""
    return [act for number in DOORS for act in _household(number)]


def _household(door: str) -> Iterator[Act]:
    yield Act("open", door)
    yield Act("answer", "/data/house/notice_given", "1")
    yield Act("answer", "/data/house/hh_type", "1")
    yield Act("answer", "/data/house/hukou_here", "1")
    yield Act("answer", "/data/house/hh_size", str(len(MEMBERS)))
    yield Act("answer", "/data/house/contact_phone", "13504300000")
    for place, (name, relation, number, able, labour_status) in enumerate(MEMBERS, start=1):
        if place > 1:
            yield Act("member")
        core = f"/data/person[{place}]/core"
        yield Act("answer", f"{core}/full_name", name)
        yield Act("answer", f"{core}/relation", relation)
        if number:
            yield Act("answer", f"{core}/id_no", number)
            yield Act("answer", f"{core}/labour_status", labour_status)
            yield Act("answer", f"{core}/able", able)
        else:
            yield Act("leave", f"{core}/id_no", Missing.NO_CARD)
        yield Act("answer", f"/data/person[{place}]/more/remark", f"{door} 室第 {place} 人")
    yield Act("close", door)


def perform(workspace: Workspace, interview: Interview | None, act: Act) -> Interview | None:
    """Do one act and return the household that is open after it."""
    if act.what == "open":
        return Interview.open(workspace, "household", parent_id=door_id(workspace, act.where))
    assert interview is not None
    if act.what == "answer":
        interview.answer(act.where, act.value)
    elif act.what == "leave":
        interview.leave_unanswered(act.where, Missing(act.value))
    elif act.what == "member":
        interview.add_repeat("/data/person")
    elif act.what == "close":
        interview.close()
        return None
    return interview


def open_household(workspace: Workspace) -> Interview | None:
    """Return the household that was open when the program ended."""
    return next((Interview.resume(workspace, each.draft_id) for each in resumable(workspace)), None)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="done", type=int, default=0)
    parser.add_argument("--to", dest="last", type=int)
    parser.add_argument("--synchronous", default="FULL")
    told = parser.parse_args()
    if told.synchronous != "FULL":
        _break_the_promise(told.synchronous)
    print(OPENING, flush=True)
    workspace = opened(told.folder)
    interview = open_household(workspace)
    print(READY, flush=True)
    for number, act in enumerate(script()[told.done : told.last], start=told.done + 1):
        interview = perform(workspace, interview, act)
        print(number, flush=True)
    workspace.close()


def _break_the_promise(mode: str) -> None:
    prepare = sqlite._prepare

    def carelessly(connection: object, key: bytes | None, read_only: bool) -> None:
        prepare(connection, key, read_only)
        connection.execute(f"PRAGMA synchronous = {mode}")  # pyright: ignore[reportAttributeAccessIssue]

    sqlite._prepare = carelessly


if __name__ == "__main__":
    main()
