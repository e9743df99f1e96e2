"""The register of processing, as values: what GDPR article 30(1) asks for, computed from the code and the site's files.

What only the controller knows and has not told is None or empty, and stands in `untold`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version

import msgspec
from django.conf import settings
from django.utils.translation import gettext, gettext as _, gettext_noop, ngettext

from accalmie.core.entries import TYPES
from accalmie.foundation.access import codes, permissions
from accalmie.foundation.people import consents
from accalmie.foundation.people.codes import Holder, Role
from accalmie.oversight.privacy.archive.words import CODES, LABELS, TITLES
from accalmie.oversight.privacy.openness import Openness, openness
from accalmie.oversight.privacy.register import activities, declared, phrases
from accalmie.oversight.privacy.register.activities import Activity
from accalmie.oversight.privacy.register.declared import Statement, Table
from accalmie.oversight.privacy.register.measures import Measure, measures
from accalmie.oversight.privacy.rights_law import Ends, Sourced, Span, law
from accalmie.oversight.privacy.rights_models import Kind

UNTOLD = {
    "where": gettext_noop("where the data live"),
    "host.name": gettext_noop("the host"),
    "host.certificate": gettext_noop("the host’s certificate for health data"),
    "host.valid_until": gettext_noop("until when that certificate is valid"),
    "processors": gettext_noop("the processors, or that there is none"),
    "answering.responsible": gettext_noop("the controller"),
    "answering.officer": gettext_noop("the data-protection officer"),
    "answering.contact": gettext_noop("how to reach them"),
}
"""What only the controller can tell, by its name in the file of openness."""
ENDS_BY_ITSELF = {
    Ends.ACCESS_LOG: gettext_noop("who opened a record"),
    Ends.INVITATIONS: gettext_noop("invitations and cards"),
    Ends.RESTORATIONS: gettext_noop("accounts that were given back"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One type of entry of the journal, under the title that its owner reads, with what it may hold."""

    kind: str
    title: str
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Fields that say the same of themselves, by table and name."""

    what: str
    kept: str
    given: str
    ended: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who sees something of it on the pages, and on what ground."""

    ground: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One purpose of processing."""

    activity: Activity
    title: str
    purpose: str
    details: tuple[str, ...]
    people: tuple[str, ...]
    agreements: tuple[str, ...]
    facts: tuple[Fact, ...]
    held: tuple[Held, ...]
    recipients: tuple[Recipients, ...]


@dataclass(frozen=True, slots=True)
class Processor:
    name: str
    country: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Site:
    """What the controller tells in `ACCALMIE_OPENNESS`; None where nothing is told."""

    responsible: str | None
    officer: str | None
    contact: str | None
    where: str | None
    host: str | None
    certificate: str | None
    valid_until: date | None
    processors: tuple[Processor, ...] | None


@dataclass(frozen=True, slots=True)
class Period:
    """How long something is kept or within what time it is done, and where that stands. `to_check`: not read yet."""

    what: str
    length: str
    source: str
    to_check: str


@dataclass(frozen=True, slots=True)
class Ending:
    """One period that tables speak of, and by what it ends."""

    kept: str
    ends: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is kept outside the tables: where, what, how long, and where the code does it."""

    where: str
    what: str
    kept: str
    code: str


@dataclass(frozen=True, slots=True)
class Register:
    """The whole record."""

    made_at: datetime
    language: str
    release: str
    site: Site
    untold: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    elsewhere: tuple[Elsewhere, ...]
    retention: tuple[Period, ...]
    clocks: tuple[Period, ...]
    endings: tuple[Ending, ...]
    periods: tuple[Period, ...]
    without: tuple[str, ...]
    measures: tuple[Measure, ...]


def register(*, language: str, now: datetime) -> Register:
    """The register of this site in the language that is active, which `language` names."""
    tables = tuple(declared.tables())
    told = openness()
    return Register(
        made_at=now,
        language=language,
        release=version("accalmie"),
        site=_site(told, language),
        untold=tuple(gettext(UNTOLD[name]) for name in told.untold()),
        chapters=tuple(_chapters(tables)),
        elsewhere=_elsewhere(),
        retention=tuple(_retention(language)),
        clocks=tuple(_clocks(language)),
        endings=tuple(_endings(tables)),
        periods=tuple(_periods(language)),
        without=tuple(table.label for table in tables if not table.fields),
        measures=measures(now.date()),
    )


