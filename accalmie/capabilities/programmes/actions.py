"""What a person or a professional does with a programme: each is one transaction with the journal in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID, uuid5

import uuid6

from accalmie.capabilities.programmes import library, queries
from accalmie.core.entries import (
    ContactNoted,
    DoctorNamed,
    Enrolled,
    EnrolmentEnded,
    EnrolmentMoved,
    EnrolmentPaused,
    EnrolmentResumed,
    Entry,
    ModeChanged,
    ModuleOpened,
    ModuleRated,
    OrientationChanged,
    OrientationReached,
    OtherWayAsked,
    PaceChanged,
    PracticeNoted,
    ShortVersionChosen,
    StartIndicated,
    StartQuestionsAnswered,
    StepCompleted,
    StepDeclined,
    StepRef,
    StepReviewed,
    encode,
)
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import Mode, Programme
from accalmie.core.rules import Value
from accalmie.foundation import journal
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.steps import Given
from accalmie.safety.readiness.queries import require_open

SLOWEST, FASTEST = 3.0, 0.5
DOCTORS = ("gp", "psychiatrist")
CHANNELS = ("phone", "visit", "video")


class NeedsAPerson(Exception):
    """This start leads to a person, not to a closed door. `reasons` are question ids, "danger", "score",
    "measure_missing" or "professional" (a mode with somebody, and nobody is there); `opener` says what would open it
    where no question does."""

    def __init__(self, reasons: tuple[str, ...], opener: engine.Opener | None = None) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons
        self.opener = opener


class QuestionsFirst(Exception):
    """The answers to the questions before a start are too old to serve again: they are asked anew."""


class FollowsNothing(Exception):
    """No programme runs, so there is nothing to change about how it is followed."""


class AlreadyEnrolled(Exception):
    """The person follows a programme already; two at once would ask too much."""


@dataclass(frozen=True)
class Author:
    """Whose journal, whose hand, when, and the id that the form carried (a second submission repeats it)."""

    patient: UUID
    by: UUID | None
    now: datetime
    id: UUID | None = None


def _append(author: Author, entries: Iterable[Entry]) -> list[journal.Appended]:
    drafts = [
        journal.Draft(entry=entry, id=author.id if position == 0 else _derived(author.id, position), by=author.by)
        for position, entry in enumerate(entries)
    ]
    return journal.append_many(author.patient, drafts, now=author.now)


def _derived(first: UUID | None, position: int) -> UUID | None:
    """The id of a companion entry, from the form's own id: a repeated form repeats all of its entries."""
    return None if first is None else UUID(int=first.int ^ position)


def why_a_person(
    programme: Programme, *, mode: str, facts: Mapping[str, Value], answers: Mapping[str, str], held: bool
) -> tuple[str, ...]:
    """Why this start should go by a person first: questions not answered "no", a danger that nobody has settled
    (`held`: so grave that nothing starts), a score outside the rule, or no score yet."""
    reasons = [question.id for question in programme.needs_a_person if answers.get(question.id) != "no"]
    opening = engine.admission(programme, cast(Mode, mode), facts)
    if held or (opening == "person" and engine.opener(programme, cast(Mode, mode), facts) == "review"):
        return (*reasons, "danger")
    by_score = {"open": (), "person": ("score",), "unknown": ("measure_missing",)}[opening]
    return (*reasons, *by_score)


def what_opens(
    programme: Programme, *, mode: str, facts: Mapping[str, Value], reasons: tuple[str, ...]
) -> engine.Opener:
    """What would open a start that these reasons refuse."""
    return "review" if "danger" in reasons else engine.opener(programme, cast(Mode, mode), facts)


def enrol(*, author: Author, programme: str, mode: str, language: str, answers: Mapping[str, str]) -> UUID:
    """Start a programme, or start it again after its end, with what was answered to the questions before it.

    Who answered what is kept, whether the start opens or leads to a person. Raises NeedsAPerson, AlreadyEnrolled,
    NotOpenYet or library.NotPublished.
    """
    require_open(author.now)
    edition = library.startable(programme)
    over = _over(author)
    if mode != "alone" and not professionals_of(author.patient, now=author.now):
        raise NeedsAPerson(("professional",), "guided")
    facts = queries.start_facts(author.patient, now=author.now)
    held = queries.is_held(author.patient)
    reasons = why_a_person(edition.programme, mode=mode, facts=facts, answers=answers, held=held)
    asked = StartQuestionsAnswered(programme=programme, mode=mode, answers=dict(answers), reasons=reasons)
    if reasons:
        _append(replace(author, id=_id_for(author.id, asked)), [asked])
        raise NeedsAPerson(reasons, what_opens(edition.programme, mode=mode, facts=facts, reasons=reasons))
    return _start(author, edition, mode, language, before=(*over, asked))


