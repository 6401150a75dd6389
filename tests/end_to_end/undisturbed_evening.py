"""The scripted evening as it goes when nothing happens: what any interrupted one is compared with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from one_community import all_that_is_held, opened
from scripted_interview import perform, script

Evening = list[dict[str, Any]]
"""What is held after no act, after one, after two …"""


def evening_in(folder: Path) -> Evening:
    """Do the whole script; return what is held after each act"""
    workspace = opened(folder)
    held, interview = [all_that_is_held(workspace)], None
    for act in script():
        interview = perform(workspace, interview, act)
        held.append(all_that_is_held(workspace))
    workspace.close()
    return held


def acts_held(folder: Path, evening: Evening) -> int:
    """Open what was left behind, verify it, and return after how many acts the undisturbed evening looks the same."""
    workspace = opened(folder)
    try:
        held = all_that_is_held(workspace)
        assert workspace.store.verify() == []
    finally:
        workspace.close()
    same = [number for number, state in enumerate(evening) if state == held]
    assert same, "what is held stood there at no moment of the evening"
    return same[-1]
