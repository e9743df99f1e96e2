"""Who may start the depression programme: every PHQ-9, mode, contact, doctor and danger against the house's clinical
rules."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from accalmie.core.programme import engine
from accalmie.core.programme.nodes import Mode
from tests.factories.folders import changed, compiled, only
from tests.factories.journeys import depression
from tests.factories.programmes import programme

# Written by hand from "Who may start what" of the clinical rules, not from the programme: bands of the PHQ-9, then
# what opens alone and with a professional, first with no danger told or one that was reviewed, then with a passive
# answer that nobody has reviewed (HAS on Deprexis: contra-indicated with a suicide risk). "contact" and "doctor": only
# with one. At active and above nothing starts, whatever the score: tests/capabilities/programmes.
TABLE = """
      | no danger         | passive, unreviewed
 PHQ  | alone   | guided  | alone   | guided
 0- 4 | nobody  | nobody  | nobody  | nobody
 5- 9 | anybody | anybody | nobody  | anybody
10-14 | contact | anybody | nobody  | anybody
15-19 | nobody  | anybody | nobody  | anybody
20-27 | nobody  | doctor  | nobody  | doctor
"""


def hand_written() -> dict[tuple[int, bool, str], str]:
    found = {}
    for line in TABLE.strip().splitlines()[2:]:
        band, *cells = (cell.strip() for cell in line.split("|"))
        low, high = (int(part) for part in band.split("-"))
        for score in range(low, high + 1):
            for danger, (alone, guided) in ((False, cells[:2]), (True, cells[2:])):
                ways = {"alone": alone, "guided": guided, "blended": guided}
                found |= {(score, danger, mode): way for mode, way in ways.items()}
    return found


@pytest.mark.parametrize("mode", ["alone", "guided", "blended"])
def test_every_score_opens_just_what_the_clinical_rules_say(mode: Any) -> None:
    expected = hand_written()
    assert len(expected) == 28 * 2 * 3
    flags = (False, True)
    for score, contact, doctor, danger in product(range(28), flags, flags, flags):
        opens = {"nobody": False, "anybody": True, "contact": contact, "doctor": doctor}[expected[score, danger, mode]]
        facts = {"phq9": score, "contact": contact, "doctor": doctor, "danger_unreviewed": danger}
        assert engine.admission(depression(), mode, facts) == ("open" if opens else "person"), (facts, mode)


@pytest.mark.parametrize("mode", ["alone", "guided", "blended"])
@pytest.mark.parametrize("facts", [{}, {"contact": True}, {"doctor": True}, {"contact": True, "doctor": True}])
def test_without_a_questionnaire_nothing_opens_and_the_questionnaire_comes_first(mode: Any, facts: Any) -> None:
    assert engine.admission(depression(), mode, facts) == "unknown"


@pytest.mark.parametrize("score", [0, 7, 12, 17, 22])
def test_a_contact_or_a_doctor_that_nobody_noted_is_none(score: int) -> None:
    modes: tuple[Mode, ...] = ("alone", "guided")
    for mode in modes:
        told = engine.admission(depression(), mode, {"phq9": score, "contact": False, "doctor": False})
        assert engine.admission(depression(), mode, {"phq9": score}) == told


@pytest.mark.parametrize(
    ("mode", "score", "opens"),
    [
        ("alone", 3, "lighter"),
        ("guided", 3, "lighter"),
        ("alone", 12, "contact"),
        ("alone", 17, "guided"),
        ("alone", 24, "guided_doctor"),
        ("guided", 24, "doctor"),
        ("blended", 20, "doctor"),
    ],
)
def test_a_refusal_knows_what_would_open_the_way(mode: Any, score: int, opens: str) -> None:
    assert engine.opener(depression(), mode, {"phq9": score}) == opens


@pytest.mark.parametrize(("score", "opens"), [(7, "review"), (12, "guided"), (17, "guided"), (24, "guided_doctor")])
def test_after_a_danger_a_refusal_alone_knows_what_would_open_the_way(score: int, opens: str) -> None:
    assert engine.opener(depression(), "alone", {"phq9": score, "danger_unreviewed": True}) == opens


def test_a_mode_that_a_programme_does_not_have_opens_to_nobody() -> None:
    only_guided = programme("module | opens | step | kind\none | at start | read | text", modes=("guided",))
    assert engine.admission(only_guided, "alone", {}) == "person"
    assert engine.opener(only_guided, "alone", {}) == "guided"


def test_a_contact_is_no_fact_of_any_other_rule() -> None:
    files = changed("declined: help}", "declined: help}\n  - {when: contact, declined: help}")
    assert any(one.code == "rule" and "contact" in one.en for one in compiled(files).refusals)


def test_an_author_may_not_give_the_name_of_a_contact_to_something_else() -> None:
    files = changed("facts:", "facts:\n  contact: {choice: look-back}")
    refusal = only(compiled(files).refusals, "fact-taken")
    assert "contact" in refusal.en
