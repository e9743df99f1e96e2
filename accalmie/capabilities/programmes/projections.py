"""What programmes keep of the journal: where each person stands, and their latest scores before a start."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.models import (
    CallAgreement,
    Decision,
    Feedback,
    NamedDoctor,
    NotedContact,
    OpenDanger,
    Orientation,
    Progress,
    Reply,
    Standing,
    StartAnswers,
)
from accalmie.capabilities.programmes.queries import (
    DANGERS,
    DOCTOR,
    NOTE,
    OPINION,
    REASON,
    REPLIES,
    SAID,
    SCORES,
    STATE,
    WHY,
    WORDS,
)
from accalmie.core import entries
from accalmie.core.crisis import signs
from accalmie.core.programme import dangers, engine
from accalmie.foundation import crypto, journal
from accalmie.foundation.people import consents
from accalmie.safety.library import rules

Scores = dict[str, list[Any]]

# One projection for these tables: a start reads the scores and dangers before it, so they are replayed together, in
# order.
progress = journal.Projection(
    "programmes.progress",
    models=[Standing, OpenDanger, Progress, Reply],
    sealed={"scores": SCORES, "dangers": DANGERS, "state": STATE, "words": WORDS},
)


@progress.on(entries.MeasureScored)
def keep_latest_score(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """Keep the latest answers to each instrument."""
    measured = recorded.value
    row = journal.row(Standing, recorded.patient) or Standing(patient_id=recorded.patient)
    said = _said(row)
    said[measured.instrument] = [measured.total, list(measured.answers), recorded.occurred_at.isoformat()]
    journal.keep(row, fill=_seal_scores)


def _said(row: Standing) -> Scores:
    """The scores of this row, opened once a batch."""
    if not hasattr(row, "_said"):
        row._said = crypto.open_json(row.patient_id, row.scores, purpose=SCORES) if row.scores else {}  # type: ignore[attr-defined]
    said: Scores = row._said  # type: ignore[attr-defined]
    return said


def _seal_scores(row: Standing) -> None:
    row.scores = crypto.seal_json(row.patient_id, _said(row), purpose=SCORES)


@progress.on(entries.MeasureScored)
def keep_danger(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """Keep an answer that shows danger until a professional has settled it."""
    measured = recorded.value
    if signs(rules(), measured.instrument, measured.answers):
        _keep_told(recorded, measured)


@progress.on(entries.DangerGraded, entries.ContactMade)
def keep_what_is_said_of_it(recorded: journal.Recorded[entries.DangerGraded | entries.ContactMade]) -> None:
    """Keep how grave it is, and whether the person spoke with somebody."""
    _keep_told(recorded, recorded.value)


@progress.on(entries.ConcernReviewed)
def settle_danger(recorded: journal.Recorded[entries.ConcernReviewed]) -> None:
    """A professional's review settles it."""
    row = journal.row(OpenDanger, recorded.patient)
    if row is not None:
        _keep_dangers(row, dangers.reviewed(_dangers(row), recorded.value))


def _keep_told(recorded: journal.Recorded[Any], entry: dangers.Telling) -> None:
    row = journal.row(OpenDanger, recorded.patient) or OpenDanger(patient_id=recorded.patient)
    _keep_dangers(row, dangers.told(_dangers(row), entry, id=recorded.id, at=recorded.occurred_at))


def _dangers(row: OpenDanger) -> list[dangers.Kept]:
    """The entries of this row, opened once a batch."""
    if not hasattr(row, "_dangers_open"):
        found = crypto.open_as(row.patient_id, row.dangers, list[dangers.Kept], purpose=DANGERS) if row.dangers else []
        row._dangers_open = found  # type: ignore[attr-defined]
    kept: list[dangers.Kept] = row._dangers_open  # type: ignore[attr-defined]
    return kept


def _keep_dangers(row: OpenDanger, kept: list[dangers.Kept]) -> None:
    row._dangers_open = kept  # type: ignore[attr-defined]
    journal.keep(row, fill=_seal_dangers)


def _seal_dangers(row: OpenDanger) -> None:
    row.dangers = crypto.seal_json(row.patient_id, _dangers(row), purpose=DANGERS)


