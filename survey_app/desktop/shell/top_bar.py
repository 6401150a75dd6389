"""The bar at the top: whose data, which page, search, what has been saved, lock, type size."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from survey_app.desktop.elided_label import ElidedLabel
from survey_app.desktop.icons import icon
from survey_app.desktop.theme import Theme

HEIGHT = 48
LARGE = 18
"""From so many points on the bar says less."""


class TopBar(QFrame):
    searched = Signal(str)
    search_entered = Signal(str)
    search_left = Signal()
    staff_pressed = Signal()
    lock_pressed = Signal()
    sized = Signal(int)
    back_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "bar")
        self.back = QPushButton(self)
        self.owner = ElidedLabel(parent=self)
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.head_place = QWidget(self)
        self._head: QWidget | None = None
        self._saved_at: datetime | None = None
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.summary = ElidedLabel(parent=self)
        self.summary.setProperty("role", "quiet")
        self.saved = QLabel(self)
        self.saved.setProperty("role", "hint")
        self.staff = QPushButton(self)
        self.lock = QPushButton(self)
        self.smaller = QPushButton("A−", self)
        self.larger = QPushButton("A+", self)
        self._arrange()
        self._connect()
        self.retranslate()
        theme.changed.connect(self._fit)
        self._fit()

    def _arrange(self) -> None:
        for button in (self.back, self.staff, self.lock, self.smaller, self.larger):
            button.setProperty("kind", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.hide()
        inner = QHBoxLayout(self.head_place)
        inner.setContentsMargins(0, 0, 0, 0)
        self.head_place.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.owner)
        row.addSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.head_place, 12)
        row.addSpacing(8)
        row.addWidget(self.search)
        row.addSpacing(8)
        row.addWidget(self.summary, 1)
        row.addStretch(0)
        row.addWidget(self.saved)
        row.addWidget(self.staff)
        row.addWidget(self.lock)
        row.addWidget(self.smaller)
        row.addWidget(self.larger)

    def _connect(self) -> None:
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self._enter)
        self.search.installEventFilter(self)
        self.staff.clicked.connect(self.staff_pressed)
        self.lock.clicked.connect(self.lock_pressed)
        self.smaller.clicked.connect(self._make_smaller)
        self.larger.clicked.connect(self._make_larger)
        self.back.clicked.connect(self.back_pressed)

    def retranslate(self) -> None:
        self.staff.setToolTip(self.tr("Who works here"))
        self.staff.setAccessibleName(self.tr("Who works here"))
        self.lock.setText(self.tr("Lock"))
        self.lock.setToolTip(self.tr("Lock   Ctrl+L"))
        self.smaller.setToolTip(self.tr("Smaller type   Ctrl+−"))
        self.larger.setToolTip(self.tr("Larger type   Ctrl++"))
        self.back.setToolTip(self.tr("Back   Esc"))

    def show_owner(self, area: str, person: str) -> None:
        self.owner.setText(" · ".join(part for part in (area, person) if part))

    def show_page(self, title: str, summary: str, search_hint: str, head: QWidget | None, back: bool) -> None:
        self.title.setText(title)
        # A page of the rail has room for its steps beside its name; one that was gone into has the way back there.
        alone = head is not None and back
        self.title.setVisible(not alone)
        self.summary.setText(summary)
        self.search.setVisible(bool(search_hint))
        self.search.setPlaceholderText(search_hint)
        self.search.setAccessibleName(search_hint)
        self._fit_search()
        self.back.setVisible(back)
        self.owner.setVisible(not alone)
        self.summary.setVisible(head is None)
        if head is not self._head:
            self._change_head(head)

    def _change_head(self, head: QWidget | None) -> None:
        layout = self.head_place.layout()
        assert layout is not None
        if self._head is not None:
            layout.removeWidget(self._head)
            self._head.setParent(None)
        if head is not None:
            layout.addWidget(head)
            head.show()
        self._head = head
        self.head_place.setVisible(head is not None)

    def show_saved(self, moment: datetime) -> None:
        self._saved_at = moment
        time = moment.strftime("%H:%M:%S")
        told = self.tr("Saved here {time}").format(time=time)
        # In large type the steps of a page need the room.
        self.saved.setText(f"✓ {time}" if self._theme.points >= LARGE else told)
        self.saved.setToolTip(told)

    def focus_search(self) -> None:
        if self.search.isVisible():
            self.search.setFocus()
            self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Esc in the search field leaves the field; the window's own Esc would leave the page.
        if watched is not self.search or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.search.clear()
            self.searched.emit("")
            self.search_left.emit()
        return True

    def _enter(self) -> None:
        self.search_entered.emit(self.search.text())

    def _fit_search(self) -> None:
        """As wide as what it says one can look for, within reason."""
        wanted = self.fontMetrics().horizontalAdvance(self.search.placeholderText()) + 48
        least, most = self._theme.pixels(184), self._theme.pixels(330)
        self.search.setFixedWidth(min(max(least, wanted), most))

    def _make_smaller(self) -> None:
        self.sized.emit(-1)

    def _make_larger(self) -> None:
        self.sized.emit(1)

    def _fit(self) -> None:
        tokens = self._theme.tokens
        self.setFixedHeight(max(HEIGHT, self._theme.control_height + 12))
        self._fit_search()
        self.staff.setIcon(icon("person", tokens.quiet, 18))
        self.lock.setIcon(icon("lock", tokens.quiet, 18))
        self.back.setIcon(icon("back", tokens.text, 20))
        narrow = self._theme.points >= LARGE
        if self._saved_at is not None:
            self.show_saved(self._saved_at)
        self.lock.setText("" if narrow else self.tr("Lock"))
