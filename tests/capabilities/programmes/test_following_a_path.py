"""Somebody with low mood and bad nights starts one path, and its pages are those of any programme."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from accalmie.capabilities.exercises.library import exercises
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.programmes import library
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import clock
from tests.factories.journeys import MILD, all_at, phq9, signed_in

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True)]


def path() -> Programme:
    folder = Path(settings.CONTENT) / "paths" / "depression-insomnia"
    found = library.compile_folder(folder, instruments=instruments(), exercises=exercises())
    library.publish(found, now=clock.now())
    return found


def test_it_starts_once_both_programmes_would_let_it_and_opens_on_its_own_first_page() -> None:
    found = path()
    client, _person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    client.post("/measures/gad-7/", all_at("gad-7", 1))
    answers = {question.id: "no" for question in found.needs_a_person} | {"id": str(uuid4())}
    assert "apnoea" in answers, "the questions of both are asked"
    client.post(f"/programmes/{found.id}/start/?mode=alone", answers)
    client.post("/measures/who-5/", all_at("who-5", 1))
    page = client.get("/programme/step/the-circle/what-is-known/", follow=True).content.decode()
    assert "Yvonne" in page
    assert "Laisser venir le sommeil" not in page.split("<main", 1)[1]
