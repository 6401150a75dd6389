"""Mistakes that somebody could make in the rules of merging, each with the test that finds it.

All but one are harmful, and a suite that lets one of them pass is decoration. M9b is no mistake: closing `seen` through
writers of the same field gives the same heads.
"""

from __future__ import annotations

from dataclasses import dataclass

FOLD, PLACES = "tests/sync/test_fold.py", "tests/sync/test_places.py"
INTAKE, JOINING = "tests/sync/store/test_intake.py", "tests/sync/workbook/test_joining.py"
SIMULATED = "tests/sync/test_simulated_histories.py"
EVERYBODY = "test_everybody_ends_with_the_same_records_and_nothing_is_lost"


@dataclass(frozen=True)
class Change:
    """One place of the source, and what the mutant puts there."""

    module: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutant:
    """One mistake."""

    what: str
    changes: tuple[Change, ...]
    killer: str
    """The test that finds it; for the harmless one those that must stay green."""

    @property
    def modules(self) -> frozenset[str]:
        return frozenset(change.module for change in self.changes)

    def applied(self, module: str, source: str) -> str:
        for change in self.changes:
            if change.module == module:
                # Whoever changes that line moves the mutant with it.
                assert source.count(change.old) == 1, f"{module} has {source.count(change.old)} times {change.old!r}"
                source = source.replace(change.old, change.new)
        return source


def mutant(what: str, killer: str, *changes: tuple[str, str, str]) -> Mutant:
    return Mutant(what, tuple(Change(*each) for each in changes), killer)


_CLOSED = """
def _closed(commits):
    import copy
    known = {commit.id: commit for commit in commits}
    closed = []
    for commit in commits:
        seen, waiting = set(commit.seen), list(commit.seen)
        while waiting:
            before = known.get(waiting.pop())
            if before is not None:
                waiting += set(before.seen) - seen
                seen |= set(before.seen)
        again = copy.copy(commit)
        object.__setattr__(again, "seen", tuple(sorted(seen)))
        closed.append(again)
    return closed


def heads("""

