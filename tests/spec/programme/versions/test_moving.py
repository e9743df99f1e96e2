"""Another version of the programme."""

from __future__ import annotations

from tests.spec.telling import tells

OLD = """
    module | opens              | step | kind
    first  | at start           | read |
           |                    | plan | exercise: plan, small_action = action
           |                    | walk | practice: 3 / 7
    second | 1 day after first  | last |
"""


def test_a_person_stays_on_their_version_until_somebody_moves_them() -> None:
    """Moving is explicit. A step that was done stays done; a new one in the current module is offered."""
    tells(
        OLD,
        """
        day | what happens                                       | then
        0   | starts; does read; does plan: action = walk        | walk
        1   | moves to the new version                           | hello
        1   | does hello                                         | walk
        """,
        new_version=OLD.replace("read |", "hello |\n           |                    | read |"),
    )


def test_a_step_that_changed_module_is_still_done() -> None:
    """It is known by its name, wherever it now stands."""
    tells(
        OLD,
        """
        day | what happens                                  | then
        0   | starts; does read; does plan: action = swim   | walk
        1   | moves to the new version                      | walk
        1   | declines walk                                 | rating of first
        2   | says how first helped                         | last
        """,
        new_version="""
            module | opens              | step | kind
            first  | at start           | read |
                   |                    | walk | practice: 3 / 7
            second | 1 day after first  | plan | exercise: plan, small_action = action
                   |                    | last |
        """,
    )


def test_what_was_remembered_and_measured_goes_along() -> None:
    """Their words are said back in the new version as in the old one."""
    tells(
        OLD,
        """
        day | what happens                                                                  | then | reads
        0   | starts; does read; does plan: action = swim; moves to the new version         | echo | You chose: «swim».
        """,
        new_version=OLD.replace("walk | practice: 3 / 7", "echo |"),
        texts={"echo": "You chose: [[small_action|something small]]."},
    )


def test_a_module_already_finished_stays_finished() -> None:
    """New steps in it are not asked of somebody who is past it."""
    tells(
        OLD,
        """
        day | what happens                                                                 | then
        0   | starts; does read; declines plan; declines walk; says how first helped       | wait
        1   | moves to the new version                                                     | last
        """,
        new_version=OLD.replace("read |", "hello |\n           |                    | read |"),
    )
