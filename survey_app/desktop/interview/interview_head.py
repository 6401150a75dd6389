"""The top bar over an interview: which door, which of its households, which language of the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QWidget

from survey_app.desktop.interview.at_the_door import Household


class InterviewHead(QWidget):
    place_chosen = Signal()
    household_chosen = Signal(str)
    """its record"""
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QPushButton(self)
        self._place.setProperty("kind", "link")
        self._households = QTabBar(self)
        self._households.setExpanding(False)
        self._language = QPushButton(self)
        self._language.setProperty("kind", "quiet")
        self._next_language = ""
        for part in (self._place, self._language, self._households):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._place)
        layout.addWidget(self._households)
        layout.addStretch()
        layout.addWidget(self._language)

        self._place.clicked.connect(self.place_chosen)
        self._households.tabBarClicked.connect(self._choose_household)
        self._language.clicked.connect(self._choose_language)

    def show_place(self, address: str, households: Sequence[Household], open_one: str) -> None:
        self._place.setText(address)
        while self._households.count():
            self._households.removeTab(0)
        for number, household in enumerate(households, start=1):
            index = self._households.addTab(household.title or self.tr("Household %1").replace("%1", str(number)))
            self._households.setTabData(index, household.record_id)
            if household.record_id == open_one:
                self._households.setCurrentIndex(index)

    def show_languages(self, languages: Sequence[str], spoken: str) -> None:
        """Offer the language after the one that is spoken, going round."""
        self._language.setVisible(len(languages) > 1)
        place = languages.index(spoken) if spoken in languages else -1
        self._next_language = languages[(place + 1) % len(languages)] if languages else ""
        # "English (en)": the code is for programs.
        self._language.setText(self._next_language.partition(" (")[0])

    def _choose_household(self, index: int) -> None:
        self.household_chosen.emit(self._households.tabData(index))

    def _choose_language(self) -> None:
        self.language_chosen.emit(self._next_language)
