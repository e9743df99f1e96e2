"""Noting a night, answering, and the decisions about a window: each through the engine, each one journalled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from uuid import UUID, uuid5

from msgspec.structs import replace

from accalmie.capabilities.sleep import queries
from accalmie.capabilities.sleep.library import rules
from accalmie.capabilities.sleep.queries import YES, Course
from accalmie.core.crisis import worst
from accalmie.core.definitions import Language
from accalmie.core.entries import (
    Entry,
    NightNoted,
    NightWithdrawn,
    SignNoticed,
    SleepQuestionsAnswered,
    SleepWeekAnswered,
    SleepWindowResumed,
    SleepWindowSet,
    SleepWindowSupported,
)
from accalmie.core.sleep import (
    BadNight,
    Decision,
    DiaryNight,
    Method,
    Reason,
    Window,
    clashes,
    eased,
    faults,
    first_window,
    next_window,
)
from accalmie.foundation import journal
from accalmie.foundation.journal.companions import accompany

SIGN = "sleep"
TRIES = 3
"""So many times a decision is taken from what stands, when other pages decide at the same moment."""


class NightsRefused(ValueError):
    """A night that cannot be kept as it is. `wrong`: everything that is to be looked at again."""

    def __init__(self, wrong: Iterable[BadNight]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("; ".join(str(one) for one in self.wrong))


class NoWindow(LookupError):
    """There is no window on which this could be done."""


def noted(night: DiaryNight, *, patient: UUID, now: datetime) -> NightNoted:
    """The entry for this night. Raises NightsRefused: the night itself, or with those that stand beside it."""
    wrong = faults(night, rules=rules(), now=now) or _clashes(night, patient=patient, now=now)
    if wrong:
        raise NightsRefused(wrong)
    given = {field: getattr(night, field) for field in night.__struct_fields__}
    return NightNoted(**{**given, "woke_in": night.woke_in or ""})


def _clashes(night: DiaryNight, *, patient: UUID, now: datetime) -> tuple[BadNight, ...]:
    """What this night and those that are kept cannot both be, said at this night whichever of the two it names."""
    mine = queries.figures_of(night, now)
    kept = queries.course(patient, now=now).read
    others = [one for one in kept if one.day != night.day]
    found = clashes([*others, mine]) if mine else ()
    return tuple(_at_this_night(one, night.day) for one in found)


def _at_this_night(wrong: BadNight, day: date) -> BadNight:
    """The same sentence, at the night that is being noted."""
    return wrong if wrong.day == day else BadNight("overlap", field="out_of_bed", day=wrong.day, other=day)


def note_night(night: DiaryNight, *, patient: UUID, by: UUID | None, now: datetime, id: UUID | None = None) -> None:
    """Journal a night; one of the same day takes its place. Raises NightsRefused or journal.EntryConflict."""
    journal.append(patient, noted(night, patient=patient, now=now), by=by, now=now, id=id)


def withdraw_night(day: date, *, patient: UUID, by: UUID | None, now: datetime, id: UUID | None = None) -> None:
    """What was noted for this day does not count any more."""
    journal.append(patient, NightWithdrawn(day=day), by=by, now=now, id=id)


def answer_questions(
    answers: Mapping[str, str], *, patient: UUID, by: UUID | None, now: datetime, id: UUID | None = None
) -> None:
    """The questions about health. What begins now and keeps somebody from a window ends theirs, with this answer."""
    entry = SleepQuestionsAnswered(answers=dict(answers), rules_version=rules().version)
    journal.append(patient, entry, by=by, now=now, id=id)
    close_what_began(patient, now=now, by=by)


def close_what_began(patient: UUID, *, now: datetime, by: UUID | None = None) -> bool:
    """End a window that something which began since keeps from standing; whether there was one."""
    for _time in range(TRIES):
        course = queries.course(patient, now=now)
        is_open = bool(course.decided) and course.decided[0].window is not None
        if not is_open or course.closed not in (Reason.DOCTOR, Reason.PROFESSIONAL):
            return False
        with suppress(journal.EntryConflict):  # another page decided meanwhile: what it gave is ended as well
            _decide(course, Decision(window=None, reason=course.closed, admission=course.admission), by=by)
            return True
    return False


def start(method: Method, rise: time, *, patient: UUID, by: UUID | None, now: datetime) -> Decision:
    """The first window, or why there is none yet: what is none is not journalled.

    After a yes to a question of the week that no professional has spoken of since, it begins long, and paused.
    """
    course = queries.course(patient, now=now)
    decision = first_window(rules(), course.weeks, method=method, rise=rise, person=course.person)
    if decision.window is not None and course.unresumed_yes:
        decision = _paused(decision, decision.window)
    if decision.window is not None and course.window is None:
        _decide(course, decision, by=by)
    return decision


def _paused(decision: Decision, window: Window) -> Decision:
    """A stop and a new start take back nothing of what a yes gave."""
    minutes = max(window.minutes, window.usual, rules().after_yes.at_least)
    held = replace(window, minutes=minutes, method=Method.COMPRESSION, paused=True)
    return replace(decision, window=held, reason=Reason.PAUSED)


def answer_week(
    answers: Mapping[str, str],
    *,
    language: Language,
    patient: UUID,
    by: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> Decision | None:
    """The questions of the week, and what follows: at once after a yes, else once a week. None: nothing changes.

    The answers and their sign are kept first, whatever becomes of the window; one that something hides is ended, so
    that it does not come back as if nothing had been answered. Raises journal.EntryConflict.
    """
    course = queries.course(patient, now=now)
    entry = SleepWeekAnswered(answers=dict(answers), language=language, rules_version=rules().version)
    kept = journal.append(patient, entry, by=by, now=now, id=id).entry
    if course.window is None:
        close_what_began(patient, now=now)
        return None
    if course.decided[0].sequence > kept.sequence or (not course.is_due and YES not in answers.values()):
        return None
    return _week_decided(course, answers, by=by)


def _week_decided(course: Course, answers: Mapping[str, str], *, by: UUID | None) -> Decision | None:
    """Journal what the answers give. When another page of theirs decided from the same window at the same moment, a yes
    decides again from what that one gave; three noes leave it."""
    yes = {name for name, answer in answers.items() if answer == YES}
    for _time in range(TRIES):
        if course.window is None:
            close_what_began(course.patient, now=course.now)
            return None
        decision = next_window(rules(), course.window, course.week, safety=answers, person=course.person)
        try:
            _decide(course, decision, by=by)
        except journal.EntryConflict:
            course = queries.course(course.patient, now=course.now)
            if not yes or yes <= set(course.decided[0].said.signs):
                return None
        else:
            return decision
    return None


def ease(*, patient: UUID, window: UUID | None, by: UUID | None, now: datetime) -> Decision:
    """It is too hard: longer at once, from the decision that stood on the page. Raises NoWindow when it is another."""
    course = queries.course(patient, now=now)
    if course.window is None or course.decided[0].id != window:
        raise NoWindow
    decision = eased(rules(), course.window, admission=course.admission)
    _decide(course, decision, by=by)
    return decision


def stop(*, patient: UUID, by: UUID | None, now: datetime) -> None:
    """The person goes on without a window. Raises NoWindow."""
    course = queries.course(patient, now=now)
    if course.window is None:
        raise NoWindow
    _decide(course, Decision(window=None, reason=Reason.STOPPED, admission=course.admission), by=by)


def support(
    *,
    patient: UUID,
    follows: bool,
    conditions: Iterable[str],
    agreed_by: str,
    by: UUID,
    now: datetime,
    id: UUID | None = None,
) -> None:
    """A professional follows the window or not, and notes with which conditions a doctor agrees to one."""
    known = [one.id for one in rules().conditions if one.needs == "doctor"]
    kept = tuple(one for one in known if one in set(conditions))
    entry = SleepWindowSupported(follows=follows, conditions=kept, agreed_by=agreed_by.strip())
    journal.append(patient, entry, by=by, now=now, id=id)


def resume(*, patient: UUID, window: UUID | None, by: UUID, now: datetime, id: UUID | None = None) -> None:
    """A professional says that the window may be shortened again; nothing where it is not paused.

    `window`: the decision that stood on their page. Raises NoWindow when it is another: they have not seen that one.
    """
    course = queries.course(patient, now=now)
    if course.window is None or course.decided[0].id != window:
        raise NoWindow
    if not course.window.paused:
        return
    journal.append(patient, SleepWindowResumed(), by=by, now=now, id=id)


def _decide(course: Course, decision: Decision, *, by: UUID | None) -> None:
    """Journal a decision, once: two answers sent at the same time follow from one decision and give one."""
    previous = course.decided[0].id if course.decided else course.patient
    id = uuid5(previous, "next window")
    journal.append(course.patient, _entry(course, decision), by=by, now=course.now, id=id)


def _entry(course: Course, decision: Decision) -> SleepWindowSet:
    window = decision.window
    week = course.week
    return SleepWindowSet(
        **_of_window(window),  # type: ignore[arg-type]
        reason=decision.reason.value,
        change=decision.change,
        counted=decision.counted,
        efficiency=int(week.se.value) if week.se else None,
        over=decision.over,
        signs=decision.signs,
        week_until=course.last,
        rules_version=rules().version,
    )


def _of_window(window: Window | None) -> dict[str, object]:
    if window is None:
        return {"minutes": None}
    return {
        "minutes": window.minutes,
        "rise": window.rise.isoformat("minutes"),
        "method": window.method.value,
        "usual": window.usual,
        "paused": window.paused,
    }


def _sign(entry: Entry, id: UUID) -> Entry | None:
    """A yes to a question of the week is a sign, kept with the answer: somebody is owed an answer."""
    assert isinstance(entry, SleepWeekAnswered)
    asked = [one for one in rules().weekly if entry.answers.get(one.id) == YES]
    if not asked:
        return None
    language: Language = "en" if entry.language == "en" else "fr"
    return SignNoticed(
        kind_of_sign="sleep",
        level=worst(one.counts_as for one in asked),
        words=" ".join(one.ask[language] for one in asked),
        source=id,
        sign="sleep:" + ",".join(one.id for one in asked),
    )


accompany(SIGN, (SleepWeekAnswered,), _sign)
