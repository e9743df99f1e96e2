"""What the figures are counted from: rows without a name, a word or an identifier, of one organisation."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from accalmie.capabilities.care import queries as care
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, PatientQuerySet, Person
from accalmie.foundation.rows import house
from accalmie.oversight.service.models import ServiceRow
from accalmie.oversight.service.outcomes import Course
from accalmie.oversight.service.stays import Stay, Waiting, day_of
from accalmie.safety.alerts.models import Alert, Drill

_COLUMNS = ("waits", "began_at", "mode", "ended_at", "ending", "last_activity_at", "scores", "acts", "died_at", "age")


def stays(person: Person, *, simulated: bool = False, read_since: datetime | None = None) -> list[Stay]:
    """Everybody of this person's organisation of whom something is counted; simulated people never among real ones.
    Minutes of reading are counted from `read_since` on, where it is given.

    Whoever asks has been let in by `Permission.SERVICE_READ`. Closed records are left out: they are not processed.
    """
    return [_stay(*row) for row in _rows(_patients(person, simulated=simulated), read_since)]


def _patients(person: Person, *, simulated: bool) -> PatientQuerySet:
    return Patient.objects.open().filter(organisation=person.organisation_id, is_simulated=simulated)


@house()
def _rows(patients: PatientQuerySet, read_since: datetime | None) -> list[tuple]:  # type: ignore[type-arg]
    """No identifier leaves this: what is not handed on cannot be shown."""
    age = Patient.objects.filter(id=OuterRef("patient_id")).values("age_band")
    rows = ServiceRow.objects.filter(patient_id__in=patients.values("id")).annotate(age=Subquery(age))
    read = _read_by_day(patients, read_since) if read_since else {}
    return [(*row, read.get(patient, {})) for patient, *row in rows.values_list("patient_id", *_COLUMNS)]


def _read_by_day(patients: PatientQuerySet, since: datetime) -> dict[UUID, dict[date, int]]:
    found: dict[UUID, dict[date, int]] = {}
    for patient, at, minutes in care.minutes_read(patients.values("id"), since=since):
        days = found.setdefault(patient, {})
        days[day_of(at)] = days.get(day_of(at), 0) + minutes
    return found


@house()
def waiting(person: Person, *, now: datetime, simulated: bool = False) -> Waiting:
    """What waits for a professional of this person's organisation."""
    here = _patients(person, simulated=simulated).values("id")
    unread = care.unread(listed(_patients(person, simulated=simulated)).values("id"))
    late = Alert.objects.filter(patient_id__in=here, closed_at__isnull=True, due_at__lt=now)
    return Waiting(
        unread=unread.exercises,
        unread_people=unread.people,
        unread_since=unread.since,
        late_alerts=late.exclude(source__in=Drill.objects.values("source")).count(),
    )


def _stay(
    waits: list[list[str | None]],
    began_at: datetime | None,
    mode: str,
    ended_at: datetime | None,
    ending: str,
    last_activity_at: datetime | None,
    scores: dict[str, list[float | str | None]],
    acts: dict[str, int],
    died_at: datetime | None,
    age: str,
    read: dict[date, int],
) -> Stay:
    return Stay(
        age=age,
        waits=tuple((_moment(asked), _maybe(reached)) for asked, reached in waits),
        began_at=began_at,
        mode=mode,
        ended_at=ended_at,
        ending=ending,
        last_activity_at=last_activity_at,
        courses={name: Course(_total(one[0]), _total(one[2])) for name, one in scores.items()},
        measured_at={name: _moment(one[3]) for name, one in scores.items() if one[3] is not None},
        acts={date.fromisoformat(week): count for week, count in acts.items()},
        died_at=died_at,
        read=read,
    )


def _moment(text: float | str | None) -> datetime:
    return datetime.fromisoformat(str(text))


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else _moment(text)


def _total(given: float | str | None) -> float | None:
    return None if given is None else float(given)
