"""The order of a list as one would find it by hand: plain, slow, one person at a time. The list in SQL must agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from accalmie.capabilities.care.models import ReviewDue
from accalmie.capabilities.contact.models import TalkRequest
from accalmie.capabilities.measures import library
from accalmie.capabilities.programmes.models import CallAgreement, Progress
from accalmie.core.crisis import Level
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.rhythm import SHORTEST
from accalmie.oversight.caseload.triage import Figures, Group, worsening
from accalmie.safety.concern_models import Concern

FAR = timedelta(days=365)


@dataclass
class Somebody:
    """The rows that there are of one person. `row`: None for somebody of whom nothing was projected."""

    patient: UUID
    came_at: datetime
    row: CaseRow | None = None
    progress: Progress | None = None
    concerns: list[Concern] = field(default_factory=list)
    talks: list[TalkRequest] = field(default_factory=list)
    shared: list[ReviewDue] = field(default_factory=list)
    has_agreed_to_a_call: bool = False

    def save(self) -> None:
        """Writes them all."""
        rows = [self.row, self.progress, *self.concerns, *self.talks, *self.shared]
        for one in rows:
            if one is not None:
                one.save(force_insert=True)
        if self.has_agreed_to_a_call:
            CallAgreement.objects.create(patient_id=self.patient, is_agreed=True, asked_at=self.came_at)

    @property
    def signs(self) -> list[Concern]:
        return [one for one in self.concerns if one.reviewed_at is None and one.origin != "ASKED"]

    @property
    def to_read(self) -> list[datetime]:
        """By when each exercise that waits is answered."""
        return [one.due_at for one in self.shared if one.due_at]

    @property
    def wishes(self) -> list[Concern]:
        return [one for one in self.concerns if one.reviewed_at is None and one.origin == "ASKED"]

    @property
    def points(self) -> float:
        figures = Figures(self.patient)
        if self.row is not None:
            names = [name for name in Figures.__dataclass_fields__ if name.startswith("phq9")]
            figures = Figures(self.patient, **{name: getattr(self.row, name) for name in names})
        found = worsening(library.instruments()["phq-9"], figures)
        return found.points if found else 0

    @property
    def asked(self) -> list[datetime]:
        moments = [one.opened_at for one in self.wishes] + [one.asked_at for one in self.talks if not one.answered_at]
        if self.row is not None:
            moments += [one for one in (self.row.asked_person_at, self.row.led_at) if one]
        return moments

    def runs(self) -> Progress | None:
        one = self.progress
        return one if one is not None and one.ended_at is None and not one.orients else None

    def group(self, now: datetime) -> Group:
        """The first reason that holds."""
        row, running = self.row, self.runs()
        is_call_due = running and running.mode == "alone" and running.not_better >= 2 and self.has_agreed_to_a_call
        is_known = row is not None and (row.enrolment is not None or row.spoken_at is not None)
        holds = (
            (Group.CONCERN, self.signs),
            (Group.WORSE, self.points or (row and row.worse_at) or is_call_due),
            (Group.ASKED, self.asked),
            (Group.OFF_COURSE, row and row.off_course_at),
            (Group.DRIFTING, self._is_drifting(now)),
            (Group.REVIEW, self.to_read or (running and running.due_at)),
            (Group.WAITING, (row and row.waits_since) or not is_known),
            (Group.STEADY, True),
        )
        return next(group for group, is_so in holds if is_so)

    def _is_drifting(self, now: datetime) -> bool:
        running = self.runs()
        if running is None:
            return False
        if running.drifts_at and running.drifts_at < now:
            return True
        offered = running.opens_at is not None and running.opens_at <= now - timedelta(days=SHORTEST)
        return bool(offered and self.row and self.row.drifts_at and self.row.drifts_at < now)

    def place(self, now: datetime) -> tuple[object, ...]:
        """What orders a list: the smaller comes first."""
        gravest = max((one.severity for one in self.signs), default=0)
        dues = [one.due_at for one in self.signs if one.severity == gravest and one.due_at]
        return (
            self.group(now),
            -gravest,
            min(dues, default=now + 2 * FAR),
            -self.points,
            self.since(now) or self.came_at,
            str(self.patient),
        )

    def since(self, now: datetime) -> datetime | None:
        """Since when they wait, or by when they are answered; None where only their coming says it."""
        row, running = self.row, self.runs()
        reviews = [*self.to_read, running and running.due_at]
        return {
            Group.CONCERN: min((one.opened_at for one in self.signs), default=None),
            Group.WORSE: row and (row.worse_at or row.phq9_last_at),
            Group.ASKED: min(self.asked, default=None),
            Group.OFF_COURSE: row and row.off_course_at,
            Group.DRIFTING: row and row.last_activity_at,
            Group.REVIEW: min((one for one in reviews if one), default=None),
            Group.WAITING: row and row.waits_since,
            Group.STEADY: row and row.spoken_at,
        }[self.group(now)]


def sign(patient: UUID, at: datetime, *, origin: str = "ANSWER", level: str = "passive", **more: object) -> Concern:
    """An open sign of danger, or with the origin ASKED a wish for somebody to talk to."""
    severity = Level.read(level).severity
    return Concern(
        source=uuid4(),
        patient_id=patient,
        origin=origin,
        level=level,
        severity=severity,
        opened_at=at,
        words=b"",
        **more,
    )


def talk(patient: UUID, at: datetime) -> TalkRequest:
    """A request to be called back that nobody has answered."""
    return TalkRequest(entry_id=uuid4(), patient_id=patient, way="callback", about="other", asked=b"", asked_at=at)


def shared(patient: UUID, at: datetime, due_at: datetime | None) -> ReviewDue:
    """An exercise that was opened to the team; without a date it was answered."""
    return ReviewDue(entry_id=uuid4(), patient_id=patient, exercise="x", shared=True, shared_at=at, due_at=due_at)


def progress(patient: UUID, at: datetime, **more: object) -> Progress:
    """A programme that runs since then."""
    usual = {"programme": "small", "graph": "", "mode": "guided", "state": b"", "started_at": at, "last_active_at": at}
    return Progress(enrolment_id=uuid4(), patient_id=patient, **(usual | more))
