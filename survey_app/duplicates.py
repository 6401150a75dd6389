"""Who may be listed twice, as a clerk decides it: two listings side by side, why they look like one, and what was said.

Looking compares and decides nothing. What is decided are commits: they travel, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey_app.enrolment import staff_name
from survey_app.open_conflicts import field_label, record_title, shown_kept
from survey_app.records import place_of, plate_of
from survey_app.sentences import sentence
from survey_app.workspace import Workspace
from sync.answers import commit_value
from sync.commit import LIFE, PERHAPS, RETURNED, SAME, Commit, Value
from sync.edit import Edit
from sync.errors import NotAllowed
from sync.fold import INTO, Status
from sync.linkage import Crowd, Likeness, Listing, Pair, compare, propose
from sync.linkage.likeness import ADDRESS, DIFFERENT
from sync.marks import ANOTHER, TOLD, apart, other_of, perhaps
from sync.progress import Report, unwatched
from sync.store.reading import Record

SOURCE = "resolve"
_MADE = ("record_id", "created_at", "created_by")
_PAGE = 500
_READ = 5_000
"""After so many listings it is said how far reading has come, and looked whether somebody wants to stop."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two listings."""

    record: str
    name: str
    area: str
    plate: str
    """Where its door is."""
    when: str
    """When it was recorded, ISO 8601."""
    who: str
    counts: bool | None
    """Whether it says that this is where they live; None where it says nothing of that."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question with both answers; `values` are what they are kept as."""

    field: str
    label: str
    shown: tuple[str, str]
    values: tuple[Value, Value]

    @property
    def differs(self) -> bool:
        return self.values[0] != self.values[1]

    def turned(self) -> Row:
        return Row(self.field, self.label, (self.shown[1], self.shown[0]), (self.values[1], self.values[0]))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two listings that may be one person."""

    dataset: str
    one: Side
    """The one recorded first: it stays, where nothing else is said."""
    other: Side
    likeness: Likeness
    words: str
    """Why: 身份号码差 1 位，姓名同音，出生日期相同，电话不同."""
    rows: tuple[Row, ...]
    same_door: bool
    said: str = ""
    """What an assistant has said of the two: `told` or `another`."""
    remark: str = ""
    """With what sentence one of them has been sent back, and nobody has answered yet."""
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """What lay before whoever decides."""

    @property
    def key(self) -> frozenset[str]:
        return frozenset((self.one.record, self.other.record))

    @property
    def resident(self) -> Side:
        """The listing by which the human is counted: where they say that they live, else the first."""
        return self.other if self.other.counts and not self.one.counts else self.one

    def turned(self) -> Duplicate:
        """The same pair seen from the other side."""
        rows = tuple(row.turned() for row in self.rows)
        told = (self.likeness, self.words, rows, self.same_door, self.said, self.remark, self.seen)
        return Duplicate(self.dataset, self.other, self.one, *told)

    def as_plain(self) -> dict[str, Any]:
        return {
            "records": [self.one.record, self.other.record],
            "names": [self.one.name, self.other.name],
            "areas": [self.one.area, self.other.area],
            "doors": [self.one.plate, self.other.plate],
            "same_door": self.same_door,
            "points": self.likeness.points,
            "evidence": [
                {"about": each.about, "found": each.found, "points": each.points} for each in self.likeness.evidence
            ],
            "words": self.words,
            "said": self.said,
            "remark": self.remark,
        }


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a decision: the first of them, and how many there are."""

    pairs: tuple[Duplicate, ...]
    count: int


