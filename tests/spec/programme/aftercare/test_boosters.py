"""Boosters."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module       | opens                               | step   | kind
    first        | at start                            | read   |
                 |                                     | letter |
    one-month    | 30 days after first, aftercare      | look   |
                 |                                     | keep   |
    three-months | 90 days after first, aftercare      | again  |
    six-months   | 180 days after first, aftercare     | last   |
"""


def test_the_programme_ends_with_its_last_step_and_boosters_open_by_the_calendar() -> None:
    """A module with `aftercare: yes`. The end is said and felt; nothing is asked until a booster opens. Nobody rates
    one."""
    tells(
        TABLE,
        """
        day | what happens                                | then
        0   | starts; does read; does letter              | rating of first
        0   | says how first helped                       | done, until day 30
        29  |                                             | done, until day 30
        30  |                                             | look, step 1 of 2
        30  | does look; does keep                        | done, until day 90
        90  |                                             | again
        91  | does again                                  | done, until day 180
        200 |                                             | last
        200 | does last                                   | done
        """,
    )


def test_boosters_are_not_counted_among_the_modules() -> None:
    """“Module 2 of 8” speaks of the programme itself."""
    tells(
        TABLE,
        """
        day | what happens                                              | then
        0   | starts                                                    | read, module 1 of 1
        0   | does read; does letter; says how first helped             | done
        30  |                                                           | look, module 0 of 1
        """,
    )


def test_a_booster_that_nobody_came_to_gives_way_to_the_next_one() -> None:
    """The newest one that is open is on offer, whatever is left of the others. Nobody is late, and nobody is welcomed
    back."""
    tells(
        TABLE,
        """
        day | what happens                                            | then
        0   | starts; does read; does letter; says how first helped   | done
        60  |                                                         | look
        89  |                                                         | look
        90  |                                                         | again
        179 | does again                                              | done, until day 180
        400 |                                                         | last
        """,
    )
    tells(
        TABLE,
        """
        day | what happens                                            | then
        0   | starts; does read; does letter; says how first helped   | done
        30  | does look                                               | keep
        95  |                                                         | again
        """,
    )


def test_the_calendar_of_boosters_is_nobody_s_pace() -> None:
    """One month is one month, for somebody slow too."""
    tells(
        TABLE,
        """
        day | what happens                                                                        | then
        0   | starts; sets their pace to 3; does read; does letter; says how first helped         | done, until day 30
        """,
    )


def test_no_measure_is_due_by_itself_in_after_care() -> None:
    """A booster asks its own, at a questionnaire step. `phq9_since_end` is the latest total less the last one of the
    programme itself."""
    tells(
        """
        module    | opens                          | step   | kind                 | conditions
        first     | at start                       | read   |                      |
                  |                                | letter |                      |
        one-month | 30 days after first, aftercare | score  | questionnaire: phq-9 |
                  |                                | someone |                     | when phq9_since_end >= 6
                  |                                | keep   |                      |
        """,
        """
        day | what happens                                                                       | then
        0   | starts; does read; answers phq-9: 9; does letter; says how first helped             | done
        20  |                                                                                    | done, until day 30
        30  |                                                                                    | score phq-9
        31  | answers phq-9: 15 at score                                                         | someone
        """,
        measures=["phq-9 every 7 days"],
    )


def test_a_booster_may_hold_any_kind_of_step_and_help_still_comes_first() -> None:
    """A danger answer in after-care is a danger answer."""
    tells(
        """
        module    | opens                          | step   | kind
        first     | at start                       | read   |
        one-month | 30 days after first, aftercare | score  | questionnaire: phq-9
                  |                                | look   | choice: no, yes
        """,
        """
        day | what happens                                            | then
        0   | starts; does read; says how first helped                | done
        30  | answers phq-9: 0 0 0 0 0 0 0 0 1 at score               | help
        30  | answers the graded questions: passive                   | look
        30  | does look: yes                                          | done
        """,
        danger=["phq9_item9 >= 1 or declined"],
    )
