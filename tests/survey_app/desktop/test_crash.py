"""A mistake of ours leaves a report without a name or a number in it."""

import sys
from datetime import datetime

from survey_app.desktop.crash import CrashHandler
from sync.errors import StoreFull


def test_the_report_holds_places_in_the_code_and_no_values(qtbot, tmp_path):
    handler = CrashHandler(tmp_path / "crashes", lambda: datetime(2003, 6, 12, 19, 6))

    with qtbot.waitSignal(handler.crashed) as crashed:
        _fail(handler, "王桂芝 220104196005120028")

    text = (tmp_path / "crashes" / "20030612-190600.txt").read_text(encoding="utf-8")
    assert crashed.args == [str(tmp_path / "crashes" / "20030612-190600.txt")]
    assert text.startswith("ValueError")
    assert "test_crash.py" in text
    assert "王桂芝" not in text
    assert "2201" not in text


def test_a_report_that_cannot_be_written_still_reaches_the_person(qtbot, tmp_path):
    (tmp_path / "file").write_text("in the way")
    handler = CrashHandler(tmp_path / "file" / "crashes", lambda: datetime(2003, 6, 12, 19, 6))

    with qtbot.waitSignal(handler.crashed) as crashed:
        _fail(handler, "")

    assert crashed.args == [""]


def test_a_full_disk_is_told_as_such_and_nobody_is_promised_that_the_answer_was_kept(qtbot, tmp_path):
    handler = CrashHandler(tmp_path / "crashes", lambda: datetime(2003, 6, 12, 19, 6))

    with qtbot.waitSignal(handler.refused) as refused, qtbot.assertNotEmitted(handler.crashed):
        _fail(handler, "", StoreFull)

    assert isinstance(refused.args[0], StoreFull)
    assert not (tmp_path / "crashes").exists()


def _fail(handler, value, kind=ValueError):
    try:
        raise kind(value)
    except kind:
        handler.handle(*sys.exc_info())
