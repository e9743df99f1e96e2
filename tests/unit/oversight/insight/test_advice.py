"""Who leaves the expected course is noticed once, seen on the list, and answered by a person who may disagree."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from accalmie.capabilities.programmes import library
from accalmie.core import entries as e
from accalmie.core.insight.dropout import ACTIONS
from accalmie.core.insight.models import Models
from accalmie.core.insight.predictors import NAMES
from accalmie.core.programme import serial
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload import queries as caseload
from accalmie.oversight.caseload.triage import Group
from accalmie.oversight.insight import actions, keeping, queries, words
from accalmie.oversight.insight.tasks import notice_off_course
from accalmie.safety.death import actions as death
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW
from tests.factories.programmes import programme
from tests.unit.oversight.insight.test_fitting import models

assert models  # a fixture of the fitting tests
pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SMALL = programme("module | opens | step\nthe-circle | at start | welcome")
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def in_use(tmp_path: Path, settings: Any, models: Models) -> Models:
    settings.DATA = tmp_path
    library.publish(SMALL, now=NOW - 6 * WEEK)
    keeping.keep(models)
    return models


@pytest.fixture
def alice() -> UUID:
    return people.patient_person("Alice").patient.id


@pytest.fixture
def claire(alice: UUID) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=alice, professional=person, now=NOW - 6 * WEEK)
    return person


@pytest.fixture
def desk(claire: Person) -> Client:
    client = StrictClient()
    client.force_login(claire)
    return client


def lived(record: UUID, *totals: float) -> None:
    """A start five weeks ago, and a PHQ-9 every twelve days."""
    began = NOW - 5 * WEEK
    enrolled = e.Enrolled(
        enrolment=uuid4(), programme="depression", graph=serial.graph_hash(SMALL), mode="guided", language="fr"
    )
    drafts = [
        journal.Draft(scored(totals[0]), by=None, occurred_at=began - timedelta(hours=1)),
        journal.Draft(enrolled, by=None, occurred_at=began),
        *(
            journal.Draft(scored(total), by=None, occurred_at=began + timedelta(days=12 * number))
            for number, total in enumerate(totals[1:], 1)
        ),
    ]
    journal.append_many(record, drafts, now=NOW)


def scored(total: float) -> e.MeasureScored:
    return e.MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=(*(1,) * 8, 0),
        total=total,
        band=None,
        language="fr",
    )


def noticed(record: UUID) -> list[e.OffCourseNoticed]:
    return [one.value for one in journal.entries(record) if isinstance(one.value, e.OffCourseNoticed)]


def test_who_is_off_course_is_noted_once_with_what_was_expected(alice: UUID) -> None:
    lived(alice, 20, 21, 24)
    notice_off_course(NOW)
    notice_off_course(NOW + timedelta(hours=1))
    [notice] = noticed(alice)
    assert notice.total == 24
    assert notice.low < notice.high < 24
    assert notice.scored_at == NOW - 5 * WEEK + timedelta(days=24)


def test_nobody_who_has_died_is_noted(alice: UUID, claire: Person) -> None:
    lived(alice, 20, 21, 24)
    death.note(patient=Patient.objects.get(id=alice), by=claire, learnt_from="relative", day=None, now=NOW)
    notice_off_course(NOW)
    assert not noticed(alice)


def test_who_goes_as_most_do_is_not_noted(alice: UUID) -> None:
    lived(alice, 14, 10, 8)
    notice_off_course(NOW)
    assert not noticed(alice)


def test_the_list_shows_it_until_somebody_speaks_with_them(alice: UUID, claire: Person) -> None:
    lived(alice, 12, 12, 17)  # five points are no reliable worsening, and far from where most are by then
    notice_off_course(NOW)
    [case] = caseload.caseload(claire, now=NOW)
    assert case.group is Group.OFF_COURSE
    journal.append(alice, e.ContactNoted(channel="phone"), by=claire.id, now=NOW)
    [case] = caseload.caseload(claire, now=NOW)
    assert case.group is not Group.OFF_COURSE


def test_a_professional_reads_it_with_its_reason_and_may_disagree(alice: UUID, desk: Client) -> None:
    lived(alice, 20, 21, 24)
    shown = unescape(desk.get(f"/desk/patients/{alice}/").content.decode())
    assert "neuf personnes sur dix parties du même point" in shown
    assert "le chemin de la plupart des personnes parties du même point" in shown
    where = f"/desk/patients/{alice}/advice/off_course/"
    silent = desk.post(where, {"id": str(uuid4()), "followed": "no", "because": ""})
    assert silent.status_code == 422
    assert "c’est ainsi que le modèle est jugé" in unescape(silent.content.decode())
    assert queries.said(alice, NOW).advice
    typed = {"id": str(uuid4()), "followed": "no", "because": "Deuil récent, déjà vue mardi."}
    assert desk.post(where, typed).status_code == 302
    assert desk.post(where, typed).status_code == 302
    [decision] = queries.decided(alice)
    assert (decision.followed, decision.because) == (False, "Deuil récent, déjà vue mardi.")
    assert not [one for one in queries.said(alice, NOW).advice if one.about == "off_course"]
    assert "Deuil récent" in unescape(desk.get(f"/desk/patients/{alice}/").content.decode())


def test_nothing_is_proposed_without_models(alice: UUID, tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "empty"
    lived(alice, 20, 21, 24)
    notice_off_course(NOW)
    assert not noticed(alice)
    assert not queries.said(alice, NOW).advice
    assert not queries.said(alice, NOW).courses


def test_a_proposal_that_is_overruled_says_why(alice: UUID, claire: Person) -> None:
    lived(alice, 20, 21, 24)
    proposal = next(one for one in queries.said(alice, NOW).advice if one.about == "off_course")
    with pytest.raises(ValueError, match="says why"):
        actions.decide(patient=alice, advice=proposal, followed=False, because="", by=claire.id, now=NOW)


def test_computed_again_what_was_decided_is_the_same(alice: UUID, claire: Person) -> None:
    lived(alice, 20, 21, 24)
    proposal = next(one for one in queries.said(alice, NOW).advice if one.about == "off_course")
    actions.decide(patient=alice, advice=proposal, followed=True, because="", by=claire.id, now=NOW)
    notice_off_course(NOW)
    before = queries.decided(alice)
    assert not journal.rebuild(alice)
    assert queries.decided(alice) == before


# Saying no, and reading why


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def owner(record: UUID) -> Person:
    return Patient.objects.select_related("person").get(id=record).person


def says(record: UUID, answer: str) -> None:
    browser_of(owner(record)).post("/my-consents/", {answer: "predictions"})


def test_whoever_says_no_is_computed_no_more_on_any_page_list_or_note(
    alice: UUID, claire: Person, desk: Client
) -> None:
    lived(alice, 12, 12, 17)
    notice_off_course(NOW)
    assert caseload.caseload(claire, now=NOW)[0].group is Group.OFF_COURSE
    says(alice, "withdraw")
    assert caseload.caseload(claire, now=NOW)[0].group is not Group.OFF_COURSE
    assert queries.said(alice, NOW) == queries.Said({}, (), refused=True)
    shown = unescape(desk.get(f"/desk/patients/{alice}/").content.decode())
    assert "Cette personne souhaite que rien ne soit calculé à son sujet" in shown
    assert "neuf personnes sur dix" not in shown
    assert "le chemin de la plupart" not in shown


def test_nobody_who_said_no_is_noted_and_who_says_yes_again_is(alice: UUID) -> None:
    says(alice, "withdraw")
    lived(alice, 20, 21, 24)
    notice_off_course(NOW)
    assert not noticed(alice)
    says(alice, "give")
    notice_off_course(NOW)
    assert len(noticed(alice)) == 1


def test_the_person_reads_what_was_proposed_and_why_without_a_score(alice: UUID, desk: Client) -> None:
    lived(alice, 20, 21, 24)
    own = browser_of(owner(alice))
    assert "/about-my-course/" not in own.get("/today/").content.decode()
    desk.post(f"/desk/patients/{alice}/advice/off_course/", {"id": str(uuid4()), "followed": "yes", "because": ""})
    assert "/about-my-course/" in own.get("/today/").content.decode()
    shown = unescape(own.get("/about-my-course/").content.decode())
    assert "Plus d’aide qu’aujourd’hui" in shown
    assert "vos réponses disaient que les choses pèsent encore" in shown
    card = shown.split('<section class="card">')[1].split("</section>")[0]
    said = re.sub(r'<p class="note">.*?</p>|<[^>]*>', " ", card)
    assert not re.search(r"\d|PHQ|%", said)


def test_what_was_not_followed_is_no_proposal_to_the_person(alice: UUID, desk: Client) -> None:
    lived(alice, 20, 21, 24)
    refused = {"id": str(uuid4()), "followed": "no", "because": "Elle va mieux que ne le dit le score."}
    desk.post(f"/desk/patients/{alice}/advice/off_course/", refused)
    own = browser_of(owner(alice))
    assert "/about-my-course/" not in own.get("/today/").content.decode()
    assert "rien ne vous a été proposé à cause d’un calcul" in unescape(own.get("/about-my-course/").content.decode())


def test_every_reason_and_every_proposal_has_its_words_for_the_person() -> None:
    for language in ("fr", "en"):
        with override(language):
            for name in NAMES:
                said = words.to_them(name)
                assert said[0].isupper()
                assert said.endswith(".")
                assert not re.search(r"\d|PHQ|%", said)
            assert all(words.offered_to_them(one) for one in {*ACTIONS.values(), "step_up"})
