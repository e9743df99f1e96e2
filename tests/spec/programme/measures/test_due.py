"""Measures that are due."""

from __future__ import annotations

from tests.spec.telling import tells

TWO_STEPS = """
    module | opens              | step
    first  | at start           | known
           |                    | read
    second | 1 day after first  | more
"""


def test_due_measures_come_before_the_next_step() -> None:
    """The opening step comes first of all; then what is due, in the author's order."""
    tells(
        TWO_STEPS,
        """
        day | what happens                       | then
        0   | starts                             | known
        0   | does known                         | measures phq-9 and who-5
        0   | answers phq-9: 9                   | measures who-5
        0   | answers who-5: 10                  | read
        6   |                                    | read
        7   |                                    | measures phq-9
        """,
        measures=["phq-9 every 7 days", "who-5 at start, end"],
    )


def test_the_interval_is_counted_from_the_last_time_and_not_from_the_calendar() -> None:
    """A measure answered three days late is due a week after that."""
    tells(
        TWO_STEPS,
        """
        day | what happens                                 | then
        0   | starts; does known; answers phq-9: 9         | read
        10  | answers phq-9: 8                             | welcome-back
        16  | does welcome-back                            | read
        17  |                                              | measures phq-9
        """,
        measures=["phq-9 every 7 days"],
    )


def test_a_persons_own_pace_does_not_stretch_the_measures() -> None:
    """How somebody is doing is asked as often at every pace."""
    tells(
        TWO_STEPS,
        """
        day | what happens                                                    | then
        0   | starts; sets their pace to 3; does known; answers phq-9: 9      | read
        7   |                                                                 | measures phq-9
        """,
        measures=["phq-9 every 7 days"],
    )


def test_a_measure_may_be_declined_and_is_asked_again_when_it_is_next_due() -> None:
    """One evening's no is for that evening."""
    tells(
        TWO_STEPS,
        """
        day | what happens                               | then
        0   | starts; does known; declines the phq-9     | read
        7   |                                            | measures phq-9
        """,
        measures=["phq-9 every 7 days"],
    )


def test_a_measure_answered_in_the_week_before_the_start_counts_for_the_start() -> None:
    """Nobody answers the same questions twice in two days."""
    tells(
        TWO_STEPS,
        """
        day | what happens                              | then
        0   | answers who-5: 11; starts; does known     | read
        """,
        measures=["who-5 at start, end"],
    )


def test_a_measure_of_the_end_comes_when_the_last_module_is_finished() -> None:
    """Then the programme is done, and asks no more."""
    tells(
        TWO_STEPS,
        """
        day | what happens                                                              | then
        0   | starts; does known; answers who-5: 10; does read; says how first helped   | wait
        1   |                                                                           | more
        1   | does more; says how second helped                                         | measures who-5
        2   | answers who-5: 14                                                         | done
        90  |                                                                           | done
        """,
        measures=["who-5 at start, end"],
    )


def test_a_questionnaire_step_is_done_with_the_last_of_its_measures() -> None:
    """They may be answered one by one."""
    tells(
        """
        module | opens    | step | kind
        first  | at start | ask  | questionnaire: phq-9, gad-7
               |          | next |
        """,
        """
        day | what happens                   | then
        0   | starts                         | ask, ask phq-9 and gad-7
        0   | answers phq-9: 9 at ask        | ask, ask gad-7
        0   | answers gad-7: 5 at ask        | next
        """,
    )
