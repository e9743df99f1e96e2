"""The activity and mood plan: what was planned and done, and how mood, pleasure and mastery went with each activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import (
    MOST_ROWS,
    course,
    figure,
    folded,
    newest,
    number,
    quote,
    rows,
    say,
    words,
)
from accalmie.core.tools.shape import Found, Sheet, Tool

_DONE = ("yes", "partly", "no")


class Moment(msgspec.Struct, frozen=True):
    """One activity with the figures noted beside it."""

    activity: str
    mood: float | None
    pleasure: float | None
    mastery: float | None


W: dict[str, Texts] = {
    "done": {
        "fr": "{number} actions prévues : faites, {yes} ; en partie, {partly} ; pas faites, {no} ; suite pas encore "
        "notée, {open}.",
        "en": "{number} activities planned: done, {yes}; partly, {partly}; not done, {no}; what came of it not noted "
        "yet, {open}.",
    },
    "mood": {
        "fr": "Humeur avant puis après {activity} : {course} sur 10.",
        "en": "Mood before then after {activity}: {course} out of 10.",
    },
    "high": {
        "fr": "Humeur la plus haute : {high} sur 10, avec {best}. La plus basse : {low}, avec {worst}.",
        "en": "Highest mood: {high} out of 10, with {best}. Lowest: {low}, with {worst}.",
    },
    "later": {
        "fr": "Après l’action, continuez cette feuille : ce qui s’est fait, et l’humeur. « Pas fait » est une vraie "
        "réponse.",
        "en": "After the activity, go on with this sheet: what was done, and your mood. “Not done” is a real answer.",
    },
    "activity": {"fr": "Activité", "en": "Activity"},
    "times": {"fr": "Fois", "en": "Times"},
    "mean_mood": {"fr": "Humeur, en moyenne", "en": "Mood, on average"},
    "pleasure": {"fr": "Plaisir, en moyenne", "en": "Pleasure, on average"},
    "mastery": {"fr": "Sentiment d’avoir fait, en moyenne", "en": "Sense of having done it, on average"},
}


def moments(sheets: Iterable[Sheet]) -> Iterator[Moment]:
    """Each activity noted with a figure, in a diary or after a plan."""
    for sheet in sheets:
        for row in rows(sheet.answers, "moments"):
            yield from _moment(row, mood="mood")
        if words(sheet.answers, "done") in ("yes", "partly"):
            yield from _moment(sheet.answers, mood="mood_after")


def _moment(given: Mapping[str, Any], *, mood: str) -> Iterator[Moment]:
    found = Moment(words(given, "activity"), number(given, mood), number(given, "pleasure"), number(given, "mastery"))
    if found.activity and (found.mood, found.pleasure, found.mastery) != (None, None, None):
        yield found


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """What was planned and done, the highest and the lowest mood, and each activity in a row."""
    current = newest(sheets, _same_plan)
    plans = [sheet for sheet in current if sheet.exercise.id == "activity-plan" and words(sheet.answers, "activity")]
    noted = list(moments(current))
    is_open = bool(plans) and words(plans[-1].answers, "done") not in _DONE
    table = _by_activity(noted, lang)
    return Found(
        said=(*_plans(plans, lang), *_mood(plans, lang), *_ends(noted, lang)),
        to_you=(W["later"][lang],) if is_open else (),
        columns=tuple(W[name][lang] for name in ("activity", "times", "mean_mood", "pleasure", "mastery"))
        if table
        else (),
        rows=table,
    )


def _same_plan(sheet: Sheet) -> tuple[object, ...]:
    """A plan that was gone on with is one plan; each diary stands for itself."""
    if sheet.exercise.id != "activity-plan":
        return (id(sheet),)
    return folded(words(sheet.answers, "activity")), words(sheet.answers, "day"), words(sheet.answers, "at")


def _plans(plans: Sequence[Sheet], lang: Language) -> tuple[str, ...]:
    """Over several plans; one alone says itself."""
    if len(plans) < 2:
        return ()
    counts = {done: sum(1 for one in plans if words(one.answers, "done") == done) for done in _DONE}
    return (say(W["done"], lang, number=len(plans), open=len(plans) - sum(counts.values()), **counts),)


def _mood(plans: Sequence[Sheet], lang: Language) -> tuple[str, ...]:
    """The last plan with a mood before and after."""
    for sheet in reversed(plans):
        before, after = number(sheet.answers, "mood_before"), number(sheet.answers, "mood_after")
        if before is not None and after is not None:
            activity = quote(words(sheet.answers, "activity"), lang)
            return (say(W["mood"], lang, activity=activity, course=course((before, after), lang)),)
    return ()


def _ends(noted: Sequence[Moment], lang: Language) -> tuple[str, ...]:
    moods = [(one.mood, one.activity) for one in noted if one.mood is not None]
    if not moods:
        return ()
    best, worst = max(moods, key=lambda one: one[0]), min(moods, key=lambda one: one[0])
    if best[0] == worst[0]:
        return ()
    ends = {"high": figure(best[0], lang), "low": figure(worst[0], lang)}
    return (say(W["high"], lang, best=quote(best[1], lang), worst=quote(worst[1], lang), **ends),)


def _by_activity(noted: Sequence[Moment], lang: Language) -> tuple[tuple[str, ...], ...]:
    """The activities from the highest mood to the lowest, those without one last."""
    groups: dict[str, list[Moment]] = {}
    for one in noted:
        groups.setdefault(folded(one.activity), []).append(one)
    means = {name: _mean([one.mood for one in them]) for name, them in groups.items()}
    ordered = sorted(groups, key=lambda name: -1 if (mean := means[name]) is None else mean, reverse=True)
    return tuple(_row(groups[name], lang) for name in ordered[:MOST_ROWS])


def _row(them: Sequence[Moment], lang: Language) -> tuple[str, ...]:
    means = (_mean([getattr(one, name) for one in them]) for name in ("mood", "pleasure", "mastery"))
    return (them[-1].activity, str(len(them)), *(figure(mean, lang) for mean in means))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


TOOL = Tool(
    title={"fr": "Mes activités et mon humeur", "en": "My activities and my mood"},
    lead={
        "fr": "Ce qui était prévu, ce qui s’est fait, et l’humeur qui allait avec chaque activité.",
        "en": "What was planned, what was done, and the mood that went with each activity.",
    },
    find=find,
    missing={
        "fr": "Il manque l’action : un verbe et un lieu suffisent. Le reste de la feuille est gardé.",
        "en": "The activity is missing: a verb and a place are enough. The rest of the sheet is kept.",
    },
)
