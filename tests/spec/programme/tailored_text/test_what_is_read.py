"""What the person reads."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens    | step  | kind                                  | conditions
    first  | at start | plan  | exercise: plan, small_action = action |
           |          | later |                                       |
"""


def test_their_own_words_come_back() -> None:
    """`[[small_action|your small action]]` says back what was written; the page shows their words, never markup."""
    tells(
        TABLE,
        """
        day | what happens                                     | then  | reads
        0   | starts; does plan: action = walk to the *market* | later | Last time: «walk to the *market*».
        """,
        texts={"later": "Last time: [[small_action|your small action]]."},
    )


def test_when_nothing_was_written_the_authors_words_stand_there() -> None:
    """Declined, or left empty, the sentence still reads well."""
    tells(
        TABLE,
        """
        day | what happens            | then  | reads
        0   | starts; declines plan   | later | Last time: your small action.
        """,
        texts={"later": "Last time: [[small_action|your small action]]."},
    )


def test_the_latest_words_are_said_back() -> None:
    """Somebody who does the exercise again changed their mind."""
    tells(
        TABLE,
        """
        day | what happens                                                 | then  | reads
        0   | starts; does plan: action = walk; does plan: action = swim   | later | Last time: «swim».
        """,
        texts={"later": "Last time: [[small_action|your small action]]."},
    )


def test_a_text_takes_one_of_two_ways() -> None:
    """An undecidable rule takes the `else` part, or nothing."""
    text = """
        Your week.
        ::: if phq9_change <= -6
        Your score went down clearly.
        ::: else
        Your score moved little, which is common now.
        :::
    """
    for scores, read in (
        ("answers phq-9: 15; starts; declines plan; answers phq-9: 5", "Your score went down clearly."),
        ("answers phq-9: 15; starts; declines plan", "Your score moved little, which is common now."),
        ("starts; declines plan", "Your score moved little, which is common now."),
    ):
        tells(
            TABLE,
            f"""
            day | what happens   | then  | reads
            0   | {scores}       | later | Your week. {read}
            """,
            texts={"later": text},
            measures=["phq-9 at end"],
        )
