"""Who may record what: certificates signed from the district down to the laptop, each for one area subtree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

from sync.commit import APART, LIFE, SAME, WITHDRAWN, Commit, UnfitValue, canonical
from sync.role import Role
from sync.signing import SigningKey, is_signed


class Refusal(StrEnum):
    """Why a save or a certificate is not taken as it stands."""

    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad_signature"
    NO_CERTIFICATE = "no_certificate"
    NOT_THE_SIGNERS_CERTIFICATE = "not_the_signers_certificate"
    BROKEN_CHAIN = "broken_chain"
    UNKNOWN_ISSUER = "unknown_issuer"
    ISSUER_MAY_NOT = "issuer_may_not"
    OTHER_AREA = "other_area"
    OTHER_ROUND = "other_round"
    NEEDS_OFFICE = "needs_office"
    WITHDRAWN = "withdrawn"


MAX_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Certificate:
    """One link: the issuer says whose key this is and for which subtree. Validity is by round, not by clock."""

    key: str
    """Public key of the holder."""
    role: str
    area: str
    """Area path that the holder may record under; "" is everything."""
    issuer: str
    """Public key of the issuer; the holder's own at the top of a chain."""
    serial: str
    holder: str = ""
    """Staff number or office code."""
    name: str = ""
    """What people call the holder: a staff name, an office."""
    lock: str = ""
    """Where files for the holder are encrypted to (`age1…`), "" where none are."""
    rounds: tuple[str, ...] = ()
    """Rounds of the survey that it is good for; () is all."""
    signature: str = ""

    def signed_part(self) -> bytes:
        return canonical({name: value for name, value in self.as_plain().items() if name != "signature"})

    def as_plain(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


Chain = tuple[Certificate, ...]
"""The signer's certificate first, the root last."""


def certificate_from(plain: object) -> Certificate:
    """Read what `as_plain` wrote. Raises UnfitValue where it is something else."""
    try:
        values: dict[str, Any] = dict(cast(Any, plain))
        rounds = tuple(values.pop("rounds"))
        certificate = Certificate(**values, rounds=rounds)
        Role(certificate.role)
        texts = [value for name, value in certificate.as_plain().items() if name != "rounds"]
        if not all(isinstance(text, str) for text in (*texts, *rounds)):
            raise UnfitValue("certificate")
        canonical(certificate.as_plain())
    except (TypeError, ValueError, KeyError) as error:
        raise UnfitValue("certificate") from error
    return certificate


def issue(issuer: SigningKey, unsigned: Certificate) -> Certificate:
    """Return the certificate with the issuer's key and signature on it."""
    named = replace(unsigned, issuer=issuer.public)
    return replace(named, signature=issuer.sign("certificate", named.signed_part()))


def is_under(area: str, prefix: str) -> bool:
    """Say whether an area path lies in the subtree of the prefix; "" holds everything."""
    return prefix == "" or area == prefix or area.startswith(prefix + "/")


def chain_refusal(chain: Sequence[Certificate], trusted_roots: Collection[str]) -> Refusal | None:
    """Return what is wrong with a chain, or None.

    The chain ends at the first key that is trusted: a street trusts its own key as well as the district's, so a
    laptop's chain need not be carried further than its reader knows.
    """
    return _chain_refusal(tuple(chain), frozenset(trusted_roots))


@lru_cache(maxsize=1024)
def _chain_refusal(chain: Chain, trusted_roots: frozenset[str]) -> Refusal | None:
    # A laptop's thousand saves share one chain, and three signatures cost more than all else about a save.
    if not chain:
        return Refusal.NO_CERTIFICATE
    for certificate, above in zip(chain[:MAX_CHAIN], [*chain[1:], None], strict=False):
        if not is_signed("certificate", certificate.signed_part(), certificate.signature, certificate.issuer):
            return Refusal.BROKEN_CHAIN
        # A trusted key vouches for itself; what stands above it does not matter here.
        if certificate.key in trusted_roots:
            return None
        if above is None or certificate.issuer == certificate.key:
            return None if certificate.issuer in trusted_roots else Refusal.UNKNOWN_ISSUER
        if above.key != certificate.issuer:
            return Refusal.BROKEN_CHAIN
        if not _may_issue(above, certificate):
            return Refusal.ISSUER_MAY_NOT
    return Refusal.BROKEN_CHAIN


def verify_chain(chain: Sequence[Certificate], trusted_roots: Collection[str]) -> bool:
    """Say whether each link is signed by the next, each within the other's area, up to a key that is trusted."""
    return chain_refusal(chain, trusted_roots) is None


def may_sign(commit: Commit, certificate: Certificate) -> bool:
    """Say whether the holder may make that commit."""
    return commit_refusal(commit, certificate) is None


def commit_refusal(commit: Commit, certificate: Certificate, survey_round: str = "") -> Refusal | None:
    """Return why the holder may not make that commit, or None.

    A function of these two only, never of what else has arrived: so every replica answers alike, in any order.
    """
    if not is_under(commit.area, certificate.area):
        return Refusal.OTHER_AREA
    if survey_round and certificate.rounds and survey_round not in certificate.rounds:
        return Refusal.OTHER_ROUND
    if needs_office(commit) and not Role(certificate.role).is_office:
        return Refusal.NEEDS_OFFICE
    return None


def needs_office(commit: Commit) -> bool:
    """Taking back commits, withdrawing a certificate, joining two records, closing a round: decisions of an office."""
    joins = SAME in commit.set or WITHDRAWN in commit.set or str(commit.set.get(LIFE)).startswith("into:")
    joins = joins or any(name.startswith(APART) for name in commit.set)
    return bool(commit.targets) or commit.source in ("revoke", "baseline") or joins


def _may_issue(issuer: Certificate, holder: Certificate) -> bool:
    within = is_under(holder.area, issuer.area)
    # An office may enrol a second computer of its own rank, an assistant nobody.
    return within and Role(issuer.role).is_office and Role(issuer.role).rank >= Role(holder.role).rank
