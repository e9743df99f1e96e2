"""Coming back."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens              | step | kind | conditions
    first  | at start           | read |      |
           |                    | long |      |
           |                    | core |      | short
           |                    | more |      |
    second | 1 day after first  | last |      |
"""


def test_after_a_gap_a_short_welcome_comes_first_and_the_short_version_is_offered() -> None:
    """`gap: {after: 10 days, then: welcome-back}`. Coming back is what matters; nothing is counted against anyone."""
    tells(
        TABLE,
        """
        day | what happens                           | then
        0   | starts; does read                      | long
        9   |                                        | long
        10  |                                        | welcome-back, short version offered
        11  | does welcome-back                      | long, short version offered
        11  | asks for the short version of first    | core
        11  | does core                              | rating of first
        """,
    )


def test_the_welcome_may_be_declined_and_everything_kept_long() -> None:
    """The offer stands until the next step is done."""
    tells(
        TABLE,
        """
        day | what happens             | then
        0   | starts; does read        | long
        12  | declines welcome-back    | long, short version offered
        12  | does long                | core
        """,
    )


def test_the_welcome_comes_before_the_measures() -> None:
    """A person who comes back meets a sentence, not a questionnaire."""
    tells(
        TABLE,
        """
        day | what happens                           | then
        0   | starts; does read; answers phq-9: 9    | long
        20  |                                        | welcome-back
        20  | does welcome-back                      | measures phq-9
        """,
        measures=["phq-9 every 7 days"],
    )


def test_waiting_is_not_being_away() -> None:
    """The gap counts from the moment when something could be done."""
    tells(
        """
        module | opens               | step
        first  | at start            | read
        second | 30 days after first | last
        """,
        """
        day | what happens                             | then
        0   | starts; does read; says how first helped | wait, until day 30
        30  |                                          | last
        39  |                                          | last
        40  |                                          | welcome-back
        """,
    )


def test_the_short_version_can_be_taken_back() -> None:
    """From there on all steps are shown again; those already passed stay behind."""
    tells(
        TABLE,
        """
        day | what happens                                                                | then
        0   | starts; does read; asks for the short version of first                      | core
        0   | does core; asks for all of first                                            | rating of first
        """,
    )
    tells(
        TABLE,
        """
        day | what happens                                                                | then
        0   | starts; does read; asks for the short version of first                      | core
        0   | asks for all of first                                                       | long
        """,
    )
