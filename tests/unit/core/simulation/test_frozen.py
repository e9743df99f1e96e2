"""The simulator was frozen before any model was fitted to it: it is never changed so that a model looks better.

Whoever has a reason to change a number writes the new hash here, with the reason, and prints all figures anew.
"""

from __future__ import annotations

from datetime import timedelta

from tests.factories.simulation import clinic, started

FROZEN = "395b7bf5887271900d907ab904327c826ee84735a745a7e09c5e2f2d689fc3a3"


def test_the_numbers_of_the_simulator_are_those_that_were_frozen_before_fitting() -> None:
    assert clinic().parameters.hash == FROZEN


def test_when_somebody_truly_left_is_known_and_no_entry_of_theirs_comes_later_than_a_goodbye() -> None:
    histories = started(25)
    gone = [history for history in histories if history.left_at is not None]
    assert 0 < len(gone) < len(histories)
    for history in gone:
        assert history.left_at is not None
        later = [one for one in history.happened if one.by == "self" and one.at > history.left_at]
        assert {type(one.entry).__name__ for one in later} <= {"EnrolmentEnded", "ContactMade"}
        assert all(one.at <= history.left_at + timedelta(days=4) for one in later)
