"""Pauses and leaving."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens    | step
    first  | at start | read
           |          | next
           |          | last
"""


def test_a_pause_offers_nothing_until_its_day() -> None:
    """A holiday. It ends by itself at midnight, or when the person says so."""
    tells(
        TABLE,
        """
        day | what happens                            | then
        0   | starts; does read; pauses until day 6   | paused, until day 5.25
        4   |                                         | paused
        6   |                                         | next
        """,
    )
    tells(
        TABLE,
        """
        day | what happens                            | then
        0   | starts; does read; pauses               | paused
        30  | resumes                                 | welcome-back
        30  | does welcome-back                       | next
        """,
    )


def test_a_measure_that_falls_due_during_a_pause_waits_for_its_end() -> None:
    """A pause asks nothing at all."""
    tells(
        TABLE,
        """
        day | what happens                                               | then
        0   | starts; does read; answers phq-9: 9; pauses until day 9    | paused
        8   |                                                            | paused
        9   |                                                            | measures phq-9
        """,
        measures=["phq-9 every 7 days"],
    )


def test_somebody_who_left_finds_their_place_again() -> None:
    """Leaving is free, and so is the way back: one touch, at the same step."""
    tells(
        TABLE,
        """
        day | what happens                 | then
        0   | starts; does read; leaves    | left
        5   |                              | left
        5   | resumes                      | next
        """,
    )
