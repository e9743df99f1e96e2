"""A pack as one file: the words in both languages, sealed, with the few lines of script that open them."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.template.loader import render_to_string
from django.utils import timezone, translation
from markupsafe import Markup

from accalmie.foundation.design.preferences import LANGUAGES
from accalmie.foundation.people.models import Organisation
from accalmie.foundation.words.formats import clock_time, long_date
from accalmie.safety.library import rules
from accalmie.safety.pack.gathering import gather, in_words
from accalmie.safety.pack.sealing import Sealed

_STATIC = Path(__file__).parent / "static" / "pack"
_IN_FILE = re.compile(r'<script id="sealed" type="application/json">(.*?)</script>', re.DOTALL)


class NoPack(ValueError):
    """This file is no daily pack."""


def words(organisation: Organisation, *, now: datetime) -> tuple[bytes, tuple[UUID, ...]]:
    """What is sealed: the page of this service in each language, of one moment, as JSON; and the people in it."""
    pages, gathered = dict[str, str](), gather(organisation, now=now)
    for language in LANGUAGES:
        said = in_words(gathered, language)
        with translation.override(language), timezone.override(ZoneInfo(rules().staffed.time_zone)):
            pages[language] = render_to_string("pack/words.html", {"pack": said, "language": language})
    return msgspec.json.encode(pages), tuple(gathered.people)


def head(*, pack: str, made_at: datetime) -> str:
    """What the file says in clear, bound to the seal: which pack it is and when it was made."""
    return msgspec.json.encode({"pack": pack, "made_at": made_at.isoformat()}).decode()


def page(sealed: Sealed, *, made_at: datetime) -> str:
    """The file. Its policy lets this script and these styles run, and nothing leave."""
    zone = ZoneInfo(rules().staffed.time_zone)
    local = made_at.astimezone(zone)
    context = {
        "sealed": _as_it_is(msgspec.json.encode(sealed).decode().replace("<", "\\u003c")),
        "script": _as_it_is(_part("opening.js")),
        "style": _as_it_is(_part("pack.css")),
        "policy": _policy(),
        "made": {code: f"{long_date(local, code)}, {clock_time(local.time(), code)}" for code in LANGUAGES},
        "languages": LANGUAGES,
    }
    return render_to_string("pack/file.html", context)


def read(text: str) -> Sealed:
    """The sealed pack in a file. Raises NoPack."""
    found = _IN_FILE.search(text)
    try:
        return msgspec.json.decode(found[1] if found else "", type=Sealed)
    except msgspec.DecodeError:
        raise NoPack from None


def made_at(sealed: Sealed) -> datetime:
    """When a pack was made, as it says in clear. Raises NoPack."""
    try:
        return datetime.fromisoformat(str(msgspec.json.decode(sealed.head)["made_at"]))
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        raise NoPack from None


def is_as_made_here(text: str) -> bool:
    """Whether everything around the seal is what this release writes: a script that somebody changed may tell them the
    passphrase. Raises NoPack."""
    sealed = read(text)
    return page(sealed, made_at=made_at(sealed)) == text


def _as_it_is(part: str) -> Markup:
    """Our own script and styles, and JSON without any "<": escaped, they would be other bytes than the policy names."""
    return Markup(part)  # noqa: S704


@cache
def _part(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _policy() -> str:
    script, style = (_digest(_part(name)) for name in ("opening.js", "pack.css"))
    closed = "default-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
    return f"{closed}; script-src '{script}'; style-src '{style}'"


def _digest(part: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"
