"""Two questions against each other over a million persons, while a window waits: how long, and how long it stutters.

    python tests/benchmarks/cross_table_of_a_million.py [--persons 1000000] [--keep DIR]

The table is made in a job beside the window, as the page makes it; a timer in the window says how late it was called.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from timing import percentile, show

from forms.pack import REEMPLOYMENT_4050, Pack, load_pack
from reports.cross_table import cross_table
from reports.report import Asked, Report
from survey_app.desktop.jobs import Job, JobRunner
from survey_app.sentences import sentence
from sync.commit import LIFE, LIVE
from sync.edit import Author, Edit
from sync.store.opening import create_store, open_store
from sync.store.store import RecordStore

AT_ONCE = 20_000
FRAME = 0.016
DAY = date(2003, 7, 31)
COMMUNITIES = 351


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--persons", type=int, default=1_000_000)
    told.add_argument("--keep", type=Path)
    options = told.parse_args()
    pack = load_pack(REEMPLOYMENT_4050)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "store"
        store = stored(folder, pack, options.persons)
        measure(store, pack, options.persons)
        store.close()


def stored(folder: Path, pack: Pack, persons: int) -> RecordStore:
    """Return a store of so many persons, made if it is not there."""
    key = bytes(range(32))
    described = {"person": replace(pack.datasets["person"], parent="")}
    if folder.exists():
        store = open_store(folder, key, now=lambda: datetime.now(UTC))
        store.prepare(described)
        return store
    store = create_store(folder, key, now=lambda: datetime.now(UTC))
    store.prepare(described)
    start = perf_counter()
    made = everybody(pack, persons)
    while some := list(islice(made, AT_ONCE)):
        by_area: dict[str, list[Edit]] = {}
        for area, edit in some:
            by_area.setdefault(area, []).append(edit)
        with store.transaction():
            for area, edits in by_area.items():
                store.save(edits, Author("A-01", area))
    print(f"{persons:,} persons recorded in {perf_counter() - start:.0f} s")
    return store


def everybody(pack: Pack, persons: int) -> Iterator[tuple[str, Edit]]:
    """Yield persons by seed, each in one of the communities of a city."""
    random = Random(20030731)
    choices = {name: list(_choices(pack, name)) for name in ("education", "labour_status", "jobless_cause", "marital")}
    for number in range(persons):
        born = date(1920, 1, 1) + timedelta(days=random.randrange(80 * 365))
        values = {
            LIFE: LIVE,
            "full_name": f"{number}",
            "sex": random.choice("12"),
            "birth_date": born.isoformat(),
            **{name: random.choice(codes) for name, codes in choices.items()},
        }
        record = str(UUID(int=random.getrandbits(128), version=4))
        yield f"220100/{number % COMMUNITIES:03}", Edit(record, "person", values)


def _choices(pack: Pack, name: str) -> list[str]:
    field = pack.datasets["person"].field(name)
    assert field is not None
    return list(field.choices)


def measure(store: RecordStore, pack: Pack, persons: int) -> None:
    """Make the table beside a window that is called every five milliseconds."""
    application = QApplication.instance() or QApplication([])
    definition = replace(next(each for each in pack.reports if each.name == "education_age"), where="")
    asked = Asked(
        query=store.query,
        datasets={"person": pack.datasets["person"]},
        areas=pack.areas,
        area="",
        as_of=DAY,
        language="zh",
        say=partial(sentence, "zh"),
    )
    waits: list[float] = []
    last = perf_counter()

    def called() -> None:
        nonlocal last
        now = perf_counter()
        waits.append(now - last)
        last = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(called)
    loop = QEventLoop()
    found: list[Report] = []
    job = Job(lambda report: found.append(cross_table(definition, asked)))
    job.ended.connect(loop.quit)
    timer.start()
    start = perf_counter()
    JobRunner().start(job)
    loop.exec()
    took = perf_counter() - start
    timer.stop()
    counted = sum(row.cells[1] for row in found[0].rows if row.total)  # pyright: ignore[reportArgumentType]
    print(f"{persons:,} persons against each other in {took:.2f} s, {counted:,} counted")
    for name, share in (("p50", 0.5), ("p99", 0.99), ("longest", 1.0)):
        late = percentile(waits, share)
        show(f"the window is called again, {name}", f"{late * 1000:.1f} ms", "16 ms", FRAME / late, "1x", late <= FRAME)
    del application


if __name__ == "__main__":
    main()
