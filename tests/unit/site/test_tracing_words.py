"""The thread of what somebody wrote: which entries carry it, where it is remembered, and nobody else's."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.conf import LazySettings

from accalmie.core.entries import ExerciseShared, ExerciseWritten, MoodNoted
from accalmie.foundation import journal
from accalmie.foundation.people.models import Patient
from accalmie.site.commands.demo import demo
from accalmie.site.demo.tracing import trace
from tests.factories.people import NOW, patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WORDS = "ouvrir les volets à huit heures"


def wrote(patient: Patient, words: str) -> journal.Recorded:
    entry = ExerciseWritten(
        exercise="activity-plan", exercise_version="1.0.0", answers={"activity": f"Demain, {words}."}, shared=False
    )
    return journal.append(patient.id, entry, by=patient.person_id, now=NOW).entry


def test_words_are_found_in_the_entry_that_carries_them_and_where_they_are_remembered() -> None:
    samira = patient_person().patient
    written = wrote(samira, WORDS)
    journal.append(samira.id, ExerciseShared(written=written.id, shared=True), by=samira.person_id, now=NOW)
    found = trace(samira.id, WORDS)
    assert [(entry.kind, entry.day) for entry in found.entries] == [("ExerciseWritten", NOW.date())]
    assert found.entries[0].sealed_bytes > len(WORDS)
    assert [(memory.table, memory.place) for memory in found.remembered] == [("exercises.Written", "answers.activity")]


def test_another_persons_words_are_not_found() -> None:
    wrote(patient_person("Awa").patient, WORDS)
    samira = patient_person().patient
    journal.append(samira.id, MoodNoted(mood=4), by=samira.person_id, now=NOW)
    found = trace(samira.id, WORDS)
    assert (found.entries, found.remembered) == ((), ())


def test_the_command_tells_it_to_people_and_to_machines(settings: LazySettings) -> None:
    settings.DEMO = True
    person = patient_person()
    wrote(person.patient, WORDS)
    told = CliRunner().invoke(demo, ["trace", person.sign_in_name, WORDS])
    assert told.exit_code == 0, told.output
    assert f"{NOW.date()}  ExerciseWritten, sealed in" in told.output
    assert told.output.endswith("1 entries carry these words; they are remembered in 1 places.\n")
    machine = json.loads(CliRunner().invoke(demo, ["trace", person.sign_in_name, WORDS, "--json"]).output)
    assert [entry["kind"] for entry in machine["entries"]] == ["ExerciseWritten"]


def test_nobody_is_traced_under_an_unknown_name_or_on_a_real_site(settings: LazySettings) -> None:
    person = patient_person()
    refused = CliRunner().invoke(demo, ["trace", person.sign_in_name, WORDS])
    assert refused.exit_code == 1
    assert "not a demo" in refused.output
    settings.DEMO = True
    assert "Nobody in the demo is called nobody" in CliRunner().invoke(demo, ["trace", "nobody", WORDS]).output
