"""From what somebody drank to standard drinks and a week in words; and who must not stop at once. Pure: all comes in.

rules = load_drink_rules(text)                       # content/drinks/rules.yaml
one = line(rules, serving="wine", glasses=2)         # raises BadDrink, with a sentence
seven = week([one, ...], days=[date, ...])           # drinks, days without, the most in one day
say_week(rules, seven, "fr")
risks(rules, said, audit=22, morning=1)              # any: no target before a doctor's note
fell_sharply(rules, earlier=60, later=20, days=7)    # then the questions of `rules.signs`
follows(rules, {"tremor": "yes"})                    # what comes of the answers: fifteen, doctor or nothing
"""

from accalmie.core.drinks.counting import Line, Week, drinks, grams, line, week
from accalmie.core.drinks.diary import MOMENTS, BadLine, count, counted_week, drinks_of
from accalmie.core.drinks.refusals import BadDrink, DrinksRefused
from accalmie.core.drinks.rules import Condition, DrinkRules, Serving, Sign, load_drink_rules
from accalmie.core.drinks.withdrawal import Then, fell_sharply, follows, is_heavy, may_have_target, risks
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
    "Then",
    "Week",
    "count",
    "counted_week",
    "drinks",
    "drinks_of",
    "fell_sharply",
    "follows",
    "grams",
    "is_heavy",
    "line",
    "load_drink_rules",
    "may_have_target",
    "risks",
    "say_fall",
    "say_number",
    "say_week",
    "week",
]
