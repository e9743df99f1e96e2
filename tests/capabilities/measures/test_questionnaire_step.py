"""A questionnaire as a step of a programme: all of it or nothing, with what is missing named."""

from __future__ import annotations

from random import Random
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given, strategies as st

from accalmie.capabilities.measures import forms, library
from accalmie.core.entries import MeasureScored, StepRef
from accalmie.core.measures import score
from accalmie.core.programme import nodes
from accalmie.foundation.steps import Asked, FormError, Shown, kind_of

AT = StepRef(enrolment=uuid4(), module="one", step="ask")
BOTH = ("phq-9", "gad-7")


def asked(*instruments: str, typed: QueryDict | None = None, language: str = "fr") -> Asked:
    wording = nodes.Wording(title="Deux questionnaires", parts=())
    doing = nodes.Questionnaire(instruments=instruments)
    step = nodes.Step(id="ask", minutes=5, doing=doing, wording={"fr": wording, "en": wording})
    return Asked(patient=uuid4(), step=step, wording=wording, language=language, at=AT, typed=typed)


def form(**answers: tuple[int | None, ...]) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, given_ in answers.items():
        instrument = library.instruments()[name.replace("_", "-")]
        for number, answer in enumerate(given_, 1):
            typed[forms.field_name(instrument, number)] = forms.DECLINED if answer is None else str(answer)
    return typed


def drawn(question: Asked, errors: tuple[FormError, ...] = ()) -> str:
    shown: Shown = kind_of(question.step).show(question, errors)
    return render_to_string(shown.template, {"body": shown}, request=RequestFactory().get("/"))


def test_both_are_scored_at_the_step_that_asked_them() -> None:
    typed = form(phq_9=(1,) * 9, gad_7=(2,) * 7)
    given_ = kind_of(asked(*BOTH).step).read(asked(*BOTH, typed=typed), typed)
    found = [entry for entry in given_.entries if isinstance(entry, MeasureScored)]
    assert [(entry.instrument, entry.total, entry.at) for entry in found] == [("phq-9", 9, AT), ("gad-7", 14, AT)]
    assert given_.errors == ()


def test_one_question_left_open_journals_neither() -> None:
    typed = form(phq_9=(1,) * 9, gad_7=(2,) * 6)
    given_ = kind_of(asked(*BOTH).step).read(asked(*BOTH, typed=typed), typed)
    assert [error.field for error in given_.errors] == ["gad-7-7"]
    assert given_.entries == ()


@given(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=9, max_size=9))
def test_what_is_journalled_is_what_the_score_says(answers: list[int | None]) -> None:
    typed = form(phq_9=tuple(answers))
    (entry,) = kind_of(asked("phq-9").step).read(asked("phq-9", typed=typed), typed).entries
    assert isinstance(entry, MeasureScored)
    expected = score(library.instruments()["phq-9"], answers)
    assert (entry.answers, entry.total, entry.band) == (tuple(answers), expected.total, expected.band)
    assert entry.instrument_version == library.instruments()["phq-9"].version


def test_after_an_error_what_was_chosen_stays_chosen_and_what_is_missing_is_said() -> None:
    typed = form(phq_9=(1,) * 8)
    question = asked("phq-9", typed=typed)
    errors = kind_of(question.step).read(question, typed).errors
    html = drawn(question, errors)
    assert html.count(" checked") == 8
    assert "phq-9-9" in html


@pytest.mark.parametrize(("language", "words"), [("fr", "répondu"), ("en", "answered")])
def test_it_says_in_one_line_what_was_answered(language: str, words: str) -> None:
    with override(language):
        said = kind_of(asked(*BOTH).step).summarise(asked(*BOTH).step, {}, language)
    assert words in said.lower() or "PHQ-9" in said
    assert "PHQ-9" in said
    assert "GAD-7" in said


@pytest.mark.parametrize("seed", range(5))
def test_it_plays_itself_with_answers_that_can_be_sent(seed: int) -> None:
    step = asked(*BOTH).step
    answers = kind_of(step).simulate(step, Random(seed).random)
    typed = QueryDict(mutable=True)
    typed.update({name: str(answer) for name, answer in answers.items()})
    assert kind_of(step).read(asked(*BOTH, typed=typed), typed).errors == ()
    assert kind_of(step).simulate(step, Random(seed).random) == answers
