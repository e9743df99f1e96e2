"""The behavioural experiment: a prediction, how far it was believed before the test and after."""

from __future__ import annotations

from collections.abc import Sequence

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import (
    NOTHING,
    course,
    day,
    folded,
    moved,
    newest,
    number,
    quote,
    recent,
    say,
    words,
)
from accalmie.core.tools.shape import Found, Sheet, Tool

W: dict[str, Texts] = {
    "seen": {
        "fr": "{number} prédictions notées, dont {seen} avec ce qui s’est passé ensuite.",
        "en": "{number} predictions noted, {seen} of them with what happened then.",
    },
    "belief": {
        "fr": "À quel point {prediction} était crue, avant puis après : {course} sur 100.",
        "en": "How far {prediction} was believed, before then after: {course} out of 100.",
    },
    "moved": {
        "fr": "Sur {all} essais où les deux nombres sont notés, la prédiction est moins crue après {down} fois, autant "
        "{same} fois, davantage {up} fois.",
        "en": "In {all} tests with both numbers noted, the prediction was believed less afterwards {down} times, the "
        "same {same} times, more {up} times.",
    },
    "learned": {"fr": "Ce qui en reste : {words}.", "en": "What was taken from it: {words}."},
    "later": {
        "fr": "Après l’essai, continuez cette feuille : ce qu’une caméra aurait filmé, et à quel point vous y croyez "
        "alors.",
        "en": "After the test, go on with this sheet: what a camera would have filmed, and how far you believe it "
        "then.",
    },
    "day": {"fr": "Jour", "en": "Day"},
    "prediction": {"fr": "Prédiction", "en": "Prediction"},
    "believed": {"fr": "Crue, avant → après", "en": "Believed, before → after"},
    "happened": {"fr": "Ce qui s’est passé", "en": "What happened"},
    "kept": {"fr": "Ce qui en reste", "en": "What was taken from it"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """How many predictions were put to the test, how belief moved, and each of them in a row."""
    named = [sheet for sheet in sheets if words(sheet.answers, "prediction")]
    them = newest(named, lambda sheet: (folded(words(sheet.answers, "prediction")), words(sheet.answers, "test")))
    if not them:
        return Found()
    seen = sum(1 for one in them if words(one.answers, "what_happened"))
    counted = [say(W["seen"], lang, number=len(them), seen=seen)] if len(them) > 1 else []
    return Found(
        said=(*counted, *_last(them[-1], lang), *_all(them, lang)),
        to_you=() if words(them[-1].answers, "what_happened") else (W["later"][lang],),
        columns=tuple(W[name][lang] for name in ("day", "prediction", "believed", "happened", "kept")),
        rows=recent([_row(sheet, lang) for sheet in them]),
    )


def _pair(sheet: Sheet) -> tuple[float | None, float | None]:
    return number(sheet.answers, "belief_before"), number(sheet.answers, "belief_after")


def _last(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    said = []
    if None not in _pair(sheet):
        prediction = quote(words(sheet.answers, "prediction"), lang)
        said.append(say(W["belief"], lang, prediction=prediction, course=course(_pair(sheet), lang)))
    if learned := words(sheet.answers, "learned"):
        said.append(say(W["learned"], lang, words=quote(learned, lang)))
    return tuple(said)


def _all(them: Sequence[Sheet], lang: Language) -> tuple[str, ...]:
    down, same, up = moved(_pair(sheet) for sheet in them)
    number_of = down + same + up
    return (say(W["moved"], lang, all=number_of, down=down, same=same, up=up),) if number_of > 1 else ()


def _row(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    given, pair = sheet.answers, _pair(sheet)
    return (
        day(sheet),
        words(given, "prediction"),
        course(pair, lang) if pair != (None, None) else NOTHING,
        words(given, "what_happened") or NOTHING,
        words(given, "learned") or NOTHING,
    )


TOOL = Tool(
    title={"fr": "Mes expériences", "en": "My experiments"},
    lead={
        "fr": "Ce que la tête prédisait, ce qui s’est passé, et à quel point la prédiction était crue avant et après.",
        "en": "What the mind predicted, what happened, and how far the prediction was believed before and after.",
    },
    find=find,
    missing={
        "fr": "Il manque la prédiction : une chose que l’on peut voir arriver ou non. Le reste de la feuille est "
        "gardé.",
        "en": "The prediction is missing: something you could see happen, or not. The rest of the sheet is kept.",
    },
)
