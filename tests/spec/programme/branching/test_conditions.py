"""Steps under a condition."""

from __future__ import annotations

from tests.spec.telling import tells

LOOK_BACK = """
    module | opens    | step  | kind                       | conditions
    first  | at start | look  | choice: done, partly, stuck |
           |          | path  |                            | when look == "stuck"
           |          | next  |                            |
"""


def test_a_step_is_shown_only_if_its_rule_is_true() -> None:
    """The obstacle path is for those who meet the obstacle."""
    tells(
        LOOK_BACK,
        """
        day | what happens             | then
        0   | starts; does look: done  | next, step 2 of 2
        """,
        facts={"look": "choice look"},
    )
    tells(
        LOOK_BACK,
        """
        day | what happens              | then
        0   | starts; does look: stuck  | path, step 2 of 3
        0   | does path                 | next
        """,
        facts={"look": "choice look"},
    )


def test_a_rule_that_cannot_be_decided_skips_the_step_unless_the_author_says_show() -> None:
    """Somebody who declined the question has no answer: the rule is unknown, neither true nor false."""
    tells(
        LOOK_BACK,
        """
        day | what happens             | then
        0   | starts; declines look    | next
        """,
        facts={"look": "choice look"},
    )
    tells(
        LOOK_BACK.replace('"stuck"', '"stuck"; unknown show'),
        """
        day | what happens             | then
        0   | starts; declines look    | path
        """,
        facts={"look": "choice look"},
    )


def test_a_rule_is_decided_when_the_person_gets_there() -> None:
    """The score that counts is the latest one on that day, not the one of the week before."""
    tells(
        """
        module | opens    | step   | kind | conditions
        first  | at start | read   |      |
               |          | harder |      | when phq9 >= 15
               |          | easier |      | when phq9 < 15
               |          | last   |      |
        """,
        """
        day | what happens                              | then
        0   | starts; does read; answers phq-9: 18      | harder
        7   |                                           | measures phq-9
        7   | answers phq-9: 9                          | easier
        """,
        measures=["phq-9 every 7 days"],
    )


def test_a_step_passed_by_does_not_come_back() -> None:
    """Once the person did a later step, what was not shown stays behind: nobody is sent backwards."""
    tells(
        """
        module | opens    | step   | kind | conditions
        first  | at start | read   |      |
               |          | harder |      | when phq9 >= 15
               |          | after  |      |
               |          | last   |      |
        """,
        """
        day | what happens                                     | then
        0   | starts; does read; answers phq-9: 9; does after  | last
        7   | answers phq-9: 20                                | last
        """,
        measures=["phq-9 every 7 days"],
    )


def test_change_is_the_latest_total_minus_the_first() -> None:
    """The first is the one that the person started with."""
    tells(
        """
        module | opens    | step   | kind | conditions
        first  | at start | read   |      |
               |          | better |      | when phq9_change <= -6
               |          | same   |      |
        """,
        """
        day | what happens                                | then
        0   | answers phq-9: 16; starts; does read        | same
        7   | answers phq-9: 10                           | better
        """,
        measures=["phq-9 every 7 days"],
    )


def test_a_number_from_an_exercise_can_be_read_by_rules() -> None:
    """`{number: thought.strength}`; a number outside its range is not believed, and stays unknown."""
    table = """
        module | opens    | step    | kind                            | conditions
        first  | at start | thought | exercise: catch, thought = what |
               |          | strong  |                                 | when strength >= 60
               |          | next    |                                 |
    """
    for written, page in (("strength = 80", "strong"), ("strength = 20", "next"), ("strength = 900", "next")):
        tells(
            table,
            f"""
            day | what happens                             | then
            0   | starts; does thought: {written}          | {page}
            """,
            facts={"strength": "number thought.strength"},
        )
