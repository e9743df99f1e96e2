"""Who signs in: the sign-in name in any spelling, and the person with their patient record in one query."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accalmie.foundation import rows
from accalmie.foundation.people.models import Person
from accalmie.foundation.statements import Query

_signed_in = Query(
    lambda id: (
        Person.objects.select_related("patient")
        .filter(pk=id, is_active=True)
        .defer("sign_in_index", "created_at", "patient__age_band", "patient__contact_sealed", "patient__created_at")
    )
)


class PeopleBackend(ModelBackend):
    """Django's own password check over our persons. Somebody switched off is nobody, from their next request on."""

    @rows.house()  # who signs in is nobody yet, and their hash may be renewed on the way
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:  # type: ignore[override]
        return super().authenticate(request, **credentials)

    def get_user(self, user_id: UUID) -> Person | None:
        rows.seen_by(user_id)  # the session has proved who it is; the row says whether they still may
        return _signed_in.first(user_id)
