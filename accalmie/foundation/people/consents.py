"""The purposes that people agree to, and the version of each text (people/sign-up.html, programmes/call.html)."""

from __future__ import annotations

CARE = "care"
RESEARCH = "research"

CALL_WHEN_WORSE = "call-when-worse"
"""To be called by one's professional after two measures in a row without getting better, in a programme followed alone.
"""

PREDICTIONS = "predictions"
"""That models compute how the programme goes for somebody, and tell their professional. Part of care: it stands until
the person says no."""

PRESUMED = (PREDICTIONS,)
AT_SIGN_UP = (CARE, RESEARCH)
TEXT_VERSIONS = {CARE: "2026-11", RESEARCH: "2026-11", CALL_WHEN_WORSE: "2026-11", PREDICTIONS: "2026-12"}


class ConsentMissing(ValueError):
    """Without consent to care nothing may be kept, so there can be no account."""
