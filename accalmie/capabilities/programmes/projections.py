"""What programmes keep of the journal: where each person stands, and their latest scores before a start."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Q

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.models import Progress, Reply, Standing
from accalmie.capabilities.programmes.queries import SCORES, STATE, WORDS, standing_scores
from accalmie.core import entries
from accalmie.core.programme import engine
from accalmie.foundation import crypto, journal

# One projection for both tables: a start reads the scores before it, so they must be replayed together, in order.
progress = journal.Projection(
    "programmes.progress", models=[Standing, Progress, Reply], sealed={"scores": SCORES, "state": STATE, "words": WORDS}
)


@progress.on(entries.MeasureScored)
def keep_latest_score(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """Keep the latest answers to each instrument."""
    measured = recorded.value
    scores = standing_scores(recorded.patient)
    scores[measured.instrument] = [measured.total, list(measured.answers), recorded.occurred_at.isoformat()]
    sealed = crypto.seal_json(recorded.patient, scores, purpose=SCORES)
    Standing.objects.update_or_create(patient_id=recorded.patient, defaults={"scores": sealed})


@progress.on(entries.Enrolled)
def begin(recorded: journal.Recorded[entries.Enrolled]) -> None:
    """Open the row of a new enrolment, with the scores that the person had before."""
    enrolled = recorded.value
    begun = engine.start(
        library.by_graph(enrolled.graph),
        enrolment=enrolled.enrolment,
        mode=enrolled.mode,
        language=enrolled.language,
        at=recorded.occurred_at,
        graph=enrolled.graph,
        prior=_prior(recorded.patient),
    )
    row = Progress(enrolment_id=enrolled.enrolment, patient_id=recorded.patient, started_at=recorded.occurred_at)
    _save(row, begun)


def _prior(patient: UUID) -> tuple[engine.PriorScore, ...]:
    return tuple(
        engine.PriorScore(instrument=name, total=total, answers=tuple(answers), at=datetime.fromisoformat(at))
        for name, (total, answers, at) in sorted(standing_scores(patient).items())
    )


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
    for row in Progress.objects.filter(_concerned(recorded), patient_id=recorded.patient):
        _advance(row, recorded)


def _concerned(recorded: journal.Recorded[entries.Entry]) -> Q:
    """The enrolments under way, and the one that somebody who left comes back to."""
    under_way = Q(ended_at__isnull=True)
    if isinstance(recorded.value, entries.EnrolmentResumed):
        return under_way | Q(enrolment_id=recorded.value.enrolment)
    return under_way


def _advance(row: Progress, recorded: journal.Recorded[entries.Entry]) -> None:
    before = msgspec.convert(crypto.open_json(row.patient_id, row.state, purpose=STATE), engine.Progress)
    moved = recorded.value
    target = moved.graph if isinstance(moved, entries.EnrolmentMoved) else row.graph
    after = engine.apply(
        library.by_graph(row.graph), before, moved, id=recorded.id, at=recorded.occurred_at, to=library.by_graph(target)
    )
    if after != before:
        _save(row, after)


@progress.on(entries.MoodNoted)
def note_mood(recorded: journal.Recorded[entries.MoodNoted]) -> None:
    """Remember when the mood was last noted, so that the page of the day asks once a day."""
    Progress.objects.filter(patient_id=recorded.patient).update(mood_noted_at=recorded.occurred_at)


@progress.on(entries.StepReviewed)
def keep_reply(recorded: journal.Recorded[entries.StepReviewed]) -> None:
    """Keep a professional's answer beside the step that it answers."""
    reviewed = recorded.value
    Reply.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        enrolment_id=reviewed.at.enrolment,
        step=reviewed.at.step,
        by=recorded.by,
        words=crypto.seal_json(recorded.patient, reviewed.words, purpose=WORDS),
        written_at=recorded.occurred_at,
    )


def _save(row: Progress, state: engine.Progress) -> None:
    moments = engine.moments(library.by_graph(state.graph), state)
    row.programme, row.graph, row.mode = state.programme, state.graph, state.mode
    row.state = crypto.seal_json(row.patient_id, state, purpose=STATE)
    row.module = state.module
    row.opens_at, row.due_at, row.drifts_at = moments.opens_at, moments.due_at, moments.drifts_at
    row.measures_at = moments.measures_at
    row.last_active_at, row.ended_at = state.last_active_at, state.ended_at
    row.modules_finished = len(state.finished)
    row.steps_done = sum(settled.how == "done" for settled in state.steps.values())
    row.steps_declined = sum(settled.how == "declined" for settled in state.steps.values())
    row.practice_days = sum(practice.done for practice in state.practices.values())
    row.save()
