"""A path: modules of two programmes become one ordinary programme."""

from __future__ import annotations

import pytest

from accalmie.core.programme.assembling import Assembled, assemble
from accalmie.core.programme.assembling.donor import Donor
from accalmie.core.programme.assembling.joining import interludes
from accalmie.core.programme.language import compile
from accalmie.core.programme.nodes import Exercise, Programme
from tests.factories.folders import PROGRAMME, changed, exercises, folder, instruments, step_file

PATH = """\
path: both-steps
version: 1.0.0
lead: small-steps
title: {fr: Les deux, en: Both}
summary: {fr: Un seul chemin., en: One way.}
authors: [Accalmie]
asks_once: {violence: night-steps}
evidence:
  - {claim: {fr: Les deux aident., en: Both help.}, cite: "Author B.", checked: 2026-11}
modules:
  - {module: small-steps/begin, why: {fr: Un pas., en: A step.}}
  - {module: night-steps/begin, why: {fr: La nuit., en: The night.}, without: [once-more]}
  - {module: small-steps/go-on, why: {fr: Garder., en: Keep.}}
left_out:
  - {module: night-steps/go-on, why: {fr: Le même travail., en: The same work.}}
"""

NIGHT = (
    PROGRAMME.replace("programme: small-steps", "programme: night-steps")
    .replace("alone: phq9 >= 5 and phq9 <= 9", "alone: gad7 <= 9 or contact")
    .replace(
        "{instrument: phq-9, every: 7 days}",
        "{instrument: phq-9, every: 14 days, at: [start]}\n  - {instrument: gad-7, every: 14 days}",
    )
    .replace("Avez-vous eu trop d’énergie\u202f?", "Trop d’énergie, ces temps-ci\u202f?")
    .replace("      - my-plan: {short: yes}", "      - once-more\n      - my-plan: {short: yes}")
    .replace("opens: 1 day after begin", "opens: 2 days after begin")
)


def night(**texts: str) -> dict[str, str]:
    return {**folder(), "programme.yaml": NIGHT, **{name.replace("__", "/"): text for name, text in texts.items()}}


def assembled(
    path: str = PATH, *, lead: dict[str, str] | None = None, other: dict[str, str] | None = None, **own: str
) -> Assembled:
    files = {"path.yaml": path, **{name.replace("__", "/") + ".md": text for name, text in own.items()}}
    return assemble(files, {"small-steps": lead or folder(), "night-steps": other or night()})


def programme(**changes: object) -> Programme:
    found = assembled(**changes)  # type: ignore[arg-type]
    assert found.refusals == ()
    compiled = compile(found.files, instruments=instruments(), exercises=exercises())
    assert compiled.programme is not None, [(one.file, one.line, one.en) for one in compiled.refusals]
    return compiled.programme


def test_modules_come_in_the_order_of_the_path_each_after_the_one_before() -> None:
    found = programme()
    assert [(module.id, module.opens.after) for module in found.modules] == [
        ("begin", None),
        ("night-steps-begin", "begin"),
        ("go-on", "night-steps-begin"),
    ]
    assert found.modules[1].opens.delay_days == 1, "a first module that is borrowed waits a day"
    assert found.joins == ("small-steps", "night-steps")


def test_what_is_borrowed_carries_the_name_of_its_programme_so_that_nothing_is_mixed_up() -> None:
    found = programme()
    assert [slot.step for slot in found.modules[1].slots] == [
        *("night-steps-what-is-known", "night-steps-my-plan", "night-steps-try-it"),
        *("night-steps-look-back", "night-steps-when-stuck"),
    ]
    assert found.facts["night_steps_looked_back"].step == "night-steps-look-back"
    stuck = found.modules[1].slots[-1].when
    assert stuck is not None
    assert stuck.text == 'night_steps_looked_back == "stuck"'
    plan = found.steps["night-steps-my-plan"].doing
    assert isinstance(plan, Exercise)
    assert plan.remember == {"night_steps_chosen": "activity"}
    assert "[[night_steps_chosen|" in str(found.steps["night-steps-look-back"].wording["en"].parts)


def test_a_fact_whose_step_stayed_behind_does_not_come_along() -> None:
    assert sorted(programme().facts) == ["looked_again", "looked_back", "night_steps_looked_back"]


def test_words_that_nobody_was_asked_for_are_said_by_what_stands_beside_them() -> None:
    path = PATH.replace("without: [once-more]", "without: [once-more, my-plan]")
    said = str(programme(path=path).steps["night-steps-look-back"].wording["en"].parts)
    assert "what you chose" in said
    assert "[[" not in said


def test_words_of_a_step_left_out_may_be_said_by_those_of_another() -> None:
    path = PATH.replace("without: [once-more]", "without: [once-more, my-plan]").replace(
        "evidence:", "said_back: {night_steps_chosen: chosen}\nevidence:"
    )
    assert "[[chosen|" in str(programme(path=path).steps["night-steps-look-back"].wording["en"].parts)


def test_a_page_of_the_path_stands_for_the_one_of_the_same_name() -> None:
    words = "You can take both roads in one, at your own time, and rest when you need to. " * 11
    own = {f"{language}__what-is-known": step_file("what-is-known", language, body=words) for language in ("fr", "en")}
    assert "both roads" in str(programme(**own).steps["what-is-known"].wording["en"].parts)


