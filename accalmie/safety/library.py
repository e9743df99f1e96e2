"""The house's rules of danger and the numbers to call: read once from `content/`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.crisis import CrisisRules, Helpline, load_helplines, load_rules


@cache
def rules() -> CrisisRules:
    """The rules of danger of this site. Raises core.crisis.CrisisRefused."""
    return load_rules((Path(settings.CONTENT) / "danger" / "rules.yaml").read_text(encoding="utf-8"))


@cache
def helplines() -> tuple[Helpline, ...]:
    """The numbers of this site's country, in the order of the page. Raises core.crisis.HelplinesRefused."""
    return load_helplines((Path(settings.CONTENT) / "helplines" / "fr.yaml").read_text(encoding="utf-8")).lines
