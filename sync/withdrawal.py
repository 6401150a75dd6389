"""A certificate withdrawn: what its holder had signed until then stands, what is signed with it later is put aside.

The statement is a commit of no record, made and signed by an office. So it travels with everything else, is kept in
the log, and can be taken back like any decision. Clocks lie, so "later" is told by the numbers of the streams.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sync.certificate import Refusal, is_under
from sync.commit import WITHDRAWN, Commit, Value
from sync.fold import revoked
from sync.reasons import reason_of
from sync.save import Save

SOURCE = "withdrawal"
_UNTIL, _UNNUMBERED, _VOUCHED = "@until", "@unnumbered", "@vouched"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Whose certificate is withdrawn, and what stands."""

    key: str
    """Public key of the holder."""
    until: tuple[tuple[str, int], ...] = ()
    """For each stream the number up to which it stands; a stream that is not named stands not at all."""
    unnumbered: frozenset[str] = frozenset()
    """Commits without a number that stand: hand edits, old lists."""
    vouched: frozenset[str] = frozenset()
    """Keys that the holder had certified by then; they go on."""
    area: str = ""
    """Area of whoever withdraws: only holders within it are meant."""
    statement: str = field(default="", compare=False)
    """Id of the commit."""
    by: str = field(default="", compare=False)
    at: str = field(default="", compare=False)
    why: str = field(default="", compare=False)

    def as_set(self) -> dict[str, Value]:
        """Return what the commit sets."""
        return {
            WITHDRAWN: self.key,
            _UNTIL: tuple(sorted(self.until)),
            _UNNUMBERED: tuple(sorted(self.unnumbered)),
            _VOUCHED: tuple(sorted(self.vouched)),
        }


def withdrawal_in(commit: Commit) -> Withdrawal | None:
    """Return what a commit withdraws, None where it says something else or cannot be understood."""
    if commit.record or WITHDRAWN not in commit.set:
        return None
    told = cast(Any, commit.set)
    try:
        return Withdrawal(
            str(told[WITHDRAWN]),
            tuple((str(stream), int(seq)) for stream, seq in told[_UNTIL]),
            frozenset(map(str, told[_UNNUMBERED])),
            frozenset(map(str, told[_VOUCHED])),
            commit.area,
            commit.id,
            commit.actor,
            commit.wall,
            reason_of(commit),
        )
    except (KeyError, TypeError, ValueError):
        return None


def standing(commits: Iterable[Commit]) -> tuple[Withdrawal, ...]:
    """Return the withdrawals among commits of no record that none of them takes back."""
    every = {commit.id: commit for commit in commits}
    gone = revoked([commit for commit in every.values() if commit.targets])
    found = (withdrawal_in(commit) for name, commit in sorted(every.items()) if name not in gone)
    return tuple(each for each in found if each)


def withdrawn_refusal(save: Save, withdrawals: Sequence[Withdrawal]) -> Refusal | None:
    """Return why a save is put aside although its certificate is right, or None.

    A function of the save and the statements only, so that every replica answers alike.
    """
    for each in withdrawals:
        if save.signer == each.key and _concerns(each, save) and not all(map(_stands_by(each), save.commits)):
            return Refusal.WITHDRAWN
        # Whoever holds a stolen key of an office can make certificates with it, too.
        if any(link.key == each.key for link in save.chain[1:]) and save.signer not in each.vouched:
            return Refusal.WITHDRAWN
    return None


def _concerns(withdrawal: Withdrawal, save: Save) -> bool:
    return not save.chain or is_under(save.chain[0].area, withdrawal.area)


def _stands_by(withdrawal: Withdrawal) -> Any:
    until = dict(withdrawal.until)

    def stands(commit: Commit) -> bool:
        return commit.seq <= until.get(commit.stream, 0) if commit.seq else commit.id in withdrawal.unnumbered

    return stands
