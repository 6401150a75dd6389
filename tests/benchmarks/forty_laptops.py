"""Forty laptops with 700 persons of 60 fields each, as the workbook exports that a clerk finds on the sticks."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from pathlib import Path

from forms.datasets import Dataset, datasets_of
from forms.rows import Value
from forms.xform import form_from_xml
from sync.certificate import Chain, Role
from sync.clock import hybrid
from sync.commit import LIFE, LIVE, Commit
from sync.commit import Value as Written
from sync.hand_over import Envelope, Load, Packer, pack_export
from sync.lock import lock_key_of
from sync.save import Save, sign_save
from sync.signing import SigningKey
from sync.start_bundle import Enrolment, certify, found_office
from sync.workbook.sheets import Export, Sheet, SheetRow
from sync.workbook.writer import write

LAPTOPS, PERSONS = 40, 700
SHARED = 5
"""Persons of the laptop before that travel along: the office had sent them down."""

FORM = "form.xml"
STREET = "220104/220104003"
LANGUAGE = "中文 (zh)"
WALL = "2003-06-13T09:00:00+08:00"
MILLISECONDS = 1_055_466_000_000

_TEXTS = ("full_name", "id_no", "phone", "address", "remark", "employer", "school", "contact", "skill", "wish")
_TEXTS += tuple(f"note_{number}" for number in range(1, 14))
_INTEGERS = ("age", "income", "rooms", "months_out_of_work", "years_worked", *(f"count_{n}" for n in range(1, 8)))
_DATES = ("born", "visited", "laid_off", "registered", "trained", "certified")
_CHOICES = tuple(f"choice_{number}" for number in range(1, 20))

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华文玉梅建国春"
_WORDS = (
    "无",
    "已登记",
    "需回访",
    "本人不在家",
    "邻居代答",
    "湖滨街12号楼",
    "机械厂",
    "待核实",
    "wants evening shifts",
)


def xform() -> str:
    """Return the plain form of 60 questions, compiled as a workspace keeps it."""
    from pyxform.xls2xform import convert

    lines = ["| survey | | | |", "| | type | name | label::中文 (zh) |"]
    for kind, names in (
        ("text", _TEXTS),
        ("integer", _INTEGERS),
        ("date", _DATES),
        ("select_one state", _CHOICES),
    ):
        lines += [f"| | {kind} | {name} | 问题 {name} |" for name in names]
    lines += ["| choices | | | |", "| | list_name | name | label::中文 (zh) |"]
    lines += [f"| | state | {number} | 第{number}种情况 |" for number in range(1, 9)]
    lines += ["| settings | | |", "| | form_id | form_title |", "| | person | 人员 |"]
    return convert(xlsform="\n".join(lines), file_type=".md", validate=False).xform


def dataset(compiled: str = "") -> Dataset:
    found = next(iter(datasets_of([form_from_xml(compiled or xform())]).values()))
    assert len(found.fields) == 60, len(found.fields)
    return found


def office(seed: int = 1) -> tuple[SigningKey, Chain]:
    return found_office(Enrolment(STREET, "C003", "陈静", Role.STREET), random.Random(seed).randbytes)


def answers(chance: random.Random, number: int) -> dict[str, Value]:
    """Return what one person answers: two fields in three, as real lists are filled."""
    values: dict[str, Value] = {
        "full_name": chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=2)),
        "id_no": f"2201041960{number % 12 + 1:02}{number % 28 + 1:02}{number % 10000:04}",
        "phone": f"135{number:08}",
    }
    asked = (
        (_TEXTS[3:], lambda: chance.choice(_WORDS)),
        (_INTEGERS, lambda: chance.randrange(0, 3000)),
        (_DATES, lambda: f"{chance.randrange(1960, 2003)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"),
        (_CHOICES, lambda: str(chance.randrange(1, 9))),
    )
    for names, answer in asked:
        for name in names:
            if chance.random() < 0.65:
                values[name] = answer()
    return values


def households(chance: random.Random, count: int) -> Iterator[int]:
    """Yield sizes of households, two to four persons, until so many persons are in them."""
    while count:
        size = min(count, chance.randint(2, 4))
        yield size
        count -= size


class Laptop:
    """What one assistant recorded in a round: one save, one signature, for each household."""

    def __init__(self, number: int, office_key: SigningKey, office_chain: Chain) -> None:
        self.number, self.area = number, f"{STREET}/{STREET[7:]}{number:03}"
        self._chance = random.Random(number)
        enrolled = Enrolment(self.area, f"A{number:03}", f"协理员{number}")
        self.key, self.chain = certify(enrolled, office_key, office_chain, self._chance.randbytes)
        self.saves: list[Save] = []
        self.rows: list[SheetRow] = []
        self._seq, self._last = 0, ""

    def record(self, persons: int) -> None:
        for size in households(self._chance, persons):
            written = [self._person() for _ in range(size)]
            save = sign_save([commit for commit, _ in written], self.key, self.chain)
            self.saves.append(save)
            self.rows += [SheetRow(commit.record, values, (commit.id,), self.area) for commit, values in written]

    def carry(self, other: Laptop, persons: int) -> None:
        """Hold some of another's persons, too, as they were recorded there."""
        taken = 0
        for save in other.saves:
            self.saves.append(save)
            ids = {commit.record for commit in save.commits}
            self.rows += [row for row in other.rows if row.record in ids]
            taken += len(ids)
            if taken >= persons:
                return

    def bundle(self, office_key: SigningKey) -> bytes:
        """Return the commits as they lie on the stick, encrypted to the office."""
        at = Envelope(self.area, self._chance.randbytes(16).hex(), WALL, (lock_key_of(office_key.seed).public,))
        return pack_export(Packer(self.key, self.chain), at, Load(self.saves))

    def export(self, folder: Path, described: Dataset, office_key: SigningKey) -> Path:
        """Write the workbook with its commits inside, encrypted to the office."""
        bundle = self.bundle(office_key)
        xid = self._chance.randbytes(16).hex()
        sheets = [Sheet(described, self.rows)]
        path = folder / f"社区{self.number:02}.xlsx"
        write(Export(xid, sheets, LANGUAGE, self.area, self.key.public, 7, WALL, bundle), self.key, path)
        return path

    def _person(self) -> tuple[Commit, dict[str, Value]]:
        self._seq += 1
        values = answers(self._chance, self.number * 1000 + self._seq)
        set_: dict[str, Written] = {LIFE: LIVE, **values}  # pyright: ignore[reportAssignmentType]
        commit = Commit(
            record=str(uuid.UUID(bytes=self._chance.randbytes(16), version=4)),
            dataset="person",
            set=set_,
            actor=f"A{self.number:03}",
            area=self.area,
            stream=f"{self.number:016x}",
            seq=self._seq,
            prev=self._last,
            hlc=hybrid(MILLISECONDS + self._seq * 1000),
            wall=WALL,
            nonce=self._chance.randbytes(8).hex(),
        )
        self._last = commit.id
        return commit, values


def write_exports(folder: Path, laptops: int = LAPTOPS, persons: int = PERSONS) -> list[Path]:
    """Write all workbooks."""
    key, chain = office()
    compiled = xform()
    (folder / FORM).write_text(compiled, encoding="utf-8")
    described = dataset(compiled)
    made: list[Laptop] = []
    paths: list[Path] = []
    for number in range(1, laptops + 1):
        laptop = Laptop(number, key, chain)
        own = persons - SHARED if made else persons
        laptop.record(own)
        if made:
            laptop.carry(made[-1], persons - own)
        made.append(laptop)
        paths.append(laptop.export(folder, described, key))
    return paths
