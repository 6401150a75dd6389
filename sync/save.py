"""A save: what one device wrote and signed in one go, and the certificates that say who it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sync.certificate import Chain, Refusal, chain_refusal, commit_refusal
from sync.commit import Commit, canonical
from sync.signing import SigningKey, is_signed

PURPOSE = "save"


@dataclass(frozen=True, slots=True)
class Save:
    """The signed unit. It is stored, forwarded, kept in quarantine and released whole."""

    commits: tuple[Commit, ...]
    signer: str = ""
    """Public key of the device that signed."""
    signature: str = ""
    chain: Chain = ()
    """The signer's certificate first, the root last; () where a device works without an office."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(commit.id for commit in self.commits))


def sign_save(commits: Iterable[Commit], key: SigningKey, chain: Chain = ()) -> Save:
    """Return the save of those commits, signed over their ids."""
    kept = tuple(commits)
    return Save(kept, key.public, key.sign(PURPOSE, signed_part(commit.id for commit in kept)), chain)


def signed_part(ids: Iterable[str]) -> bytes:
    """Return the bytes that a save's signature covers: the ids of its commits, sorted."""
    return canonical(sorted(ids))


def signature_refusal(save: Save) -> Refusal | None:
    """Return what is wrong with the signature itself, or None."""
    if not save.signature:
        return Refusal.UNSIGNED
    if not is_signed(PURPOSE, signed_part(save.ids), save.signature, save.signer):
        return Refusal.BAD_SIGNATURE
    return None


def save_refusal(save: Save, trusted_roots: Collection[str], survey_round: str = "") -> Refusal | None:
    """Return why a save goes to quarantine, or None when it may be applied.

    A reader without roots (a lone form, no offices) takes whatever is rightly signed.
    """
    refusal = signature_refusal(save)
    if refusal or not trusted_roots or save.signer in trusted_roots:
        return refusal
    if not save.chain:
        return Refusal.NO_CERTIFICATE
    if save.chain[0].key != save.signer:
        return Refusal.NOT_THE_SIGNERS_CERTIFICATE
    refusal = chain_refusal(save.chain, trusted_roots)
    refusals = (commit_refusal(commit, save.chain[0], survey_round) for commit in save.commits)
    return refusal or next((each for each in refusals if each), None)
