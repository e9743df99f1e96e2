"""What the pages of an end of care show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.coordination import queries as coordination
from accalmie.capabilities.measures import library as instruments, pages as measures, queries as scores
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.oversight.closing import queries
from accalmie.oversight.closing.forms import REASONS
from accalmie.safety.closures.queries import today


@dataclass(frozen=True)
class InTheWay:
    """Something that waits, in words, and where it is answered."""

    code: str
    words: str
    href: str


@dataclass(frozen=True)
class Course:
    """What one questionnaire says of the way from the first to the last score, as the person's own curve says it."""

    name: str
    sentence: str


@dataclass(frozen=True)
class EndPage:
    """An end of care as it stands. `may_end_now`: the person has said their last word, or the day has come."""

    reason: str
    words: str
    by: str
    ends_on: date
    last_word: str
    last_word_at: datetime | None
    ended_at: datetime | None
    may_end_now: bool


@dataclass(frozen=True)
class EndLine:
    """One proposed end in a professional's list. `is_held`: its day has come, and something waits."""

    patient: UUID
    called: str
    ends_on: date
    is_held: bool


def end_page(found: queries.Proposal, now: datetime) -> EndPage:
    """One proposal, as both sides read it."""
    return EndPage(
        reason=str(dict(REASONS).get(found.reason, "")),
        words=found.words,
        by=names_of([found.by]).get(found.by, "") if found.by else "",
        ends_on=found.ends_on,
        last_word=found.last_word,
        last_word_at=found.last_word_at,
        ended_at=found.ended_at,
        may_end_now=found.last_word_at is not None or today(now) >= found.ends_on,
    )


def attained(patient: UUID) -> tuple[str, ...]:
    """The goals that were attained, in the person's words."""
    return tuple(one.words for one in coordination.goals(patient) if one.ending == "attained")


def courses(patient: UUID, language: str) -> tuple[Course, ...]:
    """The way of each questionnaire that was answered more than once."""
    found = {name: points for name, points in scores.scores(patient).items() if len(points) > 1}
    curves = measures.curves(found, instruments.instruments(), language)
    return tuple(Course(one.title, one.sentence) for one in curves)


def in_the_way(patient: UUID, *, only: tuple[str, ...] = ()) -> tuple[InTheWay, ...]:
    """What waits, in words; `only` of these."""
    page = reverse("caseload:show-patient", args=[patient])
    words = {
        "alert": (_("An alert is open."), reverse("safety:list-alerts")),
        "danger": (_("A sign of danger waits for a professional’s word."), page),
        "recontact": (_("Somebody keeps in touch after a crisis, as was agreed."), page),
        "talk": (_("The person asked for somebody, and nobody has answered."), page),
        "unread": (_("Something that the person opened to you waits to be read."), reverse("reviewing:list-reviews")),
        "task": (_("A task of the team is not done."), reverse("coordination:list-tasks")),
        "letter": (
            _("A letter has not left, or nobody has confirmed that it came."),
            reverse("coordination:show-plan", args=[patient]),
        ),
        "programme": (
            _("A programme goes on with you: let the person go on alone, or finish it together."),
            reverse("caseload:change-mode", args=[patient]),
        ),
    }
    return tuple(InTheWay(one, *words[one]) for one in queries.in_the_way(patient) if not only or one in only)


def proposed_ends(professional: Person, now: datetime) -> tuple[EndLine, ...]:
    """The ends of care that are to come among this professional's patients, by day."""
    called = {one.id: one.person.called for one in listed(patients_of(professional, now=now))}
    days = queries.proposed(called)
    lines = (EndLine(one, called[one], day, day <= today(now)) for one, day in days.items())
    return tuple(sorted(lines, key=lambda line: (line.ends_on, line.called)))
