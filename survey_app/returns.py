"""What an office has written back on the same stick: its receipt, and all that waits for this community."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from forms.pack_problems import PackRefused
from survey_app.answering import ENDING, READABLE
from survey_app.merge_desk import desk_of, new_batch
from survey_app.sent_back import sent_back
from survey_app.sentences import sentence
from survey_app.versions import VersionTaken, take_version
from survey_app.workspace import Workspace
from sync import exchange
from sync.bundle import Kind, read_header
from sync.certificate import Role, chain_refusal
from sync.effect import Counts
from sync.errors import BundleDamaged, BundleRefused, NotABundle, SyncError
from sync.exchange import Checked, State
from sync.hand_over import read_return
from sync.lock import lock_id
from sync.receipt import Receipt, TakenBack


@dataclass(frozen=True, slots=True)
class Returned:
    """What an office has written back."""

    at: str
    """Until when the office has received everything, by its own clock."""
    counts: Counts
    """What came with it: corrections, settled conflicts."""
    asked: int = 0
    """Records that came back with a sentence, to be looked at again."""
    version: VersionTaken | None = None
    """The version of the questionnaires that came with it and is in use now."""
    refused: PackRefused | None = None
    """Why one that came cannot be used here; the earlier one goes on."""
    is_known: bool = False
    """This very file was taken before."""
    taken_back: tuple[TakenBack, ...] = ()
    """Files from here that the office has taken back."""


def returns_in(workspace: Workspace, folder: Path) -> list[Path]:
    """Return the files in a folder that an office has written back to this computer, the latest first.

    One stick may go round several laptops; what is for another one is left on it.
    """
    ours = {lock_id(key.public) for key in workspace.credentials.keys}
    found: list[tuple[str, Path]] = []
    for path in folder.glob(f"*{ENDING}"):
        # What cannot be read at all is no answer to us.
        with contextlib.suppress(OSError, BundleRefused):
            header = read_header(path.read_bytes())
            if header.kind == Kind.RETURN and ours.intersection(header.recipients):
                found.append((header.created, path))
    return [path for _, path in sorted(found, reverse=True)]


def take_return(workspace: Workspace, path: Path) -> Returned:
    """Take in what an office wrote back. Raises BundleRefused; then nothing has changed."""
    checked = exchange.check(path, desk_of(workspace), workspace.store)
    receipt = _receipt_of(workspace, checked)
    counts, asked = Counts(), set(sent_back(workspace))
    batch = partial(new_batch, workspace)
    for applied in exchange.apply(workspace.store, [checked], batch, workspace.author, role=workspace.role):
        if applied.error is not None:
            raise applied.error
        counts = applied.effect.counts
    # A return that brings no records still says how far the office has received.
    workspace.store.note_receipt(receipt)
    assert checked.bundle is not None
    new = len(set(sent_back(workspace)) - asked)
    is_known = checked.state is State.KNOWN
    done = Returned(receipt.at, counts, new, is_known=is_known, taken_back=receipt.taken_back)
    try:
        return replace(done, version=take_version(workspace, checked.bundle))
    except PackRefused as refused:
        return replace(done, refused=refused)


def arrived(returned: Returned, language: str) -> str:
    """Say up to where the office has received, and what came back with that."""
    if returned.refused is not None:
        return sentence(language, "publish.not_taken")
    told = [sentence(language, "stick.arrived", date=returned.at[5:16].replace("T", " "))]
    counts = returned.counts
    count = counts.new + counts.changed + counts.conflicting
    if count:
        told.append(sentence(language, "stick.brought", count=count))
    if returned.asked:
        told.append(sentence(language, "stick.asked", count=returned.asked))
    told += [taken_back_in_words(each, language) for each in returned.taken_back]
    return sentence(language, "stick.gap").join(told)


def taken_back_in_words(back: TakenBack, language: str) -> str:
    """Say which file the office has taken back, and what becomes of what was recorded in it."""
    why = sentence(language, "arrival_word.because", why=back.why) if back.why else ""
    at = back.at[5:16].replace("T", " ")
    facts = {"file": back.file, "count": back.records, "at": at, "by": back.by, "because": why}
    return sentence(language, "stick.taken_back", **facts)


def taken_back(workspace: Workspace) -> tuple[TakenBack, ...]:
    """Return the files from here that an office has taken back, as it last said."""
    return tuple(each for receipt in workspace.store.receipts() for each in receipt.taken_back)


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
