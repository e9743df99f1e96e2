"""Somebody has died: everything that would reach them stops in the same moment, and nothing comes back as a flood."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import LazySettings

from accalmie.core.entries import Deceased, MandateEnded, MoodNoted
from accalmie.foundation import journal
from accalmie.foundation.access import mandates
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.outbox import actions as outbox, delivering
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people import resetting
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.tick import jobs
from accalmie.safety import actions as safety, projections as concerns, queries
from accalmie.safety.alerts import escalating, queries as alerts, silence, worries
from accalmie.safety.alerts.models import Alert, Unfound
from accalmie.safety.alerts.pages import alert_page
from accalmie.safety.death import actions
from accalmie.safety.recontact import projections, telling
from accalmie.safety.recontact.models import Step
from tests.factories.alerts import ACTIVE, PASSIVE, PLAN, answered, danger_answer, in_danger, reachable
from tests.factories.journeys import signed_in
from tests.factories.people import PASSWORD, psychologist, somebody
from tests.factories.readiness import on_the_rota
from tests.factories.recontact import agreed, done, followed, record, step, tried

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire")
    describe(clinic=Clinic(name="Clinique", telephone="01 23 45 67 89"), organisation=claire.organisation)
    reachable(claire, email="claire@example.org", telephone="06 00 00 00 01")
    on_the_rota(claire, now=TUESDAY - DAY)
    return claire


@pytest.fixture
def alizarine(claire: Person) -> Person:
    return followed(claire, now=TUESDAY - DAY)


def noted(person: Person, by: Person, *, now: datetime, **more: Any) -> None:
    said: dict[str, Any] = {"learnt_from": "relative", "day": None}
    actions.note(patient=of(person), by=by, now=now, **said | more)


def of(person: Person) -> Patient:
    return Patient.objects.select_related("person").get(person=person)


def colleague(person: Person, *, now: datetime) -> Person:
    karim = somebody(Role.NURSE, called="Karim")
    begin_care(patient=record(person), professional=karim, now=now)
    return karim


def missed(person: Person, by: Person, *, at: datetime) -> None:
    for days in range(3):
        tried(person, "call", by, now=at + days * DAY)
    done(person, "call", "not_reached", by, now=at + 2 * DAY)


def test_nothing_that_waits_leaves_after_it_whatever_its_kind(
    alizarine: Person, claire: Person, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An alert, a step that is due, an SMS to the person, a link for a new password: all queued, then the death, then
    the worker, for a year."""
    settings.CAN_MAIL = True
    sent: list[Any] = []
    monkeypatch.setattr(delivering, "way_of", lambda _channel: type("Way", (), {"send": sent.append}))
    alizarine.sign_in_name = "alizarine@example.org"
    alizarine.save()
    agreed(alizarine, claire, now=TUESDAY)
    call = TUESDAY + 11 * DAY
    missed(alizarine, claire, at=call)
    at = step(alizarine, "message").opens_at
    escalating.escalate_due(at)
    telling.tell_due(at)
    resetting.send_link("alizarine@example.org", address=lambda uid, token: f"{uid}/{token}", now=at)
    begun = {one.split(":")[0].split(".")[0] for one in Notice.objects.open().values_list("key", flat=True)}
    assert begun == {"alert", "recontact", "people"}
    noted(alizarine, claire, now=at + MINUTE)
    assert not Notice.objects.open().exists()
    assert not any(Notice.objects.values_list("sealed", flat=True))
    resetting.send_link("alizarine@example.org", address=lambda uid, token: f"{uid}/{token}", now=at + 2 * MINUTE)
    for weeks in range(52):
        for job in jobs():
            job.run(at + weeks * 7 * DAY + 5 * MINUTE)
    assert sent == []
    assert not Notice.objects.open().exists()


def test_what_another_transaction_queues_meanwhile_does_not_leave_either(
    alizarine: Person, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"channel": Channel.SMS, "to": "0612345678", "text": "Bonjour.", "patient": record(alizarine)}
    noted(alizarine, claire, now=TUESDAY)
    outbox.queue(key="after", now=TUESDAY, **given)  # type: ignore[arg-type]
    row = Notice.objects.get(key="after")
    assert (row.failure, bytes(row.sealed)) == ("STOPPED", b"")
    before = Notice(id=uuid4(), key="meanwhile", channel=Channel.SMS, patient_id=record(alizarine), sealed=b"x")
    before.created_at = before.next_try_at = TUESDAY
    before.save()  # queued by somebody who had looked before the death was noted
    assert outbox.deliver_due(now=TUESDAY + MINUTE).sent == 0
    outbox.end_old(now=TUESDAY + MINUTE)
    assert not Notice.objects.open().exists()


