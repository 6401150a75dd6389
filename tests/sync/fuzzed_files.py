"""Damages bundles and workbooks in every way that a stick, a bad copy or an ill will may, and reads what is left.

    fuzzed_files.py bundle|workbook SEED ROUNDS MEGABYTES

Each is refused with a reason or says exactly what it said before. The process has only so much memory and time, so
that a file which would fill a computer ends it. The last line counts how often which of them happened.
"""

from __future__ import annotations

import re
import resource
import struct
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

sys.path[:0] = [str(Path(__file__).parent / "workbook"), str(Path(__file__).parent), str(Path(__file__).parents[2])]

SECONDS = 60
"""Of processor time for one file; what takes longer would hold up a desk."""
TEXTS = (b"", b"<", b">", b'"', b"&", b"&#0;", b"\0", b"\xff\xfe", b"</c>", b"<row>", b"<v>", b"99999999999", b"-1")
ODD_NAMES = (
    "../../etc/passwd",
    "C:\\Windows\\x",
    "/abs",
    "xl/../../x",
    "a" * 60_000,
    "con",
    "xl/worksheets/sheet3.xml",
)


def flipped(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def torn(data: bytes, chance: Random) -> bytes:
    """A block left out, doubled, blanked, or at another's place."""
    size = chance.choice([1, 16, 512, 4096])
    one, other = sorted(chance.sample(range(0, len(data), size), 2)) if len(data) > 2 * size else (0, size)
    block, rest = data[one : one + size], data[one + size :]
    return data[:one] + chance.choice(
        [rest, block + block + rest, bytes(len(block)) + rest, b"\xff" * len(block) + rest, data[other:] + block]
    )


def lengthened(data: bytes, chance: Random) -> bytes:
    """A number somewhere in it that says far too much."""
    at = chance.randrange(len(data) - 8)
    return data[:at] + struct.pack(chance.choice(["<I", ">I"]), chance.choice([0, 2**31, 2**32 - 1])) + data[at + 4 :]


def garbled(data: bytes, chance: Random) -> bytes:
    """A workbook packed rightly whose XML is not what a program writes."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        parts = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        spoilt = chance.choice(parts)
        for name in old.namelist():
            content = old.read(name)
            if name == spoilt:
                at = chance.randrange(len(content))
                content = content[:at] + chance.choice(TEXTS) + content[at + chance.randrange(20) :]
            new.writestr(name, content)
    return out.getvalue()


def far(data: bytes, chance: Random) -> bytes:
    """Cells, merged blocks and styles in odd places; rows that say nothing."""
    rows = chance.choice([10, 10_000, 200_000])
    row, column = chance.choice([1, 5_000, 1_048_576, 10**9]), chance.choice(["A", "ZZ", "XFD", "XFE", ""])
    filling = chance.choice(
        [
            f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>',
            "".join(f'<row r="{number}"/>' for number in range(10, rows)),
            "".join(f'<row r="{number}"><c r="R{number}" s="1"/></row>' for number in range(10, rows)),
            "<row><c><v>1</v></c></row>" * rows,
        ]
    )
    merged = f'<mergeCells count="1"><mergeCell ref="A1:XFD{chance.choice([9, 1_048_576])}"/></mergeCells>'

    def change(text: bytes) -> bytes:
        text = text.replace(b"</sheetData>", filling.encode() + b"</sheetData>")
        return text.replace(b"</sheetData>", b"</sheetData>" + merged.encode()) if chance.random() < 0.3 else text

    return _rebuilt(data, lambda name, text: change(text) if name == "xl/worksheets/sheet3.xml" else text)


def bomb(data: bytes, chance: Random) -> bytes:
    """A part that unpacks to much, or parts with hostile names."""
    if chance.random() < 0.5:
        blank = b" " * chance.choice([1 << 20, 64 << 20, 300 << 20])
        part = chance.choice(["xl/worksheets/sheet3.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
        return _rebuilt(data, lambda name, text: text + blank if name == part else text)
    extra = {chance.choice(ODD_NAMES): b"x"} if chance.random() < 0.7 else {f"x/{n}": b"" for n in range(6_000)}
    return _rebuilt(data, lambda name, text: text, extra)


def _rebuilt(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content, ZIP_STORED)
    return out.getvalue()


def bundles() -> tuple[bytes, list[Callable[[bytes, Random], bytes]], Callable[[bytes], object]]:
    from test_bundle import OFFICE, WHOLE

    from sync.bundle import open_bundle

    def read(data: bytes) -> object:
        opened = open_bundle(data, [OFFICE])
        return list(opened.saves()), list(opened.attachments()), opened.manifest

    return WHOLE, [flipped, cut, torn, lengthened], read


def workbooks() -> tuple[bytes, list[Callable[[bytes, Random], bytes]], Callable[[bytes], object]]:
    from workbook_town import edited, export_of, news_of, person, read_back, type_into, workbook

    people = [person(n, full_name=f"张{n}", phone=f"0431{n:07}", rooms=n) for n in range(1, 30)]
    data = edited(workbook(export_of(*people))[0], lambda book: type_into(book, people[3].record, "phone", "139"))

    def read(data: bytes) -> object:
        return news_of(read_back(data, *people))

    return data, [flipped, cut, torn, lengthened, garbled, far, bomb], read


def main() -> None:
    from sync.errors import BundleRefused, WorkbookRefused

    kind, seed, rounds, megabytes = sys.argv[1], *map(int, sys.argv[2:])
    whole, ways, read = bundles() if kind == "bundle" else workbooks()
    expected, refusal = read(whole), BundleRefused if kind == "bundle" else WorkbookRefused
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    count: Counter[str] = Counter()
    for number in range(seed, seed + rounds):
        chance = Random(number)
        way = chance.choice(ways)
        data = way(whole, chance)
        begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        try:
            found = read(data)
        except refusal:
            count["refused"] += 1
        else:
            # Whoever rewrites a workbook's XML may rewrite what a cell says; no damage by itself does.
            same = found == expected or data == whole or way in (garbled, far)
            assert same, f"seed {number}, {way.__name__}: read as something else"
            assert way not in (garbled,) or _is_plain(found), f"seed {number}: odd values"
            count["same"] += 1
        spent = resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun
        assert spent < SECONDS, f"seed {number}, {way.__name__}: {spent} seconds"
    print(dict(count))


def _is_plain(found: object) -> bool:
    return isinstance(found, dict) and not any(
        isinstance(value, str) and re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", value) for value in found.values()
    )


if __name__ == "__main__":
    main()