class Search:
    """Looks through everybody once, later only through those whom something has touched since."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._arrived = 0
        self._pairs: dict[tuple[int, int], Pair] = {}

    def look(self, language: str, report: Report = unwatched, most: int | None = None) -> Waiting:
        """Return who may be listed twice and waits for a decision. It may take a minute for a million."""
        workspace = self._workspace
        if not tells_people_apart(workspace):
            return Waiting((), 0)
        arrived, touched = workspace.store.touched_since(self._arrived)
        if arrived != self._arrived:
            touched = touched if self._arrived else None
            kept = self._pairs.values() if touched is not None else ()
            left = [pair for pair in kept if touched and pair.one not in touched and pair.other not in touched]
            found = propose(crowd_of(workspace, report), touched, report)
            self._pairs = {(pair.one, pair.other): pair for pair in (*left, *found)}
            self._arrived = arrived
        return _waiting(workspace, self._pairs.values(), language, most)


def tells_people_apart(workspace: Workspace) -> bool:
    """Whether the survey says which fields tell who a person is; others have no duplicates."""
    pack = workspace.pack
    return bool(pack and pack.roles.person and pack.identity.name and (pack.identity.number or pack.identity.birth))


def crowd_of(workspace: Workspace, report: Report = unwatched) -> Crowd:
    """Return everybody who is there, by the fields that the pack declares."""
    pack = workspace.pack
    assert pack is not None
    identity = pack.identity
    crowd = Crowd(identity.scheme)
    names = [identity.number or identity.normal, identity.name, identity.birth, identity.sex, *identity.phones]
    columns = [name for name in names if name]
    places = [columns.index(name) + 3 if name else None for name in names]
    total = workspace.store.count(pack.roles.person)
    for count, row in enumerate(workspace.store.listings(pack.roles.person, columns)):
        if count % _READ == 0:
            report(min(count, total), total)
        number, name, birth, sex, *phones = ("" if at is None or row[at] is None else str(row[at]) for at in places)
        crowd.add(row[0], number, name, birth, sex, phones, row[1], row[2])
    return crowd


def duplicates(workspace: Workspace, language: str, report: Report = unwatched) -> list[Duplicate]:
    """Look through everybody and return who waits for a decision."""
    return list(Search(workspace).look(language, report).pairs)


def in_words(likeness: Likeness, language: str) -> str:
    """Say why, in one line."""
    told = (sentence(language, f"alike.{each.about}_{each.found}") for each in likeness.evidence)
    words = sentence(language, "alike.comma").join(told)
    return words[:1].upper() + words[1:]


# ------------------------------------------------------------------ deciding


def join(workspace: Workspace, pair: Duplicate, taken: Iterable[str] = ()) -> list[Commit]:
    """They are one human. Raises NotAllowed.

    At one door the second was entered twice: it goes into the first, and answers go with it where the first has none
    or where the field is among the `taken`. At two doors both listings stay, and the human is counted by one of them.
    """
    _only_an_office(workspace)
    if not pair.same_door:
        stays = pair.resident
        goes = pair.other if stays is pair.one else pair.one
        wiped = {side.record: _wiped(workspace, side, far) for side, far in ((stays, goes), (goes, stays))}
        edits = [_edit(pair, goes, wiped[goes.record] | {SAME: stays.record})]
        if wiped[stays.record]:
            edits.append(_edit(pair, stays, wiped[stays.record]))
        return workspace.save(edits, source=SOURCE)
    wanted = set(taken)
    copied: dict[str, Value] = {
        row.field: row.values[1]
        for row in pair.rows
        if row.differs and row.values[1] is not None and (row.field in wanted or row.values[0] is None)
    }
    copied |= _wiped(workspace, pair.one, pair.other)
    pointing, pointed = _pointers(workspace, pair)
    if pointed:
        copied[SAME] = pointed
    goes = _wiped(workspace, pair.other, pair.one) | {LIFE: INTO + pair.one.record}
    edits = [_edit(pair, pair.one, copied)] if copied else []
    edits.append(_edit(pair, pair.other, goes))
    seen = workspace.store.seen_of(pointing)
    edits += [Edit(each, pair.dataset, {SAME: pair.one.record}, seen[each]) for each in pointing]
    return workspace.save(edits, source=SOURCE)


def _pointers(workspace: Workspace, pair: Duplicate) -> tuple[list[str], str]:
    """Return the listings that point to the one that goes, and to which third one it points, which the other then does.

    The human must be counted once afterwards too.
    """
    goes, stays = pair.other.record, pair.one.record
    rows = workspace.store.rows(pair.dataset, {"same_as": goes}, columns=["record_id"])
    records = workspace.store.records([goes, stays])
    pointed = records[goes].marks.get(SAME, "")
    is_third = pointed not in ("", stays) and records[stays].marks.get(SAME, goes) == goes
    return [row["record_id"] for row in rows if row["record_id"] != stays], pointed if is_third else ""


def set_apart(workspace: Workspace, pair: Duplicate) -> list[Commit]:
    """They are two humans; not asked again while what speaks for one is the same. Raises NotAllowed."""
    _only_an_office(workspace)
    first, second = sorted((pair.one, pair.other), key=lambda side: side.record)
    edits = [_edit(pair, first, _wiped(workspace, first, second) | {apart(second.record): pair.likeness.mark})]
    if wiped := _wiped(workspace, second, first):
        edits.append(_edit(pair, second, wiped))
    return workspace.save(edits, source=SOURCE)


def ask_again(workspace: Workspace, pair: Duplicate, remark: str) -> list[Commit]:
    """Send the one recorded later back with a sentence. Raises NotAllowed."""
    _only_an_office(workspace)
    return workspace.save([_edit(pair, pair.other, {RETURNED: remark})], source=SOURCE)


def _edit(pair: Duplicate, side: Side, values: Mapping[str, Value]) -> Edit:
    return Edit(side.record, pair.dataset, values, pair.seen.get(side.record, ()))


def _wiped(workspace: Workspace, side: Side, far: Side) -> dict[str, Value]:
    """Return what takes the place of an earlier decision on the two."""
    record = workspace.store.record(side.record)
    marks = record.marks if record else {}
    before = {SAME: {far.record}, perhaps(far.record): {TOLD}, apart(far.record): {marks.get(apart(far.record))}}
    return {name: None for name, values in before.items() if marks.get(name) in values - {None}}


def _only_an_office(workspace: Workspace) -> None:
    if not workspace.role.is_office:
        raise NotAllowed(workspace.role)


# ------------------------------------------------------------------ what waits


def _waiting(workspace: Workspace, pairs: Iterable[Pair], language: str, most: int | None) -> Waiting:
    every = list(pairs)
    ids = workspace.store.ids_of({number for pair in every for number in (pair.one, pair.other)})
    scheme = workspace.pack.identity.scheme if workspace.pack else ""
    told = [(mark.record, other_of(mark.field)) for mark in workspace.store.marks(PERHAPS)]
    records = workspace.store.records({*ids.values(), *(record for pair in told for record in pair)})
    likely = {frozenset((ids[pair.one], ids[pair.other])): pair.likeness for pair in every if _are(ids, pair)}
    for pair in told:
        # What an assistant has told is looked at, however little speaks for it.
        if frozenset(pair) not in likely and set(pair) <= records.keys():
            one, other = _listings(workspace, [records[each] for each in pair])
            likely[frozenset(pair)] = compare(one, other, scheme)
    found: list[tuple[Record, Record, Likeness]] = []
    for pair, likeness in likely.items():
        one, other = (records.get(each) for each in sorted(pair))
        if one and other and _is_open(one, other, likeness):
            found.append((one, other, likeness))
    found.sort(key=_urgency)
    shown = found[:most]
    made = _made(workspace, {record.id: record.dataset for one, other, _ in shown for record in (one, other)})
    return Waiting(tuple(_duplicate(workspace, *each, made, language) for each in shown), len(found))


def _are(ids: Mapping[int, str], pair: Pair) -> bool:
    return pair.one in ids and pair.other in ids


def _listings(workspace: Workspace, records: Sequence[Record]) -> list[Listing]:
    """Return what single records say of who a person is."""
    pack = workspace.pack
    assert pack is not None
    identity = pack.identity
    households = workspace.store.records({record.parent for record in records})

    def told(record: Record, name: str) -> str:
        value = record.values.get(name) if name else None
        return value if isinstance(value, str) else ""

    return [
        Listing(
            told(record, identity.number or identity.normal),
            told(record, identity.name),
            told(record, identity.birth),
            told(record, identity.sex),
            tuple(phone for name in identity.phones if (phone := told(record, name))),
            record.parent,
            households[record.parent].parent if record.parent in households else "",
        )
        for record in records
    ]


def _urgency(pair: tuple[Record, Record, Likeness]) -> tuple[Any, ...]:
    """What assistants have seen comes first, what was sent back last."""
    one, other, likeness = pair
    told = TOLD in (one.marks.get(perhaps(other.id)), other.marks.get(perhaps(one.id)))
    returned = RETURNED in one.marks or RETURNED in other.marks
    return (returned, not told, -likeness.points, *sorted((one.id, other.id)))


def _is_open(one: Record, other: Record, likeness: Likeness) -> bool:
    if Status.DELETED in (one.status, other.status):
        return False
    chiefs = {one.marks.get(SAME) or one.id, other.marks.get(SAME) or other.id}
    is_joined = len(chiefs) == 1
    spoken = (one.marks.get(apart(other.id)), other.marks.get(apart(one.id)))
    # Two offices that have said the opposite are asked again.
    return is_joined == (likeness.mark in spoken)


def _duplicate(
    workspace: Workspace,
    one: Record,
    other: Record,
    likeness: Likeness,
    made: Mapping[str, tuple[str, str]],
    language: str,
) -> Duplicate:
    first, second = sorted((one, other), key=lambda record: (made[record.id], record.id))
    said = {first.marks.get(perhaps(second.id)), second.marks.get(perhaps(first.id))}
    address = likeness.found(ADDRESS)
    return Duplicate(
        first.dataset,
        _side(workspace, first, *made[first.id]),
        _side(workspace, second, *made[second.id]),
        likeness,
        in_words(likeness, language),
        tuple(_rows(workspace, first, second, language)),
        bool(address) and address != DIFFERENT,
        next((each for each in (TOLD, ANOTHER) if each in said), ""),
        first.marks.get(RETURNED) or second.marks.get(RETURNED) or "",
        {first.id: first.commits, second.id: second.commits},
    )


def _made(workspace: Workspace, records: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return when each was recorded, and by whom."""
    found: dict[str, tuple[str, str]] = {}
    for dataset in {*records.values()}:
        own = [each for each in records if records[each] == dataset]
        for start in range(0, len(own), _PAGE):
            ids = own[start : start + _PAGE]
            rows = workspace.store.rows(dataset, {"record_id": ids}, columns=_MADE)
            found |= {row["record_id"]: (str(row["created_at"]), str(row["created_by"])) for row in rows}
    return found


