"""The reasons of a caseload in words: what a professional reads beside a name."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from accalmie.core.crisis import Level
from accalmie.core.measures import Instrument, change
from accalmie.foundation.access.codes import Purpose
from accalmie.foundation.words.filters import FILTERS
from accalmie.oversight.caseload import talks
from accalmie.oversight.caseload.forms import LEVELS
from accalmie.oversight.caseload.triage import ASKED, Case, Group, Worsening
from accalmie.safety.alerts.pages import why_noticed
from accalmie.safety.queries import Concern, Waiting

PURPOSES = [
    (
        Purpose.COURSE.value,
        gettext_lazy("Their scores, their moods as figures, their programme, and the exercises that they open"),
    ),
    (Purpose.DANGER.value, gettext_lazy("Their answers when one of them shows danger")),
    (Purpose.CONTACT.value, gettext_lazy("How to reach them")),
]
"""What is shared outside the care team, as a professional reads it; access.codes has the patient's words."""

QUIET_DAYS = 7
"""From so many days without a sign on, the list says so."""

GROUPS = {
    Group.CONCERN: gettext_lazy("To see first"),
    Group.WORSE: gettext_lazy("Worse"),
    Group.ASKED: gettext_lazy("Ask for somebody"),
    Group.OFF_COURSE: gettext_lazy("Off the expected course"),
    Group.DRIFTING: gettext_lazy("Drifting away"),
    Group.REVIEW: gettext_lazy("To read"),
    Group.WAITING: gettext_lazy("To meet for the first time"),
    Group.STEADY: gettext_lazy("On course"),
}
"""Each group as the list names it."""
MODES = {
    "alone": gettext_lazy("Alone"),
    "guided": gettext_lazy("Guided"),
    "blended": gettext_lazy("With your sessions"),
}


def level_name(level: str) -> str:
    """A level of danger in words; an unknown one is named as the most serious."""
    return str(dict(LEVELS).get(Level.read(level), _("No danger found")))


def concern_name(concern: Concern | Waiting) -> str:
    """What stands behind a concern, in one line."""
    if concern.origin == ASKED:
        return _("Asks for somebody to talk to")
    if why := why_noticed(concern.origin):
        return why
    if not concern.is_finished:
        return _("A danger answer, questions not finished: treated as “%(level)s”") % {
            "level": level_name(concern.level)
        }
    return level_name(concern.level)


def reasons(case: Case, phq9: Instrument, now: datetime) -> tuple[str, ...]:
    """Why somebody stands where they stand, the gravest first. Never empty."""
    figures = case.figures
    found = [
        concern_name(case.concern) if case.concern else "",
        worsened(case.worsening) if case.worsening else "",
        _("alone, not better twice in a row: agreed to be called") if case.along.is_call_due else "",
        _("Says that a module made something worse") if figures.worse_at else "",
        _off_course(case),
        _("Asks for somebody to talk to") if figures.asked_person_at and not _is_said(case) else "",
        talks.since(case.talk) if case.talk else "",
        _("Wished to start, led to somebody first") if figures.led_at else "",
        _unmet(case),
        _aftercare(case, now) or _quiet(case, now),
        _unread(case),
        _("waits at a step for your answer") if case.along.review_at else "",
        _improved(case, phq9),
    ]
    return tuple(reason for reason in found if reason) or (_("Going along"),)


def worsened(found: Worsening) -> str:
    """PHQ-9 +6 in 14 days (reliable change)."""
    sentence = ngettext(
        "PHQ-9 +%(points)s in %(days)s day (reliable change)",
        "PHQ-9 +%(points)s in %(days)s days (reliable change)",
        found.days,
    )
    return sentence % {"points": f"{found.points:g}", "days": found.days}


def _is_said(case: Case) -> bool:
    return case.concern is not None and case.concern.origin == ASKED


def _off_course(case: Case) -> str:
    """Since when their scores are not where those of most people who began like them are."""
    since = case.figures.off_course_at
    if since is None:
        return ""
    return _("Off the expected course since %(day)s") % {"day": FILTERS["day_month"](since)}


def _unmet(case: Case) -> str:
    """Whom nobody has spoken with yet: since they began with somebody beside them, or since they came."""
    if case.figures.waits_since:
        day = FILTERS["day_month"](case.figures.waits_since)
        return _("Began on %(day)s with somebody beside them: nobody has spoken with them yet") % {"day": day}
    if case.figures.enrolment or case.figures.spoken_at or case.came_at is None:
        return ""
    day = FILTERS["day_month"](case.came_at)
    return _("Came on %(day)s: nothing begun, and nobody has spoken with them yet") % {"day": day}


def _quiet(case: Case, now: datetime) -> str:
    """Since when there is no sign of them, beside their own rhythm: said when it is long, or when they drift away."""
    since = case.figures.last_activity_at
    if since is None:
        return "" if case.group is Group.WAITING else _("nothing yet")
    days, is_drifting = (now - since).days, case.along.is_drifting or case.group is Group.DRIFTING
    if not is_drifting and days < QUIET_DAYS:
        return ""
    silence = ngettext("nothing for %(days)s day", "nothing for %(days)s days", days) % {"days": days}
    return ", ".join(filter(None, (silence, _usually(case.figures.usual_days))))


def _usually(gap: float | None) -> str:
    """How often they come: every day, every 2 days."""
    if gap is None:
        return ""
    days = max(1, round(gap))
    return ngettext("usually every day", "usually every %(days)s days", days) % {"days": days}


def _aftercare(case: Case, now: datetime) -> str:
    """After the programme nobody is quiet for too long: the list says where they are instead."""
    number, moment = case.along.booster, case.along.opens_at
    if not number or moment is None:
        return ""
    sentence = (
        _("after-care, booster %(number)s open since %(day)s")
        if moment <= now
        else _("after-care, booster %(number)s opens %(day)s")
    )
    return sentence % {"number": number, "day": FILTERS["day_month"](moment)}


def _improved(case: Case, phq9: Instrument) -> str:
    found = change(phq9, case.figures.phq9_first, case.figures.phq9_last)
    if case.worsening or found.reliable != "improved" or found.points is None:
        return ""
    return _("PHQ-9 −%(points)s since the start (reliable change)") % {"points": f"{-found.points:g}"}


def _unread(case: Case) -> str:
    count = len(case.unread)
    if not count:
        return ""
    return ngettext("%(count)s shared exercise to read", "%(count)s shared exercises to read", count) % {"count": count}


def covered(case: Case) -> str:
    """For whom the reader or a colleague answers, and until when."""
    cover = case.cover
    if cover is None:
        return ""
    words = {"name": cover.called, "by": cover.by}
    if cover.until is None:
        left = _("%(name)s has left: %(by)s answers") if cover.by else _("for %(name)s, who has left")
        return left % words
    words["day"] = FILTERS["day_month"](cover.until)
    if cover.by:
        return _("%(name)s on leave until %(day)s: %(by)s answers") % words
    return _("for %(name)s, on leave until %(day)s") % words
