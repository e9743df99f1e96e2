"""When a module opens."""

from __future__ import annotations

from tests.spec.telling import tells


def test_steps_come_in_order_and_a_module_opens_days_after_another() -> None:
    """`opens: 2 days after breathe` counts from the moment when the last step of that module was done."""
    tells(
        """
        module  | opens                | step
        breathe | at start             | welcome
                |                      | breath
        rest    | 2 days after breathe | sleep
        """,
        """
        day | what happens            | then
        0   | starts                  | welcome, module 1 of 2, step 1 of 2
        0   | does welcome            | breath, step 2 of 2
        1   | does breath             | rating of breathe
        1   | says how breathe helped | wait, until day 3
        2.9 |                         | wait, until day 3
        3   |                         | sleep, module 2 of 2, step 1 of 1
        3   | does sleep              | rating of rest
        4   | says how rest helped    | done
        """,
    )


def test_a_professional_may_open_a_module_before_its_time() -> None:
    """`opens: 7 days after breathe, or when a professional opens it`: the first of the two that comes true."""
    tells(
        """
        module  | opens                                                     | step
        breathe | at start                                                  | breath
        rest    | 7 days after breathe, or when a professional opens it     | sleep
        """,
        """
        day | what happens                                 | then
        0   | starts                                       | breath
        0   | does breath; says how breathe helped         | wait, until day 7
        2   | a professional opens rest                    | sleep
        """,
    )


def test_a_module_that_only_a_professional_opens_waits_for_them() -> None:
    """Nothing opens it by itself, so there is no moment to announce."""
    tells(
        """
        module  | opens                         | step
        breathe | at start                      | breath
        rest    | when a professional opens it  | sleep
        """,
        """
        day | what happens                         | then
        0   | starts                               | breath
        0   | does breath; says how breathe helped | wait, until somebody opens it
        5   |                                      | wait, until somebody opens it
        6   | a professional opens rest            | sleep
        """,
    )


def test_a_module_begun_is_finished_before_another_that_opens_meanwhile() -> None:
    """Nobody is pulled out of what they are doing."""
    tells(
        """
        module  | opens                        | step
        breathe | at start                     | breath
        move    | when a professional opens it | walk
        rest    | 0 days after breathe         | sleep
                |                              | dream
        """,
        """
        day | what happens                         | then
        0   | starts                               | breath
        0   | does breath; says how breathe helped | sleep
        1   | does sleep                           | dream
        1   | a professional opens move            | dream
        2   | does dream; says how rest helped     | walk
        """,
    )
