"""Test people run through the engine: what ends otherwise than their author said is refused by name and week."""

from __future__ import annotations

from typing import Any

from accalmie.core.programme.checks import Report, verify
from accalmie.core.programme.checks.explore import Explored, Explorer
from accalmie.core.programme.checks.notes import Notes
from accalmie.core.programme.checks.ways import check_ways
from accalmie.core.programme.language import read_people
from accalmie.core.programme.simulate import Grade, World
from tests.factories.folders import compiled, exercises, folder, instruments, only, programme_of

PERSON = """\
person: ana
story: {fr: Ana., en: Ana.}
language: fr
mode: guided
before: {phq-9: 13}
answers: {mania: no}
weeks:
  - week: 1
    does: [everything]
    choose: {look-back: stuck}
    expect: {help: no, finished: [begin], seen: [when-stuck], page: measures}
  - week: 2
    measures: {phq-9: [1, 1, 1, 1, 1, 1, 1, 1, 1]}
    danger: {wish: yes}
    does: [everything]
    expect: {help: yes, level: passive}
"""


def passive(answers: Any) -> Grade:
    return Grade("passive", finished=True)


def judged(person: str) -> Report:
    found, people = compiled(folder()), read_people({"people/ana.yaml": person})
    assert found.programme is not None
    assert people.refusals == ()
    world = World(instruments=instruments(), exercises=exercises(), grade=passive)
    return verify(found.programme, people.people, world=world, places={**found.places, **people.places})


def test_a_person_who_ends_as_said_passes() -> None:
    report = judged(PERSON)

    assert report.refusals == ()
    assert report.people == ("ana",)


def test_another_end_is_refused_with_person_week_expected_and_got() -> None:
    report = judged(PERSON.replace("seen: [when-stuck]", "seen: [when-stuck, your-letter]"))

    refusal = only(report.refusals, "person-mismatch")
    assert report.people == ()
    assert (refusal.file, refusal.line) == ("people/ana.yaml", 8)
    assert refusal.en.startswith("ana, week 1: “seen” was to be “your-letter”, it is ")


def test_the_story_of_who_would_be_lost_is_told_and_of_nobody_else() -> None:
    assert judged(PERSON).lost == {}
    assert judged(PERSON.replace("{help: no,", "{help: yes,")).lost == {"ana": {"fr": "Ana.", "en": "Ana."}}
    assert judged(PERSON.replace("{mania: no}", "{anger: no}")).lost == {}, "a slip of the author's loses nobody"


def test_help_that_does_not_come_is_refused() -> None:
    refusal = only(judged(PERSON.replace("{help: no,", "{help: yes,")).refusals, "person-mismatch")

    assert refusal.en == "ana, week 1: “help” was to be yes, it is no."


def test_a_case_that_names_nothing_of_the_programme_is_refused_before_it_runs() -> None:
    wrong = (
        PERSON.replace("look-back: stuck", "look-back: maybe")
        .replace("seen: [when-stuck]", "seen: [nowhere]")
        .replace("{mania: no}", "{anger: no}")
        .replace("{phq-9: 13}", "{phq-99: 13}")
        .replace("finished: [begin]", "finished: [start]")
    )

    said = [refusal.en for refusal in judged(wrong).refusals if refusal.code == "person-unknown"]

    assert said == [
        "ana: “anger” is not a question of needs_a_person of this programme.",
        "ana: “phq-99” is not an instrument of this programme.",
        "ana: “nowhere” is not a step of this programme.",
        "ana: “start” is not a module of this programme.",
        "ana: “maybe” is not an option of this programme.",
    ]


def test_a_place_from_which_no_way_ends_is_refused() -> None:
    """The engine always leaves a way, so the map is broken by hand: nothing follows the third state."""
    programme = programme_of(folder())
    found: Explored = Explorer(programme).explore(("alone",))
    found.after[2] = []
    notes = Notes({})

    check_ways(programme, found, notes, most=1_000)

    refusal = only(tuple(notes.refusals), "cannot-finish")
    assert refusal.en.startswith("In mode “alone” one can get to a place from which the programme never ends. Path: ")
