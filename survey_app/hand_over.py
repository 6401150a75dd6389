"""Handing over: one file with all that this computer has recorded, written, read back and verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from survey_app.attachments import CARRIED, waiting, within
from survey_app.exporting import export_of, sheet_language
from survey_app.interviews import Interview
from survey_app.versions import about_version
from survey_app.workspace import Workspace
from sync.bundle import open_bundle
from sync.durable import write_durably
from sync.hand_over import Envelope, Load, Packer, pack_export
from sync.progress import Report, unwatched
from sync.save import Save

PROGRAM = "survey-app"
EXPORTED = "exported"
REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A file that was read back and found right."""

    path: Path
    size: int
    records: int
    persons: int
    new: int
    """Records of which no office has acknowledged the latest state."""
    unfinished: int
    """Interviews that stood open and were carried as they are."""
    attachments: int = 0
    """Pictures and files that the file carries."""
    attachments_left: int = 0
    """Those that found no room in it; they go with the next one, after the receipt for this."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One line of the log of exports."""

    file: str
    at: str
    records: int
    persons: int


def hand_over(
    workspace: Workspace, to: Path, report: Report = unwatched, language: str = "zh", most_attached: int = CARRIED
) -> HandedOver:
    """Write what goes to the office: `to` is a .bundle or .xlsx file, or a folder for a file named by itself.

    Open interviews are committed first, as unfinished. `most_attached` is how many bytes of pictures go along.
    Raises StickFull, StickUnwritable; then nothing was lost.
    """
    unfinished = commit_drafts(workspace)
    path = to / file_name(workspace, language) if to.is_dir() or not to.suffix else to
    path.parent.mkdir(parents=True, exist_ok=True)
    report(0, 3)
    saves = list(workspace.store.saves(workspace.area))
    attached = waiting(workspace, saves)
    carried = within(attached, most_attached)
    bundle = bundle_of(workspace, saves, carried)
    report(1, 3)
    if path.suffix.lower() == ".xlsx":
        _write_workbook(workspace, path, bundle, language)
    else:
        write_durably(path, bundle, lambda back: _open(workspace, back))
    report(2, 3)
    done = HandedOver(
        path,
        path.stat().st_size,
        _records(workspace),
        _persons(workspace),
        not_receipted(workspace),
        unfinished,
        len(carried),
        len(attached) - len(carried),
    )
    _note(workspace, done)
    report(3, 3)
    return done


def commit_drafts(workspace: Workspace) -> int:
    """Commit every open interview as far as it has come, marked as unfinished; return how many there were."""
    drafts = workspace.store.drafts()
    for draft in drafts:
        Interview.resume(workspace, draft.id).close(still_open=True)
    return len(drafts)


def bundle_of(workspace: Workspace, saves: Sequence[Save], attachments: Sequence[str] = ()) -> bytes:
    """Return the bytes of the export: everything that this computer holds of its area, with those contents."""
    ours = workspace.credentials
    # Our own lock too: what was written must be readable here to be verified.
    own = (ours.lock.public,) if ours.lock else ()
    locks = tuple(dict.fromkeys((*ours.locks, *own))) if ours.office_lock else ()
    envelope = Envelope(
        workspace.area, workspace.random(16).hex(), workspace.now().isoformat(timespec="seconds"), locks
    )
    contents_kept = (workspace.store.attachments.content(digest) for digest in attachments)
    about = {**contents(workspace), **about_version(workspace)}
    load = Load(saves, attachments=(each for each in contents_kept if each is not None), about=about)
    return pack_export(packer_of(workspace), envelope, load)


def packer_of(workspace: Workspace) -> Packer:
    ours = workspace.credentials
    return Packer(ours.device, ours.chain, workspace.staff.number, workspace.staff.name, PROGRAM)


def contents(workspace: Workspace) -> Mapping[str, int]:
    """Return how many records of each dataset there are: what the page shows before the button is pressed."""
    return {name: workspace.store.count(name) for name in workspace.definitions.datasets}


def not_receipted(workspace: Workspace) -> int:
    """Return how many records hold something that no office has said to have received."""
    receipts = workspace.store.receipts()
    waiting: set[str] = set()
    for save in workspace.store.saves(workspace.area):
        if _is_ours(workspace, save):
            open_commits = (each for each in save.commits if not any(receipt.covers(each) for receipt in receipts))
            waiting.update(commit.record for commit in open_commits if commit.record)
    return len(waiting)


def exports(workspace: Workspace) -> list[Exported]:
    """Return the log of exports, the latest first."""
    return [Exported(**plain) for plain in reversed(workspace.store.fact(EXPORTED, []))]


def file_name(workspace: Workspace, language: str) -> str:
    """Return a name with the community and the date: `湖滨社区-李敏-2003-06-13-1905.bundle`."""
    at = workspace.now().strftime("%Y-%m-%d-%H%M")
    parts = (workspace.area_name(language) or next(iter(workspace.forms)), workspace.staff.name, at)
    plain = "-".join(part for part in parts if part)
    return "".join("_" if letter in '\\/:*?"<>|' else letter for letter in plain) + ".bundle"


def _is_ours(workspace: Workspace, save: Save) -> bool:
    return save.signer == workspace.credentials.device.public


def _open(workspace: Workspace, data: bytes) -> None:
    keys = workspace.credentials.keys
    open_bundle(data, keys, code="" if not workspace.credentials.office_lock else None)


def _write_workbook(workspace: Workspace, path: Path, bundle: bytes, language: str) -> None:
    # Imported here: the doors count what is not handed over, and must not wait for the workbooks.
    from sync.workbook.reader import OpenedWorkbook
    from sync.workbook.writer import write_into

    export = export_of(workspace, sheet_language(workspace, language), bundle)
    file = BytesIO()
    written = write_into(export, workspace.credentials.device, file)
    write_durably(path, file.getvalue(), lambda back: OpenedWorkbook(back, path.name))
    remember_export(workspace, export.xid, written.base)


def remember_export(workspace: Workspace, xid: str, base: tuple[str, ...]) -> None:
    """Keep what a workbook was made of, for the case that it comes back without its hidden sheet."""
    workspace.store.keep_fact(f"export {xid}", list(base))


def _records(workspace: Workspace) -> int:
    return sum(contents(workspace).values())


def _persons(workspace: Workspace) -> int:
    person = workspace.pack.roles.person if workspace.pack else ""
    return workspace.store.count(person) if person else 0


def _note(workspace: Workspace, done: HandedOver) -> None:
    line = Exported(done.path.name, workspace.now().isoformat(timespec="seconds"), done.records, done.persons)
    log = [*workspace.store.fact(EXPORTED, []), asdict(line)]
    workspace.store.keep_fact(EXPORTED, log[-REMEMBERED:])
