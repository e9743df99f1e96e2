"""Keeping in touch after a crisis, as data: which steps, for whom, from when to when; who is told when one is late.

planned = plan(rules, staffed, attempts="repeated", since=day, has_letter=True, now=now)
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from accalmie.core.crisis.calendar import NobodyThere, StaffedHours
from accalmie.core.crisis.levels import Level
from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages
from accalmie.core.entries import PlannedStep

Attempts = Literal["none", "first", "repeated"]
"""Before this crisis and in it: no attempt, a first one, or more than one."""

CARD, LETTER, CALL, MESSAGE, EVALUATION, RHYTHM = "card", "letter", "call", "message", "evaluation", "rhythm"

OUTCOMES: dict[str, tuple[str, ...]] = {
    CARD: ("given", "sent", "refused"),
    LETTER: ("sent", "refused", "no_doctor"),
    CALL: ("reached", "reached_hard", "not_reached", "handed_over"),
    MESSAGE: ("sent", "no_way"),
    EVALUATION: ("reached", "reached_hard", "renewed", "not_reached", "handed_over"),
    RHYTHM: ("changed", "kept", "handed_over"),
}
"""What may come of each kind of step, as whoever did it says. "reached_hard": they spoke, and it goes badly."""

CALLED = (CALL, EVALUATION)
"""The kinds for which somebody is called, and may not be reached."""
SPOKEN = ("reached", "reached_hard", "renewed")
"""Outcomes that are true once a conversation was noted."""
FOLLOWED_BY_MESSAGES = ("not_reached", "reached_hard")


class RecontactRefusedFile(DefinitionRefused):
    """Rules of a recontact that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "above_zero": {"en": "“{given}” must be above zero", "fr": "« {given} » doit être au-dessus de zéro"},
        "window": {
            "en": "the last day to call comes after the first",
            "fr": "le dernier jour d’appel vient après le premier",
        },
        "months": {
            "en": "months rise, each once, and come before the evaluation",
            "fr": "les mois sont croissants, chacun une fois, et précèdent l’évaluation",
        },
        "telephone": {
            "en": "the text of the SMS says where to call: {{telephone}}, once",
            "fr": "le texte du SMS dit où appeler : {{telephone}}, une fois",
        },
    }


class Within(Definition, frozen=True):
    """Done within so many days."""

    days: int

    def __post_init__(self) -> None:
        _above_zero(self, "days")


class CallRule(Definition, frozen=True, rename={"whom": "for"}):
    """Whom to call, between which days, how often before “not reached” is true, and what that counts as; `hard`: what
    it counts as when they are reached and it goes badly."""

    whom: tuple[Attempts, ...]
    from_day: int
    to_day: int
    tries: int
    tries_apart_minutes: int
    missed: Level
    hard: Level

    def __post_init__(self) -> None:
        _above_zero(self, "from_day", "tries", "tries_apart_minutes")
        if self.to_day <= self.from_day:
            raise Wrong("window")

    def tries_suffice(self, tried_at: list[datetime]) -> bool:
        """Whether somebody was called often enough, and at times far enough apart."""
        apart = timedelta(minutes=self.tries_apart_minutes)
        return len(tried_at) >= self.tries and max(tried_at) - min(tried_at) >= apart


class MessageRule(Definition, frozen=True, rename={"whom": "for"}):
    """To whom a card or an SMS goes, and in which months. `sms`: its words, the same for everybody."""

    whom: tuple[Attempts, ...]
    when: Literal["missed", "always"]
    months: tuple[int, ...]
    within_days: int
    sms: Texts

    def __post_init__(self) -> None:
        _above_zero(self, "within_days")
        require_languages(self.sms, "messages.sms")
        if any(text.count("{telephone}") != 1 for text in self.sms.values()):
            raise Wrong("telephone")
        if any(after <= before for before, after in pairwise((0, *self.months))):
            raise Wrong("months")


class EvaluationRule(Definition, frozen=True):
    """In which month somebody asks how they are, and within how many days."""

    month: int
    within_days: int

    def __post_init__(self) -> None:
        _above_zero(self, "month", "within_days")


class Reminders(Definition, frozen=True):
    """Staffed minutes after a step was due: when the safety lead is told too, then again, each time twice as long."""

    lead_after_minutes: int
    again_minutes: int
    again_at_most: int

    def __post_init__(self) -> None:
        _above_zero(self, *self.__struct_fields__)


class RecontactRules(Definition, frozen=True):
    """The whole set, with its version, author and source. `to_check`: what no source gives."""

    version: str
    author: str
    source: str
    to_check: tuple[str, ...]
    offered_from: Level
    card: Within
    letter: Within
    call: CallRule
    messages: MessageRule
    evaluation: EvaluationRule
    rhythm: Within
    reminders: Reminders

    def __post_init__(self) -> None:
        if self.messages.months and self.messages.months[-1] >= self.evaluation.month:
            raise Wrong("months")


