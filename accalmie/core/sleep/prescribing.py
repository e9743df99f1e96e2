"""From a week or two of diary to a first window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from fractions import Fraction
from math import ceil

from accalmie.core.sleep.admission import Admission, Method, Person, admit
from accalmie.core.sleep.rules import SleepRules
from accalmie.core.sleep.weeks import Week, together
from accalmie.core.sleep.windows import Decision, Reason, Window


def first_window(rules: SleepRules, weeks: Sequence[Week], *, method: Method, rise: time, person: Person) -> Decision:
    """The window after these weeks, the latest last; `rise` is the time of getting up that the person chose.

    Restriction begins at the mean time asleep. Compression takes a first step from the time in bed. Where compression
    alone is open, `method` gives way to it. Somebody who sleeps enough of their time in bed keeps it.
    """
    admission = admit(rules, person, night_shifts=sum(one.night_shifts for one in weeks))
    if not admission.methods:
        return Decision(window=None, reason=why_closed(admission, guided=person.guided), admission=admission)
    if not weeks or weeks[-1].counted < rules.nights:
        counted = weeks[-1].counted if weeks else 0
        return Decision(window=None, reason=Reason.FEW_NIGHTS, admission=admission, counted=counted)
    rests_on = together([one for one in weeks[-rules.baseline_weeks :] if one.counted >= rules.nights])
    method = method if method in admission.methods else Method.COMPRESSION
    minutes, reason = _first(rules, rests_on, method)
    usual = longer(rules, figures(rests_on)[1])
    window = Window(minutes=max(minutes, rules.floor(guided=person.guided)), rise=rise, method=method, usual=usual)
    return Decision(window=window, reason=reason, admission=admission, counted=rests_on.counted)


def _first(rules: SleepRules, rests_on: Week, method: Method) -> tuple[int, Reason]:
    asleep, in_bed, efficiency = figures(rests_on)
    if efficiency >= rules.longer_from:
        return longer(rules, in_bed), Reason.FITS
    if method is Method.RESTRICTION:
        return longer(rules, asleep), Reason.FIRST_RESTRICTION
    step = compression_step(rules, asleep=asleep, in_bed=in_bed)
    return max(longer(rules, in_bed - step), longer(rules, asleep)), Reason.FIRST_COMPRESSION


def figures(week: Week) -> tuple[Fraction, Fraction, Fraction]:
    """Mean time asleep, time in bed and efficiency of a week that has counted nights."""
    assert week.tst is not None
    assert week.tib is not None
    assert week.se is not None
    return week.tst.value, week.tib.value, week.se.value


def compression_step(rules: SleepRules, *, asleep: Fraction, in_bed: Fraction) -> int:
    """So many minutes less this week: a share of the time awake in bed, in whole steps, between least and most."""
    share = (in_bed - asleep) / rules.compression.share
    whole = int(share // rules.round_to) * rules.round_to
    return min(max(whole, rules.compression.least), rules.compression.most)


def longer(rules: SleepRules, minutes: Fraction) -> int:
    """Rounded in the person's favour."""
    return ceil(minutes / rules.round_to) * rules.round_to


def why_closed(admission: Admission, *, guided: bool) -> Reason:
    """Why no method is open: a doctor first, then a professional, then questions that nobody has asked yet."""
    if admission.doctor:
        return Reason.DOCTOR
    return Reason.PROFESSIONAL if admission.professional and not guided else Reason.UNASKED
