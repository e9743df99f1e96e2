"""Sessions as rows that know whose they are, so that a person may see them and end one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.cached_db import SessionStore as CachedRows
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.http import HttpRequest

from accalmie.foundation import crypto
from accalmie.foundation.people.whence import whence_of

_BEGAN, _DEVICE, _NETWORK = "began", "device", "network"
_MARK = "people.session"
_KEY_LENGTH, _KEY_LETTERS = 32, frozenset(VALID_KEY_CHARS)


class Session(AbstractBaseSession):
    """One browser that is signed in, or about to be. `person` is nobody for a visitor who was given a session."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=10, default="")
    network = models.CharField(max_length=50, default="")
    began_at = models.DateTimeField(null=True)

    class Privacy:
        purpose = "keeps somebody signed in, and shows them where they are"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "session_key": "identifier only; kept until the session ends, not exported; row deleted on erasure",
            "session_data": "who it is and how they proved it; kept until the session ends, not exported; "
            "row deleted on erasure",
            "expire_date": "when it ends; kept until the session ends, not exported; row deleted on erasure",
            "person": "whose session; kept until the session ends, not exported; row deleted on erasure",
            "device": "kind of device; kept until the session ends, exported; row deleted on erasure",
            "network": "network, shortened; kept until the session ends, exported; row deleted on erasure",
            "began_at": "when they signed in; kept until the session ends, exported; row deleted on erasure",
        }

    @classmethod
    def get_session_store_class(cls) -> type[CachedRows]:
        return SessionStore

    def __str__(self) -> str:
        return ""  # never the key: whoever has it is signed in


class SessionStore(CachedRows):
    """Django's own store over our table. What the row says of its person is read from what the session holds."""

    cache_key_prefix = "people.sessions"

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: Any) -> bool:
        """Only what a key of ours looks like: of whatever else a cookie says, no database is asked."""
        return isinstance(key, str) and len(key) == _KEY_LENGTH and set(key) <= _KEY_LETTERS

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.person_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.network = data.get(_DEVICE, ""), data.get(_NETWORK, "")
        row.began_at = datetime.fromisoformat(data[_BEGAN]) if _BEGAN in data else None
        return row


def begin(request: HttpRequest, *, lasts: int | None, now: datetime) -> None:
    """This session is somebody's from now on: since when, from which kind of device, and how long it may rest, in
    seconds (None: as long as any)."""
    came_from = whence_of(request)
    request.session.update({_BEGAN: now.isoformat(), _DEVICE: came_from.device, _NETWORK: came_from.network})
    if lasts is not None:
        request.session.set_expiry(lasts)
    Session.objects.filter(expire_date__lte=now).delete()


def of_person(person: UUID, *, now: datetime) -> list[Session]:
    """Where this person is signed in, the newest first."""
    return list(Session.objects.filter(person=person, expire_date__gt=now).order_by("-began_at"))


def name_of(session_key: str) -> str:
    """A name for a session that a page may show: whoever reads it cannot take the session over."""
    return crypto.blind(session_key, purpose=_MARK).hex()[:32]


def end_one(person: UUID, *, name: str, now: datetime) -> None:
    """Ends this person's session of that name, if they have one."""
    for session in of_person(person, now=now):
        if name_of(session.session_key) == name:
            SessionStore(session.session_key).delete()


def end_all(person: UUID, *, but: str | None = None) -> None:
    """Each session of this person, with the copy in memory that answers first; `but` one of them."""
    for key in Session.objects.filter(person=person).exclude(session_key=but).values_list("session_key", flat=True):
        SessionStore(key).delete()
