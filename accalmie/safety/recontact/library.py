"""The rules of a recontact of this site: read once from `content/`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.crisis.recontact import RecontactRules, load_recontact


@cache
def text() -> str:
    """The file as this process applies it, which is what a signature covers."""
    return (Path(settings.CONTENT) / "recontact/rules.yaml").read_text(encoding="utf-8")


@cache
def rules() -> RecontactRules:
    """Raises core.crisis.recontact.RecontactRefusedFile."""
    return load_recontact(text())
