"""A form written as a table, in a workspace of its own, filled in on its paper by keys."""

import pytest
from pyxform.xls2xform import convert

from survey_app.workspace import create_lone


@pytest.fixture
def fill_in(show, shell, tmp_path):
    """Open a form at its first paper and return the interview page; `media` are the form's files by name."""
    windows = []

    def opened(table: str, media: dict[str, bytes] | None = None):
        folder = tmp_path / f"form_{len(windows)}"
        (folder / "media").mkdir(parents=True)
        for name, content in (media or {}).items():
            folder.joinpath("media", name).write_bytes(content)
        form = folder / "form.xml"
        form.write_text(convert(xlsform=table, file_type=".md", validate=False).xform, encoding="utf-8")
        windows.append(show(create_lone(folder / "records", form, None, shell.now), "interview"))
        page = windows[-1].page
        page.on_show(record="")
        page.open_section("")
        return page

    yield opened
    for window in windows:
        workspace = window.workspace
        window.put_away()
        workspace.close()