MUTANTS = {
    "M1": mutant(
        "a commit is named by its device and number, not by its content",
        f"{INTAKE}::test_two_laptops_with_one_history_are_noticed[memory]",
        (
            "sync.commit",
            'object.__setattr__(self, "id", identity(body))',
            'object.__setattr__(self, "id", identity(f"{self.stream} {self.seq}".encode()))',
        ),
        (
            "sync.commit",
            "return _commit(told, body, identity(body))",
            "return _commit(told, body, identity(f\"{told['stream']} {told['seq']}\".encode()))",
        ),
    ),
    "M2": mutant(
        "of two values with one timestamp whichever arrived first is shown",
        f"{FOLD}::test_the_order_of_arrival_cannot_matter",
        (
            "sync.fold",
            "return (commit.hlc if self.start <= commit.hlc <= self.end else self.start, commit.id)",
            'return (commit.hlc if self.start <= commit.hlc <= self.end else self.start, "")',
        ),
    ),
    "M3": mutant(
        "what changes no value is not taken in",
        f"{INTAKE}::test_the_same_answer_from_two_people_is_kept_twice_and_passed_on[memory]",
        (
            "sync.store.intake",
            '        first = next_number(self._connection, COMMITS, "n")\n',
            "        from sync.store.reading import Reading\n"
            "        standing = Reading(self._connection, self._schema).records([each.record for each in fresh])\n"
            "        fresh = [\n"
            "            each for each in fresh if each.record not in standing\n"
            "            or any(standing[each.record].kept.get(name) != value for name, value in each.set.items())\n"
            "        ]\n"
            "        kept = {each.id for each in fresh}\n"
            "        saves = [save for save in saves if kept.issuperset(set(save.ids) & new)]\n"
            '        first = next_number(self._connection, COMMITS, "n")\n',
        ),
    ),
    "M4": mutant(
        "the latest by its clock replaces all others",
        f"{FOLD}::test_two_answers_by_people_who_did_not_know_of_each_other_are_both_kept",
        ("sync.fold", "    return [write for write in writes if write.id not in seen]", "    return list(writes[-1:])"),
    ),
    "M5": mutant(
        "a workbook's edit is another commit each time it is read",
        f"{JOINING}::test_two_clerks_who_read_one_file_get_the_same_commits",
        (
            "sync.workbook.commits",
            "nonce=blake2b(canonical([base.xid, record, values]), digest_size=8).hexdigest()",
            "nonce=__import__('secrets').token_hex(8)",
        ),
    ),
    "M6": mutant(
        "a delete hides what its author had not held",
        f"{FOLD}::test_a_delete_never_buries_work_that_its_author_did_not_hold",
        ("sync.fold", " or not held.issuperset(standing):", ":"),
    ),
    "M7": mutant(
        "of several values one is shown and nobody is told",
        f"{FOLD}::test_two_answers_by_people_who_did_not_know_of_each_other_are_both_kept",
        ("sync.fold", "    if len(candidates) == 1:\n", "    if candidates:\n"),
    ),
    "M8": mutant(
        "households put into each other stay so",
        f"{PLACES}::test_two_households_put_into_each_other_are_cut_where_it_was_decided_first",
        (
            "sync.places",
            "    return {min(circle, key=lambda record: ranks[record]) for circle in circles(parents)}",
            "    return set()",
        ),
    ),
    "M9": mutant(
        "who saw a commit is taken to have seen all that its author had",
        f"{FOLD}::test_what_is_seen_is_not_closed_over_others",
        ("sync.fold", "    ranked = list(commits)\n", "    ranked = _closed(list(commits))\n"),
        ("sync.fold", "\ndef heads(", _CLOSED),
    ),
    "M9b": mutant(
        "who saw a writer of a field is taken to have seen what that writer had of it, which changes nothing",
        f"{FOLD} tests/sync/test_conflict.py {SIMULATED}::{EVERYBODY}[0]",
        (
            "sync.fold",
            "    return [write for write in writes if write.id not in seen]",
            "    writers = {write.id: write for write in writes}\n"
            "    waiting = [each for each in seen if each in writers]\n"
            "    while waiting:\n"
            "        more = set(writers[waiting.pop()].seen) - seen\n"
            "        seen |= more\n"
            "        waiting += [each for each in more if each in writers]\n"
            "    return [write for write in writes if write.id not in seen]",
        ),
    ),
    "M10": mutant(
        "an import that was taken back stays",
        f"{FOLD}::test_taking_back_and_taking_that_back",
        (
            "sync.fold",
            "    return {commit_id for commit_id, is_back in taken_back.items() if is_back}",
            "    return set()",
        ),
    ),
    "M11": mutant(
        "two persons merged into each other vanish both",
        f"{PLACES}::test_of_crossed_mergers_the_smallest_id_stays_visible",
        ("sync.places", "    return {circle[0] for circle in circles(mergers)}", "    return set()"),
    ),
    "M12": mutant(
        "a workbook's edit has seen all that is here when it is read",
        f"{JOINING}::test_a_change_made_elsewhere_meanwhile_is_a_conflict_and_never_overwritten",
        (
            "sync.store.store",
            "            return sign_save(commits, *signer(connection))",
            "            every = [replace(each, seen=self.seen(each.record)) for each in commits]\n"
            "            return sign_save(every, *signer(connection))",
        ),
    ),
    "M13": mutant(
        "only one commit is taken for seen",
        f"{INTAKE}::test_who_saw_two_rivals_and_decided_has_decided[memory]",
        (
            "sync.store.reading",
            "        return {name: tuple(sorted(ids)) for name, ids in found.items()}",
            "        return {name: tuple(ids[-1:]) for name, ids in found.items()}",
        ),
    ),
    "M14": mutant(
        "a delete forgets what its author had held",
        f"{FOLD}::test_an_old_stick_brings_nobody_back",
        (
            "sync.fold",
            "{commit_id for delete in deletes for commit_id in delete.seen} | {delete.id for delete in deletes}",
            "{delete.id for delete in deletes}",
        ),
    ),
    "M15": mutant(
        "a copied laptop is not noticed",
        f"{INTAKE}::test_two_laptops_with_one_history_are_noticed[memory]",
        ("sync.store.log", "        found = {row.seq for row in doubled} - known", "        found = set()"),
    ),
    "M16": mutant(
        "of three rivals two are shown",
        f"{FOLD}::test_five_rivals_are_five_candidates",
        (
            "sync.fold",
            "tuple(sorted(listed, key=lambda candidate: candidate.values == shown)))",
            "tuple(sorted(listed, key=lambda candidate: candidate.values == shown))[-2:])",
        ),
    ),
}
