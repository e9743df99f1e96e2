"""Everything that can happen to a patient, as frozen, versioned values.

An entry type is named by its class and numbered by `version`; the journal stores both beside the sealed payload.
To change the shape of an entry, add a class with the next version and keep the old one readable for ever.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from accalmie.core.entries.closing import (
    CareEnded as CareEnded,
    CareEndProposed as CareEndProposed,
    CareEndTakenBack as CareEndTakenBack,
    LastWordSaid as LastWordSaid,
)
from accalmie.core.entries.coordination import (
    GoalEnded as GoalEnded,
    GoalStep as GoalStep,
    GoalWritten as GoalWritten,
    LetterLine as LetterLine,
    ReferralAnswered as ReferralAnswered,
    ReferralEnded as ReferralEnded,
    ReferralPrepared as ReferralPrepared,
    ReferralReceived as ReferralReceived,
    ReferralSent as ReferralSent,
    TeamMessageWritten as TeamMessageWritten,
    TeamTaskEnded as TeamTaskEnded,
    TeamTaskGiven as TeamTaskGiven,
)
from accalmie.core.entries.entry import Entry as Entry
from accalmie.core.entries.insight import AdviceDecided as AdviceDecided, OffCourseNoticed as OffCourseNoticed
from accalmie.core.entries.notes import (
    CareElsewhereNoted as CareElsewhereNoted,
    CareElsewhereStruck as CareElsewhereStruck,
    NoteSigned as NoteSigned,
)
from accalmie.core.entries.plans import (
    PlanWords as PlanWords,
    SafetyPlanConfirmed as SafetyPlanConfirmed,
    SafetyPlanShared as SafetyPlanShared,
    SafetyPlanWritten as SafetyPlanWritten,
    ToReach as ToReach,
)
from accalmie.core.entries.recontact import (
    Deceased as Deceased,
    DeceasedCorrected as DeceasedCorrected,
    PlannedStep as PlannedStep,
    RecontactAgreed as RecontactAgreed,
    RecontactElsewhere as RecontactElsewhere,
    RecontactMessageQueued as RecontactMessageQueued,
    RecontactRefused as RecontactRefused,
    RecontactRhythmAsked as RecontactRhythmAsked,
    RecontactStepDone as RecontactStepDone,
    RecontactStepMoved as RecontactStepMoved,
    RecontactStopped as RecontactStopped,
    RecontactTaken as RecontactTaken,
    RecontactTold as RecontactTold,
    RecontactTried as RecontactTried,
)
from accalmie.core.entries.relations import (
    CareLeft as CareLeft,
    ColleagueAdded as ColleagueAdded,
    MandateEnded as MandateEnded,
    MandateGiven as MandateGiven,
    OpenedInEmergency as OpenedInEmergency,
    SharingAgreed as SharingAgreed,
    SharingAsked as SharingAsked,
    SharingRefused as SharingRefused,
    SharingWithdrawn as SharingWithdrawn,
)
from accalmie.core.entries.relatives import RelativeNamed as RelativeNamed, RelativeTakenBack as RelativeTakenBack
from accalmie.core.entries.reviews import (
    CoverArranged as CoverArranged,
    CoverEnded as CoverEnded,
    ExerciseAnswered as ExerciseAnswered,
    ReviewAgreed as ReviewAgreed,
)
from accalmie.core.entries.sleep import (
    NightNoted as NightNoted,
    NightWithdrawn as NightWithdrawn,
    SleepQuestionsAnswered as SleepQuestionsAnswered,
    SleepWeekAnswered as SleepWeekAnswered,
    SleepWindowResumed as SleepWindowResumed,
    SleepWindowSet as SleepWindowSet,
    SleepWindowSupported as SleepWindowSupported,
)
from accalmie.core.entries.stepping import CareStepAnswered as CareStepAnswered, CareStepDecided as CareStepDecided

Answers = dict[str, Any]
"""What a person gave to a step, by field: JSON values only (text, number, true/false, null, lists and tables of
these)."""


class StepRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The place in a programme where something was asked or done."""

    enrolment: UUID
    module: str
    step: str


# Consent: per purpose, versioned, withdrawable at once.
class ConsentGiven(Entry, frozen=True, kw_only=True):
    purpose: str  # "care" | "research" | ...
    text_version: str


class ConsentWithdrawn(Entry, frozen=True, kw_only=True):
    purpose: str
    text_version: str


# Programmes.
class Enrolled(Entry, frozen=True, kw_only=True):
    enrolment: UUID
    programme: str
    graph: str  # the hash of the compiled version that this person stays on
    mode: str  # "alone" | "guided" | "blended"
    language: str


class EnrolmentMoved(Entry, frozen=True, kw_only=True):
    """Moved, on purpose, to another compiled version of the same programme."""

    enrolment: UUID
    graph: str
    reason: str


class EnrolmentPaused(Entry, frozen=True, kw_only=True):
    enrolment: UUID
    until: date | None


class EnrolmentResumed(Entry, frozen=True, kw_only=True):
    enrolment: UUID


