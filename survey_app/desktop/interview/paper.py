"""The paper: the questions of one section in one column, the current one kept in sight.

A section may have a thousand questions. Only those in sight and a little around them are widgets; of the others the
paper knows how high they are, or guesses it until they come into sight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from forms.state import Path, QuestionState
from survey_app.desktop.interview.label_media import OPENED
from survey_app.desktop.interview.media import NO_MEDIA, Media
from survey_app.desktop.interview.question_row import QuestionRow
from survey_app.desktop.interview.repeat_lines import Heading, RepeatEnd
from survey_app.desktop.interview.sections import CONTAINERS, Addable, Section, is_question

INPUT_METHOD_WINDOW = 220
"""Pixels that stay free below the current question for the candidates of an input method."""
MARGIN = 8
BESIDE = 16
FIRST_GUESS = 48
"""Height of a line that nobody has seen yet, where no other of its kind has been seen either."""

Line = QuestionRow | Heading | RepeatEnd


@dataclass(eq=False, slots=True)
class _Entry:
    """One line of the paper, whether it is in sight or not."""

    path: Path
    state: QuestionState | None
    addable: Addable | None = None
    is_shown: bool = True
    top: int = 0
    height: int = 0
    """0 until it has been measured."""
    line: Line | None = None

    @property
    def looks_like(self) -> tuple[object, ...]:
        if self.state is None:
            return ("end",)
        return (self.state.kind, self.state.appearance, len(self.state.choices) // 4)

    @property
    def is_heading(self) -> bool:
        return self.state is not None and self.state.kind in CONTAINERS


class _Sheet(QWidget):
    """What is scrolled. Tab goes by the order of the questions, not by the order in which they came into sight."""

    tabbed = Signal(int)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.tabbed.emit(1 if forward else -1)
        return True


class Paper(QScrollArea):
    answered = Signal(str, object)
    finished = Signal(str)
    went_back = Signal()
    entered = Signal(str)
    add_asked = Signal(str)
    """path of a repeat"""
    remove_asked = Signal(str)
    move_asked = Signal(str, int)
    """path of an instance; by how many places"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width of everything.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.section = Section("", "", ())
        self.media: Media = NO_MEDIA
        self._entries: list[_Entry] = []
        self._at: dict[Path, _Entry] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        """Height of the line of each kind that was measured last."""
        self._live: set[_Entry] = set()
        self._current: _Entry | None = None
        self._is_placing = False
        self._tells_missing = False
        self._sheet = self._new_sheet()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    # ------------------------------------------------------------------ showing

    def show_section(self, section: Section, aside: Collection[str] = (), addables: Sequence[Addable] = ()) -> None:
        """Lay out a section anew, without the notes that stand aside."""
        self.section = section
        self._entries, self._live, self._current = [], set(), None
        ends: dict[Path, list[Addable]] = {}
        for each in addables:
            ends.setdefault(each.after, []).append(each)
        self._entries += [_Entry(each.path, None, each) for each in ends.get("", ())]
        for state in section.states:
            if state.kind not in ("calculate", "hidden") and not (state.kind == "note" and state.name in aside):
                self._entries.append(_Entry(state.path, state, is_shown=state.relevant))
            self._entries += [_Entry(each.path, None, each) for each in ends.get(state.path, ())]
        self._at = {entry.path: entry for entry in self._entries}
        self._hide_empty_headings()
        self._sheet = self._new_sheet()
        self._place()

    def show_states(self, states: Iterable[QuestionState]) -> None:
        """Show what changed."""
        changed = {state.path: state for state in states}
        if not changed:
            return
        self.section = Section(
            self.section.path, self.section.title, tuple(changed.get(s.path, s) for s in self.section.states)
        )
        comes_or_goes = False
        for path, state in changed.items():
            entry = self._at.get(path)
            if entry is None or entry.state is None:
                continue
            comes_or_goes |= entry.state.relevant != state.relevant or entry.is_heading
            entry.state = state
            if not entry.is_heading:
                entry.is_shown = state.relevant
            if isinstance(entry.line, QuestionRow | Heading):
                entry.line.show_state(state)
                self._measure(entry)
        if comes_or_goes:
            self._hide_empty_headings()
        self._place()

    def tell_missing(self, told: bool) -> None:
        """Say from now on, at each question, what the form says where an answer is missing, or no longer."""
        self._tells_missing = told
        for entry in self._live:
            if isinstance(entry.line, QuestionRow):
                entry.line.tell_missing(told)
                self._measure(entry)
        self._place()

    def _hide_empty_headings(self) -> None:
        """A group with nothing to ask now has no heading either."""
        above: list[_Entry] = []
        for entry in self._entries:
            while above and not entry.path.startswith(above[-1].path + "/"):
                above.pop()
            if entry.is_heading:
                entry.is_shown = False
                above.append(entry)
            elif entry.is_shown:
                for heading in above:
                    heading.is_shown = bool(heading.state and (heading.state.label or heading.state.kind == "repeat"))

    # ------------------------------------------------------------------ walking

    def row(self, path: Path) -> QuestionRow | None:
        """Return the row of a question, made if it was out of sight; None where it does not stand here."""
        entry = self._at.get(path)
        if entry is None or not entry.is_shown:
            return None
        self._build(entry)
        return entry.line if isinstance(entry.line, QuestionRow) else None

    def with_media(self, path: Path) -> Path:
        """Return the question itself if it plays something, else a note right above it that does, else ""."""
        entries = [entry for entry in self._entries if entry.is_shown and entry.state is not None]
        place = next((place for place, entry in enumerate(entries) if entry.path == path), -1)
        for entry in reversed(entries[: place + 1]):
            assert entry.state is not None
            if any(form in entry.state.media for form in OPENED):
                return entry.path
            if entry.path != path and entry.state.kind != "note":
                break
        return ""

    def go_to(self, path: Path) -> bool:
        """Put the cursor on a question and bring it into the upper third."""
        entry = self._at.get(path)
        if entry is None or not entry.is_shown or entry.is_heading:
            return False
        self._build(entry)
        self._place(entry)
        assert not isinstance(entry.line, Heading) and entry.line is not None
        entry.line.take_focus()
        self._bring_up(entry)
        return True

    def go_on(self, path: Path, by: int) -> bool:
        """Go to the next (+1) or previous (-1) line where something can be done; False at the end of the paper."""
        places = [entry.path for entry in self._entries if entry.is_shown and _can_be_stood_on(entry)]
        if path not in places:
            return bool(places) and self.go_to(places[0])
        place = places.index(path) + by
        return 0 <= place < len(places) and self.go_to(places[place])

    def current(self) -> Path:
        """The question that the cursor is on, or ""."""
        entry = self._with_cursor()
        return entry.path if entry and entry.state is not None else ""

    def place(self) -> Path:
        """The line that the cursor is on, be it a question or the end of a list; else ""."""
        entry = self._with_cursor()
        return entry.path if entry else ""

    def keep(self) -> None:
        """Report what is typed but not reported yet."""
        entry = self._with_cursor()
        if entry and isinstance(entry.line, QuestionRow):
            entry.line.widget.keep()

    def _with_cursor(self) -> _Entry | None:
        # The window's own focus: it stays where it is while another program is in front.
        widget = self.window().focusWidget()
        while widget is not None and widget.parentWidget() is not self._sheet:
            widget = widget.parentWidget()
        return next((entry for entry in self._live if entry.line is widget), None) if widget else None

    def _follow_focus(self, _old: QObject | None, _new: QObject | None) -> None:
        entry = self._with_cursor()
        if entry is self._current:
            return
        if self._current and isinstance(self._current.line, QuestionRow):
            self._current.line.mark_current(False)
        self._current = entry
        if entry and isinstance(entry.line, QuestionRow):
            entry.line.mark_current(True)
            self._bring_up(entry)
            self.entered.emit(entry.path)

    def _tabbed(self, by: int) -> None:
        if by < 0:
            self.went_back.emit()
        elif entry := self._with_cursor():
            self.finished.emit(entry.path)

    def _bring_up(self, entry: _Entry) -> None:
        view, bar = self.viewport().height(), self.verticalScrollBar()
        low = bar.value() + max(entry.height, view - max(INPUT_METHOD_WINDOW, view * 2 // 3))
        if entry.top < bar.value() or entry.top + entry.height > low:
            bar.setValue(max(0, entry.top - view // 3))

    # ------------------------------------------------------------------ placing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._seen.clear()
        for entry in self._entries:
            entry.height = 0
        for entry in self._live:
            self._measure(entry)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._seen.clear()

    def _new_sheet(self) -> _Sheet:
        sheet = _Sheet(self)
        sheet.setProperty("role", "page")
        sheet.tabbed.connect(self._tabbed)
        # Changing the widget scrolls to its top; nothing is to be placed on a sheet that is going.
        self._is_placing = True
        if before := self.takeWidget():
            # The control whose answer laid the paper out anew still has to say that it is finished.
            before.hide()
            before.deleteLater()
        self.setWidget(sheet)
        self._is_placing = False
        return sheet

    def _width(self) -> int:
        return max(120, self.viewport().width() - 2 * BESIDE)

    def _place(self, anchor: _Entry | None = None) -> None:
        """Put every line where it belongs. The current question keeps its place on the screen."""
        if self._is_placing:
            return
        self._is_placing = True
        try:
            anchor = anchor or self._with_cursor() or self._first_in_sight()
            self._stack(anchor)
            while self._build_in_sight():
                self._stack(anchor)
            self._drop_far(anchor)
            self._move_lines()
        finally:
            self._is_placing = False

    def _stack(self, anchor: _Entry | None) -> None:
        """Reckon the top of every line; scroll so that the anchor stays where it is seen."""
        bar = self.verticalScrollBar()
        offset = anchor.top - bar.value() if anchor else 0
        top = MARGIN
        for entry in self._entries:
            if entry.is_shown:
                entry.top = top
                top += entry.height or self._seen.get(entry.looks_like, FIRST_GUESS)
        size = QSize(self.viewport().width(), max(top + INPUT_METHOD_WINDOW, self.viewport().height()))
        if self._sheet.size() != size:
            self._sheet.resize(size)
        if anchor and anchor.top - bar.value() != offset:
            bar.setValue(anchor.top - offset)

    def _first_in_sight(self) -> _Entry | None:
        top = self.verticalScrollBar().value()
        if top <= MARGIN:
            return None
        return next((entry for entry in self._entries if entry.is_shown and entry.top >= top), None)

    def _build_in_sight(self) -> bool:
        """Make the lines that are in sight; say whether any was made."""
        start, view = self.verticalScrollBar().value(), self.viewport().height()
        missing = [
            entry
            for entry in self._entries
            if entry.line is None and entry.is_shown and start - view // 2 < entry.top < start + view + view // 2
        ]
        for entry in missing:
            self._build(entry)
        return bool(missing)

    def _build(self, entry: _Entry) -> None:
        if entry.line is not None:
            return
        if entry.state is None:
            assert entry.addable is not None
            line = RepeatEnd(entry.addable.path, entry.addable.label, self._sheet)
            line.add_asked.connect(self.add_asked)
            line.finished.connect(self.finished)
        elif entry.is_heading:
            line = Heading(entry.state, self._sheet)
            line.remove_asked.connect(self.remove_asked)
            line.move_asked.connect(self.move_asked)
        else:
            line = QuestionRow(entry.state, self.media, self._sheet, self._tells_missing)
            line.answered.connect(self.answered)
            line.finished.connect(self.finished)
        line.grew.connect(self._line_grew)
        entry.line = line
        self._live.add(entry)
        self._measure(entry)

    def _measure(self, entry: _Entry) -> None:
        if entry.line is not None:
            width = self._width()
            high = entry.line.heightForWidth(width)
            entry.height = high if high > 0 else entry.line.sizeHint().height()
            self._seen[entry.looks_like] = entry.height

    def _drop_far(self, anchor: _Entry | None) -> None:
        """Let go of lines that are far from what is in sight, never of the one with the cursor."""
        start, view = self.verticalScrollBar().value(), self.viewport().height()
        kept = (anchor, self._current, self._with_cursor())
        for entry in list(self._live):
            far = entry.top < start - 2 * view or entry.top > start + 3 * view
            if entry.line is not None and far and entry not in kept:
                entry.line.hide()
                entry.line.deleteLater()
                entry.line = None
                self._live.discard(entry)

    def _move_lines(self) -> None:
        width = self._width()
        for entry in self._live:
            line = entry.line
            if line is None:
                continue
            if not entry.is_shown:
                line.hide()
                continue
            if line.pos() != QPoint(BESIDE, entry.top) or line.size() != QSize(width, entry.height):
                line.setGeometry(BESIDE, entry.top, width, entry.height)
            if line.isHidden():
                line.show()

    def _line_grew(self) -> None:
        """A line says that its inside has another size than before."""
        line = self.sender()
        entry = next((entry for entry in self._live if entry.line is line), None)
        if entry is None:
            return
        before = entry.height
        self._measure(entry)
        if entry.height != before:
            self._place()

    def _scrolled(self) -> None:
        self._place()


def _can_be_stood_on(entry: _Entry) -> bool:
    return entry.state is None or is_question(entry.state)
