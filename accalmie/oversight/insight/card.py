"""The model card: what the models of this site were fitted to, how well they do on others, and when they are silent."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import get_language, gettext as _

from accalmie.core.insight.course import CourseModel, expected
from accalmie.core.insight.dropout import WeekModel
from accalmie.core.insight.models import Models, Refused, WeekJudged, fingerprint
from accalmie.core.insight.predictors import NAMES
from accalmie.core.measures import Instrument
from accalmie.foundation.words.formats import number
from accalmie.oversight.insight import words

SHOWN = (0, 2, 4, 8, 12)
JUDGED = 4


@dataclass(frozen=True)
class Course:
    """One measure: who it rests on, how often its band held, and what it expects of three beginnings."""

    measure: str
    people: int
    scores: int
    covered: str
    weeks: tuple[int, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Week:
    """How well one week did, beside the days since the last visit alone."""

    number: int
    people: int
    stopped: int
    auc: str
    accuracy: str
    plain: str
    slope: str
    is_better: bool


@dataclass(frozen=True)
class Weight:
    """One predictor: what one standard deviation more does to the odds."""

    name: str
    usual: str
    odds: str


@dataclass(frozen=True)
class Group:
    """Some of the people: of those flagged, how many stopped; how well the risks order them, and the mean risk beside
    the share who stopped. A dash where a figure would rest on fewer than ten people."""

    name: str
    people: int
    flagged: str
    right: str
    auc: str
    predicted: str
    stopped: str


@dataclass(frozen=True)
class Card:
    """The whole page."""

    is_simulated: bool
    people: int
    seed: int
    programme: str
    fingerprint: str
    courses: tuple[Course, ...]
    weeks: tuple[Week, ...]
    weights: tuple[Weight, ...]
    groups: tuple[Group, ...]
    silent: tuple[str, ...]
    judged: int


def card(models: Models, instruments: dict[str, Instrument], programme: str) -> Card:
    """The page of these models."""
    of_week = models.dropout.of_week(JUDGED)
    judged = next((one for one in models.weeks_judged if one.week == JUDGED), None)
    return Card(
        is_simulated=models.origin.data == "simulated",
        people=models.origin.people,
        seed=models.origin.seed,
        programme=programme,
        fingerprint=fingerprint(models)[:12],
        courses=tuple(_course(models, one, instruments[one.measure]) for one in models.courses),
        weeks=tuple(_week(one) for one in models.weeks_judged),
        weights=tuple(_weights(of_week)) if of_week else (),
        groups=tuple(_groups(judged)) if judged else (),
        silent=tuple(_silent(one, instruments) for one in models.refused),
        judged=JUDGED,
    )


def _course(models: Models, model: CourseModel, instrument: Instrument) -> Course:
    covered = next((one.covered for one in models.courses_judged if one.measure == model.measure), None)
    span = model.highest - model.lowest
    begins = [round(model.lowest + span * share) for share in (0.3, 0.5, 0.7)]
    return Course(
        measure=instrument.name[_language()],
        people=model.people,
        scores=model.scores,
        covered=_percent(covered),
        weeks=SHOWN[1:],
        rows=tuple((str(begin), tuple(_band(model, begin, week) for week in SHOWN[1:])) for begin in begins),
    )


def _band(model: CourseModel, begin: float, week: int) -> str:
    band = expected(model, baseline=begin, weeks=week)
    numbers = {name: number(getattr(band, name), _language(), 0) for name in ("low", "middle", "high")}
    return _("%(middle)s (%(low)s to %(high)s)") % numbers


def _week(one: WeekJudged) -> Week:
    return Week(
        number=one.week,
        people=one.people,
        stopped=one.stopped,
        auc=_number(one.auc),
        accuracy=_percent(one.balanced_accuracy),
        plain=_percent(one.plain_balanced_accuracy),
        slope=_number(one.calibration_slope),
        is_better=one.balanced_accuracy > one.plain_balanced_accuracy,
    )


def _weights(model: WeekModel) -> list[Weight]:
    """The strongest first."""
    order = sorted(range(len(NAMES)), key=lambda place: -abs(model.weights[place]))
    slope = model.calibration[1]
    return [
        Weight(
            name=words.predictor(NAMES[place]),
            usual=_("%(mean)s ± %(sd)s") % {"mean": _number(model.means[place]), "sd": _number(model.sds[place])},
            odds=_("× %(odds)s") % {"odds": _number(math.exp(slope * model.weights[place]))},
        )
        for place in order
    ]


def _groups(judged: WeekJudged) -> list[Group]:
    return [
        Group(
            name=words.group(one.name),
            people=one.people,
            flagged="–" if one.flagged is None else str(one.flagged),
            right=_percent(one.right / one.flagged) if one.flagged and one.right is not None else "–",
            auc="–" if one.auc is None else _number(one.auc),
            predicted=_percent(one.predicted),
            stopped=_percent(one.stopped),
        )
        for one in judged.groups
    ]


def _silent(one: Refused, instruments: dict[str, Instrument]) -> str:
    if one.week:
        return _("drifting away in week %(week)s: %(cases)s cases, %(needed)s are needed") % {
            "week": one.week,
            "cases": one.cases,
            "needed": one.needed,
        }
    return _("the expected course of the %(measure)s: %(cases)s people, %(needed)s are needed") % {
        "measure": instruments[one.what].name[_language()],
        "cases": one.cases,
        "needed": one.needed,
    }


def _number(value: float) -> str:
    return number(value, _language(), 2)


def _percent(value: float | None) -> str:
    return "–" if value is None else _("%(number)s%%") % {"number": number(100 * value, _language(), 0)}


def _language() -> str:
    return "fr" if (get_language() or "fr").startswith("fr") else "en"
