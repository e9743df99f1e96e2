"""The file of rules about sleep, the sentences of the engine, and the typography of both."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from accalmie.core.programme.language.typography import french_slips
from accalmie.core.sleep import BadNight, Reason, SleepRefused, load_sleep_rules, refusals, words
from tests.unit.core.sleep.diaries import RULES

TEXT = (Path(__file__).parents[4] / "content" / "sleep" / "rules.yaml").read_text(encoding="utf-8")
ORDERS = re.compile(r"\bil (faut|faudra)\b|\bvous (devez|devrez)\b|\byou must\b", re.IGNORECASE)
LONG_QUESTION = f"""\
    counts_as: passive
    ask: {{fr: x, en: x}}
    if_yes: {{fr: x, en: x}}
  - id: {"x" * 60}"""
TEXTS = [
    *BadNight.MESSAGES.values(),
    *SleepRefused.MESSAGES.values(),
    *refusals.NAMES.values(),
    *words.WINDOW.values(),
    *words.WHY.values(),
    *words.TO_DO.values(),
    *words.FIGURES.values(),
    words.KEEP_TO_IT,
    words.OVER,
    words.RESTS_ON,
    words.RESTS_ON_ONE,
    words.UNKNOWN,
]


def test_the_rules_say_their_version_their_author_and_their_source():
    assert (RULES.version, RULES.author) == ("1.0.1", "Accalmie")
    assert "Carney 2012" in RULES.source


def test_the_figures_are_those_of_the_clinical_rules():
    assert (RULES.floors.alone, RULES.floors.guided, RULES.nights) == (330, 300, 5)
    assert (RULES.longer_from, RULES.shorter_below) == (85, 80)
    assert (RULES.longer_by, RULES.restriction.shorter_by) == (15, 15)
    assert (RULES.compression.least, RULES.compression.most, RULES.compression.share) == (15, 30, 5)


def test_the_lists_are_those_of_the_clinical_rules():
    by_needs = {
        needs: [one.id for one in RULES.conditions if one.needs == needs] for needs in ("doctor", "professional")
    }
    assert by_needs == {
        "doctor": ["mania", "psychosis", "epilepsy", "parasomnia", "apnoea", "suicidal_crisis"],
        "professional": ["pregnancy", "frailty", "falls", "night_shifts", "driving", "machines"],
    }
    assert [one.id for one in RULES.weekly] == ["nodding", "fell", "elation"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("guided: 300", "guided: 30", "floor"),
        ("guided: 300", "guided: 295", "floor"),
        ("alone: 330", "alone: 325", "floor"),
        ("guided: 300", "guided: 335", "floors"),
        ("longest_window: 540", "longest_window: 320", "longest"),
        ("nights: 5 ", "nights: 8 ", "nights"),
        ("nights: 5 ", "nights: 0 ", "above_zero"),
        ("nights: 5 ", "nights: 4 ", "few_nights"),
        ("    also: danger\n", "", "also"),
        ("    also: diary\n", "", "also"),
        ("also: danger", "also: diary", "also"),
        ("needs: doctor", "needs: professional", "without_doctor"),
        ("id: nodding", "id: nodding_at_the_wheel", "missing"),
        ("id: elation", "id: elation\n" + LONG_QUESTION, "long_ids"),
        ("round_to: 5 ", "round_to: 0 ", "above_zero"),
        ("shorter_by: 15", "shorter_by: -15", "above_zero"),
        ("longer_from: 85", "longer_from: 75", "efficiency"),
        ("longer_from: 85", "longer_from: 101", "efficiency"),
        ("least: 15", "least: 40", "steps"),
        ("id: psychosis", "id: mania", "twice"),
        ("id: fell", "id: nodding", "twice"),
        ("counts_as: passive", "counts_as: distress", "silent_alert"),
        ("      en: Are you pregnant?\n", "", "language"),
        ("needs: doctor", "needs: nobody", "shape"),
    ],
)
def test_a_slip_in_the_file_is_refused_with_its_reason(old, new, code):
    assert old in TEXT
    with pytest.raises(SleepRefused) as refused:
        load_sleep_rules(TEXT.replace(old, new, 1))
    assert refused.value.code == code
    assert refused.value.message("fr") != refused.value.message("en")


@pytest.mark.parametrize("id", [one.id for one in (*RULES.conditions, *RULES.weekly)])
def test_no_question_of_the_clinical_rules_may_be_left_out(id):
    pieces = re.split(r"(?m)^(?=  - id: |\S)", TEXT)
    with pytest.raises(SleepRefused) as refused:
        load_sleep_rules("".join(piece for piece in pieces if not piece.startswith(f"  - id: {id}\n")))
    assert (refused.value.code, id in refused.value.message("fr")) == ("missing", True)


def test_a_file_without_its_questions_is_refused():
    with pytest.raises(SleepRefused) as refused:
        load_sleep_rules(TEXT[: TEXT.index("weekly:")] + "weekly: []\n")
    assert refused.value.code == "missing"


def test_every_reason_has_its_sentence():
    assert set(words.WHY) == set(Reason)


def test_each_sentence_stands_in_both_languages_with_the_same_blanks():
    for texts in TEXTS:
        assert set(texts) == {"fr", "en"}
        assert _blanks(texts["fr"]) == _blanks(texts["en"]), texts


def _blanks(text: str) -> set[str | None]:
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_french_is_set_as_french_is_and_gives_no_orders():
    french = [texts["fr"] for texts in TEXTS]
    assert [(text, slip.sign) for text in french for slip in french_slips(text)] == []
    assert [text for texts in TEXTS for text in texts.values() if ORDERS.search(text)] == []
