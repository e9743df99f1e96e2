"""What a person writes here is read for danger: help at once, a plan is always told, the rest as they choose."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import time_machine

from accalmie.core.crisis import Level
from accalmie.core.entries import ExerciseWritten, MoodNoted, OtherWayAsked, SignNoticed, StepRef, TalkAsked
from accalmie.foundation import journal
from accalmie.foundation.people.models import Person
from accalmie.safety import queries, words
from accalmie.safety.alerts.models import Alert
from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.people import patient_person

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
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
    monkeypatch.setattr(words, "level_of", lambda _entry: pytest.fail("read again"))
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
        lambda _entry, source, _level: SignNoticed(kind_of_sign="words", level="active", source=source),
    )
    assert journal.append(record(nora), said, by=nora.id, now=TUESDAY, id=once).repeated
    assert signs_of(nora) == [("WORDS", "plan")]


def test_what_cannot_be_kept_leaves_no_sign(nora: Person) -> None:
    taken = uuid4()
    journal.append(record(nora), MoodNoted(mood=5), by=nora.id, now=TUESDAY, id=taken)
    with pytest.raises(journal.EntryConflict):
        journal.append(record(nora), MoodNoted(mood=1, words=PLAN), by=nora.id, now=TUESDAY, id=taken)
    assert signs_of(nora) == []


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
