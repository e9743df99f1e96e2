"""Late, twice, out of order."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens    | step
    first  | at start | one
           |          | two
           |          | three
"""


def test_a_step_sent_twice_is_done_once() -> None:
    """A double touch, or a telephone that tries again."""
    tells(
        TABLE,
        """
        day | what happens                    | then
        0   | starts; does one; does one      | two, step 2 of 3
        """,
    )


def test_steps_that_arrive_in_the_wrong_order_all_count() -> None:
    """The place is always the first step that is not done: the missing one is asked for until it arrives."""
    tells(
        TABLE,
        """
        day | what happens                    | then
        0   | starts; does one; does three    | two
        0   | does two                        | rating of first
        """,
    )


def test_a_step_that_this_version_does_not_have_changes_nothing() -> None:
    """The journal keeps it; the place stays."""
    tells(
        TABLE,
        """
        day | what happens                    | then
        0   | starts; does one                | two
        0   | does elsewhere                  | two
        """,
    )
