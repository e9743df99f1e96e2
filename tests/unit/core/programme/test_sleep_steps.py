"""A step that puts the sleep diary or the sleep window, and the figures of it that rules read."""

from __future__ import annotations

from accalmie.core.programme import nodes
from accalmie.core.programme.language import read_people
from tests.factories.folders import changed, compiled, only, programme_of, step_file, verified

SLEEP = "kind: sleep\npart: diary"
FACTS = "  looked_again: {choice: look-again}\n"
RULE = "      - when-stuck-again: {when: 'looked_again == \"stuck\"'}"


def slept(figure: str = "efficiency", rule: str = 'looked_again == "stuck" or slept >= 85') -> dict[str, str]:
    """The tiny programme whose second module begins with the diary, and shows a step after good weeks only."""
    files = changed(FACTS, f"{FACTS}  slept: {{number: once-more.{figure}}}\n")
    files["programme.yaml"] = files["programme.yaml"].replace(RULE, f"      - when-stuck-again: {{when: '{rule}'}}")
    return files | {f"{one}/once-more.md": step_file("once-more", one, header=SLEEP) for one in ("fr", "en")}


def test_a_step_says_which_part_it_puts_and_a_rule_reads_its_figures() -> None:
    programme = programme_of(slept())
    assert programme.steps["once-more"].doing == nodes.Sleep(part="diary")
    source = programme.facts["slept"]
    assert (source.source, source.field, source.type) == ("number", "efficiency", nodes.SLEEP_FIGURES["efficiency"])
    assert not verified(slept()).refusals


def test_a_part_and_a_figure_that_are_not_there_are_refused_with_what_is() -> None:
    files = slept()
    files["fr/once-more.md"] = files["fr/once-more.md"].replace("part: diary", "part: dairy")
    assert any(one.file == "fr/once-more.md" for one in compiled(files).refusals)
    assert only(compiled(slept("efficency")).refusals, "unknown-field").hint == "efficiency"


def test_a_test_person_says_how_a_week_was_slept() -> None:
    person = "person: nora\nstory: {fr: Nora., en: Nora.}\nlanguage: fr\nmode: alone\nweeks:\n"
    week = "  - {week: 1, does: [everything], sleep: {nights: 6, efficiency: 78}}\n"
    (nora,) = read_people({"people/nora.yaml": person + week}).people
    assert nora.weeks[0].sleep == {"nights": 6, "efficiency": 78}
