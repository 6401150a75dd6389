"""Chinese can be typed on the desktops that the offices have."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from survey_app.desktop.input_methods import VARIABLE, prepare

PLUGINS = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


@pytest.mark.acceptance(10)
@pytest.mark.parametrize("session", [{VARIABLE: "fcitx"}, {VARIABLE: "fcitx5"}, {"XMODIFIERS": "@im=fcitx"}])
def test_a_session_with_fcitx_is_answered_through_ibus(session):
    prepare(session, PLUGINS, "linux")

    assert session[VARIABLE] == "ibus"
    assert any((PLUGINS / "platforminputcontexts").glob("*ibus*"))


@pytest.mark.acceptance(10)
def test_a_plug_in_that_was_built_for_fcitx_is_used(tmp_path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    session = {VARIABLE: "fcitx"}

    prepare(session, tmp_path, "linux")

    assert session[VARIABLE] == "fcitx"


@pytest.mark.parametrize("session", [{}, {VARIABLE: "ibus"}, {VARIABLE: "xim"}])
def test_any_other_session_is_left_alone(session):
    before = dict(session)

    prepare(session, PLUGINS, "linux")

    assert session == before
