"""For what the site processes data about people: each purpose of a table, type of entry, consent and permission, once.

Whatever is added to the site and stands in none of these fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people import consents


class Activity(StrEnum):
    """One purpose of processing: a chapter of the register, in this order."""

    CARE = "care"
    SAFETY = "safety"
    ACCOUNTS = "accounts"
    ACCESS = "access"
    RIGHTS = "rights"
    INTEGRITY = "integrity"
    RESEARCH = "research"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Told:
    """What stands at the head of a chapter: its title, what it is for, about whom it keeps something."""

    title: str
    purpose: str
    people: tuple[str, ...]


_FOLLOWED = _("people followed, or following a programme alone")
_PROFESSIONALS = _("professionals of the site")
_HELPERS = _("helpers whom a person has mandated")

CHAPTERS = {
    Activity.CARE: Told(
        _("Care: programmes, questionnaires, exercises"),
        _(
            "A person follows a structured programme, alone or with a professional; what they write comes back to "
            "them, "
            "and their care team sees who needs them."
        ),
        (_FOLLOWED, _PROFESSIONALS, _("doctors whom a person names")),
    ),
    Activity.SAFETY: Told(
        _("Safety: danger is seen by somebody"),
        _(
            "An answer that says danger shows help at once and reaches a professional; somebody answers for the "
            "rules by "
            "which this is decided."
        ),
        (_FOLLOWED, _PROFESSIONALS),
    ),
    Activity.ACCOUNTS: Told(
        _("Accounts and contact"),
        _("Somebody signs in under a name of their choice, reads pages as they wish, and can be reached."),
        (_FOLLOWED, _PROFESSIONALS, _HELPERS),
    ),
    Activity.ACCESS: Told(
        _("Who may open a record, and who did"),
        _("A record opens to the care team, by consent, by mandate or in an emergency, and each opening is written."),
        (_FOLLOWED, _PROFESSIONALS, _HELPERS),
    ),
    Activity.RIGHTS: Told(
        _("Rights of people over their record"),
        _(
            "Consents, requests and complaints are kept with their dates, so that each is answered in time and "
            "provably."
        ),
        (_FOLLOWED, _("who answers requests")),
    ),
    Activity.INTEGRITY: Told(
        _("Secrecy and integrity of records"),
        _(
            "Keys open records, marks prove that nothing was changed, and an erased record stays erased after a "
            "restore."
        ),
        (_FOLLOWED, _("who writes in a record")),
    ),
    Activity.RESEARCH: Told(
        _("Research, with the person’s agreement"),
        _(
            "The agreement is asked and kept. Among those who gave it, a command of this site fits the models that "
            "tell professionals what course to expect: only coefficients and counts leave it. In this release no page "
            "and no command gives anything to researchers."
        ),
        (_FOLLOWED,),
    ),
    Activity.SITE: Told(
        _("Running the site"),
        _("Texts, names of institutions, simulated people: nothing about anybody who exists."),
        (),
    ),
}

PURPOSES: dict[Activity, tuple[str, ...]] = {
    Activity.CARE: (
        _("care: a call that the person agreed to beforehand"),
        _("care: a person comes first where a programme alone would not be safe"),
        _("care: a person and their team work towards the same thing"),
        _("care: a person says who close to them may be called, and for what"),
        _("care: rules propose how closely somebody is accompanied, and a person decides"),
        _("care: an end of care is said beforehand, and nobody's care ends while something waits"),
        _("care: a professional sees first who needs them first"),
        _("care: a service sees how long people wait and what becomes of all who begin, as numbers"),
        _("care: severe symptoms have a doctor beside them"),
        _("care: shows how a person is doing over time"),
        _("care: shows the next step"),
        _("care: shows the person how their days went"),
        _("care: somebody who asks for a person is answered by one"),
        _("care: tells a professional who leaves the expected course or drifts away"),
        _("care: the person finds what they wrote, and shows it to their care team if they wish"),
        _("care: the person reads what their professional answered"),
        _("care: the person sees how they sleep, and a window follows their nights"),
        _("care: the professional reads what helped, what did not, and what made something worse"),
        _("care: a team knows what others told it in confidence, which the person is never given"),
        _("care: a team speaks with one another about the person, in one place"),
        _("care: what a colleague must read waits for them until they have"),
        _("care: what a team promised to do is done by somebody, in time"),
        _("care: what is written about somebody arrives, with what they agreed to and nothing else"),
        _("care: what was decided about somebody's programme can be read, and why"),
        _("care: how long reading takes is known, so that load is seen"),
        _("care: what somebody shares is read in time, by somebody who is there"),
        _("care: where somebody was led, and why another way was chosen"),
        _("care: whoever comes next knows what was said, and what was decided"),
        _("care: who else treats this person, since when, and on whose word"),
        _("a professional keeps working notes of their own, apart from the record"),
        _("care: who may start which programme"),
        _("a supervisor and a colleague look at the work together, without a patient in it"),
        _("care: who was spoken with may start what a contact opens"),
        _("the patient's record: what happened, in order, for ever as it was written"),
    ),
    Activity.SAFETY: (
        _("proof of which clinician answers for the rules of this site"),
        _("the text of therapy, and who answers for a programme from elsewhere"),
        _("proof that the rota sees an alert"),
        _("safety: a danger told before a start is not forgotten by it"),
        _("safety: a person in danger is seen by a professional"),
        _("safety: a plan that somebody wrote is at hand when they need it"),
        _("safety: nothing is sent to somebody who has died"),
        _("safety: somebody answers, and it is known who"),
        _("safety: somebody keeps in touch after a crisis"),
        _("safety: what is needed is at hand when the site cannot be reached"),
        _("safety: whoever is in care knows who answers while the service is closed"),
        _("tells somebody that something waits for them, without a word of health"),
        _("safety: what does somebody harm here is read, and answered if they wish"),
        _("safety: what went wrong is looked at, and does not happen again"),
    ),
    Activity.ACCOUNTS: (
        _("finds a patient by name where names cannot be read"),
        _("gives a form back, filled, to the person who typed it"),
        _("asks for something that only this person has, beside their password"),
        _("gives an account back to its owner, and shows who vouched for them"),
        _("keeps somebody signed in, and shows them where they are"),
        _("lets a person in who has lost their second factor"),
        _("lets a person sign in and shows pages the way they wish"),
        _("lets a person sign in through Pro Santé Connect or FranceConnect"),
        _("names the owner of a record, and how to reach them when someone worries"),
    ),
    Activity.ACCESS: (
        _("asks a patient before somebody outside the care team may open anything"),
        _("decides who may open a record"),
        _("lets a clinician read in an emergency, and shows it to the patient and the data-protection officer"),
        _("lets a helper do what the patient mandated them for, and nothing else"),
        _("lets a patient and the data-protection officer see who opened a record"),
        _("lets a patient come into the care of the professional who gave them the code"),
        _("proves that no line of the access log was changed or taken out"),
    ),
    Activity.RIGHTS: (
        _("answers what people ask of their record, within the time that the law gives"),
        _("keeps a record that somebody is bound by law to keep"),
    ),
    Activity.INTEGRITY: (
        _("keeps an erased record erased after a restore"),
        _("opens the sealed record of one patient"),
        _("orders a patient's entries and shows whether one is missing"),
        _("shows a patient, or a whole day, that was taken out of the journal"),
        _("tells the administrator which view of a record is out of date"),
        _("the heads that a signed root stands for"),
    ),
    Activity.RESEARCH: (),
    Activity.SITE: (
        _("compares simulated people with published figures: nobody in it exists"),
        _("does what is due, once: no personal data"),
        _("keeps apart the records of services that share a site"),
        _("looks names up without storing them, and signs days of the journal"),
        _("moves the demo's date: no personal data"),
        _("tells everybody who runs this site and how to reach them"),
    ),
}
"""The `purpose` of every table's `class Privacy`."""

