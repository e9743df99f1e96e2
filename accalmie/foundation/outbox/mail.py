"""E-mail, through the server that `ACCALMIE_MAIL_URL` names."""

from __future__ import annotations

import ssl
from email.utils import parseaddr
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from accalmie.foundation.outbox.codes import Failure
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.ways import CouldNot, Sent

_FOR_GOOD = range(500, 600)
# In this order: most of them are an OSError too.
_FAILURES: tuple[tuple[type[OSError], Failure], ...] = (
    (SMTPAuthenticationError, Failure.SIGN_IN),
    (SMTPServerDisconnected, Failure.UNREACHABLE),
    (SMTPConnectError, Failure.UNREACHABLE),
    (SMTPException, Failure.REFUSED),
    (TimeoutError, Failure.TIMEOUT),
    (ssl.SSLError, Failure.CERTIFICATE),
    (OSError, Failure.UNREACHABLE),
)


class Mail:
    """Sent means that the server of this site took it: whether a mailbox did, SMTP does not say."""

    def send(self, notice: UUID, letter: Letter) -> Sent:
        """The same notice has the same Message-ID, so that a repetition is known for what it is. Raises CouldNot."""
        message = EmailMessage(letter.subject, letter.text, None, [letter.to], headers=_headers(notice))
        try:
            message.send()
        except SMTPRecipientsRefused as refused:
            raise CouldNot(_of_address(refused)) from None
        except OSError as failure:
            raise CouldNot(failure_of(failure)) from None
        return Sent.SENT

    def withdraw(self, notice: UUID) -> None:
        """What was sent is gone."""


def failure_of(failure: OSError) -> Failure:
    """Our word for what came of an attempt. `smtplib` says of a server that is silent that it is gone."""
    if isinstance(failure, SMTPServerDisconnected) and isinstance(failure.__context__, TimeoutError):
        return Failure.TIMEOUT
    return next(word for kind, word in _FAILURES if isinstance(failure, kind))


def _headers(notice: UUID) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return {"Message-ID": f"<{notice}@{domain}>", "Auto-Submitted": "auto-generated"}


def _of_address(refused: SMTPRecipientsRefused) -> Failure:
    """A server that says “later” (4xx) is asked later; one that says “never” is believed."""
    codes = [code for code, _words in refused.recipients.values()]
    return Failure.NO_ADDRESS if all(code in _FOR_GOOD for code in codes) else Failure.REFUSED
