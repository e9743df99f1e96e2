"""The ways in of daily packs: to take one, and to make a passphrase."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.requests import PersonRequest
from accalmie.safety.pack import keys, queries, showing, taking
from accalmie.safety.pack.forms import HoldersForm
from accalmie.safety.pack.models import PackKey


@require_safe
@permitted(Permission.PACK_TAKE)
def list_packs(request: PersonRequest) -> HttpResponseBase:
    """The packs that there are, for whoever is on the rota or leads on safety."""
    return _page(request, HoldersForm())


def _page(request: PersonRequest, form: HoldersForm) -> HttpResponse:
    person, now = request.user, clock.now()
    key = keys.current(person.organisation_id)
    may_take = keys.may_take(person, now=now)
    context = {
        "may_take": may_take,
        "leads": keys.leads(person),
        "packs": queries.packs_of(person.organisation_id) if may_take else [],
        "key": key,
        "holders": _holders(key) if key is not None and may_take else "",
        "is_ours": key is None or _holders(key) is not None,
        "is_missing": queries.is_missing(person.organisation_id, now=now),
        "form": form,
    }
    return render(request, "pack/packs.html", context, status=422 if form.errors else 200)


def _holders(key: PackKey) -> str | None:
    """Who holds the passphrase; None for a key that this site did not make."""
    try:
        return keys.holders_of(key)
    except keys.NotOurKey:
        return None


@require_POST
@permitted(Permission.PACK_TAKE)
def take_pack(request: PersonRequest, pack: UUID) -> HttpResponseBase:
    """The file. Taking it is written into the access log of everybody in it."""
    found = queries.pack_for(request.user, pack)
    if found is None:
        raise Http404
    try:
        content = taking.take(pack=found, by=request.user, now=clock.now())
    except (taking.NotTaken, FileNotFoundError):
        raise Http404 from None
    name = f"{timezone.localtime(found.made_at):%Y-%m-%d-%H%M}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.PACK_TAKE)
def make_passphrase(request: PersonRequest) -> HttpResponseBase:
    """A new passphrase. The page to which the form leads shows it once; come back to, it says that it was shown."""
    if not keys.leads(request.user):
        raise Http404
    if request.method != "POST":
        return showing.show(request)
    form = HoldersForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    passphrase = keys.make_passphrase(by=request.user, holders=form.cleaned_data["holders"], now=clock.now())
    return showing.hand_over(request, passphrase)
