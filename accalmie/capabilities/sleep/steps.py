"""The step kind that puts the sleep diary or the sleep window inside a programme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accalmie.capabilities.sleep import actions, forms, pages, queries
from accalmie.capabilities.sleep.queries import Course
from accalmie.core.entries import Answers
from accalmie.core.programme import nodes, simulate
from accalmie.core.programme.nodes import Step
from accalmie.foundation import clock, steps
from accalmie.foundation.steps import Asked, FormError, Given, Shown, StepKind
from accalmie.foundation.words import formats


def _part(step: Step) -> str:
    assert isinstance(step.doing, nodes.Sleep)
    return step.doing.part


def _now(asked: Asked) -> datetime:
    return asked.now or clock.now()


def _show(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
    course = queries.course(asked.patient, now=_now(asked))
    language = forms.language()
    if _part(asked.step) == "window":
        return Shown("sleep/kinds/window.html", {"card": pages.window_card(course, language)})
    typed = forms.typed(asked.typed) if asked.typed is not None else None
    night = pages.night_page(course, _day(asked.typed, course), zone=_zone(), typed=typed, errors=errors)
    counted = pages.nights_counted(course.week.counted)
    asks = typed is not None or not night.day.is_noted
    return Shown("sleep/kinds/diary.html", {"night": night, "asks": asks, "counted": counted})


def _read(asked: Asked, form: QueryDict) -> Given:
    """A night that is written is kept; an empty form goes on. What a step answers are the week's figures."""
    now = _now(asked)
    course = queries.course(asked.patient, now=now)
    if _part(asked.step) == "window":
        return Given(answers=dict(pages.figures(course)))
    found = forms.read_night(form, day=_day(form, course), zone=_zone())
    if found.is_empty:
        return Given(answers=dict(pages.figures(course)))
    if found.night is None:
        return Given(errors=found.errors)
    try:
        entry = actions.noted(found.night, patient=asked.patient, now=now)
    except actions.NightsRefused as refused:
        return Given(errors=forms.sentences(refused.wrong))
    return Given(answers=dict(pages.figures(_with(course, found))), entries=(entry,))


def _day(form: QueryDict | None, course: Course) -> date:
    """The night that was asked about when the form was shown, also when it is sent after midnight."""
    return pages.day_named(form.get("day", "") if form is not None else "", course) or course.today


def _with(course: Course, found: forms.NightRead) -> Course:
    """The course with the night that is kept in the same breath."""
    assert found.night is not None
    return queries.with_night(course, found.night)


def _zone() -> str:
    return timezone.get_current_timezone_name()


def _summarise(step: Step, answers: Answers, language: str) -> str:
    """What the week said when the step was done."""
    parts = [pages.nights_counted(int(answers.get("nights", 0)))]
    if "asleep" in answers:
        parts.append(_("%(long)s asleep") % {"long": formats.minutes(int(answers["asleep"]), language)})
    return " · ".join(parts)


def _simulate(step: Step, draw: Callable[[], float]) -> Answers:
    return simulate.simulate(step.doing, draw)


steps.register(
    StepKind(
        name="sleep",
        version="1",
        parameters=nodes.Sleep,
        data=(
            steps.Recorded("nights", "number", "complete nights of the last seven days, journalled as NightNoted too"),
            steps.Recorded("efficiency", "number", "percent of the time in bed asleep, rounded down"),
            steps.Recorded("asleep, in_bed, latency, awake", "number", "minutes a night, mean of the seven days"),
            steps.Recorded("window", "number", "minutes of the window of that day, when there is one"),
        ),
        show=_show,
        read=_read,
        summarise=_summarise,
        simulate=_simulate,
    )
)
