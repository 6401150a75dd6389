"""A shell for pages under test: its own settings file, a clock that stands, English words."""

import shutil
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtWidgets import QApplication

from forms.pack import REEMPLOYMENT_4050, load_pack
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.theme import Theme
from survey_app.workspace import Staff, create_workspace, open_workspace

CHINA = timezone(timedelta(hours=8))
THURSDAY_EVENING = datetime(2003, 6, 12, 19, 6, 12, tzinfo=CHINA)


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
