"""A week of a diary in words: standard drinks, days without, the fullest day, the marks; no verdict."""

from __future__ import annotations

from fractions import Fraction

from accalmie.core.definitions import Language, Texts
from accalmie.core.drinks.counting import Week
from accalmie.core.drinks.rules import DrinkRules

DRINKS: Texts = {"fr": "{drinks} standard sur ce carnet.", "en": "{drinks} in this diary."}
NONE: Texts = {"fr": "Aucun verre sur ce carnet.", "en": "No drink in this diary."}
WITHOUT: Texts = {
    "fr": "Jours notés : {days}, dont {without} sans alcool.",
    "en": "Days noted: {days}, of which {without} without alcohol.",
}
MOST: Texts = {"fr": "Le jour le plus chargé : {most}.", "en": "The fullest day: {most}."}
MARKS: Texts = {
    "fr": "Un verre standard, c’est {grams} g d’alcool pur. Repère en France : {week} par semaine au plus, {day} par "
    "jour au plus, et des jours sans. C’est un repère, pas une note.",
    "en": "A standard drink is {grams} g of pure alcohol. The French mark: at most {week} a week, at most {day} a day, "
    "and days without. It is a mark to measure by, not a grade.",
}
COUNTED: Texts = {"fr": "Ma semaine, comptée", "en": "My week, counted"}
FELL: tuple[Texts, ...] = (
    {
        "fr": "Vous avez noté beaucoup moins qu’avant. Un corps habitué à l’alcool peut mal supporter une baisse "
        "rapide. Regardons ce qu’il dit.",
        "en": "You noted much less than before. A body used to alcohol can take a quick fall badly. Let us see what it "
        "says.",
    },
    {"fr": "{grave}", "en": "{grave}"},
    {
        "fr": "Un seul oui : appelez le 15 ou le 112 maintenant, ou le 114 par SMS.",
        "en": "A single yes: in France call 15 or 112 now, or 114 by text message.",
    },
    {"fr": "{other}", "en": "{other}"},
    {
        "fr": "Un seul oui : voyez un médecin aujourd’hui. S’il n’y en a pas, appelez le 15.",
        "en": "A single yes: see a doctor today. If there is none, call 15.",
    },
    {
        "fr": "Dans tous les cas, n’arrêtez pas d’un coup, et demandez à quelqu’un de rester avec vous.",
        "en": "Either way, do not stop all at once, and ask someone to stay with you.",
    },
)
"""After a sharp fall: paragraphs, with the questions of the rules in two of them."""
ONE: Texts = {"fr": "{number} verre", "en": "{number} standard drink"}
MANY: Texts = {"fr": "{number} verres", "en": "{number} standard drinks"}


def say_number(number: Fraction, lang: Language) -> str:
    """To a tenth at most, never below what it is: 8.1 stays 8.1, and 0.96 is said as 1."""
    tenths = -(-number * 10 // 1)
    text = f"{float(Fraction(tenths, 10)):g}"
    return text.replace(".", ",") if lang == "fr" else text


def _counted(number: Fraction, lang: Language) -> str:
    """French says “1,5 verre”: the plural begins at two. English says “1.5 standard drinks”."""
    rounded = Fraction(-(-number * 10 // 1), 10)
    is_one = rounded < 2 if lang == "fr" else rounded == 1
    return (ONE if is_one else MANY)[lang].format(number=say_number(number, lang))


def say_fall(rules: DrinkRules, lang: Language) -> tuple[str, ...]:
    """After a sharp fall: the questions about withdrawal and what each yes asks for, in paragraphs."""
    grave = " ".join(one.ask[lang] for one in rules.signs if one.then == "fifteen")
    other = " ".join(one.ask[lang] for one in rules.signs if one.then == "doctor")
    return tuple(text[lang].format(grave=grave, other=other) for text in FELL)


def say_week(rules: DrinkRules, week: Week, lang: Language) -> str:
    """The week in three or four sentences."""
    said = [DRINKS[lang].format(drinks=_counted(week.drinks, lang)) if week.drinks else NONE[lang]]
    if week.days:
        said.append(WITHOUT[lang].format(days=week.days, without=week.without))
    if week.days > 1 and week.most_in_a_day:
        said.append(MOST[lang].format(most=_counted(week.most_in_a_day, lang)))
    marks = {"grams": f"{rules.grams_in_a_drink:g}", "week": rules.marks.week, "day": rules.marks.day}
    return " ".join([*said, MARKS[lang].format(**marks)])
