"""From a week in the window to the next one: rule A, with the floors, steps and questions that keep it safe."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from accalmie.core.crisis import worst
from accalmie.core.sleep.admission import NO, YES, Admission, Method, Person, admit
from accalmie.core.sleep.prescribing import compression_step, figures, longer, why_closed
from accalmie.core.sleep.rules import SleepRules, WeeklyQuestion
from accalmie.core.sleep.weeks import Week
from accalmie.core.sleep.windows import Decision, Reason, Window


def next_window(
    rules: SleepRules, before: Window, week: Week, *, safety: Mapping[str, str], person: Person
) -> Decision:
    """The window of next week. `safety`: "yes", "no" or "declined" to each weekly question; one may be missing.

    A yes widens at once, whatever the nights say. A question without a no, a paused window, or a condition that nobody
    has asked about: nothing is tightened.
    """
    admission = admit(rules, person, night_shifts=week.night_shifts)
    signs = [one for one in rules.weekly if safety.get(one.id) == YES]
    lived = _Week(rules=rules, before=before, week=week, admission=admission, guided=person.guided)
    closed = why_closed(admission, guided=person.guided)
    if not admission.methods and closed is not Reason.UNASKED:
        return lived.decided(None, closed, signs)
    if signs:
        widened = msgspec.structs.replace(before, minutes=_widened(rules, before, person), paused=True)
        return lived.decided(widened, Reason.YES, signs)
    answered = all(safety.get(one.id) == NO for one in rules.weekly)
    minutes, reason = lived.titrated(answered=answered)
    method = before.method if not admission.methods or before.method in admission.methods else Method.COMPRESSION
    return lived.decided(msgspec.structs.replace(before, minutes=minutes, method=method), reason)


def eased(rules: SleepRules, before: Window, *, admission: Admission) -> Decision:
    """The window of somebody for whom it is too hard: longer at once, and from then on little by little."""
    longest = max(rules.longest_window, before.minutes)
    minutes = min(before.minutes + rules.after_yes.longer_by, longest)
    window = msgspec.structs.replace(before, minutes=minutes, method=Method.COMPRESSION)
    return Decision(window=window, reason=Reason.EASED, admission=admission, change=minutes - before.minutes)


def _widened(rules: SleepRules, before: Window, person: Person) -> int:
    after = rules.after_yes
    return max(after.at_least, before.usual, before.minutes + after.longer_by, rules.floor(guided=person.guided))


class _Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week in the window, as the rules look at it."""

    rules: SleepRules
    before: Window
    week: Week
    admission: Admission
    guided: bool

    def titrated(self, *, answered: bool) -> tuple[int, Reason]:
        """Next week's minutes by the nights alone. `answered`: every weekly question was answered no."""
        rules, minutes = self.rules, self.before.minutes
        if minutes < rules.floor(guided=self.guided):
            return rules.floor(guided=self.guided), Reason.RAISED
        if self.week.counted < rules.nights:
            return minutes, Reason.FEW_NIGHTS
        _asleep, _in_bed, efficiency = figures(self.week)
        if efficiency >= rules.longer_from:
            return self._longer()
        if efficiency >= rules.shorter_below:
            return minutes, Reason.KEPT
        return self._shorter(answered=answered)

    def _longer(self) -> tuple[int, Reason]:
        minutes = self.before.minutes
        longest = max(self.rules.longest_window, minutes)
        longer_by = min(minutes + self.rules.longer_by, longest)
        return longer_by, Reason.LONGER if longer_by > minutes else Reason.LONGEST

    def _shorter(self, *, answered: bool) -> tuple[int, Reason]:
        """Never under the floor, nor under what the person slept: long hours beside the window change nothing there."""
        rules, minutes = self.rules, self.before.minutes
        if self.before.paused:
            return minutes, Reason.PAUSED
        if not answered:
            return minutes, Reason.UNSAID
        if not self.admission.methods:
            return minutes, Reason.UNASKED
        asleep, _in_bed, _efficiency = figures(self.week)
        floor = rules.floor(guided=self.guided)
        least = max(floor, min(minutes, longer(rules, asleep)))
        shorter_by = max(minutes - self._step(), least)
        if shorter_by < minutes:
            return shorter_by, Reason.SHORTER
        return minutes, Reason.FLOOR if minutes == floor else Reason.SLEEP_FILLS

    def _step(self) -> int:
        asleep, in_bed, _efficiency = figures(self.week)
        if self.before.method is Method.RESTRICTION and Method.RESTRICTION in self.admission.methods:
            return self.rules.restriction.shorter_by
        return compression_step(self.rules, asleep=asleep, in_bed=in_bed)

    def decided(self, window: Window | None, reason: Reason, signs: list[WeeklyQuestion] | None = None) -> Decision:
        """The decision, with what the person and whoever answers are told beside it."""
        signs = signs or []
        in_bed = self.week.tib.value if self.week.tib else self.before.minutes
        return Decision(
            window=window,
            reason=reason,
            admission=self.admission,
            counted=self.week.counted,
            change=window.minutes - self.before.minutes if window else 0,
            over=max(int(in_bed - self.before.minutes), 0),
            alert=worst(one.counts_as for one in signs) if signs else None,
            signs=tuple(one.id for one in signs),
        )
