"""What the figures of a service keep of the journal: one row a patient."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accalmie.capabilities.programmes import library as programmes
from accalmie.core import entries
from accalmie.foundation import journal
from accalmie.oversight.service.models import ServiceRow

COUNTED = ("phq-9", "gad-7")
"""The questionnaires whose outcomes are counted."""
SPOKEN = ("phone", "message", "visit")
"""The ways of a try that reach the person themself."""

rows = journal.Projection("service.rows", models=[ServiceRow])


def _row(patient: UUID) -> ServiceRow:
    return journal.row(ServiceRow, patient) or ServiceRow(patient_id=patient)


@rows.on(
    entries.StepCompleted,
    entries.StepDeclined,
    entries.PracticeNoted,
    entries.ModuleRated,
    entries.MeasureScored,
    entries.ExerciseWritten,
    entries.ExerciseShared,
    entries.MoodNoted,
    entries.OtherWayAsked,
    entries.TalkAsked,
    entries.NightNoted,
    entries.SleepWeekAnswered,
)
def note_activity(recorded: journal.Recorded[entries.Entry]) -> None:
    """When the person themself last did something: these entries are theirs alone."""
    row = _row(recorded.patient)
    row.last_activity_at = max(row.last_activity_at or recorded.occurred_at, recorded.occurred_at)
    journal.keep(row)


@rows.on(entries.TalkAsked, entries.OtherWayAsked, entries.StartQuestionsAnswered)
def begin_wait(
    recorded: journal.Recorded[entries.TalkAsked | entries.OtherWayAsked | entries.StartQuestionsAnswered],
) -> None:
    """Somebody asks for a person, or a start led them to one. Asking again while one waits is the same wait."""
    if not _asks_for_somebody(recorded.value):
        return
    row = _row(recorded.patient)
    if not row.waits or row.waits[-1][1] is not None:
        row.waits = [*row.waits, [recorded.occurred_at.isoformat(), None]]
        journal.keep(row)


def _asks_for_somebody(said: entries.Entry) -> bool:
    if isinstance(said, entries.OtherWayAsked):
        return said.wish == "person"
    if isinstance(said, entries.StartQuestionsAnswered):
        return bool(set(said.reasons) - {"measure_missing"})  # a missing questionnaire waits for nobody
    return True


@rows.on(entries.ContactNoted, entries.TalkAnswered, entries.StepReviewed)
def note_contact(recorded: journal.Recorded[entries.Entry]) -> None:
    """A professional spoke with the person, or wrote to them."""
    _reached(recorded)


@rows.on(entries.ContactTried, entries.RecontactTried)
def note_try(recorded: journal.Recorded[entries.ContactTried | entries.RecontactTried]) -> None:
    """A try that reached the person; one that nobody answered is no contact."""
    if recorded.value.result == "spoke" and recorded.value.way in SPOKEN:
        _reached(recorded)


def _reached(recorded: journal.Recorded[entries.Entry]) -> None:
    row, at = _row(recorded.patient), recorded.occurred_at
    if row.waits and row.waits[-1][1] is None:
        asked = row.waits[-1][0]
        row.waits = [*row.waits[:-1], [asked, max(at, datetime.fromisoformat(asked)).isoformat()]]
    week = monday_of(at)
    row.acts = {**row.acts, week: row.acts.get(week, 0) + 1}
    journal.keep(row)


def monday_of(at: datetime) -> str:
    """The Monday of the week of this moment, as the site counts days."""
    day = timezone.localtime(at, timezone.get_default_timezone()).date()
    return (day - timedelta(days=day.weekday())).isoformat()


@rows.on(entries.Enrolled)
def begin(recorded: journal.Recorded[entries.Enrolled]) -> None:
    """The first programme that they began: each person counts once."""
    if programmes.by_graph(recorded.value.graph).leads_to:
        return  # an orientation is no programme that somebody follows
    row = _row(recorded.patient)
    if row.began_at is None:
        row.began_at, row.mode, row.enrolment = recorded.occurred_at, recorded.value.mode, recorded.value.enrolment
        row.last_activity_at = row.last_activity_at or recorded.occurred_at
        journal.keep(row)


@rows.on(entries.ModeChanged)
def change_mode(recorded: journal.Recorded[entries.ModeChanged]) -> None:
    """Alone, guided or blended from now on."""
    row = _row(recorded.patient)
    if row.enrolment == recorded.value.enrolment:
        row.mode = recorded.value.mode
        journal.keep(row)


@rows.on(entries.EnrolmentEnded)
def end(recorded: journal.Recorded[entries.EnrolmentEnded]) -> None:
    """How that programme ended."""
    row = _row(recorded.patient)
    if row.enrolment == recorded.value.enrolment:
        row.ended_at, row.ending = recorded.occurred_at, recorded.value.reason
        journal.keep(row)


@rows.on(entries.MeasureScored)
def keep_score(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """First: the last total before the programme began, or the next one after. Last: the latest after that."""
    measured, row = recorded.value, _row(recorded.patient)
    if measured.total is None or measured.instrument not in COUNTED:
        return
    now = [measured.total, recorded.occurred_at.isoformat()]
    known = row.scores.get(measured.instrument)
    is_first = known is None or row.began_at is None
    row.scores = {**row.scores, measured.instrument: [*now, None, None] if is_first else [*known[:2], *now]}
    journal.keep(row)


@rows.on(entries.Deceased)
def note_death(recorded: journal.Recorded[entries.Deceased]) -> None:
    """Nobody waits any more from here on; what became of them stays counted."""
    row = _row(recorded.patient)
    row.died_at = recorded.occurred_at
    journal.keep(row)


@rows.on(entries.DeceasedCorrected)
def correct_death(recorded: journal.Recorded[entries.DeceasedCorrected]) -> None:
    """It was an error."""
    row = _row(recorded.patient)
    row.died_at = None
    journal.keep(row)
