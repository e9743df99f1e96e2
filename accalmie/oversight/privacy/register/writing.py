"""The register and the assessment as files: Markdown to read and complete, JSON for another program."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.template.loader import render_to_string
from django.utils import translation

from accalmie.oversight.privacy.register.assessing import assessment
from accalmie.oversight.privacy.register.gathering import register


def register_as_markdown(*, language: str, now: datetime) -> str:
    """The register in one language."""
    with translation.override(language):
        found = register(language=language, now=now)
        return _tidy(render_to_string("privacy/register.txt", {"register": found}))


def register_as_json(*, language: str, now: datetime) -> str:
    """The same as one JSON object."""
    with translation.override(language):
        found = msgspec.json.encode(register(language=language, now=now))
    return msgspec.json.format(found, indent=2).decode() + "\n"


def assessment_as_markdown(*, language: str, now: datetime) -> str:
    """The draft of an impact assessment in one language."""
    with translation.override(language):
        found = assessment(language=language, now=now)
        return _tidy(render_to_string("privacy/assessment.txt", {"assessment": found, "register": found.register}))


def _tidy(text: str) -> str:
    """No more than one empty line in a row, and none at the ends."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
