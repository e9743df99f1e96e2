"""A record with one of everything that an address may name, and words in it that nobody else may read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from accalmie.capabilities.exercises.library import exercises
from accalmie.capabilities.programmes import library
from accalmie.core.entries import (
    CareElsewhereNoted,
    Enrolled,
    Entry,
    ExerciseWritten,
    GoalWritten,
    LetterLine,
    MeasureScored,
    NightNoted,
    NoteSigned,
    OrientationReached,
    PlannedStep,
    PlanWords,
    RecontactAgreed,
    RecontactTried,
    ReferralPrepared,
    RelativeNamed,
    SafetyPlanShared,
    SafetyPlanWritten,
    StepRef,
    TalkAsked,
    TeamMessageWritten,
    TeamTaskGiven,
)
from accalmie.foundation import clock, journal
from accalmie.foundation.access import mandates, sharing
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Organisation, Person
from accalmie.safety.recontact.queries import step_id
from tests.factories import journeys, people

EXERCISE = "thought-record"


@dataclass(frozen=True)
class Record:
    """Somebody's record: `ids` by the name that addresses give them, `words` that only some may read."""

    owner: Person
    patient: UUID
    ids: dict[str, UUID | str]
    review: dict[str, str]
    words: str


def full_record(organisation: Organisation, called: str, words: str) -> Record:
    """A patient with a programme under way, a danger answer, a request, a shared exercise, a way found, and every kind
    of relation to others."""
    journeys.publish_orientation()
    owner = people.patient_person(called, organisation=organisation)
    patient = owner.patient_id
    assert patient is not None
    enrolment = _enrolled(patient, owner, "depression")
    programme = journeys.depression()
    module, step = _review()
    written = ExerciseWritten(
        exercise=EXERCISE,
        exercise_version=exercises()[EXERCISE].version,
        answers={"situation": words, "emotion": words},
        shared=True,
        at=StepRef(enrolment=enrolment, module=module, step=step),
    )
    danger = MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=(2, 2, 2, 2, 2, 2, 2, 2, 2),
        total=18,
        band="moderately_severe",
        language="fr",
    )
    wayfinding = _enrolled(patient, owner, "orientation")
    _append(patient, owner, OrientationReached(enrolment=wayfinding, outcome="somebody"))
    claire = people.somebody(Role.PSYCHOLOGIST, organisation=organisation)
    relation = begin_care(patient=patient, professional=claire, now=clock.now())
    outside = people.somebody(Role.GP, organisation=people.elsewhere())
    asked = sharing.ask_to_share(patient=patient, professional=outside, purposes=["course"], by=claire, now=clock.now())
    mandate = mandates.give(
        patient=patient, structure=words, powers=["tasks"], lasts=mandates.LONGEST, by=owner.id, now=clock.now()
    )
    source = _append(patient, owner, danger)
    sheet = _append(patient, owner, written)
    plan = _append(patient, owner, SafetyPlanWritten(words=PlanWords(alone=(words,))))
    _append(patient, owner, SafetyPlanShared(readers=(claire.id,)))
    call = PlannedStep(kind="call", number=1, opens_at=clock.now(), due_at=clock.now())
    agreed = RecontactAgreed(
        after="alert",
        attempts="repeated",
        since=clock.now().date(),
        by_message="card",
        doctor="gp",
        steps=(call,),
        rules_version="1.0.0",
        source=source,
    )
    planned = step_id(_append(patient, owner, agreed), "call", 1)
    goal = uuid4()
    _append(patient, owner, GoalWritten(goal=goal, words=words))
    task = uuid4()
    due_on = clock.now().date()
    _append(patient, claire, TeamTaskGiven(task=task, words=words, owner=claire.id, due_on=due_on))
    message = _append(patient, claire, TeamMessageWritten(words=words))
    letter, relative = _letter(patient, claire, words), uuid4()
    named = RelativeNamed(
        relative=relative, called=words, relation=words, reached_by=words, may=("crisis",), text_version="1"
    )
    _append(patient, owner, named)
    _append(patient, owner, NightNoted(day=clock.now().date(), zone="Europe/Paris", quality=3))
    note = NoteSigned(contact=words, state=words, risk=words, risk_asked=True, next_step=words)
    told = CareElsewhereNoted(about="therapist", what=words, who="", told_by="patient", since=None, until=None)
    _append(patient, owner, RecontactTried(planned=planned, way="phone", result="no_answer", words=words))
    return Record(
        owner=owner,
        patient=patient,
        ids={
            "patient": patient,
            "source": source,
            "sheet": sheet,
            "written": sheet,
            "version": plan,
            "planned": planned,
            "goal": goal,
            "task": task,
            "referral": letter,
            "relative": relative,
            "message": message,
            "talk": _append(patient, owner, TalkAsked(way="message", about="other", words=words)),
            "note": _append(patient, owner, note),
            "told": _append(patient, owner, told),
            "relation": relation.id,
            "asked": asked.id,
            "mandate": mandate.id,
            "module": programme.main[0].id,
            "tool": "ladder",
            "night": clock.now().date().isoformat(),
        },
        review={"module": module, "step": step},
        words=words,
    )


def _letter(patient: UUID, by: Person, words: str) -> UUID:
    """A letter inside the care team, which may leave."""
    referral = uuid4()
    prepared = ReferralPrepared(
        referral=referral,
        aim="inform",
        role="gp",
        recipient=words,
        outside=False,
        letter=(LetterLine(part="why", text=words),),
        language="fr",
    )
    _append(patient, by, prepared)
    return referral


def _enrolled(patient: UUID, owner: Person, programme: str) -> UUID:
    enrolment = uuid4()
    graph = library.current(programme).graph
    entry = Enrolled(enrolment=enrolment, programme=programme, graph=graph, mode="guided", language="fr")
    _append(patient, owner, entry)
    return enrolment


def _append(patient: UUID, owner: Person, entry: Entry) -> UUID:
    return journal.append(patient, entry, by=owner.id, now=clock.now()).entry.id


def _review() -> tuple[str, str]:
    """A place at which the programme waits for a professional."""
    programme = journeys.depression()
    return next(
        (module.id, slot.step)
        for module in programme.modules
        for slot in module.slots
        if programme.steps[slot.step].kind == "review"
    )
