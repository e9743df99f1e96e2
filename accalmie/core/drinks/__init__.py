"""From what somebody drank to standard drinks and a week in words; and when a diary fell sharply. Pure: all comes in.

rules = load_drink_rules(text)                       # content/drinks/rules.yaml
one = line(rules, serving="wine", glasses=2)         # raises BadDrink, with a sentence
seven = week([one, ...], days=[date, ...])           # drinks, days without, the most in one day
say_week(rules, seven, "fr")
fell_sharply(rules, earlier=60, later=20, days=7)    # then the questions of `rules.signs`
"""

from accalmie.core.drinks.counting import Line, Week, drinks, grams, line, week
from accalmie.core.drinks.diary import MOMENTS, BadLine, count, counted_week, drinks_of
from accalmie.core.drinks.refusals import BadDrink, DrinksRefused
from accalmie.core.drinks.rules import Condition, DrinkRules, Serving, Sign, load_drink_rules
from accalmie.core.drinks.withdrawal import fell_sharply
from accalmie.core.drinks.words import COUNTED, say_fall, say_number, say_week

__all__ = [
    "COUNTED",
    "MOMENTS",
    "BadDrink",
    "BadLine",
    "Condition",
    "DrinkRules",
    "DrinksRefused",
    "Line",
    "Serving",
    "Sign",
    "Week",
    "count",
    "counted_week",
    "drinks",
    "drinks_of",
    "fell_sharply",
    "grams",
    "line",
    "load_drink_rules",
    "say_fall",
    "say_number",
    "say_week",
    "week",
]
