"""The roll call as values: one line a community that is due, then whatever else has come. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from survey_app.desktop.merge_desk.desk import Book, Desk
from survey_app.explain import explain, explain_arrival
from survey_app.merge_desk import Arrival, Due, RollLine
from survey_app.sentences import sentence
from survey_app.workbook_notices import told_before
from survey_app.workspace import Workspace
from sync.exchange import State

MISSING = "missing"
QUIET = (State.KNOWN, State.OLD, State.START)
"""Files that need nothing more."""
GOOD = (State.READY, State.UNDONE, State.WORKBOOK)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the roll call."""

    title: str
    staff: str
    records: str
    came: str
    state: str
    """A `State`, `missing` or `merged`."""
    word: str
    """The state in one word."""
    note: str = ""
    """What happened, is anything lost, what to do; "" where all is well."""
    arrival: Arrival | None = None

    @property
    def needs_a_person(self) -> bool:
        return self.state not in (*GOOD, *QUIET, Due.MERGED)


def lines_of(workspace: Workspace, desk: Desk, language: str) -> list[Line]:
    """Return who needs a person first, then what can be merged, then the rest."""
    books = {book.arrival.file: book for book in desk.books}
    lines = [_of_file(workspace, each, books.get(each.file), language) for each in desk.arrivals]
    come = {each.community for each in desk.arrivals}
    lines += [_of_community(workspace, each, language) for each in desk.roll if each.area not in come]
    return sorted(lines, key=_rank)


def tally(desk: Desk, lines: list[Line]) -> tuple[int, int, int, int]:
    """Return how many communities are due, can be merged, need a person, are missing."""
    missing = sum(line.state == MISSING for line in lines)
    return len(desk.roll), desk.mergeable, sum(line.needs_a_person for line in lines) - missing, missing


def _of_file(workspace: Workspace, arrival: Arrival, book: Book | None, language: str) -> Line:
    return Line(
        workspace.area_name(language, arrival.community) or arrival.file.name,
        arrival.who,
        str(arrival.records) if arrival.records else "",
        arrival.checked.created[5:10],
        arrival.state,
        sentence(language, f"arrival_word.{arrival.state}"),
        _note(workspace, arrival, book, language),
        arrival,
    )


def _of_community(workspace: Workspace, line: RollLine, language: str) -> Line:
    name = workspace.area_name(language, line.area)
    if line.due is Due.MERGED:
        return Line(name, line.who, "", line.last[5:10], Due.MERGED, sentence(language, "arrival_word.known"))
    note = explain_arrival(MISSING, language, {"area": name, "who": line.who, "phone": line.phone})
    return Line(name, line.who, "", "", MISSING, sentence(language, "arrival_word.missing"), str(note))


def _note(workspace: Workspace, arrival: Arrival, book: Book | None, language: str) -> str:
    if book is not None and book.error is not None:
        return str(explain(book.error, language))
    if book is not None and book.edits is not None:
        changed, refused = len(book.edits.reading.changes), sum(book.edits.reasons.values())
        told = [sentence(language, "arrival_word.edited", changed=changed, refused=refused)]
        told += [f"{sentence(language, f'repair.{how}')}: {count}" for how, count in book.edits.repairs.items()]
        told += told_before(workspace, book.edits.reading, arrival.file.name, language)
        return "  ".join(told)
    if arrival.state is State.READY:
        withheld = sum(arrival.checked.reasons.values())
        told = sentence(language, "arrival_word.withheld", count=withheld) if withheld else ""
        return "  ".join(part for part in (told, arrival.beside(workspace, language)) if part)
    return str(arrival.explanation(workspace, language))


def _rank(line: Line) -> tuple[int, str]:
    if line.needs_a_person:
        return 0, line.title
    return (1 if line.state in GOOD else 2), line.title
