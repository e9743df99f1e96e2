"""A tiny complete programme as its author writes it, for tests that change one thing and read what the compiler
says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from accalmie.capabilities.practices.library import Shelf
from accalmie.core.exercises import Exercise, load_exercise
from accalmie.core.measures import Instrument, load_instrument
from accalmie.core.programme.checks import Report, verify
from accalmie.core.programme.language import Compiled, compile
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.refusals import Refusal

CONTENT = Path(__file__).parents[2] / "content"

PROGRAMME = """\
programme: small-steps
version: 1.0.0
title: {fr: Petits pas, en: Small steps}
summary: {fr: Deux courts modules., en: Two short modules.}
licence: CC-BY-SA-4.0
authors: [Accalmie]
languages: [fr, en]
readability: {fr: 60, en: 60}
protocol:
  cite: "Author A. Title. Journal 2020;1:1-2."
  ingredients:
    - {id: action, name: {fr: Une action, en: An action}, steps: [my-plan]}
evidence:
  - {claim: {fr: Cela aide., en: It helps.}, cite: "Author A.", checked: 2026-11}
modes: [alone, guided, blended]
start:
  alone: phq9 >= 5 and phq9 <= 9
  guided: phq9 <= 19
  blended: phq9 <= 19
needs_a_person:
  - {id: mania, ask: {fr: "Avez-vous eu trop d’énergie\u202f?", en: "Have you had too much energy?"}}
danger:
  - {when: phq9_item9 >= 1, declined: help}
measures:
  - {instrument: phq-9, every: 7 days}
gap: {after: 10 days, then: welcome-back}
after_module: [helped, worse]
opens_on: what-is-known
closes_on: your-letter
facts:
  looked_back: {choice: look-back}
  looked_again: {choice: look-again}
modules:
  - id: begin
    title: {fr: Commencer, en: Begin}
    purpose: {fr: Faire un premier pas., en: Take a first step.}
    opens: at start
    steps:
      - what-is-known
      - my-plan: {short: yes}
      - try-it: {short: yes}
      - look-back: {short: yes}
      - when-stuck: {when: 'looked_back == "stuck"'}
  - id: go-on
    title: {fr: Continuer, en: Go on}
    purpose: {fr: Garder ce qui aide., en: Keep what helps.}
    opens: 1 day after begin, or when a professional opens it
    steps:
      - once-more
      - try-again: {short: yes}
      - look-again: {short: yes}
      - when-stuck-again: {when: 'looked_again == "stuck"'}
      - your-letter: {short: yes}
"""

SENTENCES = {
    "fr": "Vous pouvez faire un petit pas, à votre heure. Il compte, même un jour lourd. ",
    "en": "You can take one small step, at your own time. It counts, even on a hard day. ",
}
RECALL = {"fr": "[[chosen|ce que vous aviez choisi]]", "en": "[[chosen|what you chose]]"}

HEADERS = {
    "what-is-known": "kind: text",
    "my-plan": "kind: exercise\nexercise: activity-plan\nremember: {chosen: activity}",
    "try-it": "kind: practice\ndays: 3\nwithin: 7\nask: Essai",
    "look-back": "kind: choice\noptions: {done: Fait, partly: En partie, stuck: Pas pu}",
    "when-stuck": "kind: text",
    "once-more": "kind: text",
    "try-again": "kind: practice\ndays: 3\nwithin: 7\nask: Essai",
    "look-again": "kind: choice\noptions: {done: Fait, stuck: Pas pu}",
    "when-stuck-again": "kind: text",
    "your-letter": "kind: text",
    "welcome-back": "kind: text",
}


def step_file(step: str, language: str, *, header: str | None = None, body: str | None = None) -> str:
    """One step's file. A text has about 190 words; once a plan was made, each step says it back."""
    words = SENTENCES[language] * (12 if "text" in HEADERS.get(step, "text") else 3)
    recalled = f"\n\n{RECALL[language]}" if step not in ("what-is-known", "my-plan") else ""
    text = words.strip() + recalled if body is None else body
    return f"---\n{header or HEADERS[step]}\ntitle: {step}\nminutes: 3\n---\n{text}\n"


def folder(**changes: str | None) -> dict[str, str]:
    """The files of the tiny programme, each changed as asked: path with `__` for `/` and without its ending; None
    removes."""
    files = {"programme.yaml": PROGRAMME}
    files |= {f"{language}/{step}.md": step_file(step, language) for step in HEADERS for language in ("fr", "en")}
    for name, text in changes.items():
        path = name.replace("__", "/")
        files.pop(path, None)
        if text is not None:
            files[path] = text
    return files


def changed(old: str, new: str, *, count: int = 1) -> dict[str, str]:
    """The tiny programme with one passage of `programme.yaml` written otherwise."""
    assert old in PROGRAMME, old
    return {**folder(), "programme.yaml": PROGRAMME.replace(old, new, count)}


def with_step(step: str, **texts: str) -> dict[str, str]:
    """The tiny programme with one step's file written otherwise: `fr=`, `en=`."""
    return {**folder(), **{f"{language}/{step}.md": text for language, text in texts.items()}}


@cache
def instruments() -> dict[str, Instrument]:
    """The instruments of the house."""
    paths = sorted((CONTENT / "instruments").glob("*.yaml"))
    loaded = [load_instrument(path.read_text(encoding="utf-8")) for path in paths]
    return {instrument.id: instrument for instrument in loaded}


@cache
def exercises() -> dict[str, Exercise]:
    """The exercises of the house."""
    paths = sorted((CONTENT / "exercises").glob("*.yaml"))
    loaded = [load_exercise(path.read_text(encoding="utf-8")) for path in paths]
    return {exercise.id: exercise for exercise in loaded}


@cache
def practices() -> Shelf:
    """The practices of the house."""
    return Shelf(CONTENT / "practices")


def compiled(files: dict[str, str], *, media: Mapping[str, str] | None = None) -> Compiled:
    """What a folder compiles to."""
    return compile(files, instruments=instruments(), exercises=exercises(), media=media, practices=practices())


def programme_of(files: dict[str, str]) -> Programme:
    """The programme of a folder that compiles."""
    found = compiled(files)
    assert found.programme is not None, [f"{one.file}:{one.line} {one.en}" for one in found.refusals]
    return found.programme


def verified(files: dict[str, str]) -> Report:
    """What the checks say of a folder that compiles."""
    found = compiled(files)
    assert found.programme is not None, [f"{one.file}:{one.line} {one.en}" for one in found.refusals]
    return verify(found.programme, places=found.places)


def only(refusals: tuple[Refusal, ...], code: str, file: str = "") -> Refusal:
    """The refusal with this code, in this file if it is named; the first one where there are several."""
    found = [refusal for refusal in refusals if refusal.code == code and file in ("", refusal.file)]
    assert found, f"{code} is not among {[(one.code, one.file, one.line, one.en) for one in refusals]}"
    return found[0]
