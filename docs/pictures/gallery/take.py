"""Pictures of every control, in both languages and both themes: `python docs/pictures/gallery/take.py [FOLDER]`.

The form is `gallery.md`, an XLSForm as a table. Without a folder the pictures go to a new one below the system's
temporary folder; `--keep` writes those that the documentation shows into this folder instead. Together they show
every question whole.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.append(str(Path(__file__).parents[1]))

from few_colours import in_few_colours
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pyxform.xls2xform import convert

from forms.state import QuestionState
from survey_app.desktop.interview.interview_page import InterviewPage
from survey_app.desktop.interview.question_row import QuestionRow
from survey_app.desktop.interview.question_widgets.file_pick import FilePick
from survey_app.desktop.main_window import MainWindow
from survey_app.desktop.settings import Settings
from survey_app.desktop.shell.shell import Shell
from survey_app.desktop.theme import Theme
from survey_app.desktop.translation import install
from survey_app.workspace import Workspace, create_lone

HERE = Path(__file__).parent
SIZE = (1366, 697)
"""What Windows leaves of a 1366x768 screen."""
FRIDAY = datetime(2003, 6, 13, 16, 0).astimezone()
PAGES = {
    "words": "/data/words/line",
    "numbers": "/data/numbers/whole",
    "scales": "/data/numbers/scale",
    "choices": "/data/choices/one",
    "columns": "/data/choices/in_columns",
    "several": "/data/choices/severals",
    "grids": "/data/grid/water",
    "dates": "/data/moments/day",
    "files": "/data/files/photo",
    "shown": "/data/shown/roof",
    "members": "/data/person[1]/full_name",
}
IN_DARK = ("words", "scales", "choices", "grids", "finish")
"""Of those that are kept: enough to see that nothing is lost in the dark."""
ANSWERS = {
    "/data/words/line": "王桂芝",
    "/data/words/several": "上午买菜，\n下午在家。",
    "/data/words/grouped": "12500",
    "/data/words/secret": "芝麻开门",
    "/data/words/page": "https://docs.getodk.org",
    "/data/numbers/whole": "43",
    "/data/numbers/counted": "3",
    "/data/numbers/thousands": "1234567",
    "/data/numbers/part": "61.5",
    "/data/numbers/scale": "7",
    "/data/numbers/told": "3",
    "/data/numbers/stars": "4",
    "/data/numbers/picked": "6",
    "/data/numbers/upright": "2.5",
    "/data/choices/one": "1",
    "/data/choices/many": "02",
    "/data/choices/pictured": "2",
    "/data/choices/in_columns": "3",
    "/data/choices/in_three": "04",
    "/data/choices/agrees": "4",
    "/data/choices/severals": "1 3",
    "/data/choices/ticks": "01 04 08",
    "/data/choices/order": "3 1",
    "/data/grid/water": "4",
    "/data/grid/heating": "2",
    "/data/head_grid/father": "2 4",
    "/data/moments/day": "1960-05-12",
    "/data/moments/month": "1998-03-01",
    "/data/moments/the_year": "1978-01-01",
    "/data/moments/clock": "18:40:00",
    "/data/files/place": "43.8868 125.3245 0 0",
    "/data/files/way": "43.88 125.32 0 0; 43.89 125.33 0 0",
    "/data/files/read": "OK",
    "/data/person[1]/full_name": "王桂芝",
    "/data/person[1]/job[1]/employer": "第一汽车制造厂",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--keep", action="store_true")
    told = parser.parse_args()
    target = HERE if told.keep else told.folder or Path(tempfile.mkdtemp(prefix="gallery-"))
    target.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        workspace = gallery_workspace(Path(folder))
        for language in ("zh", "en"):
            translator = install(application, language)
            for scheme in ("light", "dark"):
                if told.keep and (language, scheme) not in (("zh", "light"), ("en", "dark")):
                    continue
                shell = Shell(
                    Theme(application, scheme, 14), Settings(Path(folder) / "settings.ini"), language, lambda: FRIDAY
                )
                with gallery_page(workspace, shell) as (window, page):
                    for name in _shown_all(page):
                        if not told.keep or scheme == "light" or name in IN_DARK:
                            _save(window, target / f"{name}-{language}-{scheme}.png")
            application.removeTranslator(translator)
        workspace.close()
    print(target)


def gallery_workspace(folder: Path) -> Workspace:
    """Make a workspace for the gallery form alone."""
    form = folder / "gallery.xml"
    form.write_text(convert(xlsform=gallery_table(), file_type=".md", validate=False).xform, encoding="utf-8")
    media = folder / "gallery-media"
    media.mkdir()
    for name, draw in {"block.png": _block, "bungalow.png": _bungalow}.items():
        _picture(draw).save(str(media / name))
    for name in ("greeting.mp3", "roof.mp4"):
        # Nobody plays them for a picture.
        (media / name).touch()
    return create_lone(folder / "gallery", form, None, lambda: FRIDAY)


def gallery_table() -> str:
    return (HERE / "gallery.md").read_text(encoding="utf-8")


@contextmanager
def gallery_page(workspace: Workspace, shell: Shell) -> Iterator[tuple[MainWindow, InterviewPage]]:
    """Open the form in the window, filled in; what is filled in is thrown away at the end."""
    window = MainWindow(shell)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    window.show_workspace(workspace, "interview", record="")
    page = window.page
    assert isinstance(page, InterviewPage) and page.interview is not None
    page.interview.set_language(next(each for each in page.interview.form.languages if shell.language in each))
    page.members.add_to("/data/person[1]/job")
    for path, value in ANSWERS.items():
        page.answer(path, value)
    page.open_section("")
    row = page.paper.row("/data/files/photo")
    assert row is not None and isinstance(row.widget, FilePick)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "photo.png"
        _picture(_block).save(str(file))
        row.widget.take(file)
    yield window, page
    page.interview.discard()
    page.interview = None
    window.put_away()
    window.close()


def _shown_all(page: InterviewPage) -> Iterator[str]:
    """Show one page after the other until every question was seen whole; yield what each is called."""
    unseen = [state.path for state in page.papers.states() if _can_be_seen(state)]
    starts = list(PAGES.items())
    while starts or unseen:
        name, path = starts.pop(0) if starts else (f"more-{unseen[0].rpartition('/')[2]}", unseen[0])
        seen = _show_from(page, path) | {path}
        unseen = [each for each in unseen if each not in seen]
        yield name
    page.open_finish()
    QTest.qWait(200)
    yield "finish"


def _show_from(page: InterviewPage, path: str) -> set[str]:
    """Scroll to a question; return those that are seen whole."""
    page.go_to(path)
    QTest.qWait(100)
    bar, row = page.paper.verticalScrollBar(), page.paper.row(path)
    assert row is not None
    bar.setValue(max(0, row.y() - 60))
    QTest.qWait(200)
    view = page.paper.viewport().rect()
    rows = [each for each in page.paper.findChildren(QuestionRow) if each.isVisible()]
    return {each.state.path for each in rows if view.contains(each.geometry().translated(0, -bar.value()))}


def _save(window: MainWindow, file: Path) -> None:
    in_few_colours(window.grab().toImage()).save(str(file))
    print(file.name)


def _can_be_seen(state: QuestionState) -> bool:
    return state.relevant and state.kind not in ("group", "repeat", "calculate", "hidden")


def _picture(draw: Callable[[QPainter], None]) -> QImage:
    picture = QImage(96, 72, QImage.Format.Format_RGB32)
    picture.fill(QColor("#DCEBFA"))
    painter = QPainter(picture)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#7A4B00"))
    draw(painter)
    painter.end()
    return picture


def _block(painter: QPainter) -> None:
    painter.drawRect(QRectF(28, 8, 40, 64))
    painter.setBrush(QColor("#FFF6DF"))
    for floor in range(5):
        for window in range(3):
            painter.drawRect(QRectF(33 + window * 11, 13 + floor * 12, 7, 7))


def _bungalow(painter: QPainter) -> None:
    painter.drawRect(QRectF(18, 40, 60, 32))
    painter.drawPolygon([QPointF(10, 42), QPointF(48, 18), QPointF(86, 42)])
    painter.setBrush(QColor("#FFF6DF"))
    painter.drawRect(QRectF(42, 50, 12, 22))


if __name__ == "__main__":
    main()
