"""One answer in a household of ten: from the answer to everything painted, against one frame of a screen (16 ms).

Answers go in through the page's own controls' signal, in every section; what the draft costs to be on the disk is
measured apart, because it depends on the disk and not on the household.

    answering_against_a_frame.py [--answers N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from household_at_desk import desktop, interview_page, laptop, record, settle
from timing import percentile, show_limit

from forms.state import QuestionState
from survey_app.desktop.interview.interview_page import InterviewPage

FRAME = 16.0
MEMBERS = 10


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


def measure(page: InterviewPage, answers: int) -> tuple[list[float], list[float]]:
    """Answer question after question; return milliseconds to the painted state, and of the writes."""
    assert page.interview is not None
    store = page.workspace.store
    writes: list[float] = []
    write = store.write_draft

    def write_timed(draft_id: str, snapshot: bytes, place: str = "") -> None:
        start = perf_counter()
        write(draft_id, snapshot, place)
        writes.append((perf_counter() - start) * 1000)

    store.write_draft = write_timed  # type: ignore[method-assign]
    painted: list[float] = []
    turn = 0
    while len(painted) < answers:
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
        start = perf_counter()
        page._paper.answered.emit(path, value)
        settle()
        took = (perf_counter() - start) * 1000
        painted.append(took - sum(writes))
        kept.append(sum(writes))
    return painted, kept


kept: list[float] = []


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=400)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = laptop(Path(folder))
        door, record_id = record(workspace, MEMBERS)
        shown = desktop(workspace, Path(folder))
        page = interview_page(shown, door=door, record=record_id)
        painted, written = measure(page, told.answers)
        shown.window.close()
    show_limit(f"answer to painted state, {MEMBERS} members, p50", percentile(painted, 0.50), FRAME)
    show_limit(f"answer to painted state, {MEMBERS} members, p99", percentile(painted, 0.99), FRAME)
    p50, p99 = percentile(written, 0.5), percentile(written, 0.99)
    print(f"apart from that, the draft on the disk: p50 {p50:.2f} ms, p99 {p99:.2f} ms")


if __name__ == "__main__":
    main()
