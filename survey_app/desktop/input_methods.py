"""Chinese typing on Linux: the Qt wheels can speak to ibus, not to fcitx; fcitx5 understands ibus."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from pathlib import Path

VARIABLE = "QT_IM_MODULE"
WHEEL_LACKS = ("fcitx", "fcitx5")


def prepare(environment: MutableMapping[str, str], plugins: Path, platform: str = sys.platform) -> None:
    """Choose ibus where fcitx is asked for and Qt has no plug-in for it; must run before the application is made.

    Without this nobody can type Chinese on UOS and Kylin, whose sessions set QT_IM_MODULE=fcitx.
    """
    wanted = environment.get(VARIABLE, "")
    asked_by_the_session = "fcitx" in environment.get("XMODIFIERS", "")
    if not platform.startswith("linux") or (wanted not in WHEEL_LACKS and not (asked_by_the_session and not wanted)):
        return
    if not any((plugins / "platforminputcontexts").glob("*fcitx*")):
        environment[VARIABLE] = "ibus"
