"""Somebody keeps in touch after a crisis: agreed, done step by step, and none closed without what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accalmie.core.crisis import recontact as core
from accalmie.foundation import journal, tick
from accalmie.foundation.access.actions import leave
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import patient_of, relations_of
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.outbox import delivering
from accalmie.foundation.outbox.actions import deliver_due
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.outbox.ways import Sent
from accalmie.foundation.people import actions as people
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety import projections as safety
from accalmie.safety.alerts import on_call, queries as alerts
from accalmie.safety.queries import concern
from accalmie.safety.recontact import actions, forms, pages, projections, queries, telling
from accalmie.safety.recontact.library import rules
from accalmie.safety.recontact.models import Step
from tests.factories.alerts import ACTIVE, PASSIVE, in_danger, reachable
from tests.factories.people import psychologist, somebody
from tests.factories.readiness import on_the_rota
from tests.factories.recontact import agreed, done, followed, record, step, tried

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CALL = TUESDAY + 11 * DAY


class Telephone:
    """What sends, and keeps what it sent."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []

    def send(self, _notice: Any, letter: Letter) -> Sent:
        self.sent.append(letter)
        return Sent.SENT

    def withdraw(self, _notice: Any) -> None: ...


@pytest.fixture(autouse=True)
def telephone(monkeypatch: pytest.MonkeyPatch) -> Telephone:
    made = Telephone()
    monkeypatch.setattr(delivering, "way_of", lambda _channel: made)
    return made


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire")
    describe(clinic=Clinic(name="Clinique", telephone="01 23 45 67 89"), organisation=claire.organisation)
    reachable(claire, email="claire@example.org")
    return claire


@pytest.fixture
def lea(claire: Person) -> Person:
    """The safety lead of a rota of two."""
    lea = somebody(Role.SAFETY_LEAD, called="Léa")
    on_the_rota(lea, claire, now=TUESDAY - DAY)
    return lea


@pytest.fixture
def alizarine(claire: Person, lea: Person) -> Person:
    return followed(claire, now=TUESDAY - DAY)


def told(person: Person, kind: str, number: int = 1) -> list[tuple[int, tuple[str, ...]]]:
    """Who was told of a step, by name, time after time."""
    id = step(person, kind, number).id
    called = {one.id: one.called for one in Person.objects.all()}
    entries = [one.value for one in journal.entries(record(person)) if getattr(one.value, "planned", None) == id]
    return [
        (one.step, tuple(called[who] for who in one.told)) for one in entries if type(one).__name__ == "RecontactTold"
    ]


def all_missed(person: Person, by: Person, *, at: datetime = CALL, kind: str = "call") -> None:
    for days in range(3):
        tried(person, kind, by, now=at + days * DAY)


def test_it_is_proposed_after_an_alert_of_active_level_and_not_after_a_lesser_one(claire: Person, lea: Person) -> None:
    person = followed(claire, now=TUESDAY - DAY)
    in_danger(PASSIVE, at=TUESDAY, patient=person)
    with pytest.raises(actions.NotOffered):
        agreed(person, claire, now=TUESDAY, after="alert")
    _person, alert = in_danger(ACTIVE, at=TUESDAY, patient=person)
    going = agreed(person, claire, now=TUESDAY, after="alert")
    assert going.source == alert.source


