"""A person takes a part of a letter back in the very moment in which it is noted as sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from accalmie.capabilities.coordination import actions
from accalmie.core.entries import LetterLine
from accalmie.foundation import crypto
from accalmie.foundation.access.actions import begin_care
from tests.factories import people
from tests.factories.people import NOW

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]

A_MOMENT = 0.5  # seconds


def test_no_part_leaves_that_is_being_taken_back() -> None:
    alice, claire = people.patient_person("Alice"), people.psychologist()
    patient = alice.patient_id
    assert patient is not None
    crypto.key_id(patient)
    begin_care(patient=patient, professional=claire, now=NOW)
    letter = actions.prepare_letter(
        patient=patient,
        aim="inform",
        role="gp",
        recipient="Dr Lenoir",
        outside=True,
        letter=(LetterLine(part="why", text="Nous suivons Alice."), LetterLine(part="scores", text="PHQ-9 : 16.")),
        language="fr",
        by=claire.id,
        now=NOW,
    )
    actions.answer_letter(patient=patient, referral=letter, parts=frozenset({"why", "scores"}), by=alice.id, now=NOW)
    written = Event()

    def takes_all_back() -> None:
        try:
            with transaction.atomic():
                actions.answer_letter(patient=patient, referral=letter, parts=frozenset(), by=alice.id, now=NOW)
                written.set()
                Event().wait(A_MOMENT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        taken_back = pool.submit(takes_all_back)
        assert written.wait(20)
        with pytest.raises(actions.NotAgreed):
            actions.send_letter(
                patient=patient, referral=letter, way="post", receipt_by=NOW.date(), by=claire.id, now=NOW
            )
        taken_back.result()
