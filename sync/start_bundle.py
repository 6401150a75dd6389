"""What the office gives a new laptop: its certificate and key, the pack, and what is known of its community."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sync import lock
from sync.bundle import Bundle, Header, Kind, Manifest, Parts, Unreadable, pack
from sync.certificate import Certificate, Chain, Role, certificate_from, issue
from sync.errors import BundleDamaged
from sync.save import Save
from sync.signing import SigningKey

PACK = "pack.zip"


@dataclass(frozen=True, slots=True)
class Start:
    """Everything a laptop needs before its owner sets a password."""

    device: SigningKey
    """The laptop's own key. The office made it, because by file nobody can ask it to sign one first."""
    chain: Chain
    """The laptop's certificate first; area, staff number, name and role stand in it."""
    roots: tuple[str, ...]
    """Public keys that the laptop is to trust."""
    recovery_lock: str
    """Hand-over files are encrypted to it and to the office, and so is the second copy of the laptop's data key."""
    office: str = ""
    """What people call the office."""
    pack: bytes = b""
    """The pack as a zip file; b"" where there is none."""
    saves: tuple[Save | Unreadable, ...] = field(default=(), repr=False)
    """Doors and records of the community, signed by whoever recorded them."""

    @property
    def certificate(self) -> Certificate:
        return self.chain[0]

    @property
    def office_lock(self) -> str:
        """Where the laptop's hand-over files go."""
        return self.chain[1].lock


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Whom a laptop is made for."""

    area: str
    staff: str
    name: str
    role: Role = Role.ASSISTANT
    rounds: tuple[str, ...] = ()


def certify(
    enrolment: Enrolment, office: SigningKey, office_chain: Chain, random: Callable[[int], bytes]
) -> tuple[SigningKey, Chain]:
    """Return a new device key and the chain that says whose it is."""
    device = SigningKey(random(32))
    return device, (issue(office, _certificate(enrolment, device, random)), *office_chain)


def found_office(enrolment: Enrolment, random: Callable[[int], bytes]) -> tuple[SigningKey, Chain]:
    """Return the key and the chain of an office that nobody stands above: it signs for itself."""
    office = SigningKey(random(32))
    return office, (issue(office, _certificate(enrolment, office, random)),)


def _certificate(enrolment: Enrolment, device: SigningKey, random: Callable[[int], bytes]) -> Certificate:
    return Certificate(
        key=device.public,
        role=enrolment.role,
        area=enrolment.area,
        issuer="",
        serial=random(8).hex(),
        holder=enrolment.staff,
        name=enrolment.name,
        lock=lock.lock_key_of(device.seed).public,
        rounds=enrolment.rounds,
    )


def pack_start(
    start: Start,
    office: SigningKey,
    office_chain: Chain,
    code: str,
    created: str,
    random: Callable[[int], bytes],
    attachments: Iterable[bytes] = (),
) -> bytes:
    """Return the start bundle: it opens with the code, and with the recovery key."""
    header = Header(
        kind=Kind.START,
        bundle_id=random(16).hex(),
        area=start.certificate.area,
        sender=office.public,
        created=created,
        code=lock.code_block(code, random(16)),
    )
    about: dict[str, Any] = {
        "device": start.device.seed.hex(),
        "chain": [link.as_plain() for link in start.chain],
        "roots": list(start.roots),
        "recovery_lock": start.recovery_lock,
        "office": start.office,
    }
    parts = Parts(
        manifest=Manifest(name=start.office, chain=office_chain, about=about),
        saves=[save for save in start.saves if isinstance(save, Save)],
        definitions={PACK: start.pack} if start.pack else {},
        attachments=attachments,
    )
    return pack(header, parts, office, [start.recovery_lock], code)


def read_start(bundle: Bundle) -> Start:
    """Return what an opened start bundle gives. Raises BundleDamaged where it is none."""
    about = bundle.manifest.about
    try:
        device = SigningKey(bytes.fromhex(about["device"]))
        chain = tuple(certificate_from(link) for link in about["chain"])
        roots = tuple(str(root) for root in about["roots"])
        if bundle.header.kind != Kind.START or chain[0].key != device.public:
            raise BundleDamaged("start")
        if not (lock.is_lock(chain[1].lock) and lock.is_lock(about["recovery_lock"])):
            raise BundleDamaged("start")
        office = str(about["office"])
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise BundleDamaged("start") from error
    return Start(
        device=device,
        chain=chain,
        roots=roots,
        recovery_lock=about["recovery_lock"],
        office=office,
        pack=bundle.definitions.get(PACK, b""),
        saves=tuple(bundle.saves()),
    )
