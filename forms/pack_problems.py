"""What is wrong with a pack: every problem at once, with the place and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.errors import FormError


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong. `row` is 1-based as a spreadsheet or an editor shows it, 0 where there is none."""

    file: str
    what: str
    mend: str = ""
    sheet: str = ""
    row: int = 0

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.sheet, f"row {self.row}" if self.row else "") if part)
        return ": ".join(part for part in (place, self.what) if part) + (f" {self.mend}" if self.mend else "")


class PackRefused(FormError):
    """A pack that cannot be used, with all its problems."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
