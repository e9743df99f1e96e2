"""The plan for harder days: its signs, what to do at each, and which parts still have no words."""

from __future__ import annotations

from collections.abc import Sequence

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, joined, many, quote, rows, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

_PARTS = ("triggers", "signs", "first_step", "helps", "people", "professionals", "keep")

W: dict[str, Texts] = {
    "first": {"fr": "Tout premier signe : {sign}.", "en": "Very first sign: {sign}."},
    "step": {"fr": "Premier geste : {step}.", "en": "First thing to do: {step}."},
    "sign": {"fr": "{number} signe noté", "en": "{number} sign noted"},
    "signs": {"fr": "{number} signes notés", "en": "{number} signs noted"},
    "paired": {"fr": "{signs}, dont {paired} avec un geste.", "en": "{signs}, {paired} of them with something to do."},
    "missing": {"fr": "Encore sans mots : {parts}.", "en": "Still without words: {parts}."},
    "whole": {"fr": "Chaque partie du plan a quelques mots.", "en": "Each part of the plan has a few words."},
    "triggers": {"fr": "les périodes à surveiller", "en": "the times to watch"},
    "signs_part": {"fr": "un geste pour chaque signe", "en": "something to do for each sign"},
    "first_step": {"fr": "le premier geste", "en": "the first thing to do"},
    "helps": {"fr": "ce qui a aidé jusqu’ici", "en": "what has helped so far"},
    "people": {"fr": "les personnes à prévenir", "en": "the people to tell"},
    "professionals": {"fr": "les professionnels et les numéros", "en": "professionals and numbers"},
    "keep": {"fr": "ce qui se garde quand ça va", "en": "what is kept up when all is well"},
    "later": {
        "fr": "Continuez cette feuille quand un mot vient. Un plan à moitié écrit sert déjà.",
        "en": "Go on with this sheet when a word comes. A plan half written already helps.",
    },
    "when": {"fr": "Quand je remarque", "en": "When I notice"},
    "then": {"fr": "Je fais", "en": "I do"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """The newest plan: its first sign and step, how many signs have something to do, and what has no words yet."""
    written = [sheet for sheet in sheets if any(_has(sheet, part) for part in ("first_sign", *_PARTS))]
    if not written:
        return Found()
    plan = written[-1]
    left = [W["signs_part" if part == "signs" else part][lang] for part in _PARTS if not _has(plan, part)]
    table = tuple((words(row, "sign") or NOTHING, words(row, "step") or NOTHING) for row in rows(plan.answers, "signs"))
    ends = say(W["missing"], lang, parts=joined(left, lang)) if left else W["whole"][lang]
    return Found(
        said=(*_first(plan, lang), *_signs(plan, lang), ends),
        to_you=(W["later"][lang],) if left else (),
        columns=(W["when"][lang], W["then"][lang]) if table else (),
        rows=table,
    )


def _has(sheet: Sheet, part: str) -> bool:
    return bool(words(sheet.answers, part) or any(row for row in rows(sheet.answers, part)))


def _first(plan: Sheet, lang: Language) -> list[str]:
    sign, step = words(plan.answers, "first_sign"), words(plan.answers, "first_step")
    said = [say(W["first"], lang, sign=quote(sign, lang))] if sign else []
    return [*said, say(W["step"], lang, step=quote(step, lang))] if step else said


def _signs(plan: Sheet, lang: Language) -> list[str]:
    named = [row for row in rows(plan.answers, "signs") if words(row, "sign")]
    if not named:
        return []
    paired = sum(1 for row in named if words(row, "step"))
    return [say(W["paired"], lang, signs=many(len(named), W["sign"], W["signs"], lang), paired=paired)]


TOOL = Tool(
    title={"fr": "Mon plan pour les jours plus durs", "en": "My plan for harder days"},
    lead={
        "fr": "Le plan tel qu’il est aujourd’hui, et ce qui peut s’y ajouter.",
        "en": "The plan as it stands today, and what could be added to it.",
    },
    find=find,
    missing={
        "fr": "Il manque le tout premier signe : ce qui change avant le reste, en quelques mots. Le plan est gardé.",
        "en": "The very first sign is missing: what changes before the rest, in a few words. The plan is kept.",
    },
)
