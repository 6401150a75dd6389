"""A shell for pages under test: its own settings file, a clock that stands, English words."""

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.theme import Theme

CHINA = timezone(timedelta(hours=8))
THURSDAY_EVENING = datetime(2003, 6, 12, 19, 6, 12, tzinfo=CHINA)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def shell(theme, tmp_path):
    theme.choose("light", 14)
    return Shell(theme, Settings(tmp_path / "settings.ini", "7"), "en", lambda: THURSDAY_EVENING)


@pytest.fixture
def staff():
    return SimpleNamespace(number="7", name="李敏", role="assistant")