def _site(told: Openness, language: str) -> Site:
    answering, host = told.answering, told.host
    return Site(
        responsible=_plain(answering.responsible),
        officer=_plain(answering.officer),
        contact=_plain(answering.contact),
        where=_plain(told.where.get(language, "")),
        host=_plain(host.name),
        certificate=_plain(host.certificate),
        valid_until=host.valid_until,
        processors=None
        if told.processors is None
        else tuple(
            Processor(_plain(one.name) or "", _plain(one.country[language]) or "", _plain(one.purpose[language]) or "")
            for one in told.processors
        ),
    )


def _plain(text: str) -> str | None:
    """Words of the operator's on one line, without the signs that would draw something in Markdown; None for none."""
    return " ".join(text.replace("|", "/").replace("<", "‹").replace(">", "›").split()) or None


def _chapters(tables: tuple[Table, ...]) -> Iterator[Chapter]:
    by_activity: dict[Activity, list[Table]] = defaultdict(list)
    for table in tables:
        by_activity[activities.of_purpose(table.purpose)].append(table)
    for activity, head in activities.CHAPTERS.items():
        personal = [table for table in by_activity[activity] if table.fields]
        if not personal and activity not in activities.CONSENTS:
            continue  # which is said under the tables that hold nothing about anybody
        yield Chapter(
            activity=activity,
            title=gettext(head.title),
            purpose=gettext(head.purpose),
            details=tuple(dict.fromkeys(_detail(table.purpose) for table in personal)),
            people=tuple(gettext(one) for one in head.people),
            agreements=tuple(_agreements(activity)),
            facts=tuple(_facts(activity)),
            held=tuple(_held(personal)),
            recipients=tuple(_recipients(activity)),
        )


def _detail(purpose: str) -> str:
    """What one table is for, without the word for its chapter."""
    return gettext(purpose).removeprefix("care: ").removeprefix("safety: ")


def _agreements(activity: Activity) -> Iterator[str]:
    for purpose in activities.CONSENTS.get(activity, ()):
        words = {"purpose": CODES["purpose"][purpose], "version": consents.TEXT_VERSIONS[purpose]}
        yield _("%(purpose)s (text of %(version)s)") % words
    if activity is Activity.ACCESS:
        yield from (str(label) for label in codes.Purpose.labels)
        yield from (str(label) for label in codes.Power.labels)


def _facts(activity: Activity) -> Iterator[Fact]:
    kinds = {kind: type_ for (kind, _version), type_ in TYPES.items()}
    for kind in activities.ENTRIES.get(activity, ()):
        names = [field.name for field in msgspec.structs.fields(kinds[kind])]
        holds = dict.fromkeys(str(LABELS[name]) for name in names if name in LABELS)
        yield Fact(kind=kind, title=str(TITLES[kind]), holds=tuple(holds))


def _held(tables: list[Table]) -> Iterator[Held]:
    """One line for all fields that say the same, however many tables they stand in; what concerns health first."""
    alike: dict[Statement, list[str]] = defaultdict(list)
    for table in tables:
        for name, said in table.fields.items():
            alike[said].append(f"{table.label}.{name}")
    for said in sorted(alike, key=lambda said: (not said.what.startswith("health data"), said.what, said.kept)):
        yield Held(
            what=gettext(said.what),
            kept=gettext(phrases.KEPT[said.kept]),
            given=gettext(said.given),
            ended=gettext(said.ended),
            fields=tuple(alike[said]),
        )


def _recipients(activity: Activity) -> Iterator[Recipients]:
    wanted = activities.PERMISSIONS.get(activity, frozenset())
    if wanted & permissions.OWN:
        yield Recipients(_("the person, for their own record"), (str(Role.PATIENT.label),))
    yield from _given(wanted, permissions.IN_CARE, _("in the care team, for its dates"))
    if any(wanted & given for given in permissions.BY_CONSENT.values()):
        yield from _given(
            wanted, permissions.IN_CARE, _("outside the care team, with the person’s agreement, by purpose")
        )
    if any(wanted & given for given in permissions.BY_MANDATE.values()):
        yield Recipients(_("under a mandate of the person"), (str(Role.HELPER.label),))
    minutes = {"minutes": settings.EMERGENCY_MINUTES}
    yield from _given(wanted, permissions.IN_EMERGENCY, _("in an emergency, for %(minutes)s minutes") % minutes)
    yield from _given(wanted, permissions.IN_ORGANISATION, _("for every patient of their organisation"))
    yield from _given(wanted, permissions.AT_LARGE, _("on pages of the site that open no record by themselves"))