def _over(author: Author) -> tuple[Entry, ...]:
    """What closes the programme that the person has come to the end of. Raises AlreadyEnrolled when one runs."""
    place = queries.current_place(author.patient)
    if place is None:
        return ()
    if not place.is_over(author.now):
        raise AlreadyEnrolled(place.progress.programme)
    return (EnrolmentEnded(enrolment=place.enrolment, reason="completed"),)


def _id_for(form: UUID | None, entry: Entry) -> UUID | None:
    """One id for one form with one content: sent twice it is kept once, and other answers are other answers."""
    return None if form is None else uuid5(form, encode(entry).decode())


@dataclass(frozen=True)
class Indication:
    """A professional's grounds for a start: why, the questions checked with the person, and why in spite of a yes."""

    words: str
    answers: Mapping[str, str]
    despite: str = ""


class DoctorNeeded(Exception):
    """With these symptoms the programme opens with a psychiatrist or a GP named."""


def admit(
    *,
    author: Author,
    programme: str,
    mode: str,
    language: str,
    indication: Indication,
    doctor: tuple[str, str] | None = None,
) -> UUID:
    """A professional starts a programme for somebody they have spoken with: their judgement stands for the questions
    and for light symptoms, never for a missing measure, a doctor who is not named, a mode that is too alone, or a
    danger that nobody has reviewed.

    `doctor`: role ("gp", "psychiatrist") and name, when one is named now.
    Raises DoctorNeeded, NeedsAPerson, AlreadyEnrolled, NotOpenYet or library.NotPublished.
    """
    require_open(author.now)
    edition = library.startable(programme)
    over = _over(author)
    named = _newly_named(author.patient, doctor)
    facts = _facts_for_a_professional(author, named)
    _require_admissible(edition.programme, cast(Mode, mode), facts, held=queries.is_held(author.patient))
    reasons = why_a_person(edition.programme, mode=mode, facts=facts, answers=indication.answers, held=False)
    asked = StartQuestionsAnswered(programme=programme, mode=mode, answers=dict(indication.answers), reasons=reasons)
    enrolment = author.id or uuid6.uuid7()
    grounds = StartIndicated(enrolment=enrolment, words=indication.words, despite=indication.despite)
    return _start(replace(author, id=enrolment), edition, mode, language, before=(*over, asked, *named, grounds))


SUPPORT: dict[str, int] = {"alone": 0, "guided": 1, "blended": 2}
"""How much somebody is beside the person, rising."""


def change_mode(*, author: Author, mode: str, indication: Indication, doctor: tuple[str, str] | None = None) -> None:
    """A professional changes how a running programme is followed, with the questions before a start asked afresh.

    More support is never refused, whatever the answers: they are kept with the grounds. Less support meets the rule of
    a start, as in `admit`. The same mode again changes nothing.
    Raises FollowsNothing, DoctorNeeded, NeedsAPerson or library.NotPublished.
    """
    place = queries.current_place(author.patient)
    if place is None:
        raise FollowsNothing
    now = place.progress.mode
    if mode == now:
        return
    programme = library.current(place.progress.programme).programme
    named = _newly_named(author.patient, doctor)
    facts = _facts_for_a_professional(author, named)
    held = queries.is_held(author.patient)
    if SUPPORT[mode] < SUPPORT[now]:
        _require_admissible(programme, cast(Mode, mode), facts, held=held)
    reasons = why_a_person(programme, mode=mode, facts=facts, answers=indication.answers, held=held)
    asked = StartQuestionsAnswered(programme=programme.id, mode=mode, answers=dict(indication.answers), reasons=reasons)
    grounds = {"words": indication.words, "despite": indication.despite}
    _append(author, [ModeChanged(enrolment=place.enrolment, mode=mode, **grounds), asked, *named])


def _facts_for_a_professional(author: Author, named: tuple[Entry, ...]) -> dict[str, Value]:
    """What a start rule reads when a professional decides: they speak with the person, and may have just named a
    doctor."""
    facts = {**queries.start_facts(author.patient, now=author.now), "contact": True}
    return facts | {"doctor": facts["doctor"] or bool(named)}


