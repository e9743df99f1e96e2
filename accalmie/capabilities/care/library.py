"""The rules of reading of this site: read once from `content/reviewing`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.reviewing import ReviewingRules, load_reviewing

FILE = "reviewing/rules.yaml"


@cache
def rules() -> ReviewingRules:
    """By when what is shared is answered. Raises core.reviewing.ReviewingRefused."""
    return load_reviewing((Path(settings.CONTENT) / FILE).read_text(encoding="utf-8"))
