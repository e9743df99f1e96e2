"""What the page of the day shows: one thing to do next, a few small tasks, how far the person is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.translation import gettext as _

from accalmie.capabilities.programmes.queries import Oriented, Place
from accalmie.core.programme import engine
from accalmie.core.programme.engine import is_booster
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.plans import Plan
from accalmie.foundation.design.addresses import reverse

PLAIN_PAGES = {
    "wait": "home:today",
    "review": "home:today",
    "paused": "home:today",
    "done": "home:today",
    "left": "home:today",
}


def next_address(plan: Plan) -> str:
    """The address of what the plan offers."""
    if plan.page in ("help", "hold") and plan.danger is not None:
        name = "safety:answer-questions" if plan.page == "help" else "safety:show-hold"
        return reverse(name, args=[plan.danger])
    if plan.page == "measures":
        return reverse("measures:answer-instrument", args=[plan.instruments[0]])
    if plan.page in ("step", "reentry", "interlude"):
        return reverse("programmes:do-step", args=[plan.module or "-", plan.step])
    if plan.page == "rating":
        return reverse("programmes:rate-module", args=[plan.module])
    return reverse(PLAIN_PAGES[plan.page])


@dataclass(frozen=True)
class Task:
    """A small thing to do."""

    title: str
    href: str
    is_done: bool
    note: str


@dataclass(frozen=True)
class TodayPage:
    """`page` is the engine's word for what is offered; `title`, `minutes` and `href` belong to the one main step."""

    page: str
    title: str
    minutes: int | None
    href: str
    opens_at: datetime | None
    tasks: tuple[Task, ...]
    module: str
    number: int
    total: int
    finished: int
    first: float | None
    latest: float | None
    programme: str
    is_professional_reading: bool
    short_href: str
    way_back: str
    aftercare: str = ""
    """The booster on offer, by its title; empty in the programme itself."""


def today_page(place: Place | None, *, language: str, now: datetime, zone: tzinfo) -> TodayPage:
    """The page of the day, from one projection row."""
    if place is None:
        return before_a_programme(None)
    plan = place.plan(now)
    programme = place.programme
    language = language if language in programme.languages else programme.languages[0]
    course = engine.course(programme, place.progress, now)
    score = place.progress.scores.get("phq-9")
    return TodayPage(
        page=plan.page,
        title=_title(programme, plan, language),
        minutes=plan.minutes or None,
        href=next_address(plan),
        opens_at=plan.opens_at,
        tasks=_tasks(place, plan, language, now, zone),
        module=_module_title(programme, plan.module, language),
        number=plan.position.module if plan.position else 0,
        total=len(course),
        finished=sum(module.id in place.progress.finished for module in course),
        first=score.first if score else None,
        latest=score.total if score else None,
        programme=programme.title[language],
        is_professional_reading=place.progress.mode != "alone",
        short_href=reverse("programmes:choose-short", args=[plan.module]) if plan.short_offered else "",
        way_back=reverse("programmes:do-step", args=["-", programme.gap.then]),
        aftercare=_module_title(programme, plan.module, language) if is_booster(programme, plan.module) else "",
    )


def before_a_programme(oriented: Oriented | None) -> TodayPage:
    """Somebody without a programme finds their way first, goes on with that, or sees where it led."""
    page = "none" if oriented is None else "oriented" if oriented.reached else "orienting"
    return TodayPage(
        page, "", None, reverse("programmes:find-my-way"), None, (), "", 0, 0, 0, None, None, "", False, "", ""
    )


def _module_title(programme: Programme, module: str, language: str) -> str:
    titles = {one.id: one.title[language] for one in programme.modules}
    return titles.get(module, "")


def _title(programme: Programme, plan: Plan, language: str) -> str:
    if plan.page in ("step", "reentry", "review", "interlude"):
        return programme.steps[plan.step].wording[language].title
    return _module_title(programme, plan.module, language)


def _tasks(place: Place, plan: Plan, language: str, now: datetime, zone: tzinfo) -> tuple[Task, ...]:
    """At most three small tasks: the mood of the day, then the practices under way."""
    today = now.astimezone(zone).date()
    noted = place.mood_noted_at
    mood = Task(
        _("Mood of the day"),
        reverse("measures:note-mood"),
        noted is not None and noted.astimezone(zone).date() == today,
        _("20 seconds"),
    )
    practices = (
        Task(
            place.programme.steps[one.step].wording[language].title,
            reverse("programmes:note-practice", args=[one.module, one.step]),
            today in one.noted,
            _("Days noted: %(done)s of %(needed)s") % {"done": one.done, "needed": one.needed},
        )
        for one in plan.practices
    )
    return (mood, *practices)[:3]
