"""Signs that neither the person nor a professional gives: a helper's worry, and silence after an alert."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from accalmie.core.entries import MoodNoted
from accalmie.foundation import journal, tick
from accalmie.foundation.access import mandates
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety import actions, queries
from accalmie.safety.alerts import queries as alerts, silence
from accalmie.safety.alerts.models import Alert
from tests.factories.alerts import ACTIVE, PASSIVE, answered, follows, in_danger
from tests.factories.journeys import signed_in
from tests.factories.people import patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def helene() -> Person:
    return somebody(Role.HELPER, called="Hélène")


def helped(helper: Person, *, now: datetime = TUESDAY) -> Person:
    """Somebody whom this person helps by mandate."""
    person = patient_person("Alizarine")
    assert person.patient_id is not None
    given = mandates.give(
        patient=person.patient_id, structure="Mission locale", powers=["beside"], lasts=30 * DAY, by=person.id, now=now
    )
    mandates.accept(code=given.code, helper=helper, now=now)
    return person


def test_a_helper_says_that_they_are_worried_and_somebody_is_asked_to_look(helene: Person) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        person = helped(helene)
        client, _helene = signed_in(helene)
        assert "Je m’inquiète pour Alizarine" in client.get("/beside/").content.decode()
        sent = {"words": "Elle ne mange plus et donne ses affaires.", "id": str(uuid4())}
        told = client.post(f"/beside/{person.patient_id}/worried/", sent)
    assert "Merci de l’avoir dit" in told.content.decode()
    assert person.patient_id is not None
    (concern,) = queries.concerns(person.patient_id)
    assert (concern.origin, concern.level) == ("WORRIED", "passive")
    assert concern.words == "Elle ne mange plus et donne ses affaires."
    (alert,) = alerts.open_alerts(person.patient_id)
    assert alert.due_at == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def test_a_worry_without_words_says_what_is_missing(helene: Person) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        person = helped(helene)
        answer = signed_in(helene)[0].post(f"/beside/{person.patient_id}/worried/", {"words": ""})
    assert answer.status_code == 422
    assert "Écrivez en quelques mots" in answer.content.decode()


def test_a_helper_of_somebody_else_may_not_and_learns_nothing(helene: Person) -> None:
    stranger = patient_person()
    with time_machine.travel(TUESDAY, tick=True):
        helped(helene)
        answer = signed_in(helene)[0].post(f"/beside/{stranger.patient_id}/worried/", {"words": "x"})
    assert answer.status_code == 404
    with pytest.raises(actions.NotTheirs):
        actions.say_worried(patient=stranger.patient_id or uuid4(), words="x", by=helene, now=TUESDAY)


def test_a_mandate_that_is_over_opens_this_door_no_more(helene: Person) -> None:
    person = helped(helene)
    assert person.patient_id is not None
    assert actions.helps(helene, person.patient_id, now=TUESDAY)
    assert not actions.helps(helene, person.patient_id, now=TUESDAY + 31 * DAY)


def closed_alert(answers: dict[str, str] = ACTIVE) -> tuple[Person, Alert]:
    claire = psychologist("Claire")
    on_the_rota(claire, now=TUESDAY - DAY)
    person, alert = in_danger(answers, at=TUESDAY)
    answered(alert, claire, now=TUESDAY)
    return person, alert


def test_no_word_for_a_week_after_an_alert_is_a_sign_of_its_own_and_once() -> None:
    person, _alert = closed_alert()
    assert person.patient_id is not None
    assert silence.notice(TUESDAY + 6 * DAY) == 0
    assert [silence.notice(TUESDAY + days * DAY) for days in (7, 8, 20)] == [1, 0, 0]
    (opened,) = alerts.open_alerts(person.patient_id)
    assert opened.level == "passive"
    assert queries.concern(person.patient_id, opened.source).origin == "SILENCE"  # type: ignore[union-attr]


def test_one_record_that_fails_hides_nobody_elses_silence_and_the_job_says_that_it_failed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    claire = psychologist()
    on_the_rota(claire, now=TUESDAY - DAY)
    broken, other = (in_danger(ACTIVE, at=TUESDAY, patient=patient_person(name)) for name in ("Ana", "Bilal"))
    for _person, alert in (broken, other):
        answered(alert, claire, now=TUESDAY)
    wrote_since = journal.wrote_since

    def failing(patient: UUID, *args: Any) -> bool:
        if patient == broken[0].patient_id:
            raise RuntimeError("a broken record")
        return wrote_since(patient, *args)

    monkeypatch.setattr(journal, "wrote_since", failing)
    with pytest.raises(tick.SomeFailed, match="1 failed, 1 done"):
        silence.notice(TUESDAY + 8 * DAY)
    assert other[0].patient_id is not None
    assert queries.concerns(other[0].patient_id)[0].origin == "SILENCE"
    assert str(broken[1].source) in caplog.text


def test_a_word_from_the_person_is_no_silence_one_from_the_team_is() -> None:
    person, _alert = closed_alert()
    assert person.patient_id is not None
    journal.append(person.patient_id, MoodNoted(mood=4), by=person.id, now=TUESDAY + DAY)
    assert silence.notice(TUESDAY + 8 * DAY) == 0


def test_silence_after_a_passive_wish_is_not_a_sign() -> None:
    claire = psychologist("Claire")
    on_the_rota(claire, now=TUESDAY - DAY)
    person, alert = in_danger(PASSIVE, at=TUESDAY)
    follows(claire, person, now=TUESDAY)
    answered(alert, claire, now=TUESDAY)
    assert silence.notice(TUESDAY + 8 * DAY) == 0
