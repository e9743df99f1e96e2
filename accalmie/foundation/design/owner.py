"""Whose form it is: each form carries the signed id of the person for whom the page was made.

When their session ends in mid-form, it tells for whom the words are to be kept, and that the form was really ours.
"""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "_of"

_signer = Signer(salt="accalmie.form-owner")


class HiddenFields:
    """What `{{ csrf_input }}` puts in each form: the token against forgery, and whose form it is.

    Made when the first form of a page asks, and once: a page without a form sets no cookie.
    """

    __slots__ = ("_made", "_request")

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._made: str | None = None

    def __html__(self) -> str:
        if self._made is None:
            self._made = _fields(self._request)
        return self._made

    __str__ = __html__


def owner_of(request: HttpRequest) -> UUID | None:
    """The person for whom the posted form was made; None for a visitor's form, or one that we did not make."""
    try:
        return UUID(_signer.unsign(request.POST.get(FIELD, "")))
    except (BadSignature, ValueError):
        return None


def _fields(request: HttpRequest) -> SafeString:
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return token
    return token + format_html('<input type="hidden" name="{}" value="{}">', FIELD, _signer.sign(str(person.pk)))
