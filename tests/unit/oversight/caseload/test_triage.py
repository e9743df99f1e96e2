"""The words of a caseload: why somebody stands where they stand, by when they are answered, and the next action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from accalmie.capabilities.care.queries import Waiting as ToRead
from accalmie.capabilities.measures import library
from accalmie.capabilities.programmes.queries import Along
from accalmie.core.crisis import Level
from accalmie.oversight.caseload.next_steps import next_step
from accalmie.oversight.caseload.pages import case_lines
from accalmie.oversight.caseload.triage import Case, Cover, Figures, Group, worsening
from accalmie.oversight.caseload.words import GROUPS, covered, reasons
from accalmie.safety.alerts.pages import answers
from accalmie.safety.queries import Waiting

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def concern(
    level: str = "passive", *, origin: str = "ANSWER", finished: bool = True, due: datetime | None = None
) -> Waiting:
    return Waiting(
        patient=uuid4(),
        origin=origin,
        level=level,
        severity=Level.read(level).severity,
        is_finished=finished,
        opened_at=days_ago(1),
        due_at=due,
    )


def to_read(due: datetime) -> ToRead:
    return ToRead(uuid4(), UUID(int=1), "x", days_ago(1), due)


def case(
    group: Group = Group.STEADY,
    *,
    about: Waiting | None = None,
    along: Along | None = None,
    talk: tuple[str, datetime] | None = None,
    came_at: datetime | None = None,
    cover: Cover | None = None,
    unread: Sequence[ToRead] = (),
    **figures: Any,
) -> Case:
    """Somebody who follows a programme and was here yesterday, with what is said of them."""
    known = Figures(UUID(int=1), **({"last_activity_at": days_ago(1), "enrolment": UUID(int=2)} | figures))
    worse = worsening(library.instruments()["phq-9"], known)
    return Case("Camille", known, group, about, worse, along or Along(), talk, came_at, cover, unread)


def phq9(first: float, last: float, *, days: int = 14) -> dict[str, Any]:
    return {"phq9_first": first, "phq9_first_at": days_ago(days), "phq9_last": last, "phq9_last_at": NOW}


def why(one: Case, language: str = "en") -> tuple[str, ...]:
    with override(language):
        return reasons(one, library.instruments()["phq-9"], NOW)


def test_the_groups_stand_in_the_order_of_need() -> None:
    with override("en"):
        assert [str(GROUPS[group]) for group in sorted(Group)] == [
            "To see first",
            "Worse",
            "Ask for somebody",
            "Off the expected course",
            "Drifting away",
            "To read",
            "To meet for the first time",
            "On course",
        ]


def test_a_wish_for_a_person_is_not_a_danger() -> None:
    asking = case(Group.ASKED, about=concern("distress", origin="ASKED"))
    assert not asking.is_in_danger
    assert why(asking) == ("Asks for somebody to talk to",)


def test_a_worsening_is_said_with_its_points_and_days() -> None:
    assert why(case(Group.WORSE, **phq9(10, 16))) == ("PHQ-9 +6 in 14 days (reliable change)",)


def test_the_words_are_french_for_a_french_reader() -> None:
    said = why(case(Group.WORSE, along=Along(True), last_activity_at=days_ago(9), usual_days=2.0, **phq9(10, 16)), "fr")
    assert said == (
        "PHQ-9 +6 en 14\u00a0jours (changement fiable)",
        "rien depuis 9\u00a0jours, d’habitude tous les 2\u00a0jours",
    )


def test_a_change_within_the_error_of_measurement_is_no_worsening() -> None:
    assert case(**phq9(10, 12)).worsening is None


def test_a_worsening_since_the_last_answer_counts_even_when_the_start_was_worse_still() -> None:
    figures = phq9(20, 14, days=30) | {"phq9_previous": 7, "phq9_previous_at": days_ago(7)}
    found = case(**figures).worsening
    assert found is not None
    assert (found.points, found.days) == (7, 7)


def test_a_real_change_for_the_better_is_said() -> None:
    assert why(case(**phq9(16, 9))) == ("PHQ-9 −7 since the start (reliable change)",)


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        (None, "nothing for 9 days"),
        (0.5, "nothing for 9 days, usually every day"),
        (1.0, "nothing for 9 days, usually every day"),
        (2.4, "nothing for 9 days, usually every 2 days"),
    ],
)
def test_silence_is_said_in_days_beside_their_own_rhythm(usual: float | None, said: str) -> None:
    assert why(case(Group.DRIFTING, last_activity_at=days_ago(9), usual_days=usual)) == (said,)


def test_whoever_has_done_nothing_yet_is_said_to_have() -> None:
    assert why(case(last_activity_at=None)) == ("nothing yet",)


def test_who_left_their_course_is_said_since_when() -> None:
    assert why(case(Group.OFF_COURSE, off_course_at=days_ago(3))) == ("Off the expected course since 21 Nov",)


@pytest.mark.django_db
def test_what_waits_to_be_read_is_said_with_the_moment_by_which_it_is_answered() -> None:
    waiting = case(Group.REVIEW, unread=[to_read(days_ago(-2)), to_read(days_ago(-3)), to_read(days_ago(-4))])
    with override("en"):
        (line,) = case_lines([waiting], "en", NOW)
    assert line.reasons == ("3 shared exercises to read",)
    assert (line.due_at, line.is_late) == (days_ago(-2), False)
    assert (line.next.words, line.next.place) == ("Read and answer", "shared")


@pytest.mark.django_db
def test_a_step_that_waits_for_the_professional_counts_too_and_is_late_once_its_time_is_over() -> None:
    waiting = case(Group.REVIEW, along=Along(review_at=days_ago(1)))
    with override("en"):
        (line,) = case_lines([waiting], "en", NOW)
    assert line.reasons == ("waits at a step for your answer",)
    assert line.is_late
    assert line.next.place == "doing"


def test_a_start_with_somebody_beside_them_says_that_nobody_has_spoken_with_them_yet() -> None:
    began = case(Group.WAITING, waits_since=days_ago(4))
    assert why(began) == ("Began on 20 Nov with somebody beside them: nobody has spoken with them yet",)
    assert why(case(Group.WAITING, enrolment=None, last_activity_at=None, came_at=days_ago(2))) == (
        "Came on 22 Nov: nothing begun, and nobody has spoken with them yet",
    )


def test_a_colleague_s_leave_is_said_with_their_name_and_its_last_day() -> None:
    with override("en"):
        assert covered(case(cover=Cover("Anne Morel", date(2026, 12, 3)))) == "for Anne Morel, on leave until 3 Dec"
        assert covered(case(cover=Cover("Anne Morel", None))) == "for Anne Morel, who has left"
        by_another = Cover("Anne Morel", date(2026, 12, 3), "Jean Roux")
        assert covered(case(cover=by_another)) == "Anne Morel on leave until 3 Dec: Jean Roux answers"
        assert covered(case()) == ""


@pytest.mark.parametrize(
    ("one", "words", "place"),
    [
        (case(Group.CONCERN, about=concern()), "Look and answer", "concerns"),
        (case(Group.WORSE), "Call, and note it", "spoken"),
        (case(Group.OFF_COURSE), "Look at the curve", "how"),
        (case(Group.DRIFTING), "Call, and note it", "spoken"),
        (case(Group.ASKED, talk=("callback", days_ago(1))), "Answer", "talks"),
        (case(Group.ASKED, about=concern("distress", origin="ASKED")), "Answer", "concerns"),
        (case(Group.ASKED, asked_person_at=days_ago(1)), "Call, and note it", "spoken"),
        (case(Group.WAITING, waits_since=days_ago(1)), "Make the first contact", "spoken"),
        (case(Group.STEADY), "Open", ""),
    ],
)
def test_each_row_proposes_one_next_action_and_the_place_where_it_is_done(one: Case, words: str, place: str) -> None:
    with override("en"):
        step = next_step(one)
    assert (step.words, step.place) == (words, place)


def test_unfinished_questions_are_never_read_as_harmless() -> None:
    (said,) = why(case(Group.CONCERN, about=concern("active", finished=False)))
    assert "not finished" in said
    assert "Thoughts of suicide" in said


def test_every_reason_is_said_and_somebody_without_one_goes_along() -> None:
    everything = case(
        Group.CONCERN,
        about=concern("plan"),
        along=Along(is_drifting=True),
        worse_at=NOW,
        asked_person_at=NOW,
        unread=[to_read(NOW), to_read(NOW)],
        **phq9(5, 15),
    )
    assert len(why(everything)) == 6  # active yesterday, yet drifting: that is said too
    assert why(case()) == ("Going along",)


def test_the_answers_to_graded_questions_are_read_back():
    asked = {"wish": "Have you wished to die?", "plan": "Have you thought about how?", "past": "In the last months?"}
    with override("en"):
        assert answers("plan=declined wish=yes other=yes", asked) == (
            ("Have you wished to die?", "Yes"),
            ("Have you thought about how?", "Rather not say"),
        )


def test_an_agreed_call_and_after_care_are_said() -> None:
    assert "agreed to be called" in " ".join(why(case(Group.WORSE, along=Along(is_call_due=True))))
    assert "booster 2 opens" in " ".join(why(case(along=Along(booster=2, opens_at=days_ago(-10)))))
    assert "booster 1 open since" in " ".join(why(case(along=Along(booster=1, opens_at=days_ago(20)))))
