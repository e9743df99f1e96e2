"""A line after a practice: kept only when it is sent, and counted over a fortnight for whoever reads it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.exercises import actions, library, pages, queries
from accalmie.foundation import clock

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NOTE = "/exercises/new/practice-note/"


def noted(record: UUID, *, days: int, shared: bool = False, **answers: object) -> None:
    actions.write(
        patient=record,
        exercise=library.exercises()["practice-note"],
        answers=answers,
        shared=shared,
        by=None,
        now=clock.now() - timedelta(days=days),
    )


def test_opening_the_page_keeps_nothing(browser: Client, record: UUID) -> None:
    assert browser.get(NOTE).status_code == 200
    assert queries.mine(record) == []


def test_a_fortnight_is_said_back(browser: Client, record: UUID) -> None:
    noted(record, days=20, before=9, after=0)
    noted(record, days=6, before=6, after=3)
    noted(record, days=2, noticed="La pluie")
    answer = browser.post(NOTE, {"before": "5", "after": "4", "noticed": "Les pas", "id": str(uuid4())})
    page = browser.get(answer["Location"]).content.decode()
    assert "3 pratiques notées en quatorze jours." in page
    assert "La tension a baissé de 2 en moyenne (2 avec les deux chiffres)." in page


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("3", "5", "La tension a monté de 2"),
        ("4", "4", "La tension est restée la même"),
        ("4", "", "1 pratique notée en quatorze jours."),
    ],
)
def test_a_rise_or_nothing_is_said_as_plainly(browser: Client, before: str, after: str, said: str) -> None:
    answer = browser.post(NOTE, {"before": before, "after": after, "id": str(uuid4())})
    page = browser.get(answer["Location"]).content.decode()
    assert said in page
    assert ("en moyenne" in page) is bool(after)


def test_a_professional_reads_only_what_was_opened_to_them(record: UUID) -> None:
    noted(record, days=6, before=10, after=0)
    noted(record, days=4, before=6, after=5, shared=True)
    noted(record, days=1, before=6, after=3, shared=True)
    shared = queries.shared_with_team(record)
    newest = pages.sheet_page(shared[0], "fr", among=shared)
    assert newest.found[0] == "2 pratiques notées en quatorze jours."
    assert newest.found[1].startswith("La tension a baissé de 2 en moyenne")
