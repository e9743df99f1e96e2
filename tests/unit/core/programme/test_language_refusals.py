"""Whatever an author gets wrong comes back as a sentence in their words, with its file and line."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from accalmie.core.programme.language import SENTENCES
from tests.factories.folders import (
    HEADERS,
    PROGRAMME,
    SENTENCES as TEXT,
    changed,
    compiled,
    folder,
    only,
    step_file,
    with_step,
)

PROGRAMME_FILE = "programme.yaml"


class Case(NamedTuple):
    """A broken folder, and the refusal that its author must read."""

    code: str
    files: dict[str, str]
    file: str
    at: str  # a passage of the line that is meant, or empty for a whole file
    says: str  # words of the English sentence
    media: dict[str, str] | None = None
    hint: str = ""


def programme(code: str, old: str, new: str, at: str, says: str, hint: str = "") -> Case:
    """A case in `programme.yaml`."""
    return Case(code, changed(old, new), PROGRAMME_FILE, at, says, hint=hint)


def header(
    code: str,
    step: str,
    new: str,
    at: str,
    says: str,
    *,
    media: dict[str, str] | None = None,
    hint: str = "",
) -> Case:
    """A case in a step's header, the same in both languages."""
    files = with_step(step, fr=step_file(step, "fr", header=new), en=step_file(step, "en", header=new))
    return Case(code, files, f"fr/{step}.md", at, says, media, hint)


def body(code: str, text: str, at: str, says: str, *, language: str = "fr", step: str = "once-more") -> Case:
    """A case in a text that is otherwise long enough."""
    whole = f"{text}\n\n{TEXT[language] * 12}"
    files = with_step(step, **{language: step_file(step, language, body=whole)})
    return Case(code, files, f"{language}/{step}.md", at, says)


def interludes(code: str, when: str, says: str, *, twice: bool = False) -> Case:
    """A case in an interlude whose step is written."""
    said = "because: {fr: Ainsi., en: So.}, cite: Author A."
    line = f"  - {{id: lower, when: '{when}', modes: [alone], then: lower, {said}}}\n"
    files = changed("modules:\n", f"interludes:\n{line}{line if twice else ''}modules:\n")
    files |= {f"{language}/lower.md": step_file("once-more", language) for language in ("fr", "en")}
    return Case(code, files, PROGRAMME_FILE, "id: lower", says)


def without(path: str) -> dict[str, str]:
    files = folder()
    del files[path]
    return files


CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nOn respire.\n"
MEDIA = "kind: media\nmedium: video\nseconds: 60\nsource: a.mp4"
CASES = [
    Case(
        "file-too-large", {**folder(), PROGRAMME_FILE: "a: b\n" * 30_000}, PROGRAMME_FILE, "a: b", "150000 characters"
    ),
    programme("line-too-long", "licence: CC-BY-SA-4.0", f"licence: {'x' * 2_001}", "licence", "2000 characters"),
    programme("not-text", "authors: [Accalmie]", "authors: [\x00]", "authors", "not text"),
    programme("not-text", "authors: [Accalmie]", 'authors: ["\\e]0;mine\\a"]', "authors", "not text"),
    programme("not-text", "authors: [Accalmie]", 'authors: ["\\u202eyna"]', "authors", "not text"),
    programme("yaml-broken", "title: {fr: Petits pas,", "title: {fr: Petits: pas,", "title", "cannot be read"),
    programme("yaml-too-deep", "authors: [Accalmie]", f"authors: {'[' * 20}{']' * 20}", "authors", "at most 12"),
    programme("yaml-feature", "authors: [Accalmie]", "authors: &a [Accalmie]", "authors", "write the thing out"),
    programme("twice", "version: 1.0.0", "version: 1.0.0\nversion: 1.0.1", "version: 1.0.1", "written twice"),
    Case("no-programme", without(PROGRAMME_FILE), PROGRAMME_FILE, "", "has no programme.yaml"),
    Case("empty-file", {**folder(), PROGRAMME_FILE: ""}, PROGRAMME_FILE, "", "empty"),
    programme("unknown-word", "measures:", "mesures:", "mesures:", "not a word known", "measures"),
    programme("missing-word", "licence: CC-BY-SA-4.0\n", "", "", "“licence” is missing in programme.yaml"),
    programme("wrong-shape", "authors: [Accalmie]", "authors: Accalmie", "authors", "expects a list"),
    programme("not-a-number", "{fr: 60, en: 60}", "{fr: easy, en: 60}", "readability", "“easy” is not one"),
    programme("readability-floor", "{fr: 60, en: 60}", "{fr: 60, en: 49.9}", "readability", "promises 49.9"),
    header("not-whole", "try-it", "kind: practice\ndays: 2.5\nwithin: 7\nask: Essai", "days", "a whole number"),
    programme("not-days", "every: 7 days", "every: weekly", "every", "“weekly” is not one"),
    programme("not-one-of", "modes: [alone,", "modes: [alon,", "modes:", "“alon” is not", "alone"),
    programme("not-a-name", "  - id: begin", "  - id: Begin It", "Begin It", "lower-case letters"),
    programme("not-a-fact-name", "  looked_back:", "  Looked-Back:", "Looked-Back", "chosen_activity"),
    programme("not-a-version", "version: 1.0.0", "version: one", "version", "1.0.0"),
    programme("not-a-month", "checked: 2026-11", "checked: last year", "checked", "2026-11"),
    programme(
        "missing-translation", "{fr: Petits pas, en: Small steps}", "{fr: Petits pas}", "title", "no text in “en”"
    ),
    Case("missing-step-file", without("en/my-plan.md"), "fr/my-plan.md", "", "the file en/my-plan.md is missing"),
    programme("unused-step-file", "      - once-more\n", "", "", "No module uses step “once-more”")._replace(
        file="fr/once-more.md"
    ),
    Case("unexpected-file", {**folder(), "notes.md": "x"}, "notes.md", "", "no place in a programme"),
    Case(
        "languages-differ",
        with_step("try-it", en=step_file("try-it", "en", header=HEADERS["try-it"].replace("7", "8"))),
        "en/try-it.md",
        "within",
        "“within” of step “try-it” is not the same in fr/try-it.md",
    ),
    Case("header-missing", with_step("once-more", fr="Bonjour"), "fr/once-more.md", "Bonjour", "begins with a header"),
    Case("header-unclosed", with_step("once-more", fr="---\nkind: text"), "fr/once-more.md", "---", "not closed"),
    programme(
        "unknown-instrument", "instrument: phq-9", "instrument: phq9", "phq9,", "not a known instrument", "phq-9"
    ),
    programme(
        "instrument-without-words", "instrument: phq-9", "instrument: isi", "isi,", "“isi” has no wording in “fr”"
    ),
    header(
        "unknown-exercise",
        "my-plan",
        "kind: exercise\nexercise: activity-plans",
        "activity-plans",
        "not a known exercise",
        hint="activity-plan",
    ),
    header(
        "unknown-practice",
        "once-more",
        "kind: text\npractices: [three-breath-3]",
        "practices:",
        "“three-breath-3” is not a known practice",
        hint="three-breaths-3",
    ),
    header(
        "practices-count",
        "try-it",
        f"{HEADERS['try-it']}\npractices: [sounds-3, sounds-3]",
        "practices:",
        "one to 6 practices, each once; this one names 2",
    ),
    header("practices-count", "once-more", "kind: text\npractices: []", "practices:", "this one names 0"),
    header("unknown-word", "look-back", f"{HEADERS['look-back']}\npractices: [sounds-3]", "practices:", "“practices”"),
    Case(
        "languages-differ",
        with_step(
            "once-more",
            fr=step_file("once-more", "fr", header="kind: text\npractices: [sounds-3]"),
            en=step_file("once-more", "en", header="kind: text\npractices: [three-breaths-3]"),
        ),
        "en/once-more.md",
        "practices:",
        "“practices” of step “once-more” is not the same",
    ),
    header(
        "unknown-field",
        "my-plan",
        HEADERS["my-plan"].replace("chosen: activity", "chosen: activty"),
        "remember",
        "has no field “activty”",
        hint="activity",
    ),
    programme("unknown-step", "- once-more", "- once-mor", "once-mor", "not a step of this programme", "once-more"),
    programme("unknown-module", "1 day after begin", "1 day after begn", "begn", "not a module", "begin"),
    programme("wrong-step-kind", "{choice: look-back}", "{choice: try-it}", "looked_back", "a “choice” step is needed"),
    programme("not-a-number-field", "{choice: look-back}", "{number: my-plan.activity}", "activity", "is not a number"),
    programme("not-a-source", "{choice: look-back}", "{choice: a.b}", "a.b", "number: STEP.field"),
    programme("fact-taken", "  looked_back:", "  weeks:", "weeks", "exists already"),
    programme("module-twice", "  - id: go-on", "  - id: begin", "id: begin", "Two modules")._replace(
        files=changed("  - id: go-on", "  - id: begin")
    ),
    programme("step-twice", "      - once-more\n", "      - once-more\n      - once-more\n", "once-more", "uses step"),
    Case(
        "no-module",
        {**folder(), PROGRAMME_FILE: PROGRAMME.split("modules:")[0] + "modules: []"},
        PROGRAMME_FILE,
        "",
        "at least one",
    ),
    Case(
        "no-step",
        {**folder(), PROGRAMME_FILE: PROGRAMME.split("    steps:\n      - once-more")[0] + "    steps: []\n"},
        PROGRAMME_FILE,
        "steps: []",
        "has no step",
    ),
    programme("not-an-opening", "opens: at start", "opens: on monday", "on monday", "“on monday” is not understood"),
    programme("opens-after-itself", "1 day after begin", "1 day after go-on", "after go-on", "waits for its own end"),
    interludes("interlude-twice", "phq9_change >= 6", "Two interludes", twice=True),
    interludes("interlude-no-measure", "weeks >= 4", "reads no measure"),
    programme("mode-without-start", "  blended: phq9 <= 19\n", "", "start:", "Mode “blended” has no rule"),
    programme(
        "start-without-mode",
        "modes: [alone, guided, blended]",
        "modes: [alone, guided]",
        "blended: phq9",
        "does not name",
    ),
    programme(
        "after-module", "after_module: [helped, worse]", "after_module: [helped]", "after_module", "both questions"
    ),
    programme(
        "measure-never", "{instrument: phq-9, every: 7 days}", "{instrument: phq-9}", "phq-9}", "does not say when"
    ),
    header("practice-days", "try-it", "kind: practice\ndays: 5\nwithin: 4\nask: Essai", "within", "“5” and “4”"),
    header("choice-options", "look-again", "kind: choice\noptions: {done: Fait}", "options", "this one has 1"),
    body("recall-unknown", "[[chosn|mots]]", "[[chosn", "no step before this one remembers “chosn”"),
    body("recall-no-words", "[[chosen]]", "[[chosen]]", "needs words to use instead"),
    body("recall-broken", "[[chosen|mots", "[[chosen|mots", "nothing closes them"),
    programme(
        "rule", 'looked_back == "stuck"', "looked_back = stuck", "looked_back = stuck", "The rule is not understood"
    ),
    programme(
        "danger-more-than-one", "phq9_item9 >= 1", "phq9_item9 >= 1 or phq9_item8 >= 1", "phq9_item8", "one answer only"
    ),
    header(
        "missing-captions",
        "once-more",
        f"{MEDIA}\ntranscript: a.fr.md",
        "kind",
        "no captions",
        media={"a.mp4": "", "a.fr.md": "Ce qui est dit."},
    ),
    header(
        "missing-transcript",
        "once-more",
        f"{MEDIA}\ncaptions: a.vtt",
        "kind",
        "no transcript",
        media={"a.mp4": "", "a.vtt": CAPTIONS},
    ),
    header(
        "empty-captions",
        "once-more",
        f"{MEDIA}\ncaptions: a.vtt\ntranscript: a.fr.md",
        "captions",
        "holds no caption",
        media={"a.mp4": "", "a.vtt": "WEBVTT\n\n00:00.000 --> 00:04.000\n", "a.fr.md": "Ce qui est dit."},
    ),
    header(
        "empty-transcript",
        "once-more",
        f"{MEDIA}\ncaptions: a.vtt\ntranscript: a.fr.md",
        "transcript",
        "is empty",
        media={"a.mp4": "", "a.vtt": CAPTIONS, "a.fr.md": " \n"},
    ),
    header("missing-media", "once-more", MEDIA, "a.mp4", "not in the folder media/"),
    body("third-party", "[ici](https://example.org/a)", "example.org", "leads to a third party"),
    body("html", "Un <b>mot</b> fort.", "<b>", "Markdown only"),
    body("heading", "# Un titre", "# Un titre", "begin at “##”"),
    body("tailored", "::: if phq9 > 3\nOui.", "::: if", "is written"),
    Case(
        "empty-body", with_step("my-plan", fr=step_file("my-plan", "fr", body="")), "fr/my-plan.md", "", "has no text"
    ),
    body(
        "reading-level",
        "L’activation comportementale constitue incontestablement une méthodologie thérapeutique validée "
        "permettant l’augmentation progressive du renforcement environnemental positif. " * 8,
        "",
        "the programme promises at least 60",
    ),
    body("text-too-long", TEXT["fr"] * 30, "", "at most 400"),
    Case(
        "text-too-short",
        with_step("once-more", fr=step_file("once-more", "fr", body="Court.")),
        "fr/once-more.md",
        "",
        "at least 150",
    ),
    body("typography-space", "Voici : un pas.", "Voici :", "non-breaking space"),
    body("typography-apostrophe", "L'action compte.", "L'action", "Straight apostrophe"),
    body("typography-quotes", 'Dites "oui" ici.', '"oui"', "Straight quotes"),
    body("typography-time", "Venez à 21h30 ce soir.", "21h30", "write the time as"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_what_is_wrong_is_said_with_its_file_and_line(case: Case) -> None:
    found = compiled(case.files, media=case.media)

    refusal = only(found.refusals, case.code, case.file)
    assert found.programme is None
    assert case.says in refusal.en
    assert refusal.fr != refusal.en
    if case.at:
        assert case.at in case.files[case.file].split("\n")[refusal.line - 1]
    if case.hint:
        assert refusal.hint == case.hint


def test_every_refusal_of_the_language_is_shown_above() -> None:
    elsewhere = {"malformed", "not-a-person"}
    elsewhere |= {code for code in SENTENCES if code.startswith(("outcome-", "screening-"))}  # test_orientations.py
    elsewhere |= {code for code in SENTENCES if code.startswith("path-")}  # test_assembling.py
    assert {case.code for case in CASES} == set(SENTENCES) - elsewhere


def test_everything_is_said_at_once() -> None:
    files = changed("licence: CC-BY-SA-4.0\n", "")
    files["fr/once-more.md"] = "Bonjour"
    files["en/try-it.md"] = step_file("try-it", "en", header="kind: dance")

    found = {refusal.code for refusal in compiled(files).refusals}

    assert {"missing-word", "header-missing", "not-one-of"} <= found


def test_a_rule_is_refused_at_the_column_where_it_goes_wrong() -> None:
    files = changed('looked_back == "stuck"', 'looked_back == "stuk"')

    refusal = only(compiled(files).refusals, "rule")

    line = files[PROGRAMME_FILE].split("\n")[refusal.line - 1]
    assert line[refusal.column - 1 :].startswith('"stuk"')


def test_a_fact_that_was_refused_is_not_refused_again_in_each_rule() -> None:
    found = compiled(changed("{choice: look-back}", "{choice: look-bac}")).refusals

    assert [refusal.code for refusal in found] == ["unknown-step"]


def test_words_come_back_only_after_they_were_written() -> None:
    files = with_step("what-is-known", fr=step_file("once-more", "fr"))

    assert only(compiled(files).refusals, "recall-unknown").file == "fr/what-is-known.md"
