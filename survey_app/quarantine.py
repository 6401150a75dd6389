"""What was put aside when it came: listed with its reason, then let in or kept out by an office, with a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from survey_app.merge_desk import new_batch
from survey_app.open_conflicts import record_title
from survey_app.workspace import Workspace
from sync import exchange
from sync.effect import Effect
from sync.errors import NothingToUndo
from sync.replica import Batch, Withheld
from sync.save import Save

DECIDED = "quarantine decided"
SHORTEST = 4
"""Characters of a key that name it, if no other begins so."""


class Act(StrEnum):
    """What an office has decided about something put aside."""

    LET_IN = "let_in"
    KEPT_OUT = "kept_out"


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, for the ledger: who, when, why, and whose signature it stands in for."""

    key: str
    act: str
    reason: str
    why: str
    by: str
    at: str
    area: str = ""
    what: str = ""
    signer: str = ""
    batch: str = ""
    """The batch with which it was let in, so that it can be taken back."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """One save that was not merged."""

    key: str
    reason: str
    what: str
    """What its first record is called, "" where it cannot be read."""
    area: str
    """Where it says that it belongs."""
    who: str
    """Whom its certificate names."""
    records: int
    decided: Decided | None = None
    """An office has looked at it and left it out."""

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def put_aside(workspace: Workspace) -> list[PutAside]:
    """Return everything that lies in quarantine, in the order in which it came."""
    kept = {each.key: each for each in decisions(workspace) if each.act == Act.KEPT_OUT}
    return [_described(workspace, key, each, kept.get(key)) for key, each in workspace.store.withheld()]


def let_in(workspace: Workspace, keys: Sequence[str], why: str = "") -> tuple[Batch, Effect]:
    """Apply it after all, as a batch that can be taken back like any other.

    The office signs for it, so that it is not put aside again further up. Raises NotAllowed, NotReleasable,
    NothingToUndo.
    """
    exchange.only_offices(workspace.role)
    found = _chosen(workspace, keys)
    batch = new_batch(workspace)
    with workspace.store.transaction():
        certificate = workspace.credentials.certificate if workspace.credentials.roots else None
        effect = exchange.release(workspace.store, [each.key for each in found], workspace.role, batch, certificate)
        _note(workspace, [_decided(workspace, each, Act.LET_IN, why, batch.id) for each in found])
    return batch, effect


def keep_out(workspace: Workspace, keys: Sequence[str], why: str = "") -> list[PutAside]:
    """Say that it has been looked at and stays out. It is kept as it came. Raises NotAllowed, NothingToUndo."""
    exchange.only_offices(workspace.role)
    found = _chosen(workspace, keys)
    _note(workspace, [_decided(workspace, each, Act.KEPT_OUT, why) for each in found])
    return found


def look_again(workspace: Workspace, keys: Sequence[str]) -> None:
    """The way back from `keep_out`: it waits for a decision once more."""
    left = [each for each in decisions(workspace) if not (each.key in keys and each.act == Act.KEPT_OUT)]
    workspace.store.keep_fact(DECIDED, [asdict(each) for each in left])


def decisions(workspace: Workspace) -> list[Decided]:
    """Return what has been decided, in that order."""
    return [Decided(**plain) for plain in workspace.store.fact(DECIDED, [])]


def _chosen(workspace: Workspace, keys: Sequence[str]) -> list[PutAside]:
    every = put_aside(workspace)
    found: list[PutAside] = []
    for key in keys:
        named = [each for each in every if each.key.startswith(key)]
        if len(named) != 1 or len(key) < SHORTEST:
            raise NothingToUndo(key)
        found += named
    return found


def _described(workspace: Workspace, key: str, withheld: Withheld, decided: Decided | None) -> PutAside:
    save = withheld.save
    if not isinstance(save, Save):
        return PutAside(key, withheld.reason, "", "", "", 0, decided)
    named = (record_title(workspace, each.dataset, each.set) for each in save.commits if each.record)
    who = next((link.name or link.holder for link in save.chain[:1] if link.key == save.signer), "")
    records = {commit.record for commit in save.commits if commit.record}
    title = next((name for name in named if name), "") or _title_here(workspace, save)
    return PutAside(key, withheld.reason, title, save.commits[0].area, who, len(records), decided)


def _title_here(workspace: Workspace, save: Save) -> str:
    """A correction names nobody; the record that it corrects may be here."""
    records = workspace.store.records({commit.record for commit in save.commits if commit.record})
    titles: Iterator[str] = (record_title(workspace, each.dataset, each.values) for each in records.values())
    return next((title for title in titles if title), "")


def _decided(workspace: Workspace, each: PutAside, act: Act, why: str, batch: str = "") -> Decided:
    by = workspace.staff.name or workspace.staff.number
    at = workspace.now().isoformat(timespec="seconds")
    return Decided(each.key, act, each.reason, why, by, at, each.area, each.what, each.who, batch)


def _note(workspace: Workspace, new: Sequence[Decided]) -> None:
    keys = {each.key for each in new}
    # Whoever is let in is no longer kept out; what was decided before stays readable.
    known = [each for each in decisions(workspace) if not (each.key in keys and each.act == Act.KEPT_OUT)]
    workspace.store.keep_fact(DECIDED, [asdict(each) for each in (*known, *new)])
