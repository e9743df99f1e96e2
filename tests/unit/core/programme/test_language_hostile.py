"""No file makes the compiler fail or wait: random, huge, deep or crafted text is only refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.programme.language import read_people
from accalmie.core.programme.language.readability import reading_ease
from tests.factories.folders import PROGRAMME, compiled, folder, step_file, with_step

LONGEST = 0.05  # seconds of work, however busy the machine is
HOSTILE = {
    "5 MB": "a: b\n" * 1_000_000,
    "deep list": "[" * 90_000,
    "deep table": "{a: " * 20_000,
    "deep block": "".join(f"{' ' * depth}a:\n" for depth in range(400)),
    "deep dashes": "- " * 40_000,
    "bomb": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50)),
    "tag": "a: !!python/object/apply:os.system [ls]",
    "wide line": "a: [" + "x, " * 30_000 + "]",
    "control": "a: \x00",
}
RULES = {
    "deep": "(" * 900 + "phq9 > 1" + ")" * 900,
    "not": "not " * 400 + "mania",
    "wide": " and ".join(["phq9 > 1"] * 140),
}
BODIES = {
    "colons": "::: " + " " * 20_000,
    "brackets": "[[" * 14_000,
    "links": "](" * 14_000,
    "angles": "<a" * 14_000,
    "newlines": "\n" * 29_000,
    "one word": "a" * 29_000,
    "ticks": "`" * 29_001,
}


def seconds(files: dict[str, str]) -> float:
    began = time.process_time()
    found = compiled(files)
    assert found.programme is None
    assert found.refusals
    return time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_programme_is_refused_at_once(name: str) -> None:
    files = {"programme.yaml": HOSTILE[name]}
    assert min(seconds(files) for _ in range(3)) < LONGEST


@pytest.mark.parametrize("name", RULES)
def test_a_hostile_rule_is_refused_at_once(name: str) -> None:
    normal = compiled(folder())
    assert normal.programme is not None
    # only the difference that the rule makes counts: the rest of the folder is read in both cases
    plain = min(_compile_time(folder()) for _ in range(6))
    files = {**folder(), "programme.yaml": PROGRAMME.replace("phq9 <= 19", RULES[name], 1)}
    assert {refusal.code for refusal in compiled(files).refusals} == {"rule"}
    assert min(seconds(files) for _ in range(6)) - plain < LONGEST


def _compile_time(files: dict[str, str]) -> float:
    began = time.process_time()
    compiled(files)
    return time.process_time() - began


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_text_is_refused_at_once(name: str) -> None:
    files = with_step("once-more", fr=step_file("once-more", "fr", body=BODIES[name]))
    plain = min(_compile_time(folder()) for _ in range(6))
    assert min(seconds(files) for _ in range(6)) - plain < LONGEST


words = st.sampled_from(
    [
        "programme",
        "modules",
        "steps",
        "when",
        ":",
        "- ",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "&a",
        "*a",
        "#",
        "id",
        "phq9 > 1",
    ]
)
noise = st.lists(words | st.text(max_size=8), max_size=60).map("".join)


@given(noise)
def test_any_programme_file_is_only_refused(text: str) -> None:
    found = compiled({"programme.yaml": text})
    assert found.programme is None
    assert all(refusal.fr and refusal.en for refusal in found.refusals)


@given(st.integers(0, len(PROGRAMME)), st.integers(0, 40), st.text(max_size=12) | words)
@settings(max_examples=25)
def test_any_change_to_a_programme_gives_a_programme_or_refusals(at: int, length: int, text: str) -> None:
    found = compiled({**folder(), "programme.yaml": PROGRAMME[:at] + text + PROGRAMME[at + length :]})
    assert (found.programme is None) == bool(found.refusals)


marks = st.sampled_from(
    ["---", "\n", "::: if ", "::: else", ":::", "[[", "|", "]]", "](", "# ", "<b>", "phq9 > 1", "kind: text"]
)


@given(st.lists(marks | st.text(max_size=6), max_size=40).map("".join))
@settings(max_examples=25)
def test_any_step_file_gives_a_programme_or_refusals(text: str) -> None:
    found = compiled(with_step("once-more", fr=text))
    assert (found.programme is None) == bool(found.refusals)


@given(noise)
def test_any_person_file_is_read_or_refused(text: str) -> None:
    found = read_people({"people/a.yaml": text})
    assert bool(found.people) != bool(found.refusals)


@given(st.text(max_size=400), st.sampled_from(["fr", "en"]))
def test_any_text_has_a_reading_ease_or_is_too_short(text: str, language: str) -> None:
    ease = reading_ease(text, language)
    assert ease is None or ease <= 207
