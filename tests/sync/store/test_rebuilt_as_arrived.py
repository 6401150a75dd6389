"""What arrived bit by bit, in any order, is what is rebuilt from the beginning: on real encrypted files."""

import random

import pytest
from stored_town import CLERK, DWELLING, HOUSEHOLD, LI, Clock, a_store, change, new_person, plain

from sync.commit import LIFE, PARENT
from sync.edit import Edit
from sync.errors import NothingToUndo
from sync.replica import Batch

RECORDS = [f"{number:08}-0000-4000-8000-000000000000" for number in range(10, 18)]
HOUSEHOLDS = [HOUSEHOLD, "00000005-0000-4000-8000-000000000000"]


class Friday:
    """A few laptops and an office, from one seed."""

    def __init__(self, seed: int, folder) -> None:
        self.random = random.Random(seed)
        self.stores = [
            a_store(folder / str(number), bytes(32), now=Clock(), random=self.random.randbytes) for number in range(3)
        ]
        self.batches = 0

    def run(self, steps: int) -> None:
        for _ in range(steps):
            act = self.random.choice([self.add, self.edit, self.edit, self.family, self.delete, self.bring, self.undo])
            act(self.random.choice(self.stores))
        for _ in range(2):
            for taker in self.stores:
                for giver in self.random.sample(self.stores, 3):
                    self.bring(taker, giver, whole=True)

    def add(self, store) -> None:
        record = self.random.choice(RECORDS)
        if store.record(record) is None:
            store.save([new_person(record, self.random.choice(HOUSEHOLDS), full_name=f"李{record[7]}")], LI)

    def edit(self, store) -> None:
        known = [record for record in RECORDS if store.record(record)]
        if known:
            name = self.random.choice(["full_name", "mobile", "id_no", "works", "birth_year"])
            value = self.random.choice(["1", "2", "张", None, 1950, 1999, ("missing", "refused")])
            change(store, self.random.choice(known), self.random.choice([LI, CLERK]), **{name: value})

    def family(self, store) -> None:
        act = self.random.randint(0, 3)
        household = self.random.choice(HOUSEHOLDS)
        if act == 0:
            change(store, household, dataset="household", survey_date=f"{self.random.randint(1990, 2040)}-01-01")
        elif act == 1:
            holder = self.random.choice([DWELLING, *HOUSEHOLDS])
            change(store, household, dataset="household", **{PARENT: holder})
        elif act == 2:
            store.save([Edit(DWELLING, "dwelling", {"address_text": f"建设路{act}号"}, store.seen(DWELLING))], LI)
        elif known := [record for record in RECORDS if store.record(record)]:
            change(store, self.random.choice(known), **{PARENT: household})

    def delete(self, store) -> None:
        known = [record for record in RECORDS if store.record(record)]
        if known:
            life = self.random.choice(["gone:died", "live", f"into:{self.random.choice(RECORDS)}"])
            change(store, self.random.choice(known), **{LIFE: life})

    def bring(self, taker, giver=None, whole: bool = False) -> None:
        saves = list((giver or self.random.choice(self.stores)).saves())
        self.random.shuffle(saves)
        self.batches += 1
        taker.add(saves if whole else saves[: len(saves) // 2], Batch(f"batch {self.batches}"))

    def undo(self, store) -> None:
        batches = store.batches()
        if batches:
            batch = self.random.choice(batches)
            try:
                (store.redo if batch.is_undone else store.undo)(batch.id, CLERK)
            except NothingToUndo:
                return


@pytest.mark.invariant(3, 17)
@pytest.mark.parametrize(
    ("seed", "held_in"),
    [*((seed, "memory") for seed in range(8)), (0, "postgresql"), (4, "postgresql")],
    indirect=["held_in"],
)
def test_whatever_came_in_whatever_order_all_tables_are_alike(seed, tmp_path):
    """INV 17: rebuilt is as arrived."""
    friday = Friday(seed, tmp_path)

    friday.run(60)

    first, *others = friday.stores
    for store in others:
        assert plain(store) == plain(first)
        assert store.conflicts() == first.conflicts()
        assert (store.unplaced(), store.contested(), store.forks()) == (first.unplaced(), first.contested(), [])
        assert store.search("person", "张 建设路") == [] or first.search("person", "张 建设路")
    for store in friday.stores:
        assert store.verify() == []
        found = {typed: store.search("person", typed) for typed in ("张", "李", "建设路", "1")}
        store.rebuild()
        assert {typed: store.search("person", typed) for typed in found} == found