class EnrolmentEnded(Entry, frozen=True, kw_only=True):
    enrolment: UUID
    reason: str  # "left" | "completed" | "care_changed"


class StartQuestionsAnswered(Entry, frozen=True, kw_only=True):
    """The questions that may lead to a person before a start, and where they led. `reasons` are question ids, "score"
    or "measure_missing"; empty when the start was open."""

    programme: str
    mode: str
    answers: dict[str, str]  # question -> "no" | "yes" | "unsaid"
    reasons: tuple[str, ...]


class DoctorNamed(Entry, frozen=True, kw_only=True):
    """The doctor who carries the care beside a programme."""

    role: str  # "gp" | "psychiatrist"
    name: str


class StartIndicated(Entry, frozen=True, kw_only=True):
    """Why a professional starts a programme with this person; `despite`: and in spite of what would lead to somebody
    first."""

    enrolment: UUID
    words: str
    despite: str = ""


class OrientationReached(Entry, frozen=True, kw_only=True):
    """Where the questions of *M'orienter* led: an outcome of the orientation programme, by its id."""

    enrolment: UUID
    outcome: str


class OrientationChanged(Entry, frozen=True, kw_only=True):
    """The person, or a professional, chose another way than the one that the questions led to."""

    enrolment: UUID
    outcome: str
    words: str = ""


class ModeChanged(Entry, frozen=True, kw_only=True):
    """A professional changes how a programme is followed; `words`: why, `despite`: and in spite of what would lead to
    somebody first."""

    enrolment: UUID
    mode: str
    words: str = ""
    despite: str = ""


class PaceChanged(Entry, frozen=True, kw_only=True):
    """Every delay of the programme is multiplied by `time_factor` (0.5 = twice as fast, 2 = half as fast)."""

    enrolment: UUID
    time_factor: float


class ShortVersionChosen(Entry, frozen=True, kw_only=True):
    """From here on, this module shows only the steps that its author kept for the short version (or all again)."""

    enrolment: UUID
    module: str
    short: bool


class ModuleOpened(Entry, frozen=True, kw_only=True):
    """A professional opened a module before its time."""

    enrolment: UUID
    module: str


class StepCompleted(Entry, frozen=True, kw_only=True):
    """`remembered` holds the words and figures that later steps may say back or that rules may read, by name."""

    at: StepRef
    step_kind: str
    answers: Answers
    remembered: Answers = {}  # noqa: RUF012 - msgspec gives each entry its own


class StepDeclined(Entry, frozen=True, kw_only=True):
    at: StepRef
    words: str = ""


class StepReviewed(Entry, frozen=True, kw_only=True):
    """A professional read what the person did at this step and answered. `written`: the exercise that they read, by
    the id of its ExerciseWritten; `quoted`: the person's own words of which the answer speaks."""

    at: StepRef
    words: str
    written: UUID | None = None
    quoted: tuple[str, ...] = ()


class PracticeNoted(Entry, frozen=True, kw_only=True):
    """One day of a practice in life. The latest entry for a day counts."""

    at: StepRef
    day: date
    done: bool
    words: str = ""


class ModuleRated(Entry, frozen=True, kw_only=True):
    """After a module: did this help (0 not at all to 4 a lot), did it make something worse? None: declined."""

    enrolment: UUID
    module: str
    helped: int | None
    worse: bool | None
    words: str = ""


class OtherWayAsked(Entry, frozen=True, kw_only=True):
    """ "Ça ne m'aide pas": the person wishes another exercise ("exercise") or somebody to talk to ("person")."""

    at: StepRef
    wish: str
    words: str = ""


# Talking to somebody.
class TalkAsked(Entry, frozen=True, kw_only=True):
    """*Parler à quelqu'un*: the person asks to be called back, to be written to, or for a visit."""

    way: str  # "callback" | "message" | "visit"
    about: str  # "how_i_am" | "programme" | "technical" | "other"
    reach: str = ""  # a telephone number or an address, as the person wrote it
    when: str = ""  # the times that suit, as the person wrote them
    words: str = ""


class TalkAnswered(Entry, frozen=True, kw_only=True):
    """A professional answered what was asked. `source` is the id of the TalkAsked."""

    source: UUID
    words: str = ""


class ContactNoted(Entry, frozen=True, kw_only=True):
    """A professional spoke with the person, or saw them, outside these pages."""

    channel: str  # "phone" | "visit" | "video" | "letter"
    words: str = ""


# Measures and exercises.
class MeasureScored(Entry, frozen=True, kw_only=True):
    """An instrument answered. `answers` are in item order, None for a declined item; `total` is None when too many are
    missing.

    The score is stored beside the answers, with the version of the instrument, so that a later correction changes no
    history.
    """

    instrument: str
    instrument_version: str
    answers: tuple[int | None, ...]
    total: float | None
    band: str | None
    language: str
    at: StepRef | None = None


class ExerciseWritten(Entry, frozen=True, kw_only=True):
    exercise: str
    exercise_version: str
    answers: Answers
    shared: bool
    at: StepRef | None = None


