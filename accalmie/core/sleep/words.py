"""What the engine says to the person: the window, why it is so, what to do. In French and in English."""

from __future__ import annotations

from datetime import time, timedelta
from fractions import Fraction

import msgspec

from accalmie.core.definitions import Language, Texts
from accalmie.core.sleep.rules import SleepRules
from accalmie.core.sleep.said import said
from accalmie.core.sleep.weeks import Mean, Week
from accalmie.core.sleep.windows import Decision, Reason, Window


class Said(msgspec.Struct, frozen=True):
    """Three short texts, to be read in this order."""

    window: str
    why: str
    to_do: str


WINDOW: dict[str, Texts] = {
    "window": {
        "fr": "Au lit à partir de {bed}, lever à {rise} : une fenêtre de {long}.",
        "en": "In bed from {bed}, up at {rise}: a window of {long}.",
    },
    "none": {
        "fr": "Pas de fenêtre cette semaine : vous vous couchez et vous vous levez comme il vous convient.",
        "en": "No window this week: you go to bed and get up as suits you.",
    },
}

WHY: dict[Reason, Texts] = {
    Reason.UNASKED: {
        "fr": "Il reste quelques questions sur votre santé : une fenêtre ne convient pas à tout le monde.",
        "en": "A few questions about your health are still open: a window does not suit everybody.",
    },
    Reason.DOCTOR: {
        "fr": "D’après vos réponses, dormir moins, même un peu, demande d’abord l’avis d’un médecin. "
        "Ce n’est pas un refus : c’est une question à lui poser.",
        "en": "From your answers, sleeping less, even a little, first takes a doctor’s opinion. "
        "This is not a refusal: it is a question to ask them.",
    },
    Reason.PROFESSIONAL: {
        "fr": "D’après vos réponses, la fenêtre se fait à deux : en douceur, avec un professionnel qui la suit.",
        "en": "From your answers, a window is made by two: gently, with a professional who follows it.",
    },
    Reason.FEW_NIGHTS: {
        "fr": "Nuits complètes : {counted} sur 7. À partir de {nights}, la semaine en dit assez pour raccourcir "
        "une fenêtre ; avant, rien ne se resserre.",
        "en": "Complete nights: {counted} of 7. From {nights} on, a week says enough to shorten a window; "
        "before that, nothing is tightened.",
    },
    Reason.FITS: {
        "fr": "Vous dormez déjà pendant la plus grande part du temps passé au lit. Ce temps vous convient : "
        "on le garde.",
        "en": "You already sleep for most of the time you spend in bed. That time suits you: we keep it.",
    },
    Reason.FIRST_RESTRICTION: {
        "fr": "Elle part du sommeil que vous avez noté, sur {counted} nuits : le lit redevient l’endroit où l’on dort.",
        "en": "It starts from the sleep that you noted, over {counted} nights: bed becomes a place for sleeping again.",
    },
    Reason.FIRST_COMPRESSION: {
        "fr": "C’est un peu moins que le temps que vous passiez au lit, sur {counted} nuits. "
        "Le reste vient semaine après semaine.",
        "en": "It is a little less than the time you spent in bed, over {counted} nights. The rest comes week by week.",
    },
    Reason.YES: {
        "fr": "Ce que vous avez répondu demande de dormir davantage dès ce soir, et passe avant tout le reste : "
        "la fenêtre s’élargit de {change} et ne se resserre plus sans l’avis d’un professionnel.",
        "en": "What you answered asks for more sleep from tonight, and comes before all else: "
        "the window is {change} longer and is not tightened again without a professional’s word.",
    },
    Reason.RAISED: {
        "fr": "Sans professionnel à vos côtés, la fenêtre ne descend pas aussi bas : elle s’élargit de {change}.",
        "en": "Without a professional beside you, a window does not go so low: it is {change} longer.",
    },
    Reason.LONGER: {
        "fr": "Vous avez dormi {percent} % du temps passé au lit, sur {counted} nuits. "
        "Il y a de la place pour {change} de plus.",
        "en": "You slept {percent}% of your time in bed, over {counted} nights. There is room for {change} more.",
    },
    Reason.LONGEST: {
        "fr": "Vous avez dormi {percent} % du temps passé au lit, sur {counted} nuits. "
        "La fenêtre est assez longue : elle reste.",
        "en": "You slept {percent}% of your time in bed, over {counted} nights. The window is long enough: it stays.",
    },
    Reason.KEPT: {
        "fr": "Vous avez dormi {percent} % du temps passé au lit, sur {counted} nuits. La fenêtre fait son travail : "
        "elle reste la même.",
        "en": "You slept {percent}% of your time in bed, over {counted} nights. The window is doing its work: "
        "it stays the same.",
    },
    Reason.PAUSED: {
        "fr": "La fenêtre reste large jusqu’à ce que vous en ayez parlé avec un professionnel.",
        "en": "The window stays wide until you have spoken of it with a professional.",
    },
    Reason.UNSAID: {
        "fr": "Une question de la semaine attend encore sa réponse. Sans elle, la fenêtre ne se resserre pas.",
        "en": "One of the week’s questions is still waiting for its answer. Without it, the window is not tightened.",
    },
    Reason.SHORTER: {
        "fr": "Vous avez dormi {percent} % du temps passé au lit, sur {counted} nuits. "
        "Avec {change} de moins, le sommeil se regroupe ; la suite dépend de vos prochaines nuits.",
        "en": "You slept {percent}% of your time in bed, over {counted} nights. "
        "With {change} less, sleep gathers together; what follows depends on your next nights.",
    },
    Reason.FLOOR: {
        "fr": "Vous avez dormi {percent} % du temps passé au lit, sur {counted} nuits. "
        "La fenêtre est déjà aussi courte qu’elle peut l’être sans risque : elle reste.",
        "en": "You slept {percent}% of your time in bed, over {counted} nights. "
        "The window is already as short as it safely can be: it stays.",
    },
    Reason.SLEEP_FILLS: {
        "fr": "Votre sommeil remplit déjà la fenêtre ; c’est le temps au lit en dehors d’elle qui est long. "
        "Elle reste.",
        "en": "Your sleep already fills the window; it is the time in bed outside it that is long. It stays.",
    },
    Reason.EASED: {
        "fr": "Vous avez dit que c’est trop dur : la fenêtre s’élargit de {change} dès ce soir, "
        "et ne changera plus que par petits pas.",
        "en": "You said that it is too hard: the window is {change} longer from tonight, "
        "and from now on it changes in small steps only.",
    },
    Reason.STOPPED: {
        "fr": "Vous avez arrêté la fenêtre. Ce que vous en avez appris reste, et vos nuits notées aussi.",
        "en": "You stopped the window. What you learned from it stays, and so do the nights that you noted.",
    },
}

