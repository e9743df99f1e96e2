"""The id that each form carries, which becomes its entry's: a form that is sent twice is kept once."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import HttpRequest


def sent_id(request: HttpRequest) -> UUID | None:
    """The id of the form that was sent; None when it has none or a broken one, and the entry gets its own."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def id_for_form(request: HttpRequest) -> str:
    """The id for the form on the page: the one that was sent, when the form comes back to be put right."""
    return request.POST.get("id") or str(uuid6.uuid7())