def _given(
    wanted: permissions.Permissions, table: dict[Role, permissions.Permissions], ground: str
) -> Iterator[Recipients]:
    roles = tuple(str(role.label) for role in Role if wanted & table.get(role, frozenset()))
    if roles:
        yield Recipients(ground, roles)


def _retention(language: str) -> Iterator[Period]:
    for one in law().retention:
        years = one.years_after_last_contact
        length = ngettext("%(n)s year after the last contact", "%(n)s years after the last contact", years) % {
            "n": years
        }
        for holder in one.holders:
            yield _period(str(Holder(holder).label), length if years else _("no period in law"), one, language)


def _clocks(language: str) -> Iterator[Period]:
    for clock in law().clocks:
        holders = ", ".join(str(Holder(one).label) for one in clock.holders)
        within = _length(clock.within)
        if clock.older:
            words = {"within": _length(clock.older.within), "years": clock.older.than_years}
            within += ", " + _("%(within)s when nothing is newer than %(years)s years") % words
        yield _period(f"{Kind(clock.kind).label} ({holders})", within, clock, language)


def _periods(language: str) -> Iterator[Period]:
    for one in law().periods:
        yield _period(gettext(ENDS_BY_ITSELF[one.what]), _length(one.within), one, language)


def _length(span: Span) -> str:
    if span.months:
        return ngettext("%(n)s month", "%(n)s months", span.months) % {"n": span.months}
    return ngettext("%(n)s day", "%(n)s days", span.days) % {"n": span.days}


def _period(what: str, length: str, sourced: Sourced, language: str) -> Period:
    return Period(what=what, length=length, source=sourced.source[language], to_check=sourced.to_check)


def _endings(tables: tuple[Table, ...]) -> Iterator[Ending]:
    """Each period that is said somewhere, in the order of `phrases`."""
    said = {phrases.KEPT[one.kept] for table in tables for one in table.fields.values()}
    for kept, ends in phrases.HOW_IT_ENDS.items():
        if kept in said:
            yield Ending(gettext(kept), gettext(ends))


def _elsewhere() -> tuple[Elsewhere, ...]:
    return (
        Elsewhere(
            _("Memory of the server"),
            _("keyed marks of failed sign-ins: no name, no address"),
            _("a quarter of an hour"),
            "accalmie/foundation/people/limits.py",
        ),
        Elsewhere(
            _("Log of the server"),
            _("identifiers only, never what somebody wrote"),
            _("as the operator keeps logs: for the controller to decide"),
            "accalmie/site/settings.py",
        ),
        Elsewhere(
            _("The person’s browser"),
            _("what is being typed, until it is sent or the tab is closed"),
            _("the life of the tab"),
            "accalmie/foundation/design/static/design/keep-draft.js",
        ),
        Elsewhere(
            _("The person’s browser"),
            _("pages of help without a name, and the cookies of session, forms, language and “Leave quickly”"),
            _("until the browser forgets them; the session’s cookie ends with the session"),
            "accalmie/safety/templates/safety/service-worker.js",
        ),
        Elsewhere(
            _("The ledger of erasures"),
            _("identifiers of records that were erased"),
            _("as long as any backup"),
            "accalmie/foundation/crypto/ledger.py",
        ),
        Elsewhere(
            _("Backups"),
            _("a copy of both databases, as sealed as they are"),
            _("as the operator keeps them: for the controller to decide"),
            "accalmie/site/backups/making.py",
        ),
        Elsewhere(
            _("One e-mail, to the data-protection officer"),
            _("that there is something new on their page: no name, no reason"),
            _("as the mailbox keeps it"),
            "accalmie/foundation/access/emergency.py",
        ),
    )
