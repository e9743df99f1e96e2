"""Delays, and a person's own pace."""

from __future__ import annotations

from tests.spec.telling import tells

TWO_STEPS = """
    module | opens    | step  | kind | conditions
    first  | at start | read  |      |
           |          | again |      | delay 2 days
"""


def test_a_step_may_ask_for_time_after_the_one_before() -> None:
    """`delay: 2 days` is the least time; nobody is late when they take more."""
    tells(
        TWO_STEPS,
        """
        day | what happens | then
        0   | starts       | read
        1   | does read    | wait, until day 3
        3   |              | again
        8   |              | again
        """,
    )


def test_the_personal_time_factor_stretches_every_delay() -> None:
    """At a pace of 2 every delay is twice as long; it counts for the delays that are running too."""
    tells(
        TWO_STEPS,
        """
        day | what happens            | then
        0   | starts                  | read
        1   | does read               | wait, until day 3
        2   | sets their pace to 2    | wait, until day 5
        3   | sets their pace to 0.5  | again
        """,
    )


def test_no_pace_is_faster_than_half_or_slower_than_three_times() -> None:
    """Whatever is asked for, a delay stays between half and three times what the author wrote."""
    tells(
        TWO_STEPS,
        """
        day | what happens                        | then
        0   | starts                              | read
        0   | does read; sets their pace to 40    | wait, until day 6
        0   | sets their pace to 0.01             | wait, until day 1
        """,
    )
