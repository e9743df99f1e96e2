"""The draft of an impact assessment (GDPR art. 35(7), the CNIL's method), as values: what the code knows, and no more.

Severity, likelihood and every decision are the controller's: nothing here proposes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accalmie.oversight.privacy.register.gathering import Chapter, Register, register
from accalmie.oversight.privacy.register.measures import Measure, Risk


@dataclass(frozen=True, slots=True)
class Principle:
    """One fundamental principle: the article, what the release does for it, and the test that shows it."""

    name: str
    article: str
    words: str
    proof: str


@dataclass(frozen=True, slots=True)
class Feared:
    """One feared event of the method: what it would be, who could bring it about, by what, and what stands against
    it."""

    title: str
    event: str
    sources: tuple[str, ...]
    threats: tuple[str, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One purpose in a line: about whom, how much is kept, who receives some of it."""

    title: str
    people: str
    facts: int
    fields: int
    roles: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole draft. `supports`: on what data rest; `actions`: what the controller still has to do, as far as
    known."""

    register: Register
    chapters: tuple[Line, ...]
    supports: tuple[str, ...]
    necessity: tuple[Principle, ...]
    rights: tuple[Principle, ...]
    feared: tuple[Feared, ...]
    actions: tuple[str, ...]


def assessment(*, language: str, now: datetime) -> Assessment:
    """The draft for this site in the language that is active, which `language` names."""
    found = register(language=language, now=now)
    return Assessment(
        register=found,
        chapters=tuple(_line(chapter) for chapter in found.chapters),
        supports=tuple(_supports()),
        necessity=_necessity(),
        rights=_rights(),
        feared=_feared(found),
        actions=tuple(_actions(found)),
    )


def _line(chapter: Chapter) -> Line:
    return Line(
        title=chapter.title,
        people=" · ".join(chapter.people),
        facts=len(chapter.facts),
        fields=sum(len(held.fields) for held in chapter.held),
        roles=", ".join(dict.fromkeys(role for one in chapter.recipients for role in one.roles)) or "—",
    )


def _supports() -> Iterator[str]:
    names = {"django.db.backends.sqlite3": "SQLite", "django.db.backends.postgresql": "PostgreSQL"}
    for alias, words in (("default", _("Records and accounts: %(kind)s")), ("keys", _("Keys of records: %(kind)s"))):
        engine = settings.DATABASES[alias]["ENGINE"]
        yield words % {"kind": names.get(engine, engine)}
    if settings.ACCALMIE_KMS_COMMAND:
        yield _("Master key: a key service")
    elif settings.ACCALMIE_MASTER_KEY:
        yield _("Master key: given by the environment, from a vault")
    else:
        yield _("Master key: a file of the machine, readable by its owner only")
    yield _("Pages: one server, no third party; the person’s own browser, with or without scripts")


def _necessity() -> tuple[Principle, ...]:
    return (
        Principle(
            _("Purposes"),
            _("art. 5(1)(b)"),
            _(
                "Each table names its purpose, and each purpose stands in the register; a table without one fails a "
                "test."
            ),
            "tests/consistency/test_tables.py",
        ),
        Principle(
            _("Minimisation"),
            _("art. 5(1)(c)"),
            _(
                "A pseudonym, an age within a range, no e-mail address; nobody measures visitors; professionals see "
                "what "
                "their role needs."
            ),
            "tests/unit/foundation/people/test_signing_up.py",
        ),
        Principle(
            _("Accuracy"),
            _("art. 5(1)(d)"),
            _("What happened is never rewritten; a later entry corrects it, and the person may ask for a correction."),
            "tests/unit/oversight/privacy/test_requests.py",
        ),
        Principle(
            _("Storage limitation"),
            _("art. 5(1)(e)"),
            _("Periods are data with their sources; a command lists what is due, and an officer decides."),
            "tests/unit/oversight/privacy/test_erasing.py",
        ),
    )


def _rights() -> tuple[Principle, ...]:
    return (
        Principle(
            _("Information"),
            "art. 12-14",
            _("Public pages say what is kept, where, by whom; who reads stands before each free text."),
            "tests/unit/oversight/privacy/test_openness.py",
        ),
        Principle(
            _("Consent"),
            "art. 7",
            _("Asked by purpose, with the version of its text; taken back on the same page, with effect at once."),
            "tests/unit/oversight/privacy/test_requests.py",
        ),
        Principle(
            _("Access and portability"),
            "art. 15, 20",
            _("Everything kept, on one page and in one file: words, JSON, FHIR."),
            "tests/unit/oversight/privacy/test_everything_is_given.py",
        ),
        Principle(
            _("Correction and erasure"),
            "art. 16, 17",
            _("Asked on the person’s own page; each request has its delay; erasure destroys the key of the record."),
            "tests/unit/oversight/privacy/test_erasing.py",
        ),
        Principle(
            _("Restriction and objection"),
            "art. 18, 21",
            _("A record can be closed at once: its owner alone reads it."),
            "tests/unit/oversight/privacy/test_requests.py",
        ),
        Principle(
            _("Automated decisions"),
            "art. 22",
            _(
                "Rules decide which step comes next and who is led to a person first. The person may choose another "
                "way "
                "or ask for somebody; a danger is settled by a professional, never by a rule."
            ),
            "tests/capabilities/programmes/test_other_ways.py",
        ),
    )


def _feared(found: Register) -> tuple[Feared, ...]:
    somebody_near = _("somebody near the person, with their device")
    insider = _("a professional, or an account that was taken over")
    operator = _("whoever administers the machine")
    outsider = _("an attacker from outside")
    return (
        Feared(
            _("Illegitimate access to data"),
            _("Somebody who may not learns that a person is followed, or what they wrote."),
            (somebody_near, insider, operator, outsider),
            (
                _("a device left open, a password that was seen"),
                _("a record opened without a reason of care"),
                _("a copy of the database, of a backup or of the keys"),
                _("a fault in the program or in a package"),
            ),
            _against(Risk.ACCESS, found),
        ),
        Feared(
            _("Unwanted modification of data"),
            _("An answer, a score, a rule or a note is not what was written."),
            (insider, operator, outsider),
            (
                _("a write to the database beside the program"),
                _("a rule or a questionnaire changed without a clinician"),
                _("a fault in the program or in a package"),
            ),
            _against(Risk.CHANGE, found),
        ),
        Feared(
            _("Disappearance of data"),
            _("A record, or the help that a person counted on, is not there when it is needed."),
            (operator, outsider, _("a fault of the machine, fire, water")),
            (
                _("a disk that fails, a power cut in the middle of a write"),
                _("the master key lost: every record is lost with it"),
                _("a backup that cannot be put back"),
                _("a site that does not answer"),
            ),
            _against(Risk.LOSS, found),
        ),
    )


def _against(risk: Risk, found: Register) -> tuple[Measure, ...]:
    return tuple(one for one in found.measures if risk in one.risks)


def _actions(found: Register) -> Iterator[str]:
    """What follows from the site as it is; the controller adds what follows from the risks."""
    for one in found.untold:
        yield _("Tell %(what)s in the file of openness.") % {"what": one}
    for measure in found.measures:
        if not measure.stands:
            yield _("Put in force, or say why not: %(measure)s") % {"measure": measure.words}
    to_check = sum(bool(one.to_check) for one in (*found.retention, *found.clocks, *found.periods))
    if to_check:
        yield _("Read %(n)s periods of the law at their source (content/law).") % {"n": to_check}
    yield _("Decide whether to ask for the agreement to research while nothing is given to researchers.")
