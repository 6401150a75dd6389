"""What people do with records, sticks and computers in a simulated survey. Each act is given the history and somebody's
computer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from survey_computer import Computer
from survey_history import Survey
from survey_oracle import INTO, LIFE, LIVE, PARENT
from survey_people import DISTRICT_POST, FIRST, GROUP, SECOND

Act = Callable[[Survey, Computer], None]


# Records


def new(survey: Survey, computer: Computer) -> None:
    # What a district enters by itself lies in no street, and no street may sign for it.
    if computer.number != DISTRICT_POST:
        survey.write(computer, survey.fresh(), {"full_name": f"n{survey.random.randint(0, 3)}", LIFE: LIVE})


def edit(survey: Survey, computer: Computer) -> None:
    if present := computer.present():
        survey.write(computer, survey.random.choice(present), an_answer(survey, computer))


def an_answer(survey: Survey, computer: Computer) -> dict[str, object]:
    names = [field.name for field in computer.version.fields]
    name = survey.random.choice([*names, "phone", "phone"])
    return {name: survey.random.randint(0, 5) if name == "visits" else f"v{survey.random.randint(0, 2)}"}


def quarrel(survey: Survey, computer: Computer) -> None:
    """Several people answer the same question of the same person and know nothing of each other; perhaps one of them
    hears of it."""
    if not (present := computer.present()):
        return
    record, name = survey.random.choice(present), survey.random.choice(["phone", "full_name", "id_no", "remark"])
    for number, other in enumerate(survey.random.sample(survey.computers, survey.random.randint(2, 3))):
        if record in other.present():
            survey.write(other, record, {name: f"q{number}"})
            if other is not computer and survey.random.random() < 0.3:
                survey.take_in(computer, survey.pack(other))


def delete(survey: Survey, computer: Computer) -> None:
    if present := computer.present():
        survey.write(computer, survey.random.choice(present), {LIFE: "gone:died"})


def mistake(survey: Survey, computer: Computer) -> None:
    """Somebody enters a person at the wrong door and strikes them out again."""
    new(survey, computer)
    if present := computer.present():
        survey.write(computer, present[-1], {LIFE: "gone:mistake"})


def undelete(survey: Survey, computer: Computer) -> None:
    if gone := computer.store.deleted() + computer.store.contested():
        survey.write(computer, survey.random.choice(gone), {LIFE: LIVE})


def delete_unseen(survey: Survey, computer: Computer) -> None:
    """One deletes whom another one is just writing about."""
    other = survey.random.choice(survey.computers)
    if other is not computer and (both := sorted({*computer.present()} & {*other.present()})):
        record = survey.random.choice(both)
        survey.write(other, record, an_answer(survey, other))
        survey.write(computer, record, {LIFE: "gone:moved"})


def merge_twin(survey: Survey, computer: Computer) -> None:
    present = computer.present()
    if computer.post.is_office and len(present) > 1:
        loser, winner = survey.random.sample(present, 2)
        survey.write(computer, loser, {LIFE: INTO + winner})


def cross(survey: Survey, computer: Computer) -> None:
    """Two offices find the same twins, and each keeps the other one of them."""
    if len(offices := survey.offices) > 1:
        one, other = survey.random.sample(offices, 2)
        both = sorted({*one.present()} & {*other.present()})
        if len(both) > 1:
            first, second = survey.random.sample(both, 2)
            survey.write(one, first, {LIFE: INTO + second})
            survey.write(other, second, {LIFE: INTO + first})


def move(survey: Survey, computer: Computer) -> None:
    if present := computer.present():
        survey.write(computer, survey.random.choice(present), {PARENT: survey.random.choice(present)})


def circle(survey: Survey, computer: Computer) -> None:
    """Two people put two households into each other."""
    other = survey.random.choice(survey.computers)
    both = sorted({*computer.present()} & {*other.present()})
    if other is not computer and len(both) > 1:
        first, second = survey.random.sample(both, 2)
        survey.write(computer, first, {PARENT: second})
        survey.write(other, second, {PARENT: first})


def settle(survey: Survey, computer: Computer) -> None:
    # A clerk goes where there is something to decide, or fetches what may be.
    disputed = [each for each in survey.computers if each.store.conflicts()]
    if not disputed:
        take_in_latest(survey, computer)
        disputed = [computer] if computer.store.conflicts() else []
    if not disputed:
        return
    computer = survey.random.choice(disputed)
    dispute = survey.random.choice(computer.store.conflicts())
    chosen = survey.random.choice(dispute.choices)
    survey.write(computer, dispute.record, dict(chosen.values))
    left = [each.fields for each in computer.store.conflicts() if each.record == dispute.record]
    assert dispute.fields not in left, "INV 8: who decides has decided"
    survey.met["resolved"] += 1
    survey.oracle.settled |= {(dispute.record, name) for name in dispute.fields}


def open_draft(survey: Survey, computer: Computer) -> None:
    if present := computer.present():
        record, name = survey.random.choice(present), survey.fresh()
        looked = computer.look(record)
        computer.store.open_draft(name, "person", record, computer.author.actor)
        computer.drafts[name] = (record, looked)


def close_draft(survey: Survey, computer: Computer) -> None:
    """What arrived while the form was open was not seen."""
    if not computer.drafts:
        return open_draft(survey, computer)
    name = survey.random.choice(sorted(computer.drafts))
    record, looked = computer.drafts.pop(name)
    assert computer.store.draft(name).seen[record] == looked.seen
    answer = an_answer(survey, computer)
    survey.write(computer, record, {"phone": "d"} if answer.keys() & {*GROUP} else answer, looked)
    computer.store.discard_draft(name)
    survey.met["drafts"] += 1
    return None


# Sticks


def export(survey: Survey, computer: Computer) -> None:
    survey.pack(computer)


def take_in(survey: Survey, computer: Computer) -> None:
    if survey.sticks:
        stick = survey.random.choice(survey.sticks)
        survey.take_in(computer, stick)
        if survey.random.random() < 0.2:
            once = computer.view()
            is_undone = any(batch.is_undone for batch in computer.store.batches())
            survey.take_in(computer, stick)
            assert is_undone or computer.view() == once, "INV 2: merged twice is merged once"


def take_in_latest(survey: Survey, computer: Computer) -> None:
    """The usual Friday: somebody's stick goes to somebody else."""
    giver = survey.random.choice(survey.computers)
    if giver is not computer:
        survey.take_in(computer, survey.pack(giver))