TO_DO: dict[Reason, Texts] = {
    Reason.UNASKED: {
        "fr": "Répondez-y quand vous voulez ; le journal de sommeil reste ouvert.",
        "en": "Answer them when you like; the sleep diary stays open.",
    },
    Reason.DOCTOR: {
        "fr": "Montrez cette page à votre médecin. Le journal et les autres modules restent ouverts, "
        "et vos médicaments restent comme ils sont.",
        "en": "Show this page to your doctor. The diary and the other modules stay open, "
        "and your medicines stay as they are.",
    },
    Reason.PROFESSIONAL: {
        "fr": "Demandez à être accompagné·e : un message suffit. Le journal et les autres modules restent ouverts.",
        "en": "Ask for somebody beside you: a message is enough. The diary and the other modules stay open.",
    },
    Reason.FEW_NIGHTS: {
        "fr": "Notez vos prochaines nuits au réveil, à peu près ; un oubli n’efface rien.",
        "en": "Note your next nights when you wake, roughly; a gap undoes nothing.",
    },
    Reason.YES: {
        "fr": "Si c’est urgent, n’attendez pas : le 15 ou le 112.",
        "en": "If it is urgent, do not wait: 15 or 112.",
    },
    Reason.PAUSED: {
        "fr": "Continuez à noter vos nuits, et parlez-en à votre prochain contact.",
        "en": "Go on noting your nights, and speak of it at your next contact.",
    },
    Reason.UNSAID: {
        "fr": "Vous pouvez y répondre maintenant : oui et non ont chacun leur suite.",
        "en": "You can answer it now: yes and no each have what follows.",
    },
    Reason.STOPPED: {
        "fr": "Continuez à noter vos nuits si cela vous sert. Une fenêtre peut reprendre plus tard, si vous voulez.",
        "en": "Go on noting your nights if it serves you. A window can begin again later, whenever you like.",
    },
}
KEEP_TO_IT: Texts = {
    "fr": "Chaque jour, levez-vous à l’heure choisie, même après une mauvaise nuit. Le soir, attendez l’heure de la "
    "fenêtre, et que le sommeil vienne. Si vous avez sommeil dans la journée, pas de volant ni de machine.",
    "en": "Every day, get up at the time you chose, even after a bad night. In the evening, wait for the window, and "
    "for sleepiness. If you are sleepy during the day, leave the wheel and machines alone.",
}
OVER: Texts = {
    "fr": "Vous êtes resté·e au lit {over} de plus que la fenêtre, en moyenne. C’est la partie difficile : "
    "choisissez un seul soir où essayer de la tenir.",
    "en": "You were in bed {over} longer than the window, on average. That is the hard part: "
    "choose one evening to try keeping to it.",
}

