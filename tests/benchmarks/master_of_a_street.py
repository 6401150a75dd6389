"""The master workbook of a whole street: written new against openpyxl, and refreshed in place after 500 changes.

master_of_a_street.py [--persons N]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from forty_laptops import FORM, LANGUAGE, STREET, WALL, answers, dataset, office, xform
from timing import in_own_process, show_limit, show_times

CHANGED = 500


def persons(count: int, changed: int = 0) -> Iterator[tuple[str, dict[str, object], tuple[str, ...]]]:
    """Yield record, answers and commits of so many persons; of the first some have another telephone by now."""
    for number in range(count):
        chance = random.Random(number)
        record = "-".join(f"{chance.getrandbits(bits):0{bits // 4}x}" for bits in (32, 16, 16, 16, 48))
        values: dict[str, object] = dict(answers(chance, number))
        commits = [blake2b(record.encode(), digest_size=16).hexdigest()]
        if number < changed:
            values["phone"] = f"136{number:08}"
            commits.append(blake2b(f"{record} again".encode(), digest_size=16).hexdigest())
        yield record, values, tuple(sorted(commits))


def make_persons(folder: Path, count: int) -> None:
    """Only what both ways of writing have to wait for."""
    for _ in persons(count):
        pass


def write_ours(folder: Path, count: int) -> None:
    from sync.workbook.master import create_master

    create_master(folder / "master.xlsx", _export(folder, count, 0, "1"), office()[0])


def write_with_openpyxl(folder: Path, count: int) -> None:
    from openpyxl import Workbook

    names = [field.name for field in dataset((folder / FORM).read_text(encoding="utf-8")).fields]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("人员")
    sheet.append(["record", *names])
    for record, values, _ in persons(count):
        sheet.append([record, *(values.get(name) for name in names)])
    book.save(folder / "openpyxl.xlsx")


def refresh(folder: Path, count: int) -> None:
    from survey_app.memory import collect_seldom
    from sync.workbook.master import plan_refresh
    from sync.workbook.reader import open_workbook

    collect_seldom()
    path = folder / "master.xlsx"
    described = dataset((folder / FORM).read_text(encoding="utf-8"))
    reading = open_workbook(path).read({described.name: described}, lambda name, seen: {})
    plan = plan_refresh(path, _export(folder, count, CHANGED, "2"), office()[0], reading, lambda commit: True)
    plan.write()
    assert plan.written.counts == {described.name: count}


def _export(folder: Path, count: int, changed: int, xid: str):
    from sync.workbook.sheets import Export, Sheet, SheetRow

    described = dataset((folder / FORM).read_text(encoding="utf-8"))
    rows = (SheetRow(record, values, seen, STREET) for record, values, seen in persons(count, changed))
    return Export(xid * 32, [Sheet(described, rows)], LANGUAGE, STREET, "office", 7, WALL)


STEPS = {"made": make_persons, "ours": write_ours, "openpyxl": write_with_openpyxl, "refresh": refresh}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=50_000)
    parser.add_argument("--step", choices=STEPS, help="one step only, in this process")
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args()
    if told.step:
        start, work = perf_counter(), process_time()
        STEPS[told.step](told.folder, told.persons)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": perf_counter() - start, "work": process_time() - work, "peak": peak}))
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FORM).write_text(xform(), encoding="utf-8")
        arguments = ("--persons", str(told.persons), "--folder", folder)
        found = {step: in_own_process(Path(__file__), "--step", step, *arguments) for step in STEPS}
    what = f"{told.persons} persons"
    made = found["made"]["work"]
    ours, theirs = found["ours"]["work"] - made, found["openpyxl"]["work"] - made
    show_times(f"master of {what}: openpyxl write-only", ours, theirs, times_faster=5)
    show_limit(f"master of {what} written: peak memory", found["ours"]["peak"], 1024, "MiB")
    print(f"refreshed after {CHANGED} changes: {found['refresh']['work'] - made:.1f} s of the processor")
    show_limit(f"master of {what} refreshed: peak memory", found["refresh"]["peak"], 1024, "MiB")


if __name__ == "__main__":
    main()
