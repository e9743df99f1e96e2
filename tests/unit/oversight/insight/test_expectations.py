"""What models say of one patient, and the card of the models that say it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accalmie.capabilities.programmes import library
from accalmie.core import entries as e
from accalmie.core.insight.models import Models
from accalmie.core.programme import serial
from accalmie.foundation import journal
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.insight import keeping, queries
from accalmie.oversight.insight.models import TraceRow
from accalmie.oversight.insight.projections import traces
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW
from tests.factories.programmes import programme
from tests.unit.oversight.insight.test_fitting import models

assert models  # a fixture of the fitting tests
pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGE = "/insight/models/"
ENROLMENT = uuid4()
SMALL = programme("module | opens | step\nthe-circle | at start | welcome")
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    library.publish(SMALL, now=NOW - 6 * WEEK)


@pytest.fixture
def in_use(models: Models) -> Models:
    keeping.keep(models)
    return models


def patient() -> UUID:
    return people.patient_person().patient.id


def scored(total: float) -> e.MeasureScored:
    return e.MeasureScored(
        instrument="phq-9", instrument_version="1.0.0", answers=(), total=total, band=None, language="fr", at=None
    )


def lived(record: UUID, *totals: float, name: str = "depression") -> None:
    """A start five weeks ago, and a PHQ-9 every twelve days."""
    enrolled = e.Enrolled(
        enrolment=ENROLMENT, programme=name, graph=serial.graph_hash(SMALL), mode="alone", language="fr"
    )
    began = NOW - 5 * WEEK
    drafts = [journal.Draft(scored(totals[0]), by=None, occurred_at=began - timedelta(hours=1))]
    drafts += [journal.Draft(enrolled, by=None, occurred_at=began)]
    drafts += [
        journal.Draft(scored(total), by=None, occurred_at=began + timedelta(days=12 * number))
        for number, total in enumerate(totals[1:], 1)
    ]
    journal.append_many(record, drafts, now=NOW)


def off_course(record: UUID) -> bool:
    """Whether it is proposed to look at this person because they left the expected course."""
    return any(one.about == "off_course" for one in queries.said(record, NOW).advice)


def test_a_person_is_spoken_of_in_two_queries(
    in_use: Models, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record = patient()
    lived(record, 12, 13, 27)
    with django_assert_num_queries(2):
        said = queries.said(record, NOW)
    assert [one.about for one in said.advice][:1] == ["off_course"]
    assert said.courses["phq-9"][0][0] == NOW - 5 * WEEK - timedelta(hours=1)


def test_who_goes_as_most_do_is_left_alone(in_use: Models) -> None:
    record = patient()
    lived(record, 14, 10, 8)
    assert not off_course(record)
    assert queries.said(record, NOW).courses["phq-9"]


def test_without_models_nothing_is_said() -> None:
    record = patient()
    lived(record, 12, 13, 27)
    assert queries.said(record, NOW) == queries.Said({}, (), refused=False)


def test_nothing_is_said_of_another_programme(in_use: Models) -> None:
    record = patient()
    lived(record, 12, 13, 27, name="sleep")
    assert queries.said(record, NOW) == queries.Said({}, (), refused=False)


def test_models_of_simulated_people_say_nothing_of_people_who_exist(models: Models, settings: Any) -> None:
    simulated = models.origin.__class__(data="simulated", seed=1, people=340, programme="depression", modules=8)
    keeping.keep(_with(models, simulated))
    real, made = patient(), patient()
    Patient.objects.filter(id=made).update(is_simulated=True)
    for record in (real, made):
        lived(record, 12, 13, 27)
    settings.DEMO = False
    assert not off_course(real)
    assert off_course(made)


def _with(models: Models, origin: object) -> Models:
    return Models(**{name: getattr(models, name) for name in models.__struct_fields__} | {"origin": origin})


def test_rebuilding_gives_the_same_traces() -> None:
    record = patient()
    lived(record, 12, 13, 9)
    kept = TraceRow.objects.get(patient_id=record).trace
    journal.rebuild(record, [traces])
    assert TraceRow.objects.get(patient_id=record).trace == kept


def test_models_are_fitted_only_to_people_who_agreed_exist_and_whose_stay_is_over() -> None:
    agreed, silent, made = patient(), patient(), patient()
    Patient.objects.filter(id=made).update(is_simulated=True)
    for record in (agreed, made):
        journal.append(record, e.ConsentGiven(purpose="research", text_version="1"), by=None, now=NOW)
    for record in (agreed, silent, made):
        lived(record, 12, 13, 9)
    assert list(queries.finished_cases("depression", NOW)) == []
    found = list(queries.finished_cases("depression", NOW + 8 * WEEK))
    assert [case.trace.scores["phq-9"][0].total for case in found] == [12]
    assert list(queries.finished_cases("sleep", NOW + 8 * WEEK)) == []


def browser_of(person: Person, language: str = "fr") -> Client:
    person.language = language
    person.save()
    client = StrictClient()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Sur quoi reposent les conseils"), ("en", "What the advice rests on")]
)
def test_professionals_read_how_well_the_models_do(in_use: Models, language: str, said: str) -> None:
    shown = browser_of(people.psychologist(), language).get(PAGE)
    text = shown.content.decode()
    assert shown.status_code == 200
    assert said in text
    assert "340" in text
    week = next(one for one in in_use.weeks_judged if one.week == 4)
    assert str(week.people) in text


def test_the_card_says_that_there_are_no_models() -> None:
    assert "accalmie insight fit" in browser_of(people.psychologist()).get(PAGE).content.decode()


def test_the_card_says_that_a_file_was_changed_and_care_goes_on_without_it(in_use: Models) -> None:
    file = keeping.folder() / keeping.IN_USE
    file.write_bytes(file.read_bytes().replace(b'"people": 340', b'"people": 3400'))
    shown = browser_of(people.psychologist(), "en").get(PAGE)
    assert "was changed since it was written" in shown.content.decode()
    record = patient()
    lived(record, 12, 13, 27)
    assert queries.said(record, NOW) == queries.Said({}, (), refused=False)


def test_patients_do_not_read_it() -> None:
    assert browser_of(people.patient_person()).get(PAGE).status_code in (403, 404)
