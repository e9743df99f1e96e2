"""Forms outlive sessions: what was typed is sealed for its owner, who finds it in the same form after signing in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.html import format_html

from accalmie.foundation import clock, crypto
from accalmie.foundation.design.ours import parts_of
from accalmie.foundation.design.owner import FIELD, owner_of
from accalmie.foundation.people.models import KeptForm, Person
from accalmie.foundation.people.refill import refill
from accalmie.foundation.rows import house

KEPT = "kept"
_MARK = "_kept"
_LIFETIME = timedelta(days=2)
_NOBODY_TYPED = frozenset({"id", "next", "from"})
_NEVER_KEPT = frozenset({"csrfmiddlewaretoken", FIELD, _MARK})
_SEALED_FOR = "people.kept_form"

Typed = dict[str, list[str]]
Answer = Callable[[HttpRequest], HttpResponse]


class KeptFormsMiddleware:
    """Gives a kept form back on the page that has it (`?kept=…`), and forgets it once it was sent."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and KEPT in request.GET and request.user.is_authenticated:
            return _given_back(request, response)
        if request.method == "POST" and response.status_code in (302, 303) and _MARK in request.POST:
            _forget(request)
        return response


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Leads to the sign-in page and from there back; a form that was sent waits for its owner meanwhile."""
    page = request.get_full_path()
    if request.method == "POST":
        kept = _keep(request, owner_of(request), now=clock.now())
        page = _page_of(request, kept)
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}")


def keep_for_later(request: HttpRequest, *, page: str) -> str:
    """Keeps the half-written form of `page`, that posts to its own address; where its owner finds it filled again."""
    parts = urlsplit(page)
    others = [(name, value) for name, value in parse_qsl(parts.query) if name != KEPT]
    typed = [value for name, values in typed_in(request).items() if name not in _NOBODY_TYPED for value in values]
    if any(value.strip() for value in typed):
        kept = _keep(request, owner_of(request), now=clock.now(), path=parts.path)
        others += [(KEPT, str(kept.id))] if kept else []
    return f"{parts.path}?{urlencode(others)}" if others else parts.path


def keep_sent(request: HttpRequest, *, now: datetime) -> str:
    """Keeps the form that was just sent; where its owner finds it filled again, or "" for a form that is not theirs."""
    owner = owner_of(request)
    if owner is None or owner != request.user.pk:
        return ""
    return _page_of(request, _keep(request, owner, now=now))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token is too old: nothing typed is lost, unless the form came from elsewhere."""
    if not _is_from_here(request):
        return render(request, "people/not-sent.html", status=403)
    owner = owner_of(request)
    if not request.user.is_authenticated:
        return ask_to_sign_in(request) if owner else _send_again(request)
    if FIELD not in request.POST:  # a page that keeps nothing, for nobody in particular
        return _send_again(request)
    if owner != request.user.pk:
        _keep(request, owner, now=clock.now())
        return render(request, "people/not-sent.html", status=403)
    return HttpResponseRedirect(_page_of(request, _keep(request, owner, now=clock.now())))


def forget_all(person: Person) -> None:
    """Signing out leaves nothing behind."""
    KeptForm.objects.filter(person=person).delete()


@house()
def forget_expired(*, now: datetime) -> int:
    """Deletes what nobody came back for; says how many."""
    return KeptForm.objects.filter(expires_at__lte=now).delete()[0]


def typed_in(request: HttpRequest) -> Typed:
    """What the person typed: no token, and never a password."""
    return {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name not in _NEVER_KEPT and "password" not in name
    }


@house()
def _keep(request: HttpRequest, owner: UUID | None, *, now: datetime, path: str = "") -> KeptForm | None:
    """`path`: where the form posts to, the address of this request unless told."""
    path = path or request.path
    person = Person.objects.select_related("patient").filter(pk=owner).first() if owner else None
    if person is None:
        return None
    forget_expired(now=now)
    KeptForm.objects.filter(person=person, path=path).delete()
    sealed = crypto.seal_json(_sealed_under(person), typed_in(request), purpose=_SEALED_FOR)
    return KeptForm.objects.create(person=person, path=path, sealed=sealed, expires_at=now + _LIFETIME)


def _sealed_under(person: Person) -> UUID:
    """A patient's words end with the patient's key; a professional has a key of their own for this."""
    return person.patient_id or person.pk


def _page_of(request: HttpRequest, kept: KeptForm | None) -> str:
    """The page on which the form stood: the one that sent it, when that was ours."""
    came_from = parts_of(request.headers.get("Referer", ""))
    page = came_from.path if came_from.netloc == request.get_host() else request.path
    page = "/" + page.lstrip("/")  # two slashes would lead to another host
    return f"{page}?{urlencode({KEPT: kept.id})}" if kept else page


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this. Enough of a guard where nothing is at stake."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    return bool(request.headers.get("Origin") or request.headers.get("Referer")) and not _is_from_here(request)


def _is_from_here(request: HttpRequest) -> bool:
    here = f"{request.scheme}://{request.get_host()}"
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = parts_of(source)
    return f"{parts.scheme}://{parts.netloc}" == here


def _send_again(request: HttpRequest) -> HttpResponse:
    """For visitors, who have no name to keep anything under, and for forms of which nothing is kept: the page itself
    holds what they typed."""
    return render(request, "people/send-again.html", {"typed": typed_in(request), "path": request.get_full_path()})


def _given_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    kept = _asked_for(request)
    if kept is None or response.status_code != 200 or response.streaming:
        return response
    typed: Mapping[str, Sequence[str]] = crypto.open_json(_sealed_under(kept.person), kept.sealed, purpose=_SEALED_FOR)
    notice = _notice(request, ())
    mark = format_html('<input type="hidden" name="{}" value="{}">', _MARK, kept.id)
    html = response.content.decode(response.charset)
    page = refill(html, typed, path=kept.path, page=request.path, notice=notice, mark=mark)
    if page.unplaced:
        page = refill(html, typed, path=kept.path, page=request.path, notice=_notice(request, page.unplaced), mark=mark)
    response.content = page.html.encode(response.charset)
    return response


def _notice(request: HttpRequest, unplaced: Sequence[str]) -> str:
    return render_to_string("people/kept-notice.html", {"unplaced": unplaced}, request=request)


def _asked_for(request: HttpRequest) -> KeptForm | None:
    """Only ever the person's own, whoever holds the address."""
    asked = _uuid(request.GET[KEPT])
    if asked is None:
        return None
    mine = KeptForm.objects.filter(person=request.user.pk, expires_at__gt=clock.now())
    return mine.select_related("person__patient").filter(id=asked).first()


def _forget(request: HttpRequest) -> None:
    sent = _uuid(request.POST[_MARK])
    if sent is not None and request.user.is_authenticated:
        KeptForm.objects.filter(person=request.user.pk, id=sent).delete()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
