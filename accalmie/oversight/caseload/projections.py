"""What the caseload keeps of the journal: one row a patient."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accalmie.capabilities.programmes import library as programmes
from accalmie.core import entries
from accalmie.foundation import journal
from accalmie.foundation.people import consents
from accalmie.oversight.caseload import rhythm
from accalmie.oversight.caseload.models import CaseRow

_WITH_SOMEBODY = ("guided", "blended")

rows = journal.Projection("caseload.rows", models=[CaseRow])


def _row(patient: UUID) -> CaseRow:
    return journal.row(CaseRow, patient) or CaseRow(patient_id=patient)


def _at_home(at: datetime) -> datetime:
    """The moment as the clocks of the site showed it: after midnight a new day has begun."""
    return timezone.localtime(at, timezone.get_default_timezone())


@rows.on(
    entries.StepCompleted,
    entries.StepDeclined,
    entries.PracticeNoted,
    entries.ModuleRated,
    entries.OtherWayAsked,
    entries.MeasureScored,
    entries.ExerciseWritten,
    entries.ExerciseShared,
    entries.MoodNoted,
    entries.DangerGraded,
    entries.ContactMade,
    entries.EnrolmentPaused,
    entries.EnrolmentResumed,
    entries.PaceChanged,
    entries.ShortVersionChosen,
    entries.TalkAsked,
    entries.HarmReported,
    entries.NightNoted,
    entries.NightWithdrawn,
    entries.SleepQuestionsAnswered,
    entries.SleepWeekAnswered,
)
def note_activity(recorded: journal.Recorded[entries.Entry]) -> None:
    """When the person themself last did something: these entries are theirs alone."""
    row = _row(recorded.patient)
    row.last_activity_at = max(row.last_activity_at or recorded.occurred_at, recorded.occurred_at)
    row.active_days = rhythm.with_day(row.active_days, _at_home(recorded.occurred_at))
    row.usual_days = rhythm.usual_gap(row.active_days)
    row.drifts_at = rhythm.drifts_at(row.last_activity_at, row.usual_days)
    journal.keep(row)


@rows.on(entries.MeasureScored)
def keep_score(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """The first, the previous and the last PHQ-9; the last of the others. One without a total changes nothing."""
    measured, row = recorded.value, _row(recorded.patient)
    if measured.total is None:
        return
    if measured.instrument == "phq-9":
        _keep_phq9(row, measured.total, recorded)
    elif measured.instrument == "gad-7":
        row.gad7_last = measured.total
    elif measured.instrument == "who-5":
        row.who5_last = measured.total
    journal.keep(row)


def _keep_phq9(row: CaseRow, total: float, recorded: journal.Recorded[entries.MeasureScored]) -> None:
    row.phq9_previous, row.phq9_previous_at = row.phq9_last, row.phq9_last_at
    row.phq9_last, row.phq9_last_at = total, recorded.occurred_at
    if row.phq9_first is None:
        row.phq9_first, row.phq9_first_at = total, recorded.occurred_at


@rows.on(entries.Enrolled)
def begin(recorded: journal.Recorded[entries.Enrolled]) -> None:
    """The programme that they follow, from its first day."""
    if programmes.by_graph(recorded.value.graph).leads_to:
        return  # an orientation is no programme that somebody follows
    row = _row(recorded.patient)
    row.programme, row.mode, row.module = recorded.value.programme, recorded.value.mode, ""
    row.enrolment = recorded.value.enrolment
    row.last_activity_at = row.last_activity_at or recorded.occurred_at
    row.off_course_at = None  # another programme, another course
    _await_somebody(row, recorded)
    journal.keep(row)


def _await_somebody(row: CaseRow, recorded: journal.Recorded[entries.Entry]) -> None:
    """A programme with somebody beside it begins with that somebody: until they have spoken, its start waits."""
    row.waits_since = recorded.occurred_at if row.mode in _WITH_SOMEBODY and row.spoken_at is None else None


def _followed(recorded: journal.Recorded[entries.Entry], enrolment: UUID) -> CaseRow | None:
    """The row, if it speaks of this enrolment: an orientation that runs beside a programme changes nothing of it."""
    row = _row(recorded.patient)
    return row if row.programme and row.enrolment in (None, enrolment) else None


@rows.on(entries.OffCourseNoticed)
def keep_off_course(recorded: journal.Recorded[entries.OffCourseNoticed]) -> None:
    """A model noticed it; somebody who speaks with them, or changes how they follow the programme, has answered."""
    row = _followed(recorded, recorded.value.enrolment)
    if row is not None:
        row.off_course_at = recorded.value.scored_at
        journal.keep(row)


@rows.on(entries.ConsentWithdrawn)
def forget_off_course(recorded: journal.Recorded[entries.ConsentWithdrawn]) -> None:
    """They wish no such computation about them: what it said stands on no list any more."""
    if recorded.value.purpose == consents.PREDICTIONS:
        row = _row(recorded.patient)
        row.off_course_at = None
        journal.keep(row)


@rows.on(entries.AdviceDecided)
def note_advice_decided(recorded: journal.Recorded[entries.AdviceDecided]) -> None:
    """A professional looked at it, and said what they do."""
    row = _row(recorded.patient)
    if recorded.value.about == "off_course":
        row.off_course_at = None
        journal.keep(row)


@rows.on(entries.ModeChanged)
def change_mode(recorded: journal.Recorded[entries.ModeChanged]) -> None:
    """Alone, guided or blended."""
    row = _followed(recorded, recorded.value.enrolment)
    if row is not None:
        row.mode = recorded.value.mode
        row.off_course_at = None
        _await_somebody(row, recorded)
        journal.keep(row)


@rows.on(entries.EnrolmentEnded)
def end(recorded: journal.Recorded[entries.EnrolmentEnded]) -> None:
    """No programme any more."""
    row = _followed(recorded, recorded.value.enrolment)
    if row is not None:
        row.programme, row.mode, row.module = "", "", ""
        row.off_course_at = row.waits_since = None
        journal.keep(row)


@rows.on(entries.StepCompleted, entries.StepDeclined)
def follow(recorded: journal.Recorded[entries.StepCompleted | entries.StepDeclined]) -> None:
    """The module in which they last did something."""
    row = _followed(recorded, recorded.value.at.enrolment)
    if row is not None:
        row.module = recorded.value.at.module or row.module
        journal.keep(row)


@rows.on(entries.OtherWayAsked)
def keep_wish(recorded: journal.Recorded[entries.OtherWayAsked]) -> None:
    """Somebody asks for a person."""
    if recorded.value.wish != "person":
        return
    row = _row(recorded.patient)
    row.asked_person, row.asked_person_at = recorded.id, recorded.occurred_at
    journal.keep(row)


@rows.on(entries.ModuleRated)
def keep_harm(recorded: journal.Recorded[entries.ModuleRated]) -> None:
    """A module made something worse."""
    if recorded.value.worse:
        row = _row(recorded.patient)
        row.worse_at = recorded.occurred_at
        journal.keep(row)


@rows.on(entries.StepReviewed)
def note_answer(recorded: journal.Recorded[entries.StepReviewed]) -> None:
    """A professional wrote to the person. An answer to one exercise is no answer to who asks for somebody, or says that
    something made it worse."""
    if recorded.value.written is None:
        row = _row(recorded.patient)
        row.asked_person = row.asked_person_at = row.worse_at = None
        journal.keep(row)


@rows.on(entries.ConcernReviewed)
def note_review(recorded: journal.Recorded[entries.ConcernReviewed]) -> None:
    """A professional looked: at this wish for a person, and, with it, at what got worse."""
    row = _row(recorded.patient)
    row.worse_at = None
    if row.asked_person == recorded.value.source:
        row.asked_person = row.asked_person_at = None
    journal.keep(row)


@rows.on(entries.StartQuestionsAnswered)
def keep_led_to_somebody(recorded: journal.Recorded[entries.StartQuestionsAnswered]) -> None:
    """A start that leads to somebody waits for that somebody; a questionnaire that is missing waits for nobody."""
    row = _row(recorded.patient)
    row.led_at = recorded.occurred_at if set(recorded.value.reasons) - {"measure_missing"} else None
    journal.keep(row)


@rows.on(entries.Enrolled, entries.ContactNoted)
def note_that_somebody_came(recorded: journal.Recorded[entries.Entry]) -> None:
    """They started after all, or a professional spoke with them."""
    row = _row(recorded.patient)
    row.led_at = None
    journal.keep(row)


@rows.on(entries.ContactNoted, entries.StepReviewed, entries.TalkAnswered)
def note_that_somebody_spoke(recorded: journal.Recorded[entries.Entry]) -> None:
    """A professional spoke with them, or wrote to them."""
    row = _row(recorded.patient)
    row.spoken_at = max(row.spoken_at or recorded.occurred_at, recorded.occurred_at)
    row.waits_since = row.off_course_at = None
    if isinstance(recorded.value, entries.ContactNoted):
        row.worse_at = None
    journal.keep(row)
