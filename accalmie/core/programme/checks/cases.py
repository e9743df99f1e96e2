"""Test people: their weeks run through the engine, and every end that is not as their author said is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from accalmie.core.programme.checks.notes import Notes
from accalmie.core.programme.checks.sentences import WHAT
from accalmie.core.programme.nodes import Choice, Exercise, Programme
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.people import Person, Week
from accalmie.core.programme.plans import Page
from accalmie.core.programme.refusals import Sentence
from accalmie.core.programme.simulate import Mismatch, World, run


class Unknown(NamedTuple):
    """A word of a case that names nothing in the programme."""

    week: int
    given: str
    what: str


def check_people(programme: Programme, people: tuple[Person, ...], world: World, notes: Notes) -> tuple[str, ...]:
    """Run every case; the names of those that passed."""
    return tuple(person.person for person in people if _passes(programme, person, world, notes))


def _passes(programme: Programme, person: Person, world: World, notes: Notes) -> bool:
    unknown = list(_unknown(programme, person, world))
    for each in unknown:
        notes.refuse(
            "person-unknown", _where(person, each.week), person=person.person, given=each.given, what=WHAT[each.what]
        )
    if unknown:
        return False
    mismatches = run(programme, person, world).mismatches
    for mismatch in mismatches:
        notes.refuse("person-mismatch", _where(person, mismatch.week), **_said(mismatch))
        notes.lost.add(person.person)
    return not mismatches


def _where(person: Person, week: int) -> str:
    return f"week {person.person} {week}"


def _said(mismatch: Mismatch) -> dict[str, object]:
    return {
        "person": mismatch.person,
        "week": mismatch.week,
        "word": mismatch.word,
        "expected": _value(mismatch.expected),
        "got": _value(mismatch.got),
    }


def _value(value: Any) -> Sentence:
    if isinstance(value, bool):
        return Sentence("oui", "yes") if value else Sentence("non", "no")
    if isinstance(value, list | tuple):
        listed = ", ".join(map(str, value))
        return Sentence(f"« {listed} »", f"“{listed}”") if listed else Sentence("rien", "nothing")
    return Sentence(f"« {value} »", f"“{value}”")


def _unknown(programme: Programme, person: Person, world: World) -> Iterator[Unknown]:
    if person.mode not in programme.modes:
        yield Unknown(0, person.mode, "mode")
    screenings = (step.doing for step in programme.steps.values() if isinstance(step.doing, Screening))
    asked = {question for screening in screenings for question in screening.questions}
    questions = asked | {question.id for question in programme.needs_a_person}
    yield from (Unknown(0, name, "question") for name in person.answers if name not in questions)
    yield from (Unknown(0, name, "instrument") for name in person.before if name not in world.instruments)
    for week in person.weeks:
        yield from _unknown_in(programme, week, world)


def _unknown_in(programme: Programme, week: Week, world: World) -> Iterator[Unknown]:
    modules = {module.id for module in programme.modules}
    places = modules | set(programme.steps)
    expect = week.expect
    listed = (
        (week.measures, set(world.instruments), "instrument"),
        ([act.target for act in week.does if act.kind == "up to"], places, "place"),
        ([act.target for act in week.does if act.kind == "opens"], modules, "module"),
        ((*week.skip, *(expect.seen or ()), *(expect.not_seen or ())), set(programme.steps), "step"),
        ((*(expect.finished or ()), *filter(None, [expect.module])), modules, "module"),
        (filter(None, [expect.outcome]), {outcome.id for outcome in programme.leads_to}, "outcome"),
        (filter(None, [expect.page]), {*programme.steps, *get_args(Page), "refused"}, "page"),
    )
    for given, known, what in listed:
        yield from (Unknown(week.week, name, what) for name in given if name not in known)
    yield from _unknown_choices(programme, week)
    yield from _unknown_writing(programme, week, world)


def _unknown_writing(programme: Programme, week: Week, world: World) -> Iterator[Unknown]:
    for name, written in week.writes.items():
        doing = programme.steps[name].doing if name in programme.steps else None
        if not isinstance(doing, Exercise):
            yield Unknown(week.week, name, "step")
        elif doing.exercise in world.exercises:
            known = {field.id for field in world.exercises[doing.exercise].fields}
            yield from (Unknown(week.week, field, "option") for field in written if field not in known)
    doings = [step.doing for step in programme.steps.values()]
    asked = {question for doing in doings if isinstance(doing, Screening) for question in doing.questions}
    yield from (Unknown(week.week, name, "question") for name in week.says if name not in asked)


def _unknown_choices(programme: Programme, week: Week) -> Iterator[Unknown]:
    for name, option in week.choose.items():
        doing = programme.steps[name].doing if name in programme.steps else None
        if not isinstance(doing, Choice):
            yield Unknown(week.week, name, "choice")
        elif option not in doing.options:
            yield Unknown(week.week, option, "option")
