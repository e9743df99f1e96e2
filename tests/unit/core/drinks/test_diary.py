"""The drink diary: its lines counted, what was left empty worked out, what somebody wrote kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.core.drinks import count, counted_week, drinks_of, say_fall
from accalmie.core.exercises import load_exercise, read_answers
from tests.unit.core.drinks.test_drinks import RULES

FILE = Path(__file__).parents[4] / "content" / "exercises" / "drink-diary.yaml"
DIARY = load_exercise(FILE.read_text(encoding="utf-8"))
COLUMNS = {column.id: column for column in DIARY.field("moments").columns}


def test_the_glasses_of_the_diary_are_those_of_the_rules():
    options = dict(COLUMNS["what"].options)
    assert {options.pop("none")["en"], options.pop("other")["en"]} == {"nothing", "other: I note size and strength"}
    assert options == {name: one.name for name, one in RULES.servings.items()}


def test_the_diary_asks_again_where_the_rules_do():
    most = RULES.most
    assert (COLUMNS["glasses"].hi, COLUMNS["cl"].hi, COLUMNS["percent"].hi) == (
        most.glasses,
        most.centilitres,
        most.percent,
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_worked_example_says_what_its_lines_come_to(language):
    answers, wrong = read_answers(DIARY, DIARY.example.answers[language])
    assert wrong == []
    blank = {name: value for name, value in answers.items() if name not in ("drinks", "days_without")}
    counted, _wrong = count(RULES, blank)
    assert (counted["drinks"], counted["days_without"]) == (answers["drinks"], answers["days_without"])


def test_what_somebody_wrote_themselves_stays():
    answers = {"moments": [{"what": "wine", "glasses": 2}], "drinks": 20}
    assert count(RULES, answers)[0]["drinks"] == 20
    assert drinks_of(RULES, answers) == 20


def test_no_lines_give_no_figure():
    assert count(RULES, {"trigger": "Aucune"}) == ({"trigger": "Aucune"}, [])
    assert drinks_of(RULES, {}) is None
    assert counted_week(RULES, {"moments": [{"craving": 6, "where_with": "Train"}]}) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"what": "beer"}, 1),
        ({"what": "beer", "glasses": 0}, 0),
        ({"what": "none", "glasses": 3}, 0),
        ({"glasses": 3}, 3),
        ({"what": "other", "cl": 33, "percent": 8, "glasses": 2}, 4.3),
        ({"cl": 50, "percent": 5}, 2),
    ],
)
def test_a_line_counts_as_it_was_meant(row, expected):
    assert count(RULES, {"moments": [row]})[0]["drinks"] == expected


def test_a_week_is_the_last_seven_days_noted():
    rows = [{"day": f"2026-11-{day:02d}", "what": "beer", "glasses": 2} for day in range(10, 24)]
    counted, _wrong = count(RULES, {"moments": rows})
    assert (counted["drinks"], counted["days_without"]) == (14, 0)


def test_a_glass_of_ones_own_without_its_strength_is_asked_again_at_its_line():
    rows = [{"what": "beer"}, {"what": "other", "cl": 33, "glasses": 1}]
    answers, (bad,) = count(RULES, {"moments": rows})
    assert "drinks" not in answers
    assert (bad.row, bad.wrong.field, bad.wrong.code) == (1, "percent", "half")


def test_after_a_sharp_fall_every_sign_is_asked_and_15_comes_first():
    said = " ".join(say_fall(RULES, "fr"))
    assert all(one.ask["fr"] in said for one in RULES.signs)
    assert said.index("15") < said.index("tremblent")
