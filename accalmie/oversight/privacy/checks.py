"""Checks of the file of openness: a fault in it stops the site; an empty field warns before going live."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from accalmie.foundation import clock
from accalmie.oversight.privacy.openness import OpennessRefused, openness


@register()
def check_openness_is_readable(**_: Any) -> list[CheckMessage]:
    """An error, with the line, for a file that cannot be read."""
    try:
        openness()
    except OpennessRefused as refused:
        return [Error(f"ACCALMIE_OPENNESS, {refused}", id="privacy.E001")]
    return []


@register(Tags.security, deploy=True)
def check_openness_is_told(**_: Any) -> list[CheckMessage]:
    """A warning for each field that says nothing, and for a host's certificate that is over."""
    try:
        told = openness()
    except OpennessRefused:
        return []  # which the other check says
    found: list[CheckMessage] = [
        Warning(
            f"The page of openness says nothing of “{name}”.", hint="Write it in ACCALMIE_OPENNESS.", id="privacy.W001"
        )
        for name in told.untold()
    ]
    if told.has_expired(clock.now().date()):
        found.append(Warning(f"The host’s certificate ended on {told.host.valid_until}.", id="privacy.W002"))
    return found