class ExerciseShared(Entry, frozen=True, kw_only=True):
    """The person opened an exercise to the care team, or closed it again. `written` is the id of its
    ExerciseWritten."""

    written: UUID
    shared: bool


class MoodNoted(Entry, frozen=True, kw_only=True):
    mood: int  # 0 very low to 10 very good
    words: str = ""


# Safety.
class DangerGraded(Entry, frozen=True, kw_only=True):
    """The graded questions after a danger answer. `source` is the id of the entry that led to them."""

    source: UUID
    answers: dict[str, str]  # question -> "yes" | "no" | "declined"
    level: str  # core.crisis.Level
    finished: bool
    rules_version: str


class ContactMade(Entry, frozen=True, kw_only=True):
    """The person says that they spoke with someone after a danger answer (`with_whom`: "professional", "line",
    "relative")."""

    source: UUID
    with_whom: str


class ConcernRaised(Entry, frozen=True, kw_only=True):
    """A professional's own worry about this person."""

    level: str
    words: str


class ConcernReviewed(Entry, frozen=True, kw_only=True):
    """A professional looked at a concern. `programme_goes_on` ends the hold that an active level put on the next
    step."""

    source: UUID
    words: str
    programme_goes_on: bool


class SignNoticed(Entry, frozen=True, kw_only=True):
    """A sign that nobody presses. By kind: somebody who knows them is worried ("worried"); no word from them since an
    alert was closed ("silence": `source` is its sign); a total is severe or has risen ("score": `source` is the
    answering, `sign` the rule); their words say so ("words": `source` is the entry); a recontact that was agreed after
    a crisis did not reach them ("missed_contact": `source` is its step); a yes to a question of the week about sleep
    ("sleep": `source` is the answering, `sign` the questions)."""

    kind_of_sign: str  # "worried" | "silence" | "score" | "words" | "missed_contact" | "sleep"
    level: str  # core.crisis.Level
    words: str = ""
    source: UUID | None = None
    sign: str = ""


class AlertEscalated(Entry, frozen=True, kw_only=True):
    """These people were told of an alert: while nobody had taken it ("waiting"), or because whoever took it had not
    closed it by its deadline ("late"), or because another sign came that it answers for ("more": `step` counts those
    signs). `owner`: who is asked first to answer; None when nobody was there."""

    source: UUID
    round: str  # "waiting" | "late" | "more"
    step: int
    told: tuple[UUID, ...]
    owner: UUID | None


class AlertTaken(Entry, frozen=True, kw_only=True):
    """A clinician answers this alert from now on; `co_owner`: beside whom, when they are in training."""

    source: UUID
    co_owner: UUID | None = None


class ContactTried(Entry, frozen=True, kw_only=True):
    """A clinician tried to reach the person, or somebody for them, because of an alert."""

    source: UUID
    way: str  # "phone" | "message" | "visit" | "trusted_person" | "emergency" | "colleague"
    result: str  # "spoke" | "no_answer" | "message_left" | "refused" | "wrong_number" | "told"
    words: str = ""


class AlertClosed(Entry, frozen=True, kw_only=True):
    """How an alert ended. `receipt`: who confirmed that they took it over, when it was handed over."""

    source: UUID
    ending: str  # "reached" | "not_reached" | "handed_over" | "emergency" | "reviewed"
    words: str
    receipt: str = ""


# The safety record.
class HarmReported(Entry, frozen=True, kw_only=True):
    """The person says what did them harm, in the house's own words. `domains` may hold "dying": thoughts of dying, or
    of hurting oneself."""

    domains: tuple[str, ...]  # "symptoms" | "quality" | "dependency" | "stigma" | "hopelessness" | "failure" | ...
    cause: str  # "programme" | "elsewhere" | "unsure" | ""
    wish: str  # "nothing" | "answer" | "another_way"
    words: str = ""


class IncidentNoted(Entry, frozen=True, kw_only=True):
    """Somebody who works here reported an incident, or a near miss, that concerns the person. `incident` is the id of
    the report in the safety record."""

    incident: UUID
    harm: str  # "NO" | "YES" | "UNKNOWN"
    words: str = ""


class UnknownEntry(ValueError):
    """The journal holds a kind or version that this release cannot read."""


def _concrete(base: type[Entry]) -> list[type[Entry]]:
    return [kind for child in base.__subclasses__() for kind in (child, *_concrete(child))]


TYPES: dict[tuple[str, int], type[Entry]] = {(kind.kind(), kind.version): kind for kind in _concrete(Entry)}


def encode(entry: Entry) -> bytes:
    """The payload as canonical JSON: the same entry always gives the same bytes."""
    return msgspec.json.encode(entry, order="sorted")


def decode(kind: str, version: int, payload: bytes) -> Entry:
    """The entry that `encode` wrote. Raises UnknownEntry for a kind or version of a later release."""
    try:
        type_ = TYPES[kind, version]
    except KeyError:
        raise UnknownEntry(f"{kind} version {version}") from None
    return msgspec.json.decode(payload, type=type_)
