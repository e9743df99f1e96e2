"""What a run of scores says: the latest with its meaning, the change with its weight, and no more than is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given, strategies as st

from accalmie.capabilities.measures import forms, library, pages, queries
from accalmie.capabilities.measures.queries import ScorePoint
from accalmie.core.measures import Instrument, change
from accalmie.foundation import journal
from tests.factories.journeys import MILD, phq9, signed_in

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BANDED = [one for one in library.instruments().values() if one.bands is not None]
WORDED = [one for one in library.instruments().values() if one.wordings]


def points(*totals: float | None) -> list[ScorePoint]:
    return [ScorePoint("phq-9", total, "", NOW + timedelta(weeks=week)) for week, total in enumerate(totals)]


def said(instrument: Instrument, *totals: float | None, language: str = "en") -> str:
    with override(language):
        return pages.sentence(instrument, totals, language)


@pytest.fixture
def depression() -> Instrument:
    return library.instruments()["phq-9"]


@pytest.mark.parametrize(
    ("totals", "sentence"),
    [
        ((), "No total yet."),
        ((None, None), "No total yet."),
        ((16, 16), "The same as at the start, 16."),
        ((16, 15), "At the start, 16: 1 point apart."),
        ((16, None, 12), "At the start, 16: 4 points apart. Chance in the measure could explain that"),
        ((16, 9), "a real change for the better"),
        ((9, 16), "that deserves somebody’s attention"),
    ],
)
def test_a_run_of_totals_is_said_in_words(depression: Instrument, totals: tuple[float, ...], sentence: str) -> None:
    assert sentence in said(depression, *totals)


def test_a_score_is_never_a_verdict_alone(depression: Instrument) -> None:
    assert said(depression, 12, language="fr").startswith("12 sur 27")


@pytest.mark.parametrize("instrument", BANDED, ids=lambda one: one.id)
@given(data=st.data())
def test_the_words_of_a_change_agree_with_the_statistics(instrument: Instrument, data: st.DataObject) -> None:
    first, last = (data.draw(st.integers(instrument.lo, instrument.hi)) for _ in range(2))
    sentence = said(instrument, first, last)
    reliable = change(instrument, first, last).reliable
    assert ("a real change for the better" in sentence) == (reliable == "improved")
    assert ("things have grown heavier" in sentence) == (reliable == "worsened")


@pytest.mark.parametrize("instrument", BANDED, ids=lambda one: one.id)
def test_the_bands_of_a_curve_cover_the_whole_scale_without_a_gap(instrument: Instrument) -> None:
    curve = pages.curve(instrument, points(instrument.lo, instrument.hi), "fr")
    assert (curve.lowest, curve.highest) == (instrument.lo, instrument.hi)
    assert [band.low for band in curve.bands[1:]] == [band.high for band in curve.bands[:-1]]
    assert (curve.bands[0].low, curve.bands[-1].high) == (instrument.lo, instrument.hi)


def test_an_instrument_that_is_gone_or_has_no_bands_has_no_curve() -> None:
    known = library.instruments()
    scores = {"phq-9": points(9), "safety-question": points(1), "of-another-release": points(3)}
    assert [one.id for one in pages.curves(scores, known, "fr")] == ["curve-phq-9"]


def test_a_questionnaire_without_a_total_is_told_on_the_curve(depression: Instrument) -> None:
    with override("en"):
        curve = pages.curve(depression, points(12, None), "en")
    assert curve.points[1].note == "too many questions left aside for a total"


@pytest.mark.parametrize("instrument", WORDED, ids=lambda one: one.id)
@given(data=st.data())
def test_every_questionnaire_is_read_as_it_was_answered(instrument: Instrument, data: st.DataObject) -> None:
    given_ = [data.draw(st.sampled_from([*instrument.scores(item), None])) for item in instrument.items]
    typed = QueryDict(mutable=True)
    for number, answer in enumerate(given_, 1):
        typed[forms.field_name(instrument, number)] = forms.DECLINED if answer is None else str(answer)
    assert forms.read(instrument, typed) == (tuple(given_), ())


@pytest.mark.parametrize("instrument", WORDED, ids=lambda one: one.id)
@given(typed=st.dictionaries(st.integers(1, 9), st.text(max_size=5)))
def test_whatever_is_typed_gives_answers_of_the_instrument_or_a_sentence(
    instrument: Instrument, typed: dict[int, str]
) -> None:
    query = QueryDict(mutable=True)
    query.update({forms.field_name(instrument, number): text for number, text in typed.items()})
    answers, errors = forms.read(instrument, query)
    missing = {error.field for error in errors}
    for number, (item, answer) in enumerate(zip(instrument.items, answers, strict=True), 1):
        name = forms.field_name(instrument, number)
        allowed = {str(score) for score in instrument.scores(item)} | {forms.DECLINED}
        assert (name in missing) == (query.get(name, "") not in allowed)
        assert answer is None or answer in instrument.scores(item)


@pytest.mark.parametrize(
    ("instrument", "language"),
    [pytest.param(one, language, id=f"{one.id}-{language}") for one in WORDED for language in one.wordings],
)
def test_every_question_can_be_left_aside(instrument: Instrument, language: str) -> None:
    with override(language):
        for field in forms.fields(instrument, language, None, checked=False):
            assert field.options[-1][0] == forms.DECLINED
            assert field.error == ""
            assert len({words for _, words in field.options}) == len(field.options)


@pytest.mark.django_db(databases=["default", "keys"])
class TestOnThePages:
    """Asked by a browser."""

    def test_the_same_form_with_other_answers_keeps_the_first_and_says_so(self) -> None:
        client, person = signed_in()
        form = phq9(*MILD)
        client.post("/measures/phq-9/", form)
        assert client.post("/measures/phq-9/", form | {"phq-9-1": "3"}).status_code == 409
        assert [point.total for point in queries.scores(person.patient_id)["phq-9"]] == [7]

    def test_a_form_whose_id_was_tampered_with_is_kept_under_one_of_its_own(self) -> None:
        client, person = signed_in()
        client.post("/measures/phq-9/", phq9(*MILD) | {"id": "'; DROP TABLE"})
        assert len(queries.scores(person.patient_id)["phq-9"]) == 1

    def test_a_mood_sent_twice_counts_once_and_with_other_words_says_so(self) -> None:
        client, person = signed_in()
        form = {"id": str(uuid4()), "mood": "3", "words": "fatigue"}
        client.post("/mood/", form)
        client.post("/mood/", form)
        assert client.post("/mood/", form | {"mood": "9"}).status_code == 409
        assert [mood.mood for mood in queries.moods(person.patient_id)] == [3]

    @pytest.mark.parametrize("mood", ["0", "10"])
    def test_both_ends_of_the_scale_of_moods_can_be_chosen(self, mood: str) -> None:
        client, person = signed_in()
        client.post("/mood/", {"id": str(uuid4()), "mood": mood})
        assert [one.mood for one in queries.moods(person.patient_id)] == [int(mood)]

    def test_the_newest_moods_come_first_and_no_more_than_asked(self) -> None:
        client, person = signed_in()
        for mood in range(5):
            client.post("/mood/", {"id": str(uuid4()), "mood": str(mood)})
        assert [one.mood for one in queries.moods(person.patient_id, at_most=3)] == [4, 3, 2]

    def test_where_the_person_was_going_comes_after_the_answer(self) -> None:
        client, _person = signed_in()
        answer = client.post("/measures/phq-9/", {**phq9(*MILD), "next": "/programmes/"})
        assert answer.headers["Location"] == "/go-on/?next=%2Fprogrammes%2F"
        assert client.get(answer.headers["Location"]).headers["Location"] == "/programmes/"

    def test_help_comes_before_where_the_person_was_going(self) -> None:
        client, _person = signed_in()
        answer = client.post("/measures/phq-9/", {**phq9(*MILD[:8], 2), "next": "/programmes/"})
        assert "/help/questions/" in client.get(answer.headers["Location"]).headers["Location"]

    def test_what_is_journalled_holds_the_answers_in_their_order(self) -> None:
        client, person = signed_in()
        client.post("/measures/phq-9/", phq9(3, 2, 1, 0, "declined", 1, 2, 3, 0))
        recorded = list(journal.entries(person.patient_id))[-1]
        assert recorded.value.answers == (3, 2, 1, 0, None, 1, 2, 3, 0)
