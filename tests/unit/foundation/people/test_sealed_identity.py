"""Names are sealed: found by whoever knows them, read by whoever holds the key, gone with it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db import connections
from django.test.utils import CaptureQueriesContext

from accalmie.foundation import clock, crypto
from accalmie.foundation.crypto import keyring
from accalmie.foundation.people import actions
from accalmie.foundation.people.identity import by_name
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import is_name_free, names_of, professionals
from tests.factories.people import PASSWORD, patient_person, psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

OLD_ROWS = """
INSERT INTO people_organisation (id, name, slug, holder, created_at)
  VALUES ('0000000000000000000000000000000a', 'Service', 'service', 'ESTABLISHMENT', '2026-01-01 09:00:00');
INSERT INTO people_person (id, password, sign_in_name, called, role, is_active, created_at, language, text_size,
    reduced_motion, theme, time_zone, organisation_id, session_epoch)
  VALUES ('0000000000000000000000000000000b', '!', 'hirondelle-des-quais', 'Samira Ziani', 'PATIENT', 1,
    '2026-01-01 09:00:00', 'fr', 100, 0, 'AUTO', 'Europe/Paris', '0000000000000000000000000000000a', 0),
    ('0000000000000000000000000000000c', '!', 'docteur-lenoir', 'Paul Lenoir', 'PSYCHIATRIST', 1,
    '2026-01-01 09:00:00', 'fr', 100, 0, 'AUTO', 'Europe/Paris', '0000000000000000000000000000000a', 0);
INSERT INTO people_patient (id, person_id, organisation_id, age_band, created_at, is_simulated)
  VALUES ('0000000000000000000000000000000d', '0000000000000000000000000000000b',
    '0000000000000000000000000000000a', 'FROM_25', '2026-01-01 09:00:00', 0);
"""
ASKED = (
    "from accalmie.foundation.people.models import Person; p = Person.objects.get_by_natural_key;"
    "a, b = p('Hirondelle-des-quais'), p('docteur-lenoir');"
    "print(a.called, a.sign_in_name, a.sealed_for == a.patient_id, b.called, b.sealed_for == b.id)"
)


def read_again(person: Person) -> Person:
    keyring.kept.clear()
    return Person.objects.get(pk=person.pk)


def test_names_come_back_as_they_were_given() -> None:
    person = read_again(patient_person("Zoé"))
    assert person.called == "Zoé"
    assert person.get_username() == person.sign_in_name
    assert authenticate(username=f" {person.sign_in_name.upper()}", password=PASSWORD) == person


def test_no_column_of_a_person_holds_a_name() -> None:
    for person in (patient_person("Zoé"), psychologist("Karim Haddad")):
        for field in Person._meta.concrete_fields:
            kept = str(getattr(read_again(person), field.attname)).casefold()
            assert "zoé" not in kept
            assert "karim" not in kept


def test_the_names_of_a_patient_end_with_their_record() -> None:
    person = patient_person("Zoé")
    assert person.patient_id is not None
    crypto.destroy_key(person.patient_id, now=clock.now())
    gone = read_again(person)
    assert (gone.called, gone.sign_in_name) == ("", "")


def test_names_of_one_person_put_in_anothers_row_do_not_open() -> None:
    one, other = patient_person("Zoé"), patient_person("Awa")
    Person.objects.filter(pk=one.pk).update(identity_sealed=other.identity_sealed)
    with pytest.raises(crypto.SealBroken):
        assert read_again(one).called


def test_another_name_replaces_the_first_and_reads_back() -> None:
    person = patient_person("Zoé")
    actions.save_settings(person=person, called="Zo", preferences=person.preferences)
    assert (read_again(person).called, read_again(person).sign_in_name) == ("Zo", person.sign_in_name)


def test_a_row_read_afresh_shows_what_stands_in_it_now() -> None:
    person, copy = patient_person("Zoé"), Person.objects.get()
    assert copy.called == "Zoé"
    actions.save_settings(person=person, called="Zo", preferences=person.preferences)
    copy.refresh_from_db()
    assert copy.called == "Zo"


def test_a_name_that_is_taken_makes_no_second_account_and_no_key() -> None:
    taken = patient_person("Zoé").sign_in_name
    keys = keyring.PatientKey.objects.count()
    with pytest.raises(actions.NameTaken):
        actions.create_professional(
            sign_in_name=taken.upper(), password=PASSWORD, called="Z", language="fr", now=clock.now()
        )
    assert not is_name_free(taken)
    assert keyring.PatientKey.objects.count() == keys


def test_people_stand_in_the_order_of_their_names_whatever_case_and_accents() -> None:
    for name in ("Zoé", "élodie", "Bastien", "Emma"):
        psychologist(name)
    assert [one.called for one in professionals()] == ["Bastien", "élodie", "Emma", "Zoé"]


def test_the_names_of_many_cost_one_query_of_keys() -> None:
    team = [psychologist(f"Claire {number}") for number in range(12)]
    keyring.kept.clear()
    with CaptureQueriesContext(connections["keys"]) as asked:
        assert len(by_name(Person.objects.all())) == 12
    assert len(asked) == 1
    assert names_of([team[0].id]) == {team[0].id: "Claire 0"}


def accalmie(folder: Path, *words: str) -> str:
    """A command on a SQLite site of its own, as an operator runs it."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ACCALMIE_", "DATABASE", "KEYS_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "accalmie.site.cli", "manage", *words],
        env=kept | {"ACCALMIE_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_site_with_people_in_it_is_sealed_by_its_upgrade(tmp_path: Path) -> None:
    accalmie(tmp_path, "migrate", "--database", "keys")
    accalmie(tmp_path, "migrate", "people", "0003_organisations")
    file = tmp_path / "accalmie.sqlite3"
    with closing(sqlite3.connect(file)) as site:
        site.executescript(OLD_ROWS)
    assert b"Samira Ziani" in file.read_bytes()
    accalmie(tmp_path, "migrate")
    assert accalmie(tmp_path, "shell", "--no-imports", "-c", ASKED).split("\n")[0] == (
        "Samira Ziani hirondelle-des-quais True Paul Lenoir True"
    )
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite3*")).lower()
    assert not [name for name in (b"samira", b"ziani", b"hirondelle", b"lenoir") if name in raw]
