"""Looking for the same person twice among very many, beside a plain search of rapidfuzz in blocks of six digits.

    python tests/benchmarks/duplicates_in_a_million.py 1000000

Both are given the same listings, in which slips of every kind are planted whose phone and address differ too. Tells
processor time, how many of each kind were found, how many pairs were shown that are two persons, and the most memory.
The floor keeps plain Python lists, shares two of three blocks of six digits, and knows no names but equal ones.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from a_million_persons import KINDS, Planted, town
from rapidfuzz.distance import OSA
from timing import in_own_process

from sync.linkage import Crowd, propose

SEED = 20030612
TICK = 0.01

Found = tuple[list[tuple[int, int]], dict[str, float], list[Planted]]


def ours(count: int, each: int) -> Found:
    planted: list[Planted] = []
    crowd = Crowd()
    taking = 0.0
    for row, one in enumerate(town(count, SEED, planted, each)):
        start = time.process_time()
        crowd.add(row, one.number, one.name, one.birth, one.sex, one.phones, int(one.household), int(one.door))
        taking += time.process_time() - start
    start, longest = time.process_time(), 0.0
    with ThreadPoolExecutor() as beside:
        search = beside.submit(propose, crowd)
        # What a window does meanwhile: it wakes up every few milliseconds and wants to go on at once.
        while not search.done():
            before = time.perf_counter()
            time.sleep(TICK)
            longest = max(longest, time.perf_counter() - before - TICK)
    times = {"take in": taking, "search": time.process_time() - start, "a window waits at most": longest}
    return [(each.one, each.other) for each in search.result()], times, planted


def floor(count: int, each: int) -> Found:
    planted: list[Planted] = []
    people = list(town(count, SEED, planted, each))
    start = time.process_time()
    numbers = [one.number[:6] + "19" + one.number[6:] if len(one.number) == 15 else one.number for one in people]
    found: set[tuple[int, int]] = set()
    for first, second in combinations(range(3), 2):
        blocks: dict[str, list[int]] = defaultdict(list)
        for row, number in enumerate(numbers):
            if number:
                parts = [number[:6], number[6:12], number[12:18]]
                blocks[parts[first] + parts[second]].append(row)
        for block in blocks.values():
            for one, other in combinations(block, 2):
                a, b = numbers[one], numbers[other]
                if OSA.distance(a[:17], b[:17], score_cutoff=1) <= 1 and a[17:] in ("", b[17:]):
                    found.add((one, other))
    names: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, one in enumerate(people):
        names[one.name, one.birth].append(row)
    for block in names.values():
        found.update((one, other) for one, other in combinations(block, 2) if not numbers[one] or not numbers[other])
    return sorted(found), {"search": time.process_time() - start}, planted


def measure(search: str, count: int, each: int) -> None:
    """Search in this process and print what it took and found."""
    pairs, times, planted = SEARCHES[search](count, each)
    found, right = set(pairs), {(one.first, one.second) for one in planted}
    every = Counter(one.kind for one in planted)
    hit = Counter(one.kind for one in planted if (one.first, one.second) in found)
    told = {
        "times": times,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "shown": len(found),
        "right": len(found & right),
        "planted": len(right),
        "kinds": {kind: [hit[kind], every[kind]] for kind in KINDS},
    }
    print(json.dumps(told))


def tell(search: str, count: int, each: int) -> None:
    told: dict[str, Any] = in_own_process(Path(__file__), str(count), str(each), search)
    times = "   ".join(f"{name} {seconds:.2f} s" for name, seconds in told["times"].items())
    print(f"{search}: {times}   at most {told['megabytes']:.0f} MB")
    print(f"  {told['shown']} pairs shown, {told['right'] / max(1, told['shown']):.1%} of them planted")
    print(f"  {told['right'] / told['planted']:.1%} of {told['planted']} planted were found")
    for kind, (hit, every) in told["kinds"].items():
        print(f"    {hit / max(1, every):7.1%} of {every:5}  {kind}")


SEARCHES = {"sync.linkage": ours, "rapidfuzz in blocks": floor}

if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 3:
        measure(sys.argv[3], wanted, int(sys.argv[2]))
    else:
        print(f"{wanted} listings; processor time, most memory")
        for search in SEARCHES:
            tell(search, wanted, max(10, wanted // 1000))