def _side(workspace: Workspace, record: Record, when: str, by: str) -> Side:
    pack = workspace.pack
    assert pack is not None
    lives = record.values.get(pack.interview.resident) if pack.interview.resident else None
    return Side(
        record.id,
        record_title(workspace, record.dataset, record.values),
        record.area,
        plate_of(workspace, place_of(workspace, record.id)),
        when,
        staff_name(workspace, by),
        None if lives in (None, "") else str(lives) == "1",
    )


def _rows(workspace: Workspace, one: Record, other: Record, language: str) -> Iterable[Row]:
    """Yield what both were asked: who they are first, then everything in which they differ."""
    pack, described = workspace.pack, workspace.definitions.datasets[one.dataset]
    assert pack is not None
    identity = pack.identity
    telling = [identity.name, identity.sex, identity.birth, identity.number, *identity.phones]
    asked = [each.name for each in described.fields if not each.calculated]
    for name in dict.fromkeys([*(each for each in telling if each), *asked]):
        values = (commit_value(one.values.get(name)), commit_value(other.values.get(name)))
        if name in telling or values[0] != values[1]:
            shown = tuple(shown_kept(workspace, one.dataset, name, value, language) for value in values)
            yield Row(name, field_label(workspace, one.dataset, name, language), (shown[0], shown[1]), values)


__all__: Sequence[str] = ("Duplicate", "Search", "ask_again", "duplicates", "join", "set_apart", "tells_people_apart")
