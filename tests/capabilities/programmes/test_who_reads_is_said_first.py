"""Before each free text and each questionnaire, one line says who reads, and what to do when nobody does."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from accalmie.core.entries import StepRef
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked
from tests.factories.journeys import depression, started

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

LINE = re.compile(r'<p class="data-line">[^<]*3114')
WRITTEN = re.compile(r"<textarea")
ASKED = re.compile(r'<input[^>]*type="radio"')
PAGES = {
    "/mood/": WRITTEN,
    "/measures/phq-9/": ASKED,
    "/exercises/new/thought-record/": WRITTEN,
    "/programme/module/the-circle/rate/": WRITTEN,
    "/programme/step/the-circle/what-is-known/other-way/": WRITTEN,
    "/programme/practice/the-circle/circle-practice/": WRITTEN,
}
KINDS = {"exercise": "my-circle-drawn", "practice": "circle-practice", "questionnaire": "after-score"}


def is_said_before(html: str, asked: re.Pattern[str]) -> bool:
    """Whether the line stands before the first place to write, or the first question."""
    line, first = LINE.search(html), asked.search(html)
    assert first is not None, "nothing is asked here"
    return line is not None and line.start() < first.start()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_it_before_it_asks(address: str) -> None:
    client, _samira = started()
    assert is_said_before(client.get(address).content.decode(), PAGES[address])


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_says_it_before_it_asks(kind: str) -> None:
    step = depression().steps[KINDS[kind]]
    assert step.kind == kind
    at = StepRef(enrolment=uuid4(), module="any", step=step.id)
    asked = Asked(patient=uuid4(), step=step, wording=step.wording["fr"], language="fr", at=at, programme="depression")
    shown = steps.kind_of(step).show(asked, ())
    html = render_to_string(shown.template, {"body": shown}, request=RequestFactory().get("/"))
    assert is_said_before(html, ASKED if kind == "questionnaire" else WRITTEN)
