"""A practice in life."""

from __future__ import annotations

from tests.spec.telling import tells

PRACTICE = """
    module | opens    | step | kind            | conditions
    first  | at start | read |                 |
           |          | walk | practice: 3 / 7 |
           |          | look |                 |
"""


def test_a_practice_is_taken_on_then_noted_day_by_day() -> None:
    """Doing the step takes it on. From then on the day's page asks about it, until it was done on enough days."""
    tells(
        PRACTICE,
        """
        day | what happens            | then
        0   | starts; does read       | walk
        0   | does walk               | wait, 0 of 3 days practised, until day 7
        0   | notes walk              | wait, 1 of 3 days practised
        1   | notes walk as not done  | wait, 1 of 3 days practised
        2   | notes walk              | wait, 2 of 3 days practised
        3   | notes walk              | look
        """,
    )


def test_the_latest_note_of_a_day_counts() -> None:
    """Noted twice, a day is still one day; a correction replaces what stood there."""
    tells(
        PRACTICE,
        """
        day | what happens                        | then
        0   | starts; does read; does walk        | wait
        1   | notes walk; notes walk              | wait, 1 of 3 days practised
        1   | notes walk as not done              | wait, 0 of 3 days practised
        """,
    )


def test_a_practice_goes_on_by_itself_after_its_time() -> None:
    """`within: 7`: a week that was too full is no failure, and the programme does not wait for ever."""
    tells(
        PRACTICE,
        """
        day | what happens                        | then
        0   | starts; does read; does walk        | wait, until day 7
        4   | notes walk                          | wait, 1 of 3 days practised
        7   |                                     | look
        """,
    )


def test_a_practice_follows_the_persons_own_pace() -> None:
    """At a pace of 2, three days become six within fourteen."""
    tells(
        PRACTICE,
        """
        day | what happens                                             | then
        0   | starts; sets their pace to 2; does read; does walk       | wait, 0 of 6 days practised, until day 14
        """,
    )


def test_what_was_practised_can_be_read_by_rules() -> None:
    """A fact `{practice: walk}` is the number of days noted as done."""
    tells(
        """
        module | opens    | step   | kind            | conditions
        first  | at start | walk   | practice: 3 / 4 |
               |          | bravo  |                 | when days_walked >= 2
               |          | gently |                 | when days_walked < 2
        """,
        """
        day | what happens                   | then
        0   | starts; does walk              | wait
        1   | notes walk                     | wait
        4   |                                | gently
        """,
        facts={"days_walked": "practice walk"},
    )
