"""Scoring JSON lines, and the statistics of reliable change against worked examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.measures import jacobson_truax as jt, load_instrument, score_lines

FOLDER = Path(__file__).parents[4] / "content" / "instruments"
KNOWN = {name: load_instrument((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("phq-9", "gad-7")}


def scored(*lines, lang="en"):
    return list(score_lines([line if isinstance(line, str) else json.dumps(line) for line in lines], KNOWN, lang))


def phq9(*answers, **more):
    return {"instrument": "phq-9", "answers": list(answers), **more}


def test_a_line_gives_total_band_and_danger():
    assert scored(phq9(2, 2, 2, 2, 2, 0, 0, 0, 1)) == [
        {
            "line": 1,
            "instrument": "phq-9",
            "version": "1.0.0",
            "total": 11,
            "band": "moderate",
            "missing": (),
            "danger": [9],
            "change": None,
        }
    ]


def test_lines_of_one_instrument_give_the_change_between_them():
    gad = {"instrument": "gad-7", "answers": [1] * 7}
    found = scored(phq9(*[2] * 8, 0), gad, phq9(*[1] * 8, 0))
    assert found[1]["change"] is None
    assert found[2]["change"] == {"points": -8, "reliable": "improved", "clinically": "left"}


def test_a_line_without_total_is_not_what_the_next_is_compared_with():
    found = scored(phq9(*[2] * 8, 0), phq9(*[1] * 8, None), phq9(*[1] * 8, 0))
    assert found[1]["total"] is None
    assert found[1]["change"]["reliable"] == "unknown"
    assert found[2]["change"]["points"] == -8


def test_people_are_kept_apart():
    found = scored(phq9(*[2] * 9, person="a"), phq9(*[1] * 9, person="b"))
    assert found[1]["change"] is None
    assert found[1]["person"] == "b"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no json", "the line is not"),
        ("[1, 2]", "the line is not"),
        ('{"instrument": "phq-9"}', "answers"),
        ("[" * 50_000, "the line is not"),
        ('{"instrument": "phq-9", "answers": [' + "0," * 60_000 + "0]}", "more than 100000 characters"),
        ({"instrument": "phq-10", "answers": []}, "“phq-10” is not a known instrument; known are gad-7, phq-9"),
        (phq9(0, 1), "phq-9 has 9 items, 2 answers came"),
        (phq9(*[0] * 8, 4), "phq-9, item 9: 4 is not an answer; the answers are 0, 1, 2, 3"),
    ],
)
def test_a_bad_line_says_why_and_the_work_goes_on(line, says):
    bad, good = scored(line, phq9(*[0] * 9))
    assert says in bad["error"]
    assert bad["line"] == 1
    assert good["total"] == 0
    assert "error" in scored(line, lang="fr")[0]


def test_blank_lines_are_passed_over():
    assert [found["line"] for found in scored("", phq9(*[0] * 9), "  \n")] == [2]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_gives_one_answer_a_line(lines):
    assert len(scored(*lines)) == sum(bool(line.strip()) for line in lines)


def test_the_worked_example_of_1991_comes_out():
    assert jt.standard_error(7.5, 0.88) == pytest.approx(2.598, abs=5e-4)
    assert jt.difference_error(7.5, 0.88) == pytest.approx(3.674, abs=5e-4)
    assert jt.reliable_change_index(32.5, 47.5, sd=7.5, reliability=0.88) == pytest.approx(4.08, abs=5e-3)


@pytest.mark.parametrize(("reliability", "points"), [(0.89, 5.61), (0.84, 6.76)])
def test_alpha_and_retest_explain_the_published_thresholds_of_the_phq9(reliability, points):
    assert jt.reliable_points(6.1, reliability) == pytest.approx(points, abs=6e-3)


def test_cutoffs_lie_between_the_groups():
    assert jt.cutoff_a(16, 6) == 4
    assert jt.cutoff_a(40, 10, higher_is_worse=False) == 60
    assert jt.cutoff_b(3, 3.5) == 10
    assert jt.cutoff_b(70, 10, higher_is_worse=False) == 50
    assert jt.cutoff_c(16, 6, 4, 2) == 7


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.9), (-1, 0.9), (5, 1), (5, -0.1)])
def test_impossible_statistics_are_refused(sd, reliability):
    with pytest.raises(ValueError, match="standard deviation"):
        jt.standard_error(sd, reliability)
