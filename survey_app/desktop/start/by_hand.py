"""Set up without a start file: who you are, which community, which questionnaires, a password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from forms.pinyin import matches
from survey_app.desktop.chip import Chip
from survey_app.desktop.start.centred import Centred
from survey_app.desktop.theme import Theme

if TYPE_CHECKING:
    from forms.pack import Pack

SHOWN = 8


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was chosen."""

    pack: Path
    area: str
    number: str
    name: str
    role: str
    password: str


WIDTH = 680
"""Three roles stand side by side, also in English."""


class ByHandPage(Centred):
    """`load` reads a pack: it is called when the page opens and when another one is chosen."""

    accepted = Signal(object)
    pack_wanted = Signal()

    def __init__(
        self, theme: Theme, language: str, pack_path: Path, load: Callable[[Path], Pack], parent: QWidget | None = None
    ):
        super().__init__(theme, WIDTH, parent)
        self._language, self._load = language, load
        self._areas: list[tuple[str, str]] = []
        self._chinese: dict[str, str] = {}
        self.pack_path = pack_path
        self.staff_name = QLineEdit(self)
        self.number = QLineEdit(self)
        self.area = QLineEdit(self)
        self.found = QListWidget(self)
        self.password = QLineEdit(self)
        self.again = QLineEdit(self)
        self.pack_button = QPushButton(self)
        self.missing = QLabel(self)
        self.accept_button = QPushButton(self.tr("Begin"), self)
        self.leave_button = QPushButton(self.tr("Esc  Back"), self)
        self._roles = QButtonGroup(self)
        self._arrange()
        self._connect()
        self.choose_pack(pack_path)
        self.setFocusProxy(self.staff_name)

    def _arrange(self) -> None:
        self.name.setText(self.tr("Set up by hand"))
        self._row(self.tr("1  Who you are"), self.staff_name, self.number)
        self.staff_name.setPlaceholderText(self.tr("Name"))
        self.number.setPlaceholderText(self.tr("Staff number"))
        roles = QHBoxLayout()
        roles.setSpacing(8)
        for role, label in (
            ("assistant", self.tr("Assistant, at the doors")),
            ("street", self.tr("Clerk at the street office")),
            ("district", self.tr("District")),
        ):
            chip = Chip(label, self)
            chip.setProperty("value", role)
            chip.setChecked(role == "assistant")
            self._roles.addButton(chip)
            roles.addWidget(chip)
        roles.addStretch(1)
        self.column.addLayout(roles)
        self._row(self.tr("2  Questionnaires"), self.pack_button)
        self.pack_button.setProperty("kind", "choice")
        self._row(self.tr("3  Your community"), self.area)
        self.area.setPlaceholderText(self.tr("Name, pinyin or code"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.hide()
        self.column.addWidget(self.found)
        self._row(self.tr("4  A password"), self.password, self.again)
        for field, hint in ((self.password, self.tr("Password")), (self.again, self.tr("The same again"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(hint)
        self.missing.setProperty("role", "quiet")
        self.missing.setWordWrap(True)
        self.column.addWidget(self.missing)
        self.add_trouble()
        self.accept_button.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept_button, 2)
        buttons.addWidget(self.leave_button, 1)
        self.column.addLayout(buttons)

    def _row(self, label: str, *fields: QWidget) -> None:
        words = QLabel(label, self)
        words.setProperty("role", "heading")
        self.column.addWidget(words)
        line = QHBoxLayout()
        line.setSpacing(8)
        for field in fields:
            field.setAccessibleName(label)
            line.addWidget(field, 1)
        self.column.addLayout(line)

    def _connect(self) -> None:
        fields = (self.staff_name, self.number, self.area, self.password, self.again)
        for field, following in zip(fields, [*fields[1:], self.accept_button], strict=True):
            field.textEdited.connect(self._judge)
            field.returnPressed.connect(following.setFocus)
        self.again.returnPressed.connect(self._accept)
        self.area.textEdited.connect(self._find_areas)
        self.area.returnPressed.connect(self._take_area)
        self.area.installEventFilter(self)
        self.found.itemClicked.connect(self._take_area)
        self.accept_button.clicked.connect(self._accept)
        self.leave_button.clicked.connect(self.left)
        self.pack_button.clicked.connect(self.pack_wanted)

    def choose_pack(self, path: Path) -> None:
        """Raises what loading raises; the page stays as it was."""
        pack = self._load(path)
        self.pack_path = path
        self.pack_button.setText(f"{pack.title(self._language)}    {pack.version}")
        self._areas = [
            (pack.areas.full_name(pack.areas.path(area.code), self._language), area.code) for area in pack.areas
        ]
        self._chinese = {area.code: pack.areas.name(area.code, "zh") for area in pack.areas}
        self.area.setVisible(bool(self._areas))
        self._judge()

    @property
    def role(self) -> str:
        return self._roles.checkedButton().property("value")

    @property
    def area_code(self) -> str:
        """The code of the community typed; "" while it is none."""
        typed = self.area.text().strip()
        exact = [code for name, code in self._areas if typed in (name, code)]
        found = exact or [code for name, code in self._areas if name.endswith(typed)]
        return found[0] if typed and len(found) == 1 else ""

    def _find_areas(self, text: str) -> None:
        found = [name for name, code in self._areas if text and self._fits(text, name, code)]
        # A short name is what people mean by it: 湖滨 before everything that lies in 湖滨街道.
        self.found.clear()
        self.found.addItems(sorted(found, key=len)[:SHOWN])
        self.found.setVisible(bool(found) and not self.area_code)
        if found:
            self.found.setCurrentRow(0)
            self.found.setFixedHeight(self.found.sizeHintForRow(0) * min(len(found), 4) + 4)

    def _fits(self, text: str, name: str, code: str) -> bool:
        # Also by the Chinese name: people type the pinyin of their community whatever the screen speaks.
        return code.startswith(text) or matches(text, name) or matches(text, self._chinese.get(code, ""))

    def _take_area(self) -> None:
        """Enter, or a click in the list: the chosen community."""
        item = self.found.currentItem()
        if not self.found.isHidden() and item is not None:
            self.area.setText(item.text())
            self.found.hide()
            self._judge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk the list while the cursor stays in the field."""
        if watched is self.area and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps and not self.found.isHidden():
                row = self.found.currentRow() + steps[Qt.Key(event.key())]
                self.found.setCurrentRow(max(0, min(row, self.found.count() - 1)))
                return True
        return super().eventFilter(watched, event)

    def _missing(self) -> Sequence[str]:
        return [
            words
            for fits, words in (
                (self.staff_name.text().strip(), self.tr("your name")),
                (self.number.text().strip(), self.tr("your staff number")),
                (not self._areas or self.area_code, self.tr("your community")),
                (self.password.text(), self.tr("a password")),
                (self.password.text() == self.again.text(), self.tr("the same password twice")),
            )
            if not fits
        ]

    def _judge(self) -> None:
        missing = self._missing()
        self.accept_button.setEnabled(not missing)
        self.missing.setText(self.tr("Still missing: {what}").format(what=", ".join(missing)) if missing else "")

    def _accept(self) -> None:
        self._judge()
        if self.accept_button.isEnabled():
            name, number = self.staff_name.text().strip(), self.number.text().strip()
            self.accepted.emit(SetUp(self.pack_path, self.area_code, number, name, self.role, self.password.text()))
