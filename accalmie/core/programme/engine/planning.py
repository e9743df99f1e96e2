"""The plan for now: one thing to do next, in the order that safety, kindness and the author's rules give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from accalmie.core.programme.engine import interludes, measuring
from accalmie.core.programme.engine.aftercare import is_booster, stands_alone
from accalmie.core.programme.engine.facts import Facts, facts
from accalmie.core.programme.engine.outcomes import led
from accalmie.core.programme.engine.place import (
    Offer,
    is_for,
    is_short,
    needed_days,
    offer,
    practice_ends,
    shows,
)
from accalmie.core.programme.engine.progress import Danger, Progress, key
from accalmie.core.programme.engine.safety import hold_ends, holding, pending
from accalmie.core.programme.engine.settling import settle
from accalmie.core.programme.nodes import Interlude, Module, Practice, Programme, Questionnaire, Slot
from accalmie.core.programme.plans import (
    UNFINISHED_LEVEL,
    ActivePractice,
    OtherWay,
    Plan,
    Position,
    worst,
)

MINUTES_A_MEASURE = 2
MINUTES_A_RATING = 1


def plan(programme: Programme, progress: Progress, *, now: datetime) -> Plan:
    """What this person is offered now.

    In order: help while a danger answer waits for its graded questions; nothing once they left; plan and contact
    while an active danger holds the next step; nothing during a pause; the opening step; an interlude that a new
    measure called for; a welcome after a gap; the questions about the module just finished; measures that are due; the
    next step, or what it waits for. A booster is offered without any of the three last: nobody is late in after-care.
    """
    return plan_settled(programme, settle(programme, progress, now), now=now)


def plan_settled(programme: Programme, progress: Progress, *, now: datetime) -> Plan:
    """The same, of somebody whose progress is settled at `now` already."""
    return led(programme, progress, _page(programme, progress, now), now)


def _page(programme: Programme, progress: Progress, now: datetime) -> Plan:
    danger = pending(progress)
    if danger is not None:
        return _help(progress, danger)
    if progress.ended:
        return Plan(page="done" if progress.ended == "completed" else "left", module=progress.module)
    if holding(progress):
        return _hold(programme, progress, now)
    if is_paused(progress, now):
        return Plan(page="paused", module=progress.module, opens_at=progress.paused_until)
    return _next(programme, progress, now)


def _help(progress: Progress, danger: Danger) -> Plan:
    level = worst(UNFINISHED_LEVEL, *(one.level for one in holding(progress)))
    return Plan(page="help", module=progress.module, danger=danger.source, level=level)


def _hold(programme: Programme, progress: Progress, now: datetime) -> Plan:
    reasons = holding(progress)
    return Plan(
        page="hold",
        module=progress.module,
        danger=reasons[-1].source,
        level=worst(*(reason.level for reason in reasons)),
        opens_at=hold_ends(progress),
        practices=tuple(practices(programme, progress, now)),
    )


def is_paused(progress: Progress, now: datetime) -> bool:
    """Whether the person asked for a pause that has not ended."""
    return progress.paused_at is not None and (progress.paused_until is None or now < progress.paused_until)


def _next(programme: Programme, progress: Progress, now: datetime) -> Plan:
    known = facts(programme, progress, now)
    offered = opening_offer(programme, progress) or offer(programme, progress, known, now)
    interlude = interludes.waiting(programme, progress)
    if offered.page == "step" and offered.step == programme.opens_on:
        return _step(programme, progress, offered, known, now)
    if interlude is not None:
        return _interlude(programme, interlude, offered)
    if is_booster(programme, offered.module):
        return _step(programme, progress, offered, known, now)
    return _first(programme, progress, offered, now) or _step(programme, progress, offered, known, now)


def _first(programme: Programme, progress: Progress, offered: Offer, now: datetime) -> Plan | None:
    """What comes before the next step of the programme itself, if anything does."""
    comes_back = progress.returning or is_away(programme, progress, offered, now)
    if comes_back and offered.page == "step" and programme.gap.then:  # a version may have no welcome any more
        return _reentry(programme, progress, offered)
    if progress.rating:
        return Plan(page="rating", module=progress.rating, minutes=MINUTES_A_RATING)
    due = measuring.due(programme, progress, now)
    if due:
        return Plan(page="measures", module=progress.module, instruments=due, minutes=MINUTES_A_MEASURE * len(due))
    return None


def opening_offer(programme: Programme, progress: Progress) -> Offer | None:
    """The opening step, before anything else, when it stands in no module."""
    opening = programme.opens_on
    if not stands_alone(programme, opening) or key("", opening) in progress.steps:
        return None
    return Offer(page="step", module=programme.modules[0].id, step=opening, since=progress.started_at)


def is_away(programme: Programme, progress: Progress, offered: Offer, now: datetime) -> bool:
    """Whether the person, once under way, left a step that they could take untouched for as long as the gap. Nobody
    is away in after-care."""
    begun = any(settled.how != "skipped" for settled in progress.steps.values())
    if not begun or is_booster(programme, offered.module) or offered.page != "step" or offered.since is None:
        return False
    if not programme.gap.then:
        return False
    return now - max(progress.last_active_at, offered.since) >= timedelta(days=programme.gap.after_days)


def was_away(programme: Programme, progress: Progress, now: datetime) -> bool:
    """`is_away`, asked at the moment when the person does something again."""
    if not programme.gap.then or now - progress.last_active_at < timedelta(days=programme.gap.after_days):
        return False  # nobody who was here since can have been away: the offer need not be found
    progress = settle(programme, progress, now)
    offered = offer(programme, progress, facts(programme, progress, now), now)
    return is_away(programme, progress, offered, now)


def _interlude(programme: Programme, interlude: Interlude, offered: Offer) -> Plan:
    step = programme.steps[interlude.then]
    ways: tuple[OtherWay, ...] = ("skip", "person")
    return Plan(page="interlude", module=offered.module, step=step.id, minutes=step.minutes, other_ways=ways)


def _reentry(programme: Programme, progress: Progress, offered: Offer) -> Plan:
    step = programme.steps[programme.gap.then]
    module = programme.module(offered.module)
    return Plan(
        page="reentry",
        module=offered.module,
        step=step.id,
        minutes=step.minutes,
        short_offered=_can_shorten(progress, module),
        other_ways=_other_ways(progress, module),
    )


def _step(programme: Programme, progress: Progress, offered: Offer, known: Facts, now: datetime) -> Plan:
    doing = offered.page in ("step", "review")
    module = programme.by_id.get(offered.module)
    return Plan(
        page=offered.page,
        module=offered.module,
        step=offered.step,
        instruments=_instruments(programme, progress, offered),
        minutes=programme.steps[offered.step].minutes if doing else 0,
        opens_at=None if offered.page == "step" else offered.since,
        practices=tuple(practices(programme, progress, now)),
        short_offered=module is not None and progress.short_offered == module.id and _can_shorten(progress, module),
        position=None if module is None else _position(programme, progress, module, offered.step, known),
        other_ways=_other_ways(progress, module) if module is not None and offered.page == "step" else (),
    )


def _instruments(programme: Programme, progress: Progress, offered: Offer) -> tuple[str, ...]:
    """At a questionnaire step the measures that are not answered yet."""
    doing = programme.steps[offered.step].doing if offered.page == "step" else None
    if not isinstance(doing, Questionnaire):
        return ()
    answered = progress.answered.get(key(offered.module, offered.step), ())
    return tuple(instrument for instrument in doing.instruments if instrument not in answered)


def _can_shorten(progress: Progress, module: Module) -> bool:
    return module.has_short and not is_short(progress, module)


def _other_ways(progress: Progress, module: Module) -> tuple[OtherWay, ...]:
    return ("skip", "short", "exercise", "person") if _can_shorten(progress, module) else ("skip", "exercise", "person")


def _position(programme: Programme, progress: Progress, module: Module, step: str, known: Facts) -> Position:
    ids = [each.id for each in programme.main if is_for(each, known)]
    shown = [slot.step for slot in module.slots if _counts(progress, module, slot, known)]
    place = shown.index(step) + 1 if step in shown else 0
    number = ids.index(module.id) + 1 if module.id in ids else 0
    return Position(module=number, modules=len(ids), step=place, steps=len(shown))


def _counts(progress: Progress, module: Module, slot: Slot, known: Facts) -> bool:
    settled = progress.steps.get(key(module.id, slot.step))
    return shows(progress, module, slot, known) if settled is None else settled.how != "skipped"


def practices(programme: Programme, progress: Progress, now: datetime) -> Iterator[ActivePractice]:
    """The practices under way, in the author's order."""
    if all(name in progress.steps for name in progress.practices):
        return
    for module in programme.modules:
        for slot in module.slots:
            name = key(module.id, slot.step)
            practising, doing = progress.practices.get(name), programme.steps[slot.step].doing
            if practising is None or name in progress.steps or not isinstance(doing, Practice):
                continue
            ends = practice_ends(progress, practising.since, doing)
            if now < ends:
                yield ActivePractice(
                    module=module.id,
                    step=slot.step,
                    done=practising.done,
                    needed=needed_days(progress, doing),
                    noted=tuple(date.fromisoformat(day) for day in sorted(practising.days)),
                    ends_at=ends,
                )
