"""The order of a caseload is a total order, and no comfort of the list ever puts a graver danger lower."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from accalmie.capabilities.programmes.queries import Along
from accalmie.core.crisis import Level
from accalmie.oversight.caseload.triage import Case, Figures, Group, Worsening, in_order
from accalmie.safety.queries import Concern

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24).map(lambda hours: NOW - timedelta(hours=hours))
LEVELS = [level for level in Level if level is not Level.NONE]


@st.composite
def concerns(draw: st.DrawFn) -> Concern:
    return Concern(
        patient=draw(st.uuids()),
        source=draw(st.uuids()),
        origin=draw(st.sampled_from(["ANSWER", "PROFESSIONAL", "ASKED"])),
        level=draw(st.sampled_from([*LEVELS, "of-a-later-release"])),
        is_finished=draw(st.booleans()),
        opened_at=draw(MOMENTS),
        due_at=draw(st.none() | MOMENTS),
        contact_at=None,
        words="",
        reviewed_at=None,
        goes_on=None,
        alert=draw(st.uuids()),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    figures = Figures(
        draw(st.uuids()),
        last_activity_at=draw(st.none() | MOMENTS),
        asked_person_at=draw(st.none() | MOMENTS),
        worse_at=draw(st.none() | MOMENTS),
    )
    points = draw(st.none() | st.integers(5, 27))
    return Case(
        called=draw(st.sampled_from(["Awa", "awa", "Bastien", "Élodie", "Zoé"])),
        figures=figures,
        concern=draw(st.none() | concerns()),
        worsening=Worsening(points, 14) if points else None,
        along=Along(is_drifting=draw(st.booleans())),
    )


LISTS = st.lists(cases(), max_size=7, unique_by=lambda case: case.patient)


def is_before(one: Case, other: Case) -> bool:
    return in_order([other, one])[0] is one


@given(LISTS)
def test_of_two_people_one_always_comes_first(found: list[Case]) -> None:
    for one, other in combinations(found, 2):
        assert is_before(one, other) != is_before(other, one)


@given(LISTS)
def test_the_place_of_two_people_does_not_depend_on_who_else_is_there(found: list[Case]) -> None:
    ordered = in_order(found)
    for position, one in enumerate(ordered):
        assert all(is_before(one, later) for later in ordered[position + 1 :])


@given(LISTS)
def test_ordering_twice_changes_nothing_and_loses_nobody(found: list[Case]) -> None:
    ordered = in_order(found)
    assert in_order(ordered) == ordered
    assert {case.patient for case in ordered} == {case.patient for case in found}


@given(LISTS)
def test_nobody_stands_above_a_danger_who_is_in_none(found: list[Case]) -> None:
    groups = [case.group for case in in_order(found)]
    assert groups == sorted(groups)


@given(LISTS)
def test_among_dangers_the_graver_always_comes_first(found: list[Case]) -> None:
    severities = [
        Level.read(case.concern.level).severity
        for case in in_order(found)
        if case.concern is not None and case.group is Group.CONCERN
    ]
    assert severities == sorted(severities, reverse=True)


@given(cases(), concerns())
def test_a_danger_added_to_somebody_never_moves_them_down(case: Case, concern: Concern) -> None:
    heavier = replace(case, concern=replace(concern, origin="ANSWER"))
    if case.concern is None:
        assert in_order([heavier, replace(case, figures=replace(case.figures, patient_id=UUID(int=1)))])[0] is heavier


def somebody(called: str, **more: Any) -> Case:
    known = {key: more.pop(key) for key in ("concern", "worsening", "is_drifting") if key in more}
    figures = Figures(UUID(int=sum(map(ord, called))), **more)
    along = Along(is_drifting=known.get("is_drifting", False))
    return Case(called, figures, known.get("concern"), known.get("worsening"), along)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (somebody("More", worsening=Worsening(12, 7)), somebody("Less", worsening=Worsening(6, 7))),
        (
            somebody("Waits longer", asked_person_at=NOW - timedelta(days=3)),
            somebody("Waits", asked_person_at=NOW - timedelta(days=1)),
        ),
        (
            somebody("Away longer", is_drifting=True, last_activity_at=NOW - timedelta(days=30)),
            somebody("Away", is_drifting=True, last_activity_at=NOW - timedelta(days=12)),
        ),
        (somebody("Anne"), somebody("zoé")),
        (somebody("anne"), somebody("Bastien")),
    ],
    ids=["points", "asked", "away", "name", "capitals"],
)
def test_within_a_group_the_longest_wait_or_the_largest_change_comes_first(first: Case, second: Case) -> None:
    assert first.group is second.group
    assert is_before(first, second)
