"""What seals a pack, in forms that any browser opens by itself (WebCrypto): docs/adr/0036.

A passphrase of random words, PBKDF2 → AES-256-GCM locks a private RSA key; its public half, the only one that this site
can use, wraps a new content key for each pack; that key seals the words with AES-256-GCM.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from secrets import choice, token_bytes

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA-256, the least that OWASP asks for. The words carry 84 bits by themselves."""
WORDS, SYLLABLES = 7, 2
_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aeiou"
_BITS = 3072
_NONCE, _SALT = 12, 16
_LOCK = b"accalmie pack key 1"
_NOT_LETTERS = re.compile(r"[^a-z]")


class NotOpened(ValueError):
    """The passphrase is another one, or the file was changed."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A new pair of keys: the public half (DER), and the private one (PKCS 8) as the passphrase locks it."""

    public: bytes
    private_locked: bytes
    salt: bytes
    rounds: int


class Sealed(msgspec.Struct, frozen=True):
    """A sealed pack as its file carries it. `head` is readable, and bound to the seal."""

    head: str
    salt: str
    rounds: int
    private: str
    key: str
    words: str


def new_passphrase() -> str:
    """Seven words of four letters, such as “bako-limu-…”: 65 to the power of 14, 84 bits."""
    return "-".join(
        "".join(choice(_CONSONANTS) + choice(_VOWELS) for _syllable in range(SYLLABLES)) for _word in range(WORDS)
    )


def plain(typed: str) -> str:
    """The one form of a passphrase: capitals, accents, spaces and hyphens do not matter."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFD", typed).lower())


def lock(passphrase: str, *, rounds: int = ROUNDS) -> Locked:
    """A new pair of keys, of which the private half opens with this passphrase only."""
    pair = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    private = pair.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = pair.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    salt = token_bytes(_SALT)
    return Locked(public, _seal(_derived(passphrase, salt, rounds), private, _LOCK), salt, rounds)


def seal(words: bytes, *, head: str, by: Locked) -> Sealed:
    """These words, sealed so that only whoever has the passphrase reads them: this site cannot."""
    key = AESGCM.generate_key(bit_length=256)
    public = serialization.load_der_public_key(by.public)
    assert isinstance(public, rsa.RSAPublicKey)
    return Sealed(
        head=head,
        salt=_text(by.salt),
        rounds=by.rounds,
        private=_text(by.private_locked),
        key=_text(public.encrypt(key, _oaep())),
        words=_text(_seal(key, words, head.encode())),
    )


def open_(sealed: Sealed, passphrase: str) -> bytes:
    """What was sealed. Raises NotOpened."""
    try:
        derived = _derived(passphrase, _bytes(sealed.salt), sealed.rounds)
        private = serialization.load_der_private_key(_open(derived, _bytes(sealed.private), _LOCK), password=None)
        assert isinstance(private, rsa.RSAPrivateKey)
        key = private.decrypt(_bytes(sealed.key), _oaep())
        return _open(key, _bytes(sealed.words), sealed.head.encode())
    except (InvalidTag, ValueError):
        raise NotOpened from None


def _derived(passphrase: str, salt: bytes, rounds: int) -> bytes:
    kdf = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=rounds)
    return kdf.derive(plain(passphrase).encode())


def _oaep() -> padding.OAEP:
    return padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def _seal(key: bytes, words: bytes, bound: bytes) -> bytes:
    nonce = token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, words, bound)


def _open(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)


def _text(given: bytes) -> str:
    return base64.b64encode(given).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
