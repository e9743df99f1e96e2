"""The ways out of this site, as its settings give them (docs/operators/sending.md)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.console import Console
from accalmie.foundation.outbox.gammu import Gammu
from accalmie.foundation.outbox.mail import Mail
from accalmie.foundation.outbox.ways import NoWay, Way


class NotAWay(ValueError):
    """The settings name a way of sending that this release does not know."""


def way_of(channel: Channel) -> Way:
    """How notices of this channel leave. Raises NotAWay."""
    if channel is Channel.EMAIL:
        return Mail() if settings.CAN_MAIL else NoWay()
    return _sms(settings.SMS["url"])


def _sms(url: str) -> Way:
    parts = urlsplit(url)
    if not url:
        return NoWay()
    if parts.scheme == "gammu":
        return Gammu(Path(parts.path))
    if parts.scheme == "console":
        return Console()
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")):
        # What speaks to a provider is heavy: a site without one does not load it.
        provider = import_module("accalmie.foundation.outbox.provider")
        way: Way = provider.Provider.of(settings.SMS)
        return way
    raise NotAWay(f"ACCALMIE_SMS_URL begins with “{parts.scheme}:”: gammu:, https: or nothing is known.")
