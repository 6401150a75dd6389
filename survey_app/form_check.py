"""Every problem of a questionnaire or a pack, as a list that its author can act on."""

from __future__ import annotations

import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from forms.datasets import datasets_of
from forms.pack import load_pack
from forms.pack_problems import PackRefused
from forms.problems import FormRefused
from forms.xlsform import load_form

SETTINGS = "pack.toml"


def is_pack(path: Path) -> bool:
    """Say whether a path is a pack (a folder, or a zip with a pack.toml) rather than one form."""
    if path.is_dir():
        return True
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return any(name.rpartition("/")[2] == SETTINGS for name in package.namelist())


def check(path: Path) -> list[dict[str, Any]]:
    """Return all problems: file, sheet, row, column, what is wrong, how to mend it. Raises FileNotFoundError."""
    path.stat()
    try:
        if is_pack(path):
            load_pack(path)
        else:
            datasets_of([load_form(path)])
    except (PackRefused, FormRefused) as refused:
        return [{"file": path.name, **_told(problem)} for problem in refused.problems]
    return []


def _told(problem: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(problem).items() if value not in ("", 0)}
