"""What the pages of the safety record show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _, ngettext

from accalmie.foundation.people.models import Person
from accalmie.oversight.device import queries
from accalmie.oversight.device.actions import NEW_HAZARD
from accalmie.oversight.device.forms import CAUSES, DOMAINS, WISHES
from accalmie.oversight.device.hazards import HazardLog, hazard_log
from accalmie.oversight.device.models import Classification, Harm, Kind
from accalmie.oversight.device.queries import Standing
from accalmie.oversight.device.telling import state
from accalmie.oversight.device.vigilance import vigilance


@dataclass(frozen=True)
class IncidentLine:
    """One report in a list. `left`: the time until its clock is over, in words; "" when none runs."""

    id: UUID
    reported_at: datetime
    kind: str
    harm: str
    hazard: str
    left: str
    due_at: datetime | None
    is_overdue: bool
    is_closed: bool
    is_classified: bool


@dataclass(frozen=True)
class Decided:
    """One classification as it is read back."""

    at: datetime
    by: str
    kind: str
    severity: str
    hazard: str
    clock: str
    told_on: date | None
    measures: str
    closing: str


@dataclass(frozen=True)
class IncidentPage:
    """One report with what was decided about it, the latest first."""

    line: IncidentLine
    reported_by: str
    happened_on: date
    is_about_a_patient: bool
    what: str
    done: str
    decided: tuple[Decided, ...]
    source: str


@dataclass(frozen=True)
class HarmLine:
    """Something that did harm, in words. `id`: only where it is filed, and then without anybody's words."""

    told_at: datetime
    domains: tuple[str, ...]
    cause: str
    wish: str
    words: str = ""
    hazard: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class HazardLine:
    """One hazard of the log as staff read it."""

    id: str
    hazard: str
    harm: str
    before: int
    after: int
    state: str
    is_above: bool
    controls: tuple[tuple[str, str], ...]


def incident_line(one: Standing, now: datetime, language: str) -> IncidentLine:
    latest = one.latest
    return IncidentLine(
        id=one.incident.id,
        reported_at=one.incident.reported_at,
        kind=str(Kind(latest.kind).label) if latest else _("To classify"),
        harm=_harm(one.incident.harm),
        hazard=hazard_name(latest.hazard, language) if latest else "",
        left="" if one.is_closed else _left(one.due_at, now),
        due_at=one.due_at,
        is_overdue=one.is_overdue(now),
        is_closed=one.is_closed,
        is_classified=latest is not None,
    )


def _harm(harm: str) -> str:
    return {Harm.NO: _("nobody harmed"), Harm.YES: _("somebody harmed"), Harm.UNKNOWN: _("harm not known")}[Harm(harm)]


def incident_lines(person: Person, now: datetime, language: str) -> tuple[IncidentLine, ...]:
    """The reports of one organisation, the most urgent first."""
    return tuple(incident_line(one, now, language) for one in queries.incidents(person, now=now))


def own_lines(person: Person, now: datetime, language: str) -> tuple[IncidentLine, ...]:
    """What this person reported, and what came of it."""
    return tuple(incident_line(one, now, language) for one in queries.reported_by(person))


def incident_page(one: Standing, now: datetime, language: str) -> IncidentPage:
    report = queries.report_of(one.incident)
    clock = vigilance().clock(one.latest.clock) if one.latest and one.latest.clock else vigilance().shortest
    return IncidentPage(
        line=incident_line(one, now, language),
        reported_by=one.incident.reported_by.called,
        happened_on=one.incident.happened_on,
        is_about_a_patient=one.incident.is_about_a_patient,
        what=report.what,
        done=report.done,
        decided=tuple(_decided(row, language) for row in one.classified),
        source=clock.source[language],
    )


def _decided(row: Classification, language: str) -> Decided:
    said = queries.decision_of(row)
    scale = {one.level: one.name[language] for one in hazard_log().scales.severity}
    return Decided(
        at=row.at,
        by=row.by.called,
        kind=str(Kind(row.kind).label),
        severity=scale[row.severity],
        hazard=hazard_name(row.hazard, language),
        clock=vigilance().clock(row.clock).name[language] if row.clock else "",
        told_on=row.told_on,
        measures=said.measures,
        closing=said.closing,
    )


def hazard_name(hazard: str, language: str) -> str:
    """A hazard in words; one that a later log dropped keeps its id."""
    if hazard == NEW_HAZARD:
        return _("None of these: a new hazard to write")
    found = hazard_log().named(hazard)
    return found.hazard[language] if found else hazard


def _left(due_at: datetime | None, now: datetime) -> str:
    """Whole days while there are two or more, then hours; how long ago once it is over."""
    if due_at is None:
        return ""
    left = abs(due_at - now)
    said = _days(left.days) if left >= timedelta(days=2) else _hours(int(left.total_seconds() // 3600))
    return (_("overdue by %(time)s") if due_at < now else _("%(time)s left")) % {"time": said}


def _days(days: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}


def _hours(hours: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}


def nameless_lines(person: Person, language: str) -> tuple[HarmLine, ...]:
    """What did harm to patients of an organisation, without who told it."""
    return tuple(
        HarmLine(
            id=one.id,
            told_at=one.told_at,
            domains=domain_names(one.domains),
            cause=cause_name(one.cause),
            wish=wish_name(one.wish),
            hazard=hazard_name(one.hazard, language) if one.hazard else "",
        )
        for one in queries.nameless_harms(person)
    )


def harm_lines(patient: UUID) -> tuple[HarmLine, ...]:
    """What one person told, for their care team and for themself."""
    return tuple(
        HarmLine(
            told_at=one.told_at,
            domains=domain_names(one.domains),
            cause=cause_name(one.cause),
            wish=wish_name(one.wish),
            words=one.words,
        )
        for one in queries.harms_of(patient)
    )


def domain_names(domains: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The ticked sentences, as the person read them."""
    said = dict(DOMAINS)
    return tuple(str(said.get(one, one)) for one in domains)


def cause_name(cause: str) -> str:
    return str(dict(CAUSES).get(cause, ""))


def wish_name(wish: str) -> str:
    return str(dict(WISHES).get(wish, wish))


def asked_words(domains: list[str], words: str) -> str:
    """What the care team reads as a request: what was ticked, then the person's own words."""
    ticked = "\n".join(domain_names(domains))
    return "\n\n".join(part for part in (ticked, words) if part)


def hazard_lines(log: HazardLog, language: str) -> tuple[HazardLine, ...]:
    """The log, the gravest that is left first."""
    found = sorted(log.hazards, key=lambda one: (-log.risk(one.after), -log.risk(one.before)))
    return tuple(
        HazardLine(
            id=one.id,
            hazard=one.hazard[language],
            harm=one.harm[language],
            before=log.risk(one.before),
            after=log.risk(one.after),
            state=state(one),
            is_above=log.risk(one.after) > log.scales.accepted,
            controls=tuple(
                (control.text[language], _("to come") if control.planned else _("tested")) for control in one.controls
            ),
        )
        for one in found
    )
