"""Worries kept for their hour: how many still weighed when it came, and what became of those written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import MOST_ROWS, NOTHING, figure, folded, many, number, option, rows, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

TABLE = "worries"
_STILL = ("do", "carry")


class Worry(msgspec.Struct, frozen=True, kw_only=True):
    """One worry over all sheets: what was noted of it last."""

    worry: str
    strong: float | None = None
    kept: bool = False
    then: str = ""
    then_said: str = ""
    turned_out: str = ""


W: dict[str, Texts] = {
    "kept": {"fr": "{number} souci gardé pour l’heure dite", "en": "{number} worry kept for its hour"},
    "kepts": {"fr": "{number} soucis gardés pour l’heure dite", "en": "{number} worries kept for their hour"},
    "then": {
        "fr": "{kept}. L’heure venue : encore là, {still} ; plus là, {gone} ; pas encore regardés, {open}.",
        "en": "{kept}. When it came: still there, {still}; gone, {gone}; not looked at yet, {open}.",
    },
    "step": {
        "fr": "Parmi ceux qui étaient encore là, un pas à faire : {number}.",
        "en": "Of those still there, with a step to take: {number}.",
    },
    "known": {
        "fr": "Soucis écrits dont la suite est notée : {known} sur {all}.",
        "en": "Worries written down whose outcome is noted: {known} of {all}.",
    },
    "later": {
        "fr": "L’heure venue, continuez cette feuille : chaque souci y attend son mot.",
        "en": "When the hour comes, go on with this sheet: each worry waits there for its word.",
    },
    "worry": {"fr": "Souci", "en": "Worry"},
    "strong": {"fr": "Force, sur 10", "en": "Strength, out of 10"},
    "at_hour": {"fr": "À l’heure dite", "en": "When its time came"},
    "turned_out": {"fr": "Ce qui est arrivé", "en": "What happened"},
}


def worries(sheets: Sequence[Sheet], lang: Language) -> list[Worry]:
    """Each worry once, in the order in which it came."""
    found: dict[str, Worry] = {}
    for sheet in sheets:
        for row in rows(sheet.answers, TABLE):
            if name := words(row, "worry"):
                before = found.get(folded(name), Worry(worry=name))
                then = words(row, "then")
                found[folded(name)] = Worry(
                    worry=name,
                    strong=before.strong if (given := number(row, "strong")) is None else given,
                    kept=before.kept or sheet.exercise.id == "worry-slot",
                    then=then or before.then,
                    then_said=option(sheet, "then", then, lang, table=TABLE) if then else before.then_said,
                    turned_out=words(row, "turned_out") or before.turned_out,
                )
    return list(found.values())


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """How many worries still weighed at their hour, and each of them in a row."""
    them = worries(sheets, lang)
    if not them:
        return Found()
    kept = [one for one in them if one.kept]
    return Found(
        said=(*_kept(kept, lang), *_known(them, lang)),
        to_you=(W["later"][lang],) if any(not one.then for one in kept) else (),
        columns=tuple(W[name][lang] for name in ("worry", "strong", "at_hour", "turned_out")),
        rows=tuple(_row(one, lang) for one in them[::-1][:MOST_ROWS]),
    )


def _kept(kept: Sequence[Worry], lang: Language) -> tuple[str, ...]:
    if not kept:
        return ()
    still = sum(1 for one in kept if one.then in _STILL)
    gone = sum(1 for one in kept if one.then == "gone")
    counted = many(len(kept), W["kept"], W["kepts"], lang)
    said = say(W["then"], lang, kept=counted, still=still, gone=gone, open=len(kept) - still - gone)
    steps = sum(1 for one in kept if one.then == "do")
    return (said, say(W["step"], lang, number=steps)) if steps else (said,)


def _known(them: Sequence[Worry], lang: Language) -> tuple[str, ...]:
    """Only a record of worries asks what became of them."""
    known = sum(1 for one in them if one.turned_out)
    return (say(W["known"], lang, known=known, all=len(them)),) if known else ()


def _row(one: Worry, lang: Language) -> tuple[str, ...]:
    return (one.worry, figure(one.strong, lang), one.then_said or NOTHING, one.turned_out or NOTHING)


def onward(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The next sheet: the same hour and place, and the worries that have not gone, to be looked at again."""
    answers = dict(sheets[-1].answers)
    left = [
        {"worry": name}
        for row in rows(answers, TABLE)
        if words(row, "then") != "gone" and (name := words(row, "worry"))
    ]
    answers.pop(TABLE, None)
    return answers | {TABLE: left} if left else answers


TOOL = Tool(
    title={"fr": "Mes soucis, à leur heure", "en": "My worries, at their hour"},
    lead={
        "fr": "Ce qui attendait l’heure dite, et ce qui pesait encore quand elle est venue.",
        "en": "What waited for its hour, and what still weighed when it came.",
    },
    find=find,
    onward=onward,
    missing={
        "fr": "Une phrase manque encore ici : quelques mots à vous suffisent. Vos soucis et le reste sont gardés.",
        "en": "A sentence is still missing here: a few words of yours are enough. Your worries and the rest are kept.",
    },
)
