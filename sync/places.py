"""Where records hang: circles of parents are cut at their weakest link, crossed mergers leave one record visible.

Pure functions over what was folded. Whatever part of a circle they are shown, they answer alike for all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sync.fold import Rank


def circles(links: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the circles among links from each record to one other, each beginning with its smallest id."""
    found: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start in sorted(links):
        path: list[str] = []
        at = start
        while at in links and at not in done:
            done.add(at)
            path.append(at)
            at = links[at]
        if at in path:
            circle = path[path.index(at) :]
            least = circle.index(min(circle))
            found[min(circle)] = (*circle[least:], *circle[:least])
    return [found[least] for least in sorted(found)]


def cut(parents: Mapping[str, str], ranks: Mapping[str, Rank]) -> set[str]:
    """Return the records that lose their parent so that no circle is left: in each, the one that was placed first.

    They are shown as unplaced, for somebody to put where they belong.
    """
    return {min(circle, key=lambda record: ranks[record]) for circle in circles(parents)}


def crossed(mergers: Mapping[str, str]) -> set[str]:
    """Return the deleted records that stay visible as contested, because each was merged into the other."""
    return {circle[0] for circle in circles(mergers)}


def survivor(record: str, mergers: Mapping[str, str]) -> str:
    """Return the record that a duplicate stands for now, following mergers to their end."""
    passed = {record}
    while (onward := mergers.get(record)) and onward not in passed:
        passed.add(onward)
        record = onward
    return record


def unplaced(records: Iterable[str], parents: Mapping[str, str], shown: Iterable[str]) -> set[str]:
    """Return the records whose parent is not shown: deleted, or still on another stick. They are listed, not hidden."""
    present = set(shown)
    return {record for record in records if (parent := parents.get(record)) and parent not in present}
