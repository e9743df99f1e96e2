"""The rules of stepped care of this site: read once from `content/stepping`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.stepping import SteppingRules, load_stepping

FILE = "stepping/rules.yaml"


@cache
def rules() -> SteppingRules:
    """From when on another step is proposed. Raises core.stepping.SteppingRefused."""
    return load_stepping((Path(settings.CONTENT) / FILE).read_text(encoding="utf-8"))
