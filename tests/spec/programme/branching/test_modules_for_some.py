"""Modules for some."""

from __future__ import annotations

from tests.spec.telling import tells

BRANCHES = """
    module | opens                                  | step  | kind                 | conditions
    first  | at start                               | asked | choice: worry, panic |
    worry  | 0 days after first; when b == "worry"  | slot  |                      | delay 1 day
    panic  | 0 days after worry; when b == "panic"  | alarm |                      | delay 1 day
           |                                        | look  |                      |
    keep   | 0 days after panic                     | last  |                      | delay 1 day
"""
BROUGHT = {"b": "choice asked"}


def test_a_module_is_passed_by_without_a_wait_and_without_a_word_when_it_is_for_others() -> None:
    """Somebody with panic never meets the worry appointment, loses no day over it, and counts three modules."""
    tells(
        BRANCHES,
        """
        day | what happens                                                | then
        0   | starts                                                      | asked, module 1 of 2
        0   | does asked: panic; would rather not rate first              | wait, until day 1
        1   |                                                             | alarm, step 1 of 2, module 2 of 3
        1   | does alarm; does look; would rather not rate panic          | wait, until day 2
        2   |                                                             | last, module 3 of 3
        """,
        facts=BROUGHT,
    )


def test_a_module_whose_rule_cannot_be_decided_is_passed_by() -> None:
    """Somebody who declined the question follows what is for everybody."""
    tells(
        BRANCHES,
        """
        day | what happens           | then
        0   | starts; declines asked | wait, until day 1
        1   |                        | last, module 2 of 2
        """,
        facts=BROUGHT,
    )


def test_a_professional_opens_a_module_earlier_and_not_for_others() -> None:
    """Opening changes when, not for whom."""
    tells(
        BRANCHES.replace("0 days after first;", "0 days after first, by a professional;"),
        """
        day | what happens                                         | then
        0   | starts guided; a professional opens worry            | asked
        0   | does asked: panic; would rather not rate first       | wait, until day 1
        1   |                                                      | alarm
        """,
        facts=BROUGHT,
    )
