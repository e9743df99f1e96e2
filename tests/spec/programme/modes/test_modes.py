"""Alone, guided, blended."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens    | step   | kind      | conditions
    first  | at start | read   |           |
           |          | letter | review: 3 | modes guided, blended
           |          | solo   |           | modes alone
           |          | last   |           |
"""


def test_a_step_may_be_for_some_modes_only() -> None:
    """`modes: [alone]` replaces what a professional would have done."""
    tells(
        TABLE,
        """
        day | what happens                 | then
        0   | starts alone; does read      | solo, step 2 of 3
        """,
    )


def test_a_review_waits_for_a_professional_to_answer() -> None:
    """Their answer ends it; the person does nothing meanwhile."""
    tells(
        TABLE,
        """
        day | what happens                     | then
        0   | starts guided; does read         | review, until day 3, step 2 of 3
        2   | a professional answers letter    | last
        """,
    )


def test_a_review_that_nobody_answers_goes_on_without() -> None:
    """`wait: 3 days`: nobody is stuck behind a busy week. No personal pace stretches this: it is the service's."""
    tells(
        TABLE,
        """
        day | what happens                                            | then
        0   | starts guided; sets their pace to 2; does read          | review, until day 3
        3   |                                                         | last
        """,
    )


def test_the_mode_may_change_on_the_way() -> None:
    """Somebody guided who goes on alone no longer waits for an answer."""
    tells(
        TABLE,
        """
        day | what happens                     | then
        0   | starts guided; does read         | review
        1   | the mode becomes alone           | solo
        """,
    )


def test_in_mode_alone_nobody_opens_anything() -> None:
    """The date alone opens the module."""
    tells(
        """
        module  | opens                                                  | step
        breathe | at start                                               | breath
        rest    | 7 days after breathe, or when a professional opens it  | sleep
        """,
        """
        day | what happens                                                     | then
        0   | starts alone; does breath; says how breathe helped               | wait
        1   | a professional opens rest                                        | wait, until day 7
        """,
    )
