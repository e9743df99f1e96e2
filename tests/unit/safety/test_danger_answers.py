"""A danger answer shows help at once, opens a concern with it, and nothing lowers it but a professional."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.programmes import queries as programmes
from accalmie.core.entries import MeasureScored
from accalmie.foundation import clock, journal
from accalmie.foundation.people.models import Person
from accalmie.safety import projections, queries
from tests.client import StrictClient
from tests.factories.alerts import looked_at
from tests.factories.journeys import MILD, next_form, phq9, signed_in, started
from tests.factories.people import psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]

NOTHING_MORE = {"wish": "no", "intent": "no", "past": "no", "done": "no"}


def in_danger(answer: int | str = 1) -> tuple[StrictClient, Person, queries.Concern]:
    """Somebody in a programme who has just given item 9 this answer."""
    client, person = started()
    client.post("/measures/phq-9/", phq9(*MILD[:8], answer))
    (concern,) = queries.concerns(person.patient_id)
    return client, person, concern


def graded(**answers: str) -> dict[str, str]:
    return {**NOTHING_MORE, **answers, "id": str(uuid4())}


@pytest.mark.parametrize("answer", [1, 2, 3, "declined"])
def test_help_is_the_very_next_page(answer: int | str) -> None:
    client, _person, concern = in_danger(answer)
    page = next_form(client)
    assert page.request["PATH_INFO"] == f"/help/questions/{concern.source}/"
    shown = page.content.decode()
    assert [shown.index(number) for number in ("tel:15", "tel:112", "sms:114", "tel:3114")] == sorted(
        shown.index(number) for number in ("tel:15", "tel:112", "sms:114", "tel:3114")
    )


def test_a_zero_on_item_nine_opens_nothing() -> None:
    client, person = started()
    client.post("/measures/phq-9/", phq9(*MILD))
    assert queries.concerns(person.patient_id) == []


def test_unfinished_questions_count_as_active() -> None:
    _client, _person, concern = in_danger()
    assert (concern.level, concern.is_finished) == ("active", False)


def test_a_passive_wish_lets_the_programme_go_on() -> None:
    client, person, _concern = in_danger()
    page = client.post(next_form(client).request["PATH_INFO"], graded(wish="yes"))
    assert "3114" in page.content.decode()
    (concern,) = queries.concerns(person.patient_id)
    assert (concern.level, concern.is_finished) == ("passive", True)
    place = programmes.current_place(person.patient_id)
    assert place is not None
    assert place.plan(clock.now()).page == "step"


def test_every_no_after_a_danger_answer_still_leaves_a_concern() -> None:
    client, person, _concern = in_danger()
    client.post(next_form(client).request["PATH_INFO"], graded())
    assert queries.concerns(person.patient_id)[0].level == "passive"


def test_active_thoughts_hold_the_next_step_until_a_professional_says_so() -> None:
    client, person, concern = in_danger()
    client.post(next_form(client).request["PATH_INFO"], graded(intent="yes", plan="no", means="no"))
    assert next_form(client).request["PATH_INFO"] == f"/help/plan/{concern.source}/"
    assert person.patient_id is not None
    looked_at(person.patient_id, concern.source, by=psychologist().id, now=clock.now())
    assert "/programme/step/" in next_form(client).request["PATH_INFO"]
    assert queries.open_concerns([person.patient_id]) == {}


def test_an_act_under_way_is_due_sooner_than_a_plan() -> None:
    client, person, concern = in_danger()
    client.post(next_form(client).request["PATH_INFO"], graded(intent="yes", plan="yes", means="no"))
    planned = queries.concerns(person.patient_id)[0]
    client.post(f"/help/questions/{concern.source}/", graded(intent="yes", plan="yes", means="no", done="yes"))
    under_way = queries.concerns(person.patient_id)[0]
    assert planned.due_at is not None
    assert under_way.due_at is not None
    assert under_way.due_at < planned.due_at


def test_a_second_lighter_answer_lowers_nothing() -> None:
    client, person, concern = in_danger()
    client.post(f"/help/questions/{concern.source}/", graded(intent="yes", plan="yes", means="no"))
    client.post(f"/help/questions/{concern.source}/", graded())
    assert queries.concerns(person.patient_id)[0].level == "plan"


def test_an_unchanged_passive_answer_reviewed_lately_asks_nobody_again() -> None:
    client, person, first = in_danger()
    client.post(f"/help/questions/{first.source}/", graded(wish="yes"))
    review(person, first.source)
    client.post("/measures/phq-9/", phq9(*MILD[:8], 1))
    (again,) = queries.open_concerns([person.patient_id]).values()
    client.post(f"/help/questions/{again.source}/", graded(wish="yes"))
    assert queries.open_concerns([person.patient_id]) == {}


def test_a_heavier_answer_than_the_reviewed_one_waits_for_a_professional_again() -> None:
    client, person, first = in_danger()
    client.post(f"/help/questions/{first.source}/", graded(wish="yes"))
    review(person, first.source)
    client.post("/measures/phq-9/", phq9(*MILD[:8], 1))
    (again,) = queries.open_concerns([person.patient_id]).values()
    client.post(f"/help/questions/{again.source}/", graded(wish="yes", intent="yes", plan="no", means="no"))
    assert queries.open_concerns([person.patient_id])[person.patient_id].level == "active"


def review(person: Person, source: UUID) -> None:
    assert person.patient_id is not None
    looked_at(person.patient_id, source, by=psychologist().id, now=clock.now())


def test_leaving_the_questions_open_shows_help_and_counts_as_active() -> None:
    client, person, concern = in_danger()
    page = client.post(f"/help/questions/{concern.source}/", {"id": str(uuid4())})
    assert "3114" in page.content.decode()
    assert queries.concerns(person.patient_id)[0].level == "active"


def test_somebody_elses_concern_is_not_found() -> None:
    _client, _person, concern = in_danger()
    stranger, _other = signed_in()
    assert stranger.get(f"/help/questions/{concern.source}/").status_code == 404
    assert stranger.get(f"/help/plan/{concern.source}/").status_code == 404


def test_asking_for_somebody_is_put_where_a_person_looks() -> None:
    client, person = started()
    client.post(
        "/programme/step/the-circle/what-is-known/other-way/", {"id": str(uuid4()), "wish": "person", "words": "seule"}
    )
    (concern,) = queries.concerns(person.patient_id)
    assert (concern.origin, concern.words) == ("ASKED", "seule")


def test_if_the_concern_cannot_be_kept_the_answer_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _client, person = started()
    before = len(list(journal.entries(person.patient_id)))
    monkeypatch.setattr(projections, "signs", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _answer(person)
    assert len(list(journal.entries(person.patient_id))) == before


def _answer(person: Person) -> None:
    entry = MeasureScored(
        instrument="phq-9", instrument_version="1", answers=(0,) * 8 + (3,), total=3, band="minimal", language="fr"
    )
    journal.append(person.patient_id, entry, by=person.id, now=clock.now())


def test_help_now_is_open_to_everybody_and_leaves_quickly() -> None:
    page = StrictClient().get("/help/")
    assert page.status_code == 200
    away = StrictClient().get("/leave/")
    assert away.headers["Referrer-Policy"] == "no-referrer"
    assert away.headers["Location"].startswith("https://")
