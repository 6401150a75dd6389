"""What a bundle says by itself, before anybody asks what is stored here: its saves read, and their signers judged."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sync.bundle import Bundle, Unreadable, open_bundle
from sync.errors import BundleRefused
from sync.lock import LockKey
from sync.save import Save, save_refusal
from sync.withdrawal import Withdrawal, withdrawn_refusal

UNREADABLE_SAVE = "unreadable"

TOGETHER = 512
"""Saves that are judged at once."""

_PART = 32
_THREADS = 2
"""What the offices' computers have cores; a third would only wait."""

Judged = tuple[Save | Unreadable, str | None]
"""A save, and why it is withheld."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who receives."""

    keys: tuple[LockKey, ...]
    roots: frozenset[str] = frozenset()
    """Public keys that it trusts; none where a form is used without offices."""
    area: str = ""
    survey_round: str = ""
    withdrawn: tuple[Withdrawal, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """One bundle with the judgement on each of its saves; it can be made in one process and used in another."""

    sha256: str
    bundle: Bundle = field(repr=False)
    reasons: tuple[str | None, ...] = field(repr=False)
    """Why each save is withheld, None where it is not."""

    def judged(self) -> Iterator[list[Judged]]:
        """Yield the saves with their reasons, many at a time."""
        self.bundle.keep_at_hand()
        every = zip(self.bundle.saves(), self.reasons, strict=True)
        while several := list(islice(every, TOGETHER)):
            yield several


def judged(bundle: Bundle, desk: Desk) -> Iterator[list[Judged]]:
    """Yield the saves, many at a time, each with why it is withheld."""

    def judge(saves: Sequence[Save | Unreadable]) -> list[Judged]:
        return [(save, _refusal(save, desk)) for save in saves]

    saves = bundle.saves()
    # Signatures are most of the work, and while one is checked Python does other things.
    with ThreadPoolExecutor(_THREADS) as threads:
        while several := list(islice(saves, TOGETHER)):
            parts = [several[start : start + _PART] for start in range(0, len(several), _PART)]
            yield [each for part in threads.map(judge, parts) for each in part]


def _refusal(save: Save | Unreadable, desk: Desk) -> str | None:
    if not isinstance(save, Save):
        return UNREADABLE_SAVE
    refusal = save_refusal(save, desk.roots, desk.survey_round)
    if refusal or not desk.withdrawn or save.signer in desk.roots:
        return refusal
    return withdrawn_refusal(save, desk.withdrawn)


def look(data: bytes, desk: Desk) -> Looked:
    """Open a bundle and judge all of its saves. Raises BundleRefused."""
    bundle = open_bundle(data, desk.keys)
    reasons = tuple(reason for several in judged(bundle, desk) for _, reason in several)
    bundle.forget()
    return Looked(hashlib.sha256(data).hexdigest(), bundle, reasons)


def look_at(path: Path, desk: Desk, known: Collection[str] = ()) -> Looked | None:
    """Look at a file; None for what is no good bundle, and for what was merged: `known` are SHA-256."""
    try:
        data = path.read_bytes()
        return look(data, desk) if hashlib.sha256(data).hexdigest() not in known else None
    except (OSError, BundleRefused):
        return None
