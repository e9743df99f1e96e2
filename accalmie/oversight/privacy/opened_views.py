"""Who opened a record: the owner's page, and the officer's search and export."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accalmie.foundation.access.decorators import owner_only, permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.restoring import restorations_of
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.privacy import opened

AT_MOST, IN_A_FILE = 200, 50_000
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class SearchForm(forms.Form):
    """What the officer looks for. Nothing is required."""

    words = forms.CharField(label=_("Name of who opened it, or the record’s reference"), max_length=80, required=False)
    basis = forms.ChoiceField(label=_("Ground"), required=False, choices=[("", _("Any")), *opened.GROUND.items()])
    first = forms.DateField(label=_("From this day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Until this day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def search(self) -> opened.Search:
        given = self.cleaned_data
        first, last = _start_of(given["first"]), _start_of(given["last"])
        return opened.Search(given["words"].strip(), given["basis"], first, last and last + timedelta(days=1))


@require_safe
@owner_only
def show_opened(request: PatientRequest) -> HttpResponseBase:
    context = {"lines": opened.of_owner(request.patient), "given_back": restorations_of(request.user.pk)}
    return render(request, "privacy/opened.html", context)


@require_safe
@permitted(Permission.OPENINGS_READ)
def search_openings(request: PersonRequest) -> HttpResponseBase:
    """The openings in the officer's organisation; `?as=csv` gives them as a file."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "privacy/openings.html", {"form": form, "lines": []}, status=422)
    if request.GET.get("as") == "csv":
        lines = opened.found_by(request.user, form.search(), at_most=IN_A_FILE)
        answer = HttpResponse("".join(opened.as_csv(lines)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="openings.csv"'
        return answer
    lines = opened.found_by(request.user, form.search(), at_most=AT_MOST)
    return render(request, "privacy/openings.html", {"form": form, "lines": lines, "query": request.GET.urlencode()})


def _start_of(day: date | None) -> datetime | None:
    """The first and the last days that a calendar has are no moments in every time zone: nothing happened then."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time.min))
