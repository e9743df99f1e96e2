"""What `docs/adr/0062` promises of letters, written a second time, slowly, in Python: it judges the browser's code."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ZEROS = "0" * 64
AT = "2026-12-01T09:00:00.000Z"
CONVERSATION = "99999999-9999-7999-8999-999999999999"
Json = dict[str, Any]


def written(given: bytes) -> str:
    return urlsafe_b64encode(given).decode().rstrip("=")


def read(given: str) -> bytes:
    return urlsafe_b64decode(given + "=" * (-len(given) % 4))


def digest(given: str | bytes) -> str:
    return sha256(given.encode() if isinstance(given, str) else given).hexdigest()


def lines(*parts: object) -> str:
    return "\n".join(str(part) for part in parts)


class Person:
    """Somebody with keys of their own."""

    def __init__(self, name: str) -> None:
        self.id = name
        self.identity = pyrage.x25519.Identity.generate()
        self.seed = os.urandom(32)

    @property
    def keys(self) -> Json:
        return {"v": 1, "person": self.id, "identity": str(self.identity), "signing": written(self.seed)}

    @property
    def recipient(self) -> str:
        return str(self.identity.to_public())

    @property
    def signing(self) -> str:
        return written(Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        return written(Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode()))

    def published(self) -> Json:
        proof = self.sign(lines("accalmie/key/1", self.id, self.recipient, self.signing))
        return {"person": self.id, "recipient": self.recipient, "signing": self.signing, "proof": proof, "by_old": ""}


def entered(entries: list[Json], who: Person, *, former: Person | None = None) -> Json:
    """The next entry of a directory; signed by the former keys where they are given."""
    previous = entries[-1]["hash"] if entries else ZEROS
    entry: Json = {"n": len(entries) + 1, "at": AT, "previous": previous, **who.published()}
    said = lines("accalmie/directory/1", entry["n"], who.id, who.recipient, who.signing, AT, previous)
    return entry | {"hash": digest(said), "by_old": former.sign(said) if former else ""}


class Conversation:
    """A directory, thread keys and letters, as an honest server would give them."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
        self.entries: list[Json] = []
        for one in people:
            self.enter(one)
        self.key_entries: list[Json] = []
        self.keys: dict[int, bytes] = {}
        self.letters: list[Json] = []
        self.heads = [ZEROS]
        self.counts: dict[str, tuple[int, str]] = {}

    def enter(self, who: Person, *, former: Person | None = None) -> None:
        self.entries.append(entered(self.entries, who, former=former))

    def new_key(self, maker: Person, members: list[Person]) -> None:
        number, key = len(self.keys) + 1, os.urandom(32)
        ids = sorted(one.id for one in members)
        plain = {"v": 1, "conversation": CONVERSATION, "number": number, "key": written(key), "members": ids}
        file = pyrage.encrypt(json.dumps(plain).encode(), [one.identity.to_public() for one in members])
        said = lines("accalmie/thread-key/1", CONVERSATION, number, maker.id, ",".join(ids), digest(file))
        entry = {"number": number, "file": written(file), "maker": maker.id, "members": ids, "for": ""}
        self.key_entries.append(entry | {"signature": maker.sign(said)})
        self.keys[number] = key

    def write(self, author: Person, text: str, *, seen: int | None = None, id: str | None = None) -> Json:
        count, previous = self.counts.get(author.id, (0, ZEROS))
        order = len(self.letters) + 1
        seen = order - 1 if seen is None else seen
        number = max(self.keys)
        head: Json = {
            "id": id or f"33333333-3333-7333-8333-{order:012d}",
            "key": number,
            "author": author.id,
            "author_n": count + 1,
            "previous": previous,
            "seen": seen,
            "seen_head": self.heads[seen],
            "written_at": AT,
        }
        sealed = self._sealed(head, text, self.keys[number])
        return self.put(head | sealed, author)

    def put(self, letter: Json, author: Person) -> Json:
        said = self.signed(letter)
        whole = letter | {"signature": author.sign(said), "order": len(self.letters) + 1, "received_at": AT}
        self.counts[author.id] = (letter["author_n"], digest(said))
        self.heads.append(digest(lines(self.heads[-1], digest(said), whole["signature"])))
        self.letters.append(whole)
        return whole

    def _sealed(self, head: Json, text: str, key: bytes) -> Json:
        empty = json.dumps({"v": 1, "kind": "text", "text": text, "pad": ""}).encode()
        plain = json.dumps({"v": 1, "kind": "text", "text": text, "pad": " " * (-len(empty) % 256)}).encode()
        iv = os.urandom(12)
        return {"iv": written(iv), "body": written(AESGCM(key).encrypt(iv, plain, self.placed(head).encode()))}

    @staticmethod
    def placed(letter: Json) -> str:
        names = ("key", "id", "author", "author_n", "previous", "seen", "seen_head", "written_at")
        return lines("accalmie/letter/1", CONVERSATION, *(letter[name] for name in names))

    def signed(self, letter: Json) -> str:
        return lines(self.placed(letter), digest(read(letter["iv"]) + read(letter["body"])))

    def opened(self, letter: Json) -> Json:
        """What a letter says. Raises InvalidTag where it was changed."""
        key = self.keys[letter["key"]]
        plain = AESGCM(key).decrypt(read(letter["iv"]), read(letter["body"]), self.placed(letter).encode())
        assert len(plain) % 256 == 0
        found: Json = json.loads(plain)
        return found

    def sheet(self, *, after: int = 0) -> Json:
        members = [
            {"id": one.id, "name": "", "role": "", "recipient": one.recipient, "signing": one.signing}
            | {"directory_n": max(e["n"] for e in self.entries if e["person"] == one.id), "since": AT, "left": None}
            for one in self.people
        ]
        return {
            "conversation": CONVERSATION, "kind": "one", "state": "open", "expected": "", "members": members,
            "needs_key": False, "keys": self.key_entries, "letters": self.letters[after:],
            "head_before": self.heads[after], "head": self.heads[-1], "order": len(self.letters),
            "read": {}, "own_last": None, "wants_keys": [],
        }  # fmt: skip

    def context(self, reader: Person) -> Json:
        return {"conversation": CONVERSATION, "keys": reader.keys, "entries": self.entries}
