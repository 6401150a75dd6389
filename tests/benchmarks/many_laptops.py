"""Bundles of very many laptops into one master store: commits per second, memory, whether the last cost as the first.

762 laptops with 700 persons each are a district of 533,000 persons; the default is a seventh of it. The curve says what
one bundle cost among the first 50, the next 50, and so on: where the merge grows with what is stored, it rises.

    many_laptops.py [--laptops N] [--persons N] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from forty_laptops import FORM, STREET, Laptop, dataset, office, xform
from timing import in_own_process, show, show_limit, work_so_far

WINDOW = 50
"""Laptops whose files lie on the desk at once; of each fifty the curve has one figure."""


def write_bundles(folder: Path, laptops: int, persons: int) -> None:
    """Let laptops record, one after the other, and hand over."""
    key, chain = office()
    (folder / FORM).write_text(xform(), encoding="utf-8")
    for number in range(1, laptops + 1):
        laptop = Laptop(number, key, chain)
        laptop.record(persons)
        (folder / f"{number:04}.bundle").write_bytes(laptop.bundle(key))


def merge(folder: Path) -> None:
    """Merge them as the desk does, fifty at a time, in this process, then all of them again; print what it took."""
    from survey_app.memory import collect_seldom
    from sync.edit import Author
    from sync.exchange import Desk, State, apply, check_all
    from sync.lock import lock_key_of
    from sync.replica import Batch
    from sync.store.opening import create_store

    collect_seldom()
    key, chain = office()
    described = dataset((folder / FORM).read_text(encoding="utf-8"))
    desk = Desk((lock_key_of(key.seed),), frozenset({key.public}), STREET)
    files = sorted(folder.glob("*.bundle"))
    windows = [files[start : start + WINDOW] for start in range(0, len(files), WINDOW)]
    with tempfile.TemporaryDirectory() as place:
        now = datetime.now(timezone(timedelta(hours=8)))
        store = create_store(Path(place) / "store", os.urandom(32), now=lambda: now)
        store.prepare([described], search_fields={described.name: ("full_name", "id_no", "phone", "address")})
        store.sign_as(key, chain)

        def lay_down(several: list[Path], expected: State) -> float:
            start = work_so_far()
            checked = check_all(several, desk, store)
            assert {one.state for one in checked} == {expected}, checked
            done = apply(store, checked, lambda: Batch(os.urandom(16).hex()), Author("C003", STREET))
            assert not any(one.error for one in done)
            return (work_so_far() - start) / len(several)

        start = perf_counter()
        first = [lay_down(several, State.READY) for several in windows]
        seconds = perf_counter() - start
        again = [lay_down(several, State.KNOWN) for several in windows]
        told = {
            "commits": store.numbers()["commits"],
            "seconds": seconds,
            "first": sum(each * len(several) for each, several in zip(first, windows, strict=True)),
            "again": sum(each * len(several) for each, several in zip(again, windows, strict=True)),
            "curve": first,
            "peak": sum(getrusage(whose).ru_maxrss for whose in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1024,
        }
        store.close()
    print(json.dumps(told))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--laptops", type=int, default=110)
    parser.add_argument("--persons", type=int, default=700)
    parser.add_argument("--keep", type=Path, default=None, help="folder for the bundles, used again if they are there")
    parser.add_argument("--merge", type=Path, help="only merge what lies in that folder, in this process")
    told = parser.parse_args()
    if told.merge:
        merge(told.merge)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = told.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        if not any(folder.glob("*.bundle")):
            write_bundles(folder, told.laptops, told.persons)
        found = in_own_process(Path(__file__), "--merge", str(folder))
    laptops = f"{told.laptops} laptops"
    commits, seconds, work, again = (found[what] for what in ("commits", "seconds", "first", "again"))
    rates = f"{commits / seconds:,.0f} a second, {commits / work:,.0f} a second of the processor"
    print(f"{laptops}: {commits:,.0f} commits in {seconds:.1f} s, {rates}")
    show_limit(f"{laptops}: peak memory, both processes", found["peak"], 1024, "MiB")
    curve: list[float] = found["curve"]  # pyright: ignore[reportAssignmentType]
    print(f"one bundle, {WINDOW} by {WINDOW}: {' '.join(f'{1000 * each:.0f}' for each in curve)} ms of the processor")
    early, late = curve[0], curve[-1]
    growth = late / early
    show(
        f"one of the last: one of the first {WINDOW}",
        f"{late:.3f} s",
        f"{early:.3f} s",
        growth,
        "<= 1.25x",
        growth <= 1.25,
    )
    times = work / again
    show(f"{laptops} once more: first time", f"{again:.2f} s", f"{work:.2f} s", times, ">= 10x faster", times >= 10)


if __name__ == "__main__":
    main()
