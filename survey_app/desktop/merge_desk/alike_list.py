"""Disagreements that one suggestion settles for the same reason, confirmed as a list; leaving it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.why_bar import WhyBar
from survey_app.open_conflicts import OpenConflict


class AlikeList(QWidget):
    confirmed = Signal(list, str)
    """The conflicts to settle as suggested, and why."""
    left = Signal()

    def __init__(self, reasons: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons = list(reasons)
        self.why = WhyBar(self)
        self._alike: Sequence[OpenConflict] = ()
        self._why = QLabel(self)
        self._why.setProperty("role", "title")
        self._why.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self._confirm = QPushButton(self)
        self._confirm.setProperty("kind", "primary")
        self._back = QPushButton(self.tr("One by one  Esc"), self)
        row = QHBoxLayout()
        row.addWidget(self._confirm)
        row.addWidget(self._back)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._why)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.why)
        layout.addLayout(row)
        self._confirm.clicked.connect(self._emit_confirmed)
        self._back.clicked.connect(self.left)
        self.why.said.connect(self._emit_said)
        self.why.left.connect(self.list.setFocus)

    def show_alike(self, why: str, alike: Sequence[OpenConflict]) -> None:
        """Show each with what would be kept; a tick that is taken away leaves that one open."""
        self._alike = alike
        self._why.setText(why)
        self.list.clear()
        for conflict in alike:
            kept = conflict.suggested
            others = "  |  ".join(each.shown or "–" for each in conflict.candidates if each is not kept)
            value = kept.shown or "–" if kept else ""
            item = QListWidgetItem(f"{conflict.title}   {conflict.label}:  {value}    ({others})")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self._confirm.setText(self.tr("Decide %n so  Enter", "", len(alike)))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._emit_confirmed()
        else:
            super().keyPressEvent(event)

    def step_back(self) -> bool:
        """Esc: the reasons are put away. True where they were shown."""
        was_asked = not self.why.isHidden()
        self.why.close_up()
        return was_asked

    def _chosen(self) -> list[OpenConflict]:
        rows = range(self.list.count())
        return [self._alike[row] for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked]

    def _emit_confirmed(self) -> None:
        """Enter: of many at once a reason is asked; what speaks for all of them is the first at hand."""
        if self._chosen():
            self.why.ask(self.tr("Why are all of them decided so?"), [self._why.text(), *self._reasons])

    def _emit_said(self, why: str) -> None:
        if chosen := self._chosen():
            self.confirmed.emit(chosen, why)
