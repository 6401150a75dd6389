"""What every page of the window is: a title, keys for the footer, a body, perhaps a side panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

if TYPE_CHECKING:
    from survey_app.desktop.shell.shell import Shell
    from survey_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Key:
    """One hint of the footer: the key as printed on it, what it does, and the act for those who click."""

    key: str
    does: str
    run: Callable[[], Any] | None = None


class Page(QWidget):
    """Inherit, fill `self.body`, override what you need. Everything has an answer already.

    * `title()`: the middle of the top bar. `summary()`: quiet text beside it. `head()`: a widget of your own in
      their place (tabs of households).
    * `search_hint()`: text in the search field; "" hides it. Typing calls `search(text)`, Enter `search_done(text)`.
    * `keys()`: the hints of the footer that work now; emit `changed` when title, summary or keys have changed.
      `bind("F6", self.open_generator)` makes the key work while the page is shown. The shell itself owns Alt+1..7,
      Ctrl+F, Ctrl+L, Ctrl+Z, Ctrl+Y, Ctrl+plus, Ctrl+minus, F1 and Esc.
    * `on_show(**spot)`: the page was opened, at a spot (`door="…"`), or shown again ({}). Put the focus where work
      goes on. `on_leave() -> bool`: False keeps the person here (say why with `shell.tell`). Leaving decides nothing
      and loses nothing, so this is rare.
    * `refresh()`: records have changed under you (undo, redo, merge): read again, keep the place.
    * `step_back() -> bool`: Esc. True when you closed a panel or went one step back; False: the window goes back.
    * `home() -> str`: of a page outside the rail that belongs to several places: the one it belongs to now.
    * `help() -> str`: a few plain sentences (rich text) for F1.
    * `set_side(widget, width)`: the right panel (`show_side(False)` while it is empty). Where the window is too
      narrow it becomes a drawer over the body, opened by F1; with a second F1 comes the help.

    Acts: `shell.did("…", undo, redo)` after every one-key act, or `shell.remember(act)` with an `Act` of the
    application layer. Saved: `shell.note_saved(moment)`. Refusals of the world: `shell.refuse(error)`. Long work:
    `shell.start(Job(...))`. Other places: `shell.open("doors", door=...)`. Never a modal dialog for a decision.
    """

    changed = Signal()
    SIDE_WIDTH = 328
    BODY_AT_LEAST = 620
    """Narrower than this the body is not shown beside the side panel."""

    def __init__(self, workspace: Workspace, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self.workspace, self.shell = workspace, shell
        self.setProperty("role", "page")
        self.body = QWidget(self)
        self.side: QWidget | None = None
        self._rule: QFrame | None = None
        self._side_width = self.SIDE_WIDTH
        self._drawer_open = False
        self._side_shown = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.body, 1)

    def title(self) -> str:
        return ""

    def summary(self) -> str:
        return ""

    def head(self) -> QWidget | None:
        return None

    def search_hint(self) -> str:
        return ""

    def search(self, text: str) -> None:
        """Every key in the search field."""

    def search_done(self, text: str) -> None:
        """Enter in the search field. The focus should be back on the body afterwards."""
        self.setFocus()

    def keys(self) -> list[Key]:
        return []

    def on_show(self, **spot: Any) -> None:
        self.setFocus()

    def on_leave(self) -> bool:
        return True

    def refresh(self) -> None:
        """Read again what is shown."""

    def step_back(self) -> bool:
        return False

    def help(self) -> str:
        return ""

    def home(self) -> str:
        return ""

    def bind(self, key: str, run: Callable[[], Any], inside: bool = False) -> QShortcut:
        """Make a key work while this page is shown, wherever the focus is.

        `inside` is for keys that mean something else in the search field: Enter, Delete, Ctrl+C.
        """
        shortcut = QShortcut(QKeySequence(key), self)
        if inside:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)
        return shortcut

    def set_side(self, side: QWidget, width: int = SIDE_WIDTH) -> None:
        self.side, self._side_width = side, width
        self._rule = QFrame(self)
        self._rule.setProperty("role", "rule")
        side.setParent(self)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._row.addWidget(self._rule)
        self._row.addWidget(side)
        self._place_side()

    def show_side(self, shown: bool) -> None:
        """False where there is nothing to say at the side: the body takes its room."""
        self._side_shown = shown
        self._place_side()

    @property
    def side_is_drawer(self) -> bool:
        """The window is too narrow to show the side panel beside the body."""
        scale = max(1.0, self.shell.theme.points / 14)
        return self.width() < (self.BODY_AT_LEAST + self._side_width) * scale

    def toggle_drawer(self) -> bool:
        """F1 where the side panel is a drawer; False where there is nothing to open."""
        if self.side is None or not self._side_shown or not self.side_is_drawer:
            return False
        self._drawer_open = not self._drawer_open
        self._place_side()
        return True

    def is_filling_in(self) -> bool:
        """Something is being filled in at the side: Esc leaves it, it does not only hide it."""
        return False

    def close_drawer(self) -> bool:
        """Esc: True when an open drawer was closed."""
        was_open, self._drawer_open = self._drawer_open, False
        self._place_side()
        return was_open

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_side()

    def _place_side(self) -> None:
        if self.side is None or self._rule is None:
            return
        width = min(self.shell.theme.pixels(self._side_width), max(self.width() - 80, 200))
        self.side.setFixedWidth(width)
        if not self._side_shown:
            self.side.hide()
            self._rule.hide()
        elif self.side_is_drawer:
            self._row.removeWidget(self.side)
            self._rule.hide()
            self.side.setGeometry(self.width() - width, 0, width, self.height())
            self.side.setVisible(self._drawer_open)
            self.side.raise_()
        else:
            self._drawer_open = False
            if self._row.indexOf(self.side) < 0:
                self._row.addWidget(self.side)
            self._rule.show()
            self.side.show()