@progress.on(entries.Enrolled)
def begin(recorded: journal.Recorded[entries.Enrolled]) -> None:
    """Open the row of a new enrolment, with the scores and the unsettled dangers that the person had before."""
    enrolled = recorded.value
    begun = engine.start(
        library.by_graph(enrolled.graph),
        enrolment=enrolled.enrolment,
        mode=enrolled.mode,
        language=enrolled.language,
        at=recorded.occurred_at,
        graph=enrolled.graph,
        prior=_prior(recorded.patient),
        earlier=_earlier(recorded.patient),
    )
    journal.row(Progress, enrolled.enrolment)  # one that says the same enrolment again begins it anew
    row = Progress(enrolment_id=enrolled.enrolment, patient_id=recorded.patient, started_at=recorded.occurred_at)
    _keep(row, begun)


def _prior(patient: UUID) -> tuple[engine.PriorScore, ...]:
    row = journal.row(Standing, patient)
    return tuple(
        engine.PriorScore(instrument=name, total=total, answers=tuple(answers), at=datetime.fromisoformat(at))
        for name, (total, answers, at) in sorted(_said(row).items() if row else ())
    )


def _earlier(patient: UUID) -> tuple[tuple[entries.Entry, UUID, datetime], ...]:
    row = journal.row(OpenDanger, patient)
    return tuple((one.entry, one.id, one.at) for one in (_dangers(row) if row else ()))


OF_THE_PERSON = (entries.MeasureScored, entries.DangerGraded, entries.ContactMade, entries.ConcernReviewed)


@progress.on(
    entries.EnrolmentMoved,
    entries.EnrolmentPaused,
    entries.EnrolmentResumed,
    entries.EnrolmentEnded,
    entries.ModeChanged,
    entries.PaceChanged,
    entries.ShortVersionChosen,
    entries.ModuleOpened,
    entries.StepCompleted,
    entries.StepDeclined,
    entries.StepReviewed,
    entries.PracticeNoted,
    entries.ModuleRated,
    entries.OtherWayAsked,
    entries.MeasureScored,
    entries.ExerciseWritten,
    entries.DangerGraded,
    entries.ContactMade,
    entries.ConcernReviewed,
)
def advance(recorded: journal.Recorded[entries.Entry]) -> None:
    """Move every running enrolment of the patient by one entry; the engine leaves alone what does not concern it."""
    for row in journal.rows_of(Progress, recorded.patient):
        if _concerns(recorded.value, row):
            _advance(row, recorded)


def _concerns(entry: entries.Entry, row: Progress) -> bool:
    """The enrolments under way, and those that somebody left: they may come back, and what was answered meanwhile
    counts then."""
    if row.ended_at is None:
        return True
    comes_back = isinstance(entry, entries.EnrolmentResumed) and entry.enrolment == row.enrolment_id
    return comes_back or (isinstance(entry, OF_THE_PERSON) and _state(row).ended == "left")


def _advance(row: Progress, recorded: journal.Recorded[entries.Entry]) -> None:
    before = _state(row)
    moved = recorded.value
    target = moved.graph if isinstance(moved, entries.EnrolmentMoved) else row.graph
    after = engine.apply(
        library.by_graph(row.graph), before, moved, id=recorded.id, at=recorded.occurred_at, to=library.by_graph(target)
    )
    if after != before:
        _keep(row, after)


@progress.on(entries.MoodNoted)
def note_mood(recorded: journal.Recorded[entries.MoodNoted]) -> None:
    """Remember when the mood was last noted, so that the page of the day asks once a day."""
    for row in journal.rows_of(Progress, recorded.patient):
        row.mood_noted_at = recorded.occurred_at
        journal.keep(row, fill=_fill)


@progress.on(entries.StepReviewed)
def keep_reply(recorded: journal.Recorded[entries.StepReviewed]) -> None:
    """Keep a professional's answer beside the step that it answers."""
    reviewed = recorded.value
    row = Reply(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        enrolment_id=reviewed.at.enrolment,
        step=reviewed.at.step,
        by=recorded.by,
        words=crypto.seal_json(recorded.patient, reviewed.words, purpose=WORDS),
        written_at=recorded.occurred_at,
    )
    journal.keep(row)


