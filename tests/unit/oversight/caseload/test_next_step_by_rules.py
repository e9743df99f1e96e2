"""What fixed rules propose next stands on a person's page, and is decided by a professional who may say why not."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.programmes import actions
from accalmie.core.entries import AdviceDecided, ConsentWithdrawn
from accalmie.foundation import clock, journal
from accalmie.foundation.people.models import Person
from accalmie.oversight.insight.queries import by_rules
from tests.factories.journeys import depression, publish
from tests.unit.oversight.caseload.test_starting import MILD, score

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_it_is_decided_like_a_proposal_of_a_model_and_not_said_again_that_week(
    desk: Client, alice: Person, record: UUID
) -> None:
    publish()
    author = actions.Author(patient=record, by=alice.id, now=clock.now() - timedelta(days=9))
    no_to_all = {question.id: "no" for question in depression().needs_a_person}
    score(record, MILD)
    actions.enrol(author=author, programme="depression", mode="guided", language="fr", answers=no_to_all)
    place = f"/desk/patients/{record}/"
    assert "règles fixes" in desk.get(place).content.decode()
    (advice,) = by_rules(record, clock.now())
    decided = {"followed": "no", "because": "Elle appelle demain.", "id": str(uuid4())}
    assert desk.post(f"{place}advice/next_step/", decided).status_code == 302
    assert by_rules(record, clock.now()) == ()
    (kept,) = [one.value for one in journal.entries(record, [AdviceDecided])]
    assert (kept.about, kept.proposed, kept.models) == ("next_step", advice.action, "next-step/1.0.0")


def test_somebody_who_wishes_no_computation_is_spoken_of_by_no_rule(desk: Client, record: UUID) -> None:
    publish()
    author = actions.Author(patient=record, by=record, now=clock.now() - timedelta(days=9))
    no_to_all = {question.id: "no" for question in depression().needs_a_person}
    score(record, MILD)
    actions.enrol(author=author, programme="depression", mode="alone", language="fr", answers=no_to_all)
    assert by_rules(record, clock.now())
    journal.append(record, ConsentWithdrawn(purpose="predictions", text_version="1"), by=record, now=clock.now())
    assert by_rules(record, clock.now()) == ()
