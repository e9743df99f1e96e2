"""What the pages of stepped care show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.foundation.people.queries import names_of
from accalmie.oversight.stepping import queries
from accalmie.oversight.stepping.forms import STEPS
from accalmie.oversight.stepping.library import rules


@dataclass(frozen=True)
class DecisionLine:
    """One decision as a colleague reads it."""

    decided: str
    proposed: str
    reasons: tuple[str, ...]
    because: str
    said: str
    by: str
    at: datetime
    agreed: bool | None
    answer: str


@dataclass(frozen=True)
class StepPage:
    """Where somebody stands, what the rules propose, and what was decided before. `proposed` is empty where the rules
    propose to go on as it is."""

    stands: str
    proposed: str
    reasons: tuple[str, ...]
    needs_doctor: bool
    version: str
    decisions: tuple[DecisionLine, ...]


def step_page(patient: UUID, found: queries.Standing) -> StepPage:
    """The professional's page."""
    decided = queries.decisions(patient)
    names = names_of({one.by for one in decided if one.by})
    moves = found.proposal.step is not found.facts.step
    return StepPage(
        stands=str(STEPS[found.facts.step]),
        proposed=str(STEPS[found.proposal.step]) if moves else "",
        reasons=reasons(found.proposal.reasons),
        needs_doctor=found.proposal.needs_doctor,
        version=rules().version,
        decisions=tuple(line(one, names) for one in decided),
    )


def line(one: queries.Decision, names: dict[UUID, str]) -> DecisionLine:
    """One decision."""
    return DecisionLine(
        decided=str(STEPS[one.decided]),
        proposed=str(STEPS[one.proposed]) if one.proposed is not one.decided else "",
        reasons=reasons(one.reasons),
        because=one.because,
        said=one.said,
        by=names.get(one.by, "") if one.by else "",
        at=one.at,
        agreed=one.agreed,
        answer=one.answer,
    )


def reasons(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Each reason in words, with the figure of the rules."""
    numbers = rules()
    words = {
        "danger": _("a danger is open: somebody sees them"),
        "severe": _("PHQ-9 of %(total)s or more") % {"total": numbers.doctor_from},
        "marked": _("PHQ-9 of %(total)s or more: nobody goes on alone") % {"total": numbers.guided_from},
        "worse": _("reliably worse than at the beginning"),
        "no_gain": _("no reliable improvement after %(weeks)s weeks") % {"weeks": numbers.no_gain_weeks},
        "asked": _("asked for somebody"),
        "recovered": _("recovered at %(count)s measures in a row") % {"count": numbers.recovered_measures},
    }
    return tuple(words[one] for one in codes if one in words)
