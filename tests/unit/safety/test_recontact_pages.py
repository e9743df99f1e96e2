"""The pages of a recontact and of a death, as the people who use them see them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from accalmie.core.crisis import Level
from accalmie.foundation.access import queries as access
from accalmie.foundation.access.actions import begin_care, leave
from accalmie.foundation.access.queries import relations_of
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.people.codes import Language, Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload.queries import caseload
from accalmie.safety.alerts import actions as alerts, drills, worries
from accalmie.safety.alerts.models import Alert
from accalmie.safety.death import actions as death
from accalmie.safety.queries import death_of
from accalmie.safety.recontact import actions, queries
from accalmie.safety.recontact.models import Step
from tests.client import StrictClient
from tests.factories.alerts import ACTIVE, answered, in_danger
from tests.factories.journeys import signed_in
from tests.factories.people import patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota
from tests.factories.recontact import agreed, followed, record, step

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(TUESDAY, tick=True) as moment:
        yield moment


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire")
    describe(
        clinic=Clinic(name="Clinique", telephone="01 23 45 67 89", hours_fr="9 h – 18 h"),
        organisation=claire.organisation,
    )
    on_the_rota(claire)
    return claire


@pytest.fixture
def alizarine(claire: Person) -> Person:
    return followed(claire, now=TUESDAY - DAY)


def page(client: StrictClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_after_an_alert_it_is_proposed_agreed_and_stands_on_the_page_of_the_person(
    alizarine: Person, claire: Person
) -> None:
    _person, alert = in_danger(ACTIVE, at=TUESDAY, patient=alizarine)
    answered(alert, claire, now=TUESDAY)
    client, record_page = signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/"
    assert "Proposer de garder le lien" in page(client, f"/desk/alerts/{alert.source}/")
    assert "peut être proposé" in page(client, record_page)
    path = f"{record_page}recontact/"
    assert "VigilanS" in page(client, path)
    sent = {"after": "alert", "said": "agreed", "id": str(uuid4())}
    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert refused.content.decode().count("Choisissez une réponse") >= 3
    more = {"attempts": "repeated", "since": "2026-11-24", "by_message": "sms", "doctor": "gp"}
    assert client.post(path, sent | more).status_code == 302
    assert client.post(path, sent | more).status_code == 302  # sent twice
    shown = page(client, record_page)
    assert "Un appel" in shown
    assert "peut être proposé" not in shown


def test_a_refusal_is_shown_and_nobody_is_asked_to_propose_it_again(alizarine: Person, claire: Person) -> None:
    in_danger(ACTIVE, at=TUESDAY, patient=alizarine)
    client, path = signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/"
    sent = {"after": "alert", "said": "refused", "id": str(uuid4())}
    assert client.post(f"{path}recontact/", sent).status_code == 302
    shown = page(client, path)
    assert "ne le souhaite pas" in shown
    assert "peut être proposé" not in shown


def test_the_person_reads_what_comes_and_stops_it_with_one_touch(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    client = signed_in(alizarine)[0]
    assert "/recontact/" in page(client, "/today/")
    shown = page(client, "/recontact/")
    for words in ("Claire", "4 décembre 2026", "01 23 45 67 89", "3114"):
        assert words in shown, words
    stopped = client.post("/recontact/stop/", {"id": str(uuid4())}, follow=True).content.decode()
    assert "arrêté" in stopped
    assert queries.current(record(alizarine)) is None
    assert "/recontact/" not in page(client, "/today/")


def test_the_person_asks_for_another_rhythm_and_their_professional_reads_it(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    client = signed_in(alizarine)[0]
    assert client.post("/recontact/rhythm/", {"words": ""}).status_code == 422
    sent = {"wish": "less", "words": "", "id": str(uuid4())}
    assert "transmis" in client.post("/recontact/rhythm/", sent, follow=True).content.decode()
    assert "autre rythme" in page(signed_in(claire)[0], "/desk/recontacts/")


def test_the_card_gives_the_number_its_hours_then_the_national_line(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    for client, path in (
        (signed_in(alizarine)[0], "/recontact/card/"),
        (signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/recontact/card/"),
    ):
        card = page(client, path)
        assert card.index("01 23 45 67 89") < card.index("9 h – 18 h") < card.index("tel:3114")


def test_a_step_is_tried_and_closed_on_its_page(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    client, base = signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/recontact/"
    assert "Alizarine" in page(client, f"{base}letter/")
    path = f"{base}{step(alizarine, 'call').id}/"
    assert "06 12 34 56 78" in page(client, path)
    wrong = client.post(f"{path}close/", {"outcome": "reached", "words": "Un long récit", "id": str(uuid4())})
    assert wrong.status_code == 422
    assert "Un long récit" in wrong.content.decode()
    assert "Notez d’abord" in wrong.content.decode()
    spoke = {"way": "phone", "result": "spoke", "words": "", "id": str(uuid4())}
    assert client.post(f"{path}try/", spoke).status_code == 302
    assert client.post(f"{path}close/", {"outcome": "reached", "id": str(uuid4())}).status_code == 302
    assert step(alizarine, "call").outcome == "reached"


@pytest.mark.parametrize(
    ("day", "said"), [("2020-01-01", "Ce jour est passé"), ("9999-12-31", "Ce jour est dans plus d’un an")]
)
def test_a_step_moves_to_a_day_of_the_year_to_come_only(alizarine: Person, claire: Person, day: str, said: str) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    path = f"/desk/patients/{record(alizarine)}/recontact/{step(alizarine, 'call').id}/move/"
    answer = signed_in(claire)[0].post(path, {"id": str(uuid4()), "to": day})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert step(alizarine, "call").moves == 0


def test_a_late_step_of_the_service_is_taken_over_by_the_rota_without_a_name_before(
    alizarine: Person, claire: Person
) -> None:
    going = agreed(alizarine, claire, now=TUESDAY)
    karim = somebody(Role.NURSE, called="Karim")
    on_the_rota(claire, karim)
    with time_machine.travel(TUESDAY + 40 * DAY, tick=True):
        client = signed_in(karim)[0]
        listed = page(client, "/desk/recontacts/")
        assert "Alizarine" not in listed
        assert client.get(f"/desk/patients/{record(alizarine)}/").status_code == 404
        late = step(alizarine, "call").id
        assert "Alizarine" in client.post(f"/desk/recontacts/{late}/take/", follow=True).content.decode()
    assert queries.current(record(alizarine)).owner == karim.id  # type: ignore[union-attr]
    assert going.owner == claire.id


def test_the_rota_reads_what_is_due_today_too_and_the_count_is_that_of_the_list(
    alizarine: Person, claire: Person
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    karim = somebody(Role.NURSE, called="Karim")
    on_the_rota(claire, karim)
    due = step(alizarine, "call").due_at
    Step.objects.filter(patient_id=record(alizarine)).exclude(kind="call").update(
        closed_at=TUESDAY, outcome="given", next_at=None
    )
    for at, late in ((due - timedelta(hours=8), 0), (due + timedelta(hours=1), 1)):
        listed = queries.to_do(karim, now=at, is_on_rota=True)
        assert [one.kind for one in listed] == ["call"]
        assert queries.late_for(karim, now=at, is_on_rota=True) == late
    later = {"now": due + DAY, "is_on_rota": True}
    relation = relations_of(record(alizarine))[0]
    leave(patient=record(alizarine), relation=relation.id, by=alizarine.id, now=TUESDAY, by_patient=True)
    assert queries.to_do(claire, **later) == []
    assert queries.late_for(claire, **later) == 0


def test_words_are_never_lost_when_a_step_was_ended_meanwhile(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    client = signed_in(claire)[0]
    path = f"/desk/patients/{record(alizarine)}/recontact/{step(alizarine, 'call').id}/"
    spoke = {"way": "phone", "result": "spoke", "words": "Elle va mieux.", "id": str(uuid4())}
    assert client.post(f"{path}try/", spoke).status_code == 302
    assert client.post(f"{path}try/", spoke).status_code == 302
    other = client.post(f"{path}try/", spoke | {"words": "Elle va mieux, dit-elle."})
    assert other.status_code == 409
    assert "Elle va mieux, dit-elle." in other.content.decode()
    ended = {"outcome": "reached", "words": "Bien.", "id": str(uuid4())}
    assert client.post(f"{path}close/", ended).status_code == 302
    assert client.post(f"{path}close/", ended).status_code == 302
    late = client.post(f"{path}close/", {"outcome": "reached", "words": "Mon récit entier.", "id": str(uuid4())})
    assert late.status_code == 409
    assert "Mon récit entier." in late.content.decode()


def test_what_was_proposed_twice_with_other_answers_gives_them_back(alizarine: Person, claire: Person) -> None:
    client, path = signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/recontact/"
    sent = {"after": "hospital", "said": "elsewhere", "name": "VigilanS Nord", "id": str(uuid4())}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 302
    again = client.post(path, sent | {"name": "VigilanS Sud, Mme Petit"})
    assert again.status_code == 409
    assert "VigilanS Sud, Mme Petit" in again.content.decode()


def test_a_wish_whose_recontact_has_ended_meanwhile_is_shown_to_whoever_wrote_it(
    alizarine: Person, claire: Person
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    client = signed_in(alizarine)[0]
    sent = {"wish": "less", "words": "Une fois par mois suffit.", "id": str(uuid4())}
    assert client.post("/recontact/rhythm/", sent).status_code == 302
    assert client.post("/recontact/rhythm/", sent).status_code == 302
    actions.stop(patient=record(alizarine), by=claire, now=TUESDAY + timedelta(hours=1))
    late = client.post("/recontact/rhythm/", sent | {"words": "Ou le matin.", "id": str(uuid4())})
    assert late.status_code == 404
    assert "Ou le matin." in late.content.decode()


def test_lists_of_people_name_neither_the_dead_nor_records_of_nobody(alizarine: Person, claire: Person) -> None:
    begin_care(patient=record(alizarine), professional=claire, now=TUESDAY)
    samir = followed(claire, now=TUESDAY, called="Samir")
    worries.say_worried_about_somebody(who="Léo", words="Il ne répond plus.", reach="", by=samir, now=TUESDAY)
    drills.begin(organisation=claire.organisation, level=Level.ACTIVE, language=Language.FRENCH, now=TUESDAY)
    for alert in Alert.objects.all():
        alerts.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
    nour = patient_person("Nour")
    for died in (alizarine, nour):
        of = Patient.objects.select_related("person").get(person=died)
        death.note(patient=of, learnt_from="other", day=None, by=claire, now=TUESDAY)
    secretary = somebody(Role.SECRETARY, called="Sylvie")
    for names in (
        [one.person.called for one in access.patients_here(secretary)],
        [one.called for one in caseload(claire, now=TUESDAY)],
    ):
        assert names == ["Samir"]
    assert not access.unfollowed(claire.organisation_id, now=TUESDAY).exists()
    assert access.patient_known_as(claire, "Nour") == []


def test_somebody_outside_care_finds_nothing(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    client = signed_in(psychologist("Nour"))[0]
    base, call = f"/desk/patients/{record(alizarine)}/", step(alizarine, "call").id
    for path in ("recontact/", "recontact/card/", "recontact/letter/", f"recontact/{call}/", "death/"):
        assert client.get(base + path).status_code == 404
    assert client.post(f"/desk/recontacts/{call}/take/").status_code == 404


def test_a_death_is_noted_in_two_steps_and_the_page_speaks_to_those_who_stay(alizarine: Person, claire: Person) -> None:
    actions.refuse(patient=record(alizarine), after="hospital", by=claire, now=TUESDAY)
    client, base = signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/"
    path = f"{base}death/"
    assert path in page(client, base)
    assert client.post(path, {}).status_code == 422
    first = client.post(path, {"learnt_from": "relative", "day": "2026-11-22"})
    assert "Ce qui s’arrête" in first.content.decode()
    assert death_of(record(alizarine)) is None
    sure = {"learnt_from": "relative", "day": "2026-11-22", "sure": "yes", "id": str(uuid4())}
    noted = client.post(path, sure, follow=True).content.decode()
    assert "22 novembre 2026" in noted
    assert death_of(record(alizarine)) is not None
    assert "/after-a-death/" in noted
    assert 'action="' + path not in noted  # whoever noted it does not correct it
    listed = page(client, "/desk/")
    assert "décéd" in listed
    assert "3114" in page(client, "/after-a-death/")


def test_an_error_is_said_by_a_colleague(alizarine: Person, claire: Person) -> None:
    karim = followed_by_karim(alizarine)
    client, base = signed_in(claire)[0], f"/desk/patients/{record(alizarine)}/"
    client.post(f"{base}death/", {"learnt_from": "other", "day": "", "sure": "yes", "id": str(uuid4())})
    client.post(f"{base}death/error/", {"id": str(uuid4())})
    assert death_of(record(alizarine)) is not None
    other = signed_in(karim)[0]
    assert "erreur" in page(other, f"{base}death/")
    assert other.post(f"{base}death/error/", {"id": str(uuid4())}).status_code == 302
    assert death_of(record(alizarine)) is None


def followed_by_karim(person: Person) -> Person:
    karim = somebody(Role.NURSE, called="Karim")
    begin_care(patient=record(person), professional=karim, now=TUESDAY)
    return karim
