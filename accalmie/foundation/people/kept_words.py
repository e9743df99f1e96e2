"""No answer of ours throws away what somebody typed: a form sent twice with other words, or to a page that is gone."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accalmie.foundation import clock, journal
from accalmie.foundation.people.kept_forms import keep_sent, typed_in

_CODE = re.compile(r"[a-z_-]+|\d+([.,]\d+)?|\d{4}-\d\d-\d\d|[0-9a-f-]{36}|/\S*")
"""What a choice, a number, a day, an id or an address looks like: the form gives it back, a quotation would not."""


class KeptWordsMiddleware:
    """Stands inside KeptFormsMiddleware. What was typed is kept sealed, shown, and given back in the form itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 404 and (typed := words_in(request)):
            return render(request, "people/gone.html", {"typed": typed}, status=404)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The same form with other words: the first are kept, the second shown."""
        return kept_twice(request) if isinstance(exception, journal.EntryConflict) else None


def kept_twice(request: HttpRequest) -> HttpResponse:
    """Says that the first was kept, shows what the second said, and leads to the form with those words in it."""
    context = {"typed": words_in(request), "again": keep_sent(request, now=clock.now())}
    return render(request, "people/kept-twice.html", context, status=409)


def words_in(request: HttpRequest) -> list[str]:
    """What the person wrote in words, in the order of the form."""
    values = (value for values in typed_in(request).values() for value in values)
    return [value for value in values if value.strip() and not _CODE.fullmatch(value)]
