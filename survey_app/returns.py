"""What an office has written back on the same stick: its receipt, and all that waits for this community."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from forms.pack_problems import PackRefused
from survey_app.merge_desk import desk_of, new_batch
from survey_app.versions import VersionTaken, take_version
from survey_app.workspace import Workspace
from sync import exchange
from sync.bundle import Kind
from sync.certificate import Role, chain_refusal
from sync.effect import Counts
from sync.errors import BundleDamaged, NotABundle, SyncError
from sync.exchange import Checked, State
from sync.hand_over import read_return
from sync.receipt import Receipt

ENDING = "-receipt.bundle"
READABLE = (State.READY, State.KNOWN, State.OLD, State.UNDONE)


@dataclass(frozen=True, slots=True)
class Returned:
    """What an office has written back."""

    at: str
    """Until when the office has received everything, by its own clock."""
    counts: Counts
    """What came with it: corrections, settled conflicts, records sent back."""
    version: VersionTaken | None = None
    """The version of the questionnaires that came with it and is in use now."""
    refused: PackRefused | None = None
    """Why one that came cannot be used here; the earlier one goes on."""


def returns_in(folder: Path) -> list[Path]:
    """Return the files in a folder that an office may have written back, the latest first."""
    found = [path for path in folder.glob(f"*{ENDING}") if path.is_file()]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def take_return(workspace: Workspace, path: Path) -> Returned:
    """Take in what an office wrote back. Raises BundleRefused; then nothing has changed."""
    checked = exchange.check(path, desk_of(workspace), workspace.store)
    receipt = _receipt_of(workspace, checked)
    counts = Counts()
    batch = partial(new_batch, workspace)
    for applied in exchange.apply(workspace.store, [checked], batch, workspace.author, role=workspace.role):
        if applied.error is not None:
            raise applied.error
        counts = applied.effect.counts
    # A return that brings no records still says how far the office has received.
    workspace.store.note_receipt(receipt)
    assert checked.bundle is not None
    try:
        return Returned(receipt.at, counts, take_version(workspace, checked.bundle))
    except PackRefused as refused:
        return Returned(receipt.at, counts, refused=refused)


def received_until(workspace: Workspace) -> str:
    """Return when an office last said to have received something, "" where none has."""
    return max((receipt.at for receipt in workspace.store.receipts()), default="")


def _receipt_of(workspace: Workspace, checked: Checked) -> Receipt:
    if checked.bundle is None:
        raise checked.error if isinstance(checked.error, SyncError) else NotABundle(checked.path.name)
    bundle = checked.bundle
    if bundle.header.kind != Kind.RETURN or checked.state not in READABLE:
        raise NotABundle(checked.path.name)
    chain = bundle.manifest.chain
    known = bool(chain) and chain[0].key == bundle.header.sender
    if not known or not Role(chain[0].role).is_office or chain_refusal(chain, workspace.credentials.roots):
        # Anybody can write "received"; only an office that we trust is believed.
        raise BundleDamaged("receipt")
    return read_return(bundle)
