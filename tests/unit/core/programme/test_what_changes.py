"""What a professional is told before they move somebody: just what changes between two versions, and nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from accalmie.core.programme.engine import Differences, differences
from accalmie.core.programme.nodes import Programme
from tests.factories.programmes import programme

OLD = """
    module | opens              | step  | kind
    first  | at start           | read  | text
           |                    | plan  | exercise: plan
    second | 1 day after first  | walk  | practice: 3 / 7
           |                    | last  | text
"""


def between(new: str, old: str = OLD) -> Differences:
    return differences(programme(old), programme(new))


def test_the_same_version_changes_nothing() -> None:
    assert not between(OLD)


def test_a_step_added_and_a_step_gone_are_named_with_their_module() -> None:
    found = between(OLD.replace("read  | text", "hello | text"))
    assert found.steps_added == (("first", "hello"),)
    assert found.steps_gone == (("first", "read"),)


def test_a_step_that_stands_elsewhere_is_neither_added_nor_gone() -> None:
    new = """
        module | opens              | step  | kind
        first  | at start           | read  | text
        second | 1 day after first  | plan  | exercise: plan
               |                    | walk  | practice: 3 / 7
               |                    | last  | text
    """
    found = between(new)
    assert found.rehomed == (("plan", "second"),)
    assert not found.steps_added
    assert not found.steps_gone


def test_a_module_that_comes_or_goes_is_named_once_and_not_step_by_step() -> None:
    longer = OLD + "    third  | 1 day after second | more  | text\n"
    assert between(longer).modules_added == ("third",)
    assert not between(longer).steps_added
    assert between(OLD, longer).modules_gone == ("third",)
    assert not between(OLD, longer).steps_gone


def test_a_step_that_asks_something_else_is_counted() -> None:
    assert between(OLD.replace("practice: 3 / 7", "practice: 4 / 7")).remade == ("walk",)


def test_other_words_other_pacing_and_other_questionnaires_are_told_apart() -> None:
    old = programme(OLD)
    step = old.steps["read"]
    words = {name: replace(one, title="Another title") for name, one in step.wording.items()}
    reworded: Programme = replace(old, steps={**old.steps, "read": replace(step, wording=words)})
    assert differences(old, reworded).reworded == ("read",)
    assert differences(old, programme(OLD.replace("1 day", "3 days"))).pacing
    assert differences(old, programme(OLD, measures=["phq-9 every 7 days"])).measures
