"""What a laptop writes for its office, and what the office writes back onto the same stick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sync import lock
from sync.bundle import Bundle, Header, Kind, Manifest, Parts, pack
from sync.certificate import Chain
from sync.commit import UnfitValue
from sync.errors import BundleDamaged
from sync.receipt import Receipt, how_far, receipt_from
from sync.save import Save
from sync.signing import SigningKey


@dataclass(frozen=True, slots=True)
class Packer:
    """Who writes the file."""

    key: SigningKey
    chain: Chain = ()
    staff: str = ""
    name: str = ""
    program: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a file belongs and when it was made. `bundle_id` is 16 random bytes in hexadecimal."""

    area: str
    bundle_id: str
    created: str
    locks: tuple[str, ...] = ()
    """Who opens it; without any, an empty code does: a lone form has no office to keep secrets from the finder."""


@dataclass(frozen=True, slots=True)
class Load:
    """What travels."""

    saves: Iterable[Save] = ()
    definitions: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    attachments: Iterable[bytes] = ()
    about: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Figures for the packing list: persons, households …"""


def pack_export(packer: Packer, envelope: Envelope, load: Load) -> bytes:
    """Return the bundle that goes to the office. A laptop puts in all it holds of its own streams, every time."""
    return _pack(Kind.EXPORT, packer, envelope, load, load.about)


def pack_return(packer: Packer, envelope: Envelope, load: Load, receipt: Receipt) -> bytes:
    """Return the bundle that goes back: the receipt, and everything that waits for that community.

    Corrections, settled conflicts and records returned with a remark are saves; new pack versions are definitions.
    """
    return _pack(Kind.RETURN, packer, envelope, load, {**load.about, "receipt": receipt.as_plain()})


def read_return(bundle: Bundle) -> Receipt:
    """Return the receipt of an opened return bundle. Raises BundleDamaged where there is none."""
    try:
        return receipt_from(bundle.manifest.about["receipt"])
    except (KeyError, UnfitValue) as error:
        raise BundleDamaged("receipt") from error


def _pack(kind: Kind, packer: Packer, envelope: Envelope, load: Load, about: Mapping[str, Any]) -> bytes:
    saves = tuple(load.saves)
    heads = how_far(commit for save in saves for commit in save.commits)
    code = None if envelope.locks else ""
    block = {} if envelope.locks else lock.code_block("", bytes.fromhex(envelope.bundle_id))
    return pack(
        Header(kind, envelope.bundle_id, envelope.area, packer.key.public, envelope.created, code=block),
        Parts(
            manifest=Manifest(packer.staff, packer.name, packer.program, packer.chain, about),
            saves=saves,
            heads=heads.values(),
            definitions=load.definitions,
            attachments=load.attachments,
        ),
        packer.key,
        envelope.locks,
        code,
    )