def _state(row: Progress) -> engine.Progress:
    """The engine's progress of this row, opened once a batch."""
    if not hasattr(row, "_state_open"):
        opened = crypto.open_json(row.patient_id, row.state, purpose=STATE)
        row._state_open = msgspec.convert(opened, engine.Progress)  # type: ignore[attr-defined]
    state: engine.Progress = row._state_open  # type: ignore[attr-defined]
    return state


def _keep(row: Progress, state: engine.Progress) -> None:
    """The row with this state. What later entries of the batch ask of it is there at once, the rest when it ends."""
    row._state_open = state  # type: ignore[attr-defined]
    row.graph, row.ended_at = state.graph, state.ended_at
    row.orients = bool(library.by_graph(state.graph).leads_to)
    journal.keep(row, fill=_fill)


def _fill(row: Progress) -> None:
    """The columns that queries and pages read, and the state sealed."""
    state = _state(row)
    programme = library.by_graph(state.graph)
    moments = engine.moments(programme, state)
    row.programme, row.graph, row.mode = state.programme, state.graph, state.mode
    row.state = crypto.seal_json(row.patient_id, state, purpose=STATE)
    row.module = state.module
    row.opens_at, row.due_at, row.drifts_at = moments.opens_at, moments.due_at, moments.drifts_at
    row.measures_at = moments.measures_at
    row.last_active_at, row.ended_at = state.last_active_at, state.ended_at
    course = engine.course(programme, state, state.seen_at)
    row.modules_finished = sum(module.id in state.finished for module in course)
    row.steps_done = sum(settled.how == "done" for settled in state.steps.values())
    row.steps_declined = sum(settled.how == "declined" for settled in state.steps.values())
    row.boosters = [[one.opens_at.isoformat(), one.is_finished] for one in engine.boosters(programme, state)]
    row.not_better = max(state.in_a_row.values(), default=0)
    row.practice_days = sum(practice.done for practice in state.practices.values())


# What somebody thinks of the programme changes nothing of their way through it.
feedback = journal.Projection("programmes.feedback", models=[Feedback], sealed={"opinion": OPINION})


@feedback.on(entries.ModuleRated)
def keep_rating(recorded: journal.Recorded[entries.ModuleRated]) -> None:
    """Keep whether a module helped, and whether it made something worse."""
    rated = recorded.value
    row = _feedback(recorded, rated.enrolment, rated.module, rated.words)
    row.helped, row.worse = rated.helped, rated.worse
    journal.keep(row)


@feedback.on(entries.OtherWayAsked)
def keep_wish(recorded: journal.Recorded[entries.OtherWayAsked]) -> None:
    """Keep which step does not help, and what somebody wishes instead."""
    asked = recorded.value
    row = _feedback(recorded, asked.at.enrolment, asked.at.module, asked.words)
    row.step, row.wish = asked.at.step, asked.wish
    journal.keep(row)


def _feedback(recorded: journal.Recorded[Any], enrolment: UUID, module: str, words: str) -> Feedback:
    return Feedback(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        enrolment_id=enrolment,
        module=module,
        opinion=crypto.seal_json(recorded.patient, words, purpose=OPINION),
        said_at=recorded.occurred_at,
    )


# Around a start and a change of version: independent of the way through a programme, so a projection of its own.
starts = journal.Projection(
    "programmes.starts",
    models=[StartAnswers, NotedContact, NamedDoctor, Decision],
    sealed={"said": SAID, "note": NOTE, "doctor": DOCTOR, "reason": REASON},
)


@starts.on(entries.StartQuestionsAnswered)
def keep_start_answers(recorded: journal.Recorded[entries.StartQuestionsAnswered]) -> None:
    """Keep who answered what before a start, and where it led."""
    asked = recorded.value
    StartAnswers.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        by=recorded.by,
        programme=asked.programme,
        mode=asked.mode,
        said=crypto.seal_json(recorded.patient, [asked.answers, list(asked.reasons)], purpose=SAID),
        answered_at=recorded.occurred_at,
    )


@starts.on(entries.ContactNoted)
def keep_contact(recorded: journal.Recorded[entries.ContactNoted]) -> None:
    """Keep that somebody was spoken with. Whether the hand was a professional's is asked when it is read."""
    NotedContact.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        by=recorded.by,
        channel=recorded.value.channel,
        note=crypto.seal_json(recorded.patient, recorded.value.words, purpose=NOTE),
        noted_at=recorded.occurred_at,
    )


