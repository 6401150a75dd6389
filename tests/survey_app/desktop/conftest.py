"""A shell for pages under test: its own settings file, a clock that stands, English words."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication
from remembered import Remembered
from standing_clock import THURSDAY_EVENING
from window_at_rest import at_rest

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.places import PLACES
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.theme import Theme
from survey_app.workspace import Staff, create_workspace, open_workspace


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing there: without a screen Qt frees it after Python has gone, and falls over."""
    yield
    QApplication.clipboard().clear()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def shell(theme, tmp_path):
    theme.choose("light", 14)
    return Shell(theme, Settings(tmp_path / "settings.ini", "7"), "en", lambda: THURSDAY_EVENING)


@pytest.fixture(scope="session")
def laptop(tmp_path_factory):
    """The folder of an assistant's laptop set up by hand: one community, no doors yet, no password."""
    pack = load_pack(REEMPLOYMENT_4050)
    area = next(iter(pack.areas.below(level=pack.areas.unit)))
    folder = tmp_path_factory.mktemp("town") / "laptop"
    staff = Staff("7", "李敏", "assistant")
    create_workspace(folder, REEMPLOYMENT_4050, area.code, staff, None, lambda: THURSDAY_EVENING).close()
    return folder


@pytest.fixture
def community(laptop, tmp_path):
    """That laptop, opened, for one test alone."""
    folder = shutil.copytree(laptop, tmp_path / "laptop")
    workspace = open_workspace(folder, None, lambda: THURSDAY_EVENING)
    yield workspace
    workspace.close()


@pytest.fixture(scope="session")
def friday_folder(tmp_path_factory):
    """An office and the laptop of 湖滨 with four doors, three households, one of them still open."""
    from small_town import building, laptop_of, office_at, record, typed

    folder = tmp_path_factory.mktemp("friday")
    office = office_at(folder)
    assistant = laptop_of(office, folder)
    doors = building(assistant)
    record(assistant, doors[0], seed=1)
    record(assistant, doors[1], seed=2)
    typed(assistant, doors[2], seed=3)
    office.close()
    assistant.close()
    return folder


@pytest.fixture
def friday(friday_folder, tmp_path):
    """A copy of them for one test alone: its `office` and its `laptop`."""
    folder = shutil.copytree(friday_folder, tmp_path / "friday")
    opened = SimpleNamespace(
        folder=folder,
        office=open_workspace(folder / "office", None, lambda: THURSDAY_EVENING),
        laptop=open_workspace(folder / "李敏", None, lambda: THURSDAY_EVENING),
    )
    yield opened
    opened.office.close()
    opened.laptop.close()


@pytest.fixture
def show(qtbot, shell):
    """Show one place of a workspace in the window; every other place only remembers how it was opened."""

    def showing(workspace, name):
        places = [
            place if place.name == name else replace(place, code=f"{Remembered.__module__}:Remembered")
            for place in PLACES
        ]
        window = MainWindow(shell, places)
        qtbot.addWidget(window)
        window.resize(1366, 697)
        window.show_workspace(workspace, name)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        at_rest(qtbot, shell)
        return window

    return showing
