"""Pictures and files of a household: kept before the answer that names them, opened as copies that do not stay."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import accumulate
from pathlib import Path

from survey_app.workspace_opened import OPENED, Workspace
from sync.attachments import MOST_BYTES, attachment_name, digest_of, digests_in
from sync.errors import AttachmentTooBig
from sync.save import Save

MEGABYTE = 1 << 20
CARRIED = 256 * MEGABYTE
"""What one hand-over carries of pictures; an old laptop packs them in memory. The rest goes with the next."""


class Standing(StrEnum):
    """Where the content of an answer is."""

    HERE = "here"
    ELSEWHERE = "elsewhere"  # on another laptop, or on its way
    UNKNOWN = "unknown"  # a name that another program gave; there is no telling what it meant


def keep(workspace: Workspace, path: Path) -> str:
    """Keep a file and return the name that becomes the answer. It is on the disk when this returns.

    Raises AttachmentTooBig, and OSError where the file cannot be read. The file itself is left where it is.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise AttachmentTooBig(str(path), _megabytes(size), _megabytes(MOST_BYTES))
    return keep_content(workspace, path.read_bytes(), path.suffix)


def keep_content(workspace: Workspace, content: bytes, ending: str) -> str:
    """Keep what a program made, a drawing or a smaller picture, and return the name that becomes the answer."""
    if len(content) > MOST_BYTES:
        raise AttachmentTooBig("", _megabytes(len(content)), _megabytes(MOST_BYTES))
    workspace.store.attachments.keep(content)
    return attachment_name(content, ending)


def standing(workspace: Workspace, name: str) -> Standing:
    """Say whether the content of an answer can be opened here; that it cannot is no fault of anybody."""
    digest = digest_of(name)
    if not digest:
        return Standing.UNKNOWN
    return Standing.HERE if workspace.store.attachments.sizes([digest]) else Standing.ELSEWHERE


def content_of(workspace: Workspace, name: str) -> bytes | None:
    """Return what an answer names, None where it is not here."""
    digest = digest_of(name)
    return workspace.store.attachments.content(digest) if digest else None


def open_copy(workspace: Workspace, name: str) -> Path | None:
    """Return a readable copy for a viewer, None where the content is not here.

    The copy is not encrypted. It lies in the workspace's own folder and goes when the workspace is closed, or is
    opened again after a power cut.
    """
    content = content_of(workspace, name)
    if content is None:
        return None
    return laid_open(workspace, name, content)


def laid_open(workspace: Workspace, name: str, content: bytes) -> Path:
    """Write a copy for a viewer; the same name is the same content."""
    folder = workspace.folder / OPENED
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / name
    if not copy.exists():
        beside = copy.with_name(name + ".tmp")
        beside.write_bytes(content)
        # Whoever draws on the copy would believe that it is kept.
        beside.chmod(0o400)
        os.replace(beside, copy)
    return copy


def waiting(workspace: Workspace, saves: Iterable[Save]) -> Mapping[str, int]:
    """Return the contents that these saves name and no office is known to have, with their sizes, smallest first."""
    receipts = workspace.store.receipts()
    named = {digest for receipt in receipts for digest in receipt.lacking}
    for save in saves:
        named |= digests_in(each for each in save.commits if not any(receipt.covers(each) for receipt in receipts))
    sizes = workspace.store.attachments.sizes(named)
    return dict(sorted(sizes.items(), key=lambda each: (each[1], each[0])))


def within(sizes: Mapping[str, int], most: int) -> list[str]:
    """Return as many contents as one hand-over carries."""
    return [digest for digest, total in zip(sizes, accumulate(sizes.values()), strict=True) if total <= most]


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)
