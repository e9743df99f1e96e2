"""Tools in the browser, without JavaScript: a sheet goes on, its tool's page says what sheets tell, the team what was
opened."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from accalmie.capabilities.exercises import actions, forms, library, queries
from accalmie.core.tools import TOOLS
from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from tests.factories import people

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

LADDER = "/exercises/new/exposure-ladder/"
TWO = {
    "goal": "Prendre le bus",
    "touches": "none",
    "rungs-0-rung": "Rester à l’arrêt",
    "rungs-0-expected": "30",
    "rungs-0-prediction": "Je vais tomber",
    "rungs-2-rung": "Un arrêt",
    "rungs-2-expected": "50",
}


def text(answer: Any) -> str:
    return unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def written(record: UUID, exercise: str, answers: dict[str, Any], *, shared: bool = False, days_ago: int = 0) -> UUID:
    return actions.write(
        patient=record,
        exercise=library.exercises()[exercise],
        answers=answers,
        shared=shared,
        by=None,
        now=clock.now() - timedelta(days=days_ago),
    )


def test_a_ladder_is_written_and_the_next_rung_proposed(browser, record):
    answer = browser.post(LADDER, {**TWO, "id": str(uuid4())})
    page = text(browser.get(answer["Location"]))
    assert "Prochain barreau proposé : « Rester à l’arrêt », peur attendue 30 sur 100." in page
    assert "/exercises/tool/ladder/" in page


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"rungs-2-rung": "", "rungs-2-expected": ""}, "rungs", "Un seul barreau, ce n’est pas encore une échelle."),
        (
            {"rungs-2-peak": "50", "rungs-2-after": "70"},
            "rungs-2-after",
            "une peur de 70 à la fin et de 50 au plus haut",
        ),
        ({"rungs-2-peak": "120"}, "rungs-2-peak", "Choisissez un nombre de 0 à 100."),
        ({"goal": ""}, "goal", "Il manque le but de l’échelle"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_lost(browser, record, typed, field, said):
    answer = browser.post(LADDER, {**TWO, **typed})
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert f'href="#{field}"' in page
    assert all(given in page for given in {**TWO, **typed}.values() if given)
    assert not queries.mine(record)


def test_a_row_to_put_right_is_open_and_one_that_is_filled_is_closed(browser):
    page = text(browser.post(LADDER, {**TWO, "rungs-2-peak": "120"}))
    states = re.findall(r'<details class="fold"( open)?>\s*<summary>([^<]*)', page)
    assert [(title, bool(is_open)) for is_open, title in states][:3] == [
        ("1 · Rester à l’arrêt", False),
        ("Ligne 2, vide", False),
        ("3 · Un arrêt", True),
    ]


def test_a_ladder_goes_on_in_the_order_of_the_fear_now(browser, record):
    sheet = written(
        record,
        "exposure-ladder",
        {"goal": "Le bus", "rungs": [{"rung": "Arrêt", "peak": 80, "expected": 30}, {"rung": "Bus", "expected": 50}]},
    )
    page = text(browser.get(f"{LADDER}?after={sheet}"))
    assert page.index("1 · Bus") < page.index("2 · Arrêt")
    assert "Le bus" in page
    assert f'data-draft="exercise-exposure-ladder-{sheet}"' in page


def test_going_on_from_a_sheet_of_somebody_else_or_of_nobody_is_a_blank_sheet(browser):
    bob = people.patient_person("Bob")
    assert bob.patient_id is not None
    theirs = written(bob.patient_id, "exposure-ladder", {"goal": "Secret", "rungs": [{"rung": "Caché"}]})
    for after in (str(theirs), str(uuid4()), "x"):
        page = text(browser.get(f"{LADDER}?after={after}"))
        assert "Secret" not in page
        assert "Caché" not in page


def test_the_page_of_a_tool_says_what_all_sheets_tell(browser, record):
    rung = {"rung": "Arrêt", "expected": 60}
    for days_ago, peak in ((14, 70), (7, 45)):
        rungs = [{**rung, "peak": peak, "came": "no"}, {"rung": "Bus", "expected": 80}]
        written(record, "exposure-ladder", {"goal": "Le bus", "touches": "none", "rungs": rungs}, days_ago=days_ago)
    page = text(browser.get("/exercises/tool/ladder/"))
    assert "70 → 45 sur 100" in page
    assert "pas arrivé, 2" in page
    assert page.count("/exercises/written/") == 2
    assert "Continuer ma dernière feuille" in page


@pytest.mark.parametrize("tool", TOOLS)
def test_the_page_of_each_tool_opens_before_any_sheet_and_after_an_example(browser, record, samira, tool):
    for language in ("fr", "en"):
        samira.language = language
        samira.save()
        assert browser.get(f"/exercises/tool/{tool}/").status_code == 200
        for name in library.of_tool(tool):
            example = library.exercises()[name].example
            assert example is not None
            with override(language):
                raw = example.answers[language]
                answers, _errors = forms.read_answers(
                    library.exercises()[name], forms.as_typed(library.exercises()[name], raw)
                )
            sheet = written(record, name, answers)
            assert browser.get(f"/exercises/written/{sheet}/").status_code == 200
            if library.exercises()[name].again == "go-on":
                assert browser.get(f"/exercises/new/{name}/?after={sheet}").status_code == 200
        assert browser.get(f"/exercises/tool/{tool}/").status_code == 200


def test_a_tool_that_is_not_there_is_no_page(browser):
    assert browser.get("/exercises/tool/nothing/").status_code == 404


def test_the_worked_examples_of_the_house_pass_the_checks_of_their_tools():
    for exercise in library.exercises().values():
        if exercise.tool and exercise.example:
            for language in ("fr", "en"):
                assert TOOLS[exercise.tool].check(exercise.example.answers[language], language) == ()


def test_a_professional_reads_what_opened_sheets_tell_and_nothing_of_the_others(record):
    claire = people.psychologist("Claire Morel")
    begin_care(patient=record, professional=claire, now=clock.now())
    desk = Client()
    desk.force_login(claire)
    rung = {"rung": "Arrêt", "expected": 60, "came": "no"}
    for days_ago, peak, shared in ((21, 90, False), (14, 70, True), (7, 45, True)):
        rungs = [{**rung, "peak": peak}, {"rung": "Bus", "expected": 80}]
        answers = {"goal": "Le bus", "touches": "none", "rungs": rungs}
        written(record, "exposure-ladder", answers, shared=shared, days_ago=days_ago)
    page = text(desk.get(f"/desk/patients/{record}/"))
    assert page.count("70 → 45") == 1
    assert "90 → 70" not in page
    assert "Si ce barreau est trop haut aujourd’hui" not in page


def test_what_is_for_afterwards_waits_closed_and_stands_open_when_the_sheet_goes_on(browser, record):
    blank = text(browser.get("/exercises/new/activity-plan/"))
    assert blank.index("Pour après") < blank.index('name="mood_after"')
    assert not re.search(r'<details class="nhsuk-details" open>\s*<summary[^>]*><span[^>]*>Pour après', blank)
    sheet = written(record, "activity-plan", {"activity": "Marcher", "mood_before": 3})
    on = text(browser.get(f"/exercises/new/activity-plan/?after={sheet}"))
    assert re.search(r'<details class="nhsuk-details" open>\s*<summary[^>]*><span[^>]*>Pour après', on)
    assert "Marcher" in on


def test_one_opened_sheet_says_itself_to_the_professional(record):
    claire = people.psychologist("Claire Morel")
    begin_care(patient=record, professional=claire, now=clock.now())
    desk = Client()
    desk.force_login(claire)
    sheet = {"automatic_thought": "Un poids", "emotion_before": 70, "emotion_after": 50}
    written(record, "thought-record", sheet, shared=True)
    written(record, "thought-record", sheet | {"emotion_before": 99}, days_ago=3)
    page = text(desk.get(f"/desk/patients/{record}/"))
    assert "70 → 50 sur 100" in page
    assert "99 →" not in page, "the other sheet is not said under the one that was opened"
    assert "Sur 2 pensées" not in page