def test_alerts_and_what_was_agreed_end_in_the_same_entry_and_say_why(alizarine: Person, claire: Person) -> None:
    _person, alert = in_danger(PLAN, at=TUESDAY, patient=alizarine)
    agreed(alizarine, claire, now=TUESDAY)
    noted(alizarine, claire, now=TUESDAY + MINUTE)
    assert Alert.objects.get(source=alert.source).outcome == "deceased"
    assert {one.outcome for one in Step.objects.all()} == {"deceased"}
    assert escalating.escalate_due(TUESDAY + DAY) == 0
    assert telling.tell_due(TUESDAY + 300 * DAY) == 0


def test_nothing_is_kept_when_one_of_them_could_not_be_stopped(
    alizarine: Person, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_danger(PLAN, at=TUESDAY, patient=alizarine)

    def broken(*_args: Any, **_more: Any) -> None:
        raise OSError("no outbox")

    monkeypatch.setattr(outbox, "stop_from_now_on", broken)
    with pytest.raises(OSError, match="no outbox"):
        noted(alizarine, claire, now=TUESDAY + MINUTE)
    assert queries.death_of(record(alizarine)) is None
    assert len(alerts.open_alerts(record(alizarine))) == 1


def test_their_account_closes_and_helpers_see_nothing_any_more(alizarine: Person, claire: Person) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        client, _person = signed_in(alizarine)
        assert client.get("/today/").status_code == 200
        mandates.give(
            patient=record(alizarine), structure="x", powers=["tasks"], lasts=DAY, by=alizarine.id, now=TUESDAY
        )
        noted(alizarine, claire, now=TUESDAY + MINUTE)
        assert client.get("/today/").status_code == 302
        told = client.post("/sign-in/", {"name": alizarine.sign_in_name, "password": PASSWORD})
        assert told.status_code != 302
    assert list(journal.entries(record(alizarine), [MandateEnded]))


def test_a_later_sign_opens_no_alert_and_silence_is_not_noticed(alizarine: Person, claire: Person) -> None:
    _person, alert = in_danger(PLAN, at=TUESDAY, patient=alizarine)
    answered(alert, claire, now=TUESDAY + MINUTE)
    noted(alizarine, claire, now=TUESDAY + DAY)
    assert silence.notice(TUESDAY + 8 * DAY) == 0
    safety.raise_concern(patient=record(alizarine), level="plan", words="x", by=claire.id, now=TUESDAY + 2 * DAY)
    assert alerts.open_alerts(record(alizarine)) == []


def test_the_record_stays_and_says_when_and_from_whom(alizarine: Person, claire: Person) -> None:
    journal.append(record(alizarine), MoodNoted(mood=3, words="fatigue"), by=alizarine.id, now=TUESDAY)
    noted(alizarine, claire, now=TUESDAY + MINUTE, learnt_from="hospital", day=date(2026, 11, 23))
    (entry,) = journal.entries(record(alizarine), [Deceased])
    assert entry.value == Deceased(learnt_from="hospital", day=date(2026, 11, 23))
    assert [one.value.words for one in journal.entries(record(alizarine), [MoodNoted])] == ["fatigue"]
    noted(alizarine, claire, now=TUESDAY + 2 * MINUTE)
    assert len([*journal.entries(record(alizarine), [Deceased])]) == 1


def test_whoever_noted_it_does_not_correct_it_alone(alizarine: Person, claire: Person) -> None:
    noted(alizarine, claire, now=TUESDAY)
    with pytest.raises(actions.SamePerson):
        actions.correct(patient=of(alizarine), by=claire, now=TUESDAY + MINUTE)
    assert queries.death_of(record(alizarine)) is not None


def test_an_error_is_corrected_by_a_second_person_and_comes_back_as_one_sign(
    alizarine: Person, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    karim = colleague(alizarine, now=TUESDAY)
    in_danger(PLAN, at=TUESDAY, patient=alizarine)
    in_danger(PLAN, at=TUESDAY + MINUTE, patient=alizarine)
    escalating.escalate_due(TUESDAY + 2 * MINUTE)
    agreed(alizarine, claire, now=TUESDAY)
    stopped = Notice.objects.count()
    noted(alizarine, claire, now=TUESDAY + 3 * MINUTE)
    actions.correct(patient=of(alizarine), by=karim, now=TUESDAY + 4 * MINUTE)
    (alert,) = alerts.open_alerts(record(alizarine))
    assert alert.level == "plan"
    assert not Notice.objects.open().exists()
    assert telling.tell_due(TUESDAY + 300 * DAY) == 0
    assert Person.objects.get(id=alizarine.id).is_active
    escalating.escalate_due(TUESDAY + 5 * MINUTE)
    assert Notice.objects.count() > stopped
    assert Notice.objects.open().exists()
    with pytest.raises(actions.NotNoted):
        actions.correct(patient=of(alizarine), by=karim, now=TUESDAY + 5 * MINUTE)


def test_signs_that_came_while_a_death_was_noted_by_mistake_are_one_alert_after_it(
    alizarine: Person, claire: Person
) -> None:
    karim = colleague(alizarine, now=TUESDAY)
    in_danger(PASSIVE, at=TUESDAY, patient=alizarine)
    noted(alizarine, claire, now=TUESDAY + MINUTE)
    danger_answer(PLAN, at=TUESDAY + DAY, patient=alizarine)
    safety.raise_concern(
        patient=record(alizarine), level="active", words="Il m’a écrit.", by=karim.id, now=TUESDAY + 2 * DAY
    )
    assert alerts.open_alerts(record(alizarine)) == []
    actions.correct(patient=of(alizarine), by=karim, now=TUESDAY + 3 * DAY)
    (alert,) = alerts.open_alerts(record(alizarine))
    assert alert.level == "plan"
    page = alert_page(alert, "Alizarine", "fr", now=TUESDAY + 3 * DAY)
    assert len(page.signs) == 3
    assert "3" in page.words
    answered(alert, claire, now=TUESDAY + 3 * DAY)
    assert alerts.open_alerts(record(alizarine)) == []
    assert all(one.reviewed_at for one in queries.concerns(record(alizarine)))
    before = journal.snapshot(concerns.concerns, record(alizarine))
    assert journal.rebuild(record(alizarine), [concerns.concerns]) == ()
    assert journal.snapshot(concerns.concerns, record(alizarine)) == before


def test_signs_that_only_came_since_open_an_alert_too(alizarine: Person, claire: Person) -> None:
    karim = colleague(alizarine, now=TUESDAY)
    noted(alizarine, claire, now=TUESDAY)
    source = danger_answer(ACTIVE, at=TUESDAY + MINUTE, patient=alizarine)
    actions.correct(patient=of(alizarine), by=karim, now=TUESDAY + DAY)
    assert [one.level for one in alerts.open_alerts(record(alizarine))] == ["active"]
    safety.answer_questions(
        patient=record(alizarine), source=source, answers=PLAN, by=alizarine.id, now=TUESDAY + DAY + MINUTE
    )
    assert [one.level for one in alerts.open_alerts(record(alizarine))] == ["plan"]


def test_it_may_be_noted_again_after_an_error(alizarine: Person, claire: Person) -> None:
    karim = colleague(alizarine, now=TUESDAY)
    noted(alizarine, claire, now=TUESDAY)
    actions.correct(patient=of(alizarine), by=karim, now=TUESDAY + MINUTE)
    assert alerts.open_alerts(record(alizarine)) == []  # there was none before
    noted(alizarine, karim, now=TUESDAY + DAY)
    death = queries.death_of(record(alizarine))
    assert death is not None
    assert death.noted_by == karim.id


def test_it_rebuilds_from_the_journal(alizarine: Person, claire: Person) -> None:
    karim = colleague(alizarine, now=TUESDAY)
    in_danger(PLAN, at=TUESDAY, patient=alizarine)
    agreed(alizarine, claire, now=TUESDAY)
    noted(alizarine, claire, now=TUESDAY + MINUTE)
    actions.correct(patient=of(alizarine), by=karim, now=TUESDAY + 2 * MINUTE)
    kept = [concerns.concerns, projections.recontacts]
    before = [journal.snapshot(one, record(alizarine)) for one in kept]
    assert journal.rebuild(record(alizarine), kept) == ()
    assert [journal.snapshot(one, record(alizarine)) for one in kept] == before


def test_no_cause_is_kept() -> None:
    assert set(Deceased.__struct_fields__) == {"learnt_from", "day"}


def test_nobody_notes_a_death_on_a_record_that_stands_for_nobody(claire: Person) -> None:
    nora = followed(claire, now=TUESDAY, called="Nora")
    worries.say_worried_about_somebody(who="Léo", words="Il ne répond plus.", reach="", by=nora, now=TUESDAY)
    unfound = Patient.objects.select_related("person").get(id=Unfound.objects.get().patient_id)
    with pytest.raises(actions.NobodysRecord):
        actions.note(patient=unfound, learnt_from="relative", day=None, by=claire, now=TUESDAY)
    worries.say_worried_about_somebody(who="Ana", words="Elle non plus.", reach="", by=nora, now=TUESDAY + DAY)
    assert Alert.objects.filter(patient_id=unfound.id, closed_at__isnull=True).count() == 2


def test_a_form_that_is_sent_again_after_a_correction_stops_nothing(claire: Person, alizarine: Person) -> None:
    once = uuid4()
    noted(alizarine, claire, now=TUESDAY, id=once)
    actions.correct(patient=of(alizarine), by=colleague(alizarine, now=TUESDAY), now=TUESDAY + MINUTE)
    noted(alizarine, claire, now=TUESDAY + 2 * MINUTE, id=once)
    assert queries.death_of(record(alizarine)) is None
    assert Person.objects.get(id=alizarine.id).is_active
