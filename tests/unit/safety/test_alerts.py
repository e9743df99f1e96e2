"""Nobody in danger goes unanswered: a sign has an owner, a clock, contacts and an outcome."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accalmie.core.entries import DangerGraded
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care, leave
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.outbox.letters import opened
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.foundation.tick import jobs, watchdog
from accalmie.safety import projections
from accalmie.safety.alerts import actions, escalating, on_call, queries
from accalmie.safety.alerts.models import Alert
from accalmie.safety.readiness.actions import decide_rota
from tests.factories.alerts import ACT, ACTIVE, PASSIVE, PLAN, again, answered, follows, in_danger, reachable
from tests.factories.people import administrator, elsewhere, patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10:00 in Paris
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def claire() -> Person:
    return psychologist("Claire")


@pytest.fixture
def karim() -> Person:
    return somebody(Role.NURSE, called="Karim")


@pytest.fixture
def lea(claire: Person, karim: Person) -> Person:
    """The safety lead of a rota of three: Claire is asked first, then Karim."""
    lead = somebody(Role.SAFETY_LEAD, called="Léa")
    on_the_rota_led_by(lead, claire, karim)
    return lead


def on_the_rota_led_by(lead: Person, *others: Person, trainees: tuple[Person, ...] = ()) -> None:
    decide_rota(
        by=administrator(), members=[*others, lead], lead=lead, trainees=trainees, now=TUESDAY - timedelta(days=1)
    )


def told(alert: Alert) -> list[tuple[str, int, tuple[str, ...]]]:
    """Who was told of an alert, by name, step after step."""
    entries = [one.value for one in journal.entries(alert.patient_id) if type(one.value).__name__ == "AlertEscalated"]
    called = {one.id: one.called for one in Person.objects.all()}
    return [(one.round, one.step, tuple(called[person] for person in one.told)) for one in entries]


@pytest.mark.parametrize(
    ("answers", "level", "minutes"),
    [(PLAN, "plan", 60), (ACTIVE, "active", 240), (None, "active", 240), (ACT, "plan", 15)],
)
def test_a_danger_answer_opens_an_alert_with_its_deadline(
    answers: dict[str, str] | None, level: str, minutes: int
) -> None:
    _person, alert = in_danger(answers, at=TUESDAY)
    assert (alert.level, alert.due_at) == (level, TUESDAY + minutes * MINUTE)
    assert alert.closed_at is None
    assert alert.next_at == TUESDAY


def test_a_plan_that_nobody_takes_climbs_to_everybody_and_the_lead_and_goes_on(lea: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    for minutes in range(0, 110, 5):
        escalating.escalate_due(TUESDAY + minutes * MINUTE)
    everybody = ("Claire", "Karim", "Léa")
    assert told(alert) == [
        ("waiting", 0, ("Claire",)),
        ("waiting", 1, ("Karim",)),
        ("waiting", 2, everybody),
        ("waiting", 3, everybody),
        ("waiting", 4, everybody),
        ("waiting", 5, everybody),
    ]


def test_each_step_is_told_once_however_often_the_worker_asks(lea: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    assert [escalating.escalate_due(TUESDAY + MINUTE) for _time in range(4)] == [1, 0, 0, 0]
    assert len(told(alert)) == 1


def test_a_worker_that_was_stopped_tells_the_last_step_that_it_missed_and_only_that(lea: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    escalating.escalate_due(TUESDAY + 61 * MINUTE)
    assert [step for _round, step, _people in told(alert)] == [3]
    assert again(alert).next_at == TUESDAY + 75 * MINUTE


def test_a_sign_kept_by_a_clock_that_was_ahead_does_not_wait_for_the_hour_that_it_names(lea: Person) -> None:
    _person, alert = in_danger(at=TUESDAY + 2 * HOUR)
    for minutes in range(0, 65, 5):
        escalating.escalate_due(TUESDAY + minutes * MINUTE)
    assert [(step, people) for _round, step, people in told(alert)] == [
        (0, ("Claire",)),
        (1, ("Karim",)),
        (2, ("Claire", "Karim", "Léa")),
        (3, ("Claire", "Karim", "Léa")),
    ]
    assert again(alert).due_at == TUESDAY + HOUR


def test_a_sign_kept_by_a_clock_that_was_ahead_wakes_nobody_at_night(lea: Person) -> None:
    _person, alert = in_danger(at=TUESDAY + 2 * HOUR)
    assert escalating.escalate_due(TUESDAY - 8 * HOUR) == 0
    assert told(alert) == []


def test_whoever_follows_the_person_is_asked_first(lea: Person, karim: Person) -> None:
    person = patient_person()
    follows(karim, person, now=TUESDAY)
    _person, alert = in_danger(at=TUESDAY, patient=person)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Karim",))]


def test_who_is_away_is_not_asked_and_who_has_other_hours_neither(lea: Person, claire: Person, karim: Person) -> None:
    on_call.add_leave(person=claire, first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    reachable(karim, tuesday="14:00-18:00", wednesday="09:00-18:00")
    _person, alert = in_danger(at=TUESDAY)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Léa",))]


def test_nobody_present_means_that_everybody_and_the_lead_are_told_at_once(
    lea: Person, claire: Person, karim: Person
) -> None:
    for one in (claire, karim, lea):
        reachable(one, wednesday="09:00-18:00")
    _person, alert = in_danger(at=TUESDAY)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Claire", "Karim", "Léa"))]


def test_everybody_on_leave_means_that_the_lead_is_told_even_so(lea: Person, claire: Person, karim: Person) -> None:
    for one in (claire, karim, lea):
        on_call.add_leave(person=one, first_day=date(2026, 11, 23), last_day=date(2026, 11, 27))
    _person, alert = in_danger(at=TUESDAY)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Léa",))]


def test_a_site_without_a_rota_keeps_the_alert_open_and_tells_nobody() -> None:
    _person, alert = in_danger(at=TUESDAY)
    escalating.escalate_due(TUESDAY + 5 * HOUR)
    assert told(alert)[0][2] == ()
    assert again(alert).closed_at is None


def test_a_rota_of_another_organisation_is_not_asked_and_the_lead_is_told_without_the_record(lea: Person) -> None:
    stranger = patient_person(organisation=elsewhere())
    _person, alert = in_danger(at=TUESDAY, patient=stranger)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Léa",))]
    assert queries.waiting_for(lea) == []


def test_somebody_whom_the_person_left_is_not_asked(lea: Person, claire: Person) -> None:
    person = patient_person()
    assert person.patient_id is not None
    relation = begin_care(patient=person.patient_id, professional=claire, now=TUESDAY)
    leave(patient=person.patient_id, relation=relation.id, by=person.id, now=TUESDAY, by_patient=True)
    _person, alert = in_danger(at=TUESDAY, patient=person)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Karim",))]
    assert queries.waiting_for(claire) == []
    with pytest.raises(actions.NotOnCall):
        actions.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)


def test_a_level_that_rises_begins_the_steps_anew_even_when_it_was_taken(lea: Person, claire: Person) -> None:
    _person, alert = in_danger(ACTIVE, at=TUESDAY)
    escalating.escalate_due(TUESDAY)
    actions.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
    worse = DangerGraded(source=alert.source, answers=PLAN, level="", finished=True, rules_version="1")
    journal.append(alert.patient_id, worse, by=None, now=TUESDAY + MINUTE)
    risen = again(alert)
    assert (risen.level, risen.taken_by, risen.due_at) == ("plan", None, TUESDAY + HOUR)
    escalating.escalate_due(TUESDAY + MINUTE)
    assert len(told(alert)) == 2


def test_a_taken_alert_that_is_not_closed_in_time_is_said_to_the_lead(lea: Person, claire: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    actions.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
    escalating.escalate_due(TUESDAY + 30 * MINUTE)
    assert told(alert) == []
    escalating.escalate_due(TUESDAY + HOUR)
    assert told(alert) == [("late", 0, ("Claire", "Léa"))]


def test_taking_an_alert_opens_the_record_for_some_days(lea: Person, claire: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    assert not may(claire, Permission.CONCERN_READ, patient=alert.patient_id, now=TUESDAY)
    actions.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
    assert may(claire, Permission.CONCERN_READ, patient=alert.patient_id, now=TUESDAY + 6 * 24 * HOUR)
    assert not may(claire, Permission.CONCERN_READ, patient=alert.patient_id, now=TUESDAY + 8 * 24 * HOUR)


@pytest.mark.parametrize(
    "role", [Role.SECRETARY, Role.PEER_WORKER, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR]
)
def test_only_clinicians_of_the_rota_take_or_close_an_alert(lea: Person, role: Role) -> None:
    _person, alert = in_danger(at=TUESDAY)
    other = somebody(role)
    with pytest.raises(actions.NotOnCall):
        actions.take(patient=alert.patient_id, source=alert.source, by=other, now=TUESDAY)
    with pytest.raises(actions.NotOnCall):
        actions.close(
            patient=alert.patient_id, source=alert.source, ending=actions.Ending("reached", "x"), by=other, now=TUESDAY
        )


def test_a_psychologist_who_is_not_on_the_rota_neither(lea: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    with pytest.raises(actions.NotOnCall):
        actions.take(patient=alert.patient_id, source=alert.source, by=psychologist("Bob"), now=TUESDAY)


def test_somebody_in_training_answers_beside_a_colleague_who_closes(claire: Person, karim: Person) -> None:
    on_the_rota_led_by(claire, karim, trainees=(karim,))
    _person, alert = in_danger(at=TUESDAY)
    escalating.escalate_due(TUESDAY)
    assert told(alert) == [("waiting", 0, ("Claire",))]
    actions.take(patient=alert.patient_id, source=alert.source, by=karim, now=TUESDAY)
    assert again(alert).co_owner == claire.id
    actions.note_try(
        patient=alert.patient_id, source=alert.source, way="phone", result="spoke", words="", by=karim, now=TUESDAY
    )
    ending = actions.Ending("reached", "Appelée.")
    with pytest.raises(actions.InTraining):
        actions.close(patient=alert.patient_id, source=alert.source, ending=ending, by=karim, now=TUESDAY)
    actions.close(patient=alert.patient_id, source=alert.source, ending=ending, by=claire, now=TUESDAY)
    assert again(alert).outcome == "reached"


@pytest.mark.parametrize(
    ("answers", "outcome", "missing"),
    [
        (PLAN, "reached", "spoke"),
        (PLAN, "handed_over", "receipt"),
        (PLAN, "emergency", "told_15"),
        (PLAN, "not_reached", "level"),
        (ACTIVE, "not_reached", "tries"),
        (ACTIVE, "reviewed", "level"),
        (PASSIVE, "reviewed", ""),
    ],
)
def test_no_alert_closes_on_an_outcome_that_is_not_true_yet(
    lea: Person, answers: dict[str, str], outcome: str, missing: str
) -> None:
    _person, alert = in_danger(answers, at=TUESDAY)
    assert actions.what_is_missing(alert, actions.Ending(outcome, "x")) == missing


def test_the_database_refuses_a_closed_alert_without_an_outcome_and_an_open_one_without_a_clock(lea: Person) -> None:
    """Nor can it be written past the pages: not in the shell, not by a fault of ours."""
    _person, alert = in_danger(PLAN, at=TUESDAY)
    rows = Alert.objects.filter(source=alert.source)
    for wrong in ({"closed_at": TUESDAY, "next_at": None}, {"next_at": None}, {"outcome": "reached"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    rows.update(closed_at=TUESDAY, next_at=None, outcome="reached")


def test_not_reached_needs_three_calls_over_three_hours(lea: Person, claire: Person) -> None:
    _person, alert = in_danger(ACTIVE, at=TUESDAY)
    actions.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
    for hours in (0, 1, 2):
        actions.note_try(
            patient=alert.patient_id, source=alert.source, way="phone", result="no_answer", words="", by=claire,
            now=TUESDAY + hours * HOUR,
        )  # fmt: skip
    ending = actions.Ending("not_reached", "Trois appels, message laissé.")
    assert actions.what_is_missing(alert, ending) == "tries"
    actions.note_try(
        patient=alert.patient_id, source=alert.source, way="phone", result="no_answer", words="", by=claire,
        now=TUESDAY + 3 * HOUR,
    )  # fmt: skip
    assert actions.what_is_missing(alert, ending) == ""


def test_closing_reviews_the_concern_stops_the_clock_and_is_done_once(lea: Person, claire: Person) -> None:
    _person, alert = in_danger(at=TUESDAY)
    answered(alert, claire, now=TUESDAY)
    closed = again(alert)
    assert (closed.outcome, closed.closed_by, closed.next_at) == ("reached", claire.id, None)
    assert escalating.escalate_due(TUESDAY + 9 * HOUR) == 0
    with pytest.raises(actions.NoSuchAlert):
        answered(alert, claire, now=TUESDAY)


def test_the_same_answer_a_few_days_later_closes_its_own_alert(lea: Person, claire: Person) -> None:
    person, alert = in_danger(PASSIVE, at=TUESDAY)
    ending = actions.Ending("reviewed", "Lu, pas de changement.", programme_goes_on=True)
    actions.close(patient=alert.patient_id, source=alert.source, ending=ending, by=claire, now=TUESDAY)
    _person, second = in_danger(PASSIVE, at=TUESDAY + timedelta(days=3), patient=person)
    assert second.outcome == "same_answer"


def test_notices_say_that_something_waits_and_nothing_else(lea: Person, claire: Person) -> None:
    reachable(claire, email="claire@example.org", telephone="0612345678")
    person, _alert = in_danger(at=TUESDAY, patient=patient_person("Alizarine"))
    escalating.escalate_due(TUESDAY)
    letters = [opened(one.sealed, notice=one.id, patient=one.patient_id) for one in Notice.objects.all()]
    assert {one.channel for one in Notice.objects.all()} == {"EMAIL", "SMS"}
    for letter in letters:
        said = f"{letter.subject} {letter.text}".casefold()
        assert "24/11" in said
        for secret in ("alizarine", "suicid", "mort", "danger", "phq", str(person.patient_id)):
            assert secret not in said


def test_rebuilding_from_the_journal_gives_the_same_alerts(lea: Person, claire: Person, karim: Person) -> None:
    person, alert = in_danger(ACTIVE, at=TUESDAY)
    escalating.escalate_due(TUESDAY)
    escalating.escalate_due(TUESDAY + HOUR)
    answered(alert, karim, now=TUESDAY + HOUR)
    in_danger(at=TUESDAY + 3 * HOUR, patient=person)
    before = journal.snapshot(projections.concerns, alert.patient_id)
    assert journal.rebuild(alert.patient_id, [projections.concerns]) == ()
    assert journal.snapshot(projections.concerns, alert.patient_id) == before


def test_a_hole_in_the_rota_is_said_for_the_coming_days(claire: Person) -> None:
    on_the_rota(claire)
    assert on_call.holes(TUESDAY, days=2) == []
    reachable(claire, tuesday="09:00-12:00", wednesday="09:00-18:00")
    (hole,) = on_call.holes(TUESDAY, days=1)
    assert hole == (datetime(2026, 11, 24, 11, 0, tzinfo=UTC), datetime(2026, 11, 24, 17, 0, tzinfo=UTC))


def test_an_empty_rota_is_one_hole_and_a_trainee_alone_fills_none(claire: Person, karim: Person) -> None:
    assert len(on_call.holes(TUESDAY, days=0)) == 1
    on_the_rota_led_by(claire, karim, trainees=(karim,))
    on_call.add_leave(person=claire, first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    assert len(on_call.holes(TUESDAY, days=0)) == 1


def test_who_gave_no_way_to_be_told_is_named_at_set_up(lea: Person, claire: Person) -> None:
    reachable(claire, email="claire@example.org")
    assert {one.called for one in on_call.unreachable(TUESDAY)} == {"Karim", "Léa"}


def test_the_worker_knows_the_jobs_of_safety() -> None:
    assert {"safety.escalate", "safety.silence"} <= {job.name for job in jobs()}


def test_the_lead_is_told_when_no_worker_runs(lea: Person) -> None:
    assert on_call.lead_address() == []
    reachable(lea, email="lea@example.org")
    assert "lea@example.org" in watchdog.recipients()
