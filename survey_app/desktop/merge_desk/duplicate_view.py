"""Step 4: two listings side by side that may be one person, and why; 1 2 3 decide, leaving decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from survey_app.desktop.merge_desk.one_line import OneLine
from survey_app.duplicates import Duplicate, Row, Side
from sync.marks import ANOTHER, TOLD


class DuplicateView(QWidget):
    joined = Signal(object, list)
    """pair; the fields of the second that the first takes over"""
    set_apart = Signal(object)
    sent_back = Signal(object, str)

    def __init__(self, place_name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place_name = place_name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pairs: Sequence[Duplicate] = ()
        self._count = 0
        self._place = 0
        self._wanted = ""
        self._is_turned = False
        self._taken: set[str] = set()
        self._counter = _label(self, "quiet")
        self._words = _label(self, "title")
        self._said = _label(self, "hint")
        self._empty = _label(self, "quiet")
        self._effect = _label(self, "hint")
        self._sheet = QWidget(self)
        self._rows = QGridLayout(self._sheet)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(24)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1, 1)
        self._rows.setColumnStretch(2, 1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._sheet)
        self.one = self._button(self.tr("1   One person"), "primary")
        self.two = self._button(self.tr("2   Two persons"))
        self.back = self._button(self.tr("3   Send back …"))
        self.turn = self._button(self.tr("Change sides  X"), "quiet")
        self.sentence = OneLine(self)
        self.sentence.setPlaceholderText(self.tr("What is to be looked at again?"))
        self.sentence.setMaxLength(200)
        self._send = self._button(self.tr("Send back  Enter"))
        self._lay_out()
        self._connect()
        self.show_pairs((), 0, is_looking=True)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        for part in (self._counter, self._words, self._said, self._empty):
            layout.addWidget(part)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._effect)
        decisions = QHBoxLayout()
        for button in (self.one, self.two, self.back):
            decisions.addWidget(button)
        decisions.addStretch()
        decisions.addWidget(self.turn)
        layout.addLayout(decisions)
        asking = QHBoxLayout()
        asking.addWidget(self.sentence, 1)
        asking.addWidget(self._send)
        layout.addLayout(asking)
        layout.addStretch()

    def _connect(self) -> None:
        self.one.clicked.connect(self.decide_one)
        self.two.clicked.connect(self.decide_two)
        self.back.clicked.connect(self.ask_sentence)
        self.turn.clicked.connect(self.change_sides)
        self._send.clicked.connect(self._send_back)
        self.sentence.returnPressed.connect(self._send_back)

    # ------------------------------------------------------------------ looking

    def show_pairs(self, pairs: Sequence[Duplicate], count: int, is_looking: bool = False) -> None:
        """Show what waits, `count` of them in all; whoever looks at one of them goes on looking at it."""
        before = self.pair
        places = [place for place, pair in enumerate(pairs) if before is not None and pair.key == before.key]
        self._pairs, self._count = pairs, count
        self._empty.setText(self.tr("Looking for who is listed twice …") if is_looking else self.tr("Nobody waits."))
        if places and pairs[places[0]] == before:
            self._place = places[0]
            self._show_counter()
        else:
            self._stand_at(places[0] if places else min(self._place, max(0, len(pairs) - 1)))
        if self._wanted:
            self.stand_at(self._wanted)

    def stand_at(self, record: str) -> None:
        """Look at a pair with that record, if there is one."""
        places = [place for place, pair in enumerate(self._pairs) if record in pair.key]
        # Who has not been found yet may be found a moment later.
        self._wanted = "" if places else record
        if places:
            self._stand_at(places[0])

    def walk(self, by: int) -> None:
        """Look at the next or previous one; nothing is decided by that."""
        if self._pairs:
            self._stand_at((self._place + by) % len(self._pairs))

    @property
    def pair(self) -> Duplicate | None:
        """The pair as it was found, whichever side stands at the left."""
        return self._pairs[self._place] if self._place < len(self._pairs) else None

    @property
    def shown(self) -> Duplicate | None:
        """The pair as it stands here: the left one is the one that stays."""
        pair = self.pair
        return pair.turned() if pair is not None and self._is_turned else pair

    def step_back(self) -> bool:
        """Esc: the sentence is not sent. True where its line was open."""
        was_open = not self.sentence.isHidden()
        self._open_sentence(False)
        return was_open

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            "1": self.decide_one,
            "2": self.decide_two,
            "3": self.ask_sentence,
            "x": self.change_sides,
            "r": self.ask_sentence,
        }
        act = acts.get(event.text().lower())
        if self.pair is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif act is not None:
            act()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.walk(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ deciding

    def decide_one(self) -> None:
        if self.shown is not None:
            self.joined.emit(self.shown, sorted(self._taken))

    def decide_two(self) -> None:
        if self.shown is not None:
            self.set_apart.emit(self.shown)

    def ask_sentence(self) -> None:
        """3: the line in which to say what is to be looked at again."""
        if self.pair is not None:
            self._open_sentence(True)

    def change_sides(self) -> None:
        """X: the other one stays."""
        if self.pair is not None:
            self._is_turned, self._taken = not self._is_turned, set()
            self._show()

    def _send_back(self) -> None:
        text = self.sentence.text().strip()
        if self.shown is not None and text:
            self.sent_back.emit(self.shown, text)

    # ------------------------------------------------------------------ showing

    def _stand_at(self, place: int) -> None:
        self._place, self._taken = place, set()
        pair = self.pair
        # Where they say that they live stands at the left: there they are counted.
        self._is_turned = pair is not None and not pair.same_door and pair.resident is pair.other
        self._show()

    def _show(self) -> None:
        pair = self.shown
        for part in (self._counter, self._words, self._said, self._scroll, self._effect, self.one, self.two, self.back):
            part.setVisible(pair is not None)
        self.turn.setVisible(pair is not None)
        self._empty.setVisible(pair is None)
        self._clear()
        self._open_sentence(False)
        if pair is None:
            return
        self._show_counter()
        self._words.setText(pair.words)
        self._said.setText(self._what_was_said(pair))
        self._said.setVisible(bool(self._said.text()))
        self._rows.addWidget(self._head(pair.one), 0, 1)
        self._rows.addWidget(self._head(pair.other), 0, 2)
        for line, row in enumerate(pair.rows, start=1):
            self._show_row(line, row, pair.same_door)
        self._rows.setRowStretch(len(pair.rows) + 1, 1)
        self._show_effect()

    def _show_counter(self) -> None:
        words = self.tr("%1 of %2").replace("%1", str(self._place + 1)).replace("%2", str(self._count))
        self._counter.setText(words)

    def _head(self, side: Side) -> QWidget:
        """Say who that is, where, and who has recorded it when."""
        head = QWidget(self._sheet)
        lines = QVBoxLayout(head)
        lines.setContentsMargins(0, 0, 0, 8)
        lines.setSpacing(2)
        when = side.when[5:16].replace("T", " ")
        told = ("heading", side.name), ("", side.plate), ("hint", f"{self._place_name(side.area)}   {when}  {side.who}")
        for role, text in told:
            line = _label(head, role)
            line.setText(text)
            line.setVisible(bool(text))
            lines.addWidget(line)
        lines.addStretch()
        return head

    def _show_row(self, line: int, row: Row, same_door: bool) -> None:
        name = _label(self._sheet, "quiet")
        name.setText(row.label)
        self._rows.addWidget(name, line, 0)
        for side in (0, 1):
            text = row.shown[side] or "–"
            can_choose = same_door and row.differs and row.values[1] is not None
            if not can_choose:
                shown = _label(self._sheet, "number" if row.differs else "")
                shown.setText(text)
                self._rows.addWidget(shown, line, 1 + side)
                continue
            option = QPushButton(text, self._sheet)
            option.setProperty("kind", "choice")
            option.setProperty("field", row.field)
            option.setProperty("side", side)
            option.setCheckable(True)
            option.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            option.setChecked((row.field in self._taken or row.values[0] is None) == bool(side))
            option.clicked.connect(self._choose)
            self._rows.addWidget(option, line, 1 + side)

    def _choose(self) -> None:
        field, side = self.sender().property("field"), self.sender().property("side")
        self._taken = self._taken | {field} if side else self._taken - {field}
        for option in self._sheet.findChildren(QPushButton):
            if option.property("field") == field:
                option.setChecked(option.property("side") == side)
        self.setFocus()

    def _what_was_said(self, pair: Duplicate) -> str:
        said = {
            TOLD: self.tr("The assistant has told: it may be the same person."),
            ANOTHER: self.tr("The assistant says: another person."),
        }.get(pair.said, "")
        back = self.tr("Sent back: %1").replace("%1", pair.remark) if pair.remark else ""
        return "   ".join(part for part in (said, back) if part)

    def _show_effect(self) -> None:
        pair = self.shown
        if pair is None:
            return
        if pair.same_door:
            told = self.tr(
                "One door. If it is one person, the right one goes into the left one; choose which answers stay."
            )
        else:
            told = self.tr("Two doors. If it is one person, both stay listed, and the left one is counted.")
        self._effect.setText(told)

    def _open_sentence(self, is_open: bool) -> None:
        if not is_open:
            self.sentence.clear()
        self.sentence.setVisible(is_open)
        self._send.setVisible(is_open)
        (self.sentence if is_open else self).setFocus()

    def _clear(self) -> None:
        for line in range(self._rows.rowCount()):
            self._rows.setRowStretch(line, 0)
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _button(self, text: str, kind: str = "") -> QPushButton:
        button = QPushButton(text, self)
        if kind:
            button.setProperty("kind", kind)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


def _label(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
