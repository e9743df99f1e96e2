"""Who comes first in a caseload, and the words that say why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import override
from hypothesis import given, strategies as st

from accalmie.capabilities.measures import library
from accalmie.capabilities.programmes.queries import Along
from accalmie.core.crisis import Level
from accalmie.oversight.caseload.triage import Case, Figures, Group, Worsening, in_order, worsening
from accalmie.oversight.caseload.words import reasons
from accalmie.safety.alerts.pages import answers
from accalmie.safety.queries import Concern

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEVELS = [level for level in Level if level is not Level.NONE]


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def concern(
    level: str = "passive", *, origin: str = "ANSWER", finished: bool = True, due: datetime | None = None
) -> Concern:
    return Concern(
        patient=uuid4(),
        source=uuid4(),
        origin=origin,
        level=level,
        is_finished=finished,
        opened_at=days_ago(1),
        due_at=due,
        contact_at=None,
        words="",
        reviewed_at=None,
        goes_on=None,
        alert=uuid4(),
    )


def case(
    called: str, *, about: Concern | None = None, drifting: bool = False, patient: UUID | None = None, **figures: Any
) -> Case:
    known = Figures(patient or uuid4(), **({"last_activity_at": days_ago(1)} | figures))
    return Case(called, known, about, worsening(library.instruments()["phq-9"], known), Along(is_drifting=drifting))


def phq9(first: float, last: float, *, days: int = 14) -> dict[str, Any]:
    return {"phq9_first": first, "phq9_first_at": days_ago(days), "phq9_last": last, "phq9_last_at": NOW}


def names(*cases: Case) -> list[str]:
    return [one.called for one in in_order(list(cases))]


def why(one: Case) -> tuple[str, ...]:
    with override("en"):
        return reasons(one, library.instruments()["phq-9"], NOW)


def test_concerns_come_first_then_worse_then_asking_then_drifting_then_the_rest():
    cases = [
        case("Rest"),
        case("Drifting", drifting=True),
        case("Asking", asked_person_at=days_ago(2)),
        case("Worse", **phq9(10, 16)),
        case("Concern", about=concern()),
    ]
    assert names(*cases) == ["Concern", "Worse", "Asking", "Drifting", "Rest"]


def test_among_concerns_the_level_decides_then_what_is_due_first():
    cases = [
        case("Passive", about=concern("passive", due=days_ago(-1))),
        case("Plan later", about=concern("plan", due=days_ago(-2))),
        case("Plan sooner", about=concern("plan", due=days_ago(-1))),
        case("A level of a later release", about=concern("new-level")),
    ]
    assert names(*cases) == ["A level of a later release", "Plan sooner", "Plan later", "Passive"]


def test_a_module_that_made_something_worse_counts_as_worse():
    assert case("Worse", worse_at=days_ago(1)).group is Group.WORSE


def test_a_wish_for_a_person_is_not_a_danger():
    asking = case("Asking", about=concern("distress", origin="ASKED"))
    assert asking.group is Group.ASKED
    assert why(asking) == ("Asks for somebody to talk to",)


def test_a_worsening_is_said_with_its_points_and_days():
    assert why(case("M. K.", **phq9(10, 16))) == ("PHQ-9 +6 in 14 days (reliable change)",)


def test_the_words_are_french_for_a_french_reader():
    with override("fr"):
        said = reasons(
            case("M. K.", drifting=True, last_activity_at=days_ago(9), **phq9(10, 16)),
            library.instruments()["phq-9"],
            NOW,
        )
    assert said == ("PHQ-9 +6 en 14\u00a0jours (changement fiable)", "rien depuis 9\u00a0jours")


def test_a_change_within_the_error_of_measurement_is_no_worsening():
    assert case("Steady", **phq9(10, 12)).group is Group.STEADY


def test_a_worsening_since_the_last_answer_counts_even_when_the_start_was_worse_still():
    figures = phq9(20, 14, days=30) | {"phq9_previous": 7, "phq9_previous_at": days_ago(7)}
    assert case("Relapse", **figures).worsening == Worsening(7, 7)


def test_a_real_change_for_the_better_is_said():
    assert why(case("Better", **phq9(16, 9))) == ("PHQ-9 −7 since the start (reliable change)",)


def test_silence_is_said_in_days():
    assert why(case("Away", drifting=True, last_activity_at=days_ago(9))) == ("nothing for 9 days",)
    assert why(case("New", last_activity_at=None)) == ("nothing yet",)


def test_unfinished_questions_are_never_read_as_harmless():
    (said,) = why(case("Left", about=concern("active", finished=False)))
    assert "not finished" in said
    assert "Thoughts of suicide" in said


def test_every_reason_is_said_and_somebody_without_one_goes_along():
    everything = case(
        "All", about=concern("plan"), drifting=True, worse_at=NOW, asked_person_at=NOW, unread=["a", "b"], **phq9(5, 15)
    )
    assert len(why(everything)) == 6  # active yesterday, yet drifting: that is said too
    assert why(case("Calm")) == ("Going along",)


def test_the_answers_to_graded_questions_are_read_back():
    asked = {"wish": "Have you wished to die?", "plan": "Have you thought about how?", "past": "In the last months?"}
    with override("en"):
        assert answers("plan=declined wish=yes other=yes", asked) == (
            ("Have you wished to die?", "Yes"),
            ("Have you thought about how?", "Rather not say"),
        )


a_case = st.builds(
    case,
    st.text(max_size=5),
    about=st.none() | st.builds(concern, st.sampled_from(LEVELS), origin=st.sampled_from(["ANSWER", "ASKED"])),
    drifting=st.booleans(),
    patient=st.uuids(),
    worse_at=st.none() | st.just(NOW),
)


@given(st.lists(a_case, max_size=8, unique_by=lambda one: one.patient), st.randoms())
def test_the_order_is_the_same_whatever_the_order_in_which_they_came(cases, shuffler):
    ordered = in_order(cases)
    shuffler.shuffle(cases)
    assert in_order(cases) == ordered
    assert [one.group for one in ordered] == sorted(one.group for one in ordered)


def test_an_agreed_call_comes_with_those_who_got_worse_and_after_care_is_said_with_its_day() -> None:
    called = replace(case("Solène"), along=Along(is_call_due=True))
    after = replace(case("Odile"), along=Along(booster=2, opens_at=days_ago(-10)))
    opened = replace(case("Marius"), along=Along(booster=1, opens_at=days_ago(20)))
    assert names(after, opened, called)[0] == "Solène"
    assert "agreed to be called" in " ".join(why(called))
    assert "booster 2 opens" in " ".join(why(after))
    assert "booster 1 open since" in " ".join(why(opened))
