"""The rules of coordination of this site: read once from `content/`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.definitions import Definition, DefinitionRefused, read


class CoordinationRules(Definition, frozen=True):
    """`receipt_days`: after so many days a letter whose receipt nobody has confirmed is due."""

    version: str
    author: str
    source: str
    to_check: tuple[str, ...]
    receipt_days: int


@cache
def rules() -> CoordinationRules:
    """Raises core.definitions.DefinitionRefused."""
    text = (Path(settings.CONTENT) / "coordination/rules.yaml").read_text(encoding="utf-8")
    return read(text, CoordinationRules, DefinitionRefused)
