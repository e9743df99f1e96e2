"""Each kind of step shows itself, reads what is given, and answers itself for a simulation."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from accalmie.core.entries import StepRef
from accalmie.core.programme import nodes
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked
from tests.factories.journeys import depression, started

RECORDED = nodes.Wording(
    title="Respirer", parts=(), source="souffle.fr.mp4", captions="souffle.fr.vtt", transcript="souffle.fr.md"
)


def media(medium: str) -> Asked:
    doing = nodes.Media(source="souffle.fr.mp4", medium=medium, seconds=180)  # type: ignore[arg-type]
    step = nodes.Step(id="breathe", minutes=3, doing=doing, wording={"fr": RECORDED})
    at = StepRef(enrolment=uuid4(), module="one", step="breathe")
    return Asked(patient=uuid4(), step=step, wording=RECORDED, language="fr", at=at, programme="calm")


@pytest.mark.parametrize("medium", ["audio", "video"])
def test_a_recording_stands_above_its_text_twin_which_is_read_on_the_page(
    medium: str, tmp_path: Path, settings: Any
) -> None:
    (tmp_path / "souffle.fr.md").write_text("## Le souffle\n\nPosez les *épaules*. <script>1</script>")
    settings.STATICFILES_DIRS = [("programmes/calm", tmp_path)]
    asked = media(medium)
    shown = steps.kind_of(asked.step).show(asked, ())
    html = render_to_string(shown.template, {"body": shown}, request=RequestFactory().get("/"))
    assert f"<{medium} " in html
    assert "<h2>Le souffle</h2>" in html
    assert "<em>épaules</em>" in html
    assert "<script>" not in html
    assert ("souffle.fr.vtt" in html) == (medium == "video")


OFFERED = ("three-breaths-3", "chair-10")
TITLED = nodes.Wording(
    title="Écouter", parts=(), options={"three-breaths-3": "Trois souffles", "chair-10": "La chaise"}
)


@pytest.mark.parametrize(
    "doing",
    [nodes.Text(practices=OFFERED), nodes.Practice(days=3, within=7, practices=OFFERED)],
    ids=["text", "practice"],
)
def test_the_practices_of_a_step_open_and_lead_back_to_it(doing: nodes.Doing) -> None:
    step = nodes.Step(id="listen", minutes=3, doing=doing, wording={"fr": TITLED})
    at = StepRef(enrolment=uuid4(), module="one", step="listen")
    shown = steps.kind_of(step).show(Asked(patient=uuid4(), step=step, wording=TITLED, language="fr", at=at), ())
    html = render_to_string(shown.template, {"body": shown}, request=RequestFactory().get("/"))
    back = "?back=%2Fprogramme%2Fstep%2Fone%2Flisten%2F"
    assert f'<a href="/practices/three-breaths-3/{back}">Trois souffles</a> <span class="note">3\u00a0minutes' in html
    assert f'<a href="/practices/chair-10/{back}">La chaise</a>' in html


def test_a_step_without_practices_shows_no_list() -> None:
    step = nodes.Step(id="listen", minutes=3, doing=nodes.Text(), wording={"fr": RECORDED})
    at = StepRef(enrolment=uuid4(), module="one", step="listen")
    shown = steps.kind_of(step).show(Asked(patient=uuid4(), step=step, wording=RECORDED, language="fr", at=at), ())
    assert "<ul" not in render_to_string(shown.template, {"body": shown}, request=RequestFactory().get("/"))


def test_every_step_of_the_programme_answers_itself() -> None:
    for step in depression().steps.values():
        draw = cycle([0.1, 0.5, 0.9]).__next__
        answers = steps.kind_of(step).simulate(step, draw)
        assert isinstance(answers, dict)
        assert isinstance(steps.kind_of(step).summarise(step, answers, "fr"), str)


def test_every_kind_says_what_it_records() -> None:
    kinds = {kind.name: kind for kind in steps.all_kinds()}
    of_the_house = {"text", "media", "exercise", "questionnaire", "practice", "choice", "review", "screening", "sleep"}
    assert set(kinds) == of_the_house
    assert all(one.meaning for kind in kinds.values() for one in kind.data)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_another_exercise_is_one_touch_away_when_this_one_does_not_help() -> None:
    client, _person = started()
    answer = client.post(
        "/programme/step/the-circle/what-is-known/other-way/", {"id": str(uuid4()), "wish": "exercise", "words": ""}
    )
    assert answer.headers["Location"] == "/exercises/new/"
    assert site_settings.OTHER_EXERCISES == "exercises:list-exercises"
