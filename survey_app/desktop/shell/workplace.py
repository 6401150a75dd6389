"""What stands around a page: top bar, rail, error bar, footer, and the help that is laid over its right side."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from survey_app.desktop.shell.drawer import WIDTH as DRAWER_WIDTH
from survey_app.desktop.shell.drawer import HelpDrawer
from survey_app.desktop.shell.footer import Footer
from survey_app.desktop.shell.rail import Rail
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.shell.top_bar import TopBar
from survey_app.desktop.shell.trouble_bar import TroubleBar


class Workplace(QWidget):
    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        theme = self._theme = shell.theme
        self.rail = Rail(theme, self)
        self.top_bar = TopBar(theme, self)
        self.footer = Footer(theme, self)
        self.trouble_bar = TroubleBar(theme, self)
        self.pages = QStackedWidget(self)
        self.help_drawer = HelpDrawer(theme, self)
        self._banner = QVBoxLayout()
        self._arrange()
        shell.told.connect(self.footer.tell)
        shell.act_done.connect(self.footer.tell_act)
        shell.act_undone.connect(self.footer.tell_undone)
        shell.saved.connect(self.top_bar.show_saved)
        shell.trouble.connect(self.trouble_bar.show_trouble)
        shell.search_wanted.connect(self.top_bar.focus_search)

    def _arrange(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.trouble_bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top_bar)
        whole.addLayout(self._banner)
        whole.addLayout(row, 1)
        whole.addWidget(self.footer)

    def show_banner(self, banner: QWidget | None) -> None:
        """Put one line under the top bar, in place of the one that stood there."""
        while item := self._banner.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if banner is not None:
            self._banner.addWidget(banner)

    def fall_silent(self) -> None:
        """Nothing of the last workspace stays in the bars."""
        self.footer.fall_silent()
        self.trouble_bar.show_trouble(None)

    def place_drawer(self) -> None:
        top, bottom = self.top_bar.height(), self.footer.height()
        width = min(self._theme.pixels(DRAWER_WIDTH), self.width() - 120)
        self.help_drawer.setGeometry(self.width() - width, top, width, self.height() - top - bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_drawer()
