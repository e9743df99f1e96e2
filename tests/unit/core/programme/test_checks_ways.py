"""The checker refuses what could leave a person without help, without a way on, or in front of a step that never
comes."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from accalmie.core.programme.checks import SENTENCES, verify
from tests.factories.folders import PROGRAMME, changed, compiled, folder, only, programme_of, step_file, verified
from tests.factories.searching import faults

OPENS = "opens: 1 day after begin, or when a professional opens it"


def test_the_tiny_programme_passes() -> None:
    report = verified(folder())

    assert report.refusals == ()
    assert report.is_accepted
    assert report.states > 100
    assert report.transitions > report.states
    assert report.longest_path == 10
    assert report.unreachable == ()


class Case(NamedTuple):
    code: str
    files: dict[str, str]
    at: str  # a passage of the line in programme.yaml that is meant
    says: str
    is_warning: bool = False


def case(code: str, old: str, new: str, at: str, says: str, *, is_warning: bool = False) -> Case:
    return Case(code, changed(old, new), at, says, is_warning)


def reviewed() -> dict[str, str]:
    """The second module with a review in every mode."""
    files = changed("      - once-more\n", "      - once-more\n      - read-it\n")
    header = "kind: review\nwait: 3 days"
    return files | {
        f"{language}/read-it.md": step_file("read-it", language, header=header) for language in ("fr", "en")
    }


def read_too_early() -> dict[str, str]:
    text = '\n::: if looked_again == "stuck"\nC’est dur.\n:::\n'
    return folder() | {"fr/once-more.md": step_file("once-more", "fr") + text}


LATER = """\
  - id: later
    aftercare: yes
    title: {fr: Plus tard, en: Later}
    purpose: {fr: Regarder., en: Look.}
    opens: OPENS
    steps: STEPS
