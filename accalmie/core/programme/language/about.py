"""Reads what a programme is: its name, languages, protocol and evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from accalmie.core.programme import nodes
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.modules import MODES
from accalmie.core.programme.language.source import Scalar

LANGUAGES = ("fr", "en")
LEAST_EASE = 50
"""The least reading ease that a programme may promise: below it, a text is read with effort even on a good day."""
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\Z")
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?\Z")


@dataclass(frozen=True, slots=True)
class About:
    """What stands at the top of `programme.yaml`."""

    id: str
    version: str
    title: dict[str, str]
    summary: dict[str, str]
    licence: str
    authors: tuple[str, ...]
    languages: tuple[str, ...]
    readability: dict[str, float]
    modes: tuple[nodes.Mode, ...]
    protocol: nodes.Protocol
    evidence: tuple[nodes.Evidence, ...]
    ingredient_steps: tuple[Scalar, ...]
    joins: tuple[str, ...]

    def fields(self) -> dict[str, Any]:
        """The fields of the programme's node."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "ingredient_steps"}


def read_about(form: Form) -> About:
    """Read the top of the file. What is wrong is noted, and an empty value stands for it."""
    languages = _chosen(form, "languages", LANGUAGES) or LANGUAGES
    therapy = "leads_to" not in form.words
    protocol, ingredient_steps = _protocol(form, languages, required=therapy)
    return About(
        id=form.id("programme"),
        version=_matching(form, "version", _VERSION, "not-a-version"),
        title=form.texts("title", languages),
        summary=form.texts("summary", languages),
        licence=form.text("licence"),
        authors=tuple(author.text for author in form.scalars("authors")),
        languages=languages,
        readability=_readability(form, languages),
        modes=cast(tuple[nodes.Mode, ...], _modes(form, therapy=therapy)),
        protocol=protocol,
        evidence=_evidence(form, languages) if therapy else (),
        ingredient_steps=ingredient_steps,
        joins=tuple(form.checked_id(one) for one in form.scalars("joins")) if form.has("joins") else (),
    )


def _chosen(form: Form, word: str, options: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.option(value, word, options) for value in form.scalars(word)))


def _modes(form: Form, *, therapy: bool) -> tuple[str, ...]:
    """An orientation is for anybody, alone, unless it says otherwise."""
    if not therapy and not form.has("modes"):
        return ("alone",)
    return _chosen(form, "modes", MODES) or MODES


def _matching(form: Form, word: str, pattern: re.Pattern[str], code: str) -> str:
    value = form.scalar(word)
    if value is not None and not pattern.match(value.text):
        form.findings.add(code, form.place(value), given=value.text[:60])
    return value.text if value else ""


def _readability(form: Form, languages: Sequence[str]) -> dict[str, float]:
    table = form.subtable("readability")
    if table is None:
        return {}
    inner = Form(table, form.file, form.findings, languages, within="readability")
    return {language: _ease(inner, language) for language in languages}


def _ease(form: Form, language: str) -> float:
    ease = form.number(language, 0, 100)
    promised = form.table.entries.get(language)
    if ease < LEAST_EASE and promised is not None:
        form.findings.add("readability-floor", form.place(promised), given=f"{ease:g}", least=f"{LEAST_EASE:g}")
    return ease


def _protocol(form: Form, languages: Sequence[str], *, required: bool) -> tuple[nodes.Protocol, tuple[Scalar, ...]]:
    table = form.subtable("protocol") if required else None
    if table is None:
        return nodes.Protocol(cite="", ingredients=()), ()
    inner = Form(table, form.file, form.findings, ("cite", "ingredients"), within="protocol")
    ingredients: list[nodes.Ingredient] = []
    named: list[Scalar] = []
    for entry in inner.subtables("ingredients"):
        one = Form(entry, form.file, form.findings, ("id", "name", "steps"), within="ingredients")
        steps = one.scalars("steps")
        named.extend(steps)
        ingredients.append(
            nodes.Ingredient(
                id=one.id("id"), name=one.texts("name", languages), steps=tuple(step.text for step in steps)
            )
        )
    return nodes.Protocol(cite=inner.text("cite"), ingredients=tuple(ingredients)), tuple(named)


def _evidence(form: Form, languages: Sequence[str]) -> tuple[nodes.Evidence, ...]:
    found = []
    for entry in form.subtables("evidence"):
        one = Form(entry, form.file, form.findings, ("claim", "cite", "checked"), within="evidence")
        checked = _matching(one, "checked", _MONTH, "not-a-month")
        found.append(nodes.Evidence(claim=one.texts("claim", languages), cite=one.text("cite"), checked=checked))
    return tuple(found)
