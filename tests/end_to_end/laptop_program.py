"""Li Min's laptop as a program of its own, so that it can be killed: `begin` types a family in, `go_on` finishes it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from at_the_keyboard import AtTheKeyboard
from one_community import PASSWORD, now
from PySide6.QtTest import QTest
from two_families import ZHAO

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"}
DOOR = "102"
STANDS = "stands at "
HALF_TYPED = "/data/person[1]/core/mobile"


def command(what: str, home: Path, *more: str) -> list[str]:
    """Return the command that starts it; `ENVIRONMENT` goes with it."""
    return [sys.executable, __file__, what, str(home), *more]


def say(what: str) -> None:
    print(what, flush=True)


def begin(home: Path, start_file: Path, code: str) -> None:
    """First start, then the first family, question by question; in the middle of a number something happens."""
    person = AtTheKeyboard(home, now)
    person.begin_with(start_file, code, PASSWORD)
    person.go_in(DOOR)
    person.name_everyone([each["full_name"] for each in ZHAO.members], say)
    person.answer_from_here(ZHAO, say, until=HALF_TYPED)
    person.write("1350")
    say(STANDS + person.question)
    QTest.qWait(10 * 60 * 1000)


def go_on(home: Path, stick: Path) -> None:
    """The next start: the password, and there stands the household at its question. Then to the street."""
    person = AtTheKeyboard(home, now)
    person.log_in(person.desktop.surroundings.recent()[0], PASSWORD)
    person.wait(lambda: person.stands_at("interview"))
    say(STANDS + person.question)
    person.answer_from_here(ZHAO, say)
    person.finish()
    person.correct_phone("101", "孙秀英", "13504310777")
    person.hand_over_to(stick)
    person.leave()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["begin", "go_on"])
    parser.add_argument("home", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("code", nargs="?", default="")
    told = parser.parse_args()
    if told.what == "begin":
        begin(told.home, told.file, told.code)
    else:
        go_on(told.home, told.file)


if __name__ == "__main__":
    main()
