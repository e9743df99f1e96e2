"""The words for what models say: predictors, reasons, and what is proposed."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _, ngettext

from accalmie.core.insight.dropout import Action, Reason
from accalmie.core.insight.next_step import NextAction


def predictor(name: str) -> str:
    """What a predictor is."""
    return {
        "baseline": _("The first PHQ-9"),
        "slope": _("How the PHQ-9 has changed since, in points a unit of ln(1 + weeks)"),
        "first_week": _("Visits in the first week"),
        "quiet_week": _("A whole week without anything done"),
        "silence": _("Days since the last thing done, on a logarithmic scale"),
        "rhythm": _("The silence beside the person’s own usual gap"),
        "modules": _("Modules finished a week"),
        "trouble": _("Technical trouble in the last two weeks"),
        "alone": _("Follows the programme alone"),
        "pause": _("A pause that was announced"),
    }[name]


def reason(one: Reason) -> str:
    """One reason, as a professional would say it."""
    days = max(0, round(math.expm1(one.value))) if one.name == "silence" else 0
    return {
        "baseline": lambda: _("began with a PHQ-9 of %(points)d") % {"points": round(one.value)},
        "slope": lambda: _("the PHQ-9 does not fall as it does for others"),
        "first_week": lambda: (
            ngettext("came %(num)d time in the first week", "came %(num)d times in the first week", round(one.value))
            % {"num": round(one.value)}
        ),
        "quiet_week": lambda: _("a whole week without anything done"),
        "silence": lambda: ngettext("nothing for %(num)d day", "nothing for %(num)d days", days) % {"num": days},
        "rhythm": lambda: _("a longer silence than this person is used to"),
        "modules": lambda: _("fewer modules finished than by others at this point"),
        "trouble": lambda: _("the technique did not work lately"),
        "alone": lambda: _("follows the programme alone"),
        "pause": lambda: _("is in a pause that was announced"),
        "danger": lambda: _("a danger is open: the programme waits"),
        "waits_for_us": lambda: _("a step waits for your reading"),
        "measure_waits": lambda: _("a questionnaire has waited for %(days)d days") % {"days": round(one.value)},
        "module_waits": lambda: _("the next module opens with you"),
        "declines": lambda: _("%(steps)d steps left aside") % {"steps": round(one.value)},
        "quiet": lambda: _("nothing done for %(days)d days") % {"days": round(one.value)},
    }[one.name]()


def to_them(name: str) -> str:
    """One reason, as the person whom it is about would wish to read it: no score, no share, no reproach."""
    return {
        "baseline": _("When you began, things weighed heavily on you."),
        "slope": _("Since then, they have weighed about as much."),
        "first_week": _("In the first week you were here a few times only."),
        "quiet_week": _("A week went by without you coming here. That happens to everybody."),
        "silence": _("You have not been here for some days."),
        "rhythm": _("You were away for longer than you usually are."),
        "modules": _("The modules take longer than planned: it may be much at once."),
        "trouble": _("The technique did not work well lately."),
        "alone": _("You follow the programme without anybody beside you."),
        "pause": _("You had planned a break."),
        "danger": _("Something in your answers mattered more than the programme."),
        "waits_for_us": _("What you shared waited for an answer."),
        "measure_waits": _("A questionnaire waited, and questionnaires can be tiring."),
        "module_waits": _("You had finished what was open."),
        "declines": _("Some steps did not suit you, and you said so."),
        "quiet": _("You have not been here for some days."),
    }[name]


def offered_to_them(action: str) -> str:
    """What was proposed, as the person reads it."""
    return {
        "call": _("A call, to look at it together"),
        "slow_down": _("To go more slowly, together"),
        "change_channel": _("Another way than the screen: telephone, paper or a visit"),
        "step_up": _("More support than now"),
        "plan_first": _("To speak with you first, and look at your plan together"),
        "read": _("To read what you shared"),
        "measure": _("To fill in a questionnaire together"),
        "open_next": _("The next module, opened for you"),
        "shorter": _("A shorter step"),
    }[action]


def action(which: Action | NextAction) -> str:
    """What is proposed; the professional decides."""
    return {
        "call": _("call them"),
        "slow_down": _("slow the programme down with them"),
        "change_channel": _("offer another way than the screen: telephone, paper, a visit"),
        "step_up": _("propose more support than now"),
        "plan_first": _("speak with them first, and look at their plan"),
        "read": _("read and answer what they shared"),
        "measure": _("fill in the questionnaire with them"),
        "open_next": _("open the next module"),
        "shorter": _("propose the short version of the step"),
    }[which]


def group(name: str) -> str:
    """Some of the people."""
    kind, _colon, value = name.partition(":")
    named = {
        "all": _("everybody"),
        "mode:alone": _("alone"),
        "mode:guided": _("guided"),
        "mode:blended": _("guided, with sessions"),
    }
    if kind == "age":
        return _("%(band)s years") % {"band": value.replace("-", "–")}
    return named.get(name, value or name)
