"""What the graded questions lead to."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens    | step | kind
    first  | at start | read |
           |          | walk | practice: 3 / 7
           |          | last |
"""
WATCHED = {"measures": ["phq-9 every 7 days"], "danger": ["phq9_item9 >= 1 or declined"]}


def test_up_to_passive_the_programme_goes_on() -> None:
    """Wishes to be dead or gone: the safety plan is offered, a professional looks, and the next step stays open."""
    for level in ("none", "distress", "passive"):
        tells(
            TABLE,
            f"""
            day | what happens                                            | then
            0   | starts; does read; answers phq-9: 1 1 1 1 1 1 1 1 1     | help
            0   | answers the graded questions: {level}                   | walk
            """,
            **WATCHED,
        )


def test_from_active_on_the_next_step_is_the_plan_and_a_contact() -> None:
    """The programme is held. Exercises and diary stay open: a practice under way can still be noted."""
    tells(
        TABLE,
        """
        day | what happens                                          | then
        0   | starts; does read; answers phq-9: 1 1 1 1 1 1 1 1 0   | walk
        0   | does walk                                             | wait, 0 of 3 days practised
        1   | answers phq-9: 1 1 1 1 1 1 1 1 2                      | help
        1   | answers the graded questions: active                  | hold, level active
        2   | notes walk                                            | hold, 1 of 3 days practised
        9   |                                                       | hold
        """,
        **WATCHED,
    )


def test_a_professional_ends_the_hold() -> None:
    """Reviewing is not enough: they say that the programme goes on."""
    tells(
        TABLE,
        """
        day | what happens                                                      | then
        0   | starts guided; does read; answers phq-9: 1 1 1 1 1 1 1 1 2        | help
        0   | answers the graded questions: plan                                | hold, level plan
        1   | speaks with someone                                               | hold
        3   | a professional reviews the danger: the programme stays held       | hold
        4   | a professional reviews the danger: the programme goes on          | walk
        """,
        **WATCHED,
    )


def test_in_mode_alone_the_hold_ends_a_day_after_a_contact() -> None:
    """Nobody reviews there. The person says that they spoke with someone; a day later the programme goes on."""
    tells(
        TABLE,
        """
        day | what happens                                                     | then
        0   | starts alone; does read; answers phq-9: 1 1 1 1 1 1 1 1 2        | help
        0   | answers the graded questions: active                             | hold
        6   |                                                                  | hold
        6   | speaks with someone                                              | hold, until day 7
        7   |                                                                  | measures phq-9
        """,
        **WATCHED,
    )


def test_questions_left_unfinished_count_as_active() -> None:
    """They can be finished later; what they then give is what counts."""
    tells(
        TABLE,
        """
        day | what happens                                                       | then
        0   | starts; does read; answers phq-9: 1 1 1 1 1 1 1 1 1                | help
        0   | leaves the graded questions unfinished                             | hold, level active
        1   | answers the graded questions: passive                              | walk
        """,
        **WATCHED,
    )


def test_a_milder_answer_never_lowers_a_hold() -> None:
    """The most serious of what was said and not reviewed decides."""
    tells(
        TABLE,
        """
        day | what happens                                           | then
        0   | starts; does read; answers phq-9: 1 1 1 1 1 1 1 1 2    | help
        0   | answers the graded questions: plan                     | hold, level plan
        7   | answers phq-9: 1 1 1 1 1 1 1 1 1                       | help, level plan
        7   | answers the graded questions: passive                  | hold, level plan
        """,
        **WATCHED,
    )
