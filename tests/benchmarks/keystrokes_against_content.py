"""Keystrokes for a household of four, typed through the real interview page, against the characters they put on paper.

The typist knows the family and the keyboard: number keys choose, lists take the shortest beginning of a code or of
pinyin initials, Enter goes on, a section is left as soon as nothing more is known of it. A chord counts as two keys, a
Chinese character from the input method as one on both sides. Content is every answer that stands on the paper in the
end, as a person reads it: labels of choices, digits of dates and numbers; what the form fills in by itself (birth date
and sex from the identity number) too. The second figure leaves that out.

    keystrokes_against_content.py
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path as FilePath

sys.path.insert(0, str(FilePath(__file__).resolve().parents[2]))

from household_at_desk import desktop, household_of, interview_page, laptop, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from timing import show, show_limit

from forms.pinyin import initials
from forms.state import Path, QuestionState
from survey_app.desktop.interview.interview_page import InterviewPage
from survey_app.desktop.interview.question_widgets.chips import Chips
from survey_app.desktop.interview.question_widgets.choice_keys import keys_of
from survey_app.desktop.interview.question_widgets.choice_list import fits
from survey_app.doors import doors

MEMBERS = 4
KEYS_A_SECOND = 5
NOT_CONTENT = frozenset({"note", "calculate", "hidden"})


class Typist:
    """Types answers where the cursor stands and counts the keys."""

    def __init__(self, page: InterviewPage) -> None:
        self.page = page
        self.keys = 0
        self.typed: set[Path] = set()

    def press(self, key: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._widget(), key, modifier)
        self.keys += 2 if control else 1
        settle()

    def write(self, text: str) -> None:
        for character in text:
            widget = self._widget()
            if character.isascii():
                QTest.keyClick(widget, character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(widget, event)
            self.keys += 1
        settle()

    def fill_section(self, answers: Mapping[str, str]) -> None:
        """Answer what is known in the section that is open."""
        section, done = self.page.current_section, set[Path]()
        while self.page.current_section == section and (path := self.page.paper.current()) not in done:
            done.add(path)
            state = self._state(path)
            wanted = answers.get(state.name, "")
            if wanted and wanted != state.value:
                self._answer(state, wanted)
            elif self._known_below(section, answers, done):
                self.press(Qt.Key.Key_Return)
            if not self._known_below(section, answers, done):
                return

    def _answer(self, state: QuestionState, wanted: str) -> None:
        self.typed.add(state.path)
        row = self.page.paper.row(state.path)
        assert row is not None
        names = [choice.name for choice in state.choices]
        if wanted in names and isinstance(row.widget, Chips) and (key := keys_of(state.choices)[names.index(wanted)]):
            self.write(key)
        else:
            self.write(_shortest(state, wanted) if wanted in names else _as_typed(state, wanted))
            self.press(Qt.Key.Key_Return)
        if (now := self._state(state.path)).value != wanted:
            print(f"{state.path}: typed {wanted}, kept {now.value}")

    def _known_below(self, section: Path, answers: Mapping[str, str], done: set[Path]) -> bool:
        """Whether anything more is known that is asked here and does not stand here yet."""
        return any(
            state.relevant and not state.readonly and state.path not in done and state.value != answers[state.name]
            for state in self.page.papers.section(section).states
            if state.name in answers and state.kind not in NOT_CONTENT
        )

    def _state(self, path: Path) -> QuestionState:
        assert self.page.interview is not None
        return self.page.interview.instance.state(path)

    def _widget(self) -> QWidget:
        window = self.page.window()
        return window.focusWidget() or window


def _shortest(state: QuestionState, wanted: str) -> str:
    """Return the fewest letters by which a list finds an answer first."""
    choice = next(each for each in state.choices if each.name == wanted)
    ways = (choice.name, initials(choice.label))
    tried = sorted({way[:end] for way in ways for end in range(1, len(way) + 1)}, key=len)
    return next((text for text in tried if _found(state, text) == wanted), choice.name)


def _found(state: QuestionState, text: str) -> str:
    exact = [each.name for each in state.choices if text in (each.name, each.label)]
    return next(iter(exact or (each.name for each in state.choices if fits(text, each))), "")


def _as_typed(state: QuestionState, wanted: str) -> str:
    return wanted.replace("-", "") if state.kind == "date" else wanted


def content(state: QuestionState) -> str:
    """Return an answer as it stands on paper."""
    if state.choices:
        labels = {choice.name: choice.label for choice in state.choices}
        return "".join(labels.get(name, name) for name in state.value.split(" "))
    return state.value.replace("-", "") if state.kind == "date" else state.value


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = FilePath(name)
        workspace = laptop(folder)
        shown = desktop(workspace, folder)
        page = interview_page(shown, door=doors(workspace)[0].record_id)
        family = household_of(MEMBERS)
        typist = Typist(page)
        if page.sheets.shows_grid:
            typist.press(Qt.Key.Key_F2)
        page.open_section("")
        settle()
        typist.fill_section({**family.answers, "hh_size": str(MEMBERS)})
        for number, person in enumerate(family.persons, start=1):
            members = [section.path for section in page.papers.sections() if section.path]
            if number > len(members):
                typist.press(Qt.Key.Key_Insert)
            elif page.current_section != members[number - 1]:
                typist.press(Qt.Key.Key_PageDown, control=True)
            typist.fill_section(person.answers)
        assert page.interview is not None
        states = [
            state
            for state in page.interview.states()
            if state.relevant and state.value and not state.readonly and state.kind not in NOT_CONTENT
        ]
        all_of_it = sum(len(content(state)) for state in states)
        by_hand = sum(len(content(state)) for state in states if state.path in typist.typed)
        shown.window.close()
    keys = typist.keys
    show("keys for a household of four, per character on paper", str(keys), str(all_of_it), keys / all_of_it, "<= 1.3",
         keys <= 1.3 * all_of_it)  # fmt: skip
    show("the same, without what the form fills in by itself", str(keys), str(by_hand), keys / by_hand, "<= 1.3",
         keys <= 1.3 * by_hand)  # fmt: skip
    show_limit(f"minutes at {KEYS_A_SECOND} keys a second", keys / KEYS_A_SECOND / 60, 3, "min")
    print(f"answers typed: {len(typist.typed)}, answers on paper: {len(states)}")


if __name__ == "__main__":
    main()
