"""A small survey of its own making: forms as tables, two wards, an office and its laptops, no doors."""

from pathlib import Path

import pytest
from pyxform.xls2xform import convert
from small_town import Clock

from survey_app.answering import write_back
from survey_app.enrolment import enrol
from survey_app.merge_desk import judged, merge
from survey_app.returns import take_return
from survey_app.workspace import Staff, Workspace, create_from_start, create_workspace

SETTINGS = """\
id = "small"
version = "1"
title.en = "A small survey"

[areas]
list = "area.csv"
levels = ["town", "ward"]
unit = "ward"
"""
AREAS = "name,label::English (en),level,parent\nT,Town,town,\nT1,First ward,ward,T\nT2,Second ward,ward,T\n"


def pack_with(folder: Path, *tables: str, settings: str = "", **lists: str) -> Path:
    """Write a pack with these forms and lists."""
    files = {"pack.toml": SETTINGS + settings, "lists/area.csv": AREAS}
    files |= {f"lists/{name}.csv": text for name, text in lists.items()}
    files |= {f"forms/form_{number}.xml": xform_of(table) for number, table in enumerate(tables)}
    for name, text in files.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "pack"


def xform_of(table: str) -> str:
    """Read an XLSForm written as a markdown table."""
    return convert(xlsform=table, file_type=".md", validate=False).xform


def office_with(folder: Path, *tables: str, **more: str) -> Workspace:
    pack = pack_with(folder, *tables, **more)
    return create_workspace(folder / "office", pack, "T", Staff("S-01", "Ruth", "street"), None, Clock())


def office_and_laptop(*tables: str):
    """Return two fixtures: an office with these forms, and the laptop that it has given to Ann."""

    @pytest.fixture
    def office(tmp_path):
        workspace = office_with(tmp_path, *tables)
        yield workspace
        workspace.close()

    @pytest.fixture
    def ann(office, tmp_path):
        workspace = laptop_of(office, tmp_path, "Ann")
        yield workspace
        workspace.close()

    return office, ann


def laptop_of(office: Workspace, folder: Path, name: str = "Ann", ward: str = "T1") -> Workspace:
    start = folder / f"{name}.start.bundle"
    enrol(office, ward, Staff(f"A-{name}", name), start, locked=False)
    return create_from_start(folder / name, start, None, Clock())


def brought(office: Workspace, *files: Path):
    """Merge files as the office does."""
    return merge(office, judged(office, list(files)))


def sent_back(office: Workspace, laptop: Workspace, file: Path, folder: Path) -> None:
    """Write the receipt for a file, with all that waits, and take it in on the laptop."""
    for path in write_back(office, judged(office, [file]), folder):
        take_return(laptop, path)
