"""By which way a notice leaves, and why one could not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way a notice leaves."""

    EMAIL = "EMAIL", _("e-mail")
    SMS = "SMS", _("SMS")


class Failure(models.TextChoices):
    """Why a notice has not left: never a word of a server, which may repeat what it was given."""

    NO_WAY = "NO_WAY", _("this site has no way to send it")
    UNREACHABLE = "UNREACHABLE", _("the service that sends could not be reached")
    TIMEOUT = "TIMEOUT", _("the service that sends did not answer in time")
    CERTIFICATE = "CERTIFICATE", _("the service that sends did not prove who it is")
    SIGN_IN = "SIGN_IN", _("the service that sends refused the password of this site")
    REFUSED = "REFUSED", _("the service that sends refused it")
    NO_ADDRESS = "NO_ADDRESS", _("there is no such address")
    DEVICE = "DEVICE", _("the telephone of this site could not send it")
    STORAGE = "STORAGE", _("it could not be written where it leaves from")
    UNREADABLE = "UNREADABLE", _("it can no longer be read")
    FAULT = "FAULT", _("a fault of ours")
    EXPIRED = "EXPIRED", _("it came too late to be of use")
    STOPPED = "STOPPED", _("it was stopped")


FOR_GOOD = frozenset({Failure.NO_ADDRESS, Failure.UNREADABLE})
"""What no further try changes."""
ON_PURPOSE = frozenset({Failure.STOPPED})
"""What is no failure to tell anybody of."""
