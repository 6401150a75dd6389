"""What goes home on a stick before it is pulled out: the receipts, and everything that waits for its community."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from survey_app.enrolment import staff_name
from survey_app.hand_over import packer_of
from survey_app.merge_desk import Arrival, files_in
from survey_app.open_conflicts import SOURCE
from survey_app.sentences import sentence
from survey_app.shared_records import shared_saves
from survey_app.versions import note_version, version_for
from survey_app.workspace import Workspace
from sync.bundle import Bundle, Header, Kind, read_header
from sync.certificate import is_under
from sync.commit import RETURNED
from sync.durable import name_that_fits, write_durably
from sync.errors import BundleRefused
from sync.exchange import State, receipt
from sync.hand_over import Envelope, Load, pack_return
from sync.receipt import TakenBack
from sync.save import Save

ENDING = "-receipt.bundle"
READABLE = frozenset({State.READY, State.KNOWN, State.OLD, State.UNDONE})
NOT_OURS = frozenset({State.FOREIGN, State.START})


@dataclass(frozen=True)
class Answer:
    """What was written for one computer."""

    file: Path
    returned: int = 0
    """Records that go back with a sentence, to be looked at again."""
    decided: int = 0
    """Records of which somebody has settled a disagreement."""
    corrected: int = 0
    """Records that somebody else has written to."""
    version: str = ""
    """The version of the questionnaires that goes along, "" where it is there already."""


@dataclass(frozen=True)
class Answered:
    """One stick, ready to be pulled out."""

    received: int
    """Files read and verified."""
    unread: int
    """Files that could not be read: they are on the desk with the reason."""
    answers: tuple[Answer, ...]

    @property
    def returned(self) -> int:
        return sum(each.returned for each in self.answers)

    @property
    def decided(self) -> int:
        return sum(each.decided for each in self.answers)

    @property
    def corrected(self) -> int:
        return sum(each.corrected for each in self.answers)

    @property
    def version(self) -> str:
        return max((each.version for each in self.answers), default="")


def told(answered: Answered, stick: str, language: str) -> str:
    """Say what came on a stick, what lies on it now, and that it may be pulled out."""
    parts = [
        sentence(language, f"stick.{kind}", count=count)
        for kind, count in (
            ("returned", answered.returned),
            ("decided", answered.decided),
            ("corrected", answered.corrected),
        )
        if count
    ]
    if answered.version:
        parts.append(sentence(language, "stick.version", version=answered.version))
    what = sentence(language, "stick.comma").join(parts)
    ending = ("answered_with" if parts else "answered") if answered.answers else "unanswered"
    lines = [
        sentence(
            language, "stick.received" if answered.received else "stick.nothing", stick=stick, count=answered.received
        )
    ]
    if answered.unread:
        lines.append(sentence(language, "stick.unread", count=answered.unread))
    lines.append(sentence(language, f"stick.{ending}", what=what))
    return sentence(language, "stick.gap").join(lines)


def answer_stick(workspace: Workspace, arrived: Iterable[Arrival], folder: Path) -> Answered:
    """Answer every computer of which a file lies on the stick. Raises StickFull, StickUnwritable.

    A file is known by its content: on the desk it may bear another name.
    """
    on_stick = {_digest(path) for path in files_in([folder])} - {""}
    came = [each for each in arrived if each.checked.sha256 in on_stick or each.file.parent == folder]
    received = sum(each.state in READABLE or each.state is State.WORKBOOK for each in came)
    ours = sum(each.state in NOT_OURS for each in came)
    return Answered(received, len(came) - received - ours, tuple(_answers(workspace, came, folder)))


def write_back(workspace: Workspace, arrived: Iterable[Arrival], folder: Path) -> list[Path]:
    """Write receipts, and all that waits for each community, for the sticks that go back; return the files."""
    return [each.file for each in _answers(workspace, list(arrived), folder)]


def _answers(workspace: Workspace, came: Sequence[Arrival], folder: Path) -> list[Answer]:
    by_sender: dict[str, list[Arrival]] = {}
    for arrival in came:
        bundle = arrival.checked.bundle
        if bundle is not None and arrival.state in READABLE and bundle.header.kind == Kind.EXPORT:
            by_sender.setdefault(bundle.header.sender, []).append(arrival)
    answers = [_answer(workspace, files, folder) for files in by_sender.values()]
    return [each for each in answers if each is not None]


def _answer(workspace: Workspace, files: Sequence[Arrival], folder: Path) -> Answer | None:
    """Write one file for one computer, whose own files on the stick are these."""
    latest = max(files, key=lambda each: each.checked.created)
    bundle = latest.checked.bundle
    assert bundle is not None
    chain = bundle.manifest.chain
    if not chain or not chain[0].lock or chain[0].key != bundle.header.sender:
        return None
    if not latest.checked.is_vouched:
        # Whoever made this file, nobody has said who it is: not even a receipt goes there.
        return None
    note_version(workspace, bundle)
    saves = _saves_for(workspace, latest, bundle)
    at = workspace.now().isoformat(timespec="seconds")
    told = receipt(workspace.store, [each.checked for each in files], workspace.credentials.device.public, at)
    told = replace(told, taken_back=_taken_back(workspace, bundle.header.sender))
    definitions = version_for(workspace, bundle)
    envelope = Envelope(chain[0].area, workspace.random(16).hex(), at, (chain[0].lock,))
    data = pack_return(packer_of(workspace), envelope, Load(saves, definitions), told)
    earlier = _earlier_answers(workspace, folder, read_header(data))
    path = _free_answer(folder, latest.file.stem, earlier)
    write_durably(path, data, lambda back: None)
    for old in earlier:
        if old != path:
            old.unlink(missing_ok=True)
    version = workspace.pack.version if definitions and workspace.pack else ""
    return _counted(Answer(path, version=version), chain[0].area, saves, files)


def _taken_back(workspace: Workspace, sender: str) -> tuple[TakenBack, ...]:
    """Return which files of a computer were taken back here, so that its people hear of it."""
    return tuple(
        TakenBack(
            batch.file,
            batch.created,
            batch.records,
            batch.undone_at,
            staff_name(workspace, batch.undone_by),
            batch.undone_why,
        )
        for batch in workspace.store.batches()
        if batch.sender == sender and batch.is_undone
    )


def _free_answer(folder: Path, stem: str, earlier: Sequence[Path]) -> Path:
    """Return where an answer goes. Cut to what a disk takes, the names of two may be one."""
    path, number = folder / name_that_fits(stem, ENDING), 2
    while path.exists() and path not in earlier:
        path = folder / name_that_fits(stem, f" {number}{ENDING}")
        number += 1
    return path


def _saves_for(workspace: Workspace, arrival: Arrival, bundle: Bundle) -> list[Save]:
    """Return what a computer may have: its own area, as its certificate says and not as its file claims, and posts."""
    area = bundle.manifest.chain[0].area
    if not is_under(area, workspace.area):
        return []
    sender = bundle.header.sender
    merged = any(each.sender == sender and not each.is_undone for each in workspace.store.batches())
    # A stranger is told "received"; records go to it only after a person has merged a file of it.
    if not merged and arrival.admitted is not None:
        return []
    return [*workspace.store.saves(area), *shared_saves(workspace, area)]


def _counted(answer: Answer, area: str, saves: Sequence[Save], files: Sequence[Arrival]) -> Answer:
    known = {commit for each in files for commit in each.checked.commit_ids()}
    kinds: dict[str, set[str]] = {"returned": set(), "decided": set(), "corrected": set()}
    for commit in (commit for save in saves for commit in save.commits):
        if commit.record and commit.id not in known and is_under(commit.area, area):
            kind = "decided" if commit.source == SOURCE else "corrected"
            kinds["returned" if commit.set.get(RETURNED) else kind].add(commit.record)
    # Each record is told once, by what its assistant has to know first.
    decided = kinds["decided"] - kinds["returned"]
    corrected = kinds["corrected"] - kinds["returned"] - decided
    return replace(answer, returned=len(kinds["returned"]), decided=len(decided), corrected=len(corrected))


def _earlier_answers(workspace: Workspace, folder: Path, to: Header) -> list[Path]:
    """Return what lies there from earlier weeks for the same computer: the new file holds all of it."""
    found = [(path, _header(path)) for path in folder.glob(f"*{ENDING}")]
    return [
        path
        for path, header in found
        if header is not None and _is_ours(workspace, header) and header.recipients == to.recipients
    ]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _is_ours(workspace: Workspace, header: Header) -> bool:
    return header.kind == Kind.RETURN and header.sender == workspace.credentials.device.public


def _header(path: Path) -> Header | None:
    try:
        return read_header(path.read_bytes())
    except (OSError, BundleRefused):
        return None
