"""A closure says who answers on each day, and everybody in care is told of it once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from accalmie.core.crisis import Level
from accalmie.foundation import journal
from accalmie.foundation.outbox.codes import Failure
from accalmie.foundation.outbox.letters import opened
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Language, Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.tick import jobs
from accalmie.safety import projections
from accalmie.safety.alerts import drills, escalating, on_call
from accalmie.safety.closures import actions, queries, telling
from accalmie.safety.closures.in_care import in_care
from accalmie.safety.closures.models import Closure, Word
from accalmie.safety.readiness.actions import decide_rota
from tests.factories.alerts import ACTIVE, again, in_danger
from tests.factories.closures import answers, closes, with_address, with_mobile
from tests.factories.people import administrator, elsewhere, patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

NOW = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)  # a Monday, 10:00 in Paris
FIRST, LAST = date(2026, 12, 24), date(2026, 12, 31)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
INSIDE = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ways_out(settings: LazySettings) -> None:
    settings.CAN_MAIL = True
    settings.SMS = {**settings.SMS, "url": "console:"}
    settings.SITE_ADDRESS = "https://carnet.example.org"


def letters() -> list[tuple[str, str, str]]:
    """What waits to leave: address, subject and text."""
    rows = Notice.objects.filter(key__startswith="closure:").order_by("created_at", "key")
    read = [opened(one.sealed, notice=one.id, patient=one.patient_id) for one in rows]
    return [(one.to, one.subject, one.text) for one in read]


def words(closure: Closure) -> dict[str, str]:
    """By which way each person was told of this closure, or is to be."""
    named = {one.id: one.person.called for one in Patient.objects.named()}
    return {named[one.patient_id]: one.way for one in Word.objects.filter(closure=closure).exclude(how="overtaken")}


def test_a_closure_without_somebody_for_each_day_is_not_kept() -> None:
    some = [answers(FIRST, date(2026, 12, 26)), answers(date(2026, 12, 28), LAST)]
    with pytest.raises(actions.NotCovered) as missing:
        closes(FIRST, LAST, now=NOW, covers=some)
    assert missing.value.days == (date(2026, 12, 27),)
    assert not Closure.objects.exists()


def test_a_service_that_ends_names_somebody_without_an_end() -> None:
    with pytest.raises(actions.NotCovered):
        closes(FIRST, None, now=NOW, covers=[answers(FIRST, LAST)])
    assert closes(FIRST, None, now=NOW).last_day is None


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 12, 13), LAST, "past"),
        (FIRST, date(2026, 12, 23), "order"),
        (FIRST, date(2028, 1, 1), "long"),
    ],
)
def test_days_that_cannot_be_are_refused(first: date, last: date, code: str) -> None:
    with pytest.raises(actions.BadDays) as refused:
        closes(first, last, now=NOW)
    assert refused.value.code == code


def test_two_closures_do_not_meet() -> None:
    closes(FIRST, LAST, now=NOW)
    with pytest.raises(actions.BadDays):
        closes(LAST, LAST + 3 * DAY, now=NOW)


@pytest.mark.parametrize("role", [Role.PSYCHOLOGIST, Role.SECRETARY, Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER])
def test_only_the_safety_lead_and_the_administrator_close(role: Role) -> None:
    with pytest.raises(PermissionError):
        closes(FIRST, LAST, now=NOW, by=somebody(role))


def test_nobody_is_told_before_the_lead_time_and_everybody_once_after() -> None:
    with_mobile("Alice")
    closure = closes(date(2027, 1, 11), date(2027, 1, 15), now=NOW)
    assert telling.tell_due(NOW) == 0
    lead = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
    assert telling.tell_due(lead) == 1
    assert telling.tell_due(lead + MINUTE) == 0
    assert words(closure) == {"Alice": "SMS"}


def test_an_address_is_written_to_a_mobile_gets_an_sms_and_neither_is_a_list() -> None:
    with_address("Alice", "alice@example.org")
    with_mobile("Bilal")
    with_mobile("Chloé", "01 99 00 11 22")
    patient_person("Dina")
    closure = closes(FIRST, LAST, now=NOW)
    telling.tell_due(NOW)
    assert words(closure) == {"Alice": "EMAIL", "Bilal": "SMS", "Chloé": "by_hand", "Dina": "by_hand"}
    assert sorted(to for to, _subject, _text in letters()) == ["+33612345678", "alice@example.org"]
    assert queries.waiting().count() == 2


def test_a_notice_gives_days_and_a_number_and_no_word_of_health() -> None:
    with_mobile("Alizarine")
    closes(FIRST, LAST, now=NOW)
    telling.tell_due(NOW)
    ((_to, _subject, text),) = letters()
    for said in ("24 décembre", "31 décembre", "01 99 00 55 66", "https://carnet.example.org"):
        assert said in text
    for secret in ("alizarine", "ormes", "psy", "soin", "santé", "suicid", "thérap", "accalmie"):
        assert secret not in text.casefold()


def test_who_joins_during_the_closure_is_told_as_well() -> None:
    closure = closes(FIRST, LAST, now=NOW)
    with_mobile("Alice")
    telling.tell_due(INSIDE)
    assert words(closure) == {"Alice": "SMS"}
    patient_person("Bilal")
    telling.tell_due(INSIDE + MINUTE)
    assert words(closure) == {"Alice": "SMS", "Bilal": "by_hand"}


def test_a_notice_that_was_given_up_puts_the_person_on_the_list() -> None:
    with_mobile("Alice")
    closure = closes(FIRST, LAST, now=NOW)
    telling.tell_due(NOW)
    Notice.objects.update(given_up_at=NOW, failure=Failure.NO_ADDRESS, sealed=b"")
    telling.tell_due(NOW + MINUTE)
    assert words(closure) == {"Alice": "by_hand"}
    assert queries.waiting().count() == 1


def test_other_services_and_the_record_of_exercises_are_told_nothing() -> None:
    on_the_rota(psychologist(), now=NOW - DAY)
    drills.begin(organisation=organisations.first(now=NOW), level=Level.PASSIVE, language=Language.FRENCH, now=NOW)
    with_mobile("Ailleurs", organisation=elsewhere())
    closes(FIRST, LAST, now=NOW)
    assert telling.tell_due(NOW) == 0


def test_correcting_a_closure_tells_who_had_been_told_at_once_and_replaces_the_lists() -> None:
    with_mobile("Alice")
    patient_person("Bilal")
    lead = somebody(Role.SAFETY_LEAD, called="Léa")
    first = closes(FIRST, LAST, now=NOW, by=lead)
    telling.tell_due(NOW)
    later = closes(date(2027, 1, 25), date(2027, 1, 29), now=NOW + DAY, by=lead, replaces=first)
    telling.tell_due(NOW + DAY)
    assert words(later) == {"Alice": "SMS"}, "Bilal had not been told yet, and is told in time"
    assert letters()[-1][2].startswith("Ceci remplace notre message précédent. Le service est fermé du 25 janvier 2027")
    telling.tell_due(datetime(2027, 1, 12, 9, tzinfo=UTC))
    assert words(later) == {"Alice": "SMS", "Bilal": "by_hand"}
    (waiting,) = queries.waiting()
    assert waiting.closure_id == later.id


def test_taking_a_closure_back_tells_who_had_been_told_and_empties_the_list() -> None:
    with_mobile("Alice")
    patient_person("Bilal")
    lead = somebody(Role.SAFETY_LEAD, called="Léa")
    closure = closes(FIRST, LAST, now=NOW, by=lead)
    telling.tell_due(NOW)
    actions.take_back(by=lead, closure=closure.id, now=NOW + DAY)
    telling.tell_due(NOW + DAY)
    telling.tell_due(NOW + DAY + MINUTE)
    assert [subject_text[2] for subject_text in letters()][1:] == [
        (
            "Ce que nous vous avions écrit d’une fermeture du 24 décembre 2026 au 31 décembre 2026 ne vaut plus\u00a0: "
            "le service est ouvert. https://carnet.example.org"
        )
    ]
    assert queries.waiting().count() == 0
    with pytest.raises(actions.NotHere):
        actions.take_back(by=lead, closure=closure.id, now=NOW + DAY)


def test_a_word_by_hand_ends_only_with_how_it_was_told() -> None:
    patient_person("Bilal")
    closes(FIRST, LAST, now=NOW)
    telling.tell_due(NOW)
    (word,) = queries.waiting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Word.objects.filter(id=word.id).update(done_at=NOW)
    claire = psychologist("Claire")
    for how in (Word.How.OVERTAKEN, Word.How.TOO_LATE):
        with pytest.raises(ValueError, match=how):
            actions.note_told(by=claire, word=word.id, how=how, now=NOW)
    actions.note_told(by=claire, word=word.id, how=Word.How.CALLED, now=NOW)
    assert queries.waiting().count() == 0
    with pytest.raises(actions.NotHere):
        actions.note_told(by=claire, word=word.id, how=Word.How.WRITTEN, now=NOW + DAY)


def test_the_database_keeps_one_word_a_person_and_closure() -> None:
    patient_person("Bilal")
    closure = closes(FIRST, LAST, now=NOW)
    telling.tell_due(NOW)
    (word,) = queries.waiting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Word.objects.create(patient_id=word.patient_id, closure=closure, news=word.news, way="SMS", at=NOW)


def test_a_sign_during_a_closure_is_told_at_once_to_everybody_and_the_lead() -> None:
    claire, karim = psychologist("Claire"), somebody(Role.NURSE, called="Karim")
    on_the_rota(claire, karim, now=NOW)
    closes(FIRST, LAST, now=NOW)
    _person, alert = in_danger(ACTIVE, at=INSIDE)
    assert alert.due_at > datetime(2027, 1, 4, 8, tzinfo=UTC), "four staffed hours, counted from the reopening"
    escalating.escalate_due(INSIDE)
    called = on_call.called_for(alert.patient_id, now=INSIDE)
    assert called.present == ()
    told = [one.value for one in journal.entries(alert.patient_id) if type(one.value).__name__ == "AlertEscalated"]
    assert set(told[0].told) == {claire.id, karim.id}


def test_a_colleague_who_covers_keeps_the_clock_and_is_asked_first() -> None:
    claire, karim = psychologist("Claire"), somebody(Role.NURSE, called="Karim")
    on_the_rota(claire, karim, now=NOW)
    closes(FIRST, LAST, now=NOW, covers=[answers(FIRST, LAST, hours="09:00-12:00", person=karim)])
    _person, alert = in_danger(at=INSIDE)
    assert alert.due_at == INSIDE + timedelta(hours=1)
    assert on_call.called_for(alert.patient_id, now=INSIDE).present == (karim,)
    assert on_call.holes(INSIDE, days=1) == []


def rota_with_a_trainee() -> tuple[Person, Person]:
    claire, karim = psychologist("Claire"), somebody(Role.NURSE, called="Karim")
    decide_rota(by=administrator(), members=[claire, karim], lead=claire, trainees=[karim], now=NOW)
    return claire, karim


def test_somebody_in_training_is_never_alone_with_alerts() -> None:
    claire, karim = rota_with_a_trainee()
    middle = FIRST + 3 * DAY
    alone = [answers(FIRST, LAST, person=karim), answers(FIRST, LAST)]
    for covers, day in (
        (alone, FIRST),
        ([*alone, answers(FIRST, middle, person=claire)], middle + DAY),
        ([*alone, answers(FIRST, LAST, hours="09:00-12:00", person=claire)], FIRST),
    ):
        with pytest.raises(actions.OnlyTrainee) as refused:
            closes(FIRST, LAST, now=NOW, covers=covers)
        assert refused.value.days == (day,)
    beside = answers(FIRST, LAST, hours="09:00-12:00", person=karim)
    halves = [answers(FIRST, LAST, hours=hours, person=claire) for hours in ("08:00-10:00", "10:00-13:00")]
    assert closes(FIRST, LAST, now=NOW, covers=[beside, *halves])


def test_who_answers_without_an_end_does_so_only_while_it_is_closed() -> None:
    claire = psychologist("Claire")
    on_the_rota(claire, now=NOW)
    closes(FIRST, LAST, now=NOW, covers=[answers(FIRST - DAY, None, hours="10:00-11:00", person=claire)])
    hours = queries.hours_of(claire.organisation_id, at=INSIDE)
    assert hours.hours_on(FIRST) == ("10:00-11:00",)
    for day in (FIRST - DAY, date(2027, 1, 4)):
        assert hours.hours_on(day) == ("09:00-18:00",)


def test_a_line_about_days_of_no_closure_is_refused() -> None:
    with pytest.raises(actions.BadDays) as refused:
        closes(FIRST, LAST, now=NOW, covers=[answers(FIRST, LAST), answers(LAST + DAY, LAST + 2 * DAY)])
    assert refused.value.code == "outside"


def test_colleagues_whose_hours_overlap_count_once() -> None:
    claire, karim = psychologist("Claire"), somebody(Role.NURSE, called="Karim")
    on_the_rota(claire, karim, now=NOW)
    both = [
        answers(FIRST, LAST, hours="09:00-12:00", person=claire),
        answers(FIRST, None, hours="11:00-13:00", person=karim),
    ]
    closes(FIRST, LAST, now=NOW, covers=both)
    hours = queries.hours_of(claire.organisation_id, at=INSIDE)
    assert hours.between(INSIDE - DAY / 2, INSIDE + DAY / 2) == timedelta(hours=4)


@pytest.mark.parametrize("last", [date.max, date(9000, 1, 1)])
def test_days_at_the_end_of_the_calendar_are_counted_at_once(last: date) -> None:
    with pytest.raises(actions.NotCovered) as missing:
        closes(FIRST, None, now=NOW, covers=[answers(last, None), answers(FIRST, FIRST)])
    assert missing.value.days[0] == FIRST + DAY
    assert len(missing.value.days) <= 366


@given(
    st.lists(st.tuples(st.integers(-3, 12), st.one_of(st.none(), st.integers(0, 8))), max_size=6),
    st.one_of(st.none(), st.integers(0, 10)),
)
def test_the_days_without_anybody_are_those_that_nobody_holds(
    spans: list[tuple[int, int | None]], length: int | None
) -> None:
    covers = [
        answers(FIRST + begins * DAY, None if lasts is None else FIRST + (begins + lasts) * DAY)
        for begins, lasts in spans
    ]
    last = None if length is None else FIRST + length * DAY
    found = actions.uncovered(FIRST, last, covers)
    looked = [FIRST + days * DAY for days in range(length + 1 if length is not None else 40)]
    missing = [day for day in looked if not any(one.holds(day) for one in covers)]
    if last is None and missing and missing[-1] == looked[-1]:
        ends = max([FIRST, *(one.last_day + DAY for one in covers if one.last_day is not None)])
        missing = [day for day in missing if day <= ends]
    assert list(found) == missing


def test_a_closure_declared_later_postpones_no_alert() -> None:
    on_the_rota(psychologist(), now=NOW)
    person, alert = in_danger(ACTIVE, at=NOW)
    closes(NOW.date(), LAST, now=NOW + MINUTE)
    assert again(alert).due_at == alert.due_at
    escalating.escalate_due(NOW + 2 * MINUTE)
    assert again(alert).next_at <= alert.due_at  # type: ignore[operator]
    before = journal.snapshot(projections.concerns, alert.patient_id)
    assert journal.rebuild(alert.patient_id, [projections.concerns]) == ()
    assert journal.snapshot(projections.concerns, alert.patient_id) == before
    assert person.patient_id == alert.patient_id


def test_a_closure_that_is_over_cannot_be_corrected_any_more() -> None:
    lead = administrator()
    closure = closes(FIRST, LAST, now=NOW, by=lead)
    after = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    with pytest.raises(actions.NotHere):
        closes(FIRST, LAST + 4 * DAY, now=after, by=lead, replaces=closure)
    assert not queries.ahead(lead.organisation_id, now=after)


def test_the_worker_tells() -> None:
    assert "safety.closures" in {one.name for one in jobs()}


STEPS = st.lists(
    st.sampled_from(["joins with a mobile", "joins without", "joins with a landline", "correct", "an hour", "six days",
                     "fails", "tell", "told"]),
    max_size=9,
)  # fmt: skip


@given(STEPS)
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_at_any_moment_of_a_closure_everybody_in_care_was_reached_or_is_listed_exactly_once(steps: list[str]) -> None:
    with transaction.atomic():
        _walk(steps)
        transaction.set_rollback(True)


def _walk(steps: list[str]) -> None:
    lead = administrator()
    closure, now = closes(FIRST, LAST, now=NOW, by=lead), NOW
    for number, step in enumerate(steps, 1):
        if step.startswith("joins"):
            _joins(step, number)
        elif step == "correct" and now.date() <= closure.last_day:
            closure = closes(FIRST, LAST + number * DAY, now=now, by=lead, replaces=closure)
        elif step == "fails":
            Notice.objects.filter(sent_at=None, given_up_at=None).update(
                given_up_at=now, failure=Failure.NO_ADDRESS, sealed=b""
            )
        elif step == "told":
            for word in queries.waiting()[:1]:
                actions.note_told(by=_teller(), word=word.id, how=Word.How.CALLED, now=now)
        now += {"an hour": timedelta(hours=1), "six days": 6 * DAY}.get(step, MINUTE)
        telling.tell_due(now)
        _each_once(closure, now)
    telling.tell_due(now)
    _each_once(closure, now)


def _teller() -> Person:
    return psychologist("Claire")


def _joins(step: str, number: int) -> None:
    ways: dict[str, Any] = {
        "joins with a mobile": lambda: with_mobile(f"Mobile {number}"),
        "joins without": lambda: patient_person(f"Sans {number}"),
        "joins with a landline": lambda: with_mobile(f"Fixe {number}", "01 99 00 11 22"),
    }
    ways[step]()


def _each_once(closure: Closure, now: datetime) -> None:
    """Each person in care has one word about what counts now: a notice that was not given up, or a place on the list,
    waiting or done. No list holds anybody twice."""
    if queries.today(now) > (closure.last_day or LAST):
        return
    here = {one.id for one in in_care(closure.organisation_id)}
    told = Counter(Word.objects.filter(closure=closure).values_list("patient_id", flat=True))
    assert told == dict.fromkeys(here, 1)
    waiting = Counter(queries.waiting().values_list("patient_id", flat=True))
    assert all(times == 1 for times in waiting.values())
    for word in Word.objects.filter(closure=closure).exclude(way="by_hand"):
        notice = Notice.objects.get(key=telling.key_of(word.patient_id, closure.id, word.news))
        assert notice.given_up_at is None
