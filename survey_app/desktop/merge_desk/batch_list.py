"""What has been merged, batch by batch, each with its way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from survey_app.desktop.page import Key
from survey_app.desktop.why_bar import WhyBar
from sync.replica import Batch

BATCH = Qt.ItemDataRole.UserRole


class BatchList(QWidget):
    undo_asked = Signal(object)
    """The batch to take back, or to bring back if it was taken back: nothing is done yet."""
    print_wanted = Signal()
    save_wanted = Signal()
    undo_confirmed = Signal(object, str)
    """What depends on it has been shown, and it is to be done; why, "" where nobody said."""

    def __init__(self, reasons: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons = list(reasons)
        self.why = ""
        """The reason that is chosen for taking back the batch that is shown."""
        self._asked = QLabel(self)
        self._asked.setWordWrap(True)
        self._asked.setProperty("role", "hint")
        self._asked.hide()
        self.bar = WhyBar(self)
        self._title = QLabel(self.tr("Everything merged so far, the latest first"), self)
        self._title.setProperty("role", "heading")
        self._list = QListWidget(self)
        self._undo = QPushButton(self.tr("Take this batch back  U"), self)
        self._print = QPushButton(self.tr("Print the ledger …  Ctrl+P"), self)
        self._save = QPushButton(self.tr("Save the ledger …  Ctrl+S"), self)
        self._outlook = QLabel(self)
        self._outlook.setWordWrap(True)
        self._outlook.setTextFormat(Qt.TextFormat.PlainText)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._outlook)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.hide()
        self._shown = ""
        """The batch of which it is shown what depends on it."""
        self._empty = QLabel(self.tr("Nothing has been merged yet."), self)
        self._empty.setProperty("role", "quiet")
        self.setFocusProxy(self._list)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self._title)
        layout.addWidget(self._empty)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._asked)
        layout.addWidget(self.bar)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._undo)
        below.addStretch()
        below.addWidget(self._print)
        below.addWidget(self._save)
        layout.addLayout(below)

        self._undo.clicked.connect(self.ask)
        self._print.clicked.connect(self.print_wanted)
        self._save.clicked.connect(self.save_wanted)
        self._list.currentItemChanged.connect(self._show_act)
        self.bar.said.connect(self._say)
        self.bar.left.connect(self._list.setFocus)

    def show_batches(self, batches: Sequence[Batch], names: Mapping[str, str]) -> None:
        self._list.clear()
        for batch in reversed(batches):
            undone = "   " + self.tr("taken back %1").replace("%1", _when(batch.undone_at)) if batch.is_undone else ""
            parts = (_when(batch.at), names.get(batch.area, ""), batch.name or batch.staff, batch.file)
            item = QListWidgetItem("   ".join(part for part in parts if part) + undone)
            item.setData(BATCH, batch)
            self._list.addItem(item)
        self._empty.setVisible(not batches)
        self._list.setVisible(bool(batches))
        for button in (self._undo, self._print, self._save):
            button.setVisible(bool(batches))
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_U:
            self.ask()
        elif event.key() == Qt.Key.Key_W and self._shown:
            self.ask_why()
        else:
            super().keyPressEvent(event)

    @property
    def has_any(self) -> bool:
        return self._list.count() > 0

    def keys(self) -> list[Key]:
        if not self.has_any:
            return []
        return [
            Key("U", self.tr("take back, or bring back"), self.ask),
            *([Key("W", self.tr("why"), self.ask_why)] if self._shown else []),
            Key("Ctrl+P", self.tr("print the ledger"), self.print_wanted.emit),
            Key("Ctrl+S", self.tr("save the ledger"), self.save_wanted.emit),
        ]

    def ask(self) -> None:
        """U: show what taking the chosen batch back would do; a second U does it."""
        item = self._list.currentItem()
        if item is None:
            return
        batch: Batch = item.data(BATCH)
        confirmed = batch.is_undone or self._shown == batch.id
        if confirmed:
            self.undo_confirmed.emit(batch, self.why)
        else:
            self.undo_asked.emit(batch)

    def ask_why(self) -> None:
        """W: why the batch that is shown is to be taken back; it goes to the laptop with the undo."""
        if self._shown:
            self.bar.ask(self.tr("Why is it taken back?"), self._reasons)

    def show_outlook(self, batch: Batch, lines: Sequence[str]) -> None:
        """Say what depends on a batch, before it is taken back."""
        self._shown = batch.id
        self._outlook.setText("\n".join(lines))
        self._scroll.show()
        self._undo.setText(self.tr("Take it back all the same  U"))
        self._say("")

    def step_back(self) -> bool:
        """Esc: True when what was shown is put away; nothing is taken back."""
        if not self.bar.isHidden():
            self.bar.close_up()
            return True
        was_shown = bool(self._shown)
        self._show_act(self._list.currentItem())
        return was_shown

    def _show_act(self, item: QListWidgetItem | None) -> None:
        self._shown = self.why = ""
        self._scroll.hide()
        self._asked.hide()
        self.bar.hide()
        undone = item is not None and item.data(BATCH).is_undone
        self._undo.setText(self.tr("Bring this batch back  U") if undone else self.tr("Take this batch back  U"))

    def _say(self, why: str) -> None:
        self.why = why
        chosen = self.tr("Reason: %1").replace("%1", why) if why else self.tr("W says why; it goes to the laptop too.")
        self._asked.setText(chosen)
        self._asked.show()
        self._list.setFocus()


def _when(moment: str) -> str:
    return moment[5:16].replace("T", " ")
