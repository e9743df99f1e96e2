"""Who needs somebody first: one rule in SQL over projections, so that the longest list costs two statements.

Every group says who is in it and since when each of them waits; the first that holds counts. Who is in danger comes
first, the gravest first, then what is due first. A name is sealed, so nobody stands where they stand by their name:
within a group whoever has waited longest comes first (ADR 50).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.measures import library as measures
from accalmie.capabilities.programmes import queries as programmes
from accalmie.foundation.people.models import PatientQuerySet
from accalmie.oversight.caseload import rhythm
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.triage import Group
from accalmie.safety import queries as safety

_OWN = OuterRef("id")
_CAME = F("created_at")


@dataclass(frozen=True)
class Need:
    """One group: who is in it, as a condition on patients, and since when they wait (or by when they are answered)."""

    group: Group
    holds: Q
    since: Any


def by_need(patients: PatientQuerySet, *, now: datetime) -> PatientQuerySet:
    """These patients with their `group`, those who need somebody first at the top. Nobody is left out, whatever a
    projection may have missed: who has no row yet stands among those who wait."""
    found = grouped(patients, now=now).annotate(
        severity=Coalesce(_first(safety.signs().order_by("-severity"), "severity"), 0),
        due=_first(safety.signs().order_by("-severity", F("due_at").asc(nulls_last=True)), "due_at"),
        points=Coalesce(_first(_with_points(), "points"), 0.0),
        since=Coalesce(_case(_needs(now), "since", DateTimeField(), default=_steady_since()), _CAME),
    )
    return found.order_by("group", "-severity", F("due").asc(nulls_last=True), "-points", "since", "id")


def grouped(patients: PatientQuerySet, *, now: datetime) -> PatientQuerySet:
    """These patients with their `group`, in no order."""
    return patients.annotate(group=_case(_needs(now), "group", IntegerField(), default=Value(Group.STEADY.value)))


def _needs(now: datetime) -> list[Need]:
    """The groups in their order; whoever is in none of them goes along."""
    running, rows = programmes.running(), CaseRow.objects
    offered = running.filter(opens_at__lte=now - timedelta(days=rhythm.SHORTEST))
    unlike_them = rows.filter(drifts_at__lt=now)
    asks = _among(
        safety.wishes(),
        contact.unanswered(),
        rows.filter(asked_person_at__isnull=False) | rows.filter(led_at__isnull=False),
    )
    return [
        Need(Group.CONCERN, _among(safety.signs()), _first(safety.signs().order_by("opened_at"), "opened_at")),
        Need(
            Group.WORSE,
            _among(_with_points().filter(Q(points__gt=0) | Q(worse_at__isnull=False)))
            | Q(id__in=programmes.calls_due()),
            _first(rows.all(), Coalesce("worse_at", "phq9_last_at")),
        ),
        Need(Group.OFF_COURSE, _among(rows.filter(off_course_at__isnull=False)), _first(rows.all(), "off_course_at")),
        Need(
            Group.DRIFTING,
            _among(running.filter(drifts_at__lt=now)) | (_among(unlike_them) & _among(offered)),
            _first(rows.all(), "last_activity_at"),
        ),
        Need(
            Group.REVIEW,
            _among(rows.filter(unread_at__isnull=False), running.filter(due_at__isnull=False)),
            _earliest(
                now,
                _first(rows.all(), Coalesce("review_due_at", "unread_at")),
                _first(running, "due_at"),
            ),
        ),
        Need(
            Group.WAITING,
            asks | _among(rows.filter(waits_since__isnull=False)),
            _earliest(
                now,
                *(_first(rows.all(), name) for name in ("asked_person_at", "led_at", "waits_since")),
                _first(safety.wishes().order_by("opened_at"), "opened_at"),
                _first(contact.unanswered().order_by("asked_at"), "asked_at"),
            ),
        ),
        Need(Group.WAITING, ~_among(_known()), _CAME),
    ]


def _known() -> QuerySet[CaseRow]:
    """Who has begun a programme, or has been spoken with."""
    return CaseRow.objects.filter(Q(enrolment__isnull=False) | Q(spoken_at__isnull=False))


def _steady_since() -> Any:
    """Who goes along waits since somebody last spoke with them."""
    return _first(CaseRow.objects.all(), "spoken_at")


def _with_points() -> QuerySet[CaseRow]:
    """Rows with the `points` of a reliable worsening of the PHQ-9, as `triage.worsening` finds it; 0 for none."""
    threshold = measures.instruments()["phq-9"].reliable_change
    if threshold is None:
        return CaseRow.objects.annotate(points=Value(0.0))
    earlier = ("phq9_previous", "phq9_first")
    cases = [When(phq9_last__gte=F(name) + threshold.use, then=F("phq9_last") - F(name)) for name in earlier]
    return CaseRow.objects.annotate(points=Case(*cases, default=Value(0.0), output_field=FloatField()))


def _among(*rows: QuerySet[Any]) -> Q:
    """Whoever has one of these rows."""
    found = Q()
    for one in rows:
        found |= Q(id__in=one.order_by().values("patient_id"))
    return found


def _first(rows: QuerySet[Any], column: Any) -> Subquery:
    """One column of the first of a patient's rows."""
    return Subquery(rows.filter(patient_id=_OWN).values_list(column)[:1])


def _earliest(now: datetime, *moments: Subquery) -> Least:
    """The earliest of these moments, of which one at least is there: the others, unknown, count as now."""
    # SQLite says that the least of anything and unknown is unknown.
    later = Value(now + timedelta(days=36_500), output_field=DateTimeField())
    return Least(*(Coalesce(moment, later) for moment in moments))


def _case(needs: list[Need], what: str, kind: Any, *, default: Any) -> Case:
    said = [Value(one.group.value) if what == "group" else one.since for one in needs]
    return Case(
        *(When(one.holds, then=then) for one, then in zip(needs, said, strict=True)), default=default, output_field=kind
    )
