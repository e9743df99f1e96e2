"""The figures of language signs: shares, the agreement of two labellers, and a report that keeps what others wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accalmie.core.crisis import Level
from scripts import safety
from scripts.safety import Sentence


def sentence(level: Level, given: Level, category: str = "direct") -> Sentence:
    return Sentence("x", level, category, "", given)


def test_recall_counts_active_and_above_and_false_alarms_count_hard_negatives_only() -> None:
    found = safety.rates(
        [
            sentence(Level.PLAN, Level.ACTIVE),
            sentence(Level.ACTIVE, Level.PASSIVE),
            sentence(Level.PASSIVE, Level.PASSIVE),
            sentence(Level.NONE, Level.ACTIVE, "idiom"),
            sentence(Level.NONE, Level.NONE, "work"),
            sentence(Level.NONE, Level.ACTIVE, "everyday"),
        ]
    )
    assert (found["recall_active"], found["recall_passive"], found["false_alarm_hard_negatives"]) == (0.5, 1.0, 0.5)


def test_two_labellers_who_agree_by_chance_alone_have_a_kappa_of_zero() -> None:
    first = {"1": "none", "2": "none", "3": "plan", "4": "plan"}
    assert safety.agreement(first, first)["cohens_kappa"] == 1.0
    crossed = {"1": "none", "2": "plan", "3": "none", "4": "plan"}
    assert safety.agreement(first, crossed) == {"agreement_percent": 50.0, "cohens_kappa": 0.0, "labelled_twice": 4}


def test_the_report_keeps_the_figures_that_others_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "reports" / "safety.json"
    monkeypatch.setattr(safety, "REPORT", report)
    safety.write({"faults_tried": 3})
    safety.write({"recall_active": 1.0})
    assert json.loads(report.read_text("utf-8")) == {"faults_tried": 3, "recall_active": 1.0}


def test_diary_entries_are_many_and_the_same_each_time() -> None:
    entries = list(safety.diary())
    assert len(entries) >= 1000
    assert entries == list(safety.diary())
