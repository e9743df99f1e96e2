"""Declining."""

from __future__ import annotations

from tests.spec.telling import tells


def test_any_step_may_be_left_aside_and_the_programme_goes_on() -> None:
    """Declined is recorded as such; it is neither done nor missing."""
    tells(
        """
        module | opens    | step  | kind
        first  | at start | read  |
               |          | write | exercise: plan
               |          | last  |
        """,
        """
        day | what happens         | then
        0   | starts; does read    | write
        0   | declines write       | last, step 3 of 3
        """,
    )


def test_a_practice_may_be_declined_before_or_while_it_runs() -> None:
    """A person who would rather not note their days goes on at once."""
    tells(
        """
        module | opens    | step | kind
        first  | at start | walk | practice: 3 / 7
               |          | look |
        """,
        """
        day | what happens         | then
        0   | starts; does walk    | wait
        1   | declines walk        | look
        """,
    )


def test_a_module_declined_from_one_end_to_the_other_asks_no_rating() -> None:
    """There is nothing to say about what one did not do."""
    tells(
        """
        module | opens              | step
        first  | at start           | read
        second | 0 days after first | last
        """,
        """
        day | what happens             | then
        0   | starts; declines read    | last
        """,
    )


def test_a_step_done_later_after_all_stays_done() -> None:
    """Somebody who declined and comes back to it loses nothing, and is not moved from where they are."""
    tells(
        """
        module | opens    | step
        first  | at start | read
               |          | write
               |          | last
        """,
        """
        day | what happens                        | then
        0   | starts; does read; declines write   | last
        1   | does write                          | last, step 3 of 3
        """,
    )


def test_saying_that_a_step_does_not_help_moves_nobody() -> None:
    """*Ça ne m'aide pas* offers another exercise or a person; the step waits."""
    tells(
        """
        module | opens    | step
        first  | at start | read
               |          | last
        """,
        """
        day | what happens                             | then
        0   | starts; says that read does not help     | read
        """,
    )
