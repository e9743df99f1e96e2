"""The programme on alcohol opens on an AUDIT and a PHQ-9, and signs of withdrawal lead to a person first."""

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
from tests.factories.journeys import MILD, phq9, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]

PAGE = "/programmes/alcohol/"
RISKY = (4, 1, 2, 1, 1, 0, 1, 0, 0, 2)  # twelve
LIKELY_DEPENDENT = (4, 2, 2, 1, 1, 0, 1, 0, 0, 2)  # thirteen


@pytest.fixture
def alcohol() -> Programme:
    """The programme on alcohol, on offer."""
    folder = Path(settings.CONTENT) / "programmes" / "alcohol"
    found = library.compile_folder(folder, instruments=instruments(), exercises=exercises())
    library.publish(found, now=clock.now())
    return found


def audit(scores: tuple[int, ...]) -> dict[str, str]:
    answers = {f"audit-{number}": str(score) for number, score in enumerate(scores, 1)}
    return {**answers, "id": str(uuid4())}


@pytest.mark.usefixtures("alcohol")
def test_a_measure_that_only_the_start_reads_is_asked_for() -> None:
    client, _person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    assert "/measures/audit/" in client.get(PAGE).content.decode()


def test_a_risky_audit_up_to_twelve_opens_it_alone(alcohol: Programme) -> None:
    client, person = signed_in()
    client.post("/measures/audit/", audit(RISKY))
    client.post("/measures/phq-9/", phq9(*MILD))
    answers = {question.id: "no" for question in alcohol.needs_a_person} | {"id": str(uuid4())}
    client.post(f"{PAGE}start/", answers)
    assert person.patient_id is not None
    place = queries.current_place(person.patient_id)
    assert place is not None
    assert place.progress.mode == "alone"


def test_an_audit_of_thirteen_does_not_open_it_alone(alcohol: Programme) -> None:
    client, person = signed_in()
    client.post("/measures/audit/", audit(LIKELY_DEPENDENT))
    client.post("/measures/phq-9/", phq9(*MILD))
    answers = {question.id: "no" for question in alcohol.needs_a_person} | {"id": str(uuid4())}
    client.post(f"{PAGE}start/", answers)
    assert person.patient_id is not None
    assert queries.current_place(person.patient_id) is None


def test_signs_of_withdrawal_lead_to_a_person_first(alcohol: Programme) -> None:
    client, person = signed_in()
    client.post("/measures/audit/", audit(RISKY))
    client.post("/measures/phq-9/", phq9(*MILD))
    answers = {question.id: "no" for question in alcohol.needs_a_person} | {"id": str(uuid4())}
    page = client.post(f"{PAGE}start/", answers | {"withdrawal-now": "yes"}, follow=True)
    assert person.patient_id is not None
    assert queries.current_place(person.patient_id) is None
    assert "15" in page.content.decode()
