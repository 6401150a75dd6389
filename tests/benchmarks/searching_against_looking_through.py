"""Finding a person among 100,000 with every key that is typed, against looking through the table with LIKE.

searching_against_looking_through.py [--persons N]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from datetime import UTC, datetime

from forty_laptops import Laptop, dataset, office
from timing import percentile, show_limit, show_times

from forms.pinyin import search_keys
from sync.replica import Batch
from sync.store.opening import create_store
from sync.store.store import RecordStore

SEARCHED = ("full_name", "id_no", "phone", "address")
WANTED = 50
INSTANT = 50.0


def filled_store(folder: Path, persons: int) -> RecordStore:
    """Return a store on the disk with so many persons, taken in laptop by laptop."""
    key, chain = office()
    described = dataset()
    store = create_store(folder, os.urandom(32), now=lambda: datetime.now(UTC))
    store.prepare([described], search_fields={described.name: SEARCHED}, search_keys=search_keys)
    for number in range(1, persons // 1000 + 1):
        laptop = Laptop(number, key, chain)
        laptop.record(1000)
        store.add(laptop.saves, Batch(f"{number:032x}"))
    return store


def words(store: RecordStore) -> list[str]:
    """Return what people type to find somebody: name, pinyin, initials, an ID, a telephone, an address."""
    chance = Random(3)
    rows = store.rows("person", limit=40, offset=chance.randrange(500))
    found: list[str] = []
    for row in rows[::4]:
        spoken = [key for key in search_keys(row["full_name"]) if key.isascii()]
        found += [row["full_name"], *spoken[:2], row["id_no"], row["phone"], row["phone"][-4:], "湖滨街12号楼"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=100_000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = filled_store(Path(folder) / "store", told.persons)
        column = {name: name for name in SEARCHED}
        looking = f"SELECT * FROM person WHERE {' OR '.join(f'{each} LIKE :words' for each in column)} LIMIT {WANTED}"
        ours: list[float] = []
        theirs: list[float] = []
        for text in words(store):
            for end in range(1, len(text) + 1):
                start = perf_counter()
                store.search("person", text[:end], limit=WANTED)
                ours.append((perf_counter() - start) * 1000)
            start = perf_counter()
            store.query(looking, {"words": f"%{text}%"})
            theirs.append((perf_counter() - start) * 1000)
        store.close()
    what = f"a key of a search among {told.persons:,} persons"
    show_limit(f"{what}, p50", percentile(ours, 0.5), INSTANT)
    show_limit(f"{what}, p99", percentile(ours, 0.99), INSTANT)
    show_times(f"{what}: LIKE", percentile(ours, 0.5) / 1000, percentile(theirs, 0.5) / 1000, times_faster=1)


if __name__ == "__main__":
    main()
