"""A person answers a questionnaire, leaves questions aside, and reads what the curve says."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accalmie.capabilities.measures import library, pages, queries
from tests.factories.journeys import MILD, phq9, signed_in

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]


def test_the_total_and_its_meaning_are_kept() -> None:
    client, person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    (point,) = queries.scores(person.patient_id)["phq-9"]
    assert (point.total, point.band) == (7, "mild")


def test_a_missing_answer_is_named_and_the_others_stay_chosen() -> None:
    client, person = signed_in()
    form = phq9(*MILD)
    del form["phq-9-3"]
    page = client.post("/measures/phq-9/", form)
    assert page.status_code == 422
    shown = page.content.decode()
    assert 'href="#phq-9-3"' in shown
    assert shown.count(" checked") == 8
    assert queries.scores(person.patient_id) == {}


@pytest.mark.parametrize("bad", ["4", "-1", "deux", "1.5", "٣"])
def test_an_answer_out_of_range_is_refused(bad: str) -> None:
    client, person = signed_in()
    assert client.post("/measures/phq-9/", phq9(*MILD[:8], bad)).status_code == 422
    assert queries.scores(person.patient_id) == {}


def test_a_question_may_be_left_aside_and_is_recorded_as_such() -> None:
    client, person = signed_in()
    client.post("/measures/phq-9/", phq9("declined", *MILD[1:]))
    (point,) = queries.scores(person.patient_id)["phq-9"]
    assert point.total is None


def test_the_same_page_sent_twice_counts_once() -> None:
    client, person = signed_in()
    form = phq9(*MILD)
    client.post("/measures/phq-9/", form)
    client.post("/measures/phq-9/", form)
    assert len(queries.scores(person.patient_id)["phq-9"]) == 1


def test_an_unknown_instrument_and_an_empty_slot_are_not_found() -> None:
    client, _person = signed_in()
    assert client.get("/measures/no-such-thing/").status_code == 404
    assert client.get("/measures/isi/").status_code == 404


def test_next_never_leads_to_another_site() -> None:
    client, _person = signed_in()
    answer = client.post("/measures/phq-9/", {**phq9(*MILD), "next": "https://example.org/"})
    assert "example.org" not in answer.headers["Location"]


def test_the_curve_says_what_a_change_is_worth() -> None:
    instrument = library.instruments()["phq-9"]
    said = pages.sentence(instrument, [16, 12], "fr")
    assert said != pages.sentence(instrument, [16, 8], "fr")
    assert "12" in said
    assert "16" in said


def test_my_progress_shows_the_curve_with_its_table() -> None:
    client, _person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    shown = client.get("/progress/").content.decode()
    assert "<svg" in shown
    assert "<table" in shown


def test_a_mood_is_noted_with_its_words() -> None:
    client, person = signed_in()
    client.post("/mood/", {"id": str(uuid4()), "mood": "3", "words": "fatigue"})
    (mood,) = queries.moods(person.patient_id)
    assert (mood.mood, mood.words) == (3, "fatigue")


def test_a_mood_off_the_scale_is_refused_and_the_words_stay() -> None:
    client, person = signed_in()
    page = client.post("/mood/", {"id": str(uuid4()), "mood": "11", "words": "gardez-moi"})
    assert page.status_code == 422
    assert "gardez-moi" in page.content.decode()
    assert queries.moods(person.patient_id) == []
