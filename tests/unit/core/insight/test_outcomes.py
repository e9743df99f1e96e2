"""The outcomes of NHS Talking Therapies: the published thresholds, and each definition as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given, strategies as st

from accalmie.capabilities.measures.library import instruments
from accalmie.core.insight.outcomes import (
    Outcome,
    OutcomesRefused,
    Pair,
    has_finished,
    load_outcome_rules,
    outcome,
    rates,
)

TEXT = (Path(settings.CONTENT) / "outcomes" / "talking-therapies.yaml").read_text(encoding="utf-8")
RULES = load_outcome_rules(TEXT)
PUBLISHED = """
phq-9  10   6
gad-7  8    4
spin   19   10
oci    40   32
pdss   8    5
hai    18   4
mi     2.3  0.73
pswq   45   10
ies-r  33   9
pcl-5  32   10
"""
TABLE = [line.split() for line in PUBLISHED.split("\n") if line]


def judged(phq9: tuple[float, float], gad7: tuple[float, float]) -> Outcome:
    return outcome(RULES, Pair("phq-9", *phq9), Pair("gad-7", *gad7))


@pytest.mark.parametrize(("measure", "caseness", "reliable_change"), TABLE)
def test_each_threshold_is_the_published_one(measure: str, caseness: str, reliable_change: str) -> None:
    found = RULES.thresholds[measure]
    assert (found.caseness, found.reliable_change) == (float(caseness), float(reliable_change))


def test_no_other_measure_has_a_threshold() -> None:
    assert sorted(RULES.thresholds) == sorted(row[0] for row in TABLE)


@pytest.mark.parametrize("measure", sorted(set(RULES.thresholds) & set(instruments())))
def test_the_instruments_of_the_house_say_the_same(measure: str) -> None:
    instrument, rule = instruments()[measure], RULES.thresholds[measure]
    assert instrument.caseness is not None
    assert instrument.reliable_change is not None
    assert (instrument.caseness.at, instrument.reliable_change.use) == (rule.caseness, rule.reliable_change)
    assert instrument.direction == "higher-is-worse"


def test_what_was_not_read_in_its_source_says_so() -> None:
    assert [one.measure for one in RULES.measures if one.checked == "read"] == ["phq-9", "gad-7"]


@pytest.mark.parametrize(
    ("phq9", "gad7", "expected"),
    [
        ((15, 9), (12, 7), "case recovered improved"),
        ((15, 10), (12, 7), "case improved"),  # still a case by the PHQ-9
        ((15, 9), (7, 8), "case improved"),  # now a case by the GAD-7
        ((10, 9), (7, 7), "case recovered"),  # below, but no reliable change
        ((9, 3), (7, 7), "improved"),  # never a case
        ((9, 9), (8, 7), "case recovered"),  # a case by the GAD-7 alone
        ((15, 9), (8, 12), "case"),  # one falls, the other rises reliably: neither
        ((15, 9), (8, 11), "case improved"),  # the other rises by less than its threshold
        ((10, 16), (10, 10), "case deteriorated"),
        ((10, 15), (10, 10), "case"),
        ((10, 16), (10, 6), "case"),
        ((5, 5), (5, 9), "deteriorated"),
    ],
)
def test_two_measures_are_judged_together(phq9: tuple[float, float], gad7: tuple[float, float], expected: str) -> None:
    found = judged(phq9, gad7)
    words = {"case": found.was_case} | {
        name: getattr(found, name) for name in ("recovered", "improved", "deteriorated")
    }
    assert {name for name, is_so in words.items() if is_so} == set(expected.split())


def test_a_mean_that_changes_by_exactly_its_threshold_changes_reliably() -> None:
    found = outcome(RULES, Pair("phq-9", 12, 12), Pair("mi", 2.3, 1.57))  # as a machine counts, 0.7299999999999998
    assert found.improved
    assert outcome(RULES, Pair("phq-9", 12, 12), Pair("mi", 2.3, 1.58)).improved is False


def test_reliable_recovery_asks_for_both() -> None:
    assert judged((15, 9), (12, 7)).reliably_recovered
    assert not judged((10, 9), (7, 7)).reliably_recovered
    assert not judged((15, 10), (12, 7)).reliably_recovered


TOTALS = st.tuples(st.integers(0, 27), st.integers(0, 27))


@given(phq9=TOTALS, gad7=TOTALS)
def test_nobody_gets_reliably_better_and_worse(phq9: tuple[int, int], gad7: tuple[int, int]) -> None:
    found, turned = judged(phq9, gad7), judged(phq9[::-1], gad7[::-1])
    assert not (found.improved and found.deteriorated)
    assert found.improved == turned.deteriorated
    assert not found.recovered or found.was_case


def test_only_those_who_finished_are_counted_and_only_cases_can_recover() -> None:
    assert has_finished(RULES, contacts=2, is_discharged=True)
    assert not has_finished(RULES, contacts=1, is_discharged=True)
    assert not has_finished(RULES, contacts=9, is_discharged=False)
    found = rates([judged((15, 9), (12, 7)), judged((10, 9), (7, 7)), judged((9, 3), (7, 7)), judged((10, 16), (8, 8))])
    assert (found.finished, found.cases) == (4, 3)
    assert (found.recovered, found.improved, found.deteriorated, found.reliably_recovered) == (2, 2, 1, 1)


def test_a_file_without_its_own_measures_is_refused() -> None:
    with pytest.raises(OutcomesRefused, match="has no threshold here"):
        load_outcome_rules(TEXT.replace("anxiety: gad-7", "anxiety: gad-77"))
