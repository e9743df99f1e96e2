"""An orientation: what its author may write, and every way in which it could fail somebody."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from accalmie.core.programme import graph, nodes, serial
from accalmie.core.programme.checks import verify
from accalmie.core.programme.checks.explore import Explorer
from accalmie.core.programme.orienting import NONE, Outcome, chosen, screened
from accalmie.core.programme.people import person_from
from accalmie.core.programme.simulate import Grade, World, simulate
from tests.factories.folders import compiled, exercises, folder, instruments, only, programme_of
from tests.factories.orientations import NEIGHBOURS, ORIENTATION, verified, written

MANIA = "mania: Trop d’énergie"


def orientation() -> nodes.Programme:
    return programme_of(written())


def test_an_orientation_needs_no_protocol_gap_or_house_shape_and_passes() -> None:
    report = verified()
    assert report.refusals == ()
    assert report.states > 20
    assert report.longest_path == 3


def test_it_begins_and_ends_with_its_own_steps_alone_and_open_to_everybody() -> None:
    made = orientation()
    assert (made.opens_on, made.closes_on, made.modes) == ("weeks", "your-wish", ("alone",))
    assert [outcome.id for outcome in made.leads_to][-1] == "somebody"
    assert made.gap.then == ""


@pytest.mark.parametrize("word", ["gap: {after: 3 days, then: weeks}", "opens_on: weeks", "protocol: {cite: A.}"])
def test_what_belongs_to_a_therapy_has_no_place_in_an_orientation(word: str) -> None:
    refusal = only(compiled(written(("danger:\n", f"{word}\ndanger:\n"))).refusals, "unknown-word")
    assert word.split(":", maxsplit=1)[0] in refusal.en


def test_a_therapy_leads_to_no_outcomes_and_keeps_its_name() -> None:
    made = programme_of(folder())
    assert made.leads_to == ()
    with_kind = folder()
    with_kind["programme.yaml"] = "kind: therapy\n" + with_kind["programme.yaml"]
    assert serial.graph_hash(programme_of(with_kind)) == serial.graph_hash(made)


def test_the_graph_changes_with_a_rule_and_the_wording_with_a_reason() -> None:
    before = orientation()
    kinder = programme_of(written(("en: Let us talk.", "en: Let us talk about it.")))
    other = programme_of(written(("phq9 <= 9 and", "phq9 <= 8 and")))
    assert serial.graph_hash(kinder) == serial.graph_hash(before)
    assert serial.wording_hash(kinder) != serial.wording_hash(before)
    assert serial.graph_hash(other) != serial.graph_hash(before)
    assert serial.from_json(serial.to_json(before)) == before


class Case(NamedTuple):
    code: str
    changes: tuple[tuple[str, str], ...]
    at: str
    says: str


LANGUAGE = [
    Case("outcome-twice", (("- id: with-somebody", "- id: on-my-own"),), "id: on-my-own", "Two outcomes"),
    Case(
        "outcome-last-has-rule",
        (("- id: somebody\n    to: person\n", "- id: somebody\n    to: person\n    when: phq9 < 5\n"),),
        "when: phq9 < 5",
        "led nowhere",
    ),
    Case(
        "outcome-without-rule",
        (("    when: phq9 >= 5 and phq9 <= 19\n", ""),),
        "id: with-somebody",
        "nobody would get to those after it",
    ),
    Case(
        "outcome-names-programme",
        (("- id: somebody\n    to: person\n", "- id: somebody\n    to: person\n    mode: alone\n"),),
        "mode: alone",
        "“mode” has no meaning",
    ),
    Case("missing-word", ((ORIENTATION[ORIENTATION.index("leads_to:") :], ""),), "", "“leads_to” is missing"),
    Case("not-one-of", (("to: emergency", "to: hospital"),), "to: hospital", "emergency"),
    Case("rule", (('danger == "held"', 'danger == "high"'),), "high", "rule"),
]


@pytest.mark.parametrize("case", LANGUAGE, ids=[case.code for case in LANGUAGE])
def test_what_is_wrong_with_an_outcome_is_said_at_its_line(case: Case) -> None:
    files = written(*case.changes)
    refusal = only(compiled(files).refusals, case.code)
    assert case.says in refusal.en
    assert case.at in files["programme.yaml"].split("\n")[refusal.line - 1]


def test_a_screening_asks_one_to_twelve_questions_none_of_them_called_none() -> None:
    for bad in ("none: Rien", ", ".join(f"q{number}: Encore" for number in range(13))):
        files = {path: text.replace(MANIA, bad) for path, text in written().items()}
        refusal = only(compiled(files).refusals, "screening-questions")
        assert refusal.line == 3


def test_the_languages_of_a_screening_ask_the_same_in_the_same_order() -> None:
    files = written()
    files["en/before.md"] = files["en/before.md"].replace(MANIA, "energy: Too much energy")
    assert only(compiled(files).refusals, "languages-differ").file == "en/before.md"


CHECKS = [
    Case(
        "outcome-unreachable",
        (("when: phq9 >= 5 and phq9 <= 19", "when: 'phq9 >= 6 and phq9 <= 8 and wish == \"alone\"'"),),
        "id: with-somebody",
        "Nobody is ever led to outcome “with-somebody”",
    ),
    Case("outcome-after-danger", ((' or danger != "none"', ""),), "id: on-my-own", "answers 1 to item 9 of phq-9"),
    Case(
        "outcome-last-programme",
        (("- id: somebody\n    to: person\n", "- id: somebody\n    to: self_help\n"),),
        "id: somebody",
        "somebody who answers nothing",
    ),
    Case(
        "outcome-unknown-programme",
        (("programme: small-steps\n    mode: alone", "programme: great-steps\n    mode: alone"),),
        "id: on-my-own",
        "“great-steps”, which does not stand beside this one",
    ),
    Case("outcome-unknown-mode", (("mode: guided", "mode: blended"),), "id: with-somebody", "in mode “blended”"),
    Case(
        "outcome-turned-away",
        (("phq9 >= 5 and phq9 <= 19", "phq9 >= 5 and phq9 <= 27"),),
        "id: with-somebody",
        "would be turned away at the start of “small-steps”",
    ),
]


@pytest.mark.parametrize("case", CHECKS, ids=[case.code for case in CHECKS])
def test_an_orientation_that_could_fail_somebody_is_refused_at_its_line(case: Case) -> None:
    refusal = only(verified(*case.changes).refusals, case.code)
    assert case.says in refusal.en
    assert case.at in written(*case.changes)["programme.yaml"].split("\n")[refusal.line - 1]
    assert refusal.severity == "refusal"


def test_while_danger_holds_only_people_help() -> None:
    without = ORIENTATION[ORIENTATION.index("  - id: help-now") : ORIENTATION.index("  - id: a-person")]
    refused = verified((without, ""), (' or danger != "none"', "")).refusals
    assert any("while the danger is not over" in one.en for one in refused if one.code == "outcome-after-danger")


def test_without_neighbours_only_the_orientation_itself_is_looked_at() -> None:
    found = compiled(written(("mode: guided", "mode: blended")))
    assert found.programme is not None
    assert verify(found.programme, places=found.places).refusals == ()


def test_what_remains_to_decide_loses_no_outcome_that_a_finer_search_finds() -> None:
    """The search keeps what may still matter of each outcome; looked at with every answer told apart, it is the same.

    Found here: each outcome with the facts under which it holds, region by region.
    """
    made = orientation()
    coarse, fine = Explorer(made), Explorer(made)
    fine._abstraction._outcomes = (  # type: ignore[method-assign]
        lambda _progress, _ahead, known: tuple(sorted((name, str(value)) for name, value in known.items()))
    )
    few, many = coarse.explore(made.modes), fine.explore(made.modes)
    assert len(few.states) < len(many.states) / 3
    assert {state.now.outcome for state in few.states} == {state.now.outcome for state in many.states}
    ends = {
        (state.now.outcome, state.progress.endangered) for state in few.states if state.now.page in ("done", "hold")
    }
    assert ends == {
        (state.now.outcome, state.progress.endangered) for state in many.states if state.now.page in ("done", "hold")
    }


def world() -> World:
    return World(
        instruments=instruments(),
        exercises=exercises(),
        grade=lambda answers: Grade("active" if answers.get("intent") == "yes" else "passive", True),
    )


PERSON: dict[str, Any] = {
    "person": "lea",
    "story": {"fr": "Léa.", "en": "Léa."},
    "language": "fr",
    "mode": "alone",
    "weeks": [
        {
            "week": 1,
            "measures": {"phq-9": 7},
            "does": ["everything"],
            "choose": {"your-wish": "alone"},
            "expect": {"outcome": "on-my-own", "page": "done"},
        }
    ],
}


def test_a_person_who_is_led_elsewhere_than_said_is_refused() -> None:
    assert verified(people=(person_from(PERSON),), world=world()).refusals == ()
    frightened = person_from({**PERSON, "answers": {"violence": "unsaid"}})
    refusal = only(verified(people=(frightened,), world=world()).refusals, "person-mismatch")
    assert "“outcome” was to be “on-my-own”, it is “a-person”" in refusal.en


def test_a_case_that_names_no_outcome_or_question_of_the_orientation_is_refused() -> None:
    week = {**PERSON["weeks"][0], "expect": {"outcome": "on-my-onw"}}
    for strange in ({**PERSON, "weeks": [week]}, {**PERSON, "answers": {"violense": "yes"}}):
        report = verified(people=(person_from(strange),), world=world())
        assert only(report.refusals, "person-unknown")


def test_the_first_question_that_is_not_no_is_the_fact() -> None:
    questions = ("violence", "mania")
    assert screened(questions, {"violence": "no", "mania": "no"}) == NONE
    assert screened(questions, {"violence": "unsaid", "mania": "yes"}) == "violence"
    assert screened(questions, {"violence": "no"}) == "mania"


def test_an_undecidable_rule_passes_on_unless_the_author_says_take() -> None:
    texts = {"fr": "A", "en": "A"}
    made = [
        Outcome(id="first", to="person", title=texts, reason=texts),
        Outcome(id="second", to="doctor", title=texts, reason=texts, unknown="take"),
        Outcome(id="third", to="person", title=texts, reason=texts),
    ]
    assert chosen(made, (None, None, True)) is made[1]
    assert chosen(made, (None, False, True)) is made[2]
    assert chosen(made, (False, False, False)) is None


def test_a_screening_plays_itself() -> None:
    doing = orientation().steps["before"].doing
    assert simulate(doing, lambda: 0.5) == {"violence": "no", "mania": "no"}


def test_the_map_draws_each_outcome_as_an_end_and_marks_what_is_refused() -> None:
    made = programme_of(written(("phq9 >= 5 and phq9 <= 19", "phq9 >= 5 and phq9 <= 27")))
    report = verify(made, neighbours=NEIGHBOURS)
    drawn = graph.to_svg(made, report, language="en")
    for outcome in made.leads_to:
        assert f'id="outcome--{outcome.id}"' in drawn
        assert outcome.title["en"] in drawn
    assert "refused: outcome-turned-away" in drawn
    assert "danger == &quot;held&quot;" in drawn
    assert "refused: outcome-turned-away" not in graph.to_svg(made, language="en")
