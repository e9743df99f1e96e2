"""The security measures of this release and of this site, each with the test that fails when it is taken away.

What belongs to the release is there on every site; what the operator sets is read from the settings and said as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf import settings
from django.utils.translation import gettext as _

from accalmie.foundation.people import limits
from accalmie.oversight.privacy.openness import openness


class Risk(StrEnum):
    """The three feared events of the CNIL's method."""

    ACCESS = "access"
    CHANGE = "change"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, against which risks, and whether this site has it. `proof`: the test; empty for the site's own."""

    words: str
    risks: tuple[Risk, ...]
    proof: str = ""
    stands: bool = True


EVERY = tuple(Risk)


def measures(today: date) -> tuple[Measure, ...]:
    """All of them, those of the release first."""
    return (*_of_access(), *_of_secrecy(), *_of_integrity(), *_of_continuity(), *_of_this_site(today))


def _of_access() -> tuple[Measure, ...]:
    access = (Risk.ACCESS, Risk.CHANGE)
    return (
        Measure(
            _(
                "A record opens only to its care team, by consent, by mandate or in an emergency; what is not given "
                "is no."
            ),
            access,
            "tests/consistency/test_everybody_at_every_door.py",
        ),
        Measure(
            _("Whoever works here signs in with a second key; patients may have one."),
            access,
            "tests/unit/foundation/people/test_second_key.py",
        ),
        Measure(
            _("A lost way in is given back by two named people who made sure, and leaves a trace."),
            access,
            "tests/unit/foundation/access/test_restoring.py",
        ),
        Measure(
            _(
                "A clinician outside the care team reads for %(minutes)s minutes, for a written reason, shown to the "
                "person "
                "and to the data-protection officer."
            )
            % {"minutes": settings.EMERGENCY_MINUTES},
            access,
            "tests/unit/foundation/access/test_relations.py",
        ),
        Measure(
            _(
                "Each opening by somebody else is written in a chained log, which the person reads and the officer "
                "searches."
            ),
            access,
            "tests/unit/foundation/access/test_access_log.py",
        ),
        Measure(
            _(
                "No line of that log can be changed, or taken out before its time, without its being found: the "
                "database refuses, and each signed day remembers how far the log had come."
            ),
            access,
            "tests/unit/foundation/access/test_log_against_its_owner.py",
        ),
        Measure(
            _("Sign-in waits %(minutes)s minutes after many failures.")
            % {"minutes": int(limits.WAIT.total_seconds() // 60)},
            access,
            "tests/unit/foundation/people/test_limits.py",
        ),
        Measure(
            _("A session ends after %(minutes)s minutes without a sign of life.")
            % {"minutes": settings.SESSION_COOKIE_AGE // 60},
            access,
            "tests/unit/site/test_signs_of_life.py",
        ),
        Measure(
            _("A new password ends every other session of its owner."),
            access,
            "tests/unit/foundation/people/test_settings_and_contact.py",
        ),
        Measure(
            _(
                "No page carries a script of its own or of another site; a strict content security policy, Trusted "
                "Types."
            ),
            access,
            "tests/security/test_headers.py",
            stands=_is_policy_strict(),
        ),
        Measure(
            _("“Leave quickly” on every page, and tabs, icons and senders that say nothing of health."),
            (Risk.ACCESS,),
            "tests/unit/safety/test_leaving.py",
        ),
    )


def _of_secrecy() -> tuple[Measure, ...]:
    return (
        Measure(
            _("What people write and how they are called is sealed under a key of each person’s own (AES-256-GCM)."),
            (Risk.ACCESS,),
            "tests/security/test_nothing_in_clear.py",
        ),
        Measure(
            _("Names are found through keyed marks: no table holds them in clear."),
            (Risk.ACCESS,),
            "tests/unit/foundation/people/test_sealed_identity.py",
        ),
        Measure(
            _("Passwords are kept as slow hashes (Argon2), ten characters at least."),
            (Risk.ACCESS,),
            "tests/unit/foundation/people/test_signing_up.py",
            stands="Argon2" in settings.PASSWORD_HASHERS[0],
        ),
        Measure(
            _("The log of the server holds identifiers only."),
            (Risk.ACCESS,),
            "tests/security/test_nothing_in_the_log.py",
        ),
        Measure(
            _(
                "Erasure destroys the key of a record: backups open it no more, and a ledger ends it again after a "
                "restore."
            ),
            (Risk.ACCESS,),
            "tests/security/test_backups.py",
        ),
        Measure(
            _("No e-mail address, name or date of birth is asked of people: a pseudonym and an age within a range."),
            (Risk.ACCESS,),
            "tests/unit/foundation/people/test_signing_up.py",
        ),
    )


def _of_integrity() -> tuple[Measure, ...]:
    return (
        Measure(
            _("The journal is only added to, chained by hashes, and its heads are signed each day."),
            (Risk.CHANGE, Risk.LOSS),
            "tests/unit/foundation/journal/test_any_tampering.py",
        ),
        Measure(
            _("Everything that pages show is computed from the journal and can be computed again."),
            (Risk.CHANGE, Risk.LOSS),
            "tests/unit/foundation/journal/test_rebuild_equals.py",
        ),
        Measure(
            _("The clinical rules are signed by a clinician of the site; a change ends the signature."),
            (Risk.CHANGE,),
            "tests/unit/safety/test_signed_rules.py",
        ),
        Measure(
            _(
                "Packages are locked with hashes and listed (“accalmie sbom”); “make audit” looks for known "
                "vulnerabilities."
            ),
            EVERY,
            "tests/unit/site/test_sbom.py",
        ),
    )


def _of_continuity() -> tuple[Measure, ...]:
    return (
        Measure(
            _("An entry is on the disk before the person reads that it is saved."),
            (Risk.LOSS,),
            "tests/faults/test_durable.py",
        ),
        Measure(
            _("A form that was typed outlives the end of its session, sealed, for two days."),
            (Risk.LOSS,),
            "tests/unit/foundation/people/test_kept_forms.py",
        ),
        Measure(
            _("Backups are proven when they are made and when they are put back; keys are copied apart."),
            (Risk.LOSS,),
            "tests/security/test_backups.py",
        ),
        Measure(
            _("The numbers of help stay readable without a network."),
            (Risk.LOSS,),
            "tests/unit/safety/test_offline.py",
        ),
    )


def _of_this_site(today: date) -> tuple[Measure, ...]:
    told = openness()
    access = (Risk.ACCESS, Risk.CHANGE)
    return (
        Measure(
            _("Visitors come through TLS only, and browsers are told so for a year."), access, stands=_is_tls_only()
        ),
        Measure(_("The master key is apart from the data."), (Risk.ACCESS,), stands=_is_master_key_apart()),
        Measure(_("The key store is a database of its own."), (Risk.ACCESS,), stands=_are_keys_apart()),
        Measure(
            _("The host has a certificate for health data (HDS) that is valid today."),
            EVERY,
            stands=told.host.valid_until is not None and not told.has_expired(today),
        ),
        Measure(
            _("The site is neither a demo nor in the mode that shows faults."),
            EVERY,
            stands=not (settings.DEMO or settings.DEBUG),
        ),
    )


def _is_policy_strict() -> bool:
    policy: dict[str, list[Any]] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {str(source) for values in policy.values() for source in values}
    return "require-trusted-types-for" in policy and sources <= {str(NONE), str(SELF), "'script'"}


def _is_tls_only() -> bool:
    return bool(settings.SECURE_SSL_REDIRECT and settings.SECURE_HSTS_SECONDS >= 31_536_000)


def _is_master_key_apart() -> bool:
    """From a vault, from a key service, or in a file outside the folder of the data."""
    if settings.ACCALMIE_KMS_COMMAND or settings.ACCALMIE_MASTER_KEY:
        return True
    return not Path(settings.ACCALMIE_MASTER_KEY_FILE).resolve().is_relative_to(Path(settings.DATA).resolve())


def _are_keys_apart() -> bool:
    return bool(settings.DATABASES["keys"]["NAME"] != settings.DATABASES["default"]["NAME"])
