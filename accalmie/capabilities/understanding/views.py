"""The ways in: the list of pieces, and one page of a piece. Open to everybody; what is typed is answered and forgotten.

Answers travel from page to page in the forms themselves, never in an address, a session, a cookie or a log.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.capabilities.understanding import forms, library, pages
from accalmie.core.crisis import Level
from accalmie.core.understanding import Page, Piece, calls_for_help, read
from accalmie.safety import words
from accalmie.safety.leaving import has_left
from accalmie.safety.pages import help_lines


def _language() -> str:
    return pages.language_of(get_language())


@require_safe
def list_pieces(request: HttpRequest) -> HttpResponse:
    return render(request, "understanding/list.html", {"cards": pages.cards(_language())})


@require_safe
def begin_piece(request: HttpRequest, piece: str) -> HttpResponse:
    asked = _piece(piece)
    return _show(request, asked, asked.pages[0], {})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def read_page(request: HttpRequest, piece: str, page: str) -> HttpResponse:
    """A page with what was answered before it. Help comes first where words speak of danger, then what is to be put
    right on the page from which the form came."""
    if has_left(request):  # whoever left quickly finds nothing again by sending a form a second time
        return redirect("safety:rest")
    asked = _piece(piece)
    wanted = _page(asked, page)
    raw = forms.typed(asked, request.POST)
    sent = forms.sent_page(asked, request.POST)
    if sent is None:
        return _show(request, asked, wanted, raw)
    answers, errors = read(asked.fields().values(), raw)
    noticed = words.read_texts(forms.words_on(sent, raw))
    is_danger = words.calls_for_help(noticed) or calls_for_help(sent, answers)
    if is_danger and request.POST.get(forms.READ) != sent.id:
        return _help_first(request, sent, noticed, raw)
    if {error.field for error in errors} & {field.id for field in sent.ask}:
        return _show(request, asked, sent, raw)
    return _show(request, asked, wanted, raw)


def _piece(name: str) -> Piece:
    piece = library.pieces().get(name)
    if piece is None:
        raise Http404
    return piece


def _page(piece: Piece, name: str) -> Page:
    page = next((one for one in piece.pages if one.id == name), None)
    if page is None:
        raise Http404
    return page


def _show(request: HttpRequest, piece: Piece, page: Page, raw: Mapping[str, str]) -> HttpResponse:
    """What is wrong is said where it is asked; elsewhere, what cannot be read as an answer is none."""
    answers, wrong = read(piece.fields().values(), raw)
    asked = {field.id for field in page.ask}
    errors = forms.form_errors(error for error in wrong if error.field in asked)
    shown = pages.read_page(piece, page, _language(), answers=answers, raw=raw, errors=errors)
    context = {"read": shown, "errors": errors, "sent": forms.SENT}
    return render(request, "understanding/page.html", context, status=422 if errors else 200)


def _help_first(request: HttpRequest, sent: Page, noticed: words.Read, raw: Mapping[str, str]) -> HttpResponse:
    """Help at once, with the words that called for it, if words did. Nobody is told and nothing is kept; going on is
    always possible."""
    carried = [*raw.items(), (forms.SENT, sent.id), (forms.READ, sent.id)]
    context = {
        "quotes": noticed.quotes if words.calls_for_help(noticed) else (),
        "is_harm": noticed.level is Level.HARM_TO_OTHERS,
        "help": help_lines(_language()),
        "carried": carried,
        "then": request.path,
    }
    return render(request, "understanding/help-first.html", context)
