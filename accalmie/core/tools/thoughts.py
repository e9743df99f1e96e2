"""The thought record: how far a thought and a fairer sentence were believed, how strong the feeling was before and
after."""

from __future__ import annotations

from collections.abc import Sequence

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, course, day, figure, moved, number, quote, recent, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

W: dict[str, Texts] = {
    "feeling": {
        "fr": "Force du ressenti, avant puis après : {course} sur 100.",
        "en": "Strength of the feeling, before then after: {course} out of 100.",
    },
    "believed": {
        "fr": "La première pensée était crue à {before} sur 100, la phrase plus juste à {after}.",
        "en": "The first thought was believed at {before} out of 100, the fairer sentence at {after}.",
    },
    "moved": {
        "fr": "Sur {all} pensées pesées où les deux nombres sont notés, le ressenti a baissé {down} fois, est resté "
        "pareil {same} fois, a monté {up} fois.",
        "en": "In {all} thoughts weighed with both numbers noted, the feeling went down {down} times, stayed the same "
        "{same} times, went up {up} times.",
    },
    "fairer": {"fr": "La dernière phrase plus juste : {words}.", "en": "The last fairer sentence: {words}."},
    "left": {
        "fr": "La phrase plus juste attend encore. La pensée est gardée ; vous pouvez la reprendre sur une autre "
        "feuille.",
        "en": "The fairer sentence still waits. The thought is kept; you can take it up again on another sheet.",
    },
    "day": {"fr": "Jour", "en": "Day"},
    "thought": {"fr": "Pensée", "en": "Thought"},
    "belief": {"fr": "Crue à", "en": "Believed at"},
    "sentence": {"fr": "Phrase plus juste", "en": "Fairer sentence"},
    "sentence_belief": {"fr": "Crue à", "en": "Believed at"},
    "strength": {"fr": "Ressenti, avant → après", "en": "Feeling, before → after"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """The last record in words, how feelings moved over all, and each record in a row."""
    weighed = [sheet for sheet in sheets if words(sheet.answers, "automatic_thought")]
    if not weighed:
        return Found()
    last = weighed[-1].answers
    sentence = words(last, "balanced_thought")
    said = [*_last(weighed[-1], lang), *_all(weighed, lang)]
    if sentence:
        said.append(say(W["fairer"], lang, words=quote(sentence, lang)))
    return Found(
        said=tuple(said),
        to_you=() if sentence else (W["left"][lang],),
        columns=tuple(
            W[name][lang] for name in ("day", "thought", "belief", "sentence", "sentence_belief", "strength")
        ),
        rows=recent([_row(sheet, lang) for sheet in weighed]),
    )


def _last(sheet: Sheet, lang: Language) -> list[str]:
    said = []
    before, after = number(sheet.answers, "emotion_before"), number(sheet.answers, "emotion_after")
    if before is not None and after is not None:
        said.append(say(W["feeling"], lang, course=course((before, after), lang)))
    believed, fairer = number(sheet.answers, "belief_before"), number(sheet.answers, "balanced_belief")
    if believed is not None and fairer is not None:
        said.append(say(W["believed"], lang, before=figure(believed, lang), after=figure(fairer, lang)))
    return said


def _all(weighed: Sequence[Sheet], lang: Language) -> list[str]:
    down, same, up = moved(
        (number(one.answers, "emotion_before"), number(one.answers, "emotion_after")) for one in weighed
    )
    number_of = down + same + up
    return [say(W["moved"], lang, all=number_of, down=down, same=same, up=up)] if number_of > 1 else []


def _row(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    given = sheet.answers
    feeling = (number(given, "emotion_before"), number(given, "emotion_after"))
    return (
        day(sheet),
        words(given, "automatic_thought"),
        figure(number(given, "belief_before"), lang),
        words(given, "balanced_thought") or NOTHING,
        figure(number(given, "balanced_belief"), lang),
        course(feeling, lang) if any(one is not None for one in feeling) else NOTHING,
    )


TOOL = Tool(
    title={"fr": "Mes pensées pesées", "en": "Thoughts I weighed"},
    lead={
        "fr": "Chaque pensée avec la phrase plus juste qui l’a suivie, et la force du ressenti avant et après.",
        "en": "Each thought with the fairer sentence that followed, and how strong the feeling was before and after.",
    },
    find=find,
    missing={
        "fr": "Il manque la pensée elle-même : quelques mots, tels qu’ils sont passés. Le reste de la feuille est "
        "gardé. Si rien ne vient, la feuille peut rester de côté.",
        "en": "The thought itself is missing: a few words, just as they went by. The rest of the sheet is kept. If "
        "none come, the sheet can be left aside.",
    },
)
