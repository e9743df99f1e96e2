"""The kinds of steps that need no other room: what each takes from a form, remembers and says in one line."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import given, strategies as st

from accalmie.core.entries import StepRef
from accalmie.core.programme import nodes
from accalmie.core.programme.nodes import Step
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked, Given, StepKind, UnknownKind, kind_of

WORDING = nodes.Wording(title="Un pas", parts=(), options={"done": "Je l’ai fait", "stuck": "Je n’ai pas pu"})
CHOICE = nodes.Choice(options=("done", "stuck"))
PRACTICE = nodes.Practice(days=3, within=7)


def step_of(doing: nodes.Doing) -> Step:
    return nodes.Step(id="a-step", minutes=3, doing=doing, wording={"fr": WORDING})


def read(doing: nodes.Doing, **typed: str) -> Given:
    form = QueryDict(mutable=True)
    form.update(typed)
    at = StepRef(enrolment=uuid4(), module="one", step="a-step")
    asked = Asked(patient=uuid4(), step=step_of(doing), wording=WORDING, language="fr", at=at, typed=form)
    return kind_of(asked.step).read(asked, form)


@pytest.mark.parametrize("taken", CHOICE.options)
def test_a_choice_is_kept_and_later_rules_may_read_it(taken: str) -> None:
    given_ = read(CHOICE, choice=taken)
    assert given_.answers == {"choice": taken}
    assert given_.remembered == {"a-step": taken}
    assert given_.errors == ()


@given(st.text(max_size=20).filter(lambda text: text not in CHOICE.options))
def test_anything_else_is_no_choice(text: str) -> None:
    given_ = read(CHOICE, choice=text)
    assert [error.field for error in given_.errors] == ["choice"]
    assert given_.answers == {}


def test_a_choice_says_the_persons_answer_in_its_own_words() -> None:
    kind = kind_of(step_of(CHOICE))
    assert kind.summarise(step_of(CHOICE), {"choice": "stuck"}, "fr") == "Je n’ai pas pu"
    assert kind.summarise(step_of(CHOICE), {}, "fr") == ""
    assert kind.summarise(step_of(CHOICE), {"choice": "an-option-of-before"}, "fr") == ""


def shown_choice(**more: Any) -> dict[str, Any]:
    at = StepRef(enrolment=uuid4(), module="one", step="a-step")
    asked = Asked(patient=uuid4(), step=step_of(CHOICE), wording=WORDING, language="fr", at=at, **more)
    return dict(kind_of(asked.step).show(asked, ()).context)


def test_a_choice_made_before_is_chosen_again_and_what_was_typed_wins() -> None:
    typed = QueryDict("choice=stuck")
    assert shown_choice()["given"] == ""
    assert shown_choice(earlier={"choice": "done"})["given"] == "done"
    assert shown_choice(earlier={"choice": "done"}, typed=typed)["given"] == "stuck"
    assert shown_choice()["options"] == [("done", "Je l’ai fait"), ("stuck", "Je n’ai pas pu")]


def test_a_practice_keeps_the_words_that_came_with_it() -> None:
    assert read(PRACTICE, words="  un tour du lac  ").answers == {"words": "un tour du lac"}
    assert read(PRACTICE, words="   ").answers == {}
    assert read(PRACTICE).answers == {}


@pytest.mark.parametrize(("length", "is_refused"), [(20_000, False), (20_001, True)])
def test_a_very_long_text_is_refused_with_a_sentence(length: int, is_refused: bool) -> None:
    given_ = read(PRACTICE, words="x" * length)
    assert bool(given_.errors) is is_refused
    assert all("raccourcissez" in error.sentence.lower() or error.sentence for error in given_.errors)


@pytest.mark.parametrize("doing", [nodes.Text(), nodes.Review(wait_days=3)])
def test_reading_a_text_or_waiting_for_a_professional_asks_for_nothing(doing: nodes.Doing) -> None:
    assert read(doing, choice="done", words="rien") == Given()


@pytest.mark.parametrize("seed", range(4))
def test_a_choice_plays_itself_within_its_options(seed: int) -> None:
    played = kind_of(step_of(CHOICE)).simulate(step_of(CHOICE), Random(seed).random)
    assert played["choice"] in CHOICE.options
    assert read(CHOICE, choice=played["choice"]).errors == ()


def test_two_rooms_cannot_claim_the_same_kind() -> None:
    text = kind_of(step_of(nodes.Text()))
    assert steps.register(text) is text
    again = StepKind("text", "2", nodes.Text, (), text.show, text.read, text.summarise, text.simulate)
    with pytest.raises(ValueError, match="two step kinds are called text"):
        steps.register(again)


def test_a_kind_that_no_room_knows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accalmie.foundation.steps.kinds._KINDS", {})
    with pytest.raises(UnknownKind, match="text"):
        kind_of(step_of(nodes.Text()))
