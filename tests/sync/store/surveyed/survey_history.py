"""One history of a simulated survey: real stores, bundles and workbooks, everything from one seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from survey_books import Book, read_all_books
from survey_computer import Computer, Disks, Looked, Place
from survey_oracle import LIFE, LIVE, Oracle, Told
from survey_people import DESK, DISTRICT_POST, FIRST, GROUP, LAPTOP_POSTS, LOCK, SECOND, STREET_POST

from sync.commit import Commit
from sync.edit import Edit
from sync.errors import NotAllowed
from sync.exchange import State, apply, check_all
from sync.hand_over import Envelope, Load, Packer, pack_export
from sync.replica import Batch

MORNING = datetime(2003, 8, 1, 9, tzinfo=timezone(timedelta(hours=8)))


class Survey:
    """A street, its district, and one or two laptops."""

    def __init__(self, seed: int, disks: Disks) -> None:
        self.random, self.disks, self.oracle = Random(seed), disks, Oracle()
        self.clocks: dict[int, timedelta] = {}
        self._seconds = self._count = 0
        self.sticks: list[tuple[Path, frozenset[str]]] = []
        self.kept: list[tuple[Computer, int, Place, frozenset[str], dict[str, set[str]]]] = []
        """Second copies: whose, as whom, where, and what lay on them."""
        self.books: list[Book] = []
        laptops = self.random.sample(LAPTOP_POSTS, self.random.randint(1, 2))
        self.computers = [self._computer(number) for number in (STREET_POST, *laptops, DISTRICT_POST)]
        first = self.computers[0]
        for number in range(self.random.randint(2, 4)):
            values = {LIFE: LIVE, "full_name": f"甲{number}", "phone": "1", "id_type": "01", "id_no": "1"}
            self.write(first, self.fresh(), values)
        stick = self.pack(first)
        for computer in self.computers[1:]:
            if self.random.random() < 0.9:
                self.take_in(computer, stick)

    def _computer(self, number: int) -> Computer:
        def now() -> datetime:
            return self.now() + self.clocks.get(computer.number, timedelta())

        place, version = self.disks.new_place(number), self.random.choice([FIRST, SECOND, SECOND])
        computer = Computer(number, place, version, now, self.random, f"{number} {self.disks.count}")
        computer.set_up(self.disks)
        return computer

    @property
    def offices(self) -> list[Computer]:
        return [computer for computer in self.computers if computer.post.is_office]

    @property
    def met(self) -> Counter[str]:
        return self.oracle.met

    def now(self) -> datetime:
        self._seconds += 1
        return MORNING + timedelta(seconds=self._seconds)

    def fresh(self) -> str:
        """Return the id of a new record."""
        self._count += 1
        return f"{self._count:08}-0000-4000-8000-000000000000"

    def close(self) -> None:
        for computer in self.computers:
            computer.store.close()

    # What the oracle is told

    def note(self, computer: Computer, commit: Commit, told: Told) -> None:
        assert commit.record == told.record and commit.id not in self.oracle.told
        self.oracle.told[commit.id] = told
        computer.held.add(commit.id)
        if commit.seq:
            self.oracle.numbers.setdefault((commit.stream, commit.seq), set()).add(commit.id)

    def write(
        self, computer: Computer, record: str, values: Mapping[str, object], looked: Looked | None = None
    ) -> None:
        """Somebody saves what they typed into one record; a whole group is written with it."""
        looked = looked or computer.look(record)
        edit = Edit(record, "person", values, looked.seen)  # pyright: ignore[reportArgumentType]
        (commit,) = computer.store.save([edit], computer.author)
        whole = dict(values)
        if looked.shown is not None and not values.keys().isdisjoint(GROUP):
            whole = {name: looked.shown.get(name) for name in GROUP} | whole
        added = {"@area"} & commit.set.keys() - whole.keys()
        assert dict(commit.set) == whole | {name: commit.set[name] for name in added}, "INV 6: what was typed, no more"
        self.note(computer, commit, Told(record, whole, looked.knew))

    def take_back(self, computer: Computer, commits: Sequence[Commit], expected: Collection[str]) -> None:
        """Somebody took commits back, or brought back what had been: one revoke for each area."""
        targets = [target for commit in commits for target in commit.targets]
        assert sorted(targets) == sorted(expected), "INV 15: exactly what was to be taken back, each once"
        knew = frozenset(computer.held)
        for commit in commits:
            self.note(computer, commit, Told("", {}, knew, frozenset(commit.targets)))

    # Sticks

    def pack(self, computer: Computer, share: float = 1.0) -> tuple[Path, frozenset[str]]:
        """Write what a computer holds, or a part of it, onto a stick: its own work and everybody's that it knows."""
        saves = [save for save in computer.store.saves() if self.random.random() < share]
        post, at = computer.post, self.now().isoformat()
        envelope = Envelope(post.area, self.random.randbytes(16).hex(), at, (LOCK.public,))
        path = self.disks.folder / f"stick {len(self.sticks)}.bundle"
        path.write_bytes(pack_export(Packer(post.key, post.chain), envelope, Load(saves)))
        self.sticks.append((path, frozenset(commit_id for save in saves for commit_id in save.ids)))
        return self.sticks[-1]

    def take_in(self, computer: Computer, stick: tuple[Path, frozenset[str]]) -> str:
        """Merge a stick; return the batch where it brought anything."""
        path, ids = stick
        checked = check_all([path], DESK, computer.store)
        (one,) = checked
        assert one.state in (State.READY, State.KNOWN, State.OLD, State.UNDONE), one
        assert one.reasons == {}, "INV 23: everybody signed within the own area, so nothing is withheld"
        new = ids - computer.held
        (applied,) = apply(computer.store, checked, self.new_batch, computer.author, role=computer.post.role)
        if one.state is State.UNDONE and not computer.post.is_office:
            assert isinstance(applied.error, NotAllowed)
            return ""
        assert applied.error is None
        if one.state is State.UNDONE and one.batch:
            self._brought_back(computer, one.batch.id)
        computer.held |= ids
        assert computer.store.numbers()["commits"] == len(computer.held), "INV 5: nothing more, nothing less"
        if one.state is not State.READY or applied.batch is None:
            assert not new
            return ""
        computer.batches[applied.batch.id] = set(new)
        return applied.batch.id if new else ""

    def new_batch(self) -> Batch:
        return Batch(self.random.randbytes(16).hex())

    def holding_back(self, computer: Computer, batch: str) -> set[str]:
        """Return what keeps commits of a batch back on that computer."""
        told, ids = self.oracle.told, computer.batches[batch]
        return {each for each in self.oracle.standing(computer.held) if not ids.isdisjoint(told[each].takes_back)}

    def _brought_back(self, computer: Computer, batch: str) -> None:
        """An undone file that is merged again brings back what it had brought."""
        expected = self.holding_back(computer, batch)
        every = (commit for save in computer.store.saves() for commit in save.commits)
        self.take_back(computer, [commit for commit in every if commit.id not in self.oracle.told], expected)
        self.met["redone"] += 1

    # The end

    def heal_and_check(self) -> None:
        """Everybody comes together; then everybody must show the same, and what the oracle says."""
        hub = self.random.choice(self.offices)
        others = [each for each in self.random.sample(self.computers, len(self.computers)) if each is not hub]
        every = {each for computer in self.computers for each in computer.held}
        for computer in self.computers:
            computer.upgrade(SECOND)
        for computer in others:
            self.take_in(hub, self.pack(computer))
        assert hub.store.holds(every) == every, "INV 5: nothing is lost"
        read_all_books(self, hub)
        full = self.pack(hub)
        for computer in others:
            self.take_in(computer, full)
        views = [computer.view() for computer in self.computers]
        assert all(view == views[0] for view in views), "INV 1: the same commits show the same"
        for computer in self.computers:
            assert computer.held == hub.held, "INV 5"
            assert set(computer.store.forks()) == self.oracle.doubled(hub.held), "INV 19: a copied laptop is noticed"
        # What was derived bit by bit on each is the same; so one of those that came another way is enough.
        for computer in (hub, self.random.choice(others)):
            assert computer.store.verify() == [], "INV 17: derived bit by bit is derived at once"
        self.met["forked"] += bool(self.oracle.doubled(hub.held))
        self.met["commits"] += len(hub.held)
        records = {self.oracle.told[each].record for each in hub.held} - {""}
        self.oracle.check(hub.shown(sorted(records)), hub.held)
        self.met["runs"] += 1
