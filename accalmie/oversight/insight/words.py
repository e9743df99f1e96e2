"""The words for what models say: predictors, reasons, and what is proposed."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _, ngettext

from accalmie.core.insight.dropout import Action, Reason


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
    }[one.name]()


def action(which: Action) -> str:
    """What is proposed; the professional decides."""
    return {
        "call": _("call them"),
        "slow_down": _("slow the programme down with them"),
        "change_channel": _("offer another way than the screen: telephone, paper, a visit"),
        "step_up": _("propose more support than now"),
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
