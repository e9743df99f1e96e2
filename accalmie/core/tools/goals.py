"""Values and goals: the room that what matters has now, where the gap is widest, and how far goals have come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import (
    MOST_ROWS,
    NOTHING,
    course,
    figure,
    folded,
    number,
    option,
    quote,
    rows,
    say,
    words,
)
from accalmie.core.tools.shape import Found, Sheet, Tool

DOMAINS, GOALS = "domains", "goals"

W: dict[str, Texts] = {
    "gap": {
        "fr": "L’écart le plus grand : {domain}, importance {importance} sur 10, place en ce moment {room}.",
        "en": "The widest gap: {domain}, mattering {importance} out of 10, with {room} for the room it has now.",
    },
    "no_gap": {
        "fr": "Chaque domaine noté a au moins la place que dit son importance.",
        "en": "Each area noted has at least the room that its importance asks for.",
    },
    "room": {
        "fr": "Place de {domain}, d’une feuille à l’autre : {course} sur 10.",
        "en": "Room of {domain}, from one sheet to the next: {course} out of 10.",
    },
    "goal": {
        "fr": "Où en est {goal}, d’une feuille à l’autre : {course} sur 10.",
        "en": "How far {goal} has come, from one sheet to the next: {course} out of 10.",
    },
    "goal_once": {"fr": "Où en est {goal} : {now} sur 10.", "en": "How far {goal} has come: {now} out of 10."},
    "matters": {"fr": "Ce qui compte, en une phrase : {words}.", "en": "What matters, in a sentence: {words}."},
    "what": {"fr": "Domaine ou but", "en": "Area or goal"},
    "importance": {"fr": "Importance", "en": "How much it matters"},
    "now": {"fr": "Place, ou avancée, de feuille en feuille", "en": "Room, or how far, from sheet to sheet"},
    "next": {"fr": "Prochain pas", "en": "Next step"},
}
SAID = 3
"""Courses that are put in words: the table has the others."""

_Course = tuple[str, list[float], str]


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """The widest gap on the newest sheet of values, the course of areas and goals, and each of them in a row."""
    areas, goals = _areas(sheets, lang), _goals(sheets)
    matters = next((one for sheet in reversed(sheets) if (one := words(sheet.answers, "what_matters"))), "")
    said = [*_gap(sheets, lang), *_rooms(areas, lang), *_ways(goals, lang)]
    if matters:
        said.append(say(W["matters"], lang, words=quote(matters, lang)))
    table = [(name, given, course(them[-6:], lang) or NOTHING, NOTHING) for name, them, given in areas]
    table += [(name, NOTHING, course(them[-6:], lang) or NOTHING, step or NOTHING) for name, them, step in goals]
    return Found(
        said=tuple(said),
        columns=tuple(W[name][lang] for name in ("what", "importance", "now", "next")) if table else (),
        rows=tuple(table[:MOST_ROWS]),
    )


def _areas(sheets: Sequence[Sheet], lang: Language) -> list[_Course]:
    """Each area with its room on each sheet, and its importance as said last."""
    found: dict[str, _Course] = {}
    for sheet in sheets:
        for row in rows(sheet.answers, DOMAINS):
            if domain := words(row, "domain"):
                _name, them, given = found.get(domain, ("", [], NOTHING))
                room, importance = number(row, "room_now"), number(row, "importance")
                said = given if importance is None else figure(importance, lang)
                name = option(sheet, "domain", domain, lang, table=DOMAINS)
                found[domain] = (name, [*them, *([] if room is None else [room])], said)
    return list(found.values())


def _goals(sheets: Sequence[Sheet]) -> list[_Course]:
    """Each goal with how far it had come on each sheet, and its next step as said last."""
    found: dict[str, _Course] = {}
    for sheet in sheets:
        for row in rows(sheet.answers, GOALS):
            if goal := words(row, "goal"):
                _name, them, step = found.get(folded(goal), ("", [], ""))
                now = number(row, "now")
                found[folded(goal)] = (goal, [*them, *([] if now is None else [now])], words(row, "next_step") or step)
    return list(found.values())


def _gap(sheets: Sequence[Sheet], lang: Language) -> tuple[str, ...]:
    last = next((sheet for sheet in reversed(sheets) if rows(sheet.answers, DOMAINS)), None)
    if last is None:
        return ()
    gaps = [
        (importance - room, words(row, "domain"), importance, room)
        for row in rows(last.answers, DOMAINS)
        if words(row, "domain")
        and (importance := number(row, "importance")) is not None
        and (room := number(row, "room_now")) is not None
    ]
    if not gaps:
        return ()
    widest = max(gaps, key=lambda gap: gap[0])
    if widest[0] <= 0:
        return (W["no_gap"][lang],)
    domain = quote(option(last, "domain", widest[1], lang, table=DOMAINS), lang)
    given = {"importance": figure(widest[2], lang), "room": figure(widest[3], lang)}
    return (say(W["gap"], lang, domain=domain, **given),)


def _rooms(areas: Sequence[_Course], lang: Language) -> list[str]:
    several = [(name, them) for name, them, _given in areas if len(them) > 1][:SAID]
    return [say(W["room"], lang, domain=quote(name, lang), course=course(them[-6:], lang)) for name, them in several]


def _ways(goals: Sequence[_Course], lang: Language) -> list[str]:
    said = []
    for name, them, _step in [one for one in goals if one[1]][:SAID]:
        given = {"course": course(them[-6:], lang), "now": figure(them[-1], lang)}
        said.append(say(W["goal" if len(them) > 1 else "goal_once"], lang, goal=quote(name, lang), **given))
    return said


def onward(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The next sheet: the same areas and goals; how far goals have come, and the room of areas, are asked again."""
    answers = dict(sheets[-1].answers)
    for table, again in ((DOMAINS, "room_now"), (GOALS, "now")):
        kept = [{name: value for name, value in row.items() if name != again} for row in rows(answers, table)]
        answers.pop(table, None)
        if kept := [row for row in kept if row]:
            answers[table] = kept
    return answers


TOOL = Tool(
    title={"fr": "Ce qui compte, et mes buts", "en": "What matters, and my goals"},
    lead={
        "fr": "La place qu’a chaque domaine à côté de son importance, et le chemin de chaque but.",
        "en": "The room each area has beside how much it matters, and the way each goal has come.",
    },
    find=find,
    onward=onward,
    missing={
        "fr": "Quelques mots manquent ici : une seule ligne suffit. Le reste de la feuille est gardé.",
        "en": "A few words are missing here: a single line will do. The rest of the sheet is kept.",
    },
)
