"""From sleep-diary nights to a window for sleep, and from a week in it to the next. Pure: every moment comes in.

rules = load_sleep_rules(text)                                      # content/sleep/rules.yaml
night = read_night(diary, rules=rules, now=now)                     # SOL, WASO, TST, TIB, SE; raises BadNight
one = week(nights, last=day)                                        # their means, each with its number of nights
given = first_window(rules, [one], method=Method.RESTRICTION, rise=time(6, 30), person=person)
after = next_window(rules, given.window, two, safety=answers, person=person)
say(rules, after, two, "fr")                                        # the window, why, what to do
"""

from accalmie.core.sleep.admission import Admission, Method, Person, admit
from accalmie.core.sleep.diary import FIGURES, MOMENTS, DiaryNight, Figure, Moment, dated
from accalmie.core.sleep.nights import Night, faults, read_night
from accalmie.core.sleep.prescribing import first_window, why_closed
from accalmie.core.sleep.refusals import BadNight, SleepRefused
from accalmie.core.sleep.rules import Condition, SleepRules, WeeklyQuestion, load_sleep_rules
from accalmie.core.sleep.titrating import eased, next_window
from accalmie.core.sleep.weeks import Mean, Week, clashes, together, week
from accalmie.core.sleep.windows import Decision, Reason, Window
from accalmie.core.sleep.words import Said, say, say_week

__all__ = [
    "FIGURES",
    "MOMENTS",
    "Admission",
    "BadNight",
    "Condition",
    "Decision",
    "DiaryNight",
    "Figure",
    "Mean",
    "Method",
    "Moment",
    "Night",
    "Person",
    "Reason",
    "Said",
    "SleepRefused",
    "SleepRules",
    "Week",
    "WeeklyQuestion",
    "Window",
    "admit",
    "clashes",
    "dated",
    "eased",
    "faults",
    "first_window",
    "load_sleep_rules",
    "next_window",
    "read_night",
    "say",
    "say_week",
    "together",
    "week",
    "why_closed",
]