"""


def later_files(steps: str) -> dict[str, str]:
    headers = {
        "score": "kind: questionnaire\ninstruments: [phq-9]",
        "still-here": "kind: text",
        "when-late": "kind: text",
    }
    named = [name for name in headers if name in steps]
    return {
        f"{language}/{name}.md": step_file(name, language, header=headers[name])
        for name in named
        for language in ("fr", "en")
    }


def aftercare(
    *, opens: str = "30 days after go-on", steps: str = "[score, still-here]", first: bool = False
) -> dict[str, str]:
    """The tiny programme with a booster."""
    module = LATER.replace("OPENS", opens).replace("STEPS", steps)
    text = PROGRAMME.replace("  - id: go-on\n", f"{module}  - id: go-on\n") if first else PROGRAMME + module
    return folder() | later_files(steps) | {"programme.yaml": text}


def interlude(*, when: str = "phq9_change >= 6", then: str = "lower") -> dict[str, str]:
    """The tiny programme with an interlude."""
    said = "because: {fr: Ainsi., en: So.}, cite: Author A."
    line = f"interludes:\n  - {{id: lower, when: '{when}', modes: [alone], then: {then}, {said}}}\nmodules:\n"
    files = folder() | {"programme.yaml": PROGRAMME.replace("modules:\n", line)}
    return (
        files if then != "lower" else files | {f"{one}/lower.md": step_file("once-more", one) for one in ("fr", "en")}
    )


def test_a_booster_and_an_interlude_pass() -> None:
    for files in (aftercare(), interlude()):
        assert verified(files).refusals == ()


CASES = [
    case(
        "dead-end",
        OPENS,
        "opens: when a professional opens it",
        "opens: when",
        "In mode “alone” the person waits for ever",
    ),
    case(
        "unreachable-step", "- once-more\n", "- once-more: {modes: []}\n", "- once-more", "Nobody is ever shown"
    )._replace(
        files=changed("modes: [alone, guided, blended]", "modes: [alone]")
        | {
            "programme.yaml": PROGRAMME.replace("modes: [alone, guided, blended]", "modes: [guided]")
            .replace("  alone: phq9 >= 5 and phq9 <= 9\n", "")
            .replace("  blended: phq9 <= 19\n", "")
            .replace("opens: at start", "opens: at start")
            .replace("    opens: at start\n", "    opens: 1 day after go-on\n")
            .replace(OPENS, "opens: 1 day after begin")
        },
        at="- what-is-known",
    ),
    case("rule-never-true", 'looked_back == "stuck"', 'looked_again == "stuck"', "looked_again ==", "is never true"),
    case("rule-always-true", 'looked_back == "stuck"', "weeks >= 0 or weeks < 1", "weeks >= 0", "is always true"),
    case("danger-uncovered", "phq9_item9 >= 1", "phq9_item9 >= 2", "instrument: phq-9", "answers 1 to item 9 of phq-9"),
    case("opens-on-not-first", "opens_on: what-is-known", "opens_on: my-plan", "opens_on", "not the first step"),
    case("closes-on-not-last", "closes_on: your-letter", "closes_on: once-more", "closes_on", "not the last step"),
    case(
        "gap-step-in-module",
        "      - once-more\n",
        "      - once-more\n      - welcome-back\n",
        "gap:",
        "welcomes back",
    ),
    Case("review-alone", reviewed(), "- read-it", "In mode “alone” nobody answers"),
    Case("text-too-early", read_too_early(), "- once-more", "known only after “look-again”"),
    case("module-length", "      - once-more\n", "", "id: go-on", "shows 3 steps", is_warning=True)._replace(
        files={name: text for name, text in changed("      - once-more\n", "").items() if "once-more" not in name}
    ),
    case("no-practice", "      - try-it: {short: yes}\n", "", "id: begin", "no practice", is_warning=True)._replace(
        files={
            name: text
            for name, text in changed("      - try-it: {short: yes}\n", "").items()
            if not name.endswith("/try-it.md")
        }
    ),
    Case(
        "no-look-back",
        folder()
        | {
            "programme.yaml": PROGRAMME.replace(
                "      - try-again: {short: yes}\n      - look-again: {short: yes}\n",
                "      - look-again: {short: yes}\n      - try-again: {short: yes}\n",
            )
        },
        "id: go-on",
        "does not ask how it went",
        True,
    ),
    case(
        "no-obstacle-path",
        "- when-stuck: {when: 'looked_back == \"stuck\"'}",
        "- when-stuck",
        "id: begin",
        "no path",
        is_warning=True,
    ),
    Case("aftercare-order", aftercare(first=True), "id: later", "comes after all modules"),
    Case("aftercare-opening", aftercare(opens="30 days after begin"), "opens: 30 days", "“N days after go-on”"),
    Case("aftercare-length", aftercare(steps="[score]"), "id: later", "has 1 steps", True),
    Case("aftercare-no-measure", aftercare(steps="[still-here, when-late]"), "id: later", "asks for no measure", True),
    Case("interlude-step-taken", interlude(then="once-more"), "id: lower", "another step of the programme"),
    Case("interlude-never-true", interlude(when="phq9_item1 >= 3 and phq9 < 2"), "id: lower", "never true after"),
    Case("no-short-version", changed(": {short: yes}", "", count=3), "id: begin", "no short version", True),
]


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_a_fault_is_refused_where_it_is_written(case: Case) -> None:
    report = verified(case.files)

    refusal = only(report.refusals, case.code)
    assert case.says in refusal.en
    assert case.at in case.files[refusal.file].split("\n")[refusal.line - 1]
    assert (refusal.severity == "warning") is case.is_warning
    assert report.is_accepted is (case.is_warning and all(one.severity == "warning" for one in report.refusals))


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_a_search_that_tells_more_apart_finds_the_same_faults(case: Case) -> None:
    programme = compiled(case.files).programme
    assert programme is not None

    coarse, fine = faults(programme, finer=False), faults(programme, finer=True)

    assert coarse[:-1] == fine[:-1]
    assert coarse.states <= fine.states


def test_every_refusal_of_the_checks_is_shown_by_a_test() -> None:
    elsewhere = {"too-many-states", "person-mismatch", "person-unknown", "cannot-finish"}
    elsewhere |= {code for code in SENTENCES if code.startswith("outcome-")}  # test_orientations.py
    assert {case.code for case in CASES} == set(SENTENCES) - elsewhere


def test_without_danger_lines_the_way_to_the_unanswered_cry_is_shown() -> None:
    report = verified(changed("danger:\n  - {when: phq9_item9 >= 1, declined: help}\n", ""))

    refusal = only(report.refusals, "danger-uncovered")
    assert "answers 1 to item 9" in refusal.en
    assert "{when: phq9_item9 >= 1, declined: help}" in refusal.en
    assert "Path: what-is-known: does the step; measures: answers 1 to item 9 of phq-9" in refusal.en
    assert "Chemin" in refusal.fr


def test_declining_a_danger_item_must_bring_help_too() -> None:
    report = verified(changed(", declined: help", ""))

    refusal = only(report.refusals, "danger-uncovered")
    assert "declines item 9" in refusal.en


def test_a_programme_with_too_many_ways_is_refused_rather_than_half_checked() -> None:
    found = compiled(folder())
    assert found.programme is not None

    report = verify(found.programme, most=20)

    assert "more than 20 different situations" in only(report.refusals, "too-many-states").en


def test_a_module_that_waits_in_a_circle_is_a_dead_end() -> None:
    files = changed(OPENS, "opens: 1 day after last")
    last = (
        "  - id: last\n    title: {fr: Fin, en: End}\n    purpose: {fr: Fin., en: End.}\n    opens: 1 day after go-on\n"
        "    steps:\n      - welcome-back\n"
    )
    files["programme.yaml"] += last

    report = verified(files)

    assert "module “go-on”" in only(report.refusals, "dead-end").en


def test_verification_is_the_same_each_time() -> None:
    programme = programme_of(folder())

    assert verify(programme) == verify(programme)
