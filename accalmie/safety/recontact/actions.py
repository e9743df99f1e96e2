"""What is done about a recontact: proposed and agreed or not, its steps done with what came of them, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from accalmie.core.crisis import Level, recontact as core
from accalmie.core.entries import (
    ConcernRaised,
    Entry,
    PlannedStep,
    RecontactAgreed,
    RecontactElsewhere,
    RecontactRefused,
    RecontactRhythmAsked,
    RecontactStepDone,
    RecontactStepMoved,
    RecontactStopped,
    RecontactTaken,
    RecontactTried,
    SignNoticed,
)
from accalmie.foundation import journal
from accalmie.foundation.access.actions import cover
from accalmie.foundation.journal.records import Draft
from accalmie.foundation.outbox import actions as outbox, queries as notices
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import of_organisation
from accalmie.safety import library as danger, reaching
from accalmie.safety.alerts.actions import answering_time, may_answer
from accalmie.safety.alerts.models import Alert
from accalmie.safety.queries import death_of
from accalmie.safety.recontact import queries
from accalmie.safety.recontact.library import rules
from accalmie.safety.recontact.models import Recontact, Step

AFTER = ("alert", "hospital", "emergency")
BY_MESSAGE = ("sms", "card", "none")
DOCTORS = ("gp", "psychiatrist", "none")
WISHES = ("less", "more", "otherwise")


class NotOffered(ValueError):
    """Nothing has happened after which it is proposed, or the person has died."""


class NoSuchStep(LookupError):
    """No open step of that name of this person."""


class NothingAgreed(LookupError):
    """Nothing goes on with this person."""


class NotOnCall(PermissionError):
    """Only somebody on the rota, whom the person has not left, takes over what a colleague does."""


class NotYet(reaching.NotYet):
    """This outcome is not true yet. `code` says what is missing: "spoke", "tries", "receipt" or "words"."""


@dataclass(frozen=True)
class Agreement:
    """What the person agrees to, as whoever proposed it notes it."""

    after: str
    attempts: core.Attempts
    since: date
    by_message: str
    doctor: str


@dataclass(frozen=True)
class Ending:
    """What came of a step."""

    outcome: str
    words: str = ""
    receipt: str = ""


def alert_behind(patient: UUID) -> UUID | None:
    """The last alert, open or closed, from whose level on a recontact is proposed."""
    grave = Alert.objects.filter(patient_id=patient, severity__gte=rules().offered_from.severity)
    row = grave.order_by("-opened_at", "-source").first()
    return None if row is None else row.source


@transaction.atomic
def agree(*, patient: UUID, agreement: Agreement, by: Person, now: datetime, id: UUID | None = None) -> None:
    """The person agrees; the steps follow by the rules of today. Whoever writes this does them, and is in the care team
    until the last of them at least.

    Raises NotOffered, ValueError for an unknown code, or journal.EntryConflict.
    """
    source = _source(patient, agreement.after)
    if agreement.by_message not in BY_MESSAGE or agreement.doctor not in DOCTORS:
        raise ValueError(f"{agreement.by_message}, {agreement.doctor}")
    entry = _planned(agreement, source, now)
    journal.append(patient, entry, by=by.id, now=now, id=id)
    _cover(patient, entry, by, now)


def _planned(agreement: Agreement, source: UUID | None, now: datetime) -> RecontactAgreed:
    steps = core.plan(
        rules(),
        danger.rules().staffed,
        attempts=agreement.attempts,
        since=agreement.since,
        has_letter=agreement.doctor != "none",
        has_messages=agreement.by_message != "none",
        now=now,
    )
    return RecontactAgreed(
        after=agreement.after,
        attempts=agreement.attempts,
        since=agreement.since,
        by_message=agreement.by_message,
        doctor=agreement.doctor,
        steps=steps,
        rules_version=rules().version,
        source=source,
    )


def _cover(patient: UUID, agreed: RecontactAgreed, by: Person, now: datetime) -> None:
    last = max((one.due_at for one in agreed.steps), default=now)
    cover(patient=patient, professional=by, now=now, until=last + answering_time())


@transaction.atomic
def refuse(*, patient: UUID, after: str, by: Person, now: datetime, id: UUID | None = None) -> None:
    """The person does not wish it: noted, and what was going on ends. Raises NotOffered or journal.EntryConflict."""
    entry = RecontactRefused(after=after, source=_source(patient, after))
    stop(patient=patient, by=by, now=now)
    journal.append(patient, entry, by=by.id, now=now, id=id)


@transaction.atomic
def note_elsewhere(*, patient: UUID, after: str, name: str, by: Person, now: datetime, id: UUID | None = None) -> None:
    """Another service keeps in touch: nothing is doubled, what was going on here ends. Raises NotOffered or
    journal.EntryConflict."""
    entry = RecontactElsewhere(after=after, name=name, source=_source(patient, after))
    stop(patient=patient, by=by, now=now)
    journal.append(patient, entry, by=by.id, now=now, id=id)


def _source(patient: UUID, after: str) -> UUID | None:
    if after not in AFTER:
        raise ValueError(after)
    source = alert_behind(patient) if after == "alert" else None
    if death_of(patient) is not None or (after == "alert" and source is None):
        raise NotOffered(after)
    return source


@transaction.atomic
@of_organisation()
def take(*, patient: UUID, agreed: UUID, by: Person, now: datetime) -> None:
    """What is left of it is this person's from now on, who is in the care team until its last step at least.

    Raises NotOnCall or NothingAgreed.
    """
    if not may_answer(by, patient, now=now):
        raise NotOnCall(by.role)
    going = _going(patient)
    if going.id != agreed:
        raise NothingAgreed(str(agreed))
    last = max((one.due_at for one in queries.steps_of(going) if one.closed_at is None), default=now)
    cover(patient=patient, professional=by, now=now, until=max(last, now) + answering_time())
    if going.owner != by.id:
        journal.append(patient, RecontactTaken(agreed=agreed), by=by.id, now=now)


@transaction.atomic
def note_try(
    *, patient: UUID, step: UUID, way: str, result: str, words: str, by: Person, now: datetime, id: UUID | None = None
) -> None:
    """A try to reach the person. Once they were called as often as the rules say, in vain, a sign of its own opens an
    alert, whatever becomes of the step.

    Raises NoSuchStep, or ValueError for an unknown way or result.
    """
    reaching.check(way, result)
    row = _open(patient, step)
    journal.append(patient, RecontactTried(planned=step, way=way, result=result, words=words), by=by.id, now=now, id=id)
    if row.kind in core.CALLED and _is_missed(row):
        _raise_missed(row, now)


@transaction.atomic
def close(*, patient: UUID, step: UUID, ending: Ending, by: Person, now: datetime, id: UUID | None = None) -> None:
    """The step ends with an outcome that is true. Not reached, or reached and it goes badly: a sign of its own opens an
    alert. Renewed: a new time of recontact begins, as it was agreed before.

    Raises NoSuchStep, NotYet, or ValueError for an outcome that this kind of step does not have.
    """
    row = _open(patient, step)
    if ending.outcome not in core.OUTCOMES.get(row.kind, ()):
        raise ValueError(ending.outcome)
    missing = what_is_missing(row, ending)
    if missing:
        raise NotYet(missing)
    done = RecontactStepDone(
        planned=step,
        ending=ending.outcome,
        words=ending.words,
        receipt=ending.receipt,
        steps=tuple(_what_follows(row, ending.outcome, now)),
    )
    drafts = [Draft(entry=done, by=by.id, id=id)]
    if ending.outcome == "reached_hard":
        drafts.append(Draft(entry=_hard(ending.words), by=by.id, id=queries.hard_sign(row.id)))
    if ending.outcome == "renewed":
        drafts.append(Draft(entry=_round_after(row, now), by=by.id, id=uuid5(row.id, "renewed")))
    journal.append_many(patient, drafts, now=now)
    for one in drafts:
        if isinstance(one.entry, RecontactAgreed):
            _cover(patient, one.entry, by, now)
    outbox.stop(keys=[queries.message_key(row)], now=now)
    if ending.outcome == "not_reached":
        _raise_missed(row, now)


def _hard(words: str) -> Entry:
    """Whoever spoke with them is worried, at the level of the rules: an alert, as for any other worry of theirs."""
    said = _("We called to keep in touch, and it goes badly.")
    return ConcernRaised(level=Level.read(rules().call.hard), words=f"{said} {words}".strip())


def _round_after(step: Step, now: datetime) -> RecontactAgreed:
    """A new time of recontact from today, by the rules of today, with what the person agreed to before."""
    agreed = queries.agreement_of(step)
    if agreed is None:
        raise NoSuchStep(str(step.id))
    again = Agreement(
        after=agreed.after,
        attempts=cast("core.Attempts", agreed.attempts),
        since=now.astimezone(ZoneInfo(danger.rules().staffed.time_zone)).date(),
        by_message=agreed.by_message,
        doctor=agreed.doctor,
    )
    return _planned(again, agreed.source, now)


def what_is_missing(step: Step, ending: Ending) -> str:
    """Why this step may not end so yet; "" when it may."""
    if ending.outcome in core.SPOKEN:
        return "" if reaching.spoke(queries.tries(step.patient_id, step.id)) else "spoke"
    if ending.outcome == "not_reached":
        return "" if _is_missed(step) else "tries"
    if ending.outcome == "handed_over" or (step.kind, ending.outcome) == (core.LETTER, "sent"):
        return "" if ending.receipt.strip() else "receipt"
    if step.kind == core.RHYTHM or ending.outcome in ("no_way", "no_doctor"):
        return "" if ending.words.strip() else "words"
    return ""


def _is_missed(step: Step) -> bool:
    tried = queries.tries(step.patient_id, step.id)
    return not reaching.spoke(tried) and rules().call.tries_suffice(reaching.calls(tried))


def _raise_missed(step: Step, now: datetime) -> None:
    """Once a step, whoever comes to it first."""
    sign = SignNoticed(kind_of_sign="missed_contact", level=Level.read(rules().call.missed), source=step.id)
    journal.append(step.patient_id, sign, by=None, now=now, id=queries.missed_sign(step.id))


def _what_follows(step: Step, outcome: str, now: datetime) -> Iterator[PlannedStep]:
    """Cards or SMS, where a call did not reach them or went badly and the rules say so."""
    agreed, wanted = queries.agreement_of(step), rules().messages
    if step.kind != core.CALL or outcome not in core.FOLLOWED_BY_MESSAGES or agreed is None:
        return
    if wanted.when == "missed" and agreed.by_message != "none" and agreed.attempts in wanted.whom:
        assert agreed.since is not None
        yield from core.messages(rules(), danger.rules().staffed, since=agreed.since, now=now)


def move(*, patient: UUID, step: UUID, to: date, by: Person, now: datetime, id: UUID | None = None) -> None:
    """The step has another day, as agreed with the person; a message that waits leaves on that day. Raises ValueError
    for a day that is past, or NoSuchStep, also when its message has just left: then it is done."""
    row = _open(patient, step)
    moved = core.on_day(danger.rules().staffed, kind=row.kind, number=row.number, day=to, now=now)
    entry = RecontactStepMoved(planned=step, opens_at=moved.opens_at, due_at=moved.due_at)
    with transaction.atomic():
        journal.append(patient, entry, by=by.id, now=now, id=id)
        outbox.stop(keys=[queries.message_key(row)], now=now)
        if queries.has_left(row, notices.states(queries.message_keys(row))):
            raise NoSuchStep(str(step))


def ask_rhythm(*, patient: UUID, wish: str, words: str, by: Person, now: datetime, id: UUID | None = None) -> None:
    """The person asks for another rhythm: somebody answers. Raises NothingAgreed, or ValueError for no such wish."""
    if wish not in WISHES:
        raise ValueError(wish)
    going = _going(patient)
    number = 1 + sum(one.kind == core.RHYTHM for one in queries.steps_of(going))
    step = core.answer_to_rhythm(rules(), danger.rules().staffed, number=number, now=now)
    entry = RecontactRhythmAsked(agreed=going.id, wish=wish, steps=(step,), words=words)
    journal.append(patient, entry, by=by.id, now=now, id=id)


@transaction.atomic
def stop(*, patient: UUID, by: Person, now: datetime, id: UUID | None = None) -> None:
    """The person does not wish it any more: what is left ends, and a message that waits does not leave.

    Nothing going on: nothing happens.
    """
    going = queries.current(patient)
    if going is None:
        return
    keys = [queries.message_key(one) for one in queries.steps_of(going)]
    journal.append(patient, RecontactStopped(agreed=going.id), by=by.id, now=now, id=id)
    outbox.stop(keys=keys, now=now)


def _going(patient: UUID) -> Recontact:
    going = queries.current(patient)
    if going is None:
        raise NothingAgreed(str(patient))
    return going


def _open(patient: UUID, step: UUID) -> Step:
    row = queries.step(patient, step)
    if row is None or row.closed_at is not None:
        raise NoSuchStep(str(step))
    return row
