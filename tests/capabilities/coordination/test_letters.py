"""Letters about somebody: what they let go, when it left, and who has it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accalmie.capabilities.coordination import actions, library, pages, queries
from accalmie.core.entries import LetterLine, MeasureScored
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.journal.registry import REGISTERED
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TODAY = NOW.date()
WHY, SCORES = "Nous suivons Alice depuis mars.", "PHQ-9 : 16 sur 27 le 2 mars."
LETTER = (LetterLine(part="why", text=WHY), LetterLine(part="scores", text=SCORES))
BOTH = frozenset({"why", "scores"})


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def claire(alice: Person) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record(alice), professional=person, now=NOW)
    return person


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def signed_in(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def prepared(alice: Person, claire: Person, *, outside: bool = True) -> UUID:
    return actions.prepare_letter(
        patient=record(alice),
        aim="inform",
        role="gp",
        recipient="Dr Lenoir",
        outside=outside,
        letter=LETTER,
        language="fr",
        by=claire.id,
        now=NOW,
    )


def agrees(alice: Person, letter: UUID, parts: frozenset[str] = BOTH) -> None:
    actions.answer_letter(patient=record(alice), referral=letter, parts=parts, by=alice.id, now=NOW)


def sent(alice: Person, claire: Person, letter: UUID) -> None:
    actions.send_letter(
        patient=record(alice), referral=letter, way="post", receipt_by=TODAY + timedelta(days=7), by=claire.id, now=NOW
    )


def the_letter(alice: Person, letter: UUID) -> queries.Referral:
    found = queries.referral_of(record(alice), letter)
    assert found is not None
    return found


def test_outside_the_team_nothing_leaves_before_the_person_agrees(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    with pytest.raises(actions.NotAgreed):
        sent(alice, claire, letter)
    at = f"/desk/patients/{record(alice)}/letters/{letter}/"
    browser = signed_in(claire)
    assert browser.post(at + "sent/", {"way": "post"}).status_code == 422
    assert browser.get(at + "pdf/").status_code == 404
    agrees(alice, letter)
    assert browser.post(at + "sent/", {"way": "post"}).status_code == 302
    assert the_letter(alice, letter).state == "SENT"


def test_the_person_reads_it_whole_and_keeps_a_part_back(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    browser = signed_in(alice)
    page = browser.get(f"/letters/{letter}/").content.decode()
    assert WHY in page
    assert SCORES in page
    answer = browser.post(f"/letters/{letter}/", {"parts": ["why"], "answer": "yes", "id": str(uuid4())})
    assert answer.headers["Location"] == "/letters/?saved"
    sent(alice, claire, letter)
    assert [line.text for line in the_letter(alice, letter).lines] == [WHY]
    pdf = signed_in(claire).get(f"/desk/patients/{record(alice)}/letters/{letter}/pdf/")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert b"Nous suivons Alice" in pdf.content
    assert b"16 sur 27" not in pdf.content


def test_a_no_is_kept_and_the_letter_does_not_go(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    signed_in(alice).post(f"/letters/{letter}/", {"parts": ["why"], "answer": "no"})
    assert the_letter(alice, letter).state == "REFUSED"
    with pytest.raises(actions.NotAgreed):
        sent(alice, claire, letter)
    with pytest.raises(actions.LeftAlready):
        agrees(alice, letter)


def test_nothing_is_ticked_beforehand_where_a_yes_is_needed(alice: Person, claire: Person) -> None:
    letter, inside = prepared(alice, claire), prepared(alice, claire, outside=False)
    browser = signed_in(alice)
    assert " checked" not in browser.get(f"/letters/{letter}/").content.decode()
    assert " checked" in browser.get(f"/letters/{inside}/").content.decode()
    assert browser.post(f"/letters/{letter}/", {"answer": "yes"}).status_code == 422
    assert the_letter(alice, letter).state == "PREPARED"


def test_within_the_team_sharing_is_presumed_and_may_be_objected_to(alice: Person, claire: Person) -> None:
    letter, other = prepared(alice, claire, outside=False), prepared(alice, claire, outside=False)
    sent(alice, claire, letter)
    agrees(alice, other, frozenset())
    with pytest.raises(actions.NotAgreed):
        sent(alice, claire, other)


def test_what_was_said_aloud_is_noted_as_that(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    signed_in(claire).post(f"/desk/patients/{record(alice)}/letters/{letter}/agreed/", {"parts": ["why"]})
    assert the_letter(alice, letter).parts == {"why"}
    [entry] = journal.entries(record(alice), kinds=[actions.ReferralAnswered])
    assert (entry.value.aloud, entry.by) == (True, claire.id)


def test_an_answer_cannot_add_what_was_not_in_the_letter(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    agrees(alice, letter, BOTH | {"goals"})
    assert the_letter(alice, letter).parts == BOTH


def test_a_receipt_has_a_name(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    agrees(alice, letter)
    at = f"/desk/patients/{record(alice)}/letters/{letter}/received/"
    browser = signed_in(claire)
    assert browser.post(at, {"confirmed_by": "Mme Petit"}).status_code == 422  # it has not left
    sent(alice, claire, letter)
    assert browser.post(at, {"confirmed_by": "  "}).status_code == 422
    assert browser.post(at, {"confirmed_by": "Mme Petit, secrétariat"}).status_code == 302
    found = the_letter(alice, letter)
    assert (found.state, found.confirmed_by) == ("RECEIVED", "Mme Petit, secrétariat")
    assert "Mme Petit" in signed_in(alice).get("/letters/").content.decode()


def test_a_letter_that_nobody_confirmed_is_due_on_its_day(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    agrees(alice, letter)
    sent(alice, claire, letter)
    due = TODAY + timedelta(days=7)
    assert pages.letters_due(claire, now=NOW, today=due - timedelta(days=1)) == []
    [line] = pages.letters_due(claire, now=NOW, today=due)
    assert (line.called, line.is_due) == ("Alice", True)
    actions.confirm_receipt(patient=record(alice), referral=letter, confirmed_by="Dr Lenoir", by=claire.id, now=NOW)
    assert pages.letters_due(claire, now=NOW, today=due) == []


def test_the_days_until_a_receipt_is_due_are_data() -> None:
    assert library.rules().receipt_days == 7


def test_a_letter_is_refused_there_or_taken_back(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    at = f"/desk/patients/{record(alice)}/letters/{letter}/end/"
    signed_in(claire).post(at, {"ending": "taken_back", "words": "Plus utile."})
    found = the_letter(alice, letter)
    assert (found.state, found.ended_words) == ("TAKEN_BACK", "Plus utile.")
    with pytest.raises(actions.NotAgreed):
        sent(alice, claire, letter)


def test_a_letter_is_made_of_scores_with_dates_and_bands(alice: Person, claire: Person) -> None:
    for day, total, band in ((0, 16, "moderately_severe"), (20, 8, "mild")):
        scored = MeasureScored(
            instrument="phq-9",
            instrument_version="1.0.0",
            answers=(0,) * 9,
            total=total,
            band=band,
            language="fr",
        )
        journal.append(record(alice), scored, by=alice.id, now=NOW + timedelta(days=day))
    actions.write_goal(patient=record(alice), words="Revoir la mer.", by=alice.id, by_patient=True, now=NOW)
    given = {
        "aim": "inform",
        "recipient": "Dr Lenoir",
        "role": "gp",
        "why": "Pour information.",
        "parts": ["scores", "programme"],
        "language": "fr",
        "id": str(uuid4()),
    }
    address = f"/desk/patients/{record(alice)}/letters/new/"
    browser = signed_in(claire)
    assert browser.post(address, {**given, "why": ""}).status_code == 422
    assert browser.post(address, given).status_code == 302
    [letter] = queries.referrals(record(alice))
    said = " ".join(line.text for line in letter.letter)
    assert "16 sur 27" in said
    assert "8 sur 27" in said
    assert "Amélioration au-delà de l’erreur de mesure" in said
    assert "Revoir la mer." not in said  # nothing of the person's own words unless it is chosen
    assert letter.outside


def test_the_goals_stand_in_a_letter_when_they_are_chosen(alice: Person, claire: Person) -> None:
    actions.write_goal(patient=record(alice), words="Revoir la mer.", by=alice.id, by_patient=True, now=NOW)
    given = {"aim": "take_over", "recipient": "CMP", "role": "hospital", "why": "Avis.", "parts": ["goals"]}
    signed_in(claire).post(f"/desk/patients/{record(alice)}/letters/new/", given | {"language": "fr"})
    [letter] = queries.referrals(record(alice))
    assert "– Revoir la mer." in [line.text for line in letter.letter]


def test_another_persons_letter_is_not_there(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    charlie, bob = signed_in(people.patient_person("Charlie")), signed_in(people.psychologist("Bob"))
    assert charlie.get(f"/letters/{letter}/").status_code == 404
    assert bob.get(f"/desk/patients/{record(alice)}/letters/{letter}/").status_code == 404
    assert bob.get(f"/desk/patients/{record(alice)}/letters/{letter}/pdf/").status_code == 404


@pytest.mark.database
def test_letters_are_sealed_and_the_same_when_the_journal_is_read_again(alice: Person, claire: Person) -> None:
    letter = prepared(alice, claire)
    agrees(alice, letter)
    sent(alice, claire, letter)
    actions.confirm_receipt(patient=record(alice), referral=letter, confirmed_by="Dr Lenoir", by=claire.id, now=NOW)
    row = queries.models.Referral.objects.get()
    assert b"Lenoir" not in bytes(row.said)
    before = queries.referrals(record(alice))
    assert journal.rebuild(record(alice), [REGISTERED["coordination.referrals"]]) == ()
    assert queries.referrals(record(alice)) == before


def test_the_list_of_what_i_am_to_do_costs_the_same_for_one_person_as_for_four(alice: Person, claire: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            pages.my_tasks(claire, now=NOW, today=TODAY)
            assert pages.letters_due(claire, now=NOW, today=TODAY)
        return len(seen)

    def promised(person: Person) -> None:
        prepared(person, claire, outside=False)
        coordination_task(person, claire)

    promised(alice)
    before = cost()
    for number in range(3):
        another = people.patient_person(f"P{number}")
        begin_care(patient=record(another), professional=claire, now=NOW)
        promised(another)
    assert cost() == before
    assert len(pages.my_tasks(claire, now=NOW, today=TODAY)) == 4


def coordination_task(person: Person, claire: Person) -> None:
    actions.give_task(patient=record(person), words="Appeler.", owner=claire.id, due_on=TODAY, by=claire.id, now=NOW)
