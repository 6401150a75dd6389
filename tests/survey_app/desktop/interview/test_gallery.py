"""Every kind of question, and every appearance that matters on a laptop, has a control that answers by keyboard."""

import os
import re
from pathlib import Path

import pytest
from gallery import asked, gallery_workspace, picture_file
from keyboard import write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from sync.attachments import digest_of

UP, DOWN, RIGHT, ENTER, SPACE = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Space
INSERT = Qt.Key.Key_Insert
FILE = "a file"

# Question -> what is pressed there, and the answer that stands there afterwards.
PRESSED = {
    "line": (["Wang Guizhi"], "Wang Guizhi"),
    "several": (["morning"], "morning"),
    "digits": (["0431"], "0431"),
    "grouped": (["12,500"], "12500"),
    "secret": (["sesame"], "sesame"),
    "page": (["https://example.org"], "https://example.org"),
    "code": (["6901234567892"], "6901234567892"),
    "whole": (["43"], "43"),
    "counted": ([UP, UP, UP, DOWN], "1"),
    "thousands": (["1,234,567"], "1234567"),
    "part": (["61.5"], "61.5"),
    "towards": (["90"], "90"),
    "scale": (["10"], "10"),
    "plain": (["0.3"], "0.3"),
    "told": ([RIGHT, RIGHT], "2"),
    "stars": (["4"], "4"),
    "picked": (["33"], "33"),
    "upright": ([UP, UP], "0.5"),
    "one": (["1"], "1"),
    "many": (["nan"], "01"),
    "short": ([DOWN, DOWN], "02"),
    "searched": (["chong"], "08"),
    "completed": (["yong"], "04"),
    "pictured": (["2"], "2"),
    "quickly": (["0"], "0"),
    "bare": (["2"], "2"),
    "in_columns": ([RIGHT, RIGHT], "2"),
    "packed": (["3"], "3"),
    "in_three": ([RIGHT, DOWN], "04"),
    "agrees": (["5"], "5"),
    "severals": (["31"], "1 3"),
    "ticks": (["nan", ENTER, "chong", ENTER], "01 08"),
    "ticked": (["hong", ENTER], "03"),
    "side": ([RIGHT, RIGHT, SPACE], "2"),
    "other": (["5"], "other"),
    "other_other": (["singing"], "singing"),
    "order": (["2143"], "2 1 4 3 other"),
    "water": (["4"], "4"),
    "heating": (["2"], "2"),
    "light": (["3"], "3"),
    "father": (["24"], "2 4"),
    "mother": (["1"], "1"),
    "in_a_line": (["1"], "1"),
    "day": (["19600512"], "1960-05-12"),
    "typed_day": (["2003.6.12", UP], "2003-06-13"),
    "month": (["199803"], "1998-03-01"),
    "the_year": (["1978"], "1978-01-01"),
    "clock": (["1840"], "18:40:00"),
    "moment": (["2003-6-14 19:00"], "2003-06-14T19:00:00"),
    "photo": ([SPACE], FILE),
    "signed": ([SPACE], FILE),
    "sound": ([SPACE], FILE),
    "film": ([SPACE], FILE),
    "paper": ([SPACE], FILE),
    "place": (["43.8868, 125.3245"], "43.8868 125.3245 0 0"),
    "way": ([], ""),
    "field": ([], ""),
    "read": (["1"], "OK"),
    "full_name": (["Zhang Li"], "Zhang Li"),
    "employer": (["FAW"], "FAW"),
}

# Type as the standard names it -> the questions of the gallery that show its control.
TYPES = {
    "text": ["line"], "integer": ["whole"], "decimal": ["part"], "note": ["styled"], "select_one": ["one", "many"],
    "select_multiple": ["severals"], "geopoint": ["place"], "geotrace": ["way"], "geoshape": ["field"],
    "range": ["scale"], "image": ["photo"], "barcode": ["code"], "audio": ["sound"], "video": ["film"],
    "file": ["paper"], "date": ["day"], "time": ["clock"], "datetime": ["moment"], "rank": ["order"],
    "acknowledge": ["read"], "or_other": ["other", "other_other"], "begin_repeat": ["full_name", "employer"],
    "begin_group": ["line"],
}  # fmt: skip

APPEARANCES = {
    "numbers": "digits", "multiline": "several", "url": "page", "thousands-sep": "thousands", "vertical": "upright",
    "no-ticks": "plain", "picker": "picked", "rating": "stars", "signature": "signed", "no-calendar": "typed_day",
    "month-year": "month", "year": "the_year", "minimal": "short", "search": "searched", "quick": "quickly",
    "columns-pack": "packed", "columns": "in_columns", "columns-n": "in_three", "no-buttons": "bare",
    "likert": "agrees", "label": "heads", "list-nolabel": "father", "list": "in_a_line", "masked": "secret",
    "counter": "counted", "autocomplete": "completed", "field-list": "one", "table-list": "water",
}  # fmt: skip

NOT_ASKED = {
    "calculate", "hidden", "start", "end", "today", "deviceid", "username", "audit", "csv-external", "xml-external",
    "end_repeat", "end_group", "loop",
}  # fmt: skip
"""Types that no control belongs to: the form engine fills them in."""
SAME_AS = {
    "select_one_from_file": "select_one",
    "select_multiple_from_file": "select_multiple",
    "trigger": "acknowledge",
}
"""Types that are another type to whoever answers."""


