"""A person at one of our windows: keys, an input method for Chinese, and eyes on what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from survey_app.app import Surroundings
from survey_app.desktop.interview.interview_page import InterviewPage
from survey_app.desktop.launch import Desktop
from survey_app.desktop.merge_desk.merge_page import MergePage

PATIENCE = 60_000
"""Milliseconds that somebody waits for a window before saying that it hangs."""


@dataclass(frozen=True)
class Family:
    """What a household says at the door, by question name; members with the head first."""

    household: Mapping[str, str]
    members: Sequence[Mapping[str, str]]


class AtTheKeyboard:
    """One computer with its window; only keys are pressed, only what is shown is looked at."""

    def __init__(self, home: Path, now: Callable[[], datetime], language: str = "zh") -> None:
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self.desktop = Desktop(application, Surroundings(language, home, home / "settings", now))
        self.window = self.desktop.window
        self._application = application
        self._dialogs = (QFileDialog.getOpenFileName, QFileDialog.getExistingDirectory)

    # Looking and waiting

    def wait(self, until: Callable[[], object]) -> None:
        for _ in range(PATIENCE // 20):
            if until():
                return
            QTest.qWait(20)
        raise AssertionError("the window hangs")

    def stands_at(self, place: str) -> bool:
        return self.window.workspace is not None and self.window.place == place

    def leave(self) -> None:
        """Close the window as one does in the evening."""
        self.desktop.close()
        self.window.close()
        self.desktop.shell.jobs.finish(PATIENCE)
        QFileDialog.getOpenFileName, QFileDialog.getExistingDirectory = self._dialogs
        self.window.deleteLater()
        self.desktop.deleteLater()

    # Keys

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifier)
        # No person is faster than the window.
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type a text; what is not on the keyboard arrives as an input method commits it."""
        for character in text:
            if character.isascii():
                QTest.keyClick(self._focus(), character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(self._focus(), event)

    def _focus(self) -> QWidget:
        return self.window.focusWidget() or self.window

    # Beginning

    def begin_with(self, start_file: Path, code: str, password: str) -> None:
        """First start: the office's file, the code on the slip, a password of one's own."""
        self.desktop.start()
        self._pick(start_file)
        self.write("1")
        for text in (code, password, password):
            self.write(text)
            self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.stands_at("doors"))

    def log_in(self, folder: Path, password: str | None) -> None:
        self.desktop.start(folder)
        if password:
            self.write(password)
            self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.window.workspace is not None and self.window.place)

    def _pick(self, file: Path) -> None:
        """Answer the next dialog of the system, which is not ours."""
        QFileDialog.getOpenFileName = staticmethod(lambda *_, **__: (str(file), ""))

    # At the doors

    def go_in(self, door: str) -> None:
        """Find a door by its number, and press Enter on it."""
        page = self.window.page
        self.write("/")
        self.write(door)
        self.key(Qt.Key.Key_Return)
        assert page is not None and page.current is not None and page.current.door == door
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.stands_at("interview"))

    # At the interview

    @property
    def interview(self) -> InterviewPage:
        page = self.window.page
        assert isinstance(page, InterviewPage)
        return page

    @property
    def question(self) -> str:
        """The question that the cursor is on, "" in the table of names."""
        return self.interview.paper.current()

    def name_everyone(self, names: Sequence[str], after: Callable[[str], None]) -> None:
        """One name after the other, in the table that a new household begins with."""
        for name in names:
            self.write(name)
            self.key(Qt.Key.Key_Return)
            after(name)
        self.key(Qt.Key.Key_Return)

    def answer_from_here(self, family: Family, after: Callable[[str], None], until: str = "") -> None:
        """Go from question to question and answer what the family can tell, to the end or `until` a question."""
        while self.question != until and self.interview._panels.currentWidget() is not self.interview.finishing.panel:
            path = self.question
            known = answers_for(path, family)
            value = known.get(path.rpartition("/")[2], "")
            shown = self.interview.papers.state(path)
            assert shown is not None
            if "/more/" in path and not any(name in known for name in self._left_on_paper(path)):
                self.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
            elif value and value != shown.value:
                self._answer(value)
                after(path)
            else:
                self.key(Qt.Key.Key_Return)

    def _left_on_paper(self, path: str) -> list[str]:
        states = [state for state in self.interview.paper.section.states if state.relevant]
        places = [state.path for state in states]
        return [state.name for state in states[places.index(path) :] if not state.value]

    def _answer(self, value: str) -> None:
        chips = getattr(self._focus(), "_names", None)
        if chips is not None:
            self.write(self._focus()._keys[chips.index(value)])  # pyright: ignore[reportAttributeAccessIssue]
            return
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.write(value)
        self.key(Qt.Key.Key_Return)

    def finish(self) -> None:
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.stands_at("doors"))

    def record_family(self, door: str, family: Family) -> None:
        self.go_in(door)
        self.name_everyone([each["full_name"] for each in family.members], _say_nothing)
        self.answer_from_here(family, _say_nothing)
        self.finish()

    def correct_phone(self, door: str, name: str, phone: str) -> None:
        """Open a household that is known, go to a person's telephone, and write another number."""
        self.go_in(door)
        page = self.interview
        path = next(section.path for section in page.papers.sections() if section.title == name)
        page.go_to(f"{path}/core/mobile")
        self._answer(phone)
        self.key(Qt.Key.Key_Escape)
        self.wait(lambda: self.stands_at("doors"))

    # On the way to the street

    def hand_over_to(self, folder: Path) -> Path:
        """Write the file, wait until it is read back; return it."""
        self.window.go("hand_over")
        page = self.window.page
        QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: str(folder))
        self.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        self.key(Qt.Key.Key_F9)
        self.wait(lambda: page is not None and page.done.isVisible())
        return next(folder.glob("*.bundle"))

    # At the merge desk

    @property
    def desk(self) -> MergePage:
        page = self.window.page
        assert isinstance(page, MergePage)
        return page

    def merge_files(self, files: Sequence[Path]) -> None:
        """Choose files, look at what they would do, and merge."""
        self.desk.receive(list(files))
        self.wait(lambda: self.desk.desk is not None and self.desk.desk.mergeable == len(files))
        self.key(Qt.Key.Key_F9)
        self.wait(lambda: self.desk.desk is not None and self.desk.desk.mergeable == 0)
        self.wait(lambda: self.desk.workspace.master.exists())
        self.desktop.shell.jobs.finish(PATIENCE)

    def settle_with(self, value: str) -> None:
        """Press the digit of the candidate with that value, then Enter."""
        self.key(Qt.Key.Key_F6)
        view = self.desk.conflicts.view
        place = next(number for number, option in enumerate(view._options, start=1) if value in option.text())
        QTest.keyClick(view, str(place))
        QTest.keyClick(view, Qt.Key.Key_Return)

    def master_workbook(self) -> Path:
        """Wait until the desk says that the master is up to date."""
        self.desktop.shell.jobs.finish(PATIENCE)
        told, master = self.desk.totals.master, self.desk.master
        told.clear()
        master.refresh()
        self.wait(lambda: told.text() == master.tr("The master workbook is up to date."))
        return self.desk.workspace.master


def _say_nothing(_: str) -> None:
    pass


def answers_for(path: str, family: Family) -> Mapping[str, str]:
    """Return what the family can tell on the paper that a question stands on."""
    if "[" not in path:
        return family.household
    return family.members[int(path.partition("[")[2].partition("]")[0]) - 1]
