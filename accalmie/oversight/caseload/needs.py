"""Who needs somebody first: one rule, one statement over projections, however long the list is.

Every group says who is in it and since when each of them waits; the first that holds counts. Who is in danger comes
first, the gravest first, then what is due first; who is worse follows, then who asked for somebody, before all that a
machine thinks of anybody. A name is sealed, so nobody stands where they stand by their name:
within a group whoever has waited longest comes first (ADR 50).

The statement is written by hand, as the journal's are: each row is found by its patient, none is scanned for. It starts
from the care team: whoever has no row yet stands among those whom nobody has met, and nobody is left out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from accalmie.capabilities.care import queries as care
from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.measures import library as measures
from accalmie.capabilities.programmes import queries as programmes
from accalmie.foundation.people.models import PatientQuerySet
from accalmie.oversight.caseload import rhythm
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.triage import ASKED, Group
from accalmie.safety import queries as safety
from accalmie.safety.library import opening

_FAR = timedelta(days=36_500)
_NEVER = 1e9  # points that no questionnaire has

_STATEMENT = """
WITH mine AS ({mine}),
sign AS (
    SELECT patient_id, MAX(severity) AS severity, MIN(opened_at) AS opened_at FROM {concern}
    WHERE reviewed_at IS NULL AND origin <> '{asked}' GROUP BY patient_id),
due AS (
    SELECT one.patient_id, MIN(one.due_at) AS due_at FROM {concern} one
    JOIN sign ON sign.patient_id = one.patient_id AND sign.severity = one.severity
    WHERE one.reviewed_at IS NULL AND one.origin <> '{asked}' GROUP BY one.patient_id),
wish AS (
    SELECT patient_id, MIN(opened_at) AS opened_at FROM {concern}
    WHERE reviewed_at IS NULL AND origin = '{asked}' GROUP BY patient_id),
talk AS (SELECT patient_id, MIN(asked_at) AS asked_at FROM {talk} WHERE answered_at IS NULL GROUP BY patient_id),
known AS (
    SELECT mine.id, mine.created_at, sign.severity, sign.opened_at AS sign_at, due.due_at AS sign_due_at,
        {least}(COALESCE(wish.opened_at, %(far)s), COALESCE(talk.asked_at, %(far)s),
            COALESCE(line.asked_person_at, %(far)s), COALESCE(line.led_at, %(far)s)) AS asked_at,
        {least}(COALESCE((SELECT MIN(due_at) FROM {reviews} shared WHERE shared.patient_id = mine.id), %(far)s),
            COALESCE(course.due_at, %(far)s)) AS review_at,
        CASE WHEN line.phq9_last >= line.phq9_previous + %(reliable)s THEN line.phq9_last - line.phq9_previous
            WHEN line.phq9_last >= line.phq9_first + %(reliable)s THEN line.phq9_last - line.phq9_first
            ELSE 0 END AS points,
        course.drifts_at < %(now)s OR (line.drifts_at < %(now)s AND course.opens_at <= %(offered)s) AS is_drifting,
        course.mode = 'alone' AND course.not_better >= %(often)s AND agreed.is_agreed AS is_call_due,
        line.enrolment IS NOT NULL OR line.spoken_at IS NOT NULL AS is_met,
        line.worse_at, line.phq9_last_at, line.off_course_at, line.last_activity_at, line.spoken_at,
        line.waits_since, line.programme, line.mode
    FROM mine
    LEFT JOIN {line} line ON line.patient_id = mine.id
    LEFT JOIN {course} course ON course.patient_id = mine.id AND course.ended_at IS NULL AND NOT course.orients
    LEFT JOIN {agreed} agreed ON agreed.patient_id = mine.id
    LEFT JOIN sign ON sign.patient_id = mine.id
    LEFT JOIN due ON due.patient_id = mine.id
    LEFT JOIN wish ON wish.patient_id = mine.id
    LEFT JOIN talk ON talk.patient_id = mine.id),
placed AS (
    SELECT known.*, CASE
        WHEN severity IS NOT NULL THEN {CONCERN}
        WHEN points > 0 OR worse_at IS NOT NULL OR is_call_due THEN {WORSE}
        WHEN asked_at < %(far)s THEN {ASKED}
        WHEN off_course_at IS NOT NULL THEN {OFF_COURSE}
        WHEN is_drifting THEN {DRIFTING}
        WHEN review_at < %(far)s THEN {REVIEW}
        WHEN waits_since IS NOT NULL OR NOT is_met THEN {WAITING}
        ELSE {STEADY} END AS place
    FROM known)
SELECT id, place, COALESCE(programme, ''), COALESCE(mode, '') FROM placed
ORDER BY place, COALESCE(severity, 0) DESC, COALESCE(sign_due_at, %(far)s), points DESC, COALESCE(CASE place
        WHEN {CONCERN} THEN sign_at
        WHEN {WORSE} THEN COALESCE(worse_at, phq9_last_at)
        WHEN {ASKED} THEN asked_at
        WHEN {OFF_COURSE} THEN off_course_at
        WHEN {DRIFTING} THEN last_activity_at
        WHEN {REVIEW} THEN review_at
        WHEN {WAITING} THEN waits_since
        ELSE spoken_at END, created_at), id
"""


class Placed(NamedTuple):
    """Somebody's place in a list: the group, and what they follow how. `key`: their id as the database gives it."""

    key: UUID | str
    group: int
    programme: str
    mode: str

    @property
    def patient(self) -> UUID:
        return self.key if isinstance(self.key, UUID) else UUID(self.key)


def by_need(patients: PatientQuerySet, *, now: datetime) -> list[Placed]:
    """Each of these patients once, those who need somebody first at the top."""
    try:
        mine, given = patients.order_by().values_list("id", "created_at").query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking that nobody is asked for
        return []
    said = {f"mine_{number}": value for number, value in enumerate(given)}
    statement = _STATEMENT.format(
        mine=mine % tuple(f"%({name})s" for name in said),
        concern=safety.SIGNS,
        talk=contact.REQUESTS,
        line=CaseRow._meta.db_table,
        reviews=care.REVIEWS,
        course=programmes.COURSES,
        agreed=programmes.AGREEMENTS,
        asked=ASKED,
        least="MIN" if connection.vendor == "sqlite" else "LEAST",
        **{group.name: group.value for group in Group},
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, said | _moments(now))
        rows = (Placed._make(row) for row in cursor.fetchall())
        # Somebody with two programmes at once is found twice; the place where they need more counts.
        return list({row.key: row for row in reversed(list(rows))}.values())[::-1]


def _moments(now: datetime) -> dict[str, Any]:
    """What the rule is asked with: moments as this database keeps them, and the numbers of the house."""
    reliable = measures.instruments()["phq-9"].reliable_change
    moment = connection.ops.adapt_datetimefield_value
    return {
        "now": moment(now),
        "offered": moment(now - timedelta(days=rhythm.SHORTEST)),
        "far": moment(now + _FAR),
        "reliable": _NEVER if reliable is None else reliable.use,
        "often": opening().call_after_measures,
    }
