"""Everything that nobody disputes about a record: one line, and with F2 the answers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class AgreedList(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreed: Sequence[tuple[str, str]] = ()
        self.fold = QPushButton(self)
        self.fold.setProperty("kind", "quiet")
        self.fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers = QLabel(self)
        self.answers.setTextFormat(Qt.TextFormat.RichText)
        self.answers.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.answers.setWordWrap(True)
        self.sheet = QScrollArea(self)
        self.sheet.setWidget(self.answers)
        self.sheet.setWidgetResizable(True)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.sheet.hide()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.sheet)

        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(self.turn)

    def show_agreed(self, agreed: Sequence[tuple[str, str]]) -> None:
        """Folded or unfolded as it stood before: who reads one record whole reads the next one so too."""
        self._agreed = agreed
        self.setVisible(bool(agreed))
        self._show()

    @property
    def is_unfolded(self) -> bool:
        return not self.sheet.isHidden()

    def turn(self) -> None:
        """F2: show the answers, or put them away again."""
        self.sheet.setVisible(not self.is_unfolded)
        vertical = QSizePolicy.Policy.Expanding if self.is_unfolded else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self._show()

    def _show(self) -> None:
        count = len(self._agreed)
        told = self.tr("%n field(s) without disagreement", "", count)
        way = self.tr("fold  F2") if self.is_unfolded else self.tr("show  F2")
        self.fold.setText(f"{told}    {way}")
        if self.is_unfolded:
            rows = "".join(_row(label, answer) for label, answer in self._agreed)
            self.answers.setText(f'<table cellspacing="0" cellpadding="3">{rows}</table>')
            self.sheet.verticalScrollBar().setValue(0)


def _row(label: str, answer: str) -> str:
    return f'<tr><td width="230">{escape(label)}</td><td><b>{escape(answer)}</b></td></tr>'