FIGURES: dict[str, Texts] = {
    "tst": {"fr": "Temps de sommeil", "en": "Time asleep"},
    "tib": {"fr": "Temps au lit", "en": "Time in bed"},
    "sol": {"fr": "Pour s’endormir", "en": "To fall asleep"},
    "waso": {"fr": "Éveil dans la nuit", "en": "Awake in the night"},
    "twak": {"fr": "Au lit après le dernier réveil", "en": "In bed after the last awakening"},
    "se": {"fr": "Part du temps au lit où vous dormez", "en": "Share of your time in bed asleep"},
}
RESTS_ON: Texts = {"fr": "{value}, sur {nights} nuits", "en": "{value}, over {nights} nights"}
RESTS_ON_ONE: Texts = {"fr": "{value}, sur une nuit", "en": "{value}, over one night"}
UNKNOWN: Texts = {"fr": "pas encore", "en": "not yet"}


def say(rules: SleepRules, decision: Decision, week: Week | None, lang: Language) -> Said:
    """The decision in words. `week`: the one it rests on, whose percentage is said rounded down."""
    words = {
        "counted": decision.counted,
        "nights": rules.nights,
        "change": said(timedelta(minutes=abs(decision.change)), lang),
        "percent": _percent(week.se) if week and week.se else "",
        "over": said(timedelta(minutes=decision.over), lang),
    }
    to_do = [one.if_yes[lang] for one in rules.weekly if one.id in decision.signs]
    to_do.append(TO_DO.get(decision.reason, KEEP_TO_IT)[lang])
    if decision.over >= rules.said_over and decision.reason not in TO_DO:
        to_do.append(OVER[lang].format(**words))
    return Said(_window(decision.window, lang), WHY[decision.reason][lang].format(**words), " ".join(to_do))


def _window(window: Window | None, lang: Language) -> str:
    if window is None:
        return WINDOW["none"][lang]
    times: dict[str, time | timedelta] = {
        "bed": window.bed,
        "rise": window.rise,
        "long": timedelta(minutes=window.minutes),
    }
    return WINDOW["window"][lang].format(**{name: said(value, lang) for name, value in times.items()})


def _percent(mean: Mean) -> int:
    """Rounded down: 84.9 is never said as the 85 that it is not."""
    return int(mean.value)


def say_week(week: Week, lang: Language) -> dict[str, str]:
    """Each figure of the week in words, by its name, with how many nights it rests on."""
    means = {"tst": week.tst, "tib": week.tib, "sol": week.sol, "waso": week.waso, "twak": week.twak, "se": week.se}
    return {name: _mean_said(name, mean, lang) for name, mean in means.items()}


def _mean_said(name: str, mean: Mean | None, lang: Language) -> str:
    if mean is None:
        return UNKNOWN[lang]
    value = _figure(name, mean.value, lang)
    return (RESTS_ON_ONE if mean.nights == 1 else RESTS_ON)[lang].format(value=value, nights=mean.nights)


def _figure(name: str, value: Fraction, lang: Language) -> str:
    if name == "se":
        return f"{int(value)}\u202f%" if lang == "fr" else f"{int(value)}%"
    return said(timedelta(minutes=round(value)), lang)
