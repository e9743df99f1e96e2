"""What the verifier says to an author: the line itself with a mark under it, who would be lost, the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.programme.checks import Report
from accalmie.core.programme.language import Compiled, People
from accalmie.core.programme.nodes import Texts
from accalmie.core.programme.refusals import Refusal
from accalmie.site.authors.preview import preview_page
from accalmie.site.authors.telling import LONGEST_SHOWN, as_json, told
from accalmie.site.authors.verifying import Source, Verified
from tests.factories.folders import SENTENCES, changed, folder, programme_of, with_step

LINES = "programme: small\nmodules:\n  - id: begin\n"
LEA = {"fr": "Léa, 22 ans.", "en": "Léa, 22."}


def refusal(line: int = 2, column: int = 0, **more: str) -> Refusal:
    words = {"file": "programme.yaml", "code": "unknown-word", "fr": "Ce mot est inconnu.", "en": "Unknown word."}
    return Refusal(line=line, column=column, **(words | more))  # type: ignore[arg-type]


def verified(
    *refusals: Refusal,
    files: Mapping[str, str] | None = None,
    compiles: bool = True,
    lost: dict[str, Texts] | None = None,
) -> Verified:
    report = Report(refusals=refusals, states=12, transitions=30, longest_path=7, people=("ana",), lost=lost or {})
    programme = programme_of(folder()) if compiles else None
    given = Source(
        files={"programme.yaml": LINES} if files is None else dict(files),
        compiled=Compiled(programme=programme, refusals=() if compiles else refusals, places={}),
        people=People(people=(), refusals=(), places={}),
    )
    return Verified(Path("here"), report if compiles else None, 1.26, given=given)


def lines(found: Verified, language: str = "en") -> list[str]:
    return list(told(found, language))


def test_a_refusal_shows_its_line_and_a_mark_under_its_column() -> None:
    said = lines(verified(refusal(line=3, column=5)))
    assert said[:4] == [
        "programme.yaml",
        "  line 3:5  Unknown word. [unknown-word]",
        "      |   - id: begin",
        "      |     ^",
    ]


def test_what_is_only_to_look_at_is_marked_so_and_refuses_nothing() -> None:
    said = lines(verified(refusal(severity="warning")))
    assert said[1].endswith("[unknown-word, to look at]")
    assert said[-1].startswith("Verified: 12 situations and 30 moves explored, at most 7 steps a person")


def test_a_word_that_was_probably_meant_is_proposed() -> None:
    assert "      Did you mean “modules”?" in lines(verified(refusal(hint="modules")))


def test_a_refusal_of_a_whole_file_has_no_line() -> None:
    assert lines(verified(refusal(line=0)))[1] == "  -  Unknown word. [unknown-word]"


@pytest.mark.parametrize("line", [9, 10_000])
def test_a_line_that_is_not_there_shows_no_source(line: int) -> None:
    assert not [one for one in lines(verified(refusal(line=line))) if one.startswith("      |")]


def test_a_file_that_could_not_be_read_shows_no_source() -> None:
    assert not [one for one in lines(verified(refusal(), files={})) if one.startswith("      |")]


@given(st.integers(1, 1500), st.integers(0, 60))
def test_a_long_line_is_cut_around_what_is_meant(column: int, tabs: int) -> None:
    text = "\t" * tabs + "x" * 1500
    said = lines(verified(refusal(line=1, column=column), files={"programme.yaml": text}))
    shown, mark = said[2].removeprefix("      | "), said[3].removeprefix("      | ")
    assert len(shown) <= LONGEST_SHOWN
    assert "\t" not in shown
    assert 0 <= len(mark) - 1 < LONGEST_SHOWN


def test_files_come_in_order_with_the_programme_first() -> None:
    found = (refusal(file="people/lea.yaml"), refusal(file="fr/welcome.md"), refusal())
    names = [one for one in lines(verified(*found)) if one in {refusal.file for refusal in found}]
    assert names == ["programme.yaml", "fr/welcome.md", "people/lea.yaml"]


def test_the_end_counts_what_is_to_correct_and_what_to_look_at() -> None:
    said = lines(verified(refusal(), refusal(), refusal(severity="warning")))
    assert said[-1] == "2 to correct, 1 to look at. Nothing of this programme reaches anybody yet."
    assert said[-2].startswith("12 situations and 30 moves explored, 1 of 0 test people pass, in 1.3 s")


def test_a_programme_that_cannot_be_read_says_that_its_ways_were_not_explored() -> None:
    said = lines(verified(refusal(), compiles=False))
    assert said[-2] == "The programme cannot be read yet: its ways were not explored (1.3 s)."


def test_who_would_have_been_lost_is_told_before_the_figures() -> None:
    said = lines(verified(refusal(), lost={"lea": LEA}), "fr")
    at = said.index("Qui s’y serait perdu\u00a0:")
    assert said[at + 1] == "  lea\u00a0: Léa, 22 ans."
    assert at < len(said) - 2


def test_nobody_lost_is_not_mentioned() -> None:
    assert not any("lost" in one for one in lines(verified(refusal())))


def test_a_story_in_one_language_only_is_told_in_that_one() -> None:
    assert "  lea\u00a0: Léa, 22." in lines(verified(refusal(), lost={"lea": {"en": "Léa, 22."}}), "fr")


@pytest.mark.parametrize(
    ("refusals", "accepted"),
    [((), True), ((refusal(severity="warning"),), True), ((refusal(),), False)],
    ids=["nothing", "a remark", "a refusal"],
)
def test_a_machine_is_told_the_same(refusals: tuple[Refusal, ...], accepted: bool) -> None:
    said = json.loads(as_json(verified(*refusals, lost={"lea": LEA})))
    assert said["accepted"] is accepted
    assert (said["states"], said["moves"], said["lost"]) == (12, 30, ["lea"])
    assert len(said["refusals"]) == len(refusals)


def test_the_preview_holds_every_step_in_both_languages_and_runs_nothing() -> None:
    html = preview_page(programme_of(folder()))
    for step in programme_of(folder()).steps:
        assert f"<code>{step}</code>" in html
    assert html.count('<div lang="fr">') == html.count('<div lang="en">') > len(programme_of(folder()).steps)
    assert "<script" not in html


def test_the_preview_shows_conditions_as_the_author_wrote_them() -> None:
    html = preview_page(programme_of(changed("- my-plan: {short: yes}", "- my-plan: {short: yes, delay: 2 days}")))
    assert "delay: 2 days" in html
    assert "short: yes" in html


def test_tailored_text_shows_both_sides() -> None:
    header = "---\nkind: text\ntitle: Deux\nminutes: 3\n---\n"
    text = f"{header}::: if weeks >= 2\nVous êtes là.\n::: else\nBienvenue ici.\n:::\n"
    english = text.replace("Vous êtes là", "You are here").replace("Bienvenue ici", "Welcome here")
    html = preview_page(programme_of(with_step("when-stuck", fr=_longer(text, "fr"), en=_longer(english, "en"))))
    assert "<code>if weeks &gt;= 2</code>" in html
    assert "<code>else</code>" in html
    assert html.index("Vous êtes là") < html.index("Bienvenue ici")


def _longer(text: str, language: str) -> str:
    """A text has at least 150 words."""
    return text + SENTENCES[language] * 12


def test_what_an_author_writes_is_never_markup_in_the_preview() -> None:
    files = changed("title: {fr: Petits pas, en: Small steps}", "title: {fr: '<img src=x>', en: 'A & <b>B</b>'}")
    html = preview_page(programme_of(files))
    assert "<img" not in html
    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in html
