"""A start bundle for a new laptop: which community, whose, where to; then the code for the slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from forms.pinyin import matches
from survey_app.desktop.side_form import SideForm
from survey_app.enrolment import Enrolled

CODE = Qt.ItemDataRole.UserRole
MOST = 6


@dataclass(frozen=True, slots=True)
class Community:
    """One area that a laptop can hold."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    """In every language, to be found by."""


class EnrolPanel(SideForm):
    folder_wanted = Signal()
    print_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, communities: Sequence[Community], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._communities = communities
        self.folder = Path()
        self.made: Enrolled | None = None
        self.area = self.text_field()
        self.matches = QListWidget(self)
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.number = self.text_field()
        self.name = self.text_field()
        self.phone = self.text_field(digits_only=True)
        self.folder_button = QPushButton(self)
        self.code = QLabel(self)
        self.code.setProperty("role", "code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.print_button = QPushButton(self.tr("Print the slip   Ctrl+P"), self)
        self.sheet_button = QPushButton(self.tr("Print the office's recovery sheet"), self)
        self.sheet_button.setProperty("kind", "link")
        self._arrange()
        self.area.installEventFilter(self)
        self.area.textEdited.connect(self._find)
        self.matches.itemClicked.connect(self._take)
        self.changed.connect(self._judge)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        self.sheet_button.clicked.connect(self.sheet_wanted)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Empty the fields for another laptop."""
        self.made = None
        for field in (self.area, self.number, self.name, self.phone):
            field.clear()
        self.matches.hide()
        self.explanation.show()
        self.code.hide()
        self.print_button.hide()
        self.result.clear()
        self._judge()

    def stand_with(self, folder: Path) -> None:
        """Say where the file will be written."""
        self.folder = folder
        self.folder_button.setText(folder.name or str(folder))
        self.folder_button.setToolTip(str(folder))

    @property
    def area_code(self) -> str:
        """The community typed, by its whole name or its code; "" while it is none or could be several."""
        text = self.area.text().strip()
        found = [each.code for each in self._communities if text and text in (each.code, each.name, *each.names)]
        return found[0] if len(found) == 1 else ""

    def show_made(self, made: Enrolled, file: str) -> None:
        """The file is written: show the code for the slip, and be ready for the next laptop."""
        self.made = made
        self.code.setText(made.code)
        self.explanation.hide()
        self.code.show()
        self.print_button.show()
        told = self.tr("%1 is written and read back. It opens with this code only; it is not kept here.")
        self.result.setText(told.replace("%1", file))
        self.print_button.setFocus()
        self.accept_button.setEnabled(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The arrows walk through what has been found while the cursor stays in the field.
        if watched is self.area and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.matches.isVisible():
                self.matches.setCurrentRow(max(0, min(self.matches.count() - 1, self.matches.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self.matches.isVisible():
                self._take(self.matches.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        text = text.strip()
        found = [each for each in self._communities if text and self._fits(text, each)][:MOST]
        self.matches.clear()
        for each in found:
            item = QListWidgetItem(each.name, self.matches)
            item.setData(CODE, each.code)
        self.matches.setCurrentRow(0)
        self.matches.setVisible(bool(found))
        if found:
            self.matches.setFixedHeight(self.matches.sizeHintForRow(0) * len(found) + 4)

    def _fits(self, text: str, community: Community) -> bool:
        names = (community.name, *community.names)
        return community.code.startswith(text) or any(matches(text, name) for name in names)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.area.setText(item.text())
            self.matches.hide()
            self._judge()
            self.number.setFocus()

    def _judge(self) -> None:
        if self.made is not None and self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(bool(self.area_code and self.number.text().strip() and self.name.text().strip()))

    def _arrange(self) -> None:
        self.title.setText(self.tr("A start bundle for a laptop"))
        self.explanation.setText(
            self.tr("Doors, records and the pack of one community in one file. Its owner opens it and sets a password.")
        )
        self.add_row(self.tr("Community"), self.area)
        self.grid.addWidget(self.matches, self.grid.rowCount(), 1)
        self.add_row(self.tr("Staff number"), self.number)
        self.add_row(self.tr("Name"), self.name)
        self.add_row(self.tr("Phone"), self.phone)
        self.add_row(self.tr("Where to"), self.folder_button)
        place = self.column.indexOf(self.result)
        self.column.insertWidget(place + 1, self.code)
        self.column.insertWidget(place + 2, self.print_button)
        self.column.addWidget(self.sheet_button)
        self.accept_button.setText(self.tr("Make it"))
        self.leave_button.setText(self.tr("Esc  Leave"))