def _newly_named(patient: UUID, doctor: tuple[str, str] | None) -> tuple[Entry, ...]:
    """The entry that names a doctor, unless the same one is named already."""
    known = queries.doctor(patient)
    if doctor is None or (known is not None and doctor == (known.role, known.name)):
        return ()
    return (_named(*doctor),)


def _named(role: str, name: str) -> DoctorNamed:
    if role not in DOCTORS:
        raise ValueError(role)
    return DoctorNamed(role=role, name=name)


def _require_admissible(programme: Programme, mode: Mode, facts: Mapping[str, Value], *, held: bool) -> None:
    if held:
        raise NeedsAPerson(("danger",), "review")
    opening = engine.admission(programme, mode, facts)
    if opening == "unknown":
        raise NeedsAPerson(("measure_missing",))
    if opening == "open":
        return
    opener = engine.opener(programme, mode, facts)
    if opener == "doctor":
        raise DoctorNeeded(programme.id)
    if opener == "review":
        raise NeedsAPerson(("danger",), opener)
    if opener != "lighter":
        raise NeedsAPerson(("score",), opener)


def name_doctor(*, author: Author, role: str, name: str) -> None:
    """Name the doctor who carries the care beside a programme. Raises ValueError for an unknown role."""
    _append(author, [_named(role, name)])


def note_contact(*, author: Author, channel: str, words: str = "") -> None:
    """A professional spoke with the person outside these pages. Raises ValueError for an unknown channel."""
    if channel not in CHANNELS:
        raise ValueError(channel)
    _append(author, [ContactNoted(channel=channel, words=words)])


def start_again(*, author: Author, place: queries.Place) -> UUID:
    """Begin anew after the end: the newest version, the same mode, if the latest scores and answers still allow it.

    Raises QuestionsFirst when the answers before the last start no longer serve, NeedsAPerson, NotOpenYet or
    library.NotPublished.
    """
    require_open(author.now)
    done = place.progress
    answers = queries.own_answers(author.patient, done.programme, now=author.now)
    asked = {question.id for question in library.startable(done.programme).programme.needs_a_person}
    if not asked <= set(answers):
        raise QuestionsFirst(done.programme)
    return enrol(author=author, programme=done.programme, mode=done.mode, language=done.language, answers=answers)


def _start(
    author: Author, edition: library.Edition, mode: str, language: str, *, before: tuple[Entry, ...] = ()
) -> UUID:
    enrolment = author.id or uuid6.uuid7()
    entry = Enrolled(
        enrolment=enrolment, programme=edition.programme.id, graph=edition.graph, mode=mode, language=language
    )
    _append(author, [*before, entry])
    return enrolment


def complete_step(*, author: Author, at: StepRef, kind: str, given: Given, hurt_again: bool = False) -> None:
    """Journal what the person gave to a step, with the entries of its kind, together. `hurt_again`: they say twice in
    a row that it hurt them; somebody to talk to is asked for with it, so that a professional sees it."""
    done = StepCompleted(at=at, step_kind=kind, answers=given.answers, remembered=given.remembered)
    wished = [OtherWayAsked(at=at, wish="person")] if hurt_again else []
    _append(author, [done, *given.entries, *wished])


def decline_step(*, author: Author, at: StepRef, words: str = "") -> None:
    """Leave a step aside: allowed, recorded as such, and the programme goes on."""
    _append(author, [StepDeclined(at=at, words=words)])


def note_practice(*, author: Author, at: StepRef, day: date, done: bool, words: str = "") -> None:
    """Note one day of a practice in life."""
    _append(author, [PracticeNoted(at=at, day=day, done=done, words=words)])


def rate_module(
    *, author: Author, enrolment: UUID, module: str, helped: int | None, worse: bool | None, words: str = ""
) -> None:
    """After a module: did it help, did it make something worse."""
    _append(author, [ModuleRated(enrolment=enrolment, module=module, helped=helped, worse=worse, words=words)])


def ask_other_way(*, author: Author, at: StepRef, wish: str, words: str = "") -> None:
    """*Ça ne m'aide pas*: another exercise, or somebody to talk to."""
    _append(author, [OtherWayAsked(at=at, wish=wish, words=words)])


def choose_short_version(*, author: Author, enrolment: UUID, module: str, short: bool) -> None:
    """From here on the module shows only its short version, or all again."""
    _append(author, [ShortVersionChosen(enrolment=enrolment, module=module, short=short)])


def pause(*, author: Author, enrolment: UUID, until: date | None) -> None:
    """Stop the clock of a programme: nothing is asked until that day, or until the person comes back."""
    _append(author, [EnrolmentPaused(enrolment=enrolment, until=until)])


