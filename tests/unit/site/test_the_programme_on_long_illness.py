"""The programme on long illness pushes nobody past their limits, and leaves medicine to those who treat them."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.core.programme.engine.facts import decide
from accalmie.core.programme.nodes import Programme, Slot
from accalmie.core.rules import names
from accalmie.site.authors.folder import compile_folder

FOLDER = Path(__file__).parents[3] / "content" / "programmes" / "long-illness"
TO_A_PERSON = {"new-sign", "not-followed", "treatment-alone", "end-of-life"}
"""What is asked before a start, beside the questions of every programme."""


@pytest.fixture(scope="module")
def programme() -> Programme:
    _files, compiled = compile_folder(FOLDER)
    assert compiled.programme is not None
    return compiled.programme


def slot(programme: Programme, step: str) -> Slot:
    return next(one for module in programme.modules for one in module.slots if one.step == step)


def text(language: str, page: str) -> str:
    return (FOLDER / language / f"{page}.md").read_text("utf-8")


def test_whoever_pays_for_an_effort_later_or_does_not_say_reads_never_to_push_before_planning(
    programme: Programme,
) -> None:
    page, plan = slot(programme, "when-effort-costs-days"), slot(programme, "my-pacing")
    steps = [one.step for one in programme.modules[0].slots]
    assert steps.index(page.step) < steps.index(plan.step)
    assert page.when is not None
    assert [decide(page.when, {"payback": days}) for days in (0, 1, 14)] == [False, True, True]
    assert decide(page.when, {}) is None
    assert page.unknown == "show"
    assert page.short, "the short version keeps it"
    assert "**Ne poussez jamais à travers.**" in text("fr", page.step)
    assert "**Never push through.**" in text("en", page.step)


@pytest.mark.parametrize("page", ["boom-and-bust", "my-pacing", "worry-and-illness", "illness-practice"])
def test_what_the_team_says_comes_before_these_pages(page: str) -> None:
    assert "équipe" in text("fr", page) or "médecin" in text("fr", page)
    assert "team" in text("en", page) or "doctor" in text("en", page)


def test_a_new_sign_and_a_treatment_left_alone_lead_to_a_person_first(programme: Programme) -> None:
    assert {one.id for one in programme.needs_a_person} >= TO_A_PERSON


def test_each_module_reads_only_what_it_asked_itself_so_that_a_path_may_borrow_it(programme: Programme) -> None:
    for module in programme.main:
        own = {one.step for one in module.slots}
        for one in module.slots:
            read = names(one.when) & set(programme.facts) if one.when is not None else frozenset()
            assert {programme.facts[fact].step for fact in read} <= own, one.step
