"""What a person takes away: the record to read, the archive, and the one page that they compose."""

from __future__ import annotations

from itertools import islice

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.capabilities.exercises.pages import language_of
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import owner_only
from accalmie.foundation.people.requests import PatientRequest
from accalmie.oversight.privacy import rights_forms, rights_queries, taken_page
from accalmie.oversight.privacy.archive import packing, telling
from accalmie.oversight.privacy.rights_views.asking import owner_of, sent

ON_A_PAGE = 100


def _language() -> str:
    return language_of(get_language())


@require_safe
@owner_only
def show_record(request: PatientRequest) -> HttpResponseBase:
    """A hundred entries a page, the oldest first; `?after=` is the place in the record from which it goes on."""
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 10 else 0
    found = list(islice(journal.entries(request.patient, after=start), ON_A_PAGE + 1))
    told = telling.told(
        found[:ON_A_PAGE],
        owner=request.user.id,
        language=_language(),
        released=rights_queries.released_until(request.patient),
    )
    context = {
        "entries": list(told),
        "team": rights_queries.team_of(request.patient),
        "is_first": start == 0,
        "further": found[ON_A_PAGE - 1].sequence if len(found) > ON_A_PAGE else None,
    }
    return render(request, "privacy/rights-record.html", context)


@require_safe
@owner_only
def download(request: PatientRequest) -> HttpResponseBase:
    pieces = packing.archive(owner_of(request), language=_language(), now=clock.now())
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="archive.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def take_with_me(request: PatientRequest) -> HttpResponseBase:
    """The lines to choose from, then the page made of those chosen. Neither is kept."""
    lines = taken_page.lines(request.patient, _language())
    form = rights_forms.OwnWordsForm(sent(request))
    if request.method != "POST" or not form.is_valid():
        context = {"lines": lines, "form": form}
        return render(request, "privacy/rights-compose.html", context, status=422 if form.errors else 200)
    chosen = set(request.POST.getlist("line"))
    context = {
        "lines": [line for line in lines if line.id in chosen],
        "words": form.cleaned_data["words"],
        "today": clock.now(),
    }
    return render(request, "privacy/rights-taken.html", context)
