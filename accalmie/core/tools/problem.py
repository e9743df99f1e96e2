"""Problem solving: what was chosen, whether it was tried, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, day, folded, newest, option, quote, recent, rows, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

_TRIED = ("better", "partly", "same")

W: dict[str, Texts] = {
    "tried": {
        "fr": "{number} problèmes posés : une idée essayée pour {tried}. Depuis : la situation a bougé, {better} ; un "
        "peu, {partly} ; pas bougé, {same}.",
        "en": "{number} problems set down: an idea tried for {tried}. Since then: things have shifted, {better}; a "
        "little, {partly}; not shifted, {same}.",
    },
    "none": {
        "fr": "{number} problèmes posés, et pas encore d’essai noté.",
        "en": "{number} problems set down, and no try noted yet.",
    },
    "chosen": {"fr": "Idée choisie pour {problem} : {idea}.", "en": "Idea chosen for {problem}: {idea}."},
    "since": {"fr": "Après l’essai : {outcome}.", "en": "After trying it: {outcome}."},
    "left": {
        "fr": "Des idées notées et pas encore essayées pour {problem} : {ideas}.",
        "en": "Ideas noted and not tried yet for {problem}: {ideas}.",
    },
    "later": {
        "fr": "Après l’essai, continuez cette feuille : ce qui a bougé, ou non.",
        "en": "After the try, go on with this sheet: what has shifted, or not.",
    },
    "choose": {
        "fr": "Aucune idée n’est choisie encore. La moins mauvaise suffit.",
        "en": "No idea is chosen yet. The least bad one will do.",
    },
    "day": {"fr": "Jour", "en": "Day"},
    "problem": {"fr": "Problème", "en": "Problem"},
    "idea": {"fr": "Idée choisie", "en": "Idea chosen"},
    "outcome": {"fr": "Après l’essai", "en": "After trying it"},
    "review": {"fr": "Ce qui en reste", "en": "What was taken from it"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """How many problems were met with a try and what came of it; the last one's idea; each problem in a row."""
    named = [sheet for sheet in sheets if words(sheet.answers, "problem")]
    them = newest(named, lambda sheet: folded(words(sheet.answers, "problem")))
    if not them:
        return Found()
    last = them[-1]
    return Found(
        said=(*_counted(them, lang), *_last(last, lang)),
        to_you=_next(last, lang),
        columns=tuple(W[name][lang] for name in ("day", "problem", "idea", "outcome", "review")),
        rows=recent([_row(sheet, lang) for sheet in them]),
    )


def _counted(them: Sequence[Sheet], lang: Language) -> tuple[str, ...]:
    """Over several problems; one alone says itself."""
    if len(them) < 2:
        return ()
    counts = {name: sum(1 for one in them if words(one.answers, "outcome") == name) for name in _TRIED}
    tried = sum(counts.values())
    return (say(W["tried" if tried else "none"], lang, number=len(them), tried=tried, **counts),)


def _last(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    problem, chosen = quote(words(sheet.answers, "problem"), lang), words(sheet.answers, "chosen")
    said = [say(W["chosen"], lang, problem=problem, idea=quote(chosen, lang))] if chosen else []
    if words(sheet.answers, "outcome") in _TRIED:
        said.append(say(W["since"], lang, outcome=option(sheet, "outcome", words(sheet.answers, "outcome"), lang)))
    if words(sheet.answers, "outcome") == "same":
        ideas = [words(row, "idea") for row in rows(sheet.answers, "solutions")]
        left = [quote(idea, lang) for idea in ideas if idea and folded(idea) != folded(chosen)]
        said += [say(W["left"], lang, problem=problem, ideas=", ".join(left))] if left else []
    return tuple(said)


def _next(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    if not words(sheet.answers, "chosen"):
        return (W["choose"][lang],)
    return () if words(sheet.answers, "outcome") in _TRIED else (W["later"][lang],)


def _row(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    outcome = words(sheet.answers, "outcome")
    return (
        day(sheet),
        words(sheet.answers, "problem"),
        words(sheet.answers, "chosen") or NOTHING,
        option(sheet, "outcome", outcome, lang) or NOTHING,
        words(sheet.answers, "review") or NOTHING,
    )


TOOL = Tool(
    title={"fr": "Mes problèmes, un par un", "en": "My problems, one by one"},
    lead={
        "fr": "Pour chaque problème : l’idée choisie, l’essai, et ce qui en est venu.",
        "en": "For each problem: the idea chosen, the try, and what came of it.",
    },
    find=find,
    missing={
        "fr": "Il manque le problème, en quelques mots : qui, quoi, depuis quand. Vos idées et le reste sont gardés.",
        "en": "The problem is missing, in a few words: who, what, since when. Your ideas and the rest are kept.",
    },
)
