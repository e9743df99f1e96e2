"""What the pages about rights show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext as _

from accalmie.foundation.people import consents
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy import rights_queries
from accalmie.oversight.privacy.rights_law import law
from accalmie.oversight.privacy.rights_models import Kind, RightsRequest, State
from accalmie.oversight.privacy.rights_queries import Standing


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One request as its owner follows it."""

    title: str
    state: str
    is_waiting: bool
    asked_at: datetime
    due_at: datetime
    is_extended: bool
    words: str
    answer: str
    erase_after: datetime | None


@dataclass(frozen=True, slots=True)
class RightsPage:
    """Everything that somebody may do about their record, and what they have asked."""

    asked: tuple[AskedLine, ...]
    is_closed: bool
    is_alone: bool
    holds: tuple[tuple[str, datetime | None], ...]
    older_consents: int


@dataclass(frozen=True, slots=True)
class AskingPage:
    """One kind of request: what it is, who reads it, and when it is answered. `kept_until`: for an erasure."""

    kind: str
    title: str
    due_at: datetime
    waits: bool
    is_complaint: bool
    kept_until: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """One purpose, in words, and where the person's consent stands."""

    standing: Standing
    title: str
    meaning: str
    without: str

    @property
    def is_presumed(self) -> bool:
        """Whether it stands although the person has not decided: it is part of care, and they may say no."""
        return self.standing.is_given and self.standing.at is None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in an officer's list. `days_left` is below zero when it is overdue; None once answered."""

    id: UUID
    kind: str
    called: str
    asked_at: datetime
    due_at: datetime
    days_left: int | None
    state: str


@dataclass(frozen=True, slots=True)
class AnsweringPage:
    """One request on the page where it is answered."""

    line: RequestLine
    words: str
    answer: str
    is_waiting: bool
    is_erasure: bool
    may_extend: bool
    source: str
    kept_until: datetime | None
    erase_after: datetime | None
    holds: tuple[tuple[str, datetime | None], ...]


def rights_page(owner: Patient, now: datetime) -> RightsPage:
    standings = rights_queries.standings(owner.id)
    return RightsPage(
        asked=tuple(_asked_line(one) for one in rights_queries.mine(owner.id)),
        is_closed=owner.restricted_at is not None,
        is_alone=rights_queries.may_erase_at_once(owner, now=now),
        holds=tuple(rights_queries.holds(owner.id, now=now)),
        older_consents=sum(one.is_older for one in standings),
    )


def _asked_line(one: RightsRequest) -> AskedLine:
    words, answer = rights_queries.words_of(one)
    return AskedLine(
        title=one.get_kind_display(),
        state=one.get_state_display(),
        is_waiting=one.is_waiting,
        asked_at=one.asked_at,
        due_at=one.due_at,
        is_extended=one.extended_at is not None,
        words=words,
        answer=answer,
        erase_after=one.erase_after,
    )


def asking_page(owner: Patient, kind: Kind, now: datetime) -> AskingPage:
    holder = owner.organisation.holder
    newest = rights_queries.newest(owner.id)
    return AskingPage(
        kind=kind.value.lower(),
        title=str(kind.label),
        due_at=law().due_at(kind, holder, asked_at=now, newest=newest),
        waits=kind != Kind.COMPLAINT and rights_queries.waits(owner.id, kind),
        is_complaint=kind == Kind.COMPLAINT,
        kept_until=rights_queries.kept_until(owner) if kind == Kind.ERASURE else None,
        source=_source(kind, holder),
    )


def purposes(patient: UUID) -> tuple[PurposeLine, ...]:
    return tuple(PurposeLine(one, *_said(one.purpose)) for one in rights_queries.standings(patient))


def _said(purpose: str) -> tuple[str, str, str]:
    """Its name, what it means, and what happens without it."""
    return {
        consents.CARE: (
            _("Follow programmes here"),
            _("What you answer and write is kept, encrypted under a key of your own, in order to run your programme."),
            _("Without it, programmes stop and your record is closed: whoever follows you reads it no more."),
        ),
        consents.RESEARCH: (
            _("Research"),
            _("Researchers use your answers, without your name, to find out what helps."),
            _("Without it, nothing changes for you."),
        ),
        consents.CALL_WHEN_WORSE: (
            _("A call, if needed"),
            _("After two questionnaires in a row without a gain, your professional sees that it is time to call you."),
            _("Without it, nobody calls for that reason. The rest stays as it is."),
        ),
        consents.PREDICTIONS: (
            _("Computations about how it goes"),
            _("A computation over your scores and days tells your professional when your help may need to change."),
            _("Without it, nothing is computed about you, and your care stays the same."),
        ),
    }[purpose]


def request_lines(person: Person, now: datetime) -> tuple[RequestLine, ...]:
    found = rights_queries.listed_for(person)
    names = rights_queries.called([one.patient_id for one in found])
    return tuple(_request_line(one, names.get(one.patient_id), now) for one in found)


def _request_line(one: RightsRequest, called: str | None, now: datetime) -> RequestLine:
    return RequestLine(
        id=one.id,
        kind=one.get_kind_display(),
        called=called or _("erased"),
        asked_at=one.asked_at,
        due_at=one.due_at,
        days_left=(one.due_at.date() - now.date()).days if one.is_waiting else None,
        state=one.get_state_display(),
    )


def _source(kind: str, holder: str) -> str:
    """Where the law says it, for whoever reads."""
    sourced = law().retained_by(holder) if kind == Kind.ERASURE else law().clock(kind, holder)
    return sourced.source["en" if (get_language() or "fr").startswith("en") else "fr"]


def answering_page(one: RightsRequest, now: datetime) -> AnsweringPage:
    owner = Patient.objects.named().select_related("organisation").filter(id=one.patient_id).first()
    words, answer = rights_queries.words_of(one)
    is_erasure = one.kind == Kind.ERASURE
    holder = one.organisation.holder
    return AnsweringPage(
        line=_request_line(one, owner.person.called if owner else None, now),
        words=words,
        answer=answer,
        is_waiting=one.is_waiting and owner is not None,
        is_erasure=is_erasure,
        may_extend=one.extended_at is None,
        source=_source(one.kind, holder),
        kept_until=rights_queries.kept_until(owner) if owner and is_erasure else None,
        erase_after=one.erase_after if one.state == State.ARCHIVED else None,
        holds=tuple(rights_queries.holds(one.patient_id, now=now)) if owner else (),
    )