def test_whoever_starts_may_start_each_of_the_programmes() -> None:
    assert programme().start["alone"].text == "(phq9 >= 5 and phq9 <= 9) and (gad7 <= 9 or contact)"
    assert programme().start["guided"].text == "phq9 <= 19"


def test_measures_are_asked_as_often_as_the_programme_that_asks_most_often() -> None:
    plans = {one.instrument: one for one in programme().measures}
    assert (plans["phq-9"].every_days, plans["phq-9"].at) == (7, ("start",))
    assert plans["gad-7"].every_days == 14


def test_a_question_in_other_words_is_another_question_unless_one_stands_for_both() -> None:
    assert [one.id for one in programme().needs_a_person] == ["mania", "night-steps-mania"]
    (once,) = programme(path=PATH.replace("violence: night", "mania: night")).needs_a_person
    assert once.ask["fr"].startswith("Trop")


def _interludes(when: str) -> dict[str, object]:
    page = {"id": "worse", "when": when, "then": "stop", "cite": "Author A.", "because": {"fr": "Plus.", "en": "More."}}
    return {"interludes": [page]}


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        ("phq9 >= 1", "phq9 >= 15 or weeks >= 4 or phq9 >= 1"),
        ("weeks >= 4", "phq9 >= 15 or weeks >= 4"),
        ("phq9 >= 15 or weeks >= 4", "phq9 >= 15 or weeks >= 4"),
    ],
)
def test_a_wider_rule_is_not_lost_because_it_is_spelled_within_another(other: str, joined: str) -> None:
    lead = Donor("one", _interludes("phq9 >= 15 or weeks >= 4"), leads=True, pages={})
    (found,) = interludes([lead, Donor("two", _interludes(other), leads=False, pages={})])
    assert found["when"] == joined


def test_a_danger_answer_is_said_once() -> None:
    assert [one.when.text for one in programme().danger] == ["phq9_item9 >= 1"]


def test_what_is_known_of_both_comes_first_and_the_same_claim_once() -> None:
    assert [one.claim["en"] for one in programme().evidence] == ["Both help.", "It helps."]


def test_a_module_may_be_for_some_and_whoever_passes_it_by_does_not_wait() -> None:
    path = PATH.replace("without: [once-more]", "without: [once-more], when: phq9 >= 10")
    module = programme(path=path).modules[1]
    assert module.when is not None
    assert module.when.text == "phq9 >= 10"
    assert (module.opens.delay_days, module.slots[0].delay_days) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("night-steps/begin", "day-steps/begin", "path-unknown-programme", "day-steps"),
        ("night-steps/begin", "night-steps/began", "unknown-module", "began"),
        ("without: [once-more]", "without: [once]", "unknown-step", "once"),
        ("  - {module: night-steps/go-on", "  - {module: night-steps/begin", "path-undecided", "night-steps/go-on"),
        (
            "left_out:\n  - {module: night-steps/go-on, why: {fr: Le même travail., en: The same work.}}\n",
            "",
            "path-undecided",
            "night-steps/go-on",
        ),
        ("  - {module: small-steps/go-on, why: {fr: Garder., en: Keep.}}\n", "", "path-ends", "go-on"),
        ("night-steps/begin", "Night/begin", "not-a-name", "Night/begin"),
        ("why: {fr: Un pas., en: A step.}", "why: {fr: Un pas.}", "missing-translation", "why"),
        ("lead:", "leads:", "unknown-word", "leads"),
    ],
)
def test_what_a_path_may_not_say_is_refused_in_words_at_its_line(old: str, new: str, code: str, told: str) -> None:
    found = assembled(PATH.replace(old, new, 1))
    assert found.files == {}
    said = [one for one in found.refusals if one.code == code]
    assert said, found.refusals
    assert told in said[0].en
    assert said[0].file == "path.yaml"
    assert said[0].line > 0


def test_a_programme_that_cannot_be_read_is_refused_and_nothing_is_raised() -> None:
    for broken in ("", "modules", "programme: night-steps\n", "a: [b\n"):
        found = assembled(other={**folder(), "programme.yaml": broken})
        assert found.files == {}
        assert found.refusals


def test_a_rule_on_something_left_out_is_refused_by_the_compiler() -> None:
    other = {**night(), "programme.yaml": NIGHT.replace("- once-more\n      - my-plan", "- once-more\n      - my-plan")}
    other["en/look-back.md"] = other["en/look-back.md"].replace(
        "---\nYou", '---\n::: if looked_again == "stuck"\nYou may rest.\n:::\nYou'
    )
    other["fr/look-back.md"] = other["fr/look-back.md"].replace(
        "---\nVous", '---\n::: if looked_again == "stuck"\nLe repos compte.\n:::\nVous'
    )
    compiled = compile(assembled(other=other).files, instruments=instruments(), exercises=exercises())
    assert "night_steps_looked_again" in " ".join(one.en for one in compiled.refusals)
    assert compiled.programme is None


def test_the_programmes_themselves_stay_as_they_were() -> None:
    lead, other = folder(), night()
    assembled(lead=lead, other=other)
    assert (lead, other) == (folder(), night())
    assert changed("small-steps", "small-steps")
