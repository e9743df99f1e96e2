"""The exposure ladder: rungs in the order of the fear expected now, what was predicted and what came, the next rung."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, course, figure, folded, many, number, quote, rows, say, words
from accalmie.core.tools.shape import Answers, Found, Sheet, Tool, Wrong

RUNGS, SAFE = "rungs", "touches"
_TRIED = ("before", "peak", "after", "came", "learned")
_CAME = ("no", "partly", "yes")


class Try(msgspec.Struct, frozen=True):
    """A rung that was met once."""

    prediction: str
    before: float | None
    peak: float | None
    after: float | None
    came: str
    learned: str


class Rung(msgspec.Struct, frozen=True):
    """One rung over all sheets, with its tries in their order."""

    name: str
    expected: float | None
    prediction: str
    tries: tuple[Try, ...] = ()

    @property
    def fear(self) -> float | None:
        """The fear to be expected now: the height of the last try that has one, else what the person expects."""
        return next((one.peak for one in reversed(self.tries) if one.peak is not None), self.expected)

    def is_passed(self, at_most: float) -> bool:
        """Met, the last time with a fear no higher than this, and what was feared did not come."""
        last = self.tries[-1] if self.tries else None
        return last is not None and last.peak is not None and last.peak <= at_most and last.came != "yes"


def ladder(sheets: Iterable[Sheet]) -> list[Rung]:
    """The rungs of the newest sheet, with the tries of all, from the least fear expected now to the most."""
    sheets = list(sheets)
    found: dict[str, Rung] = {}
    for sheet in sheets:
        for one in _met(sheet, found):  # a rung that stands twice on a sheet was met twice
            found[folded(one.name)] = one
    last = {folded(words(row, "rung")) for row in rows(sheets[-1].answers, RUNGS)} if sheets else set()
    standing = [rung for name, rung in found.items() if name in last]
    return sorted(standing, key=lambda rung: (rung.fear is None, rung.fear or 0))


def _met(sheet: Sheet, before: Mapping[str, Rung]) -> Iterable[Rung]:
    for row in rows(sheet.answers, RUNGS):
        name = words(row, "rung")
        if not name:
            continue
        known = before.get(folded(name))
        tries = known.tries if known else ()
        met = _try(row)
        if met is not None and (not tries or tries[-1] != met):  # the same step sent again is no second try
            tries = (*tries, met)
        expected = number(row, "expected")
        yield Rung(name, known.expected if known and expected is None else expected, words(row, "prediction"), tries)


def _try(row: Mapping[str, Any]) -> Try | None:
    if not any(row.get(name) is not None for name in _TRIED):
        return None
    before, peak, after = (number(row, name) for name in ("before", "peak", "after"))
    return Try(words(row, "prediction"), before, peak, after, words(row, "came"), words(row, "learned"))


W: dict[str, Texts] = {
    "rung": {"fr": "{number} barreau", "en": "{number} rung"},
    "rungs": {"fr": "{number} barreaux", "en": "{number} rungs"},
    "met": {"fr": "{rungs}, dont {met} essayés.", "en": "{rungs}, of which {met} tried."},
    "met_one": {"fr": "{rungs}, dont {met} essayé.", "en": "{rungs}, of which {met} tried."},
    "predictions": {
        "fr": "Ce qui était craint, sur les {all} essais qui le disent : pas arrivé, {no} ; en partie, {partly} ; "
        "arrivé, {yes}.",
        "en": "What was feared, in the {all} tries that say: did not happen, {no}; partly, {partly}; happened, {yes}.",
    },
    "prediction": {
        "fr": "Ce qui était craint, au seul essai où c’est noté : {how}.",
        "en": "What was feared, in the one try that says so: {how}.",
    },
    "came_no": {"fr": "pas arrivé", "en": "did not happen"},
    "came_partly": {"fr": "arrivé en partie", "en": "partly happened"},
    "came_yes": {"fr": "arrivé", "en": "happened"},
    "not_come": {
        "fr": "Prédit : {prediction}. Ce n’est pas arrivé. Appris : {learned}.",
        "en": "Predicted: {prediction}. It did not happen. Learned: {learned}.",
    },
    "again": {
        "fr": "Peur au plus haut pour {rung}, d’un essai à l’autre : {course} sur 100.",
        "en": "Fear at its highest for {rung}, from one try to the next: {course} out of 100.",
    },
    "next": {
        "fr": "Prochain barreau proposé : {rung}, peur attendue {fear} sur 100. C’est le plus bas qui n’est pas encore "
        "franchi.",
        "en": "Next rung proposed: {rung}, fear expected {fear} out of 100. It is the lowest one not yet passed.",
    },
    "next_unrated": {
        "fr": "Prochain barreau proposé : {rung}. La peur attendue n’est pas encore notée.",
        "en": "Next rung proposed: {rung}. The fear expected is not noted yet.",
    },
    "all": {
        "fr": "Chaque barreau de cette échelle est franchi : essayé, avec une peur de {at_most} sur 100 au plus.",
        "en": "Each rung of this ladder is passed: tried, with a fear of {at_most} out of 100 at most.",
    },
    "start": {
        "fr": "Deux barreaux suffisent pour commencer : ce que vous voudriez refaire, et la moitié.",
        "en": "Two rungs are enough to begin with: what you would like to do again, and half of it.",
    },
    "breathing": {
        "fr": "Pendant l’essai, restez le temps de voir ce qui arrive. Les exercices de respiration attendent avant ou "
        "après : ils ne servent pas à quitter le barreau.",
        "en": "During the try, stay long enough to see what happens. Breathing exercises wait for before or after: "
        "they are not there to get away from the rung.",
    },
    "harder": {
        "fr": "Si ce barreau est trop haut aujourd’hui, coupez-le en deux : le lieu, l’heure, la durée, la compagnie.",
        "en": "If this rung is too high today, cut it in two: the place, the hour, the time it takes, the company.",
    },
    "column_rung": {"fr": "Barreau", "en": "Rung"},
    "column_fear": {"fr": "Peur attendue maintenant", "en": "Fear expected now"},
    "column_tries": {"fr": "Dernier essai : avant, plus haut, fin", "en": "Last try: before, highest, end"},
    "column_prediction": {"fr": "Prédiction", "en": "Prediction"},
    "column_came": {"fr": "Est-ce arrivé ?", "en": "Did it happen?"},
    "column_learned": {"fr": "Appris", "en": "Learned"},
    "one": {
        "fr": "Un seul barreau, ce n’est pas encore une échelle. Le vôtre est gardé : ajoutez-en un plus petit. Le "
        "même lieu à une heure plus calme, avec quelqu’un, ou la moitié du temps.",
        "en": "A single rung is not a ladder yet. Yours is kept: add a smaller one. The same place at a quieter hour, "
        "with somebody, or for half the time.",
    },
    "after": {
        "fr": "Vous avez noté une peur de {given} à la fin et de {peak} au plus haut. Le plus haut est au moins aussi "
        "grand que la fin : les deux nombres sont-ils inversés ? Le reste est gardé ; corrigez seulement celui-ci.",
        "en": "You noted a fear of {given} at the end and of {peak} at its highest. The highest is at least as large "
        "as the end: are the two numbers the wrong way round? The rest is kept; change only this one.",
    },
    "before": {
        "fr": "Vous avez noté une peur de {given} juste avant et de {peak} au plus haut. Le plus haut compte aussi ce "
        "moment-là : est-ce {given} au plus haut ? Le reste est gardé ; corrigez seulement ce nombre.",
        "en": "You noted a fear of {given} just before and of {peak} at its highest. The highest counts that moment "
        "too: was it {given} at its highest? The rest is kept; change only this number.",
    },
}

HELD: dict[str, Texts] = {
    "": {
        "fr": "Aucun barreau n’est proposé encore : l’échelle ne dit pas si un barreau touche un souvenir de choc, un "
        "vrai danger ou une sensation provoquée.",
        "en": "No rung is proposed yet: the ladder does not say whether a rung touches a memory of shock, real danger "
        "or a sensation brought on deliberately.",
    },
    "memory": {
        "fr": "Aucun barreau n’est proposé : un barreau touche un souvenir de choc ou de violence. Ce travail-là se "
        "fait avec un professionnel formé, jamais sans personne.",
        "en": "No rung is proposed: a rung touches a memory of shock or violence. That work is done with a trained "
        "professional, never on one’s own.",
    },
    "danger": {
        "fr": "Aucun barreau n’est proposé : un barreau touche un vrai danger. L’échelle sert pour des peurs plus "
        "grandes que le risque ; devant un vrai danger, la peur protège.",
        "en": "No rung is proposed: a rung touches real danger. A ladder is for fears larger than the risk; faced with "
        "real danger, fear protects.",
    },
    "body": {
        "fr": "Aucun barreau n’est proposé : un barreau provoque exprès une sensation du corps. Ces essais ont leur "
        "feuille dans le programme, après des questions sur le cœur, le souffle, l’épilepsie, la grossesse et les "
        "vertiges, ou avec l’accord d’un médecin.",
        "en": "No rung is proposed: a rung deliberately brings on a bodily sensation. Those tries have a sheet of "
        "their own in the programme, after questions about heart, lungs, epilepsy, pregnancy and vertigo, or with a "
        "doctor’s yes.",
    },
    "unsure": {
        "fr": "Aucun barreau n’est proposé : une question reste ouverte sur ce que touchent les barreaux. Un "
        "professionnel peut la regarder avec la personne.",
        "en": "No rung is proposed: a question stays open about what the rungs touch. A professional can look at it "
        "with the person.",
    },
}
"""Why a ladder proposes nothing, by what its rungs touch. Only “none” lets it propose."""
TAKE_IT_OUT: Texts = {
    "fr": "Tout reste gardé. Continuez cette échelle sans ce barreau, et un autre sera proposé.",
    "en": "All of it is kept. Go on with this ladder without that rung, and another will be proposed.",
}
ANSWER_IT: Texts = {
    "fr": "La question est sur la feuille. Continuez cette échelle pour y répondre.",
    "en": "The question is on the sheet. Go on with this ladder to answer it.",
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """Where the ladder stands: how far it was climbed, what was predicted and came, the next rung or why there is
    none."""
    standing = ladder(sheets)
    if not standing:
        return Found(to_you=(W["start"][lang],) if sheets else ())
    met = sum(1 for rung in standing if rung.tries)
    said = many(len(standing), W["rung"], W["rungs"], lang)
    counted = say(W["met" if met > 1 else "met_one"], lang, rungs=said, met=met)
    next_said, to_you = _next(sheets[-1], standing, lang)
    return Found(
        said=(counted, *_predictions(standing, lang), *_again(standing, lang), *next_said),
        to_you=to_you,
        columns=tuple(W[f"column_{name}"][lang] for name in ("rung", "fear", "tries", "prediction", "came", "learned")),
        rows=tuple(_row(rung, lang) for rung in standing),
    )


def _predictions(standing: Sequence[Rung], lang: Language) -> tuple[str, ...]:
    tries = [one for rung in standing for one in rung.tries if one.came in _CAME]
    if not tries:
        return ()
    counts = {came: sum(1 for one in tries if one.came == came) for came in _CAME}
    if len(tries) == 1:
        counted = say(W["prediction"], lang, how=W[f"came_{tries[0].came}"][lang])
    else:
        counted = say(W["predictions"], lang, all=len(tries), **counts)
    told = [one for one in tries if one.came == "no" and one.prediction and one.learned]
    last = [
        say(W["not_come"], lang, prediction=quote(one.prediction, lang), learned=quote(one.learned, lang))
        for one in told[-1:]
    ]
    return (counted, *last)


def _again(standing: Sequence[Rung], lang: Language) -> tuple[str, ...]:
    """Rungs that were met more than once, at most three of them."""
    peaks = [(rung.name, [one.peak for one in rung.tries if one.peak is not None]) for rung in standing]
    several = [(name, heights) for name, heights in peaks if len(heights) > 1][:3]
    return tuple(say(W["again"], lang, rung=quote(name, lang), course=course(them, lang)) for name, them in several)


def _next(sheet: Sheet, standing: Sequence[Rung], lang: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    touches = words(sheet.answers, SAFE)
    if touches != "none":
        advice = ANSWER_IT if touches in ("", "unsure") else TAKE_IT_OUT
        return (HELD.get(touches, HELD[""])[lang],), (advice[lang],)
    at_most = sheet.exercise.figures.get("passed_at", -1)
    left = next((rung for rung in standing if not rung.is_passed(at_most)), None)
    if left is None:
        return (say(W["all"], lang, at_most=figure(at_most, lang)),), ()
    name = "next" if left.fear is not None else "next_unrated"
    proposed = say(W[name], lang, rung=quote(left.name, lang), fear=figure(left.fear, lang))
    return (proposed,), (W["breathing"][lang], W["harder"][lang])


def _row(rung: Rung, lang: Language) -> tuple[str, ...]:
    last = rung.tries[-1] if rung.tries else None
    heights = course((last.before, last.peak, last.after), lang) if last else NOTHING
    came = W[f"came_{last.came}"][lang] if last and last.came in _CAME else NOTHING
    predicted = (last.prediction if last else "") or rung.prediction or NOTHING
    return (rung.name, figure(rung.fear, lang), heights, predicted, came, (last.learned if last else "") or NOTHING)


def check(answers: Answers, lang: Language) -> tuple[Wrong, ...]:
    """A ladder of one rung, and a fear higher than its highest."""
    filled = rows(answers, RUNGS)
    wrong = [one for place, row in enumerate(filled) for one in _heights(place, row, lang)]
    return (Wrong(RUNGS, W["one"][lang]), *wrong) if len(filled) == 1 else tuple(wrong)


def _heights(place: int, row: Mapping[str, Any], lang: Language) -> Iterable[Wrong]:
    peak = number(row, "peak")
    for name in ("before", "after"):
        given = number(row, name)
        if peak is not None and given is not None and given > peak:
            sentence = say(W[name], lang, given=figure(given, lang), peak=figure(peak, lang))
            yield Wrong(RUNGS, sentence, place, name)


def onward(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The next sheet: the same rungs in their order now, each with the fear expected now, the columns of the try empty.

    What the rungs touch is asked again, since one may have been added.
    """
    kept = {name: value for name, value in sheets[-1].answers.items() if name not in (RUNGS, SAFE)}
    filled = [
        {"rung": rung.name}
        | ({"expected": _whole(rung.fear)} if rung.fear is not None else {})
        | ({"prediction": rung.prediction} if rung.prediction else {})
        for rung in ladder(sheets)
    ]
    return kept | {RUNGS: filled} if filled else kept


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value


TOOL = Tool(
    title={"fr": "Mes échelles", "en": "My ladders"},
    lead={
        "fr": "Les barreaux se rangent d’après la peur attendue maintenant : la plus haute du dernier essai, ou celle "
        "que vous prévoyez.",
        "en": "The rungs stand in the order of the fear expected now: the highest of the last try, or what you expect.",
    },
    find=find,
    check=check,
    onward=onward,
    missing={
        "fr": "Il manque le but de l’échelle : quelques mots sur ce que vous voudriez pouvoir refaire. Le reste est "
        "gardé.",
        "en": "The goal of the ladder is missing: a few words on what you would like to be able to do again. The rest "
        "is kept.",
    },
)