def take_in_part(survey: Survey, computer: Computer) -> None:
    survey.take_in(computer, survey.pack(survey.random.choice(survey.computers), 0.5))


def undo_at_once(survey: Survey, computer: Computer) -> None:
    computer = survey.random.choice(survey.offices) if survey.offices else computer
    if survey.sticks and computer.post.is_office:
        before = computer.view()
        if batch := survey.take_in(computer, survey.pack(survey.random.choice(survey.computers))):
            _undo(survey, computer, batch)
            assert computer.view() == before, "INV 15: an undone import leaves no trace"
            survey.met["undone at once"] += 1


def undo_later(survey: Survey, computer: Computer) -> None:
    if computer.post.is_office and computer.batches:
        _undo(survey, computer, survey.random.choice(sorted(computer.batches)))


def _undo(survey: Survey, computer: Computer, batch: str) -> None:
    if computer.batches[batch] & survey.oracle.standing(computer.held):
        survey.take_back(computer, computer.store.undo(batch, computer.author), computer.batches[batch])
        survey.met["undone"] += 1


def redo(survey: Survey, computer: Computer) -> None:
    if not computer.post.is_office:
        return
    undone = [each.id for each in computer.store.batches() if each.is_undone]
    if not undone:
        undo_later(survey, computer)
        return
    batch = survey.random.choice(undone)
    expected = survey.holding_back(computer, batch)
    survey.take_back(computer, computer.store.redo(batch, computer.author), expected)
    survey.met["redone"] += 1


# Computers


def back_up(survey: Survey, computer: Computer) -> None:
    copy = computer.copy_to(survey.disks, f"copy {len(survey.kept)}")
    batches = {name: set(ids) for name, ids in computer.batches.items()}
    survey.kept.append((computer, computer.number, copy, frozenset(computer.held), batches))


def restore(survey: Survey, computer: Computer) -> None:
    """A computer goes on from an old copy after it has handed over; mostly nobody notices, and its numbers are used
    again."""
    kept = [each for each in survey.kept if each[0].number == each[1]]
    if not kept:
        return back_up(survey, computer)
    computer, _, copy, held, batches = survey.random.choice(kept)
    survey.pack(computer)
    if survey.random.random() < 0.2:
        computer.machine += " repaired"
    computer.put_back(survey.disks, copy)
    computer.held, computer.drafts = set(held), {}
    computer.batches = {name: set(ids) for name, ids in batches.items()}
    survey.met["restored"] += 1
    edit(survey, computer)
    return None


def clone(survey: Survey, computer: Computer) -> None:
    """Somebody's disk is laid into somebody else's computer, which goes on as the same."""
    other = survey.random.choice(survey.computers)
    alike = type(other.place) is type(computer.place) and not isinstance(computer.place, str)
    if other is computer or not alike or (other.post.is_office and len(survey.offices) < 2):
        return
    copy = computer.copy_to(survey.disks, "clone")
    other.number, other.machine, other.version = computer.number, computer.machine, computer.version
    other.put_back(survey.disks, copy)
    other.held, other.drafts = set(computer.held), {}
    other.batches = {name: set(ids) for name, ids in computer.batches.items()}
    survey.met["cloned"] += 1
    edit(survey, computer)
    edit(survey, other)


def clock(survey: Survey, computer: Computer) -> None:
    survey.clocks[computer.number] = survey.random.choice([-1, 0, 1]) * timedelta(days=3652)


def upgrade(survey: Survey, computer: Computer) -> None:
    survey.met["upgraded"] += computer.version is FIRST
    computer.upgrade(SECOND)
