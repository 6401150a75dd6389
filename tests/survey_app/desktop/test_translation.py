"""Every word of the program is there in Chinese, and English has its plurals."""

import re
import shutil
import xml.etree.ElementTree as ElementTree
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from survey_app.desktop import translation
from survey_app.desktop.translation import ROOMS, Translator, read_messages, translation_files, update

FOLDER = Path(str(files("resources") / "translations"))


@pytest.fixture(scope="module")
def as_the_code_is_now(tmp_path_factory):
    folder = tmp_path_factory.mktemp("translations")
    # Brought up to date in a copy: a string that is new in the code is unfinished there.
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, folder)
    update(folder)
    return folder


@pytest.mark.parametrize("room", ROOMS)
def test_no_string_of_a_room_is_untranslated(as_the_code_is_now, room):
    assert _unfinished(as_the_code_is_now.glob(f"{room}_zh_CN.ts")) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_english_plural_of_a_room_is_written(as_the_code_is_now, room):
    assert _unfinished(as_the_code_is_now.glob(f"{room}_en.ts")) == []


def test_no_words_hide_inside_an_f_string():
    """Qt's tool does not look there, so such words would never be translated."""
    desktop = Path(translation.__file__).parent
    inside = re.compile(r"f['\"].*\{[^}]*self\.tr\(")
    hidden = [path.name for path in desktop.rglob("*.py") if inside.search(path.read_text("utf-8"))]

    assert hidden == []


def test_a_translation_names_the_same_facts_as_its_source():
    for (_, source, _), forms in read_messages(translation_files("zh")).items():
        for form in forms:
            assert set(re.findall(r"\{\w+\}|%n", form)) == set(re.findall(r"\{\w+\}|%n", source)), source


def test_chinese_is_spoken_where_it_was_chosen(qapp):
    translator = Translator("zh")
    qapp.installTranslator(translator)
    try:
        assert QCoreApplication.translate("TopBar", "Lock") == "锁屏"
        assert QCoreApplication.translate("TopBar", "Never heard of") == "Never heard of"
    finally:
        qapp.removeTranslator(translator)


def test_doubled_strings_show_what_would_be_cut_off():
    translator = Translator("zh", pseudo=200)

    assert translator.translate("TopBar", "Lock") == "锁屏锁屏"


def _unfinished(paths):
    return [
        message.findtext("source")
        for path in paths
        for message in ElementTree.parse(path).getroot().iter("message")
        if (translation := message.find("translation")) is None or translation.get("type") == "unfinished"
    ]
