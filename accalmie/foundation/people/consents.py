"""The purposes that people agree to, and the version of each text (it stands in people/sign-up.html)."""

from __future__ import annotations

CARE = "care"
RESEARCH = "research"

TEXT_VERSIONS = {CARE: "2026-11", RESEARCH: "2026-11"}


class ConsentMissing(ValueError):
    """Without consent to care nothing may be kept, so there can be no account."""
