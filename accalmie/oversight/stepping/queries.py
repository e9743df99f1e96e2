"""On which step somebody is, what the rules propose now, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.measures import queries as scores
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.measures.queries import ScorePoint
from accalmie.capabilities.programmes import queries as programmes
from accalmie.capabilities.programmes.queries import Adherence
from accalmie.core.measures import Instrument, change, is_case
from accalmie.core.stepping import CareStep, Facts, Proposal, propose
from accalmie.foundation import crypto
from accalmie.oversight.stepping.library import rules
from accalmie.oversight.stepping.models import Decided
from accalmie.safety import queries as safety

WORDS, ANSWER = "stepping.words", "stepping.answer"
MAIN = "phq-9"
_WEEK = 7  # days


@dataclass(frozen=True)
class Decision:
    """One decision, opened. `agreed`: None while the person has not answered."""

    id: UUID
    standing: CareStep
    proposed: CareStep
    decided: CareStep
    reasons: tuple[str, ...]
    because: str
    said: str
    by: UUID | None
    at: datetime
    agreed: bool | None
    answer: str


@dataclass(frozen=True)
class Standing:
    """What is known of one person now, and what the rules make of it."""

    facts: Facts
    proposal: Proposal


def decisions(patient: UUID, *, at_most: int = 20) -> list[Decision]:
    """The newest first."""
    rows = Decided.objects.filter(patient_id=patient).order_by("-decided_at", "-entry_id")
    return [_opened(row) for row in rows[:at_most]]


def standing(patient: UUID, *, now: datetime) -> Standing:
    """On which step this person is, and which is proposed."""
    facts = _facts(patient, now)
    return Standing(facts, propose(rules(), facts))


def unanswered(patient: UUID) -> UUID | None:
    """The last decision, while the person has said nothing of it."""
    row = Decided.objects.filter(patient_id=patient).order_by("-decided_at", "-entry_id").first()
    return row.entry_id if row is not None and row.agreed is None else None


def _facts(patient: UUID, now: datetime) -> Facts:
    running = next((one for one in programmes.adherence(patient) if one.ended_at is None), None)
    instrument = instruments()[MAIN]
    points = _since(scores.scores(patient).get(MAIN, []), running)
    way = change(instrument, points[0].total, points[-1].total).reliable if len(points) > 1 else "unknown"
    return Facts(
        step=_step(patient, running),
        danger=safety.unsettled(patient),
        phq9=points[-1].total if points else None,
        weeks=(now - running.started_at).days // _WEEK if running else 0,
        improved=way == "improved",
        worse=way == "worsened",
        recovered=_recovered(instrument, points),
        asks=bool(contact.waiting([patient])),
    )


def _step(patient: UUID, running: Adherence | None) -> CareStep:
    """The last step that was decided above a programme, unless the person said no to it; else how they follow theirs.
    Somebody whom a team follows without a programme is accompanied."""
    last = Decided.objects.filter(patient_id=patient).exclude(agreed=False).order_by("-decided_at", "-entry_id").first()
    if last is not None and CareStep(last.decided).height > CareStep.BLENDED.height:
        return CareStep(last.decided)
    return CareStep(running.mode) if running else CareStep.GUIDED


def _since(points: Sequence[ScorePoint], running: Adherence | None) -> list[ScorePoint]:
    """The scores of the programme that runs, with the last one before it; all of them without one."""
    told = [one for one in points if one.total is not None]
    before = sum(1 for one in told if running is not None and one.at < running.started_at)
    return told[max(before - 1, 0) :]


def _recovered(instrument: Instrument, points: Sequence[ScorePoint]) -> int:
    """How many of the last measures in a row lie below the threshold of cases, reliably better than the first."""
    count = 0
    for one in reversed(points[1:]):
        better = change(instrument, points[0].total, one.total).reliable == "improved"
        if not better or is_case(instrument, one.total) is not False:
            break
        count += 1
    return count


def _opened(row: Decided) -> Decision:
    words = crypto.open_json(row.patient_id, row.words, purpose=WORDS)
    return Decision(
        id=row.entry_id,
        standing=CareStep(row.standing),
        proposed=CareStep(row.proposed),
        decided=CareStep(row.decided),
        reasons=tuple(row.reasons),
        because=words["because"],
        said=words["said"],
        by=row.decided_by,
        at=row.decided_at,
        agreed=row.agreed,
        answer=crypto.open_json(row.patient_id, row.answer, purpose=ANSWER) if row.answer else "",
    )
