"""`accalmie simulate`: a clinic in one command, marked, repeatable, and never among people who exist by mistake."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.contrib.auth import authenticate

from accalmie.capabilities.programmes import library
from accalmie.foundation import clock, journal
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.insight.models import SimulatedClinic
from accalmie.site.commands.simulate import simulate
from accalmie.site.demo.cast import PASSWORD
from accalmie.site.simulated.running import Order, life
from tests.factories.people import patient_person
from tests.factories.simulation import clinic

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def depression_is_published(db: None) -> None:
    library.by_graph.cache_clear()
    library.current.cache_clear()
    library.publish(clinic().programme, now=clock.now())


def run(*words: str) -> Result:
    return CliRunner().invoke(simulate, ["--patients", "6", "--weeks", "3", "--seed", "7", *words])


def figures(*words: str) -> dict[str, Any]:
    done = run("--json", *words)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_it_writes_what_it_says() -> None:
    said = figures()
    assert said["patients"] == Patient.objects.filter(is_simulated=True).count() == 6
    assert said["entries"] == sum(len(list(journal.entries(one))) for one in journal.patients())
    assert said["entries_per_s"] == pytest.approx(said["entries"] / said["seconds"], rel=0.01)
    assert not journal.stale().exists()
    assert journal.verify() == []
    assert SimulatedClinic.objects.get().entries == said["entries"]


def test_people_say_that_they_are_simulated_and_cannot_sign_in() -> None:
    run()
    for person in Person.objects.filter(role="PATIENT"):
        assert person.called.endswith(" (simulation)")
        assert not person.is_active
        assert authenticate(username=person.sign_in_name, password=PASSWORD) is None


def test_in_a_demo_they_can(settings: LazySettings) -> None:
    settings.DEMO = True
    run()
    person = min(Person.objects.filter(role="PATIENT"), key=lambda one: one.sign_in_name)
    assert "simulation" not in person.called
    assert authenticate(username=person.sign_in_name, password=PASSWORD) == person


def test_who_is_guided_is_on_somebodys_list() -> None:
    run("--patients", "12")
    team = Person.objects.get(role="PSYCHOLOGIST")
    cared_for = {patient.id for patient in patients_of(team, now=clock.now())}
    guided = {
        one
        for one in journal.patients()
        for entry in journal.entries(one)
        if getattr(entry.value, "mode", "") in ("guided", "blended") and type(entry.value).__name__ == "Enrolled"
    }
    assert guided
    assert guided <= cared_for


def test_the_same_seed_gives_the_same_entries_and_ids() -> None:
    run()
    first = [list(journal.entries(patient)) for patient in journal.patients()]
    assert run().exit_code == 1, "the same seed twice on one site"
    with_other_seed = run("--seed", "8")
    assert with_other_seed.exit_code == 0
    ids = {entry.id for history in first for entry in history}
    assert len(ids) == sum(map(len, first))


def test_people_who_exist_are_not_mixed_with_simulated_ones_without_a_word() -> None:
    patient_person("Samira")
    refused = run()
    assert refused.exit_code == 1
    assert "--beside-real-patients" in refused.output
    assert not Patient.objects.filter(is_simulated=True).exists()
    assert run("--beside-real-patients").exit_code == 0


def test_a_clinic_that_is_not_over_yet_is_refused() -> None:
    refused = run("--until", "2199-01-01")
    assert refused.exit_code == 1
    assert "has not come yet" in refused.output
    assert "not a day" in run("--until", "soon").output


def test_a_clinic_under_way_ends_now_with_people_who_have_only_begun() -> None:
    assert figures("--until", "today", "--under-way", "--patients", "10")["patients"] == 10
    last = max(entry.occurred_at for one in journal.patients() for entry in journal.entries(one))
    assert last <= clock.now()


@pytest.mark.parametrize("hour", [0, 6, 9, 15, 20, 23])
def test_nothing_in_a_clinic_under_way_comes_after_its_last_moment(hour: int) -> None:
    ends = clock.now().replace(hour=hour, minute=5)
    around = replace(clinic(weeks=3), until=ends)
    order = Order(patients=60, weeks=3, seed=7, now=ends, under_way=True)
    for number in range(order.patients):
        happened = life(around, order, number).happened
        assert max(one.at for one in happened) <= ends, number


def test_without_the_programme_it_says_what_to_do() -> None:
    library.Published.objects.all().delete()
    library.current.cache_clear()
    assert "accalmie prepare" in run().output
