"""One answer, from the answer to everything painted, against one frame of a screen (16 ms).

In a household of ten, in a form with a thousand questions on one paper, and in a table of two hundred members. Answers
go in through the signal of the page's own controls, everywhere; what the draft costs to be on the disk is measured
apart, because it depends on the disk and not on the form. Beside the time on the wall stands the processor's own, which
other programs do not disturb.

    answering_against_a_frame.py [--answers N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from household_at_desk import desktop, interview_page, laptop, now, record, settle
from large_forms import roster_form, thousand_questions
from timing import percentile, show_limit

from forms.state import QuestionState
from survey_app.desktop.interview.interview_page import InterviewPage
from survey_app.memory import collect_seldom
from survey_app.workspace import create_lone

FRAME = 16.0
MEMBERS = 10
ROWS = 200


def another_answer(state: QuestionState, turn: int) -> str | None:
    """Return an answer other than the one that stands."""
    if state.choices:
        names = [choice.name for choice in state.choices]
        return names[turn % len(names)] if names[turn % len(names)] != state.value else names[(turn + 1) % len(names)]
    match state.kind:
        case "text":
            return f"答{turn}"
        case "integer" | "decimal":
            return str(turn % 90)
        case "date":
            return f"19{50 + turn % 40}-0{turn % 9 + 1}-1{turn % 9}"
        case _:
            return None


@dataclass
class Measured:
    """Milliseconds of each answer."""

    painted: list[float] = field(default_factory=list[float])
    on_the_processor: list[float] = field(default_factory=list[float])
    written: list[float] = field(default_factory=list[float])


def measure(page: InterviewPage, answers: int) -> Measured:
    """Answer question after question, all over the form."""
    assert page.interview is not None
    store = page.workspace.store
    writes: list[float] = []
    works: list[float] = []
    write = store.write_draft

    def write_timed(draft_id: str, snapshot: bytes, place: str = "") -> None:
        start, worked = perf_counter(), process_time()
        write(draft_id, snapshot, place)
        writes.append((perf_counter() - start) * 1000)
        works.append((process_time() - worked) * 1000)

    store.write_draft = write_timed  # type: ignore[method-assign]
    measured = Measured()
    turn = 0
    while len(measured.painted) < answers:
        turn += 1
        paths = [state.path for state in page.interview.states() if state.relevant and not state.readonly]
        path = paths[turn * 7 % len(paths)]
        page.go_to(path)
        settle()
        state = page.interview.instance.state(path)
        value = another_answer(state, turn)
        if value is None or not state.relevant:
            continue
        writes.clear()
        works.clear()
        start, worked = perf_counter(), process_time()
        page.paper.answered.emit(path, value)
        settle()
        measured.painted.append((perf_counter() - start) * 1000 - sum(writes))
        measured.on_the_processor.append((process_time() - worked) * 1000 - sum(works))
        measured.written.append(sum(writes))
    return measured


def show(what: str, measured: Measured) -> None:
    show_limit(f"answer to painted state, {what}, p50", percentile(measured.painted, 0.50), FRAME)
    show_limit(f"answer to painted state, {what}, p99", percentile(measured.painted, 0.99), FRAME)
    show_limit("the same on the processor, p99", percentile(measured.on_the_processor, 0.99), FRAME)
    if not measured.written:
        return
    p50, p99 = percentile(measured.written, 0.5), percentile(measured.written, 0.99)
    print(f"apart from that, the draft on the disk: p50 {p50:.2f} ms, p99 {p99:.2f} ms")


def household(folder: Path, answers: int) -> None:
    workspace = laptop(folder)
    door, record_id = record(workspace, MEMBERS)
    shown = desktop(workspace, folder)
    show(f"{MEMBERS} members", measure(interview_page(shown, door=door, record=record_id), answers))
    shown.window.close()


def thousand(folder: Path, answers: int) -> None:
    file = folder / "thousand.xml"
    file.write_text(thousand_questions(), encoding="utf-8")
    workspace = create_lone(folder / "lone", file, None, now)
    shown = desktop(workspace, folder)
    page = interview_page(shown, record="")
    measured = measure(page, answers)
    show("1,000 questions", measured)
    shown.window.close()


def roster(folder: Path, answers: int) -> None:
    """Answers in the table of all members, whose rows are no widgets."""
    file = folder / "roster.xml"
    file.write_text(roster_form(), encoding="utf-8")
    shown = desktop(create_lone(folder / "lone", file, None, now), folder)
    page = interview_page(shown, record="")
    assert page.interview is not None
    for member in range(1, ROWS + 1):
        if member > 1:
            page.interview.instance.add_repeat("/data/person")
        page.interview.instance.answer(f"/data/person[{member}]/name", f"王{member}")
    page.lay_out_again()
    settle()
    measured = Measured()
    for turn in range(answers):
        row = turn * 7 % ROWS
        path = f"/data/person[{row + 1}]/age"
        # Whoever answers sees the cell.
        page.grid.setCurrentIndex(page.grid.roster.index(row, page.grid.roster.columns.index("age")))
        settle()
        start, worked = perf_counter(), process_time()
        page.grid.answered.emit(path, str(turn))
        settle()
        measured.painted.append((perf_counter() - start) * 1000)
        measured.on_the_processor.append((process_time() - worked) * 1000)
    show(f"{ROWS} members in the table, the draft included", measured)
    shown.window.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=400)
    told = parser.parse_args()
    # As the program does when it begins.
    collect_seldom()
    for what in (household, thousand, roster):
        with tempfile.TemporaryDirectory() as folder:
            what(Path(folder), told.answers)


if __name__ == "__main__":
    main()
