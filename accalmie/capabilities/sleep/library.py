"""The rules of the sleep window of this site: read once from `content/sleep`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.sleep import SleepRules, load_sleep_rules

FILE = "sleep/rules.yaml"


@cache
def text() -> str:
    """The file as this process applies it, which is what a signature covers."""
    return (Path(settings.CONTENT) / FILE).read_text(encoding="utf-8")


@cache
def rules() -> SleepRules:
    """The rules of the window. Raises core.sleep.SleepRefused."""
    return load_sleep_rules(text())
