"""Ed25519 keys: who signed which bytes. Keys and signatures travel as hexadecimal text."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "ed25519"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private key of a device or office, made of 32 random bytes. Only the encrypted store keeps it."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """The public half: 64 hexadecimal digits."""
        return self._key().public_key().public_bytes_raw().hex()

    def sign(self, purpose: str, message: bytes) -> str:
        """Return 128 hexadecimal digits. The purpose keeps a signature from being used for something else."""
        return self._key().sign(_purposeful(purpose, message)).hex()

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def is_signed(purpose: str, message: bytes, signature: str, public: str) -> bool:
    """Say whether the holder of that public key signed those bytes for that purpose. Odd keys say no."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _purposeful(purpose, message))
    except (InvalidSignature, ValueError):
        return False
    return True


def _purposeful(purpose: str, message: bytes) -> bytes:
    return b"survey-app " + purpose.encode() + b"\n" + message
