"""Keeping in touch after a crisis: what was agreed, each step until its outcome; and that somebody has died."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from accalmie.core.entries.entry import Entry


class PlannedStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to do, from when, and by when at the latest. `number` counts those of one kind, from 1."""

    kind: str  # "card" | "letter" | "call" | "message" | "evaluation" | "rhythm"
    number: int
    opens_at: datetime
    due_at: datetime


class RecontactAgreed(Entry, frozen=True, kw_only=True):
    """The person agreed that somebody keeps in touch with them. `steps` as the rules of that day planned them.

    `source`: the alert after which it was proposed, if it was one.
    """

    after: str  # "alert" | "hospital" | "emergency"
    attempts: str  # "none" | "first" | "repeated"
    since: date
    by_message: str  # "sms" | "card" | "none"
    doctor: str  # "gp" | "psychiatrist" | "none"
    steps: tuple[PlannedStep, ...]
    rules_version: str
    source: UUID | None = None


class RecontactRefused(Entry, frozen=True, kw_only=True):
    """It was proposed, and the person does not wish it. It changes nothing in their care, and nobody asks again."""

    after: str
    source: UUID | None = None


class RecontactElsewhere(Entry, frozen=True, kw_only=True):
    """Another service keeps in touch already: nothing is doubled. `name`: which service."""

    after: str
    name: str
    source: UUID | None = None


class RecontactTold(Entry, frozen=True, kw_only=True):
    """These people were told that a step is to be done, for the `step`-th time from 0."""

    planned: UUID
    step: int
    told: tuple[UUID, ...]


class RecontactMessageQueued(Entry, frozen=True, kw_only=True):
    """The message of this step was handed to what sends. It is done once it has left."""

    planned: UUID


class RecontactTried(Entry, frozen=True, kw_only=True):
    """A clinician tried to reach the person for a step."""

    planned: UUID
    way: str  # "phone" | "message" | "visit" | "trusted_person" | "emergency" | "colleague"
    result: str  # "spoke" | "no_answer" | "message_left" | "refused" | "wrong_number" | "told"
    words: str = ""


class RecontactStepDone(Entry, frozen=True, kw_only=True):
    """What came of a step. `steps`: what follows from it; `receipt`: to whom a letter went, or who took over."""

    planned: UUID
    ending: str  # core.crisis.recontact.OUTCOMES
    words: str = ""
    receipt: str = ""
    steps: tuple[PlannedStep, ...] = ()


class RecontactStepMoved(Entry, frozen=True, kw_only=True):
    """A step has another time, as it was agreed with the person."""

    planned: UUID
    opens_at: datetime
    due_at: datetime


class RecontactTaken(Entry, frozen=True, kw_only=True):
    """Another clinician does what is left of it from now on."""

    agreed: UUID


class RecontactRhythmAsked(Entry, frozen=True, kw_only=True):
    """The person asks for another rhythm. `steps`: somebody answers them."""

    agreed: UUID
    wish: str  # "less" | "more" | "otherwise"
    steps: tuple[PlannedStep, ...]
    words: str = ""


class RecontactStopped(Entry, frozen=True, kw_only=True):
    """The person does not wish it any more; a professional who writes this was told so by them."""

    agreed: UUID


class Deceased(Entry, frozen=True, kw_only=True):
    """A professional learnt that the person has died: from whom, and on which day if that is known. Nothing is sent or
    asked from this moment."""

    learnt_from: str  # "relative" | "hospital" | "doctor" | "authority" | "other"
    day: date | None = None


class DeceasedCorrected(Entry, frozen=True, kw_only=True):
    """It was an error: somebody else than who noted it says so. What was stopped stays stopped."""

    noted: UUID