ENTRIES: dict[Activity, tuple[str, ...]] = {
    Activity.CARE: (
        "Enrolled",
        "EnrolmentMoved",
        "EnrolmentPaused",
        "EnrolmentResumed",
        "EnrolmentEnded",
        "StartQuestionsAnswered",
        "DoctorNamed",
        "StartIndicated",
        "OrientationReached",
        "OrientationChanged",
        "ModeChanged",
        "PaceChanged",
        "ShortVersionChosen",
        "ModuleOpened",
        "StepCompleted",
        "StepDeclined",
        "StepReviewed",
        "ExerciseAnswered",
        "ReviewAgreed",
        "CoverArranged",
        "CoverEnded",
        "PracticeNoted",
        "ModuleRated",
        "OtherWayAsked",
        "TalkAsked",
        "TalkAnswered",
        "ContactNoted",
        "NoteSigned",
        "OffCourseNoticed",
        "AdviceDecided",
        "CareElsewhereNoted",
        "CareElsewhereStruck",
        "MeasureScored",
        "ExerciseWritten",
        "ExerciseShared",
        "MoodNoted",
        "NightNoted",
        "NightWithdrawn",
        "SleepQuestionsAnswered",
        "SleepWeekAnswered",
        "SleepWindowSet",
        "SleepWindowSupported",
        "SleepWindowResumed",
        "GoalWritten",
        "GoalEnded",
        "RelativeNamed",
        "RelativeTakenBack",
        "CareStepDecided",
        "CareStepAnswered",
        "CareEndProposed",
        "LastWordSaid",
        "CareEndTakenBack",
        "CareEnded",
        "TeamMessageWritten",
        "TeamTaskGiven",
        "TeamTaskEnded",
        "ReferralPrepared",
        "ReferralAnswered",
        "ReferralSent",
        "ReferralReceived",
        "ReferralEnded",
    ),
    Activity.SAFETY: (
        "DangerGraded",
        "ContactMade",
        "ConcernRaised",
        "ConcernReviewed",
        "SignNoticed",
        "AlertEscalated",
        "AlertTaken",
        "ContactTried",
        "AlertClosed",
        "HarmReported",
        "IncidentNoted",
        "SafetyPlanWritten",
        "SafetyPlanShared",
        "SafetyPlanConfirmed",
        "RecontactAgreed",
        "RecontactRefused",
        "RecontactElsewhere",
        "RecontactTold",
        "RecontactMessageQueued",
        "RecontactTried",
        "RecontactStepDone",
        "RecontactStepMoved",
        "RecontactTaken",
        "RecontactRhythmAsked",
        "RecontactStopped",
        "Deceased",
        "DeceasedCorrected",
    ),
    Activity.ACCESS: (
        "ColleagueAdded",
        "CareLeft",
        "SharingAsked",
        "SharingAgreed",
        "SharingRefused",
        "SharingWithdrawn",
        "MandateGiven",
        "MandateEnded",
        "OpenedInEmergency",
    ),
    Activity.RIGHTS: ("ConsentGiven", "ConsentWithdrawn"),
}
"""Every type of entry of the journal (core.entries)."""

