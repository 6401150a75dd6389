"""Merging forty workbook exports of 700 persons x 60 fields and writing the master, against pandas and the floor.

Ours does what an office needs: open each workbook, decrypt and verify the commits inside, compare every cell with what
the workbook had shown, take all in durably (one transaction a file, synced to an encrypted database), and write the
master workbook, read back and verified. The office's script only reads, concatenates, drops equal IDs and writes.
The floor reads the same cells with calamine, puts them into SQLite and writes the sheet as a stream of XML.

    merging_against_pandas.py [--rounds N] [--laptops N] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

SHEET = "人员"


def merge_as_pandas(files: list[Path], to: Path) -> None:
    """The office's script."""
    import pandas

    frames = [pandas.read_excel(file, sheet_name=SHEET, header=1, dtype=object, na_filter=False) for file in files]
    together = pandas.concat(frames, ignore_index=True).drop_duplicates("问题 id_no")
    together.to_excel(to, index=False, sheet_name=SHEET)


def merge_as_floor(files: list[Path], to: Path) -> None:
    """The least that any merge of these files has to do."""
    import sqlite3
    from xml.sax.saxutils import escape
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    from openpyxl.utils import get_column_letter
    from python_calamine import CalamineWorkbook

    database = sqlite3.connect(to.with_suffix(".db"))
    width = 0
    for file in files:
        rows = CalamineWorkbook.from_path(file).get_sheet_by_name(SHEET).to_python()[1:]
        if not width:
            width = len(rows[0])
            names = ", ".join(f"c{number}" for number in range(width))
            database.execute(f"CREATE TABLE person ({names}, PRIMARY KEY (c0)) WITHOUT ROWID")
        holders = ", ".join("?" * width)
        database.executemany(f"INSERT OR IGNORE INTO person VALUES ({holders})", rows)
    database.commit()
    letters = [get_column_letter(number) for number in range(1, width + 1)]
    with ZipFile(to, "w", ZIP_DEFLATED) as package:
        for name, text in _PLAIN_PARTS.items():
            package.writestr(name, text)
        info = ZipInfo("xl/worksheets/sheet1.xml")
        info.compress_type = ZIP_DEFLATED
        info._compresslevel = 1  # type: ignore[attr-defined]
        with package.open(info, "w") as part:
            part.write(_SHEET_START)
            for number, row in enumerate(database.execute("SELECT * FROM person"), start=1):
                cells = [
                    f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                    if isinstance(cell, str)
                    else f'<c r="{letter}{number}"><v>{cell!r}</v></c>'
                    for letter, cell in zip(letters, row, strict=True)
                    if cell != ""
                ]
                part.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            part.write(b"</sheetData></worksheet>")
    database.close()


def merge_as_we_do(files: list[Path], to: Path) -> None:
    from office_merge import merge

    from survey_app.memory import collect_seldom

    collect_seldom()
    merge(files, to)


WAYS = {"ours": merge_as_we_do, "pandas": merge_as_pandas, "floor": merge_as_floor}

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_START = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_PLAIN_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_FORMAT}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_FORMAT}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def saved_again(file: Path, folder: Path) -> Path:
    """Return a copy with the same cells in other bytes, as any spreadsheet program leaves it; the form lies beside."""
    copies = folder / "saved again"
    copies.mkdir(exist_ok=True)
    for form in file.parent.glob("*.xml"):
        shutil.copy(form, copies)
    with ZipFile(file) as old, ZipFile(copies / file.name, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return copies / file.name


def cells_of(path: Path, header: int) -> dict[str, dict[str, str]]:
    """Return a workbook's cells as text: record -> label -> cell."""
    from python_calamine import CalamineWorkbook

    from sync.workbook.cells import canonical_cells

    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    labels = [str(label) for label in rows[header]]
    key = labels.index("记录号") if "记录号" in labels else 0
    found: dict[str, dict[str, str]] = {}
    for row in rows[header + 1 :]:
        texts = canonical_cells(row)
        found[texts[key]] = {label: text for label, text in zip(labels, texts, strict=True) if text}
    return found


def one_way(way: str, files: list[Path], to: Path) -> None:
    """Do it one way in this process, what has to be imported included, and print the seconds."""
    from timing import work_so_far

    start, start_of_work = perf_counter(), work_so_far()
    WAYS[way](files, to)
    print(json.dumps({"seconds": perf_counter() - start, "work": work_so_far() - start_of_work}))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--laptops", type=int, default=40)
    parser.add_argument("--keep", type=Path, default=None, help="folder for the exports, used again if they are there")
    parser.add_argument("--way", choices=WAYS, help="one way only, in this process")
    parser.add_argument("--to", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    told = parser.parse_args()
    if told.way:
        one_way(told.way, told.files, told.to)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), told.keep or Path(folder) / "exports", told.laptops, told.rounds)


def compare(folder: Path, exports: Path, laptops: int, rounds: int) -> None:
    from forty_laptops import write_exports
    from timing import in_own_process, medians, show, show_times

    exports.mkdir(exist_ok=True)
    files = sorted(exports.glob("*.xlsx")) or write_exports(exports, laptops)
    files = files[:laptops]
    results: dict[str, Path] = {}
    work: dict[str, list[float]] = {}
    turn = 0

    def run(way: str) -> float:
        nonlocal turn
        turn += 1
        results[way] = folder / f"{way}-{turn}" / "master.xlsx"
        results[way].parent.mkdir()
        arguments = ["--way", way, "--to", str(results[way]), *map(str, files)]
        told = in_own_process(Path(__file__), *arguments)
        work.setdefault(way, []).append(told["work"])
        return told["seconds"]

    times = medians(rounds, {way: lambda way=way: run(way) for way in WAYS})
    ours, theirs = cells_of(results["ours"], 1), cells_of(results["pandas"], 0)
    cells = sum(len(row) for row in theirs.values())
    same = sum(ours.get(key, {}).get(label) == text for key, row in theirs.items() for label, text in row.items())
    what = f"{len(files)} workbooks, {len(theirs)} persons"
    show_times(f"merge {what}: pandas", times["ours"], times["pandas"], times_faster=8)
    show_times(f"merge {what}: floor", times["ours"], times["floor"], at_most=2.5)
    # Seconds of the processor alone, of both cores together: what other programs take away is not in them.
    busy = {way: median(times) for way, times in work.items()}
    show_times("the same in processor time: pandas", busy["ours"], busy["pandas"], times_faster=8)
    show_times("the same in processor time: floor", busy["ours"], busy["floor"], at_most=2.5)
    # As they come from the sticks nobody has saved them since; of those that somebody has, every cell is compared.
    saved = [saved_again(file, folder) for file in files]
    told = in_own_process(Path(__file__), "--way", "ours", "--to", str(folder / "saved.xlsx"), *map(str, saved))
    print(f"ours, if each had been saved again by another program: {told['work']:.3f} s of the processor")
    show("cells equal to the pandas script's", str(same), str(cells), same / cells, "= 1", ours == theirs)


if __name__ == "__main__":
    main()
