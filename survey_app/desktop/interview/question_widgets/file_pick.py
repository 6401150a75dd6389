"""A picture, a recording or any file as an answer: picked from the disk, kept with the record, opened again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from forms.state import QuestionState
from survey_app.desktop.interview.media import picture_from, smaller_picture
from survey_app.desktop.interview.question_widgets.answer_widget import AnswerWidget

PICTURE = 200
FILTERS = {
    "image": "*.jpg *.jpeg *.png *.gif *.bmp *.webp *.svg",
    "audio": "*.mp3 *.m4a *.wav *.ogg *.amr *.aac *.flac",
    "video": "*.mp4 *.mov *.avi *.mkv *.webm *.3gp",
}


class FilePick(AnswerWidget):
    """Space picks, Backspace takes the file out of the answer, Enter goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._kind, self._readonly = "", "file", False
        self._shown = ""
        self._most_pixels = 0
        self._picture = QLabel(self)
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._pick = QPushButton(self)
        self._open = QPushButton(self.tr("Open"), self)
        self._remove = QPushButton(self.tr("Take out"), self)
        buttons = QHBoxLayout()
        for button, act in ((self._pick, self._choose), (self._open, self._show), (self._remove, self._clear)):
            button.setProperty("kind", "chip" if button is self._pick else "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._picture)
        layout.addWidget(self._name)
        layout.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, state: QuestionState) -> None:
        self.path, self._value, self._kind, self._readonly = state.path, state.value, state.kind, state.readonly
        wanted = state.parameters.get("max-pixels", "")
        self._most_pixels = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
        self._pick.setText(f"{self._words()}  Space")
        self._pick.setEnabled(not state.readonly)
        self._open.setVisible(bool(state.value))
        self._remove.setVisible(bool(state.value) and not state.readonly)
        if state.value != self._shown or not state.value:
            self._show_file()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(self.path)
        elif key == Qt.Key.Key_Space and not self._readonly:
            self._choose()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not self._readonly:
            self._clear()
        else:
            super().keyPressEvent(event)

    def take(self, file: Path) -> None:
        """Keep a file as the answer; a picture made as small as the form wants it."""
        with TemporaryDirectory() as folder:
            most = self._most_pixels if self._kind == "image" else 0
            name = self.media.keep_file(smaller_picture(file, most, Path(folder)))
        if name and name != self._value:
            self._value = name
            self.answered.emit(self.path, name)

    def _words(self) -> str:
        return {
            "image": self.tr("Pick a picture"),
            "audio": self.tr("Pick a recording"),
            "video": self.tr("Pick a video"),
        }.get(self._kind, self.tr("Pick a file"))

    def _choose(self) -> None:
        self.setFocus()
        told = FILTERS.get(self._kind)
        every = self.tr("All files (*)")
        name, _ = QFileDialog.getOpenFileName(
            self, self._words(), "", f"{self._words()} ({told});;{every}" if told else every
        )
        if name:
            self.take(Path(name))

    def _clear(self) -> None:
        self.setFocus()
        if self._value:
            self._value = ""
            self.answered.emit(self.path, None)

    def _show(self) -> None:
        if not self.media.open_answer(self._value):
            self._name.setText(
                self.tr("%1 is on another laptop, or on its way.").replace("%1", short_name(self._value))
            )
            self._name.show()

    def _show_file(self) -> None:
        self._shown = self._value
        content = self.media.of_answer(self._value) if self._value and self._kind == "image" else None
        picture = picture_from(content, PICTURE)
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(picture)
        self._name.setText(short_name(self._value))
        self._name.setVisible(bool(self._value) and picture is None)


def short_name(name: str) -> str:
    """Return a name that is made of a file's content as people can read it: `f520b80c….pdf`."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:8]}…{dot}{ending}" if len(stem) > 32 else name
