"""What models propose for one patient, in words, with how to disagree; and what was decided before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accalmie.capabilities.measures import pages as measures
from accalmie.capabilities.measures.library import instruments
from accalmie.core.insight.dropout import ACTIONS
from accalmie.core.insight.next_step import NextAction
from accalmie.foundation.design.chart import Chart, Point, Span
from accalmie.foundation.people.queries import names_of
from accalmie.oversight.insight import queries as insight, words as said


@dataclass(frozen=True)
class AdviceLine:
    """One proposal. `target` names its form on the page."""

    target: str
    about: str
    what: str
    reasons: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class DecidedLine:
    """What somebody did with an earlier one."""

    what: str
    because: str
    who: str
    at: datetime


@dataclass(frozen=True)
class AdvicePage:
    """The part of a patient's page on what models say. `refused`: the person wishes that they say nothing."""

    open: tuple[AdviceLine, ...]
    decided: tuple[DecidedLine, ...]
    refused: bool


def target_of(about: str) -> str:
    """How the form of a proposal is called on the page."""
    return f"advice-{about}"


def advice_page(patient: UUID, advice: tuple[insight.Advice, ...], *, refused: bool) -> AdvicePage:
    """What is proposed today and what was decided. The caller has asked `access`."""
    decided = insight.decided(patient)
    names = names_of({one.by for one in decided if one.by})
    return AdvicePage(
        open=tuple(_line(one) for one in advice),
        decided=tuple(_decided(one, names) for one in decided),
        refused=refused,
    )


def _line(one: insight.Advice) -> AdviceLine:
    return AdviceLine(
        target=target_of(one.about),
        about=one.about,
        what=_what(one),
        reasons=tuple(said.reason(reason) for reason in one.reasons),
        action=said.action(one.action),
    )


def _what(one: insight.Advice) -> str:
    if one.about == "off_course":
        return _("At the review of week 4 their score was worse than that of nine people in ten who began like them.")
    if one.about == "next_step":
        return _("The next step of the programme, by fixed rules that learn nothing.")
    risk = round((one.risk or 0) * 10)
    return _("People with such a week %(week)d stop before the end about %(risk)d times in 10.") % {
        "week": one.week,
        "risk": risk,
    }


def _decided(one: insight.Decided, names: dict[UUID, str]) -> DecidedLine:
    known = {*ACTIONS.values(), *get_args(NextAction)}
    proposed = said.action(one.proposed) if one.proposed in known else one.proposed  # type: ignore[arg-type]
    what = _("Followed: %(action)s") if one.followed else _("Not followed: %(action)s")
    who = names.get(one.by, _("somebody")) if one.by else _("somebody")
    return DecidedLine(what % {"action": proposed}, one.because, who, one.at)


def with_course(curve: Chart, courses: insight.Courses) -> Chart:
    """The curve with the course that is expected from its first score, where a model says one."""
    measure = next((name for name, one in instruments().items() if measures.chart_id(one) == curve.id), "")
    weeks = courses.get(measure)
    if not weeks:
        return curve
    days = [(timezone.localtime(at).date(), band) for at, band in weeks]
    return replace(
        curve,
        expected=tuple(Point(day, band.middle) for day, band in days),
        expected_name=_("the course of most people who began like this"),
        spans=tuple(Span(day, band.low, band.high) for day, band in days),
    )
