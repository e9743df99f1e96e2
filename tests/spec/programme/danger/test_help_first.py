"""Danger in an answer."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens    | step
    first  | at start | known
           |          | read
           |          | last
"""
WATCHED = {"measures": ["phq-9 every 7 days"], "danger": ["phq9_item9 >= 1 or declined"]}


def test_a_danger_answer_shows_help_before_anything_else() -> None:
    """Help and the graded questions come within the same step, and wait there however long it takes."""
    tells(
        TABLE,
        """
        day | what happens                                         | then
        0   | starts; does known                                   | measures phq-9
        0   | answers phq-9: 1 1 1 1 1 1 1 1 1                     | help, level active
        30  |                                                      | help
        """,
        **WATCHED,
    )


def test_declining_the_item_shows_help_too() -> None:
    """The author said `declined: help`. A zero would not have: nobody is asked twice for nothing."""
    tells(
        TABLE,
        """
        day | what happens                                         | then
        0   | starts; does known; answers phq-9: 1 1 1 1 1 1 1 1 - | help
        """,
        **WATCHED,
    )
    tells(
        TABLE,
        """
        day | what happens                                         | then
        0   | starts; does known; answers phq-9: 1 1 1 1 1 1 1 1 0 | read
        """,
        **WATCHED,
    )


def test_leaving_a_whole_measure_aside_unseen_is_no_danger() -> None:
    """Its questions were not put. Somebody who saw them and declined each of them did decline the item."""
    tells(
        TABLE,
        """
        day | what happens                                              | then
        0   | starts; does known; declines the phq-9                    | read
        7   |                                                           | measures phq-9
        7   | answers phq-9: - - - - - - - - -                          | help
        7   | answers the graded questions: none                        | read
        """,
        **WATCHED,
    )


def test_an_earlier_zero_does_not_hide_what_is_declined_today() -> None:
    """Only today's answers are read for danger, and a later zero does not take the danger back."""
    tells(
        TABLE,
        """
        day | what happens                                         | then
        0   | starts; does known; answers phq-9: 1 1 1 1 1 1 1 1 0 | read
        7   | answers phq-9: 1 1 1 1 1 1 1 1 -                     | help
        8   | answers phq-9: 0 0 0 0 0 0 0 0 -                     | help
        """,
        **WATCHED,
    )


def test_help_is_shown_even_to_somebody_who_left() -> None:
    """A danger answer that arrives late from a telephone is a danger answer."""
    tells(
        TABLE,
        """
        day | what happens                                             | then
        0   | starts; does known; leaves                               | left
        1   | answers phq-9: 1 1 1 1 1 1 1 1 2                         | help
        1   | answers the graded questions: passive                    | left
        """,
        **WATCHED,
    )
