"""Step 4: one disagreement at a time; a digit chooses, Enter decides, R sends it back, leaving decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from survey_app.around_conflict import Around
from survey_app.desktop.merge_desk.agreed_list import AgreedList
from survey_app.desktop.merge_desk.alike_list import AlikeList
from survey_app.desktop.merge_desk.one_line import OneLine
from survey_app.desktop.merge_desk.suggestion_card import SuggestionCard
from survey_app.desktop.why_bar import WhyBar
from survey_app.open_conflicts import OpenConflict

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CARD = 300


class ConflictView(QWidget):
    decided = Signal(list, str)
    """(conflict, field -> value), each; and why, "" where nobody said."""
    sent_back = Signal(object, str)
    """conflict; the sentence"""

    def __init__(
        self,
        place_name: Callable[[str], str],
        person_name: Callable[[str], str],
        assistant_of: Callable[[str], str],
        around: Callable[[OpenConflict], Around],
        reasons: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place_name, self._person_name, self._assistant_of = place_name, person_name, assistant_of
        self._around = around
        self._reasons = list(reasons)
        self._why = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._conflicts_open: Sequence[OpenConflict] = ()
        self._place = 0
        self._chosen = -1
        self._options: list[QPushButton] = []
        self._one = QWidget(self)
        self._counter = QLabel(self._one)
        self._counter.setProperty("role", "quiet")
        self._person = QLabel(self._one)
        self._person.setProperty("role", "title")
        self._person.setWordWrap(True)
        self._about = QLabel(self._one)
        self._about.setWordWrap(True)
        self._before = QLabel(self._one)
        self._before.setProperty("role", "quiet")
        self._before.setWordWrap(True)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self._other = OneLine(self._one)
        self._other.setPlaceholderText(self.tr("Something else"))
        self._decide = QPushButton(self.tr("Decide  Enter"), self._one)
        self._decide.setProperty("kind", "primary")
        self._empty = QLabel(self.tr("Nothing left to decide."), self._one)
        self._empty.setProperty("role", "quiet")
        self._rule = QFrame(self._one)
        self._rule.setProperty("role", "line")
        self._rule_below = QFrame(self._one)
        self._rule_below.setProperty("role", "line")
        self.agreed = AgreedList(self._one)
        self._card = SuggestionCard(self._one)
        self._alike = AlikeList(reasons, self)
        self._said = QLabel(self._one)
        self._said.setProperty("role", "hint")
        self._said.setWordWrap(True)
        self.why = WhyBar(self._one)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self._counter, self._person, self._about, self._rule, self._before):
            left.addWidget(part)
        left.addLayout(self._rows)
        left.addWidget(self._other)
        row = QHBoxLayout()
        row.addWidget(self._decide)
        row.addWidget(self._said, 1)
        left.addLayout(row)
        left.addWidget(self.why)
        left.addSpacing(8)
        left.addWidget(self._rule_below)
        # As high as its line while it is folded, all that is left once it is not.
        left.addWidget(self.agreed, 100)
        left.addWidget(self._empty)
        left.addStretch(1)
        whole = QHBoxLayout(self._one)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(24)
        whole.addLayout(left, 1)
        whole.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        self._sheets = QStackedLayout(self)
        self._sheets.addWidget(self._one)
        self._sheets.addWidget(self._alike)

    def _connect(self) -> None:
        self._decide.clicked.connect(self.decide)
        self._other.textEdited.connect(self._choose_other)
        self._other.returnPressed.connect(self._decide_other)
        self._card.taken.connect(self.take_suggestion)
        self._card.alike_asked.connect(self.show_alike)
        self._card.sent.connect(self._send_back)
        self._alike.confirmed.connect(self._decide_alike)
        self._alike.left.connect(self.step_back)
        self.why.said.connect(self._say)
        self.why.left.connect(self.setFocus)

    # ------------------------------------------------------------------ looking

    def show_conflicts_open(self, conflicts: Sequence[OpenConflict]) -> None:
        self._conflicts_open = conflicts
        self._place = min(self._place, max(0, len(conflicts) - 1))
        self._show()

    def stand_at(self, record: str) -> None:
        """Look at the disagreement over a record, if there is one."""
        places = [place for place, conflict in enumerate(self._conflicts_open) if conflict.record == record]
        if places:
            self._place = places[0]
            self._show()

    def walk(self, by: int) -> None:
        """Look at the next or previous one; nothing is decided by that."""
        if self._conflicts_open:
            self._place = (self._place + by) % len(self._conflicts_open)
            self._show()

    def step_back(self) -> bool:
        """Esc: from the list to the one, from the sentence to the choice. True where something was closed."""
        if self._sheets.currentWidget() is self._alike:
            if not self._alike.step_back():
                self._sheets.setCurrentWidget(self._one)
                self.setFocus()
            return True
        if not self.why.isHidden():
            self.why.close_up()
            return True
        closed = self._card.close_sentence()
        self.setFocus()
        return closed

    @property
    def has_alike(self) -> bool:
        return bool(self._like_this())

    @property
    def conflict(self) -> OpenConflict | None:
        return self._conflicts_open[self._place] if self._conflicts_open else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if self.conflict is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.walk(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif text.isdigit() and 1 <= int(text) <= len(self._options):
            self._choose(int(text) - 1)
        elif event.key() in ENTER:
            self.decide()
        elif text in ("r", "R"):
            self.ask_sentence()
        elif text in ("a", "A"):
            self.show_alike()
        elif text in ("w", "W"):
            self.ask_why()
        elif event.key() == Qt.Key.Key_F2:
            self.agreed.turn()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ deciding

    def decide(self) -> None:
        """Report what was chosen; without a choice, what is suggested; without either nothing happens."""
        conflict = self.conflict
        if conflict is None:
            return
        if self._chosen >= 0:
            self.decided.emit([(conflict, dict(conflict.candidates[self._chosen].values))], self._why)
        elif self._other.text().strip():
            self._decide_other()
        else:
            self.take_suggestion()

    def take_suggestion(self) -> None:
        conflict = self.conflict
        if conflict is not None and conflict.suggested is not None:
            self.decided.emit([(conflict, dict(conflict.suggested.values))], self._why)

    def ask_sentence(self) -> None:
        """R: the line in which to say what is to be looked at again."""
        if self.conflict is not None:
            self._card.ask_sentence()

    def show_alike(self) -> None:
        """A: the alike ones as a list, this one among them."""
        conflict, alike = self.conflict, self._like_this()
        if conflict is not None and alike:
            self._sheets.setCurrentWidget(self._alike)
            self._alike.show_alike(self._words(conflict, by_number=False), [conflict, *alike])

    def _decide_other(self) -> None:
        conflict, text = self.conflict, self._other.text().strip()
        if conflict is not None and text and len(conflict.fields) == 1:
            self.decided.emit([(conflict, {conflict.fields[0]: text})], self._why)

    def _decide_alike(self, chosen: list[OpenConflict], why: str) -> None:
        self._sheets.setCurrentWidget(self._one)
        self.decided.emit([(each, dict(each.suggested.values)) for each in chosen if each.suggested], why)

    def ask_why(self) -> None:
        """W: why it is decided so; nothing is decided by that."""
        if self.conflict is not None:
            self.why.ask(self.tr("Why so?"), self._reasons)

    def _say(self, why: str) -> None:
        self._why = why
        self._said.setText(self.tr("Reason: %1").replace("%1", why) if why else self.tr("W says why"))
        self.setFocus()

    def _send_back(self, sentence: str) -> None:
        if self.conflict is not None:
            self.sent_back.emit(self.conflict, sentence)

    def _like_this(self) -> list[OpenConflict]:
        conflict = self.conflict
        if conflict is None:
            return []
        return [
            each for each in self._conflicts_open if each is not conflict and not each.remark and conflict.is_like(each)
        ]

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        conflict = self.conflict
        always = (self._counter, self._person, self._about, self._rule, self._before, self._decide, self._card)
        for part in (*always, self._rule_below, self.agreed):
            part.setVisible(conflict is not None)
        self._empty.setVisible(conflict is None)
        self._clear()
        self._other.clear()
        self._chosen = -1
        self.why.hide()
        self._said.setVisible(conflict is not None)
        if conflict is None:
            self._other.hide()
            return
        self._say("")
        number = self.tr("%1 of %2").replace("%1", str(self._place + 1)).replace("%2", str(len(self._conflicts_open)))
        self._counter.setText(number)
        around = self._around(conflict)
        self._person.setText(conflict.title)
        self._about.setText("   ".join(part for part in (around.about, self._place_name(conflict.area)) if part))
        self._before.setText(self.tr("Before: %1").replace("%1", conflict.base or "–"))
        for place, candidate in enumerate(conflict.candidates):
            option = QPushButton(f"{place + 1}   {candidate.shown or '–'}", self._one)
            option.setProperty("kind", "choice")
            option.setCheckable(True)
            option.setProperty("place", place)
            option.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            option.clicked.connect(self._clicked)
            told = QLabel(f"{_moment(candidate.when)}  {self._person_name(candidate.who)}", self._one)
            told.setProperty("role", "hint")
            self._rows.addWidget(QLabel(conflict.label if place == 0 else ""), place, 0)
            self._rows.addWidget(option, place, 1)
            self._rows.addWidget(told, place, 2)
            self._options.append(option)
        self._other.setVisible(len(conflict.fields) == 1)
        self._card.show_suggestion(self._words(conflict), len(self._like_this()))
        self.agreed.show_agreed(around.agreed)
        self._card.show_way_back(self._assistant_of(conflict.area), conflict.remark)
        # In large type its buttons are longer.
        self._card.setFixedWidth(max(CARD, self._card.minimumSizeHint().width()))
        self.setFocus()

    def _words(self, conflict: OpenConflict, by_number: bool = True) -> str:
        found = conflict.suggestion
        if found is None:
            return ""
        who, when = self._person_name(found.facts.get("who", "")), _moment(found.facts.get("when", ""))
        return self._card.words(found.choice + 1 if by_number else 0, found.reason, who, when)

    def _clear(self) -> None:
        self._options.clear()
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _clicked(self) -> None:
        self._choose(int(self.sender().property("place")))
        self.setFocus()

    def _choose(self, place: int) -> None:
        self._chosen = place
        self._other.clear()
        for number, option in enumerate(self._options):
            option.setChecked(number == place)

    def _choose_other(self) -> None:
        self._chosen = -1
        for option in self._options:
            option.setChecked(False)


def _moment(wall: str) -> str:
    return wall[5:16].replace("T", " ")
