"""The register of processing and the draft of the assessment, as files for whoever answers requests about records."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.privacy.register import writing


@require_safe
@permitted(Permission.REQUESTS_ANSWER)
def download_register(request: PersonRequest) -> HttpResponseBase:
    return _file("register.md", writing.register_as_markdown)


@require_safe
@permitted(Permission.REQUESTS_ANSWER)
def download_assessment(request: PersonRequest) -> HttpResponseBase:
    return _file("assessment.md", writing.assessment_as_markdown)


def _file(name: str, written: Callable[..., str]) -> HttpResponse:
    """A file in the language of whoever reads the page. It is about the site: no record and no account stands in it."""
    text = written(language=(get_language() or "fr")[:2], now=clock.now())
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
