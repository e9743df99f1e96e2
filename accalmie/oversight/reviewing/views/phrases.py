"""A professional's own phrases for their answers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.care import actions, queries
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.views.desk import reading_language
from accalmie.oversight.reviewing.forms import PhraseForm


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def list_phrases(request: PersonRequest) -> HttpResponseBase:
    """One's own phrases, and a form for one more."""
    form = PhraseForm(request.POST or None, initial={"language": reading_language()})
    if request.method == "POST" and form.is_valid():
        actions.keep_phrase(person=request.user, now=clock.now(), **form.cleaned_data)
        return redirect("reviewing:list-phrases")
    context = {"form": form, "phrases": queries.phrases(request.user)}
    return render(request, "reviewing/phrases.html", context, status=422 if form.errors else 200)


@require_POST
@professional_only
def drop(request: PersonRequest, phrase: UUID) -> HttpResponseBase:
    """It is not wanted any more."""
    actions.drop_phrase(person=request.user, phrase=phrase)
    return redirect("reviewing:list-phrases")
