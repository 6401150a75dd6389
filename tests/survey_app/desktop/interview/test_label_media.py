"""What a form shows and plays beside its labels: the picture on the paper, sound and film in the system's program."""

import pytest
from keyboard import press
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QLabel, QPushButton

from survey_app.desktop.interview.label_media import LabelMedia

FORM = """
| survey |      |       |           |              |                  |              |              |
|        | type | name  | label     | media::image | media::big-image | media::audio | media::video |
|        | text | first | First     |              |                  |              |              |
|        | note | told  | Listen    |              |                  | told.mp3     |              |
|        | text | after | After     |              |                  |              |              |
|        | text | house | The house | house.png    | house-big.png    |              | house.mp4    |
|        | text | lost  | Lost      | gone.png     |                  | gone.mp3     |              |
|        | text | last  | Last      |              |                  |              |              |
"""


@pytest.fixture
def opened(monkeypatch):
    """What the system's own programs were asked to show: the content of each file."""
    files = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: files.append(_content(url)) or True)
    return files


def _content(url):
    with open(url.toLocalFile(), "rb") as file:
        return file.read()


def png(width, height):
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data())


@pytest.fixture
def page(fill_in, opened):
    files = {"house.png": png(40, 30), "house-big.png": png(900, 600), "house.mp4": b"a film", "told.mp3": b"a voice"}
    return fill_in(FORM, files)


def shown(page, path):
    return page.paper.row(path).findChild(LabelMedia)


def words(page, path):
    return [label.text() for label in shown(page, path).findChildren(QLabel) if label.isVisible() and label.text()]


def hints(page):
    offered = page.keys()
    return [hint.key for hint in offered]


def test_the_picture_of_a_question_stands_above_its_answer(page):
    page.go_to("/data/house")

    media = shown(page, "/data/house")
    (picture,) = [label for label in media.findChildren(QLabel) if not label.pixmap().isNull()]

    assert picture.isVisible()
    assert (picture.pixmap().width(), picture.pixmap().height()) == (40, 30)
    assert media.geometry().bottom() < page.paper.row("/data/house").widget.geometry().top()
    assert words(page, "/data/house") == []
    assert shown(page, "/data/first") is None


def test_f5_shows_the_film_of_a_question_and_its_buttons_the_rest(page, opened):
    page.go_to("/data/house")
    press(Qt.Key.Key_F5)
    assert opened == [b"a film"]

    buttons = {each.text(): each for each in shown(page, "/data/house").findChildren(QPushButton) if each.isVisible()}
    assert set(buttons) == {"Watch  F5", "Look at it larger"}
    buttons["Look at it larger"].click()

    assert QImage.fromData(opened[-1]).width() == 900


def test_f5_plays_the_note_right_above_a_question_too(page, opened):
    page.go_to("/data/first")
    assert "F5" not in hints(page)

    press(Qt.Key.Key_F5)
    assert opened == []

    page.go_to("/data/after")
    assert "F5" in hints(page)
    press(Qt.Key.Key_F5)
    assert opened == [b"a voice"]


def test_what_is_not_here_is_said_by_its_name(page, opened):
    page.go_to("/data/lost")

    assert words(page, "/data/lost") == ["The picture gone.png is not here.\nThe recording gone.mp3 is not here."]
    press(Qt.Key.Key_F5)
    assert opened == []


def test_a_recording_that_goes_while_the_form_is_open_is_said_when_it_is_wanted(page, opened):
    page.go_to("/data/house")
    next(page.workspace.folder.rglob("house.mp4")).unlink()

    press(Qt.Key.Key_F5)

    assert opened == []
    assert words(page, "/data/house") == ["The video house.mp4 is not here."]