def test_what_was_agreed_becomes_steps_with_an_owner_and_a_date(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    steps = Step.objects.filter(patient_id=record(alizarine)).order_by("due_at")
    assert [one.kind for one in steps] == ["card", "letter", "call", "evaluation"]
    assert {one.owner for one in steps} == {claire.id}
    assert all(one.next_at is not None and one.due_at > TUESDAY for one in steps)


def test_a_refusal_is_kept_changes_nothing_and_nobody_is_told_anything(alizarine: Person, claire: Person) -> None:
    actions.refuse(patient=record(alizarine), after="hospital", by=claire, now=TUESDAY)
    last = queries.latest(record(alizarine))
    assert last is not None
    assert (last.said, last.owner, last.said_at) == ("refused", claire.id, TUESDAY)
    assert telling.tell_due(TUESDAY + 300 * DAY) == 0
    assert not Notice.objects.exists()


def test_who_keeps_in_touch_already_is_noted_and_nothing_is_doubled(alizarine: Person, claire: Person) -> None:
    actions.note_elsewhere(patient=record(alizarine), after="emergency", name="VigilanS Nord", by=claire, now=TUESDAY)
    last = queries.latest(record(alizarine))
    assert last is not None
    assert (last.said, queries.words_of(last)) == ("elsewhere", "VigilanS Nord")
    assert not Step.objects.exists()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_refusal_or_another_service_ends_what_was_going_on(
    alizarine: Person, claire: Person, elsewhere: bool
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    later: dict[str, Any] = {"patient": record(alizarine), "after": "hospital", "by": claire, "now": TUESDAY + DAY}
    if elsewhere:
        actions.note_elsewhere(**later, name="VigilanS")
    else:
        actions.refuse(**later)
    assert queries.current(record(alizarine)) is None
    assert not Step.objects.filter(patient_id=record(alizarine), closed_at__isnull=True).exists()


def test_who_agreed_it_opens_the_record_until_the_last_step(claire: Person) -> None:
    person = followed(claire, now=TUESDAY - DAY)
    CareRelationship.objects.filter(professional=claire).update(ends_at=TUESDAY + DAY)
    agreed(person, claire, now=TUESDAY)
    last = Step.objects.filter(patient_id=record(person)).order_by("-due_at").first()
    assert last is not None
    assert patient_of(claire, record(person), now=last.due_at, permission=Permission.CONCERN_REVIEW)


def test_a_step_that_is_not_done_is_said_to_its_owner_then_to_the_lead_and_again(
    alizarine: Person, claire: Person
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    due = step(alizarine, "call").due_at
    for hours in range(0, 24 * 35, 6):
        telling.tell_due(TUESDAY + timedelta(hours=hours))
    assert due < TUESDAY + 35 * DAY
    lines = told(alizarine, "call")
    assert lines[:3] == [(0, ("Claire",)), (1, ("Claire",)), (2, ("Claire", "Léa"))]
    assert len(lines) > 3
    assert all(who == ("Claire", "Léa") for _time, who in lines[2:])


def test_each_time_is_told_once_however_often_the_worker_asks(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    for _again in range(4):
        telling.tell_due(CALL)
    assert told(alizarine, "call") == [(0, ("Claire",))]
    assert Notice.objects.filter(key__contains=str(step(alizarine, "call").id)).count() == 1


def test_a_worker_that_was_stopped_for_weeks_tells_the_last_time_it_missed_and_only_that(
    alizarine: Person, claire: Person
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    telling.tell_due(step(alizarine, "call").due_at + 4 * DAY)
    assert [who for _time, who in told(alizarine, "call")] == [("Claire", "Léa")]


def test_two_workers_at_once_tell_once(alizarine: Person, claire: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    found = queries.due(CALL)
    monkeypatch.setattr(queries, "due", lambda _now: found)
    other = Step.objects.get(id=step(alizarine, "call").id)
    telling.tell_due(CALL)
    monkeypatch.setattr(queries, "step", lambda _patient, _id: other)  # the other worker read it before
    telling.tell_due(CALL)
    assert len(told(alizarine, "call")) == 1
    assert Notice.objects.filter(key__contains=str(other.id)).count() == 1


def test_whoever_ends_a_step_while_the_worker_writes_is_heard(
    alizarine: Person, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    read = step(alizarine, "call")
    actions.stop(patient=record(alizarine), by=alizarine, now=CALL - MINUTE)
    monkeypatch.setattr(queries, "due", lambda _now: [(read.id, read.patient_id)])
    monkeypatch.setattr(queries, "step", lambda _patient, _id: read)
    assert telling.tell_due(CALL) == 0
    assert told(alizarine, "call") == []
    assert not Notice.objects.exists()


def test_an_owner_who_is_away_or_was_left_is_not_waited_for(alizarine: Person, claire: Person, lea: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    on_call.add_leave(person=claire, first_day=date(2026, 12, 1), last_day=date(2026, 12, 31))
    telling.tell_due(CALL)
    assert told(alizarine, "call") == [(0, ("Léa",))]


def test_the_rota_takes_over_what_a_colleague_can_no_longer_do(alizarine: Person, claire: Person, lea: Person) -> None:
    going = agreed(alizarine, claire, now=TUESDAY)
    relation = relations_of(record(alizarine))[0]
    leave(patient=record(alizarine), relation=relation.id, by=alizarine.id, now=TUESDAY, by_patient=True)
    with pytest.raises(actions.NotOnCall):
        actions.take(patient=record(alizarine), agreed=going.id, by=claire, now=CALL)
    actions.take(patient=record(alizarine), agreed=going.id, by=lea, now=CALL)
    assert {one.owner for one in Step.objects.filter(closed_at=None)} == {lea.id}


def test_no_step_closes_on_an_outcome_that_is_not_true_yet(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)

    def missing(kind: str, outcome: str, **more: str) -> str:
        with pytest.raises(actions.NotYet) as refused:
            done(alizarine, kind, outcome, claire, now=CALL, **more)
        return refused.value.code

    assert missing("letter", "sent") == "receipt"
    assert missing("call", "reached") == "spoke"
    assert missing("call", "not_reached") == "tries"
    assert missing("call", "handed_over", receipt=" ") == "receipt"
    tried(alizarine, "call", claire, now=CALL)
    assert missing("call", "not_reached") == "tries"
    with pytest.raises(ValueError, match="given"):
        done(alizarine, "call", "given", claire, now=CALL)
    done(alizarine, "letter", "sent", claire, now=CALL, receipt="Dr Morel")
    tried(alizarine, "call", claire, now=CALL, result="spoke")
    done(alizarine, "call", "reached", claire, now=CALL)
    with pytest.raises(actions.NoSuchStep):
        done(alizarine, "call", "reached", claire, now=CALL)


def test_the_database_refuses_a_closed_step_without_an_outcome_and_an_open_one_without_a_clock(
    alizarine: Person, claire: Person
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    rows = Step.objects.filter(id=step(alizarine, "call").id)
    for wrong in ({"closed_at": CALL, "next_at": None}, {"next_at": None}, {"outcome": "reached"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_a_call_that_did_not_reach_them_opens_an_alert_once_and_messages_follow(
    alizarine: Person, claire: Person
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    (alert,) = alerts.open_alerts(record(alizarine))
    assert alert.level == "active"
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    assert [one.source for one in alerts.open_alerts(record(alizarine))] == [alert.source]
    months = Step.objects.filter(patient_id=record(alizarine), kind="message").order_by("number")
    assert [one.number for one in months] == [1, 2, 3, 4]


def test_a_call_that_reached_them_and_goes_well_sends_no_message(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    tried(alizarine, "call", claire, now=CALL, result="spoke")
    done(alizarine, "call", "reached", claire, now=CALL)
    assert not Step.objects.filter(kind="message").exists()
    assert alerts.open_alerts(record(alizarine)) == []


def test_an_sms_leaves_once_in_neutral_words_and_is_done_only_when_it_has_left(
    alizarine: Person, claire: Person, telephone: Telephone
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    first = step(alizarine, "message")
    for _again in range(3):
        telling.tell_due(first.opens_at)
    assert telling.note_what_left(first.opens_at) == 0
    assert step(alizarine, "message").closed_at is None
    deliver_due(now=first.opens_at + MINUTE)
    assert telling.note_what_left(first.opens_at + MINUTE) == 1
    assert telling.note_what_left(first.opens_at + MINUTE) == 0
    assert step(alizarine, "message").outcome == "sent"
    (sms,) = [one for one in telephone.sent if one.to == "+33612345678"]
    assert "01 23 45 67 89" in sms.text
    assert "Alizarine" not in sms.text


def test_an_sms_that_did_not_leave_by_its_day_is_said_to_whoever_does_it(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    first = step(alizarine, "message")
    telling.tell_due(first.opens_at)
    telling.tell_due(first.due_at)
    assert told(alizarine, "message") == [(1, ("Claire",))]


def test_without_a_number_whoever_does_it_is_told_to_post_a_card(claire: Person, lea: Person) -> None:
    person = followed(claire, now=TUESDAY - DAY, telephone="")
    agreed(person, claire, now=TUESDAY)
    all_missed(person, claire)
    done(person, "call", "not_reached", claire, now=CALL + 3 * DAY)
    telling.tell_due(step(person, "message").opens_at)
    assert told(person, "message") == [(0, ("Claire",))]
    done(person, "message", "sent", claire, now=step(person, "message").opens_at)


def test_the_person_stops_it_with_one_touch_and_a_message_that_waits_does_not_leave(
    alizarine: Person, claire: Person, telephone: Telephone
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    first = step(alizarine, "message")
    telling.tell_due(first.opens_at)
    telephone.sent.clear()
    actions.stop(patient=record(alizarine), by=alizarine, now=first.opens_at + MINUTE)
    deliver_due(now=first.opens_at + 2 * MINUTE)
    assert [one for one in telephone.sent if one.to.startswith("+336")] == []
    assert not Step.objects.filter(closed_at=None).exists()
    assert {one.outcome for one in Step.objects.filter(kind="evaluation")} == {"stopped"}
    assert telling.tell_due(TUESDAY + 400 * DAY) == 0


def test_another_rhythm_is_a_task_for_whoever_keeps_in_touch(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    actions.ask_rhythm(patient=record(alizarine), wish="less", words="", by=alizarine, now=TUESDAY + DAY)
    asked = step(alizarine, "rhythm")
    assert asked.owner == claire.id
    telling.tell_due(TUESDAY + DAY)
    assert told(alizarine, "rhythm") == [(0, ("Claire",))]
    actions.move(
        patient=record(alizarine), step=step(alizarine, "call").id, to=date(2026, 12, 16), by=claire, now=TUESDAY + DAY
    )
    assert step(alizarine, "call").opens_at.date() == date(2026, 12, 16)
    with pytest.raises(actions.NotYet):
        done(alizarine, "rhythm", "changed", claire, now=TUESDAY + DAY)
    done(alizarine, "rhythm", "changed", claire, now=TUESDAY + DAY, words="Un appel plus tard.")


def test_it_ends_when_the_last_step_is_done_and_may_be_agreed_anew(alizarine: Person, claire: Person) -> None:
    going = agreed(alizarine, claire, now=TUESDAY, attempts="first", doctor="none", by_message="none")
    done(alizarine, "card", "given", claire, now=TUESDAY)
    last = step(alizarine, "evaluation")
    tried(alizarine, "evaluation", claire, now=last.opens_at, result="spoke")
    done(alizarine, "evaluation", "reached", claire, now=last.opens_at)
    assert queries.current(record(alizarine)) is None
    again = agreed(alizarine, claire, now=last.opens_at)
    assert again.id != going.id


def test_an_evaluation_that_renews_plans_the_new_time_as_it_was_agreed_before(
    alizarine: Person, claire: Person
) -> None:
    going = agreed(alizarine, claire, now=TUESDAY, attempts="repeated", doctor="none")
    last = step(alizarine, "evaluation")
    tried(alizarine, "evaluation", claire, now=last.opens_at, result="spoke")
    done(alizarine, "evaluation", "renewed", claire, now=last.opens_at)
    again = queries.current(record(alizarine))
    assert again is not None
    assert again.id != going.id
    assert (again.attempts, again.by_message, again.doctor) == ("repeated", "sms", "none")
    assert again.since == last.opens_at.date()
    steps = queries.steps_of(again)
    assert [one.kind for one in steps] == ["card", "call", "evaluation"]
    assert {one.owner for one in steps} == {claire.id}
    assert patient_of(claire, record(alizarine), now=steps[-1].due_at, permission=Permission.CONCERN_REVIEW)
    assert Step.objects.get(id=last.id).outcome == "renewed"


def test_what_a_new_agreement_replaces_does_not_say_that_somebody_spoke_with_them(
    alizarine: Person, claire: Person
) -> None:
    first = agreed(alizarine, claire, now=TUESDAY)
    agreed(alizarine, claire, now=TUESDAY + DAY)
    assert {one.outcome for one in queries.steps_of(first)} == {"replaced"}


@pytest.mark.parametrize("kind", ["call", "evaluation"])
def test_reached_and_it_goes_badly_opens_an_alert_with_what_was_said(
    alizarine: Person, claire: Person, kind: str
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    at = step(alizarine, kind).opens_at
    tried(alizarine, kind, claire, now=at, result="spoke")
    done(alizarine, kind, "reached_hard", claire, now=at, words="Elle ne dort plus.")
    (alert,) = alerts.open_alerts(record(alizarine))
    assert alert.level == rules().call.hard
    behind = concern(record(alizarine), alert.source)
    assert behind is not None
    assert behind.words.endswith("Elle ne dort plus.")
    assert pages.step_page(step(alizarine, kind), claire, now=at).has_alert


@pytest.mark.parametrize("away", [[], [3]])
def test_a_step_that_is_moved_to_its_own_day_sends_its_sms_again_and_once(
    alizarine: Person, claire: Person, telephone: Telephone, away: list[int]
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    telephone.sent.clear()
    at = step(alizarine, "message").opens_at
    days = [at.date(), *(at.date() + days * DAY for days in away), at.date()]
    for day in days:
        actions.move(patient=record(alizarine), step=step(alizarine, "message").id, to=day, by=claire, now=at)
        telling.tell_due(at + MINUTE)
    for later in (2, 3):
        deliver_due(now=at + later * MINUTE)
        telling.tell_due(at + later * MINUTE)
    assert [one.to for one in telephone.sent if one.to.startswith("+336")] == ["+33612345678"]
    assert telling.note_what_left(at + 4 * MINUTE) == 1
    assert step(alizarine, "message").outcome == "sent"


def test_a_step_whose_sms_has_just_left_is_not_moved(alizarine: Person, claire: Person, telephone: Telephone) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    message = step(alizarine, "message")
    telling.tell_due(message.opens_at)
    deliver_due(now=message.opens_at)
    with pytest.raises(actions.NoSuchStep):
        actions.move(
            patient=record(alizarine),
            step=message.id,
            to=message.opens_at.date() + 3 * DAY,
            by=claire,
            now=message.opens_at + MINUTE,
        )
    assert telling.note_what_left(message.opens_at + MINUTE) == 1


def test_an_sms_that_leaves_while_its_step_is_moved_is_not_sent_again(
    alizarine: Person, claire: Person, telephone: Telephone
) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY)
    message = step(alizarine, "message")
    at = message.opens_at
    telling.tell_due(at)
    leaving = Notice.objects.filter(key=queries.message_key(message))
    leaving.update(claimed_until=at + MINUTE)  # a worker is sending it
    actions.move(patient=record(alizarine), step=message.id, to=at.date(), by=claire, now=at)
    telling.tell_due(at + MINUTE / 2)
    assert not Notice.objects.open().filter(key__contains=f"{message.id}:message").exists()
    leaving.update(sent_at=at, given_up_at=None, failure="", claimed_until=None)
    telling.tell_due(at + 2 * MINUTE)
    assert step(alizarine, "message").outcome == "sent"
    assert Notice.objects.filter(key__contains=f"{message.id}:message").count() == 1


def test_one_record_that_fails_stops_no_other_whose_message_has_left(
    alizarine: Person, claire: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    people = [alizarine, followed(claire, now=TUESDAY, called="Basalte")]
    for person in people:
        agreed(person, claire, now=TUESDAY)
        all_missed(person, claire)
        done(person, "call", "not_reached", claire, now=CALL + 3 * DAY)
    at = step(alizarine, "message").opens_at
    telling.tell_due(at)
    deliver_due(now=at)
    append = journal.append

    def broken(patient: Any, *args: Any, **more: Any) -> Any:
        if patient == record(alizarine):
            raise RuntimeError("a broken record")
        return append(patient, *args, **more)

    monkeypatch.setattr(journal, "append", broken)
    with pytest.raises(tick.SomeFailed):
        telling.note_what_left(at + MINUTE)
    assert [step(one, "message").outcome for one in people] == ["", "sent"]
    assert str(step(alizarine, "message").id) in caplog.text


def test_a_closed_record_is_written_to_by_nobody_and_the_lead_is_told(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    people.close_record(patient=record(alizarine), now=TUESDAY + DAY)
    telling.tell_due(CALL)
    assert told(alizarine, "call") == [(0, ("Léa",))]


def test_the_whole_story_rebuilds_from_the_journal(alizarine: Person, claire: Person) -> None:
    agreed(alizarine, claire, now=TUESDAY)
    telling.tell_due(CALL)
    all_missed(alizarine, claire)
    done(alizarine, "call", "not_reached", claire, now=CALL + 3 * DAY, words="Personne.")
    telling.tell_due(step(alizarine, "message").opens_at)
    kept = [projections.recontacts, safety.concerns]
    before = [journal.snapshot(one, record(alizarine)) for one in kept]
    assert journal.rebuild(record(alizarine), kept) == ()
    assert [journal.snapshot(one, record(alizarine)) for one in kept] == before


def test_every_outcome_that_is_offered_has_its_words() -> None:
    assert {one for outcomes in core.OUTCOMES.values() for one in outcomes} <= set(forms.OUTCOME_NAMES)
