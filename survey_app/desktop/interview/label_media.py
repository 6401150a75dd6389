"""What a form shows and plays beside a label: its picture, and buttons for sound, film and the larger picture."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from survey_app.desktop.interview.media import Media, picture_of

PICTURE = 280
"""The most that a picture in a label is wide or high, in pixels at 14 points."""
OPENED = ("video", "audio", "big-image")
"""What the system's own program shows, in the order in which a key opens it."""


class LabelMedia(QWidget):
    def __init__(self, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self._named: Mapping[str, str] = {}
        self._picture = QLabel(self)
        self._missing = QLabel(self)
        self._missing.setProperty("role", "hint")
        self._missing.setWordWrap(True)
        self._buttons = {form: QPushButton(self) for form in OPENED}
        buttons = QHBoxLayout()
        for button in self._buttons.values():
            button.setProperty("kind", "quiet")
            button.clicked.connect(self._open_clicked)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._picture)
        layout.addWidget(self._missing)
        layout.addLayout(buttons)

    def show_media(self, named: Mapping[str, str]) -> None:
        """Show what a label names: form of media -> address."""
        if named == self._named:
            return
        self._named = named
        most = PICTURE * self.font().pointSize() // 14
        picture = picture_of(self._media, named["image"], most) if "image" in named else None
        self._picture.setPixmap(picture or QPixmap())
        self._picture.setVisible(picture is not None)
        here = [form for form in OPENED if form in named and self._media.form_has(named[form])]
        missing = [form for form in ("image", *OPENED) if form in named and form not in here]
        if picture is not None:
            missing.remove("image")
        self._missing.setText("\n".join(self._is_not_here(form) for form in missing))
        self._missing.setVisible(bool(missing))
        for form, button in self._buttons.items():
            # One of them has a key.
            key = "  F5" if form in here[:1] else ""
            button.setText(f"{self._act(form)}{key}")
            button.setVisible(form in here)

    def open_first(self) -> None:
        """Open what the key stands for."""
        form = next((form for form, button in self._buttons.items() if not button.isHidden()), "")
        if form:
            self._open(form)

    def _open_clicked(self) -> None:
        self._open(next(form for form, button in self._buttons.items() if button is self.sender()))

    def _open(self, form: str) -> None:
        if not self._media.open_of_form(self._named[form]):
            self._missing.setText(self._is_not_here(form))
            self._missing.show()

    def _act(self, form: str) -> str:
        return {"audio": self.tr("Listen"), "video": self.tr("Watch")}.get(form, self.tr("Look at it larger"))

    def _is_not_here(self, form: str) -> str:
        words = {
            "audio": self.tr("The recording %1 is not here."),
            "video": self.tr("The video %1 is not here."),
        }.get(form, self.tr("The picture %1 is not here."))
        return words.replace("%1", self._named[form].rpartition("/")[2])
