"""What a person writes here is read for danger: help at once, a plan is always told, the rest as they choose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import translation

from accalmie.core.crisis import Level
from accalmie.core.crisis.language import Language
from accalmie.core.entries import (
    AlertClosed,
    AlertEscalated,
    ConcernReviewed,
    ExerciseWritten,
    MoodNoted,
    OtherWayAsked,
    SignNoticed,
    StepRef,
    TalkAsked,
)
from accalmie.foundation import journal
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.models import Person
from accalmie.safety import actions as safety, projections, queries, words
from accalmie.safety.alerts import actions, escalating, queries as alerts
from accalmie.safety.alerts.models import Alert
from accalmie.safety.alerts.pages import alert_page
from tests.client import StrictClient
from tests.factories.alerts import again, reachable
from tests.factories.journeys import signed_in
from tests.factories.people import patient_person, psychologist
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PLAN = "Je vais me tuer ce soir, j’ai écrit ma lettre d’adieu."
PASSIVE = "Je voudrais être mort."
CALM = "J’ai marché jusqu’au marché et acheté des pommes."


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(TUESDAY, tick=True) as moment:
        yield moment


@pytest.fixture
def nora() -> Person:
    return patient_person("Nora")


def wrote(person: Person, text: str, *, at: datetime) -> None:
    """Words of theirs, kept at that moment."""
    journal.append(record(person), MoodNoted(mood=1, words=text), by=person.id, now=at)


def on_call_and_reachable() -> Person:
    claire = psychologist("Claire")
    reachable(claire, email="claire@example.org")
    on_the_rota(claire, now=TUESDAY - MINUTE)
    return claire


def signed_rounds(person: Person) -> list[str]:
    """In which rounds somebody was told, in order."""
    return [one.value.round for one in journal.entries(record(person), [AlertEscalated])]


def mood(client: StrictClient, text: str, **more: str) -> str:
    """Notes a mood with these words; where the page leads to."""
    answer = client.post("/mood/", {"mood": "3", "words": text, "id": str(uuid4()), **more})
    assert answer.status_code == 302
    return str(answer["Location"])


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def signs_of(person: Person) -> list[tuple[str, str]]:
    return [(one.origin, one.level) for one in queries.concerns(record(person))]


def test_a_plan_is_told_with_the_words_and_help_comes_first(nora: Person) -> None:
    client, _nora = signed_in(nora)
    where = mood(client, PLAN)
    assert where.startswith("/help/words/")
    page = client.get(where).content.decode()
    assert page.index("15") < page.index("Continuer")
    assert "Une alerte est ouverte" in page
    assert signs_of(nora) == [("WORDS", "plan")]
    (concern,) = queries.concerns(record(nora))
    assert "me tuer" in concern.words
    (alert,) = Alert.objects.all()
    assert alert.level == "plan"


def test_a_wish_to_be_dead_shows_help_and_is_told_only_if_they_choose(nora: Person) -> None:
    client, _nora = signed_in(nora)
    where = mood(client, PASSIVE)
    page = client.get(where).content.decode()
    assert "être mort" in page
    assert "Oui, dites-le à quelqu’un d’ici" in page
    assert not Alert.objects.exists()
    again = client.post(where, follow=True).content.decode()
    assert "Une alerte est ouverte" in again
    client.post(where)
    assert signs_of(nora) == [("WORDS", "passive")]


def test_ordinary_words_lead_where_they_led_before(nora: Person) -> None:
    client, _nora = signed_in(nora)
    assert mood(client, CALM) == "/"
    assert signs_of(nora) == []


def test_sent_twice_it_is_told_once(nora: Person) -> None:
    client, _nora = signed_in(nora)
    once = str(uuid4())
    mood(client, PLAN, id=once)
    mood(client, PLAN, id=once)
    assert Alert.objects.count() == 1


def test_going_on_leads_only_to_pages_of_ours(nora: Person) -> None:
    client, _nora = signed_in(nora)
    where = mood(client, PASSIVE).partition("?")[0]
    page = client.get(f"{where}?then=https://example.org/").content.decode()
    assert 'href="https://example.org' not in page


def test_somebody_elses_words_are_not_there(nora: Person) -> None:
    where = mood(signed_in(nora)[0], PASSIVE)
    stranger, _samir = signed_in(patient_person("Samir"))
    assert stranger.get(where).status_code == 404
    assert stranger.post(where).status_code == 404


@pytest.mark.parametrize(
    "entry",
    [
        ExerciseWritten(exercise="x", exercise_version="1", answers={"a": [{"b": PLAN}], "c": 3}, shared=False),
        TalkAsked(way="callback", about="how_i_am", words=PLAN),
        MoodNoted(mood=1, words=PLAN),
    ],
)
def test_wherever_a_person_writes(nora: Person, entry: ExerciseWritten | TalkAsked | MoodNoted) -> None:
    journal.append(record(nora), entry, by=nora.id, now=TUESDAY)
    assert signs_of(nora) == [("WORDS", "plan")]


def test_a_record_computed_again_says_what_was_noticed_then_whatever_the_rules_are_now(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append(record(nora), MoodNoted(mood=1, words=PLAN), by=nora.id, now=TUESDAY)
    monkeypatch.setattr(words, "read", lambda _entry: pytest.fail("read again"))
    journal.rebuild(record(nora))
    assert signs_of(nora) == [("WORDS", "plan")]


def test_an_entry_sent_again_after_the_rules_changed_is_kept_as_it_was(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, said = uuid4(), MoodNoted(mood=1, words=PLAN)
    journal.append(record(nora), said, by=nora.id, now=TUESDAY, id=once)
    monkeypatch.setattr(
        words,
        "sign_of",
        lambda _found, source: SignNoticed(kind_of_sign="words", level="active", source=source),
    )
    assert journal.append(record(nora), said, by=nora.id, now=TUESDAY, id=once).repeated
    assert signs_of(nora) == [("WORDS", "plan")]


def test_what_cannot_be_kept_leaves_no_sign(nora: Person) -> None:
    taken = uuid4()
    journal.append(record(nora), MoodNoted(mood=5), by=nora.id, now=TUESDAY, id=taken)
    with pytest.raises(journal.EntryConflict):
        journal.append(record(nora), MoodNoted(mood=1, words=PLAN), by=nora.id, now=TUESDAY, id=taken)
    assert signs_of(nora) == []


def test_what_is_written_while_an_alert_is_open_is_answered_with_it_and_its_clock_does_not_move(nora: Person) -> None:
    wrote(nora, PLAN, at=TUESDAY)
    (first,) = Alert.objects.all()
    for minutes in (10, 20):
        wrote(nora, f"{PLAN} Encore {minutes}.", at=TUESDAY + timedelta(minutes=minutes))
    (alert,) = Alert.objects.all()
    assert (alert.source, alert.due_at, alert.level) == (first.source, first.due_at, "plan")
    page = alert_page(alert, "Nora", "fr", now=TUESDAY)
    assert [one.at for one in page.signs] == [TUESDAY + timedelta(minutes=minutes) for minutes in (10, 20)]
    assert all("me tuer" in one.words for one in page.signs)
    assert all(one.alert == alert.source and one.has_alert for one in queries.concerns(record(nora)))


def test_whoever_answers_is_told_of_more_once_and_keeps_the_alert(nora: Person) -> None:
    claire = on_call_and_reachable()
    wrote(nora, PLAN, at=TUESDAY)
    (alert,) = Alert.objects.all()
    escalating.escalate_due(TUESDAY)
    actions.take(patient=record(nora), source=alert.source, by=claire, now=TUESDAY + MINUTE)
    for minutes in (10, 11):
        wrote(nora, f"{PLAN} Encore {minutes}.", at=TUESDAY + minutes * MINUTE)
    before = Notice.objects.count()
    for minutes in (11, 12, 13):
        escalating.escalate_due(TUESDAY + minutes * MINUTE)
    assert Notice.objects.count() == before + 1
    later = again(alert)
    assert (later.taken_by, later.late, later.due_at) == (claire.id, 0, alert.due_at)
    assert later.next_at == alert.due_at
    assert signed_rounds(nora) == ["waiting", "more"]


def test_more_that_comes_before_anybody_answers_is_told_and_the_steps_go_on(nora: Person) -> None:
    on_call_and_reachable()
    wrote(nora, PLAN, at=TUESDAY)
    (alert,) = Alert.objects.all()
    escalating.escalate_due(TUESDAY)
    ladder = again(alert).next_at
    wrote(nora, f"{PLAN} Encore.", at=TUESDAY + MINUTE)
    escalating.escalate_due(TUESDAY + MINUTE)
    assert again(alert).next_at == ladder
    assert signed_rounds(nora) == ["waiting", "more"]


def test_a_graver_text_raises_the_alert_and_begins_its_steps_anew(nora: Person) -> None:
    claire = on_call_and_reachable()
    source = journal.append(record(nora), MoodNoted(mood=1, words=PASSIVE), by=nora.id, now=TUESDAY).entry.id
    words.tell(patient=record(nora), source=source, by=nora.id, now=TUESDAY)
    (alert,) = Alert.objects.all()
    actions.take(patient=record(nora), source=alert.source, by=claire, now=TUESDAY)
    wrote(nora, PLAN, at=TUESDAY + MINUTE)
    later = again(alert)
    assert (later.level, later.taken_by, later.step) == ("plan", None, 0)
    assert later.due_at < alert.due_at
    assert escalating.escalate_due(TUESDAY + MINUTE) == 1
    assert again(alert).signs_told == 1


def test_closing_it_looks_at_all_of_it_and_not_before_it_was_read(nora: Person) -> None:
    claire = on_call_and_reachable()
    wrote(nora, PLAN, at=TUESDAY)
    (alert,) = Alert.objects.all()
    wrote(nora, f"{PLAN} Encore.", at=TUESDAY + MINUTE)
    later = queries.concerns(record(nora))[0]
    with pytest.raises(safety.AlertWaits):
        safety.review_concern(
            patient=record(nora), source=later.source, words="Vu.", programme_goes_on=True, by=claire.id, now=TUESDAY
        )
    actions.take(patient=record(nora), source=alert.source, by=claire, now=TUESDAY + MINUTE)
    tried = {"way": "phone", "result": "spoke", "words": ""}
    actions.note_try(patient=record(nora), source=alert.source, by=claire, now=TUESDAY + MINUTE, **tried)

    def close(seen: int) -> None:
        ending = actions.Ending("reached", "Appelée.", programme_goes_on=True, seen=seen)
        actions.close(patient=record(nora), source=alert.source, ending=ending, by=claire, now=TUESDAY + 2 * MINUTE)

    with pytest.raises(actions.NotYet) as refused:
        close(seen=0)
    assert refused.value.code == "more"
    close(seen=1)
    assert all(one.reviewed_at for one in queries.concerns(record(nora)))
    wrote(nora, PLAN, at=TUESDAY + 3 * MINUTE)
    assert len(alerts.open_alerts(record(nora))) == 1
    kept = [projections.concerns]
    before = [journal.snapshot(one, record(nora)) for one in kept]
    assert journal.rebuild(record(nora), kept) == ()
    assert [journal.snapshot(one, record(nora)) for one in kept] == before


def test_a_sign_that_comes_in_the_moment_of_closing_keeps_the_alert_open(
    nora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    claire = on_call_and_reachable()
    wrote(nora, PLAN, at=TUESDAY)
    (alert,) = Alert.objects.all()
    actions.take(patient=record(nora), source=alert.source, by=claire, now=TUESDAY)
    tried = {"way": "phone", "result": "spoke", "words": ""}
    actions.note_try(patient=record(nora), source=alert.source, by=claire, now=TUESDAY, **tried)
    keep = journal.append_many

    def meanwhile(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(journal, "append_many", keep)
        wrote(nora, f"{PLAN} Encore.", at=TUESDAY + MINUTE)
        return keep(*given, **more)

    monkeypatch.setattr(journal, "append_many", meanwhile)
    ending = actions.Ending("reached", "Appelée.", programme_goes_on=True, seen=0)
    with pytest.raises(actions.NotYet) as refused:
        actions.close(patient=record(nora), source=alert.source, ending=ending, by=claire, now=TUESDAY + MINUTE)
    assert refused.value.code == "more"
    assert again(alert).closed_at is None
    assert not any(one.reviewed_at for one in queries.concerns(record(nora)))
    assert not list(journal.entries(record(nora), [AlertClosed, ConcernReviewed]))


def test_each_text_is_read_once_where_a_sign_is_kept(nora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    read, noticed = [], words.noticed

    def counted(language: Language, text: str) -> object:
        read.append(text)
        return noticed(language, text)

    monkeypatch.setattr(words, "noticed", counted)
    journal.append(record(nora), MoodNoted(mood=1, words=PLAN), by=nora.id, now=TUESDAY)
    assert read == [PLAN]


@pytest.mark.parametrize(("language", "opens"), [("fr", "«\u00a0"), ("en", "“")])
def test_words_are_quoted_as_their_language_does(nora: Person, language: str, opens: str) -> None:
    with translation.override(language):
        journal.append(record(nora), MoodNoted(mood=1, words=PLAN), by=nora.id, now=TUESDAY)
    assert queries.concerns(record(nora))[0].words.startswith(opens)


def test_asking_for_somebody_is_no_alert_and_leaves_the_choice_to_tell(nora: Person) -> None:
    at = StepRef(enrolment=uuid4(), module="m", step="s")
    asked = OtherWayAsked(at=at, wish="person", words=PASSIVE)
    source = journal.append(record(nora), asked, by=nora.id, now=TUESDAY).entry.id
    assert not words.is_told(record(nora), source)
    words.tell(patient=record(nora), source=source, by=nora.id, now=TUESDAY)
    assert words.is_told(record(nora), source)
    assert Alert.objects.count() == 1


def test_professionals_words_are_never_read_for_danger() -> None:
    assert words.texts(SignNoticed(kind_of_sign="worried", level=Level.PASSIVE, words=PLAN)) == ()
