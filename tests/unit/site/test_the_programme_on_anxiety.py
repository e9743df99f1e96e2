"""The programme on anxiety proposes no sensation on purpose to somebody whom it might harm."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from accalmie.capabilities.exercises import library
from accalmie.core.programme.engine.facts import decide
from accalmie.core.programme.nodes import Programme, Slot
from accalmie.core.programme.orienting import Screening
from accalmie.site.authors.folder import compile_folder

CONTENT = Path(__file__).parents[3] / "content"
BODY = {"heart", "lungs", "epilepsy", "pregnancy", "vertigo"}
"""What the clinical rules name: a no to each, or a doctor's yes."""


@pytest.fixture(scope="module")
def programme() -> Programme:
    _files, compiled = compile_folder(CONTENT / "programmes" / "anxiety")
    assert compiled.programme is not None
    return compiled.programme


def slot(programme: Programme, step: str) -> Slot:
    return next(one for module in programme.modules for one in module.slots if one.step == step)


def asked(programme: Programme) -> tuple[str, ...]:
    doing = programme.steps["sensations-check"].doing
    assert isinstance(doing, Screening)
    return doing.questions


def test_the_body_is_asked_about_before_any_sensation(programme: Programme) -> None:
    assert set(asked(programme)) >= BODY
    module = next(one for one in programme.modules if any(each.step == "try-sensations" for each in one.slots))
    steps = [one.step for one in module.slots]
    assert steps.index("sensations-check") < steps.index("doctor-said") < steps.index("try-sensations")


def test_sensations_on_purpose_need_a_no_to_each_question_or_a_doctor_s_yes(programme: Programme) -> None:
    shown, instead = slot(programme, "try-sensations"), slot(programme, "without-exercises")
    assert (shown.unknown, instead.unknown) == ("skip", "show")
    assert shown.when is not None
    assert instead.when is not None
    for found, doctor in product((None, "none", *asked(programme)), (None, "yes", "not-yet")):
        given = {"sensations_check": found, "doctor_said": doctor}
        known = {name: value for name, value in given.items() if value is not None}
        assert (decide(shown.when, known) is True) == (found == "none" or doctor == "yes"), known
        assert (decide(instead.when, known) is not False) != (decide(shown.when, known) is True), known


def test_nobody_opens_them_freely() -> None:
    assert "sensation-practice" in library.exercises()
    assert "sensation-practice" not in library.toolbox()


def test_the_ladder_says_what_does_not_go_on_it() -> None:
    intro = library.exercises()["exposure-ladder"].intro
    assert "sans vrai danger, et jamais un souvenir de choc ou de violence" in intro["fr"]
    assert "no real danger, and never a memory of shock or violence" in intro["en"]
