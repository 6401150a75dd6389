"""What is wrong with an answer, or that it is missing, as a sentence: the form's own words where it has some."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from forms.state import Problem, QuestionState


def wrong_in_words(state: QuestionState) -> str:
    """Return why what was answered does not fit; "" where it fits, or where nothing was answered."""
    if not state.violation or not state.relevant or state.is_blank:
        return ""
    if state.violation.message:
        return state.violation.message
    if state.violation.problem is Problem.TYPE:
        return QCoreApplication.translate(
            "Violation", "This cannot be read as an answer to the question. It is kept; please look again."
        )
    if state.violation.problem is Problem.RANGE and state.kind == "geopoint":
        return QCoreApplication.translate(
            "Violation", "Latitude goes to 90 degrees, longitude to 180. It is kept; please look again."
        )
    if state.violation.problem is Problem.RANGE:
        return QCoreApplication.translate(
            "Violation",
            "This number is too large: whole numbers go up to 2,147,483,647. It is kept; please look again.",
        )
    return QCoreApplication.translate("Violation", "This does not fit the question. It is kept; please look again.")


def missing_in_words(state: QuestionState) -> str:
    """Return what the form's author says where an answer is missing; "" where there is one, or no such words."""
    if state.violation and state.violation.problem is Problem.REQUIRED and state.is_unasked:
        return state.violation.message
    return ""
