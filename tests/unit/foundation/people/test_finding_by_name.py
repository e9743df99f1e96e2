"""A patient is found by the beginning of their name, by whoever may see them, and no name is kept to find them by."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people import actions, organisations
from accalmie.foundation.people.finding import SHORTEST, forget_name, matching, tokens_of, words_of
from accalmie.foundation.people.models import NameToken, Patient, Person
from tests.client import StrictClient
from tests.factories.people import PASSWORD, patient_person, psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

HERE = UUID(int=1)


def found(typed: str) -> list[str]:
    organisation = organisations.first(now=clock.now()).id
    people = matching(Patient.objects.named(), typed, organisation=organisation)
    return sorted(patient.person.called for patient in people)


@pytest.fixture(autouse=True)
def three_patients() -> None:
    for called in ("Élodie Lefèvre-Diallo", "Elia N’Diaye", "Bastien"):
        patient_person(called)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("el", ["Elia N’Diaye", "Élodie Lefèvre-Diallo"]),
        ("ÉLO", ["Élodie Lefèvre-Diallo"]),
        ("diallo", ["Élodie Lefèvre-Diallo"]),
        ("lefevre elodie", ["Élodie Lefèvre-Diallo"]),
        ("el di", ["Elia N’Diaye", "Élodie Lefèvre-Diallo"]),
        ("bastien", ["Bastien"]),
        ("bastienne", []),
        ("astien", []),
        ("b", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_the_first_letters_of_any_words_find_them_whatever_case_and_accents(typed: str, who: list[str]) -> None:
    assert found(typed) == who


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs", "Pd"]), max_size=40))
def test_whoever_types_a_whole_name_finds_it(name: str) -> None:
    kept = tokens_of(name, organisation=HERE)
    for word in words_of(name):
        if len(word) >= SHORTEST:
            assert tokens_of(word, organisation=HERE) <= kept


def test_a_mark_says_nothing_in_another_organisation() -> None:
    assert not tokens_of("Bastien", organisation=HERE) & tokens_of("Bastien", organisation=UUID(int=2))


def test_the_first_letter_alone_and_what_follows_the_twelfth_are_not_kept() -> None:
    assert len(tokens_of("B", organisation=HERE)) == 0
    assert len(tokens_of("Bartholomaeus-Konstantinopolous", organisation=HERE)) == 22


def test_another_name_is_found_and_the_first_is_not_any_more() -> None:
    person = patient_person("Samira")
    actions.save_settings(person=person, called="Ziani", preferences=person.preferences)
    assert (found("zi"), found("sam")) == (["Ziani"], [])


def test_after_an_erasure_nobody_is_found_by_that_name() -> None:
    person = patient_person("Samira")
    assert person.patient_id is not None
    forget_name(person.patient_id)
    assert found("samira") == []
    assert not NameToken.objects.filter(patient=person.patient_id).exists()


def desk_of(person: Person) -> StrictClient:
    client = StrictClient()
    assert client.login(username=person.sign_in_name, password=PASSWORD)
    return client


def test_a_professional_finds_those_in_their_care_and_nobody_else() -> None:
    claire, mine = psychologist("Claire Morel"), patient_person("Élise")
    assert mine.patient_id is not None
    begin_care(patient=mine.patient_id, professional=claire, now=clock.now())
    client = desk_of(claire)
    page = client.get("/desk/?q=EL").content.decode()
    assert "Élise" in page
    assert "Élodie" not in page
    assert 'value="EL"' in page
    assert "Élise" not in client.get("/desk/?q=bastien").content.decode()
    assert "Élise" in client.get("/desk/").content.decode()
