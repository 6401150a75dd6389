"""Who this computer is: its key and certificate, whom it trusts, whose locks its files get. Kept in the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sync.certificate import Certificate, Chain, Role, certificate_from, issue
from sync.lock import LockKey, lock_key_from, lock_key_of
from sync.signing import SigningKey
from sync.start_bundle import Start


@dataclass(frozen=True, slots=True)
class Credentials:
    """Everything that says who writes here and who may read it; secret as a whole."""

    device: SigningKey = field(repr=False)
    chain: Chain
    """Own certificate first."""
    roots: tuple[str, ...]
    """Public keys that are trusted; () where there are no offices."""
    office_lock: str = ""
    """Where hand-over files are encrypted to; "" where a file belongs to whoever finds it."""
    recovery_lock: str = ""
    office: str = ""
    """What people call the office."""
    lock: LockKey | None = field(default=None, repr=False)
    """Opens the files that come here; its public half stands in the certificate, so that others can write back."""
    recovery: LockKey | None = field(default=None, repr=False)
    """An office's recovery key; the printed sheet holds it too."""

    @property
    def certificate(self) -> Certificate:
        return self.chain[0]

    @property
    def role(self) -> Role:
        return Role(self.certificate.role)

    @property
    def area(self) -> str:
        return self.certificate.area

    @property
    def locks(self) -> tuple[str, ...]:
        """Who may open what is handed over from here."""
        return tuple(dict.fromkeys(each for each in (self.office_lock, self.recovery_lock) if each))

    @property
    def keys(self) -> tuple[LockKey, ...]:
        """What opens the files that come here."""
        return tuple(each for each in (self.lock, self.recovery) if each)

    def trusting(self, root: str) -> Credentials:
        """Return them with one more trusted key."""
        return self if root in self.roots else replace(self, roots=(*self.roots, root))

    def as_plain(self) -> dict[str, Any]:
        return {
            "device": self.device.seed.hex(),
            "chain": [link.as_plain() for link in self.chain],
            "roots": list(self.roots),
            "office_lock": self.office_lock,
            "recovery_lock": self.recovery_lock,
            "office": self.office,
            "lock": self.lock.secret if self.lock else "",
            "recovery": self.recovery.secret if self.recovery else "",
        }


def credentials_from(plain: dict[str, Any]) -> Credentials:
    """Read what `as_plain` wrote."""
    return Credentials(
        device=SigningKey(bytes.fromhex(plain["device"])),
        chain=tuple(certificate_from(link) for link in plain["chain"]),
        roots=tuple(plain["roots"]),
        office_lock=plain["office_lock"],
        recovery_lock=plain["recovery_lock"],
        office=plain["office"],
        lock=LockKey(plain["lock"]) if plain["lock"] else None,
        recovery=LockKey(plain["recovery"]) if plain["recovery"] else None,
    )


def from_start(start: Start) -> Credentials:
    """Return what the office gave in its start bundle."""
    return Credentials(
        start.device,
        start.chain,
        start.roots,
        start.office_lock,
        start.recovery_lock,
        start.office,
        lock=lock_key_of(start.device.seed),
    )


def made_by_hand(
    area: str, staff: str, name: str, role: Role, office: str, random: Callable[[int], bytes]
) -> Credentials:
    """Return the credentials of a computer that nobody enrolled: it vouches for itself.

    An office made so is the root of all that it enrols, and has locks of its own. An assistant's computer made so
    writes files without a lock, and the office decides when the first of them arrives whether to trust it.
    """
    device = SigningKey(random(32))
    lock = lock_key_of(device.seed)
    unsigned = Certificate(device.public, role, area, "", random(8).hex(), holder=staff, name=name, lock=lock.public)
    chain = (issue(device, unsigned),)
    if not role.is_office:
        return Credentials(device, chain, (), lock=lock)
    recovery = lock_key_from(random(32))
    return Credentials(device, chain, (device.public,), lock.public, recovery.public, office, lock, recovery)
