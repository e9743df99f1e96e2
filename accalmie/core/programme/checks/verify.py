"""Verifies a whole programme: its shape, every way through it, and its test people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accalmie.core.programme.checks.cases import check_people
from accalmie.core.programme.checks.explore import MOST_STATES, Explorer, longest_path
from accalmie.core.programme.checks.house import check_house
from accalmie.core.programme.checks.notes import Notes
from accalmie.core.programme.checks.outcomes import Neighbours, admissions, check_outcomes
from accalmie.core.programme.checks.report import Report
from accalmie.core.programme.checks.ways import check_ways
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.people import Person
from accalmie.core.programme.refusals import Place
from accalmie.core.programme.simulate import World


def verify(
    programme: Programme,
    people: Iterable[Person] = (),
    *,
    world: World | None = None,
    places: Mapping[str, Place] | None = None,
    most: int = MOST_STATES,
    neighbours: Neighbours | None = None,
) -> Report:
    """Look for anything that could fail a patient, and say it in the author's words.

    Every way through the programme is explored on the engine itself, at the pace 1, with facts cut where rules cut
    them; more than `most` different situations are refused. `world` (instruments, exercises, how danger is graded) is
    needed to run people; `neighbours` are the programmes that an orientation may lead to; `places` comes from the
    compiler, so that refusals name file and line.
    """
    notes = Notes(places or {})
    check_house(programme, notes)
    explorer = Explorer(programme, most=most, admissions=admissions(programme, neighbours))
    found = explorer.explore(programme.modes)
    unreachable = check_ways(programme, found, notes, most=most)
    check_outcomes(programme, found, notes, neighbours)
    everybody = tuple(people)
    passed = check_people(programme, everybody, world, notes) if world is not None else ()
    return Report(
        refusals=tuple(notes.refusals),
        states=len(found.states),
        transitions=found.transitions,
        longest_path=longest_path(found),
        people=passed,
        unreachable=unreachable,
        lost={person.person: person.story for person in everybody if person.person in notes.lost},
    )
