"""One of ten thousand choices: the list opened, its first letter, each further letter, against a plain look through.

The plain look through asks of every label whether it fits, one after the other, as a list would that keeps nothing
ready. Ours is measured in the real control, painted list included; the processor's own time, which other programs do
not disturb.

    choosing_against_looking_through.py [--choices N]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from timing import show_limit, show_times

from forms.pinyin import matches
from forms.state import ChoiceState, QuestionState
from survey_app.desktop.interview.question_widgets.choice_list import ChoiceList
from survey_app.desktop.theme import Theme

FRAME = 16.0
SIGNS = "南湖桂林红旗永昌清和前进西重庆东岭长春站河沟屯村街道社区胡同里巷王李张刘陈杨赵黄周吴徐孙马朱郭何高罗下岗工人"


def spent(work: Callable[[], object]) -> float:
    """Return the seconds that one call keeps the processor."""
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--choices", type=int, default=10_000)
    told = parser.parse_args()
    application = QApplication([])
    Theme(application)
    chance = Random(3)
    labels = ["".join(chance.choices(SIGNS, k=5)) for _ in range(told.choices)]
    choices = tuple(ChoiceState(f"{place:05}", label) for place, label in enumerate(labels))
    state = QuestionState(path="/data/q", name="q", kind="select_one", choices=choices)
    # Both find the dictionary of readings loaded: a program that has asked one question has it.
    matches("x", SIGNS)

    control = ChoiceList()
    control.resize(500, 36)
    control.show_state(state)
    control.show()
    control.activateWindow()
    QTest.qWaitForWindowActive(control)
    line = control._line

    def press(key: str | Qt.Key) -> Callable[[], None]:
        def pressed() -> None:
            QTest.keyClick(line, key)
            for _ in range(3):
                application.processEvents()

        return pressed

    def look_through(typed: str) -> Callable[[], list[ChoiceState]]:
        return lambda: [each for each in choices if matches(typed, each.label)]

    ready = spent(control.take_focus) + spent(application.processEvents)
    opened = spent(press(Qt.Key.Key_Down))
    press(Qt.Key.Key_Escape)()
    line.selectAll()
    first = spent(press("x"))
    plain_first = spent(look_through("x"))
    print(f"{told.choices} choices; made ready while the question is read out: {ready * 1000:.1f} ms")
    show_limit("list opened and painted", opened * 1000, FRAME)
    show_times("first letter, painted; theirs prepares its labels", first, plain_first, times_faster=3)
    for typed in ("xg", "xgn", "xgnh"):
        ours = spent(press(typed[-1]))
        show_times(f"then {typed!r}, painted", ours, spent(look_through(typed)), times_faster=1)
        show_limit(f"then {typed!r}, against a frame", ours * 1000, FRAME)
    control.close()


if __name__ == "__main__":
    main()
