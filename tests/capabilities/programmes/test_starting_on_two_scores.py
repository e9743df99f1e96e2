"""A programme whose start reads two questionnaires asks for both before it says anything of either."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from accalmie.capabilities.exercises.library import exercises
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.programmes import library, queries
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import clock
from tests.factories.journeys import MILD, all_at, phq9, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]

PAGE = "/programmes/stress/"
SEVERE = "symptômes sévères"
MODERATE = "symptômes modérés"


@pytest.fixture
def stress() -> Programme:
    """The programme on stress, on offer: its start reads the GAD-7 and the PHQ-9."""
    folder = Path(settings.CONTENT) / "programmes" / "stress"
    found = library.compile_folder(folder, instruments=instruments(), exercises=exercises())
    library.publish(found, now=clock.now())
    return found


@pytest.mark.usefixtures("stress")
def test_one_score_alone_is_not_judged_and_the_other_is_asked_for() -> None:
    client, _person = signed_in()
    client.post("/measures/gad-7/", all_at("gad-7", 2))
    page = client.get(PAGE).content.decode()
    assert "/measures/phq-9/" in page
    assert SEVERE not in page
    client.post("/measures/phq-9/", phq9(*MILD))
    page = client.get(PAGE).content.decode()
    assert MODERATE in page
    assert SEVERE not in page


def test_two_light_scores_open_it_alone(stress: Programme) -> None:
    client, person = signed_in()
    client.post("/measures/gad-7/", all_at("gad-7", 1))
    client.post("/measures/phq-9/", phq9(*MILD))
    answers = {question.id: "no" for question in stress.needs_a_person} | {"id": str(uuid4())}
    client.post(f"{PAGE}start/", answers)
    assert person.patient_id is not None
    place = queries.current_place(person.patient_id)
    assert place is not None
    assert place.progress.mode == "alone"


def test_being_hurt_at_work_leads_to_a_person(stress: Programme) -> None:
    client, person = signed_in()
    client.post("/measures/gad-7/", all_at("gad-7", 1))
    client.post("/measures/phq-9/", phq9(*MILD))
    answers = {question.id: "no" for question in stress.needs_a_person} | {"id": str(uuid4())}
    page = client.post(f"{PAGE}start/", answers | {"violence-at-work": "yes"}, follow=True)
    assert person.patient_id is not None
    assert queries.current_place(person.patient_id) is None
    assert "3114" in page.content.decode()
