"""A whole survey in one process, from one seed: laptops that copy sticks, fall back to old copies, are cloned, have
wrong clocks, edit workbooks, undo imports; and an oracle that knows what each author had before them.

The oracle is told what happened as it happens and shares no code with the rules: what is a head, what is deleted and
what is taken back it works out from who knew what, never from `seen`.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sync import places
from sync.clock import hybrid, receive, tick
from sync.commit import LIFE, LIVE, PARENT, Commit, commit_from
from sync.conflict import disagreements, resolve
from sync.fold import Folded, Rules, Status, Window, fold, revoked

FIELDS = ("full_name", "phone", "id_type", "id_no", "education")
GROUP = frozenset({"id_type", "id_no"})
RULES = Rules(groups=(GROUP,), policies={"remark": "concat", "visits": "max"})
MORNING = 1_710_000_000_000
YEAR = 31_536_000_000
WINDOW = Window(hybrid(MORNING - YEAR), hybrid(MORNING + YEAR))
STEPS = 60

ACTS = (
    *("edit", "quarrel", "new", "delete", "undelete", "merge_twin", "cross", "move", "resolve", "undo", "redo"),
    *("export", "take_in", "take_in_part", "back_up", "restore", "clone", "clock"),
    *("print_book", "edit_book", "take_in_book"),
)


@dataclass
class Told:
    """What really happened: who wrote what, and every commit that lay before them."""

    record: str
    values: Mapping[str, object]
    knew: frozenset[str]
    takes_back: frozenset[str] = frozenset()


@dataclass
class Laptop:
    """One replica: a set of commits and the little that writing needs."""

    name: str
    stream: str
    log: dict[str, Commit] = field(default_factory=dict)
    seq: int = 0
    last: str = ""
    hlc: int = 0
    wall: int = MORNING

    def take_in(self, commits: Collection[Commit]) -> list[str]:
        new = [commit.id for commit in commits if commit.id not in self.log]
        for commit in commits:
            again = commit_from(commit.body())
            assert again.id == commit.id
            self.log[again.id] = again
            self.hlc = receive(self.hlc, again.hlc, self.wall)
        return new

    def active(self) -> list[Commit]:
        back = revoked([commit for commit in self.log.values() if commit.targets])
        return [commit for commit in self.log.values() if commit.id not in back]

    def records(self) -> dict[str, list[Commit]]:
        found: dict[str, list[Commit]] = {}
        for commit in self.active():
            if commit.record:
                found.setdefault(commit.record, []).append(commit)
        return found

    def view(self) -> dict[str, Folded]:
        return {record: fold(commits, RULES, WINDOW) for record, commits in self.records().items()}


@dataclass
class Book:
    """A workbook: what it showed, what its exporter held, and what somebody typed into it since."""

    xid: str
    hlc: int
    seen: dict[str, tuple[str, ...]]
    base: dict[str, dict[str, object]]
    cells: dict[str, dict[str, object]]
    knew: frozenset[str]


class World:
    """One history."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.told: dict[str, Told] = {}
        self.laptops = [Laptop(f"laptop {n}", self.fresh()) for n in range(self.random.randint(2, 5))]
        self.sticks: list[list[Commit]] = []
        self.copies: list[tuple[Laptop, Laptop]] = []
        self.books: list[Book] = []
        self.settled: set[tuple[str, str]] = set()
        """(record, field) that somebody has decided once."""
        self.met: Counter[str] = Counter()
        # A random part of all acts in each history finds more than all of them in every one.
        chosen = [*self.random.sample(ACTS, 16), "edit", "export", "take_in", "resolve"]
        self.acts = [act for act in chosen for _ in range(self.random.randint(1, 4))]
        first = self.laptops[0]
        for _ in range(self.random.randint(2, 5)):
            self.write(first, self.fresh(), {"full_name": "甲", "phone": "1", "id_type": "01", "id_no": "1"})
        for laptop in self.laptops[1:]:
            if self.random.random() < 0.7:
                laptop.take_in(first.log.values())

    def fresh(self) -> str:
        self.count += 1
        return f"x{self.count:04}"

    def run(self) -> Counter[str]:
        for _ in range(STEPS):
            getattr(self, self.random.choice(self.acts))(self.random.choice(self.laptops))
        self.heal_and_check()
        return self.met

    def write(
        self,
        laptop: Laptop,
        record: str,
        values: Mapping[str, object],
        seen: Collection[str] | None = None,
        targets: Collection[str] = (),
    ) -> Commit:
        if seen is None:
            seen = [commit.id for commit in laptop.log.values() if commit.record == record and record]
        laptop.seq += 1
        laptop.hlc = tick(laptop.hlc, laptop.wall)
        commit = Commit(
            record=record,
            dataset="person" if record else "",
            set=values,
            seen=tuple(seen),
            targets=tuple(targets),
            stream=laptop.stream,
            seq=laptop.seq,
            prev=laptop.last,
            hlc=laptop.hlc,
            nonce=self.fresh(),
        )
        self.told[commit.id] = Told(record, values, frozenset(laptop.log), frozenset(targets))
        laptop.last = commit.id
        laptop.log[commit.id] = commit
        return commit

    def present(self, laptop: Laptop) -> list[str]:
        return sorted(name for name, one in laptop.view().items() if one.status is not Status.DELETED)

    # What people do

    def new(self, laptop: Laptop) -> None:
        self.write(laptop, self.fresh(), {"full_name": f"n{self.random.randint(0, 3)}", LIFE: LIVE})

    def edit(self, laptop: Laptop) -> None:
        records = self.present(laptop)
        if not records:
            return self.new(laptop)
        record, name = self.random.choice(records), self.random.choice([*FIELDS, "remark", "visits"])
        value: object = self.random.randint(0, 5) if name == "visits" else f"v{self.random.randint(0, 2)}"
        values: dict[str, object] = {name: value}
        if name in GROUP:
            before = laptop.view()[record].values
            values = {each: before.get(each) for each in GROUP} | values
        self.write(laptop, record, values)
        return None

    def quarrel(self, laptop: Laptop) -> None:
        """Several people answer one question about one person and know nothing of each other."""
        records = self.present(laptop)
        if records:
            record = self.random.choice(records)
            for number, other in enumerate(self.random.sample(self.laptops, min(3, len(self.laptops)))):
                if record in self.present(other):
                    self.write(other, record, {"phone": f"q{number}"})

    def delete(self, laptop: Laptop) -> None:
        records = self.present(laptop)
        if records and self.random.random() < 0.5:
            self.write(laptop, self.random.choice(records), {LIFE: "gone:died"})

    def undelete(self, laptop: Laptop) -> None:
        gone = sorted(name for name, one in laptop.view().items() if one.status is not Status.LIVE)
        if gone:
            self.write(laptop, self.random.choice(gone), {LIFE: LIVE})

    def merge_twin(self, laptop: Laptop) -> None:
        records = self.present(laptop)
        if len(records) > 1:
            loser, winner = self.random.sample(records, 2)
            self.write(laptop, loser, {LIFE: f"into:{winner}"})

    def cross(self, laptop: Laptop) -> None:
        """Two offices find the same twins, and each keeps the other one of them."""
        other = self.random.choice(self.laptops)
        both = sorted({*self.present(laptop)} & {*self.present(other)})
        if other is not laptop and len(both) > 1:
            one, twin = self.random.sample(both, 2)
            self.write(laptop, one, {LIFE: f"into:{twin}"})
            self.write(other, twin, {LIFE: f"into:{one}"})

    def move(self, laptop: Laptop) -> None:
        records = self.present(laptop)
        if records:
            self.write(laptop, self.random.choice(records), {PARENT: self.random.choice(records)})

    def resolve(self, laptop: Laptop) -> None:
        # A clerk goes where there is something to decide.
        disputed = [each for each in self.laptops if any(one.conflicts for one in each.view().values())]
        laptop = self.random.choice(disputed) if disputed else laptop
        for record, commits in sorted(laptop.records().items()):
            for conflict in disagreements(commits, RULES, WINDOW):
                folded = fold(commits, RULES, WINDOW)
                held = [commit.id for commit in laptop.log.values() if commit.record == record]
                edit = resolve(folded, dict(conflict.choices[-1].values), held)
                assert set(edit.seen) == set(held)
                self.write(laptop, record, dict(edit.set), edit.seen)
                self.met["resolved"] += 1
                self.settled |= {(record, name) for name in conflict.fields}
                return

    def export(self, laptop: Laptop) -> None:
        self.sticks.append(list(laptop.log.values()))

    def take_in(self, laptop: Laptop) -> None:
        self._take_in(laptop, 1.0)

    def take_in_part(self, laptop: Laptop) -> None:
        self._take_in(laptop, 0.5)

    def _take_in(self, laptop: Laptop, share: float) -> None:
        if not self.sticks:
            return
        stick = list(self.random.choice(self.sticks))
        self.random.shuffle(stick)
        part = stick[: int(len(stick) * share)]
        laptop.take_in(part)
        once = laptop.view()
        laptop.take_in(part)
        assert laptop.view() == once, "taken in twice is taken in once"

    def back_up(self, laptop: Laptop) -> None:
        self.copies.append((laptop, copy.deepcopy(laptop)))

    def restore(self, laptop: Laptop) -> None:
        if self.copies:
            present, kept = self.random.choice(self.copies)
            present.__dict__.update(copy.deepcopy(kept).__dict__)
            self.met["restored"] += 1

    def clone(self, laptop: Laptop) -> None:
        other = self.random.choice(self.laptops)
        if other is not laptop:
            other.__dict__.update(copy.deepcopy(laptop).__dict__)
            self.met["cloned"] += 1

    def clock(self, laptop: Laptop) -> None:
        laptop.wall = MORNING + self.random.choice([-10, 0, 10]) * YEAR

    def print_book(self, laptop: Laptop) -> None:
        view = {name: dict(one.values) for name, one in laptop.view().items() if one.status is not Status.DELETED}
        seen = {
            name: tuple(sorted(commit.id for commit in laptop.log.values() if commit.record == name)) for name in view
        }
        self.books.append(Book(self.fresh(), laptop.hlc, seen, view, copy.deepcopy(view), frozenset(laptop.log)))

    def edit_book(self, laptop: Laptop) -> None:
        if self.books and (cells := self.random.choice(self.books).cells):
            name = self.random.choice(["full_name", "phone", "education"])
            cells[self.random.choice(sorted(cells))][name] = f"v{self.random.randint(0, 2)}"

    def take_in_book(self, laptop: Laptop) -> None:
        if not self.books:
            return
        book = self.random.choice(self.books)
        new = self._read_book(laptop, book)
        for commit in new:
            self.told[commit.id] = Told(commit.record, commit.set, book.knew)
            self.met["edited by hand"] += 1
        once = laptop.view()
        assert self._read_book(laptop, book) == [] and laptop.view() == once, "a workbook read twice is read once"

    def _read_book(self, laptop: Laptop, book: Book) -> list[Commit]:
        made: list[Commit] = []
        for record, row in sorted(book.cells.items()):
            for name, value in sorted(row.items()):
                if value != book.base[record].get(name):
                    nonce = f"{book.xid} {record} {name} {value}"
                    seen = book.seen[record]
                    made.append(
                        Commit(
                            record, "person", {name: value}, seen, "workbook",
                            stream=f"wb:{book.xid}", hlc=book.hlc, nonce=nonce,
                        )
                    )  # fmt: skip
        new = [commit for commit in made if commit.id not in laptop.log]
        laptop.take_in(new)
        return new

    def undo(self, laptop: Laptop) -> None:
        if not self.sticks:
            return
        before = laptop.view()
        new = laptop.take_in(self.random.choice(self.sticks))
        if new and not any(laptop.log[each].targets for each in new):
            self.write(laptop, "", {}, (), new)
            assert laptop.view() == before, "an undone import leaves no trace"
            self.met["undone"] += 1

    def redo(self, laptop: Laptop) -> None:
        revokes = sorted(commit.id for commit in laptop.active() if commit.targets)
        if revokes:
            self.write(laptop, "", {}, (), [self.random.choice(revokes)])
            self.met["redone"] += 1

    # What must hold in the end

    def heal_and_check(self) -> None:
        every = {commit_id: commit for laptop in self.laptops for commit_id, commit in laptop.log.items()}
        for laptop in self.laptops:
            commits = list(every.values())
            self.random.shuffle(commits)
            cut = self.random.randint(0, len(commits))
            laptop.take_in(commits[:cut])
            laptop.take_in(commits[cut:])
            shuffled = list(laptop.log.items())
            self.random.shuffle(shuffled)
            laptop.log = dict(shuffled)
            assert laptop.log.keys() == every.keys(), "nothing is lost"
        views = [laptop.view() for laptop in self.laptops]
        assert all(view == views[0] for view in views), "all agree"
        active = self.standing(every)
        assert views[0].keys() == {self.told[each].record for each in active if self.told[each].record}
        for record, one in views[0].items():
            self.check_record(record, one, active)
        self.check_places(views[0])
        numbers = Counter((commit.stream, commit.seq) for commit in every.values() if commit.seq)
        self.met["forked"] += any(count > 1 for count in numbers.values())
        self.met["commits"] += len(every)
        self.met["runs"] += 1

    def standing(self, every: Mapping[str, Commit]) -> set[str]:
        """Which commits stand, from what was told: nothing that stands takes them back."""
        revokers: dict[str, list[str]] = {}
        for commit_id in every:
            for target in self.told[commit_id].takes_back:
                revokers.setdefault(target, []).append(commit_id)

        def stands(commit_id: str) -> bool:
            return not any(stands(revoker) for revoker in revokers.get(commit_id, ()))

        return {commit_id for commit_id in every if stands(commit_id)}

    def check_record(self, record: str, one: Folded, active: Collection[str]) -> None:
        mine = [each for each in active if self.told[each].record == record]
        heads: dict[str, list[str]] = {}
        for name in {name for each in mine for name in self.told[each].values}:
            unit = GROUP if name in GROUP else {name}
            writers = [each for each in mine if not unit.isdisjoint(self.told[each].values)]
            heads[name] = [
                each for each in writers if not any(each in self.told[other].knew for other in writers if other != each)
            ]
        for name, current in heads.items():
            self.check_field(name, one, [self.told[each].values for each in current])
        self.check_life(one, heads)

    def check_field(self, name: str, one: Folded, written: list[Mapping[str, object]]) -> None:
        unit = sorted(GROUP) if name in GROUP else [name]
        values = {repr([each.get(part) for part in unit]) for each in written}
        shown = one.values[name]
        if name == "remark":
            assert set(str(shown).split("\n")) == {part for each in written for part in str(each[name]).split("\n")}
        elif name == "visits":
            assert shown == max(int(str(each[name])) for each in written)
        else:
            assert (len(values) > 1) == (name in one.conflicts), "a conflict is listed if and only if there is one"
            assert repr([one.values[part] for part in unit]) in values, "what is shown was written by a head"
        if len(values) > 1 and name in one.conflicts:
            told = one.conflicts[name].candidates
            assert {repr([each.values.get(part) for part in unit]) for each in told} == values, "every value is listed"
            assert told[-1].values == {part: one.values[part] for part in unit}, "the one shown comes last"
            self.met["conflicts"] += 1
            self.met["three ways"] += len(values) > 2
            self.met["group conflicts"] += name in GROUP
            self.met["reopened"] += (one.record, name) in self.settled

    def check_life(self, one: Folded, heads: Mapping[str, list[str]]) -> None:
        life = heads.get(LIFE, [])
        deletes = [each for each in life if self.told[each].values[LIFE] != LIVE]
        held = {each for delete in deletes for each in self.told[delete].knew} | set(deletes)
        unseen = [each for name, current in heads.items() if name != LIFE for each in current if each not in held]
        wanted = Status.LIVE
        if deletes:
            wanted = Status.CONTESTED if unseen or len(deletes) < len(life) else Status.DELETED
        assert one.status is wanted, "a delete hides only what its author held"
        self.met[wanted.value] += 1

    def check_places(self, view: Mapping[str, Folded]) -> None:
        parents = {name: one.parent for name, one in view.items() if one.parent}
        ranks = {name: one.parent_rank or (0, "") for name, one in view.items()}
        cut = places.cut(parents, ranks)
        self.met["circles"] += len(cut)
        assert not _circle({name: parent for name, parent in parents.items() if name not in cut}), "the tree is a tree"
        assert len(cut) == _count_circles(parents), "one link of each circle gives way"
        mergers = {name: one.into for name, one in view.items() if one.into}
        crossed = places.crossed(mergers)
        self.met["crossed"] += len(crossed)
        assert not _circle({name: into for name, into in mergers.items() if name not in crossed}), "nobody vanishes"


def _circle(links: Mapping[str, str]) -> bool:
    return _count_circles(links) > 0


def _count_circles(links: Mapping[str, str]) -> int:
    found: set[frozenset[str]] = set()
    for start in links:
        path = [start]
        while links.get(path[-1]) and links[path[-1]] not in path:
            path.append(links[path[-1]])
        back = links.get(path[-1])
        if back in path:
            found.add(frozenset(path[path.index(back) :]))
    return len(found)
