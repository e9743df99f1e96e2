"""The window from a week of nights to the next, with who may, what widens, what ends it and who is told."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.sleep import actions, library, pages, queries, tasks
from accalmie.core.entries import ConcernRaised, ConcernReviewed, SleepWindowSet
from accalmie.core.sleep import Method, Reason
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care, end_care
from accalmie.foundation.people.models import Person
from accalmie.foundation.tick import SomeFailed
from accalmie.safety import queries as safety
from accalmie.safety.alerts.queries import open_alerts
from tests.factories import people, sleep
from tests.factories.people import NOW

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database, pytest.mark.same_on_both]

WEEK = timedelta(days=7)


def standing(record: UUID, now=NOW) -> queries.Course:
    return queries.course(record, now=now)


def test_nobody_has_a_window_before_the_questions_and_five_nights(record: UUID) -> None:
    sleep.a_week(record, now=NOW, count=4)
    given = actions.start(Method.COMPRESSION, time(7), patient=record, by=None, now=NOW)
    assert (given.window, given.reason) == (None, Reason.UNASKED)
    sleep.no_to_all(record, now=NOW)
    given = actions.start(Method.COMPRESSION, time(7), patient=record, by=None, now=NOW)
    assert (given.window, given.reason) == (None, Reason.FEW_NIGHTS)
    assert not standing(record).decided


def test_a_week_of_nights_gives_a_window_and_the_next_week_another(record: UUID) -> None:
    given = sleep.a_window(record, now=NOW, method=Method.RESTRICTION, woke="06:00", awake=90)
    assert given.window
    assert (given.window.minutes, given.reason) == (330, Reason.FIRST_RESTRICTION)  # five hours asleep: the floor alone
    course = standing(record)
    assert course.window
    assert (course.window.minutes, course.due_on) == (330, course.today + WEEK)
    after = NOW + WEEK
    sleep.a_week(record, now=after, bed="01:30", tried="01:30", latency=5, awake=15)
    decided = sleep.answer_week(record, now=after)
    assert decided
    assert (decided.change, decided.reason) == (15, Reason.LONGER)
    held = standing(record, after).window
    assert held
    assert held.minutes == 345


def test_before_a_week_has_passed_three_noes_change_nothing_and_a_yes_does(record: UUID) -> None:
    given = sleep.a_window(record, now=NOW)
    assert given.window
    assert sleep.answer_week(record, now=NOW + timedelta(days=2)) is None
    widened = sleep.answer_week(record, now=NOW + timedelta(days=3), fell="yes")
    assert widened
    assert widened.window
    assert widened.reason is Reason.YES
    assert widened.window.minutes >= max(420, given.window.minutes + 30)
    assert widened.window.paused


@pytest.mark.parametrize("question", ["nodding", "fell", "elation"])
def test_a_yes_opens_an_alert_at_the_level_of_the_rules(record: UUID, question: str) -> None:
    sleep.a_window(record, now=NOW)
    sleep.answer_week(record, now=NOW + timedelta(days=1), **{question: "yes"})
    (concern,) = safety.concerns(record)
    rule = next(one for one in library.rules().weekly if one.id == question)
    assert (concern.origin, concern.level) == ("SLEEP", rule.counts_as)
    assert rule.ask["fr"] in concern.words
    assert [one.source for one in open_alerts(record)] == [concern.source]


def test_a_declined_answer_alerts_nobody_and_tightens_nothing(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    after = NOW + WEEK
    sleep.a_week(record, now=after, awake=150)
    decided = sleep.answer_week(record, now=after, elation="declined")
    assert decided
    assert (decided.change, decided.reason) == (0, Reason.UNSAID)
    assert not safety.concerns(record)


def test_the_same_form_twice_widens_once(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    form, later = uuid4(), NOW + timedelta(days=1)
    for _time in range(2):
        actions.answer_week(sleep.week_answers(fell="yes"), language="fr", patient=record, by=None, now=later, id=form)
    assert len(standing(record, later).decided) == 2
    assert len(safety.concerns(record)) == 1


def test_a_yes_is_told_to_somebody_even_when_the_window_ended_in_between(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    actions.stop(patient=record, by=None, now=NOW)
    assert sleep.answer_week(record, now=NOW + timedelta(minutes=1), nodding="yes") is None
    assert len(safety.concerns(record)) == 1


@pytest.mark.parametrize(
    ("condition", "reason"),
    [(one.id, Reason.DOCTOR if one.needs == "doctor" else Reason.PROFESSIONAL) for one in library.rules().conditions],
)
@pytest.mark.parametrize("answer", ["yes", "declined"])
def test_a_condition_keeps_from_a_window_and_ends_one(
    record: UUID, condition: str, reason: Reason, answer: str
) -> None:
    sleep.a_window(record, now=NOW)
    sleep.no_to_all(record, now=NOW + timedelta(hours=1), **{condition: answer})
    course = standing(record)
    assert (course.window, course.closed) == (None, reason)
    (latest, *_earlier) = course.decided
    assert (latest.said.minutes, latest.said.reason) == (None, reason.value)
    again = actions.start(Method.COMPRESSION, time(7), patient=record, by=None, now=NOW + timedelta(hours=2))
    assert again.window is None


def test_a_danger_ends_the_window_at_once_until_a_professional_has_looked(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    journal.append(record, ConcernRaised(level="active", words="x"), by=None, now=NOW + timedelta(hours=1))
    assert standing(record).window is None
    assert actions.close_what_began(record, now=NOW + timedelta(hours=1))
    assert not actions.close_what_began(record, now=NOW + timedelta(hours=1))
    assert standing(record).decided[0].said.reason == Reason.DOCTOR


def test_the_round_of_the_hour_ends_such_a_window_for_good(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    tasks.close_windows(NOW + timedelta(minutes=30))
    assert len(standing(record).decided) == 1
    journal.append(record, ConcernRaised(level="plan", words="x"), by=None, now=NOW + timedelta(hours=1))
    for hours in (2, 3):
        tasks.close_windows(NOW + timedelta(hours=hours))
    assert [one.said.minutes for one in standing(record).decided] == [None, 465]


def test_a_yes_of_the_week_is_no_suicidal_crisis(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    sleep.answer_week(record, now=NOW + timedelta(days=1), elation="yes")
    assert standing(record, NOW + timedelta(days=1)).window is not None


def test_a_doctors_agreement_opens_what_it_names_and_nothing_else(record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=NOW)
    sleep.no_to_all(record, now=NOW, epilepsy="yes", apnoea="yes")
    sleep.a_week(record, now=NOW)
    note(claire, record, conditions=["epilepsy"])
    assert standing(record).closed is Reason.DOCTOR
    note(claire, record, conditions=["epilepsy", "apnoea", "not-one-of-them"], minutes=1)
    course = standing(record)
    assert course.closed is None
    assert course.person.agreed == {"epilepsy", "apnoea"}
    note(claire, record, conditions=[], minutes=2)
    assert standing(record).closed is Reason.DOCTOR


def note(by: Person, record: UUID, *, follows: bool = False, conditions=(), minutes: int = 0) -> None:
    now = NOW + timedelta(minutes=minutes)
    actions.support(
        patient=record, follows=follows, conditions=conditions, agreed_by="Dr Saïd, le 2 mars", by=by.id, now=now
    )


def test_with_a_professional_who_follows_it_the_mild_way_opens_and_the_floor_is_lower(record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=NOW)
    sleep.no_to_all(record, now=NOW, driving="yes")
    sleep.a_week(record, now=NOW)
    assert standing(record).closed is Reason.PROFESSIONAL
    note(claire, record, follows=True)
    course = standing(record)
    assert (course.closed, course.admission.methods) == (None, (Method.COMPRESSION,))
    given = actions.start(Method.RESTRICTION, time(7), patient=record, by=None, now=NOW)
    assert given.window
    assert given.window.method is Method.COMPRESSION
    end_care(patient=record, professional=claire, now=NOW + timedelta(days=1))
    assert standing(record, NOW + timedelta(days=1, minutes=1)).window is None


def test_too_hard_is_longer_at_once_once(record: UUID) -> None:
    given = sleep.a_window(record, now=NOW, method=Method.RESTRICTION)
    assert given.window
    on_page = standing(record).decided[0].id
    eased = actions.ease(patient=record, window=on_page, by=None, now=NOW)
    assert (eased.change, eased.reason) == (30, Reason.EASED)
    with pytest.raises(actions.NoWindow):
        actions.ease(patient=record, window=on_page, by=None, now=NOW)
    held = standing(record).window
    assert held
    assert (held.minutes, held.method) == (given.window.minutes + 30, Method.COMPRESSION)


def test_stopped_and_begun_again(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    actions.stop(patient=record, by=None, now=NOW)
    card = pages.window_card(standing(record), "fr")
    assert card.state == "ready"
    assert card.said
    assert "arrêté la fenêtre" in card.said.why
    given = actions.start(Method.COMPRESSION, time(7), patient=record, by=None, now=NOW)
    assert given.window
    assert standing(record).window is not None


def test_a_paused_window_is_shortened_again_only_after_a_professionals_word(record: UUID) -> None:
    claire = people.psychologist()
    sleep.a_window(record, now=NOW)
    read = standing(record).decided[0].id
    sleep.answer_week(record, now=NOW, fell="yes")
    later = NOW + timedelta(hours=1)
    with pytest.raises(actions.NoWindow):  # the yes came after what they read
        actions.resume(patient=record, window=read, by=claire.id, now=later)
    assert paused(record, later)
    actions.resume(patient=record, window=standing(record).decided[0].id, by=claire.id, now=later)
    held = standing(record, NOW + timedelta(hours=1)).window
    assert held
    assert not held.paused


def test_a_window_of_another_release_is_none_rather_than_a_fault(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    odd = SleepWindowSet(minutes=400, rise="dawn", method="x", reason="unheard", rules_version="9")
    journal.append(record, odd, by=None, now=NOW + timedelta(hours=1))
    assert standing(record).window is None
    assert pages.window_card(standing(record), "fr").state == "ready"


def paused(record: UUID, now=NOW) -> bool:
    held = standing(record, now).window
    return held is not None and held.paused


def test_a_stop_and_a_new_start_take_back_nothing_of_a_yes(record: UUID) -> None:
    claire = people.psychologist()
    sleep.a_window(record, now=NOW, method=Method.RESTRICTION, woke="06:00", awake=90)
    sleep.answer_week(record, now=NOW, nodding="yes")
    actions.stop(patient=record, by=None, now=NOW)
    actions.start(Method.RESTRICTION, time(7), patient=record, by=None, now=NOW)
    held = standing(record).window
    assert held
    assert (held.minutes, held.method, held.paused) == (480, Method.COMPRESSION, True)
    card = pages.window_card(standing(record), "fr")
    assert card.said
    assert "parlé avec un professionnel" in card.said.why
    later = NOW + timedelta(hours=1)
    actions.resume(patient=record, window=standing(record).decided[0].id, by=claire.id, now=later)
    actions.stop(patient=record, by=None, now=later)
    given = actions.start(Method.RESTRICTION, time(7), patient=record, by=None, now=later)
    assert given.window
    assert (given.window.minutes, paused(record, later)) == (330, False)


def test_a_yes_and_then_a_no_about_health_take_back_nothing_of_it_either(record: UUID) -> None:
    sleep.a_window(record, now=NOW)
    sleep.answer_week(record, now=NOW, fell="yes")
    sleep.no_to_all(record, now=NOW, epilepsy="yes")
    sleep.no_to_all(record, now=NOW)
    actions.start(Method.RESTRICTION, time(7), patient=record, by=None, now=NOW)
    assert paused(record)


def test_a_doctors_agreement_says_nothing_of_a_crisis_that_began_after_it(record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=NOW)
    sleep.a_window(record, now=NOW)
    note(claire, record, conditions=["suicidal_crisis"], minutes=1)
    in_crisis(record, minutes=2)
    assert standing(record).closed is Reason.DOCTOR
    assert not standing(record).person.agreed
    note(claire, record, conditions=["suicidal_crisis"], minutes=3)
    assert standing(record).closed is None
    in_crisis(record, minutes=4)
    assert standing(record).closed is Reason.DOCTOR


def in_crisis(record: UUID, *, minutes: int) -> None:
    """Something told that holds a programme."""
    raised = ConcernRaised(level="active", words="x")
    journal.append(record, raised, by=None, now=NOW + timedelta(minutes=minutes))


def test_an_agreement_does_not_answer_a_yes_that_was_said_after_it(record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=NOW)
    sleep.a_window(record, now=NOW)
    note(claire, record, conditions=["epilepsy"])
    sleep.no_to_all(record, now=NOW, epilepsy="yes")
    assert standing(record).closed is Reason.DOCTOR
    note(claire, record, conditions=["epilepsy"])
    sleep.no_to_all(record, now=NOW, epilepsy="yes", apnoea="no")
    assert standing(record).closed is None  # the same yes, said once more


def test_a_yes_while_a_danger_hides_the_window_ends_it(record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=NOW)
    sleep.a_window(record, now=NOW)
    in_crisis(record, minutes=1)
    assert sleep.answer_week(record, now=NOW + timedelta(minutes=2), nodding="yes") is None
    assert standing(record).decided[0].said.reason == Reason.DOCTOR
    for one in safety.concerns(record):
        reviewed = ConcernReviewed(source=one.source, words="", programme_goes_on=True)
        journal.append(record, reviewed, by=claire.id, now=NOW + timedelta(minutes=3))
    assert standing(record).closed is None
    assert standing(record).window is None
    actions.start(Method.RESTRICTION, time(7), patient=record, by=None, now=NOW + timedelta(minutes=4))
    assert paused(record)


@pytest.mark.parametrize("other", ["three noes", "too hard"])
def test_of_two_pages_at_one_moment_a_yes_is_never_the_one_that_is_lost(
    record: UUID, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep.a_window(record, now=NOW)
    now = NOW + WEEK
    sleep.a_week(record, now=now, awake=10)
    on_page = standing(record, now).decided[0].id
    decide = actions.next_window

    def decided_elsewhere(*args, **kwargs):
        monkeypatch.setattr(actions, "next_window", decide)
        if other == "too hard":
            actions.ease(patient=record, window=on_page, by=None, now=now)
        else:
            sleep.answer_week(record, now=now)
        return decide(*args, **kwargs)

    monkeypatch.setattr(actions, "next_window", decided_elsewhere)
    decided = sleep.answer_week(record, now=now, fell="yes")
    assert decided
    assert decided.reason is Reason.YES
    assert paused(record, now)
    assert len(standing(record, now).decided) == 3


def test_the_floor_with_a_professional_goes_with_them(record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=NOW)
    note(claire, record, follows=True)
    given = sleep.a_window(record, now=NOW, method=Method.RESTRICTION, woke="05:00", awake=90)
    assert given.window
    assert given.window.minutes == 300
    end_care(patient=record, professional=claire, now=NOW + timedelta(days=1))
    held = standing(record, NOW + timedelta(days=1, minutes=1)).window
    assert held
    assert held.minutes == 330


def test_a_record_that_fails_keeps_no_other_from_its_ending(record: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    def close(patient: UUID, *, now: object) -> bool:
        if not ended:
            ended.append(patient)
            raise RuntimeError
        ended.append(patient)
        return True

    monkeypatch.setattr(queries, "with_a_window", lambda: [record, uuid4()])
    monkeypatch.setattr(actions, "close_what_began", close)
    with pytest.raises(SomeFailed):
        tasks.close_windows(NOW)
    assert len(ended) == 2