@pytest.fixture
def page(qtbot, show, shell, tmp_path, monkeypatch):
    workspace = gallery_workspace(tmp_path, shell.now)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture_file(tmp_path / "picked.png")), ""))
    window = show(workspace, "interview")
    window.page.on_show(record="")
    # A form with a roster opens at its names.
    window.page.open_section("")
    yield window.page
    window.put_away()
    workspace.close()


def press(keys):
    for key in keys:
        if isinstance(key, str):
            write(QApplication.focusWidget(), key)
        else:
            QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()


def walk(page):
    """Answer everything in the order in which it is asked; return what was met."""
    met = []
    while page._panels.currentWidget() is not page.finishing.panel:
        path = page.paper.place()
        assert path not in met, f"Enter does not lead on from {path}"
        met.append(path)
        keys, _ = PRESSED.get(path.rpartition("/")[2], ([], ""))
        press(keys)
        if page.paper.place() == path:
            press([ENTER])
    return met


def test_the_whole_form_is_answered_by_keyboard_alone(page):
    met = walk(page)

    states = {state.name: state for state in page.papers.states()}
    stand = {name: states[name].value for name in PRESSED}
    for name, (_, wanted) in PRESSED.items():
        if wanted == FILE and digest_of(stand[name]):
            stand[name] = FILE
    assert stand == {name: wanted for name, (_, wanted) in PRESSED.items()}
    assert {path.rpartition("/")[2] for path in met} >= PRESSED.keys()


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_in_the_gallery(kind):
    rows = {row.name: row.type.split() for row in asked()}

    for name in TYPES[kind]:
        assert name in PRESSED or kind == "note"
        if kind not in ("begin_repeat", "begin_group") and name in rows:
            assert kind in rows[name]


@pytest.mark.parametrize("look", APPEARANCES)
def test_every_appearance_is_in_the_gallery(look):
    in_groups = {"field-list": "choices", "table-list": "grid"}
    row = next(row for row in asked() if row.name == in_groups.get(look, APPEARANCES[look]))

    assert any(re.fullmatch(look.replace("columns-n", r"columns-\d"), each) for each in row.appearance)
    assert APPEARANCES[look] in PRESSED or look == "label"


def test_the_table_of_features_names_nothing_that_has_no_control():
    types, looks = needed_features()

    assert {SAME_AS.get(each, each) for each in types} - TYPES.keys() - NOT_ASKED == set()
    assert looks - APPEARANCES.keys() == set()


def needed_features():
    """Return the types and appearances that the recorded table of features calls core or yes."""
    shared = Path(os.environ.get("SHARED_DIR") or Path(__file__).parents[5] / "shared")
    file = Path(os.environ.get("CONFORMANCE_DIR") or shared / "conformance") / "xlsform_features.md"
    if not file.is_file():
        pytest.skip("no xlsform_features.md: neither ../shared/conformance nor CONFORMANCE_DIR has it")
    _, types, looks, *_ = file.read_text("utf-8").split("\n## ")
    return features_in(types), features_in(looks)


def features_in(table):
    found = set()
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and re.match("core|yes", cells[-1]):
            words = cells[0].partition("(")[0].split()
            found.add("or_other" if "or_other" in line else words[0])
    return found


def test_another_language_repaints_everything_and_keeps_the_place(page):
    page.go_to("/data/choices/one")
    page.answer("/data/choices/severals", "1")

    page._speak("中文 (zh)")

    assert page.paper.current() == "/data/choices/one"
    assert page._help._title.text() == "有无愿望"
    words = {label.text() for label in page.paper.findChildren(QLabel) if label.isVisibleTo(page)}
    assert {"有无愿望 *", "街道", "选择"} <= words
    assert not [word for word in words if re.search("[a-z]{3}", re.sub("<[^>]*>", "", word))]
    row = page.paper.row("/data/choices/severals")
    assert [chip.accessibleName() for chip in row.widget._chips][:2] == ["烹饪", "家政"]


def test_pictures_of_the_form_stand_in_its_choices(page):
    page.go_to("/data/choices/pictured")

    chips = page.paper.row("/data/choices/pictured").widget._chips

    assert [chip.icon().isNull() for chip in chips] == [False, False]
    assert page.workspace.folder.joinpath("form", "block.png").is_file()


def test_the_values_of_a_range_are_called_what_the_form_calls_them(page):
    page.go_to("/data/numbers/told")

    scale = page.paper.row("/data/numbers/told").widget

    assert scale._words() == {0: "Never", 2: "Sometimes", 4: "Every day"}


def test_what_cannot_be_answered_here_says_so_and_keeps_what_is_there(page):
    page.answer("/data/files/way", "43.88 125.32 0 0; 43.89 125.33 0 0")
    page.go_to("/data/files/way")

    (label,) = page.paper.row("/data/files/way").widget.findChildren(QLabel)

    assert "cannot be drawn here" in label.text()
    assert "43.88 125.32" in label.text()
    press([ENTER])
    assert page.papers.state("/data/files/way").value.startswith("43.88 125.32")


def test_a_scanner_types_and_its_enter_goes_on(page):
    page.go_to("/data/words/code")

    press(["6901234567892", ENTER])

    assert page.papers.state("/data/words/code").value == "6901234567892"
    assert page.paper.current() == "/data/numbers/whole"
