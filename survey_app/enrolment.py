"""New laptops: the office makes a start bundle, the laptop begins with what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey_app.shared_records import shared_saves
from survey_app.versions import note_given
from survey_app.workspace_opened import PACKS, Workspace
from survey_app.workspace_settings import Staff
from sync.bundle import open_bundle
from sync.certificate import Role
from sync.durable import write_durably
from sync.errors import NotAllowed
from sync.lock import code_from
from sync.replica import Batch, Intake, Withheld
from sync.save import Save, save_refusal
from sync.start_bundle import Enrolment, Start, certify, pack_start
from sync.withdrawal import standing, withdrawn_refusal

ENROLLED = "enrolled"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One laptop that is expected to hand over."""

    area: str
    staff: str
    name: str
    key: str
    """Public key of the laptop."""
    at: str = ""
    phone: str = ""
    code: str = ""
    """What opens its start bundle; told once and not kept."""


def enrol(
    workspace: Workspace, area_code: str, staff: Staff, to: Path, *, phone: str = "", locked: bool = True
) -> Enrolled:
    """Write the start bundle of a new laptop, with the doors and records of its community.

    `locked` makes a code for a slip that goes apart from the file; without it whoever finds the file can read it.
    Raises NotAllowed, UnknownArea, StickFull, StickUnwritable.
    """
    ours = workspace.credentials
    if not ours.role.is_office:
        raise NotAllowed(ours.role)
    area = workspace.area_path(area_code)
    survey_round = workspace.pack.settings.round if workspace.pack else ""
    rounds = (survey_round,) if survey_round else ()
    enrolment = Enrolment(area, staff.number, staff.name, Role(staff.role), rounds)
    device, chain = certify(enrolment, ours.device, ours.chain, workspace.random)
    start = Start(
        device=device,
        chain=chain,
        roots=ours.roots,
        recovery_lock=ours.recovery_lock,
        office=ours.office,
        pack=(workspace.folder / PACKS / f"{workspace.settings.pack}.zip").read_bytes(),
        saves=(*workspace.store.saves(area), *shared_saves(workspace, area)),
    )
    code = code_from(workspace.random(12)) if locked else ""
    at = workspace.now().isoformat(timespec="seconds")
    data = pack_start(start, ours.device, ours.chain, code, at, workspace.random)
    write_durably(to, data, lambda back: open_bundle(back, code=code))
    made = Enrolled(area, staff.number, staff.name, device.public, at, phone)
    _note(workspace, made)
    if workspace.pack is not None:
        note_given(workspace, device.public, workspace.pack.hash, workspace.pack.version, at)
    return Enrolled(area, staff.number, staff.name, device.public, at, phone, code)


def enrolled(workspace: Workspace) -> list[Enrolled]:
    """Return every laptop that this office has enrolled, in that order."""
    return [Enrolled(**plain) for plain in workspace.store.fact(ENROLLED, [])]


def staff_name(workspace: Workspace, number: str) -> str:
    """Return what somebody who records here is called, the number where nobody knows."""
    known = {each.staff: each.name for each in enrolled(workspace)}
    known |= {each.number: each.name for each in workspace.settings.staff}
    return known.get(number) or number


def take_in_start(workspace: Workspace, start: Start, file: str) -> None:
    """Begin with the records that the office gave; what it cannot vouch for waits in quarantine."""
    accepted: list[Save] = []
    withheld: list[Withheld] = []
    roots = workspace.credentials.roots
    saves = [save for save in start.saves if isinstance(save, Save) and save_refusal(save, roots) is None]
    withdrawn = standing(commit for save in saves for commit in save.commits if not commit.record)
    for save in start.saves:
        reason = "unreadable"
        if isinstance(save, Save):
            reason = save_refusal(save, roots) or withdrawn_refusal(save, withdrawn)
        if isinstance(save, Save) and reason is None:
            accepted.append(save)
        else:
            withheld.append(Withheld(save, str(reason)))
    batch = Batch(
        workspace.random(16).hex(),
        file=file,
        area=workspace.area,
        at=workspace.now().isoformat(timespec="seconds"),
        by=workspace.staff.number,
    )
    workspace.store.take_in(Intake(accepted, withheld), batch)


def _note(workspace: Workspace, made: Enrolled) -> None:
    plain: dict[str, Any] = {
        "area": made.area,
        "staff": made.staff,
        "name": made.name,
        "key": made.key,
        "at": made.at,
        "phone": made.phone,
    }
    workspace.store.keep_fact(ENROLLED, [*workspace.store.fact(ENROLLED, []), plain])
