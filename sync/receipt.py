"""Receipts: how far an office has received each stream, written back onto the stick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sync.bundle import Heads
from sync.commit import Commit, UnfitValue


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A file that the office had merged and has taken back as a whole. Nothing of it is lost."""

    file: str
    created: str
    """When its maker made it."""
    records: int
    at: str
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """ "Received and readable, up to here": not yet merged, but no longer the laptop's only copy."""

    office: str
    """Public key of the office that received."""
    at: str
    """When, by the office's clock, ISO 8601 with offset."""
    heads: Mapping[str, Heads] = field(default_factory=dict[str, Heads])
    """Stream -> how far, without a gap from its first commit."""
    bundles: tuple[str, ...] = ()
    """Ids of the bundles that were read."""
    lacking: tuple[str, ...] = ()
    """SHA-256 of the contents that the commits of these bundles name and the office does not have."""
    taken_back: tuple[TakenBack, ...] = ()
    """Files of this computer that the office has taken back, and not brought back since."""

    def as_plain(self) -> dict[str, Any]:
        heads = sorted([each.stream, each.seq, each.last] for each in self.heads.values())
        told = {"office": self.office, "at": self.at, "heads": heads, "bundles": list(self.bundles)}
        back = [asdict(each) for each in self.taken_back]
        return told | {"lacking": list(self.lacking)} | ({"taken_back": back} if back else {})

    def covers(self, commit: Commit) -> bool:
        """Say whether the office has it, as far as its number tells."""
        head = self.heads.get(commit.stream)
        return bool(head) and 0 < commit.seq <= head.seq and (commit.seq < head.seq or commit.id == head.last)


def receipt_from(plain: Any) -> Receipt:
    """Read what `as_plain` wrote. Raises UnfitValue where it is something else."""
    try:
        heads = [Heads(str(stream), int(seq), str(last)) for stream, seq, last in plain["heads"]]
        bundles = tuple(str(each) for each in plain["bundles"])
        lacking = tuple(str(each) for each in plain.get("lacking", ()))
        back = tuple(_taken_back_from(each) for each in plain.get("taken_back", ()))
        by_stream = {each.stream: each for each in heads}
        return Receipt(str(plain["office"]), str(plain["at"]), by_stream, bundles, lacking, back)
    except (KeyError, ValueError, TypeError) as error:
        raise UnfitValue("receipt") from error


def _taken_back_from(plain: Any) -> TakenBack:
    texts = [str(plain[name]) for name in ("file", "created", "at", "by", "why")]
    file, created, at, by, why = texts
    return TakenBack(file, created, int(plain["records"]), at, by, why)


def how_far(commits: Iterable[Commit]) -> dict[str, Heads]:
    """Return for each stream the last commit that is reached from number 1 without a gap.

    Where a copied laptop used a number twice, the stream counts as received up to the number before only.
    """
    streams: dict[str, dict[int, set[str]]] = {}
    for commit in commits:
        if commit.seq > 0 and commit.stream:
            streams.setdefault(commit.stream, {}).setdefault(commit.seq, set()).add(commit.id)
    return {stream: head for stream, numbers in streams.items() if (head := _contiguous(stream, numbers))}


def farther(one: Mapping[str, Heads], other: Mapping[str, Heads]) -> dict[str, Heads]:
    """Return the farther head of each stream."""
    joined = dict(one)
    for stream, head in other.items():
        if stream not in joined or joined[stream].seq < head.seq:
            joined[stream] = head
    return joined


def joined(one: Receipt, other: Receipt) -> Receipt:
    """Return what two receipts of one office say together, in whatever order their sticks came home."""
    later = max(one, other, key=lambda each: (each.at, each.bundles, each.lacking))
    return replace(later, heads=farther(one.heads, other.heads))


def _contiguous(stream: str, numbers: Mapping[int, set[str]]) -> Heads | None:
    head = None
    for seq in range(1, max(numbers) + 1):
        if len(numbers.get(seq, ())) != 1:
            break
        head = Heads(stream, seq, next(iter(numbers[seq])))
    return head
