"""What was proved of a programme before, kept under the fingerprint of everything that the proof rests on.

A proof holds for one text of one programme, beside these instruments, exercises, practices and rules, by this checker:
one sign changed in any of them, and the programme is explored anew. Only what left nothing to correct is kept. The
proofs stand beside the code: whoever may write there may change the checker itself, so they open no new door.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from django.conf import settings

from accalmie.core.programme.checks import Neighbours, Report
from accalmie.core.rules import Rule

CHECKER = Path(__file__).resolve().parents[2] / "core"
BESIDE = ("instruments", "exercises", "practices", "danger")
"""What of `content/` a programme is checked with."""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What was proved of a programme, and what an orientation that leads to it asks of it. `leads`: it is one itself,
    and then `neighbours` says beside which programmes it was proved."""

    id: str
    modes: tuple[str, ...]
    start: dict[str, Rule]
    leads: bool
    neighbours: str
    report: Report


def fingerprint(texts: Iterable[tuple[str, str]], beside: str) -> str:
    """Of one programme: all that is read of it, each text with its name, and all that is `beside()`."""
    return _digest([beside, *(part for named in texts for part in named)])


def of_neighbours(neighbours: Neighbours) -> str:
    """Of what an orientation asks of the programmes that it may lead to."""
    return _digest([repr(sorted(neighbours.items()))])


def kept(name: str) -> Proof | None:
    """The proof under this fingerprint, when there is one that can be read."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(_path(name).read_bytes(), type=Proof)
    return None


def keep(name: str, proof: Proof) -> None:
    """Keep a proof that leaves nothing to correct. Where nothing can be written, the next run proves it again."""
    if proof.report.refusals:
        return
    part = _path(f"{name}.{os.getpid()}")
    with suppress(OSError):
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(proof))
        part.replace(_path(name))


def _path(name: str) -> Path:
    return Path(settings.PROOFS) / name


def beside() -> str:
    """The checker, and what it checks with, as one fingerprint. Read anew for each run."""
    files = [path for folder in BESIDE for path in sorted((Path(settings.CONTENT) / folder).rglob("*.yaml"))]
    return _digest([_checker(), *(part for path in files for part in (path.name, path.read_text("utf-8")))])


@cache
def _checker() -> str:
    files = sorted(CHECKER.rglob("*.py"))
    texts = (part for path in files for part in (path.relative_to(CHECKER).as_posix(), path.read_text("utf-8")))
    return _digest([sys.version, msgspec.__version__, *texts])


def _digest(parts: Iterable[str]) -> str:
    """Of texts in their order, each with its length, so that none runs into the next."""
    digest = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()
