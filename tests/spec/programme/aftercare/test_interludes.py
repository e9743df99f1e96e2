"""Interludes."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens              | step
    first  | at start           | read
           |                    | think
           |                    | try
           |                    | last
"""
RULE = {"not-better": "phq9_change >= 6 or weeks >= 4 and phq9_change > -2 and phq9 >= 5"}
MEASURES = ["phq-9 every 300 days"]


def test_a_measure_that_makes_the_rule_true_brings_its_step_first_once() -> None:
    """`interludes: [{id: not-better, when: RULE, modes: [alone], then: not-better}]`. The next measure may bring it
    again; nothing else does."""
    tells(
        TABLE,
        """
        day | what happens                          | then
        0   | starts alone; answers phq-9: 8        | read
        0   | does read                             | think
        7   | answers phq-9: 9                      | think
        8   | answers phq-9: 14                     | not-better
        8   | does not-better                       | think
        15  | answers phq-9: 14                     | not-better
        15  | declines not-better                   | think
        20  | answers phq-9: 9                      | think
        """,
        interludes=RULE,
        measures=MEASURES,
    )


def test_no_gain_counts_from_week_four_on_while_symptoms_remain() -> None:
    """A change of two points is a gain, and a score under 5 needs none."""
    tells(
        TABLE,
        """
        day | what happens                          | then
        0   | starts alone; answers phq-9: 8; does read | think
        5   | does think                            | try
        14  | answers phq-9: 8; does try            | last
        27  | answers phq-9: 8                      | welcome-back
        28  | answers phq-9: 7                      | not-better
        29  | answers phq-9: 6                      | welcome-back
        30  | answers phq-9: 4                      | welcome-back
        """,
        interludes=RULE,
        measures=MEASURES,
    )


def test_who_is_guided_hears_it_from_their_professional() -> None:
    """`modes: [alone]`. A change of mode takes it away."""
    tells(
        TABLE,
        """
        day | what happens                                      | then
        0   | starts guided; does read; answers phq-9: 8; answers phq-9: 15 | think
        """,
        interludes=RULE,
        measures=MEASURES,
    )
    tells(
        TABLE,
        """
        day | what happens                                      | then
        0   | starts alone; does read; answers phq-9: 8; answers phq-9: 15 | not-better
        0   | the mode becomes guided                           | think
        """,
        interludes=RULE,
        measures=MEASURES,
    )


def test_help_comes_before_an_interlude() -> None:
    """Danger first, then what the score says."""
    tells(
        TABLE,
        """
        day | what happens                                                      | then
        0   | starts alone; does read; answers phq-9: 8; answers phq-9: 2 2 2 2 2 2 2 2 1   | help
        0   | answers the graded questions: passive                             | not-better
        """,
        interludes=RULE,
        measures=MEASURES,
        danger=["phq9_item9 >= 1 or declined"],
    )


def test_an_author_may_say_more_when_it_is_true_twice_in_a_row() -> None:
    """`not_better_in_a_row` counts the measures in a row at which the rule held; a better one begins anew."""
    texts = {
        "not-better": """
        ::: if not_better_in_a_row >= 2
        Twice.
        ::: else
        Once.
        :::
        """
    }
    tells(
        TABLE,
        """
        day | what happens                                        | then       | reads
        0   | starts alone; does read; answers phq-9: 8; answers phq-9: 15   | not-better | Once.
        1   | answers phq-9: 16                                   | not-better | Twice.
        2   | answers phq-9: 8                                    | think      |
        3   | answers phq-9: 15                                   | not-better | Once.
        """,
        interludes=RULE,
        measures=MEASURES,
        texts=texts,
    )
