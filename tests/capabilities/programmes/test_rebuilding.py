"""Everything that is shown of somebody's way is computed again from the journal alone, to the same."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accalmie.foundation import journal
from accalmie.foundation.journal.registry import REGISTERED
from tests.factories.journeys import MILD, next_form, phq9, started

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]


def test_a_lived_way_with_danger_and_pauses_is_rebuilt_to_the_same() -> None:
    client, person = started()
    for _ in range(3):
        client.post(next_form(client).request["PATH_INFO"], {"id": str(uuid4())})
    client.post("/programme/pace/", {"id": str(uuid4()), "what": "pace", "pace": "1.5"})
    client.post("/mood/", {"id": str(uuid4()), "mood": "4", "words": "un peu de vent"})
    client.post("/measures/phq-9/", phq9(*MILD[:8], 2))
    client.post(next_form(client).request["PATH_INFO"], {"id": str(uuid4()), "wish": "yes", "intent": "no"})
    before = {name: journal.snapshot(one, person.patient_id) for name, one in REGISTERED.items()}
    assert any(before.values())
    assert not journal.rebuild(person.patient_id)
    after = {name: journal.snapshot(one, person.patient_id) for name, one in REGISTERED.items()}
    assert after == before
