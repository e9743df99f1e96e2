"""Where an orientation leads."""

from __future__ import annotations

from typing import Any

from tests.spec.telling import tells

TABLE = """
    module | opens    | step   | kind
    ask    | at start | weeks  | questionnaire: phq-9
           |          | before | screening: violence, mania
           |          | wish   | choice: alone, talk
"""

WAYS: dict[str, Any] = {
    "facts": {"gravest": "screening before", "wish": "choice wish"},
    "danger": ["phq9_item9 >= 1 or declined"],
    "leads_to": [
        'help-now: emergency, when danger == "held"',
        'safety-first: person, when gravest == "violence"',
        'a-doctor: doctor, when gravest == "mania" or phq9 >= 20',
        'somebody-first: person, when danger == "answered"',
        'on-my-own: programme, when phq9 >= 5 and phq9 <= 9 and wish == "alone"',
        "somebody: person",
    ],
}


def test_the_first_outcome_that_holds_is_the_one() -> None:
    """Outcomes are asked in the author's order, once the last step is behind."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; answers phq-9: 7 at weeks                             | before, step 2 of 3
        0   | does before: violence = no, mania = no; does wish: alone            | done, leads to on-my-own
        """,
        **WAYS,
    )
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; answers phq-9: 24 at weeks                            | before
        0   | does before: violence = yes, mania = no; does wish: alone           | done, leads to safety-first
        """,
        **WAYS,
    )


def test_of_a_screening_the_gravest_question_that_is_not_a_no_counts() -> None:
    """The author writes the gravest first. Somebody who would rather not say is not taken for a no."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; answers phq-9: 7 at weeks                             | before
        0   | does before: violence = unsaid, mania = yes; does wish: alone       | done, leads to safety-first
        """,
        **WAYS,
    )


def test_an_undecidable_rule_passes_on_and_the_last_outcome_takes_everybody() -> None:
    """Whoever declines everything is led to somebody, never nowhere."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; declines weeks; declines before; declines wish        | done, leads to somebody
        """,
        **WAYS,
    )


def test_with_unknown_take_an_undecidable_rule_stops_there() -> None:
    """For what is better asked by a person than assumed away."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; declines weeks; declines before; declines wish        | done, leads to ask-them
        """,
        **(WAYS | {"leads_to": ['ask-them: person, when gravest != "none" or unknown', "somebody: person"]}),
    )


def test_while_danger_holds_it_leads_to_help_and_the_questions_wait() -> None:
    """After a professional's review the questions go on, and the answer is not forgotten."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; answers phq-9: 1 1 1 1 1 1 1 0 2 at weeks             | help
        0   | answers the graded questions: active                                | hold, leads to help-now
        1   | a professional reviews the danger: the programme goes on            | before
        1   | does before: violence = no, mania = no; does wish: alone            | done, leads to somebody-first
        """,
        **WAYS,
    )


def test_a_danger_answer_that_does_not_hold_is_remembered() -> None:
    """Passive thoughts let the questions go on; nobody starts alone after them."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; answers phq-9: 1 1 1 1 1 1 0 0 1 at weeks             | help
        0   | answers the graded questions: passive                               | before
        0   | does before: violence = no, mania = no; does wish: alone            | done, leads to somebody-first
        """,
        **WAYS,
    )


def test_nobody_rates_an_orientation_and_nobody_is_away_from_one() -> None:
    """It asks, and leads; it does not call back."""
    tells(
        TABLE,
        """
        day | what happens                                                        | then
        0   | starts alone; answers phq-9: 7 at weeks                             | before
        40  | does before: violence = no, mania = no                              | wish
        41  | leaves                                                              | left
        """,
        **WAYS,
    )