CONSENTS: dict[Activity, tuple[str, ...]] = {
    Activity.CARE: (consents.CARE, consents.CALL_WHEN_WORSE, consents.PREDICTIONS),
    Activity.RESEARCH: (consents.RESEARCH,),
}
"""Every purpose that people agree to at sign-up or later."""

PERMISSIONS: dict[Activity, frozenset[Permission]] = {
    Activity.CARE: frozenset(
        {
            Permission.RECORD_READ,
            Permission.RECORD_WRITE,
            Permission.TASKS_READ,
            Permission.TALKS_READ,
            Permission.STEP_REVIEW,
            Permission.MODULE_OPEN,
            Permission.PROGRAMME_ASSIGN,
            Permission.CASELOAD_READ,
            Permission.CASELOAD_TAKE,
            Permission.HELPED_READ,
            Permission.SUPERVISION_GIVE,
        }
    ),
    Activity.SAFETY: frozenset(
        {
            Permission.CONCERN_READ,
            Permission.CONCERN_REVIEW,
            Permission.PLAN_READ,
            Permission.PLAN_WRITE,
            Permission.INTAKE_TAKE,
            Permission.RULES_READ,
            Permission.RULES_SIGN,
            Permission.ROTA_DECIDE,
            Permission.ALERT_TEST,
            Permission.ALERT_SEE,
            Permission.ALERT_TAKE,
            Permission.PACK_TAKE,
            Permission.CLOSURE_DECLARE,
            Permission.CLOSURE_TELL,
            Permission.INCIDENT_CLASSIFY,
            Permission.RECONTACT_DECIDE,
            Permission.DEATH_NOTE,
        }
    ),
    Activity.ACCOUNTS: frozenset(
        {
            Permission.CONTACT_READ,
            Permission.NAMES_READ,
            Permission.PERSON_CREATE,
            Permission.ACCOUNT_RESTORE,
        }
    ),
    Activity.ACCESS: frozenset(
        {
            Permission.TEAM_CHANGE,
            Permission.CARE_INVITE,
            Permission.RECORD_FIND,
            Permission.EMERGENCY_READ,
            Permission.OPENINGS_READ,
        }
    ),
    Activity.RIGHTS: frozenset({Permission.CONSENT_GIVE, Permission.REQUESTS_ANSWER}),
    Activity.SITE: frozenset(
        {Permission.WORK_READ, Permission.SITE_CONFIGURE, Permission.INSIGHT_READ, Permission.SERVICE_READ}
    ),
}
"""Every permission: through it the roles that have it are recipients (foundation.access.permissions)."""


def of_purpose(purpose: str) -> Activity:
    """The chapter in which a table stands. Raises LookupError for a purpose that nobody has put into French."""
    for activity, known in PURPOSES.items():
        if purpose in known:
            return activity
    raise LookupError(purpose)
