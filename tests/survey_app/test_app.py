"""What the program finds around it."""

import sys

from survey_app.app import Surroundings, has_display, language_of, now


def around(tmp_path):
    return Surroundings("zh", tmp_path / "home", tmp_path / "settings")


def test_language_follows_the_first_variable_that_names_one():
    assert language_of({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}) == "en"
    assert language_of({"LANG": "zh_CN.UTF-8"}) == "zh"
    assert language_of({"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}) == "en"


def test_the_clock_knows_its_offset():
    assert now().utcoffset() is not None


def test_the_workspace_opened_last_is_offered_first(tmp_path):
    first, second = tmp_path / "湖滨", tmp_path / "工农"
    first.mkdir()
    second.mkdir()

    around(tmp_path).remember(first)
    around(tmp_path).remember(second)
    around(tmp_path).remember(first)

    assert around(tmp_path).recent() == [first, second]


def test_a_workspace_that_is_gone_is_not_offered(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    around(tmp_path).remember(folder)

    folder.rmdir()

    assert around(tmp_path).recent() == []


def test_spoilt_settings_are_no_settings(tmp_path):
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "recent.json").write_text("[broken")

    assert around(tmp_path).recent() == []


def test_without_a_display_there_is_no_window():
    assert not has_display({}) or sys.platform != "linux"
    assert has_display({"DISPLAY": ":0"})
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})
