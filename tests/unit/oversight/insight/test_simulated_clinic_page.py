"""The page of the simulated clinic: for those who work here, quick, and honest about what it is worth."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accalmie.core.simulation import summarised
from accalmie.foundation.people.models import Person
from accalmie.oversight.insight.models import SimulatedClinic
from tests.client import StrictClient
from tests.factories import people
from tests.factories.simulation import clinic, life

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGE = "/insight/simulated-clinic/"


def browser_of(person: Person, language: str = "fr") -> Client:
    person.language = language
    person.save()
    client = StrictClient()
    client.force_login(person)
    return client


@pytest.fixture
def made() -> SimulatedClinic:
    around = clinic()
    summary = summarised(around, [life(number) for number in range(30)])
    return SimulatedClinic.objects.create(
        made_at=datetime(2026, 11, 24, tzinfo=UTC),
        seed=7,
        patients=500,
        weeks=12,
        until=around.until,
        parameters=around.parameters.hash,
        version=around.parameters.version,
        graph=around.graph,
        entries=summary.entries,
        summary=msgspec.to_builtins(summary, str_keys=True),
    )


@pytest.mark.parametrize("who", [people.psychologist, people.administrator])
def test_those_who_work_here_see_each_figure_with_its_source(who: type, made: SimulatedClinic) -> None:
    shown = browser_of(who()).get(PAGE)
    assert shown.status_code == 200
    text = shown.content.decode()
    for figure in clinic().parameters.figures:
        assert figure.title["fr"] in text
        assert figure.source.split(",")[0] in text
    assert "Personne ici n’existe" in text


def test_it_stands_in_english_too(made: SimulatedClinic) -> None:
    text = browser_of(people.psychologist(), "en").get(PAGE).content.decode()
    assert "Nobody on this page exists" in text
    assert "not calibrated on this figure" in text.lower()


def test_patients_are_not_shown_it(made: SimulatedClinic) -> None:
    assert browser_of(people.patient_person("Alice")).get(PAGE).status_code == 403


def test_without_a_simulated_clinic_it_says_how_to_make_one() -> None:
    shown = browser_of(people.administrator()).get(PAGE)
    assert shown.status_code == 200
    assert "accalmie simulate" in shown.content.decode()


def test_it_takes_few_queries(made: SimulatedClinic, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = browser_of(people.administrator())
    with django_assert_max_num_queries(6):
        assert client.get(PAGE).status_code == 200


def test_it_says_when_the_numbers_have_changed_since(made: SimulatedClinic) -> None:
    made.parameters = "another hash"
    made.save()
    assert "ont changé depuis" in browser_of(people.administrator()).get(PAGE).content.decode()


def test_another_run_can_be_looked_at(made: SimulatedClinic) -> None:
    made.pk = None
    made.seed = 11
    made.save()
    text = browser_of(people.administrator()).get(f"{PAGE}?clinic={made.pk}").content.decode()
    assert "graine 11" in text
    assert browser_of(people.administrator()).get(f"{PAGE}?clinic=nonsense").status_code == 200