def load_recontact(text: str) -> RecontactRules:
    """Read the rules of a recontact (YAML). Raises RecontactRefusedFile."""
    return read(text, RecontactRules, RecontactRefusedFile)


def plan(
    rules: RecontactRules,
    staffed: StaffedHours,
    *,
    attempts: Attempts,
    since: date,
    has_letter: bool,
    has_messages: bool,
    now: datetime,
) -> tuple[PlannedStep, ...]:
    """The steps that follow when the person agrees now, after a crisis of that day. Raises NobodyThere."""
    call, at = rules.call, _Moments(staffed, now)
    today = now.astimezone(ZoneInfo(staffed.time_zone)).date()
    steps = [at.at_once(CARD, today + timedelta(days=rules.card.days))]
    if has_letter:
        steps.append(at.at_once(LETTER, today + timedelta(days=rules.letter.days)))
    if attempts in call.whom:
        steps.append(at.step(CALL, 1, since + timedelta(days=call.from_day), since + timedelta(days=call.to_day)))
    if has_messages and rules.messages.when == "always" and attempts in rules.messages.whom:
        steps += messages(rules, staffed, since=since, now=now)
    first = months_after(since, rules.evaluation.month)
    steps.append(at.step(EVALUATION, 1, first, first + timedelta(days=rules.evaluation.within_days)))
    return tuple(steps)


def messages(rules: RecontactRules, staffed: StaffedHours, *, since: date, now: datetime) -> Iterator[PlannedStep]:
    """The cards or SMS of the months that are still to come. Raises NobodyThere."""
    within = timedelta(days=rules.messages.within_days)
    today, at = now.astimezone(ZoneInfo(staffed.time_zone)).date(), _Moments(staffed, now)
    for number, month in enumerate(rules.messages.months, start=1):
        first = months_after(since, month)
        if first + within > today:
            yield at.step(MESSAGE, number, first, first + within)


def answer_to_rhythm(rules: RecontactRules, staffed: StaffedHours, *, number: int, now: datetime) -> PlannedStep:
    """Somebody answers a wish for another rhythm. Raises NobodyThere."""
    today = now.astimezone(ZoneInfo(staffed.time_zone)).date()
    return _Moments(staffed, now).at_once(RHYTHM, today + timedelta(days=rules.rhythm.days), number=number)


def on_day(staffed: StaffedHours, *, kind: str, number: int, day: date, now: datetime) -> PlannedStep:
    """A step that was moved to this day. Raises ValueError for a day that is past, or NobodyThere."""
    if day < now.astimezone(ZoneInfo(staffed.time_zone)).date():
        raise ValueError(f"{day} is past")
    return _Moments(staffed, now).step(kind, number, day, day)


def told_at(
    reminders: Reminders, staffed: StaffedHours, *, step: int, opens_at: datetime, due_at: datetime
) -> datetime:
    """When somebody is told of a step for the `step`-th time from 0: as it opens, when it is due, then with the safety
    lead, and again. Raises NobodyThere."""
    if step < 2:
        return (opens_at, due_at)[step]
    pauses = (min(reminders.again_minutes * 2**times, reminders.again_at_most) for times in range(step - 2))
    return staffed.after(due_at, timedelta(minutes=reminders.lead_after_minutes + sum(pauses)))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class _Moments:
    """Days as moments at which somebody is there; none of them in the past."""

    def __init__(self, staffed: StaffedHours, now: datetime) -> None:
        self.staffed, self.now = staffed, now

    def at_once(self, kind: str, last: date, *, number: int = 1) -> PlannedStep:
        """From now to this day."""
        return self._planned(kind, number, self.now, last)

    def step(self, kind: str, number: int, first: date, last: date) -> PlannedStep:
        """From the first staffed moment of the one day to the last of the other."""
        opens = self.staffed.after(max(self._midnight(first), self.now), timedelta(0))
        return self._planned(kind, number, opens, last)

    def _planned(self, kind: str, number: int, opens: datetime, last: date) -> PlannedStep:
        due = max(self._closes(opens, last), self._soonest(opens))
        return PlannedStep(kind=kind, number=number, opens_at=opens.astimezone(UTC), due_at=due)

    def _closes(self, opens: datetime, last: date) -> datetime:
        """The end of the last staffed time up to this day; of the first one where there is none."""
        ends = self._midnight(last + timedelta(days=1))
        found: datetime | None = None
        for begins, closes in self.staffed.windows(opens):
            if found is not None and begins >= ends:
                break
            found = closes
        if found is None:
            raise NobodyThere
        return found

    def _soonest(self, opens: datetime) -> datetime:
        """Whoever begins a step has until the end of the next staffed day at least."""
        return self.staffed.next_working_day(opens)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.staffed.time_zone))


def _above_zero(rules: Definition, *names: str) -> None:
    for name in names:
        if getattr(rules, name) <= 0:
            raise Wrong("above_zero", given=name)
