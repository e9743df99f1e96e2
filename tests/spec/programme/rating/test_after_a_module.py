"""After each module."""

from __future__ import annotations

from tests.spec.telling import tells

TABLE = """
    module | opens              | step
    first  | at start           | read
    second | 0 days after first | next
           |                    | last
"""


def test_did_it_help_did_it_make_something_worse() -> None:
    """The two questions come at once, before the next module and before any measure."""
    tells(
        TABLE,
        """
        day | what happens                | then
        0   | starts; does read           | rating of first
        0   | says how first helped       | measures phq-9
        """,
        measures=["phq-9 every 7 days"],
    )


def test_they_may_be_declined() -> None:
    """And are not asked again."""
    tells(
        TABLE,
        """
        day | what happens                  | then
        0   | starts; does read             | rating of first
        0   | would rather not rate first   | next
        """,
    )


def test_somebody_who_already_went_on_is_not_asked_about_the_module_before() -> None:
    """As when steps done without a connection arrive together."""
    tells(
        TABLE,
        """
        day | what happens                     | then
        0   | starts; does read; does next     | last
        """,
    )
