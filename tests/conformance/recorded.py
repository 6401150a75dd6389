"""Where the recorded cases of other engines lie, and which of them we answer differently on purpose."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def is_public_data() -> bool:
    """Say whether these are the cases whose number is known; CONFORMANCE_DIR may hold others."""
    return "CONFORMANCE_DIR" not in os.environ


def recorded(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file; skips the test where the data is not at hand."""
    path = _folder() / name
    if not path.is_file():
        pytest.skip(f"no {name}: neither ../shared/conformance nor CONFORMANCE_DIR has it")
    return json.loads(path.read_text("utf-8"))


def _folder() -> Path:
    shared = Path(os.environ.get("SHARED_DIR") or HERE.parents[2] / "shared")
    return Path(os.environ.get("CONFORMANCE_DIR") or shared / "conformance")


def workbook(name: str) -> Path:
    """Return where a form of that name would lie beside the cases."""
    return _folder() / "forms" / f"{name}.xlsx"


@dataclass
class Rule:
    """One reason to answer differently, and the cases it is the reason for."""

    name: str
    reason: str
    files: list[str]
    where: dict[str, re.Pattern[str]] = field(default_factory=dict)
    """What fields of a case must look like."""

    def covers(self, file: str, case: dict[str, Any]) -> bool:
        return file in self.files and all(
            pattern.search(str(case.get(key, ""))) is not None for key, pattern in self.where.items()
        )


def rules() -> list[Rule]:
    table = tomllib.loads((HERE / "exceptions.toml").read_text("utf-8"))
    return [
        Rule(
            rule["name"],
            rule["reason"],
            rule["files"],
            {key: re.compile(pattern, re.DOTALL) for key, pattern in rule["where"].items()},
        )
        for rule in table["rule"]
    ]


def idle(relevant: list[Rule], file: str, failed: list[dict[str, Any]]) -> list[str]:
    """Return the rules that no failing case needs."""
    return [rule.name for rule in relevant if not any(rule.covers(file, case) for case in failed)]
