"""A tiny orientation as its author writes it, for tests that change one thing and read what is said of it."""

from __future__ import annotations

from accalmie.core.programme.checks import Neighbour, Report, verify
from accalmie.core.programme.people import Person
from accalmie.core.programme.simulate import World
from accalmie.core.rules import Flag, Number, parse
from tests.factories.folders import compiled, step_file

ORIENTATION = """\
programme: which-way
kind: orientation
version: 1.0.0
title: {fr: Par où, en: Which way}
summary: {fr: Trois questions., en: Three questions.}
licence: CC-BY-SA-4.0
authors: [Accalmie]
languages: [fr, en]
readability: {fr: 60, en: 60}
danger:
  - {when: phq9_item9 >= 1, declined: help}
facts:
  wish: {choice: your-wish}
  not_alone: {screening: before}
modules:
  - id: ask
    title: {fr: Demander, en: Ask}
    purpose: {fr: Savoir par où., en: Know which way.}
    opens: at start
    steps: [weeks, before, your-wish]
leads_to:
  - id: help-now
    to: emergency
    when: 'danger == "held"'
    title: {fr: De l’aide, en: Help}
    reason: {fr: Vous avez parlé de mort., en: You spoke of death.}
  - id: a-person
    to: person
    when: 'not_alone != "none" or danger != "none"'
    title: {fr: Une personne, en: A person}
    reason: {fr: Une personne fait mieux., en: A person does better.}
  - id: on-my-own
    to: programme
    programme: small-steps
    mode: alone
    when: 'phq9 >= 5 and phq9 <= 9 and wish == "alone"'
    title: {fr: Par moi-même, en: On my own}
    reason: {fr: Des symptômes légers., en: Mild symptoms.}
  - id: with-somebody
    to: programme
    programme: small-steps
    mode: guided
    when: phq9 >= 5 and phq9 <= 19
    title: {fr: Avec quelqu’un, en: With somebody}
    reason: {fr: Des symptômes modérés., en: Moderate symptoms.}
  - id: somebody
    to: person
    title: {fr: Quelqu’un, en: Somebody}
    reason: {fr: Parlons-en., en: Let us talk.}
"""

HEADERS = {
    "weeks": "kind: questionnaire\ninstruments: [phq-9]",
    "before": "kind: screening\nquestions: {violence: Quelqu’un vous fait peur, mania: Trop d’énergie}",
    "your-wish": "kind: choice\noptions: {alone: Moi, talk: Parler}",
}

STARTS = {name: Number(0, 27, whole=True) for name in ("phq9",)} | {"contact": Flag(), "doctor": Flag()}
NEIGHBOURS = {
    "small-steps": Neighbour(
        modes=("alone", "guided"),
        start={
            "alone": parse("phq9 >= 5 and (phq9 <= 9 or (phq9 <= 14 and contact))", STARTS),
            "guided": parse("phq9 >= 5 and (phq9 <= 19 or doctor)", STARTS),
        },
    )
}


def written(*changes: tuple[str, str]) -> dict[str, str]:
    """The files of the tiny orientation, with passages of `programme.yaml` written otherwise."""
    text = ORIENTATION
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    files = {"programme.yaml": text}
    steps = {f"{language}/{step}.md": step_file(step, language, header=header, body="Une phrase courte.")
             for step, header in HEADERS.items() for language in ("fr", "en")}  # fmt: skip
    return files | steps


def verified(*changes: tuple[str, str], people: tuple[Person, ...] = (), world: World | None = None) -> Report:
    """What the checks say of it beside the programme that it leads to."""
    found = compiled(written(*changes))
    assert found.programme is not None, [f"{one.file}:{one.line} {one.en}" for one in found.refusals]
    return verify(found.programme, people, world=world, places=found.places, neighbours=NEIGHBOURS)
