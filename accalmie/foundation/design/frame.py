"""What every page shows around its own content: who reads it, how they wish it, and where help is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from markupsafe import Markup

from accalmie.foundation import clock
from accalmie.foundation.design.owner import HiddenFields
from accalmie.foundation.design.preferences import LANGUAGES, Preferences


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that the page could be read in, named in itself."""

    code: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around one page, for one reader. `demo_at`: the demo's moment, None on a real site."""

    language: str
    preferences: Preferences
    is_signed_in: bool
    works_here: bool
    is_professional: bool
    is_patient: bool
    called: str
    path: str
    demo_at: datetime | None = None

    @property
    def languages(self) -> tuple[OtherLanguage, ...]:
        return tuple(OtherLanguage(code, name, code == self.language) for code, name in LANGUAGES.items())


def frame_of(request: HttpRequest) -> Frame:
    """The frame for this request. Works on a request that no middleware has seen, as error pages may get."""
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return Frame(
        language=(get_language() or "fr")[:2],
        preferences=getattr(request, "preferences", None) or Preferences(),
        is_signed_in=signed_in,
        works_here=bool(getattr(person, "is_staff_member", False)),
        is_professional=bool(getattr(person, "is_professional", False)),
        is_patient=bool(getattr(person, "is_patient", False)),
        called=getattr(person, "called", "") if signed_in else "",
        path=request.get_full_path(),
        demo_at=clock.now() if settings.DEMO else None,
    )


Above = Callable[[HttpRequest], Markup]
_ABOVE: dict[str, Above] = {}


def stand_above(room: str, shown: Above) -> None:
    """A room puts something at the top of professionals' pages: `shown` gives HTML, or an empty one."""
    _ABOVE[room] = shown


@dataclass(frozen=True, slots=True)
class KeptHere:
    """What a device may keep for whoever is not signed in on it: the module that looks for it, and the way to it as
    HTML, hidden until that module finds something."""

    script: str
    way: Callable[[], Markup]


_KEPT_HERE: dict[str, KeptHere] = {}


def keep_here(room: str, kept: KeptHere) -> None:
    """A room says what a device may keep: pages that nobody has signed in to lead there."""
    _KEPT_HERE[room] = kept


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor that settings name: `page` in every template, `above` what rooms put at the top of
    professionals' pages, `kept_here` what this device may keep, and our own `csrf_input`."""
    return {
        "page": frame_of(request),
        "above": lambda: [shown for one in _ABOVE.values() if (shown := one(request))],
        "kept_here": tuple(_KEPT_HERE.values()),
        "csrf_input": HiddenFields(request),
    }
