"""The installation's signature (Ed25519), for what leaves it and must be recognised later."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from accalmie.foundation.crypto.site_keys import SIGNATURE, site_key


def sign(message: bytes) -> bytes:
    """64 bytes that only this installation can make."""
    return _private_key().sign(message)


def public_key() -> bytes:
    """The 32 bytes with which anyone can check a signature of this installation."""
    return _private_key().public_key().public_bytes_raw()


def signature_holds(message: bytes, signature: bytes, *, key: bytes) -> bool:
    """Whether the holder of this public key signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(site_key(SIGNATURE))