def resume(*, author: Author, enrolment: UUID) -> None:
    """Come back before the day, or from a pause without one."""
    _append(author, [EnrolmentResumed(enrolment=enrolment)])


def change_pace(*, author: Author, enrolment: UUID, time_factor: float) -> None:
    """Multiply every delay of the programme, between twice as fast and three times as slow."""
    factor = min(SLOWEST, max(FASTEST, time_factor))
    _append(author, [PaceChanged(enrolment=enrolment, time_factor=factor)])


def leave(*, author: Author, enrolment: UUID) -> None:
    """Stop a programme. What was written stays the person's own."""
    _append(author, [EnrolmentEnded(enrolment=enrolment, reason="left")])


def open_module(*, author: Author, enrolment: UUID, module: str) -> None:
    """A professional opens a module before its time."""
    _append(author, [ModuleOpened(enrolment=enrolment, module=module)])


def review_step(*, author: Author, at: StepRef, words: str, quoted: tuple[str, ...] = ()) -> None:
    """A professional answers what the person did at a step; the person reads it where they wrote. `quoted`: the
    person's own words of which the answer speaks."""
    _append(author, [StepReviewed(at=at, words=words, quoted=quoted)])


def move(*, author: Author, enrolment: UUID, graph: str, reason: str) -> None:
    """Move an enrolled person to another version of their programme, on purpose. Raises library.NotPublished."""
    library.by_graph(graph)
    _append(author, [EnrolmentMoved(enrolment=enrolment, graph=graph, reason=reason)])


def orient(*, author: Author, language: str) -> UUID:
    """Begin *M'orienter*, or begin it anew: one that is under way is left. It is no programme: one may run beside it.

    It too decides by rules that a clinician signs. Raises NotOpenYet or library.NotPublished.
    """
    require_open(author.now)
    edition = library.orientation()
    earlier = queries.orientation(author.patient)
    runs = earlier is not None and earlier.place.progress.ended_at is None
    over = [EnrolmentEnded(enrolment=earlier.place.enrolment, reason="left")] if earlier and runs else []
    return _start(author, edition, edition.programme.modes[0], language, before=tuple(over))


def arrive(*, author: Author) -> None:
    """Journal where the latest orientation has led, once it is done or danger holds it; asked again, nothing more.

    With a programme, the person's answers to the questions before its start are kept for that start: nothing is asked
    twice.
    """
    oriented = queries.orientation(author.patient)
    plan = None if oriented is None else oriented.place.plan(author.now)
    if oriented is None or plan is None or oriented.place.progress.ended or not plan.outcome:
        return
    enrolment, found = oriented.place.enrolment, list[Entry]()
    if plan.outcome != oriented.reached:
        found += [OrientationReached(enrolment=enrolment, outcome=plan.outcome)]
        found += _answered_for_a_start(author, oriented, plan.outcome)
    if plan.page == "done":
        found += [EnrolmentEnded(enrolment=enrolment, reason="completed")]
    if found:
        _append(replace(author, id=uuid5(enrolment, f"{plan.page} {plan.outcome}")), found)


def _answered_for_a_start(author: Author, oriented: queries.Oriented, outcome: str) -> tuple[Entry, ...]:
    led = next(one for one in oriented.place.programme.leads_to if one.id == outcome)
    if led.to != "programme":
        return ()
    wanted = library.current(led.programme).programme
    asked = queries.told_already(oriented, wanted)
    if len(asked) < len(wanted.needs_a_person):
        return ()
    facts = queries.start_facts(author.patient, now=author.now)
    held = queries.is_held(author.patient)
    reasons = why_a_person(wanted, mode=led.mode, facts=facts, answers=asked, held=held)
    return (StartQuestionsAnswered(programme=wanted.id, mode=led.mode, answers=asked, reasons=reasons),)


class NoSuchOutcome(LookupError):
    """The person has not come to the end of an orientation, or it has no such outcome."""


def change_orientation(*, author: Author, outcome: str, words: str = "") -> None:
    """The person, or a professional, chooses another way. A start still meets its own rule. Raises NoSuchOutcome."""
    oriented = queries.orientation(author.patient)
    if oriented is None or not oriented.reached:
        raise NoSuchOutcome(outcome)
    if outcome not in {one.id for one in oriented.place.programme.leads_to}:
        raise NoSuchOutcome(outcome)
    changed = OrientationChanged(enrolment=oriented.place.enrolment, outcome=outcome, words=words)
    _append(author, [changed])