@starts.on(entries.DoctorNamed)
def keep_doctor(recorded: journal.Recorded[entries.DoctorNamed]) -> None:
    """The doctor named last takes the place of the one before."""
    named = recorded.value
    kept = {
        "entry_id": recorded.id,
        "by": recorded.by,
        "doctor": crypto.seal_json(recorded.patient, [named.role, named.name], purpose=DOCTOR),
        "named_at": recorded.occurred_at,
    }
    NamedDoctor.objects.update_or_create(patient_id=recorded.patient, defaults=kept)


@starts.on(entries.StartIndicated)
def keep_indication(recorded: journal.Recorded[entries.StartIndicated]) -> None:
    """Keep why a professional started a programme."""
    given = recorded.value
    _decide(recorded, given.enrolment, Decision.Kind.STARTED, given.words, given.despite)


@starts.on(entries.EnrolmentMoved)
def keep_move(recorded: journal.Recorded[entries.EnrolmentMoved]) -> None:
    """Keep why somebody was moved to another version."""
    _decide(recorded, recorded.value.enrolment, Decision.Kind.MOVED, recorded.value.reason, "")


@starts.on(entries.ModeChanged)
def keep_mode(recorded: journal.Recorded[entries.ModeChanged]) -> None:
    """Keep why somebody follows their programme another way."""
    changed = recorded.value
    _decide(recorded, changed.enrolment, Decision.Kind.MODE, changed.words, changed.despite)


def _decide(
    recorded: journal.Recorded[entries.Entry], enrolment: UUID, kind: Decision.Kind, words: str, despite: str
) -> None:
    Decision.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        enrolment_id=enrolment,
        kind=kind,
        by=recorded.by,
        reason=crypto.seal_json(recorded.patient, [words, despite], purpose=REASON),
        decided_at=recorded.occurred_at,
    )


calls = journal.Projection("programmes.calls", models=[CallAgreement])


@calls.on(entries.ConsentGiven, entries.ConsentWithdrawn)
def keep_agreement(recorded: journal.Recorded[entries.ConsentGiven | entries.ConsentWithdrawn]) -> None:
    """The latest answer counts."""
    if recorded.value.purpose != consents.CALL_WHEN_WORSE:
        return
    answer = {"is_agreed": isinstance(recorded.value, entries.ConsentGiven), "asked_at": recorded.occurred_at}
    CallAgreement.objects.update_or_create(patient_id=recorded.patient, defaults=answer)


orientations = journal.Projection(
    "programmes.orientations", models=[Orientation], sealed={"said": REPLIES, "words": WHY}
)


@orientations.on(entries.StepCompleted)
def keep_screening(recorded: journal.Recorded[entries.StepCompleted]) -> None:
    """Keep the answers to a screening, which a start asks for again."""
    done = recorded.value
    if done.step_kind != "screening":
        return
    row = _orientation(recorded, done.at.enrolment)
    row.said = crypto.seal_json(recorded.patient, done.answers, purpose=REPLIES)
    row.save()


@orientations.on(entries.OrientationReached)
def keep_outcome(recorded: journal.Recorded[entries.OrientationReached]) -> None:
    """Where the questions led. A later answer may lead elsewhere, and then counts."""
    row = _orientation(recorded, recorded.value.enrolment)
    row.reached = row.outcome = recorded.value.outcome
    row.reached_at = recorded.occurred_at
    row.changed_by = row.words = row.changed_at = None
    row.save()


@orientations.on(entries.OrientationChanged)
def keep_change(recorded: journal.Recorded[entries.OrientationChanged]) -> None:
    """Another way than the one that the questions led to, by whom and why."""
    row = _orientation(recorded, recorded.value.enrolment)
    row.outcome, row.changed_by, row.changed_at = recorded.value.outcome, recorded.by, recorded.occurred_at
    row.words = crypto.seal_json(recorded.patient, recorded.value.words, purpose=WHY)
    row.save()


def _orientation(recorded: journal.Recorded[entries.Entry], enrolment: UUID) -> Orientation:
    found = Orientation.objects.filter(enrolment_id=enrolment, patient_id=recorded.patient).first()
    return found or Orientation(enrolment_id=enrolment, patient_id=recorded.patient)
