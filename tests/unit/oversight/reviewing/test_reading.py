"""A professional reads what was shared, points at their words, answers; the person finds it where they wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.care import actions as care, queries
from accalmie.capabilities.care.tasks import tell_late
from accalmie.capabilities.measures import library
from accalmie.capabilities.measures.actions import answer_instrument
from accalmie.capabilities.programmes import actions as programmes, queries as progress
from accalmie.core.entries import (
    ConcernRaised,
    CoverEnded,
    Entry,
    ExerciseAnswered,
    ExerciseWritten,
    StepRef,
    StepReviewed,
)
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care, leave
from accalmie.foundation.access.log import opened_by
from accalmie.foundation.access.queries import relations_of
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety.death import actions as death
from accalmie.safety.readiness.actions import decide_rota
from tests.client import StrictClient
from tests.factories import people
from tests.factories.journeys import depression, publish
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
QUEUE = "/desk/reviews/"


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def wrote(record: UUID, *, shared: bool = True, at: StepRef | None = None, ago: timedelta = timedelta()) -> UUID:
    entry = ExerciseWritten(
        exercise="thought-record",
        exercise_version="1.0.0",
        answers={"situation": "La réunion de lundi", "emotion": "Une peur froide"},
        shared=shared,
        at=at,
    )
    return journal.append(record, entry, by=None, now=clock.now() - ago).entry.id


def enrolled(alice: Person, record: UUID) -> UUID:
    publish()
    author = programmes.Author(patient=record, by=alice.id, now=clock.now())
    indication = programmes.Indication("Suivi.", {one.id: "no" for one in depression().needs_a_person})
    instrument = library.instruments()["phq-9"]
    answer_instrument(
        patient=record, instrument=instrument, answers=(1,) * 8 + (0,), language="fr", by=None, now=clock.now()
    )
    return programmes.admit(author=author, programme="depression", mode="guided", language="fr", indication=indication)


def reply(**changes: Any) -> dict[str, Any]:
    usual = {"quoted": ["0"], "words": "Vous avez nommé la réunion. Qu’est-ce qui aidait ?", "pace": "keep"}
    return usual | {"id": str(uuid4())} | changes


def page(record: UUID, written: UUID) -> str:
    return f"{QUEUE}{record}/{written}/"


def kept(record: UUID, kind: type[Entry]) -> list[Any]:
    return [one.value for one in journal.entries(record, [kind])]


def test_what_alice_shared_waits_for_claire_with_its_day(desk: Client, record: UUID) -> None:
    written = wrote(record)
    html = desk.get(QUEUE).content.decode()
    assert "Pour vous" in html
    assert page(record, written) in html
    assert "réponse avant" in html


def test_what_alice_keeps_to_herself_is_not_there(desk: Client, record: UUID) -> None:
    written = wrote(record, shared=False)
    assert page(record, written) not in desk.get(QUEUE).content.decode()
    assert desk.get(page(record, written)).status_code == 404


def test_what_is_late_stands_on_the_list_of_everybody_in_the_team(desk: Client, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    begin_care(patient=record, professional=jean, now=NOW + timedelta(days=1))
    written = wrote(record)
    assert page(record, written) not in browser_of(jean).get(QUEUE).content.decode()
    late = wrote(record, ago=timedelta(days=10))
    html = browser_of(jean).get(QUEUE).content.decode()
    assert page(record, late) in html
    assert "lu par Claire Morel" in html


def test_a_supervisor_alone_in_the_team_is_shouted_at_that_nobody_reads(record: UUID) -> None:
    sam = people.somebody(Role.SUPERVISOR, called="Sam")
    begin_care(patient=record, professional=sam, now=NOW)
    wrote(record)
    html = browser_of(sam).get(QUEUE).content.decode()
    assert "Personne ne les lit" in html


def test_the_words_stand_beside_the_scores_and_the_last_answer(
    desk: Client, claire: Person, alice: Person, record: UUID
) -> None:
    enrolled(alice, record)
    first = wrote(record)
    desk.post(page(record, first), reply(words="La première fois, déjà du courage."))
    html = desk.get(page(record, wrote(record))).content.decode()
    assert "Une peur froide" in html
    assert "PHQ-9 8" in html
    assert "La première fois, déjà du courage." in html


def test_an_answer_that_points_at_nothing_is_refused_kindly_and_nothing_is_lost(desk: Client, record: UUID) -> None:
    answer = desk.post(page(record, wrote(record)), reply(quoted=[]))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Cochez une de ses lignes" in html
    assert "Vous avez nommé la réunion." in html
    assert kept(record, ExerciseAnswered) == []


def test_alice_finds_the_answer_where_she_wrote_with_her_own_words(desk: Client, alice: Person, record: UUID) -> None:
    written = wrote(record)
    assert desk.post(page(record, written), reply()).status_code == 302
    html = browser_of(alice).get(f"/exercises/written/{written}/").content.decode()
    assert "Claire Morel vous répond" in html
    assert "Vous avez nommé la réunion." in html
    assert html.count("La réunion de lundi") == 2
    today = browser_of(alice).get("/today/").content.decode()
    assert "Claire Morel vous a répondu" in today


def test_a_form_sent_twice_is_one_answer_and_one_count_of_time(desk: Client, claire: Person, record: UUID) -> None:
    written, form = wrote(record), reply()
    for _time in range(2):
        assert desk.post(page(record, written), form).status_code == 302
    assert len(kept(record, ExerciseAnswered)) == 1
    assert len(queries.spent(claire, since=NOW)) == 1


def test_in_the_running_programme_the_answer_goes_to_its_step_and_may_slow_it_down(
    desk: Client, alice: Person, record: UUID
) -> None:
    enrolment = enrolled(alice, record)
    module = depression().main[0]
    written = wrote(record, at=StepRef(enrolment=enrolment, module=module.id, step=module.slots[0].step))
    assert desk.post(page(record, written), reply(pace="slower")).status_code == 302
    (said,) = kept(record, StepReviewed)
    assert (said.written, len(said.quoted)) == (written, 1)
    place = progress.current_place(record)
    assert place is not None
    assert place.progress.time_factor == 1.5


def test_slower_sent_twice_slows_down_once_and_is_no_conflict(desk: Client, alice: Person, record: UUID) -> None:
    enrolled(alice, record)
    written, form = wrote(record), reply(pace="slower")
    assert [desk.post(page(record, written), form).status_code for _time in range(2)] == [302, 302]
    place = progress.current_place(record)
    assert place is not None
    assert place.progress.time_factor == 1.5


def test_a_phrase_of_ones_own_is_put_into_the_answer_with_the_name_of_the_person(desk: Client, record: UUID) -> None:
    desk.post("/desk/phrases/", {"language": "fr", "words": "Merci {name}, je vous ai lue."})
    written = wrote(record)
    html = desk.get(page(record, written)).content.decode()
    assert "Merci {name}" in html
    phrase = html.split('<option value="')[2].split('"')[0]
    form = reply(words="Bonjour.", phrase=phrase, insert="yes")
    html = desk.post(page(record, written), form).content.decode()
    assert "Merci Alice, je vous ai lue." in html
    assert "Bonjour." in html
    assert kept(record, ExerciseAnswered) == []


def test_nobody_sees_the_phrases_of_a_colleague(desk: Client, bob: Client) -> None:
    desk.post("/desk/phrases/", {"language": "fr", "words": "Une phrase à moi."})
    assert "Une phrase à moi." in desk.get("/desk/phrases/").content.decode()
    assert "Une phrase à moi." not in bob.get("/desk/phrases/").content.decode()


def test_the_time_is_shown_and_corrected(desk: Client, claire: Person, record: UUID) -> None:
    sent = desk.post(page(record, wrote(record)), reply())
    html = desk.get(sent["Location"]).content.decode()
    assert "Votre réponse est envoyée" in html
    (spent,) = queries.spent(claire, since=NOW)
    desk.post(f"{QUEUE}time/", {"answer": str(spent.answer), "minutes": "12"})
    assert "12 minutes de lecture" in desk.get(QUEUE).content.decode()


def test_who_is_not_in_the_team_reads_nothing(bob: Client, record: UUID) -> None:
    written = wrote(record)
    assert bob.get(page(record, written)).status_code == 404
    assert bob.post(page(record, written), reply()).status_code == 404


def test_who_reads_and_who_covers_is_agreed_on_a_page(desk: Client, claire: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    form = {"owner": str(claire.id), "within_days": "2", "covered_by": str(jean.id), "id": str(uuid4())}
    assert desk.post(f"{QUEUE}{record}/agreed/", form).status_code == 302
    assert queries.agreement(record) == queries.Agreement(claire.id, jean.id, 2)
    answer = desk.post(f"{QUEUE}{record}/agreed/", form | {"covered_by": str(claire.id)})
    assert answer.status_code == 422


def test_claire_sees_the_page_as_alice_sees_it_and_alice_reads_that_she_did(
    desk: Client, claire: Person, alice: Person, record: UUID
) -> None:
    enrolled(alice, record)
    html = desk.get(f"/desk/patients/{record}/seen/").content.decode()
    assert "Vous voyez la page de Alice" in html
    own = browser_of(alice).get("/today/").content.decode()
    card = own.split('<section class="step-card">')[1].split("</section>")[0]
    assert card in html
    assert "seen_as" in {one.basis for one in opened_by(record)}


def test_from_the_seen_page_nothing_can_be_done(desk: Client, record: UUID) -> None:
    assert desk.post("/programme/pace/", {"pace": "2"}).status_code == 403


def test_nobody_from_outside_sees_it(bob: Client, record: UUID) -> None:
    assert bob.get(f"/desk/patients/{record}/seen/").status_code == 404


def absence(record: UUID, **changes: str) -> dict[str, str]:
    first = clock.now().date() + timedelta(days=3)
    usual = {"why": "leave", "first_day": first.isoformat(), "last_day": (first + timedelta(days=10)).isoformat()}
    return usual | {"id": str(uuid4())} | changes


def test_days_away_are_not_kept_while_alice_has_nobody(desk: Client, claire: Person, record: UUID) -> None:
    people.psychologist("Jean Roux")
    answer = desk.post("/desk/away/", absence(record))
    assert answer.status_code == 422
    assert "Alice n’aurait personne" in answer.content.decode()
    assert queries.leaves_of(claire, since=NOW.date()) == []


def test_with_a_cover_they_are_kept_and_alice_reads_his_name(
    desk: Client, claire: Person, alice: Person, record: UUID
) -> None:
    jean = people.psychologist("Jean Roux")
    answer = desk.post("/desk/away/", absence(record, everybody=str(jean.id)))
    assert answer.status_code == 302
    assert "c’est Jean Roux qui vous lit" in browser_of(alice).get("/today/").content.decode()
    assert "Je serai là, finalement" in desk.get("/desk/away/").content.decode()


def test_nobody_covers_whom_alice_has_left(desk: Client, claire: Person, alice: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    relation = begin_care(patient=record, professional=jean, now=NOW)
    leave(patient=record, relation=relation.id, by=alice.id, now=NOW, by_patient=True)
    answer = desk.post("/desk/away/", absence(record, everybody=str(jean.id)))
    assert answer.status_code == 422
    assert "Alice a quitté ce collègue" in answer.content.decode()
    assert queries.leaves_of(claire, since=NOW.date()) == []


def test_during_them_jean_finds_her_exercise_under_his_covers(desk: Client, claire: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    today = clock.now().date()
    care.plan_absence(
        person=claire,
        why="sickness",
        first_day=today,
        last_day=today + timedelta(days=2),
        patients=[record],
        covers={record: jean},
        now=clock.now(),
        id=uuid4(),
    )
    written = wrote(record)
    html = browser_of(jean).get(QUEUE).content.decode()
    assert "Vous prenez le relais" in html
    assert "pour Claire Morel" in html
    assert page(record, written) in html


def test_leave_from_the_rota_leads_to_the_page_of_covers_first(desk: Client, record: UUID) -> None:
    days = absence(record)
    answer = desk.post("/desk/on-call/leave/", {"first_day": days["first_day"], "last_day": days["last_day"]})
    assert answer["Location"].startswith("/desk/away/?first_day=")
    assert days["first_day"] in desk.get(answer["Location"]).content.decode()


def test_a_departure_needs_no_last_day(desk: Client, claire: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    answer = desk.post("/desk/away/", absence(record, why="departure", everybody=str(jean.id)))
    assert answer.status_code == 302
    assert queries.leaves_of(claire, since=NOW.date())[0].last_day is None


def test_alice_is_not_read_by_somebody_whom_she_left(desk: Client, claire: Person, alice: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    relation = begin_care(patient=record, professional=jean, now=NOW)
    leave(patient=record, relation=relation.id, by=alice.id, now=NOW, by_patient=True)
    answer = desk.post("/desk/away/", absence(record, everybody=str(jean.id)))
    assert answer.status_code == 422
    assert "a quitté ce" in answer.content.decode()
    assert queries.leaves_of(claire, since=NOW.date()) == []


def test_in_danger_alice_is_not_read_by_somebody_in_training_alone(desk: Client, claire: Person, record: UUID) -> None:
    karim = people.psychologist("Karim")
    decide_rota(by=people.administrator(), members=[claire, karim], lead=claire, trainees=[karim], now=NOW)
    journal.append(record, ConcernRaised(level="passive", words="Parle de mourir."), by=claire.id, now=NOW)
    answer = desk.post("/desk/away/", absence(record, everybody=str(karim.id)))
    assert answer.status_code == 422
    assert "une personne en formation" in answer.content.decode()
    assert queries.leaves_of(claire, since=NOW.date()) == []


def test_taken_back_nobody_covers(desk: Client, claire: Person, alice: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    desk.post("/desk/away/", absence(record, everybody=str(jean.id)))
    (leave,) = queries.leaves_of(claire, since=NOW.date())
    desk.post(f"/desk/away/{leave.id}/back/")
    assert queries.leaves_of(claire, since=NOW.date()) == []
    assert "Jean Roux" not in browser_of(alice).get("/today/").content.decode()


def test_nobody_covers_who_is_away_themself(desk: Client, claire: Person, record: UUID) -> None:
    jean = people.psychologist("Jean Roux")
    days = absence(record)
    browser_of(jean).post("/desk/away/", days | {"id": str(uuid4())})
    answer = desk.post("/desk/away/", days | {"everybody": str(jean.id)})
    assert answer.status_code == 422
    assert "Jean Roux" in answer.content.decode()
    assert queries.leaves_of(claire, since=NOW.date()) == []


@pytest.mark.database
def test_whoever_covers_plans_their_own_days_with_a_cover_for_those_too(
    desk: Client, claire: Person, record: UUID
) -> None:
    jean = people.psychologist("Jean Roux")
    days = absence(record)
    desk.post("/desk/away/", days | {"everybody": str(jean.id)})
    answer = browser_of(jean).post("/desk/away/", absence(record))
    assert answer.status_code == 422
    assert "Alice n’aurait personne" in answer.content.decode()


def test_nobody_whom_alice_left_is_named_as_her_reader_or_as_their_cover(
    desk: Client, claire: Person, alice: Person, record: UUID
) -> None:
    jean = people.psychologist("Jean Roux")
    relation = begin_care(patient=record, professional=jean, now=NOW)
    leave(patient=record, relation=relation.id, by=alice.id, now=NOW, by_patient=True)
    assert "Jean Roux" not in desk.get(f"{QUEUE}{record}/agreed/").content.decode()
    for owner, cover in ((jean, claire), (claire, jean)):
        sent = {"owner": str(owner.id), "within_days": "3", "covered_by": str(cover.id), "id": str(uuid4())}
        assert desk.post(f"{QUEUE}{record}/agreed/", sent).status_code == 422
    assert queries.agreement(record) == queries.Agreement()


@pytest.mark.database
def test_days_taken_back_before_their_own_cover_began_open_the_record_to_nobody(
    desk: Client, claire: Person, record: UUID
) -> None:
    jean, paul = people.psychologist("Jean Roux"), people.psychologist("Paul Vidal")
    desk.post("/desk/away/", absence(record, everybody=str(jean.id)))
    his = browser_of(jean)
    assert his.post("/desk/away/", absence(record, everybody=str(paul.id))).status_code == 302
    (leave,) = queries.leaves_of(jean, since=NOW.date())
    assert paul.id in {one.professional_id for one in relations_of(record) if one.ends_at != one.starts_at}
    his.post(f"/desk/away/{leave.id}/back/")
    assert paul.id not in {one.professional_id for one in relations_of(record) if one.ends_at != one.starts_at}
    assert len(kept(record, CoverEnded)) == 1


@pytest.mark.database
def test_before_their_cover_begins_nobody_asks_a_cover_of_them_nor_may_they_let_somebody_in(
    desk: Client, claire: Person, record: UUID
) -> None:
    jean, paul = people.psychologist("Jean Roux"), people.psychologist("Paul Vidal")
    desk.post("/desk/away/", absence(record, everybody=str(jean.id)))
    day = clock.now().date().isoformat()
    today_only = absence(record, first_day=day, last_day=day, **{f"cover-{record}": str(paul.id)})
    assert browser_of(jean).post("/desk/away/", today_only).status_code == 302
    assert paul.id not in {one.professional_id for one in relations_of(record)}
    again = absence(record, first_day=day, last_day=day, why="sickness")
    assert browser_of(jean).post("/desk/away/", again).status_code == 302


def test_of_somebody_who_has_died_nothing_waits_and_no_cover_is_asked(
    desk: Client, claire: Person, record: UUID
) -> None:
    written = wrote(record, ago=timedelta(days=20))
    assert page(record, written) in desk.get(QUEUE).content.decode()
    death.note(patient=Patient.objects.get(id=record), by=claire, learnt_from="relative", day=None, now=clock.now())
    assert page(record, written) not in desk.get(QUEUE).content.decode()
    tell_late(clock.now())
    assert not Notice.objects.filter(key__startswith="care.late:").exists()
    assert desk.post("/desk/away/", absence(record)).status_code == 302
