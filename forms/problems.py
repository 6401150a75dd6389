"""What is wrong with a questionnaire, in a shape that its author can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.errors import FormError


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing to mend. `row` is the row of the sheet as Excel counts it, 0 where it is not known."""

    what: str
    mend: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    file: str = ""


class FormRefused(FormError):
    """A questionnaire that cannot be asked; every problem at once."""

    def __init__(self, problems: Sequence[FormProblem], file: str = "") -> None:
        super().__init__("; ".join(problem.what for problem in problems))
        self.problems = tuple(problems)
        self.file = file
