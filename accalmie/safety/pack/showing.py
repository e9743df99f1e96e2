"""A new passphrase on its way to the page that shows it once: sealed by this site, held by the browser for a minute, so
that a page which is loaded again makes no other and this site keeps none."""

from __future__ import annotations

import base64
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accalmie.foundation import clock, crypto
from accalmie.foundation.people.requests import PersonRequest

COOKIE = "passphrase"
PURPOSE = "safety.pack.showing"
LASTS = timedelta(minutes=1)


def hand_over(request: PersonRequest, passphrase: str) -> HttpResponse:
    """Away to the page that shows it."""
    carried = {"passphrase": passphrase, "until": (clock.now() + LASTS).timestamp()}
    sealed = crypto.seal_of_site(request.user.id, carried, purpose=PURPOSE)
    response = redirect("pack:make-passphrase")
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(sealed).decode(),
        max_age=LASTS,
        path=reverse("pack:make-passphrase"),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def show(request: PersonRequest) -> HttpResponse:
    """The passphrase, once; afterwards that it was shown."""
    response = render(request, "pack/passphrase.html", {"passphrase": _carried(request)})
    response.delete_cookie(COOKIE, path=reverse("pack:make-passphrase"), samesite="Strict")
    return response


def _carried(request: PersonRequest) -> str:
    """What their own browser brought, if it is not too old; "" for anything else."""
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        carried = crypto.open_of_site(request.user.id, sealed, purpose=PURPOSE)
    except (ValueError, crypto.SealBroken):
        return ""
    return str(carried["passphrase"]) if clock.now().timestamp() <= carried["until"] else ""
